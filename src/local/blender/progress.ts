/** One line of Blender's progress, in the shape of the Manager's `details`. Times are seconds, memory is MB. */
export interface Progress {
  time: number | null;
  remaining: number | null;
  frame: number;
  scene: string | null;
  operation: string;
  sample: number;
  mem: { total: number | null; total_peak: number | null; render: number | null; render_peak: number | null };
}

/**
 * Reads one line of Blender's output; undefined when it tells no progress. Known forms, of 3.4 and 4.3:
 *
 *     Fra:1 Mem:12.88M (Peak 14.53M) | Time:00:01.06 | Remaining:00:17.49 | Mem:2.19M, Peak:2.19M | Scene, ViewLayer | Sample 7/8
 *     Fra:1 Mem:12.64M (Peak 13.04M) | Time:00:02.06 | Rendering 26 / 64 samples
 *
 * Every item is looked for by itself, wherever it stands, so that another order or a prefix does no harm.
 */
export function parseProgress(line: string): Progress | undefined {
  const frame = /\bFra: ?(\d{1,9})\b/.exec(line)?.[1];
  if (frame === undefined) return undefined;
  const items = line.split(' | ');
  const renderMemory = items.find((item) => /^Mem:[\d.]+M, Peak/.test(item));
  const told = items.filter((item) => !/\b(?:Fra|Mem|Time|Remaining):/.test(item)).map((item) => item.trim());
  const scene = renderMemory === undefined ? null : (told.shift() ?? null);
  const samples = parseSamples(line);
  return {
    time: secondsAfter('Time', line),
    remaining: secondsAfter('Remaining', line),
    frame: Number(frame),
    scene,
    operation: samples === undefined ? told.join(' | ') : '',
    sample: samples?.done ?? 0,
    mem: {
      total: megabytes(/Mem: ?([\d.]+)M/, items[0]),
      total_peak: megabytes(/Peak ([\d.]+)M/, items[0]),
      render: megabytes(/Mem:([\d.]+)M/, renderMemory),
      render_peak: megabytes(/Peak:? ?([\d.]+)M/, renderMemory),
    },
  };
}

export interface Samples {
  done: number;
  of: number;
}

/** How far Cycles is with a view layer, from a line such as `Remaining: 00:21.97 | Mem: 2M | Sample 1/300` of any version. */
export function parseSamples(text: string): Samples | undefined {
  const [, done, of] = /\b(?:Sample|Rendering) (\d{1,9}) ?\/ ?(\d{1,9})/.exec(text) ?? [];
  return done === undefined || Number(of) === 0 ? undefined : { done: Number(done), of: Number(of) };
}

/** `Time:01:02:03.45` in seconds. */
function secondsAfter(label: string, line: string): number | null {
  const clock = new RegExp(`\\b${label}: ?([\\d:]{0,20}\\d(?:\\.\\d{1,6})?)`).exec(line)?.[1];
  return clock === undefined ? null : clock.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

function megabytes(pattern: RegExp, text: string | undefined): number | null {
  const digits = pattern.exec(text ?? '')?.[1];
  return digits === undefined ? null : Number(digits);
}
