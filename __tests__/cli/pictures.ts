import { createHash } from 'node:crypto';
import { encodeExr, encodePng, type Paint } from '../support/manager/images.ts';

const [width, height] = [64, 36];

/** A soft gradient, as different from itself as `noise` (0 … 1) says, and with a box where there is one. */
function scene({ noise = 0, box }: { noise?: number; box?: { x: number; y: number; size: number } }): Paint {
  return (x, y) => {
    if (box && x >= box.x && x < box.x + box.size && y >= box.y && y < box.y + box.size) return [0.9, 0.1, 0.1];
    const level = 0.3 + x / 200 + (((x * 7 + y * 13) % 5) - 2) * noise;
    return [level, level, level];
  };
}

export const plainPng = encodePng(width, height, scene({}));
/** 3 of 255 levels away at most: within the default tolerance. */
export const noisyPng = encodePng(width, height, scene({ noise: 0.006 }));
/** A box of 10×10 at 20,12. */
export const changedPng = encodePng(width, height, scene({ box: { x: 20, y: 12, size: 10 } }));
export const smallPng = encodePng(32, 18, scene({}));
export const plainExr = encodeExr(width, height, scene({}), 'ViewLayer.Combined');
export const changedExr = encodeExr(width, height, scene({ box: { x: 20, y: 12, size: 10 } }), 'ViewLayer.Combined');

export interface ManifestPicture {
  frame: number;
  kind: 'compose' | 'render';
  file: string;
  bytes: Buffer;
}

/** A `render.json` as a run writes it, with the pictures of each frame. */
export function makeManifest(pictures: ManifestPicture[], changes: Record<string, unknown> = {}): string {
  const frames = [...Map.groupBy(pictures, ({ frame }) => frame)].map(([frame, results]) => ({
    frame,
    outcome: 'rendered',
    durationSeconds: 2.5,
    task: `task-${frame}`,
    key: `key-${frame}`,
    results: [
      { kind: 'preview', file: `frame-000${frame}.preview.exr`, sizeBytes: 7, sha1: '0'.repeat(40) },
      ...results.map(({ kind, file, bytes }) => ({ kind, file, sizeBytes: bytes.length, sha1: sha1Of(bytes) })),
    ],
  }));
  const manifest = {
    version: 1,
    project: 'scenes/shot.blend',
    startedAt: '2026-11-01T03:00:00.000Z',
    durationSeconds: 60,
    commit: 'aaaa',
    manager: 'local',
    blenderVersion: '3.4.1',
    agents: 1,
    samples: 8,
    seed: 0,
    compositing: true,
    upload: { filesSent: 1, bytesSent: 1, filesKnown: 0, bytesKnown: 0 },
    inputs: [{ path: 'scenes/shot.blend', sha1: 'a'.repeat(40) }],
    frames,
    ...changes,
  };
  return `${JSON.stringify(manifest, null, 2)}\n`;
}

export function sha1Of(bytes: Buffer): string {
  return createHash('sha1').update(bytes).digest('hex');
}
