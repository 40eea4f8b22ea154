import * as v from 'valibot';
import { failureKindNames } from '../base/errors.ts';
import { sha1Schema } from '../base/sha1.ts';
import { comparedKinds } from '../frames/kinds.ts';
import { sideKindShape } from '../frames/names.ts';
import { recordedCause } from '../frames/record/causes.ts';
import { recordedComparison } from '../frames/record/comparison.ts';
import { verdicts } from '../frames/verdicts.ts';

/*
 * What commands print with `--json`. The files in `schemas/` are generated from this, and the commands are checked
 * against it by the compiler.
 */

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** `blendnet-render … --json`: the outputs of a run. Those that the run did not get to are missing. */
export const renderJson = v.object({
  /** Empty when the run did not fail. */
  'failure-kind': v.picklist(['', ...failureKindNames]),
  'results-directory': v.exactOptional(v.string()),
  'frames-rendered': v.exactOptional(count),
  'frames-reused': v.exactOptional(count),
  'frames-failed': v.exactOptional(count),
  'frames-different': v.exactOptional(count),
  'max-error': v.exactOptional(v.number()),
  /** What has changed since the baseline, lines by frames: `1-3`. */
  causes: v.exactOptional(v.record(v.string(), v.string())),
  'report-url': v.exactOptional(v.string()),
  /** By name. */
  'artifact-urls': v.exactOptional(v.record(v.string(), v.string())),
  /** Names of tasks on the Manager by frame; empty for frames that no task made. */
  tasks: v.exactOptional(v.record(v.string(), v.string())),
  'duration-seconds': v.exactOptional(count),
});
export type RenderJson = v.InferInput<typeof renderJson>;

/** `blendnet-render merge DIR… --json`: the outputs of the run that the shards were made of. */
export const mergeJson = v.object(renderJson.entries);

/** `blendnet-render plan PROJECT.blend --shards 5 --json`. Frames are as the setting `frames` takes them. */
export const planJson = v.object({
  project: v.string(),
  blenderVersion: v.string(),
  frames: v.array(
    v.object({
      frame: v.pipe(v.number(), v.safeInteger()),
      /** What decides its pixels: the same key, the same picture. */
      key: v.string(),
      /** An earlier run has made it. */
      kept: v.boolean(),
    }),
  ),
  /** Empty when there are none. */
  framesKept: v.string(),
  framesLeft: v.string(),
  shards: v.array(v.object({ shard: v.string(), frames: v.string() })),
  /** For the matrix of a CI: the shards that have work. */
  matrix: v.object({ include: v.array(v.object({ shard: v.string() })) }),
});
export type PlanJson = v.InferInput<typeof planJson>;

const { metrics, layers, ...compared } = recordedComparison.entries;
/** Equal pictures have no finite `psnr`: it is null, as where values are not finite. */
const figures = v.object({ ...metrics.wrapped.entries, psnr: v.nullable(v.number()) });
const comparison = {
  ...compared,
  metrics: v.exactOptional(figures),
  layers: v.array(v.object({ ...layers.pipe[0].item.entries, metrics: v.exactOptional(figures) })),
};

/** A side picture is called by its name: `file-output/Depth0001.exr`. */
const kind = v.union([v.picklist(comparedKinds), v.pipe(v.string(), v.regex(sideKindShape))]);

/** `blendnet-render compare BASELINE CANDIDATE --json`: of two pictures, or of two directories. */
export const compareJson = v.union([
  v.object(comparison),
  v.object({
    /** The worst of all. */
    verdict: v.picklist(verdicts),
    warnings: v.array(v.string()),
    /** What has changed in the inputs of frames that differ, where both records know them. */
    causes: v.exactOptional(v.array(recordedCause)),
    pictures: v.array(v.object({ frame: v.pipe(v.number(), v.safeInteger()), kind, ...comparison })),
  }),
]);
export type CompareJson = v.InferInput<typeof compareJson>;

/** `blendnet-render deps FILE.blend --json`. Paths are relative to the .blend's folder. */
export const depsJson = v.object({
  project: v.string(),
  /** Blender's, which saved the file. */
  version: v.string(),
  compression: v.string(),
  scene: v.object({
    name: v.string(),
    frameStart: v.number(),
    frameEnd: v.number(),
    frameStep: v.number(),
    currentFrame: v.number(),
    engine: v.string(),
    width: v.number(),
    height: v.number(),
    samples: v.exactOptional(v.number()),
    samplesByDefault: v.boolean(),
    fileFormat: v.string(),
    compositing: v.boolean(),
    camera: v.boolean(),
  }),
  files: v.array(
    v.object({
      path: v.string(),
      /** The .blend that names it. */
      owner: v.string(),
      dataBlock: v.string(),
      kind: v.string(),
      exists: v.boolean(),
      sha1: v.exactOptional(sha1Schema),
      /** Missing: every frame needs it. */
      frames: v.exactOptional(v.array(v.number())),
      /** Why it could not be used. */
      problem: v.exactOptional(v.string()),
    }),
  ),
  /** What cannot be told from the .blend: a sentence each. */
  unknown: v.exactOptional(v.array(v.string())),
});
export type DepsJson = v.InferInput<typeof depsJson>;

/** `blendnet-render diff OLD NEW --json`: what differs in each .blend. Texts are as the files have them. */
export const diffJson = v.object({
  files: v.array(
    v.object({
      file: v.string(),
      /** Whether both files make the same pictures. */
      same: v.boolean(),
      changes: v.array(
        v.object({
          change: v.picklist(['added', 'removed', 'renamed', 'changed']),
          /** `light "Key"`. */
          dataBlock: v.string(),
          /** Missing: the whole data-block. */
          member: v.exactOptional(v.string()),
          before: v.exactOptional(v.string()),
          after: v.exactOptional(v.string()),
          /** Whether a picture can show it. */
          inPicture: v.boolean(),
        }),
      ),
    }),
  ),
});
export type DiffJson = v.InferInput<typeof diffJson>;

/** `blendnet-render init --json`. */
export const initJson = v.object({
  /** Nothing was written. */
  dryRun: v.boolean(),
  ci: v.string(),
  /** The .blend that is rendered, below the repository. */
  project: v.string(),
  frames: v.string(),
  /** How git keeps .blend files. */
  lfs: v.picklist(['used', 'possible', 'committed', 'missing']),
  blends: v.array(
    v.object({
      path: v.string(),
      version: v.exactOptional(v.string()),
      engine: v.exactOptional(v.string()),
      frameStart: v.exactOptional(v.number()),
      frameEnd: v.exactOptional(v.number()),
      camera: v.exactOptional(v.boolean()),
      /** Why it could not be read. */
      problem: v.exactOptional(v.string()),
    }),
  ),
  changes: v.array(
    v.object({
      path: v.string(),
      change: v.picklist(['new', 'added', 'left']),
      /** The file's text, or the lines that are added. */
      text: v.string(),
    }),
  ),
  firstFrame: v.object({
    state: v.picklist(['rendered', 'left', 'no-blender', 'failed']),
    message: v.exactOptional(v.string()),
  }),
  /** Commands to type after this. */
  next: v.array(v.string()),
});
export type InitJson = v.InferInput<typeof initJson>;
