import { toJsonSchema } from '@valibot/to-json-schema';
import type * as v from 'valibot';
import { compareJson, depsJson, diffJson, mergeJson, planJson, renderJson } from '../src/cli/json.ts';
import { historySchema } from '../src/frames/record/history.ts';
import { recordSchema } from '../src/frames/record/schema.ts';

/* The JSON schemas of what the program writes for other programs, by file name in schemas/. */

const documents: Record<string, { title: string; schema: v.GenericSchema }> = {
  'render.schema.json': { title: 'render.json, the record of a run', schema: recordSchema },
  'history.schema.json': { title: 'history.json, render times and errors of the last runs', schema: historySchema },
  'render-output.schema.json': { title: 'blendnet-render … --json', schema: renderJson },
  'plan-output.schema.json': { title: 'blendnet-render plan … --json', schema: planJson },
  'merge-output.schema.json': { title: 'blendnet-render merge … --json', schema: mergeJson },
  'compare-output.schema.json': { title: 'blendnet-render compare … --json', schema: compareJson },
  'deps-output.schema.json': { title: 'blendnet-render deps … --json', schema: depsJson },
  'diff-output.schema.json': { title: 'blendnet-render diff … --json', schema: diffJson },
};

/** The text of each schema, by file name. */
export function formatSchemas(): Map<string, string> {
  return new Map(
    Object.entries(documents).map(([name, { title, schema }]) => {
      // What a schema cannot say, such as that a number is finite, every JSON number is anyway.
      const json = toJsonSchema(schema, { target: 'draft-2020-12', typeMode: 'input', errorMode: 'ignore' });
      return [name, `${JSON.stringify({ ...json, title }, null, 2)}\n`];
    }),
  );
}
