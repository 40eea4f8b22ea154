import { messageOf, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { redact } from '../base/secrets.ts';
import type { Host } from '../host/host.ts';
import { formatEarlyEnd } from '../report/summary.ts';
import type { SettingReader } from '../settings/settings.ts';
import { render } from './render.ts';
import type { RunResult } from './result.ts';

/** How the entries end a run, whichever it is: outputs first, then the failure, if there is one. */
export interface FinishedRun {
  failure?: RenderError;
  /** Names of unfinished tasks that could not be removed from the Manager in time. */
  left: string[];
}

/**
 * Runs to the end and sets the outputs.
 * @param run what to do, if not to render
 * @throws what is a bug of ours
 */
export async function finishRun(
  readSetting: SettingReader,
  host: Host,
  run: (readSetting: SettingReader, host: Host) => Promise<RunResult> = render,
): Promise<FinishedRun> {
  try {
    const { outputs, failure, left } = await run(readSetting, host);
    host.setOutputs({ 'failure-kind': failure?.kind ?? '', ...outputs });
    return { left, ...(failure === undefined ? {} : { failure }) };
  } catch (error) {
    // What gets here ended the run before there was anything to publish. The summary is not worth another failure.
    const summary = formatEarlyEnd(error, redact);
    await host.writeSummary(summary).catch((cause: unknown) => {
      host.log.warning(`The summary cannot be written: ${printable(messageOf(cause))}`);
    });
    if (!(error instanceof RenderError)) throw error;
    host.setOutputs({ 'failure-kind': error.kind });
    return { failure: error, left: [] };
  }
}
