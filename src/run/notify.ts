import type { RenderError } from '../base/errors.ts';
import { messageOf } from '../base/errors.ts';
import { printable } from '../base/printable.ts';
import type { Host, OutputValue } from '../host/host.ts';
import { redactOutputs } from '../host/outputs.ts';
import { formatNotice } from '../report/notice.ts';
import { redact } from '../base/secrets.ts';
import { parseSomeSettings, type SettingReader } from '../settings/settings.ts';

/** Time for a service that is slow, also when the run was cancelled. */
const patienceMs = 60_000;

/** Tells the address in `notify` how the run ended. What goes wrong is said in the log, and fails nothing. */
export async function notify(
  readSetting: SettingReader,
  outputs: Record<string, OutputValue>,
  failure: RenderError | undefined,
  host: Pick<Host, 'cleanupMs' | 'cancelled' | 'environment' | 'log'>,
): Promise<void> {
  try {
    const settings = parseSomeSettings(['notify', 'notify-secret'], readSetting);
    if (settings.notify === undefined) return;
    const reason = failure === undefined ? {} : { reason: redact(failure.message) };
    const project = readSetting('project') ?? '';
    const notice = { project, failureKind: failure?.kind ?? '', ...reason, outputs: redactOutputs(outputs) };
    const { sendWebhook } = await import('../host/webhook/send.ts');
    const waitMs = host.cancelled.aborted ? Math.min(host.cleanupMs, patienceMs) / 2 : patienceMs;
    await sendWebhook(formatNotice(notice, settings.notify.hostname), {
      ...{ url: settings.notify, secret: settings.notifySecret, environment: host.environment },
      signal: AbortSignal.timeout(waitMs),
    });
    host.log.info(`Notice:  sent to ${settings.notify.host}`);
  } catch (error) {
    host.log.warning(`Notice:  ${printable(messageOf(error))}`);
  }
}
