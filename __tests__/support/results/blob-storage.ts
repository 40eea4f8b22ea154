import { spawn } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { createInterface } from 'node:readline';

/** Azurite's documented development account; the key is public and opens nothing else. */
const account = 'devstoreaccount1';
const accountKey = 'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==';
const container = 'results';
const sasVersion = '2021-08-06';
const expiry = '2099-01-01T00:00:00Z';

/** Signs the lines of a shared access signature, as Azure Storage's "Create a service / an account SAS" lay them down. */
function sign(lines: readonly string[]): string {
  return createHmac('sha256', Buffer.from(accountKey, 'base64')).update(lines.join('\n')).digest('base64');
}

/** Azure blob storage in memory, in a process of its own. */
export interface BlobStorage {
  /** A URL that lets whoever has it read and write that one blob; `fileName` is the name a browser saves it under. */
  signedUrl(blob: string, fileName?: string): string;
  /** The bytes of a blob, or nothing when none was uploaded. */
  read(blob: string): Promise<{ bytes: Buffer; contentType: string } | undefined>;
  stop(): Promise<void>;
}

export async function startBlobStorage(): Promise<BlobStorage> {
  const program = fileURLToPath(import.meta.resolve('azurite/dist/src/blob/main.js'));
  const options = ['--inMemoryPersistence', '--silent', '--skipApiVersionCheck', '--disableTelemetry'];
  const child = spawn(process.execPath, [program, '--blobHost', '127.0.0.1', '--blobPort', '0', ...options], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const exited = once(child, 'exit');
  let origin: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    origin = /listens on (http:\S+)/.exec(line)?.[1];
    if (origin !== undefined) break;
  }
  if (origin === undefined) throw new Error('the blob storage did not start');
  child.stdout.resume();

  const created = await fetch(`${origin}/${account}/${container}?restype=container&${accountSas()}`, { method: 'PUT' });
  if (created.status !== 201) throw new Error(`the blob storage has no container: ${created.status}`);

  const signedUrl = (blob: string, fileName?: string): string =>
    `${origin}/${account}/${container}/${encodeURIComponent(blob)}?${blobSas(blob, fileName)}`;
  return {
    signedUrl,
    async read(blob) {
      const response = await fetch(signedUrl(blob));
      if (response.status === 404) return undefined;
      if (!response.ok) throw new Error(`the blob storage answers ${response.status}`);
      const bytes = Buffer.from(await response.arrayBuffer());
      return { bytes, contentType: response.headers.get('content-type') ?? '' };
    },
    async stop() {
      child.kill();
      await exited;
    },
  };
}

function accountSas(): string {
  const fields = { sp: 'rwc', ss: 'b', srt: 'c', se: expiry, sv: sasVersion };
  const sig = sign([account, fields.sp, fields.ss, fields.srt, '', expiry, '', '', sasVersion, '', '']);
  return new URLSearchParams({ ...fields, sig }).toString();
}

function blobSas(blob: string, fileName?: string): string {
  const disposition = fileName === undefined ? '' : `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}`;
  const fields = { sp: 'rcw', se: expiry, sv: sasVersion, sr: 'b', ...(disposition && { rscd: disposition }) };
  const resource = `/blob/${account}/${container}/${blob}`;
  const lines = ['rcw', '', expiry, resource, '', '', '', sasVersion, 'b', '', '', '', disposition, '', '', ''];
  return new URLSearchParams({ ...fields, sig: sign(lines) }).toString();
}
