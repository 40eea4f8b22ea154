/*
 * What blendnet-render writes for other programs; the JSON schemas beside this file say more exactly what values can be.
 * Members may be added in any version: a reader leaves alone what it does not know.
 */

/** render.json, the record of a run */
export type RunRecord = {
  version: 1;
  project?: string;
  startedAt?: string;
  commit?: string;
  manager?: string;
  blenderVersion?: string;
  device?: string;
  persistentData?: boolean;
  agents?: number;
  samples?: number;
  like?: 'saved' | 'farm';
  seed?: number;
  compositing?: boolean;
  durationSeconds?: number;
  commitUrl?: string;
  upload?: {
    filesSent: number;
    bytesSent: number;
    filesKnown: number;
    bytesKnown: number;
  };
  shard?: {
    part: string;
    frames: string;
    settings: Record<string, string>;
    kept: string;
  };
  baseline?: string;
  warnings?: string[];
  inputs?: {
    path: string;
    sha1: string;
    frames?: string;
  }[];
  contents?: {
    sha1: string;
    activeScene: string;
    facts: string;
    uncertain: boolean;
    dataBlocks: string[];
    dataBlocksLeftOut?: number;
    members?: string;
  }[];
  causes?: {
    frames: string;
    changes: {
      change: 'added' | 'removed' | 'renamed' | 'changed';
      file: string;
      dataBlock?: string;
      member?: string;
      before?: string;
      after?: string;
    }[];
    changesLeftOut?: number;
  }[];
  frames: {
    frame: number;
    project?: string;
    startedAt?: string;
    commit?: string;
    manager?: string;
    blenderVersion?: string;
    device?: string;
    persistentData?: boolean;
    agents?: number;
    samples?: number;
    like?: 'saved' | 'farm';
    seed?: number;
    compositing?: boolean;
    outcome?: 'rendered' | 'reused' | 'failed' | 'cancelled';
    durationSeconds?: number;
    task?: string;
    key?: string;
    samplesDone?: number;
    error?: {
      kind: 'settings' | 'missing-file' | 'unreachable' | 'unauthorized' | 'rejected' | 'protocol' | 'no-agents' | 'task-failed' | 'corrupt-result' | 'stalled' | 'timeout' | 'cancelled' | 'different';
      message: string;
      hint?: string;
    };
    messages?: string[];
    results: {
      kind: 'preview' | 'render' | 'compose';
      file: string;
      sizeBytes: number;
      sha1: string;
      project?: string;
      startedAt?: string;
      commit?: string;
      manager?: string;
      blenderVersion?: string;
      device?: string;
      persistentData?: boolean;
      agents?: number;
      samples?: number;
      like?: 'saved' | 'farm';
      seed?: number;
      compositing?: boolean;
      outcome?: 'rendered' | 'reused' | 'failed' | 'cancelled';
      durationSeconds?: number;
      task?: string;
      key?: string;
      comparison?: {
        verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
        reason: string;
        width?: number;
        height?: number;
        metrics?: {
          mean: number;
          rms: number;
          psnr?: number | null;
          max: number;
          failing: number;
          ssim?: number;
          flip?: number;
          nonFinite: number;
        };
        spread?: 'noise' | 'region';
        decisiveLayer?: string;
        regions: {
          x: number;
          y: number;
          width: number;
          height: number;
          pixels: number;
        }[];
        layers: {
          name: string;
          purpose: 'colour' | 'depth' | 'normal' | 'data';
          verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
          metrics?: {
            mean: number;
            rms: number;
            psnr?: number | null;
            max: number;
            failing: number;
            ssim?: number;
            flip?: number;
            nonFinite: number;
          };
        }[];
      };
      baselineFile?: string;
    }[];
    sides?: {
      file: string;
      sizeBytes: number;
      sha1: string;
      project?: string;
      startedAt?: string;
      commit?: string;
      manager?: string;
      blenderVersion?: string;
      device?: string;
      persistentData?: boolean;
      agents?: number;
      samples?: number;
      like?: 'saved' | 'farm';
      seed?: number;
      compositing?: boolean;
      outcome?: 'rendered' | 'reused' | 'failed' | 'cancelled';
      durationSeconds?: number;
      task?: string;
      key?: string;
      comparison?: {
        verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
        reason: string;
        width?: number;
        height?: number;
        metrics?: {
          mean: number;
          rms: number;
          psnr?: number | null;
          max: number;
          failing: number;
          ssim?: number;
          flip?: number;
          nonFinite: number;
        };
        spread?: 'noise' | 'region';
        decisiveLayer?: string;
        regions: {
          x: number;
          y: number;
          width: number;
          height: number;
          pixels: number;
        }[];
        layers: {
          name: string;
          purpose: 'colour' | 'depth' | 'normal' | 'data';
          verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
          metrics?: {
            mean: number;
            rms: number;
            psnr?: number | null;
            max: number;
            failing: number;
            ssim?: number;
            flip?: number;
            nonFinite: number;
          };
        }[];
      };
      baselineFile?: string;
    }[];
  }[];
};

/** history.json, render times and errors of the last runs */
export type History = {
  version: 1;
  runs: {
    date: string;
    commit?: string;
    frames: {
      frame: number;
      durationMs?: number;
      maxError?: number;
      verdict?: string;
    }[];
  }[];
};

/** blendnet-render … --json */
export type RenderOutput = {
  'failure-kind': '' | 'settings' | 'missing-file' | 'unreachable' | 'unauthorized' | 'rejected' | 'protocol' | 'no-agents' | 'task-failed' | 'corrupt-result' | 'stalled' | 'timeout' | 'cancelled' | 'different';
  'results-directory'?: string;
  'frames-rendered'?: number;
  'frames-reused'?: number;
  'frames-failed'?: number;
  'frames-different'?: number;
  'max-error'?: number;
  causes?: Record<string, string>;
  'report-url'?: string;
  'artifact-urls'?: Record<string, string>;
  tasks?: Record<string, string>;
  'duration-seconds'?: number;
};

/** blendnet-render plan … --json */
export type PlanOutput = {
  project: string;
  blenderVersion: string;
  frames: {
    frame: number;
    key: string;
    kept: boolean;
  }[];
  framesKept: string;
  framesLeft: string;
  shards: {
    shard: string;
    frames: string;
  }[];
  matrix: {
    include: {
      shard: string;
    }[];
  };
};

/** blendnet-render merge … --json */
export type MergeOutput = {
  'failure-kind': '' | 'settings' | 'missing-file' | 'unreachable' | 'unauthorized' | 'rejected' | 'protocol' | 'no-agents' | 'task-failed' | 'corrupt-result' | 'stalled' | 'timeout' | 'cancelled' | 'different';
  'results-directory'?: string;
  'frames-rendered'?: number;
  'frames-reused'?: number;
  'frames-failed'?: number;
  'frames-different'?: number;
  'max-error'?: number;
  causes?: Record<string, string>;
  'report-url'?: string;
  'artifact-urls'?: Record<string, string>;
  tasks?: Record<string, string>;
  'duration-seconds'?: number;
};

/** blendnet-render compare … --json */
export type CompareOutput = {
  verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
  reason: string;
  width?: number;
  height?: number;
  spread?: 'noise' | 'region';
  decisiveLayer?: string;
  regions: {
    x: number;
    y: number;
    width: number;
    height: number;
    pixels: number;
  }[];
  metrics?: {
    mean: number;
    rms: number;
    psnr: number | null;
    max: number;
    failing: number;
    ssim?: number;
    flip?: number;
    nonFinite: number;
  };
  layers: {
    name: string;
    purpose: 'colour' | 'depth' | 'normal' | 'data';
    verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
    metrics?: {
      mean: number;
      rms: number;
      psnr: number | null;
      max: number;
      failing: number;
      ssim?: number;
      flip?: number;
      nonFinite: number;
    };
  }[];
} | {
  verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
  warnings: string[];
  causes?: {
    frames: string;
    changes: {
      change: 'added' | 'removed' | 'renamed' | 'changed';
      file: string;
      dataBlock?: string;
      member?: string;
      before?: string;
      after?: string;
    }[];
    changesLeftOut?: number;
  }[];
  pictures: {
    frame: number;
    kind: 'compose' | 'render' | string;
    verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
    reason: string;
    width?: number;
    height?: number;
    spread?: 'noise' | 'region';
    decisiveLayer?: string;
    regions: {
      x: number;
      y: number;
      width: number;
      height: number;
      pixels: number;
    }[];
    metrics?: {
      mean: number;
      rms: number;
      psnr: number | null;
      max: number;
      failing: number;
      ssim?: number;
      flip?: number;
      nonFinite: number;
    };
    layers: {
      name: string;
      purpose: 'colour' | 'depth' | 'normal' | 'data';
      verdict: 'different' | 'mismatched' | 'missing' | 'unreadable' | 'new' | 'within-tolerance' | 'same';
      metrics?: {
        mean: number;
        rms: number;
        psnr: number | null;
        max: number;
        failing: number;
        ssim?: number;
        flip?: number;
        nonFinite: number;
      };
    }[];
  }[];
};

/** blendnet-render deps … --json */
export type DepsOutput = {
  project: string;
  version: string;
  compression: string;
  scene: {
    name: string;
    frameStart: number;
    frameEnd: number;
    frameStep: number;
    currentFrame: number;
    engine: string;
    width: number;
    height: number;
    samples?: number;
    samplesByDefault: boolean;
    fileFormat: string;
    compositing: boolean;
    camera: boolean;
  };
  files: {
    path: string;
    owner: string;
    dataBlock: string;
    kind: string;
    exists: boolean;
    sha1?: string;
    frames?: number[];
    problem?: string;
  }[];
  unknown?: string[];
};

/** blendnet-render init … --json */
export type InitOutput = {
  dryRun: boolean;
  ci: string;
  project: string;
  frames: string;
  lfs: 'used' | 'possible' | 'committed' | 'missing';
  blends: {
    path: string;
    version?: string;
    engine?: string;
    frameStart?: number;
    frameEnd?: number;
    camera?: boolean;
    problem?: string;
  }[];
  changes: {
    path: string;
    change: 'new' | 'added' | 'left';
    text: string;
  }[];
  firstFrame: {
    state: 'rendered' | 'left' | 'no-blender' | 'failed';
    message?: string;
  };
  next: string[];
};

/** blendnet-render diff … --json */
export type DiffOutput = {
  files: {
    file: string;
    same: boolean;
    changes: {
      change: 'added' | 'removed' | 'renamed' | 'changed';
      dataBlock: string;
      member?: string;
      before?: string;
      after?: string;
      inPicture: boolean;
    }[];
  }[];
};
