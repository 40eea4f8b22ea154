import type { DisplayPicture, Metrics, PictureComparison } from '../../src/compare/comparison.ts';
import type { Verdict } from '../../src/frames/verdicts.ts';
import type { FrameReport, PictureReport, RunReport } from '../../src/report/model.ts';
import { makeHdr, makePng } from './pictures.ts';

/** A run with nothing in it; a test names what it is about. */
export function makeRun(changes: Partial<RunReport> = {}): RunReport {
  return {
    project: 'scenes/shot.blend',
    startedAt: '2026-11-17T03:12:44Z',
    durationMs: 211_000,
    farm: { managerUrl: 'https://farm.example:8443', blenderVersion: '3.4.1', activeAgents: 3 },
    configuration: { samples: 24, seed: 0, compositing: true },
    upload: { filesSent: 12, bytesSent: 34_200_000, filesKnown: 210, bytesKnown: 1_204_000_000 },
    frames: [],
    ...changes,
  };
}

export function makeFrame(frame: number, changes: Partial<FrameReport> = {}): FrameReport {
  return { frame, outcome: 'rendered', durationMs: 9000 + frame, samples: 24, messages: [], pictures: [], ...changes };
}

export function makeComparison(verdict: Verdict, changes: Partial<PictureComparison> = {}): PictureComparison {
  return { kind: 'compose', frame: 1, verdict, reason: `It is ${verdict}`, regions: [], layers: [], ...changes };
}

export function makePicture(verdict?: Verdict, changes: Partial<PictureReport> = {}): PictureReport {
  const comparison = verdict && { comparison: makeComparison(verdict) };
  return { kind: 'compose', file: 'frame-0001.compose.png', ...comparison, ...changes };
}

export const metrics: Metrics = {
  mean: 0.004,
  rms: 0.02,
  psnr: 32.7,
  max: 0.78,
  failing: 0.021,
  ssim: 0.97,
  flip: 0.018,
  nonFinite: 0,
};

const give = (picture: DisplayPicture) => () => Promise.resolve(picture);

/** Baselines are blue, candidates are red, and differences are green: pixels tell which one is seen. */
export const baselinePng = makePng(64, 36, () => [0, 0, 200]);
export const candidatePng = makePng(64, 36, (x, y) => (x >= 40 && y >= 20 ? [200, 200, 0] : [200, 0, 0]));
export const differencePng = makePng(64, 36, () => [0, 200, 0]);
export const thumbnailPng = makePng(16, 9, () => [90, 90, 90]);

/**
 * Frame 1 same, 2 different (with a render of scene light and layers), 3 failed, 4 new, 5 within tolerance, 6 different.
 */
export function makeComparedRun(): RunReport {
  const size = { width: 64, height: 36 };
  const regions = [{ x: 40, y: 20, width: 24, height: 16, pixels: 384 }];
  const changed = { ...size, metrics, regions, spread: 'region' as const };
  const compared = (verdict: Verdict, changes: Partial<PictureComparison> = {}) =>
    makePicture(verdict, {
      comparison: makeComparison(verdict, { ...size, ...changes }),
      readCandidate: give(candidatePng),
      readBaseline: give(baselinePng),
      readDifference: give(differencePng),
      readThumbnail: give(thumbnailPng),
    });
  const render: PictureReport = {
    kind: 'render',
    file: 'frame-0002.render.exr',
    comparison: makeComparison('different', {
      ...changed,
      kind: 'render',
      layers: [
        { name: 'ViewLayer.Combined', purpose: 'colour', verdict: 'different', metrics },
        { name: 'ViewLayer.Depth', purpose: 'depth', verdict: 'same' },
      ],
    }),
    readCandidate: give(makeHdr(64, 36, () => [0.18, 0.18, 4])),
    readBaseline: give(makeHdr(64, 36, () => [0.09, 0.18, 4])),
  };
  const fresh = makePicture('new', { readCandidate: give(candidatePng), readThumbnail: give(thumbnailPng) });
  const error = { kind: 'task-failed' as const, message: 'Out of memory', hint: 'Use smaller tiles.' };
  return makeRun({
    commit: { sha: '8f3c2b1a9d0e4f5a', url: 'https://code.example/film/commit/8f3c2b1a' },
    frames: [
      makeFrame(1, { pictures: [compared('same', { metrics: { ...metrics, psnr: Infinity } })] }),
      makeFrame(2, { pictures: [compared('different', changed), render] }),
      makeFrame(3, { outcome: 'failed', error, messages: ['Read blend', 'Error: out of memory'] }),
      makeFrame(4, { pictures: [fresh] }),
      makeFrame(5, { outcome: 'reused', pictures: [compared('within-tolerance', { metrics, spread: 'noise' })] }),
      makeFrame(6, { pictures: [compared('different', changed)] }),
    ],
    history: [1, 2, 3].map((day) => ({
      date: `2026-11-0${day}T03:00:00Z`,
      commit: `c0ffee${day}`,
      frames: [{ frame: 2, durationMs: day * 1000, maxError: day / 100 }],
    })),
  });
}

/** No baseline at all. */
export function makeGallery(count: number): RunReport {
  const picture = makePicture(undefined, { readCandidate: give(candidatePng) });
  return makeRun({ frames: Array.from({ length: count }, (_, i) => makeFrame(i + 1, { pictures: [{ ...picture }] })) });
}
