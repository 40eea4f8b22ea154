import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { compareJson, depsJson, diffJson, initJson, mergeJson, planJson, renderJson } from '../src/cli/json.ts';
import { historySchema } from '../src/frames/record/history.ts';
import { recordSchema } from '../src/frames/record/schema.ts';
import { formatTypes } from './types.ts';

/* The JSON schemas of what the program writes for other programs, by file name in schemas/, and the types beside them. */

const documents: Record<string, { type: string; title: string; schema: v.GenericSchema }> = {
  'render.schema.json': { type: 'RunRecord', title: 'render.json, the record of a run', schema: recordSchema },
  'history.schema.json': {
    type: 'History',
    title: 'history.json, render times and errors of the last runs',
    schema: historySchema,
  },
  'render-output.schema.json': { type: 'RenderOutput', title: 'blendnet-render … --json', schema: renderJson },
  'plan-output.schema.json': { type: 'PlanOutput', title: 'blendnet-render plan … --json', schema: planJson },
  'merge-output.schema.json': { type: 'MergeOutput', title: 'blendnet-render merge … --json', schema: mergeJson },
  'compare-output.schema.json': {
    type: 'CompareOutput',
    title: 'blendnet-render compare … --json',
    schema: compareJson,
  },
  'deps-output.schema.json': { type: 'DepsOutput', title: 'blendnet-render deps … --json', schema: depsJson },
  'init-output.schema.json': { type: 'InitOutput', title: 'blendnet-render init … --json', schema: initJson },
  'diff-output.schema.json': { type: 'DiffOutput', title: 'blendnet-render diff … --json', schema: diffJson },
};

/** The text of each schema and of the types, by file name. */
export function formatSchemas(): Map<string, string> {
  const schemas = new Map(
    Object.entries(documents).map(([name, { title, schema }]) => {
      // What a schema cannot say, such as that a number is finite, every JSON number is anyway.
      const json = toJsonSchema(schema, { target: 'draft-2020-12', typeMode: 'input', errorMode: 'ignore' });
      return [name, `${JSON.stringify({ ...json, title }, null, 2)}\n`];
    }),
  );
  const named = [...schemas].map(([file, schema]) => ({ name: documents[file]?.type ?? '', schema }));
  return schemas.set('index.d.ts', formatTypes(named));
}
