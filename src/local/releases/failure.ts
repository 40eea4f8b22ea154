import { messageOf, RenderError } from '../../base/errors.ts';
import { errorCode } from '../../base/files/errors.ts';
import { printable } from '../../base/printable.ts';

const explanations: Record<string, string> = {
  ECONNREFUSED: 'connection refused',
  ENOTFOUND: 'no such host',
  EAI_AGAIN: 'the name could not be looked up',
  UND_ERR_CONNECT_TIMEOUT: 'no connection came about in time',
  UND_ERR_HEADERS_TIMEOUT: 'it stayed silent',
  UND_ERR_BODY_TIMEOUT: 'it stopped in the middle',
  UND_ERR_SOCKET: 'it closed the connection',
  ECONNRESET: 'it closed the connection',
};

/** What undici throws as a {@link RenderError}: the signal's own reason, or why there is no answer. */
export function explainRequest(error: unknown, origin: string, signal: AbortSignal): unknown {
  if (error instanceof RenderError) return error;
  if (signal.aborted) return signal.reason;
  // A host with several addresses fails with an AggregateError around one error per address.
  const first = error instanceof AggregateError ? (error.errors[0] as unknown) : error;
  const code = errorCode(first);
  const isTls = /CERT|SELF_SIGNED|UNABLE_TO_|^ERR_(?:TLS|SSL)_/.test(code);
  const why = explanations[code] ?? printable(messageOf(first), 200);
  return new RenderError('unreachable', `No Blender from ${origin}: ${why}.`, {
    cause: error,
    lasting: isTls,
    hint: isTls
      ? 'A CA of your own is named by the environment variable NODE_EXTRA_CA_CERTS (a PEM file).'
      : 'Check the network and the proxy (HTTPS_PROXY), name a blender-mirror that this machine reaches, or leave blender-version out and install Blender.',
  });
}

/** Whether whatever was thrown or said means that the disk is full. */
export function saysNoRoom(error: unknown): boolean {
  return (
    ['ENOSPC', 'EDQUOT'].includes(errorCode(error)) ||
    /no space left|disk quota|wrote only \d+ of/i.test(messageOf(error))
  );
}

export function noRoom(folder: string, details: { needed?: string; cause?: unknown }): RenderError {
  const { needed, cause } = details;
  const what = needed === undefined ? '' : `; it takes ${needed}`;
  return new RenderError('settings', `There is no room for Blender in ${printable(folder)}${what}.`, {
    cause,
    hint: 'Free some of the disk, or leave blender-version out and install Blender.',
  });
}

/** A refusal of the file system where Blender is to be kept as a {@link RenderError}; any other error as it is. */
export function explainFolder(error: unknown, folder: string): unknown {
  if (error instanceof RenderError) return error;
  if (saysNoRoom(error)) return noRoom(folder, { cause: error });
  const code = errorCode(error);
  if (!['EACCES', 'EPERM', 'EROFS', 'ENOTDIR'].includes(code)) return error;
  return new RenderError('settings', `Blender cannot be kept in ${printable(folder)} (${code}).`, {
    cause: error,
    hint: 'Name a folder that can be written with the environment variable RUNNER_TOOL_CACHE.',
  });
}
