import { RenderError } from '../base/errors.ts';
import { fewRanges, formatFrames } from '../base/ranges.ts';
import { createTerminalHost } from '../host/terminal/terminal.ts';
import { describePlan, matrixOf, parseCount, planShards, selectionsOf, type ShardsPlan } from '../run/plan-shards.ts';
import { parseRenderArguments } from './arguments.ts';
import type { PlanJson } from './json.ts';
import { createReader } from './reader.ts';

const help = `Tells which frames earlier runs have made, and shares the others out to jobs. Nothing is rendered.

Usage: blendnet-render plan PROJECT.blend --shards 5 [flags of render]

  --shards NUMBER             how many jobs there may be; there are fewer where there are fewer frames to render
  --json                      print one JSON object: frames with their keys, what is kept, shards, and a matrix for a CI

Each job renders with --frames FRAMES-LEFT --shard SHARD, as the plan has them, and merge makes one run of all.
`;

/** `blendnet-render plan`: what jobs a run has need of. */
export async function planCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  entry: URL,
  cancelled: AbortSignal,
): Promise<number> {
  const parsed = parseRenderArguments(args, 'plan', ['shards']);
  const { options, others } = parsed;
  if (options.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const { shards } = others;
  if (shards === undefined) {
    throw new RenderError('settings', 'Say how many jobs there may be: --shards 5.', {
      hint: 'blendnet-render plan --help explains.',
    });
  }
  const count = parseCount(shards);
  const host = createTerminalHost({
    ...{ env, entry, cancelled, workingDirectory: process.cwd(), stream: process.stderr },
    verbose: options.verbose === true,
    onOutputs: () => undefined,
  });
  const plan = await planShards(await createReader(parsed, env), host, count);
  process.stdout.write(options.json === true ? `${JSON.stringify(toJson(plan))}\n` : formatPlan(plan));
  return 0;
}

function toJson(plan: ShardsPlan): PlanJson {
  const { project, blenderVersion, frames, shards } = plan;
  const selections = selectionsOf(plan);
  return {
    project,
    blenderVersion,
    frames,
    framesKept: selections['frames-kept'],
    framesLeft: selections['frames-left'],
    shards: shards.map((one) => ({ shard: one.shard, frames: formatFrames(one.frames) })),
    matrix: matrixOf(plan),
  };
}

function formatPlan(plan: ShardsPlan): string {
  const lines = plan.shards.map((one) => `  ${one.shard}: ${formatFrames(one.frames, fewRanges)}`);
  return `${[describePlan(plan), ...lines].join('\n')}\n`;
}
