import { createHmac, randomUUID } from 'node:crypto';
import { messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import { persist, systemClock, type Clock } from '../../base/waiting.ts';

/*
 * Tells another service how a run ended. The address is often the password itself, so no text names more of it than its
 * host; redirects are not followed, and of the answer only its status is read.
 */

export interface WebhookOptions {
  url: URL;
  /** Signs the body; empty: not signed. */
  secret: string;
  /** Variables that name proxies. */
  environment: Readonly<Record<string, string | undefined>>;
  signal: AbortSignal;
  clock?: Clock;
}

/** GitHub's own header for the same, but for the name. */
export const signatureHeader = 'x-blendnet-signature-256';
/** The same for each try of one message, so that a service can tell that it has it already. */
export const deliveryHeader = 'x-blendnet-delivery';

const idleMs = 10_000;
const maxTries = 5;

/** `sha256=…`: the HMAC of the body's bytes. */
export function sign(body: string, secret: string): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

/** Posts JSON, again while the service is away or busy. @throws RenderError `unreachable` or `rejected` */
export async function sendWebhook(body: string, options: WebhookOptions): Promise<void> {
  const { url, secret, environment: env, signal, clock = systemClock } = options;
  // Here, because most runs tell nobody.
  const { EnvHttpProxyAgent, request } = await import('undici');
  const dispatcher = new EnvHttpProxyAgent({
    httpProxy: env['http_proxy'] ?? env['HTTP_PROXY'] ?? '',
    httpsProxy: env['https_proxy'] ?? env['HTTPS_PROXY'] ?? '',
    noProxy: env['no_proxy'] ?? env['NO_PROXY'] ?? '',
    ...{ connect: { timeout: idleMs }, headersTimeout: idleMs, bodyTimeout: idleMs },
  });
  const headers = {
    'content-type': 'application/json',
    'user-agent': 'blendnet-render',
    [deliveryHeader]: randomUUID(),
    ...(secret === '' ? {} : { [signatureHeader]: sign(body, secret) }),
  };
  const send = async (): Promise<void> => {
    const answer = await request(url, { method: 'POST', dispatcher, headers, body, signal }).catch((cause: unknown) => {
      signal.throwIfAborted();
      const what = `${url.host} does not take the notice: ${printable(messageOf(cause), 200)}`;
      throw new RenderError('unreachable', what, { cause });
    });
    // Dropping a body makes it emit an error.
    answer.body.on('error', () => undefined).destroy();
    const { statusCode } = answer;
    if (statusCode >= 200 && statusCode < 300) return;
    const isBusy = statusCode >= 500 || statusCode === 429 || statusCode === 408;
    throw new RenderError(
      isBusy ? 'unreachable' : 'rejected',
      `${url.host} answers the notice with HTTP ${statusCode}.`,
    );
  };
  const isWorth = (error: unknown, { tries }: { tries: number }): boolean =>
    error instanceof RenderError && error.kind === 'unreachable' && tries < maxTries;
  try {
    await persist(send, isWorth, signal, clock);
  } finally {
    await dispatcher.destroy();
  }
}
