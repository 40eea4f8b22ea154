import { isRenderError, messageOf, RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';
import type { Try } from '../../base/waiting.ts';
import { describeTlsError } from './tls.ts';

/** Turns what Node's HTTP throws into a {@link RenderError}. Errors that already are one pass through. */
export function describeFailure(error: unknown, origin: string, signal?: AbortSignal): RenderError {
  if (error instanceof RenderError) return error;
  if (signal?.aborted === true) {
    const { reason } = signal as { reason: unknown };
    return reason instanceof RenderError
      ? reason
      : new RenderError('cancelled', 'The run was cancelled.', { cause: error });
  }
  const code = codeOf(error);
  const tls = describeTlsError(code, error, origin);
  if (tls !== undefined) return tls;
  if (code.startsWith('HPE_')) {
    return new RenderError('protocol', `No BlendNet Manager at ${origin}: it does not answer with HTTP.`, {
      cause: error,
      hint: 'Check host and port in manager-url (https://HOST:8443).',
    });
  }
  const details = {
    cause: error,
    hint:
      hints[code] ??
      (origin.startsWith('http:') ? speaksTls : 'Check that the Manager runs and that this machine can reach it.'),
  };
  const why = explanations[code] ?? printable(messageOf(error));
  return new RenderError('unreachable', `${origin} does not answer: ${why}.`, details);
}

function codeOf(error: unknown): string {
  // A host with several addresses fails with an AggregateError around one error per address.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const { code, message } = (first ?? {}) as { code?: unknown; message?: unknown };
  // Node's words for a connection that closed before an answer was whole.
  if (code === 'ECONNRESET' && message === 'aborted') return 'CUT_ANSWER';
  return typeof code === 'string' ? code : '';
}

const explanations: Record<string, string> = {
  CUT_ANSWER: 'it closed the connection in the middle of an answer',
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  ETIMEDOUT: 'connection timed out',
  EHOSTUNREACH: 'no route to the host',
  ECONNRESET: 'it closed the connection',
  EPIPE: 'it closed the connection',
};

const hints: Record<string, string> = {
  ECONNREFUSED: 'Start the Manager, or check the port in manager-url (8443 by default).',
  ENOTFOUND: 'Check the host name in manager-url.',
  EAI_AGAIN: "Check the host name in manager-url and this machine's DNS.",
};

/** A Manager closes what does not begin with a handshake. */
const speaksTls =
  'Check that the Manager runs, and manager-url: it speaks HTTPS (https://HOST:8443), unless something makes HTTP of it.';

/** The cause of an error of the kind `protocol` that no outage explains well: something changes answers on their way. */
export class OddAnswer extends Error {}

/** After so many of them in a row another try would bring the same. */
const oddTries = 3;

/**
 * Whether the Manager is away: no answer, or one from something in front of it. Anything else is an answer.
 * @param tries how often it was asked in a row
 */
export function isOutage(error: unknown, tries = 1): error is RenderError {
  if (!isRenderError(error, 'unreachable', 'protocol') || error.lasting) return false;
  return !(error.cause instanceof OddAnswer && tries >= oddTries);
}

/** For {@link persist}: a Manager that is away is asked again for at most `patienceMs`. */
export function whileAway(patienceMs: number): (error: unknown, soFar: Try) => boolean {
  return (error, { tries, failingMs }) => isOutage(error, tries) && failingMs <= patienceMs;
}
