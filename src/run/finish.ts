import { messageOf, RenderError } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import { redact } from '../base/secrets.ts';
import type { Host } from '../host/host.ts';
import { formatEarlyEnd } from '../report/summary.ts';
import { parseSomeSettings, type SettingReader } from '../settings/settings.ts';
import { notify } from './notify.ts';
import { render } from './render.ts';
import type { RunResult } from './result.ts';
import { checkEarlyEnd } from './review.ts';

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
    await notify(readSetting, { ...outputs }, failure, host);
    return { left, ...(failure === undefined ? {} : { failure }) };
  } catch (error) {
    // What gets here ended the run before there was anything to publish. The summary is not worth another failure.
    const summary = formatEarlyEnd(error, redact);
    await host.writeSummary(summary).catch((cause: unknown) => {
      host.log.warning(`The summary cannot be written: ${printable(messageOf(cause))}`);
    });
    if (!(error instanceof RenderError)) throw error;
    host.setOutputs({ 'failure-kind': error.kind });
    await tellEarlyEnd(error, summary, readSetting, host);
    await notify(readSetting, {}, error, host);
    return { failure: error, left: [] };
  }
}

/** Settings may be what the run ended with: then nothing is known of the check either. */
async function tellEarlyEnd(error: RenderError, summary: string, read: SettingReader, host: Host): Promise<void> {
  const names = ['artifact-name', 'check', 'comment', 'github-token', 'pictures', 'retention-days'] as const;
  try {
    const settings = parseSomeSettings(names, read);
    await checkEarlyEnd(error, summary, { ...settings, comment: 'off', pictures: 'off' }, host);
  } catch (cause) {
    if (!(cause instanceof RenderError)) throw cause;
  }
}
