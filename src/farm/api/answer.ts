import * as v from 'valibot';
import { RenderError } from '../../base/errors.ts';
import { parseJson } from '../../base/json.ts';
import { printable } from '../../base/printable.ts';
import type { Answer } from './http.ts';
import * as schema from './schema.ts';
import { clientCertificateWanted } from './tls.ts';

/** What to do about an answer that is BlendNet's, and not as it is known here. */
export const otherVersion = 'Check that manager-url is a BlendNet Manager of a supported version.';

/**
 * Parses a JSON answer of the Manager: the envelope first, then `data` as `shape`.
 * @throws RenderError `unauthorized` (401), `rejected` (the Manager says no), `unreachable` (whatever is in its way is
 *   overloaded), `protocol` (no BlendNet answer)
 */
export function parseAnswer<T>(answer: Answer, body: Buffer, origin: string, shape: v.GenericSchema<unknown, T>): T {
  let json: unknown;
  try {
    json = parseJson(body.toString('utf8'));
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw notBlendNet(answer, body, origin, cause);
    throw new RenderError('protocol', `${origin} sent an answer that is refused: ${cause.message}.`, {
      ...{ cause, hint: otherVersion, lasting: true },
    });
  }
  const envelope = v.safeParse(schema.envelope, json);
  if (!envelope.success) throw notBlendNet(answer, body, origin, envelope.issues);
  const { success, message, data } = envelope.output;
  if (answer.status === 401) {
    throw new RenderError('unauthorized', `${origin} refuses the username and password.`, {
      hint: 'Check username and password (the Manager’s auth_user and auth_password).',
    });
  }
  if (!success || answer.status !== 200) {
    const words = printable(message ?? `status ${answer.status}`);
    // A Manager says no with 400 alone: whatever says this is in its way, or overloaded, whoever's words it uses.
    if (isPassing(answer.status)) {
      const hint = 'Check the Manager, and proxies on the way.';
      throw new RenderError('unreachable', `${origin} answered ${answer.status}: ${words}`, { hint });
    }
    throw new RenderError('rejected', `The Manager says: ${words}`);
  }
  const parsed = v.safeParse(shape, data, { abortEarly: true });
  if (!parsed.success) {
    const problem = printable(schema.describeIssue(parsed.issues[0]));
    throw new RenderError('protocol', `${origin} sent an answer of another shape: ${problem}`, {
      hint: otherVersion,
      lasting: true,
    });
  }
  return parsed.output;
}

/** Whether a status tells of a trouble that passes. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 429;
}

function notBlendNet(answer: Answer, body: Buffer, origin: string, cause: unknown): RenderError {
  const page = body.subarray(0, 4000).toString('utf8');
  // nginx's words, with 400, and with its own 495 and 496.
  if (answer.status >= 400 && /No required SSL certificate was sent|The SSL certificate error/.test(page)) {
    return clientCertificateWanted(origin, cause);
  }
  const start = printable(page, 120);
  if (answer.status === 401 || answer.status === 407) {
    const details = { cause, hint: 'Something in front of the Manager (a proxy?) asks for credentials of its own.' };
    return new RenderError(
      'unauthorized',
      `${origin} answered ${answer.status}, but not as a BlendNet Manager.`,
      details,
    );
  }
  let what = start === '' ? 'nothing' : `something else: "${start}"`;
  if (/^<(!doctype|html)/i.test(start)) what = 'an HTML page (from a proxy?)';
  return new RenderError('protocol', `No BlendNet Manager at ${origin}: it answered ${answer.status} with ${what}.`, {
    cause,
    hint: 'Check host and port in manager-url (https://HOST:8443), and proxies on the way.',
  });
}
