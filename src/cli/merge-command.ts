import { RenderError } from '../base/errors.ts';
import type { OutputValue } from '../host/host.ts';
import { createTerminalHost } from '../host/terminal/terminal.ts';
import { finishRun } from '../run/finish.ts';
import { mergeShards } from '../run/merge/merge.ts';
import type { mergeSettings } from '../run/merge/settings.ts';
import { environmentName } from '../settings/environment.ts';
import type { SettingName } from '../settings/table.ts';
import { helpFlag, parseFlags } from './flags.ts';

const options = {
  output: { type: 'string' },
  baseline: { type: 'string' },
  frames: { type: 'string' },
  history: { type: 'string' },
  'on-difference': { type: 'string' },
  'require-baseline': { type: 'boolean' },
  'working-directory': { type: 'string' },
  json: { type: 'boolean' },
  verbose: { type: 'boolean' },
  help: helpFlag,
} as const;

const help = `Makes one run of the shards that jobs of a CI have rendered (render --shard 2/5): one record, report and verdict.

Usage: blendnet-render merge DIR… [flags]

  DIR                         a folder that a shard wrote, or one that holds a folder for each
  --output FOLDER             where pictures, record and report go (default: blendnet-results)
  --baseline FOLDER           the pictures the shards were compared with, for the report (default: the folder that they
                              name, when it is there)
  --frames FRAMES             frames that there have to be, beside those that the shards speak of
  --history FILE              as in render; the shards only read theirs
  --on-difference fail|warn, --require-baseline, --working-directory FOLDER
                              as in render, and from the same environment variables (BLENDNET_ON_DIFFERENCE, …)
  --json                      print one JSON object (the outputs) as the last line of standard output

A shard or frame that is missing, and a frame that two shards made differently, fail the run after all is written.
`;

/** `blendnet-render merge`: gives the exit code that the whole run would have had. */
export async function mergeCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  entry: URL,
  cancelled: AbortSignal,
  explain: (error: unknown) => number,
): Promise<number> {
  const { values, positionals } = parseFlags('merge', args, options);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  if (positionals.length === 0) {
    throw new RenderError('settings', 'Name the folders of the shards, or one that holds them.', {
      hint: 'blendnet-render merge --help explains.',
    });
  }
  const given: Partial<Record<(typeof mergeSettings)[number], string | undefined>> = {
    'working-directory': values['working-directory'],
    frames: values.frames,
    'output-directory': values.output,
    baseline: values.baseline,
    history: values.history,
    'on-difference': values['on-difference'],
    'require-baseline': values['require-baseline'] === true ? 'true' : undefined,
  };
  const readSetting = (name: SettingName): string | undefined =>
    given[name as keyof typeof given] ?? env[environmentName(name)];
  let outputs: Record<string, OutputValue> = {};
  const host = createTerminalHost({
    ...{ env, entry, cancelled, workingDirectory: process.cwd(), stream: process.stderr },
    verbose: values.verbose === true,
    onOutputs: (said) => (outputs = said),
  });
  const { failure } = await finishRun(readSetting, host, (read, at) => mergeShards(read, at, positionals));
  const exitCode = failure === undefined ? 0 : explain(failure);
  if (values.json === true) process.stdout.write(`${JSON.stringify(outputs)}\n`);
  return exitCode;
}
