import { createSecureContext, getCACertificates, type PeerCertificate, type SecureContext } from 'node:tls';
import { RenderError, messageOf } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';

/** How the Manager's certificate is checked. */
export interface TlsTrust {
  /** PEM text of the farm's CA; the usual public CAs stay trusted, too. */
  caPem?: string | undefined;
  /** Name to expect in the certificate, when it is not the URL's host (BlendNet's own is `blendnet-manager`). */
  serverName?: string | undefined;
  /** No check at all: whoever answers gets the password. */
  insecure?: boolean | undefined;
}

export interface TlsConnectOptions {
  secureContext: SecureContext;
  servername?: string;
  rejectUnauthorized: boolean;
}

export function tlsConnectOptions({ caPem, serverName, insecure }: TlsTrust): TlsConnectOptions {
  return {
    // Made once: with a list of CAs it takes 7 ms, and every request has a connection of its own.
    secureContext: createSecureContext({
      minVersion: 'TLSv1.2',
      ...(caPem === undefined ? {} : { ca: [...getCACertificates('default'), caPem] }),
    }),
    ...(serverName === undefined ? {} : { servername: serverName }),
    rejectUnauthorized: insecure !== true,
  };
}

/** What OpenSSL and Node say when nobody the client trusts has signed the certificate. */
const unknownIssuerCodes = new Set([
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_GET_ISSUER_CERT',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'CERT_UNTRUSTED',
  'CERT_SIGNATURE_FAILURE',
]);

/** Says what is wrong with a connection's certificate or handshake; undefined when the error is about something else. */
export function describeTlsError(code: string, error: unknown, origin: string): RenderError | undefined {
  if (unknownIssuerCodes.has(code)) {
    return new RenderError('unreachable', `The certificate of ${origin} is signed by an unknown CA (${code}).`, {
      hint: "Set ca-cert to the farm's CA (the ca.crt beside the Manager), as PEM text or a file.",
      cause: error,
      lasting: true,
    });
  }
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const { cert } = error as { cert?: Pick<PeerCertificate, 'subject' | 'subjectaltname'> };
    // The common name counts only where there are no alternative names.
    const names = printable(cert?.subjectaltname ?? [cert?.subject.CN ?? 'none'].flat().join(', '), 200);
    return new RenderError('unreachable', `The certificate of ${origin} is for another name (${names}).`, {
      hint: 'Set server-name to the name in the certificate.',
      cause: error,
      lasting: true,
    });
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const when = code === 'CERT_HAS_EXPIRED' ? 'has expired' : 'is not valid yet';
    return new RenderError('unreachable', `The certificate of ${origin} ${when}.`, {
      hint: "Renew the Manager's certificate, or check the clocks of both machines.",
      cause: error,
      lasting: true,
    });
  }
  // Bad, unsupported, unknown, required: what a server says of a client's certificate.
  if (/SSL alert number (42|43|46|116)\b/.test(messageOf(error))) return clientCertificateWanted(origin, error);
  if (code === 'EPROTO' || code.startsWith('ERR_SSL_')) {
    // OpenSSL's texts look like `1A2B:error:0A00010B:SSL routines:some_function:wrong version number:file.c:344:`.
    const reason = /SSL routines:[^:]*:([^:]+):/.exec(messageOf(error))?.[1] ?? messageOf(error);
    const isTooOld = /protocol version|unsupported protocol/.test(reason);
    return new RenderError('unreachable', `${origin} does not speak TLS as expected (${printable(reason)}).`, {
      hint: hintForReason(reason, isTooOld),
      cause: error,
      lasting: isTooOld || code === 'ERR_SSL_WRONG_VERSION_NUMBER',
    });
  }
  return undefined;
}

function hintForReason(reason: string, isTooOld: boolean): string {
  if (isTooOld) return 'It has no TLS 1.2 or newer, which the password is not sent without: renew what stands there.';
  return /handshake failure/.test(reason)
    ? 'It may want a certificate of the client, which there is none of. Or check the port: Managers listen on 8443.'
    : 'Check the port: BlendNet Managers listen with HTTPS on 8443.';
}

/** This program has no certificate of its own to show; the Manager itself never asks for one. */
export function clientCertificateWanted(origin: string, cause: unknown): RenderError {
  const message = `Something in front of the Manager at ${origin} wants a certificate of the client, which there is none of.`;
  return new RenderError('unauthorized', message, {
    hint: 'Let the runner in without one (by its address, or another port): the Manager has its username and password.',
    cause,
  });
}
