import { printable } from '../base/printable.ts';
import { httpsUrl } from './https-url.ts';

/** What a notice tells, beside the outputs. */
export interface Notice {
  project: string;
  /** Empty where the run did not fail. */
  failureKind: string;
  /** Why it failed. */
  reason?: string;
  outputs: Readonly<Record<string, unknown>>;
}

/**
 * The body of a webhook: the outputs as `--json` prints them; for Slack's and Discord's own addresses a message, since
 * they take nothing else.
 * @param host of the address
 */
export function formatNotice(notice: Notice, host: string): string {
  if (host === 'hooks.slack.com') return JSON.stringify({ text: formatText(notice, escapeSlack), mrkdwn: false });
  if (['discord.com', 'discordapp.com'].includes(host)) {
    // No mention in it wakes anybody.
    return JSON.stringify({ content: formatText(notice, escapeDiscord), allowed_mentions: { parse: [] } });
  }
  return JSON.stringify({ 'failure-kind': notice.failureKind, ...notice.outputs });
}

function formatText({ project, failureKind, reason = '', outputs }: Notice, escape: (text: string) => string): string {
  const counted = ['rendered', 'reused', 'failed', 'different'].flatMap((what) => {
    const count = outputs[`frames-${what}`];
    return typeof count === 'number' && count > 0 ? [`${count} ${what}`] : [];
  });
  const address = outputs['report-url'];
  const url = typeof address === 'string' ? httpsUrl(address) : undefined;
  return [
    `${failureKind === '' ? '✅' : '❌'} ${escape(printable(project, 200))}: ${counted.join(', ') || 'nothing rendered'}`,
    ...(reason === '' ? [] : [escape(printable(reason, 800))]),
    ...(url === undefined ? [] : [url]),
  ].join('\n');
}

/** Slack's three; mentions and links begin with `<`. */
function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

function escapeDiscord(text: string): string {
  return text.replace(/[\\*_~`|>#[\]()<@:-]/g, '\\$&');
}
