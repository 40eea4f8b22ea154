import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface CertificateOptions {
  /** Common name of the server certificate; a farm's own certificates say `blendnet-manager`. */
  commonName?: string;
  /** As openssl writes them (`DNS:localhost`, `IP:127.0.0.1`); none by default, like a farm's own certificates. */
  subjectAltNames?: readonly string[];
  /** The server certificate ran out yesterday. */
  expired?: boolean;
}

export interface Certificates {
  /** The farm's certificate authority, what a user passes as `ca-cert`. */
  caPem: string;
  certificatePem: string;
  keyPem: string;
}

/** Makes a certificate authority and a server certificate signed by it, both valid for a day. Needs `openssl`. */
export async function makeCertificates(options: CertificateOptions = {}): Promise<Certificates> {
  const { commonName = 'blendnet-manager', subjectAltNames = [], expired = false } = options;
  const directory = await mkdtemp(path.join(tmpdir(), 'certificates-'));
  const openssl = (...args: string[]): Promise<unknown> => run('openssl', args, { cwd: directory });
  // Elliptic curves: made in milliseconds, and a handshake costs a tenth of RSA's.
  const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes'];
  try {
    await openssl(
      'req',
      '-x509',
      ...newKey,
      '-keyout',
      'ca.key',
      '-out',
      'ca.crt',
      '-days',
      '1',
      '-subj',
      '/CN=farm-ca',
    );
    await openssl('req', ...newKey, '-keyout', 'server.key', '-out', 'server.csr', '-subj', `/CN=${commonName}`);
    const sanLine = subjectAltNames.length > 0 ? `subjectAltName=${subjectAltNames.join(',')}\n` : '';
    await writeFile(path.join(directory, 'server.ext'), `basicConstraints=CA:FALSE\n${sanLine}`);
    const days = expired ? '-1' : '1';
    const signing = ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', '-days', days, '-extfile', 'server.ext'];
    await openssl('x509', '-req', '-in', 'server.csr', '-out', 'server.crt', ...signing);
    const read = (name: string): Promise<string> => readFile(path.join(directory, name), 'utf8');
    return { caPem: await read('ca.crt'), certificatePem: await read('server.crt'), keyPem: await read('server.key') };
  } finally {
    await rm(directory, { recursive: true });
  }
}
