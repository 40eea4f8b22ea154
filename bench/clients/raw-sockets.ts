import pLimit from 'p-limit';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { connect, createSecureContext } from 'node:tls';
import { serveWork } from '../support/process.ts';
import type { StagingResult, StagingWork } from '../support/staging.ts';

/*
 * The least that staging can cost: TLS and SHA-1. It is told what the Manager holds, so it sends every blob without
 * asking first, and for the rest only headers; it has no errors to explain and no file that changes to look out for.
 */

serveWork(
  async ({ manager, directory, paths, frames, prefix, concurrency, warm }: StagingWork): Promise<StagingResult> => {
    const { hostname: host, port } = new URL(manager.url);
    const secureContext = createSecureContext({ ca: manager.caPem });
    const options = { host, port: Number(port), servername: 'blendnet-manager', secureContext };
    const authorization = Buffer.from('None:None').toString('base64');
    let session: Buffer | undefined;
    const put = async (path: string, sha1: string, sizeBytes: number, body?: Buffer): Promise<void> => {
      const socket = connect({ ...options, ...(session && { session }) });
      socket.on('session', (ticket) => (session = ticket));
      socket.write(
        `PUT /api/v1/task/${path} HTTP/1.1\r\nHost: ${host}:${port}\r\nAuthorization: Basic ${authorization}\r\n` +
          `Content-Length: ${sizeBytes}\r\nX-Checksum-Sha1: ${sha1}\r\n\r\n`,
      );
      if (body !== undefined) socket.write(body);
      let answer = '';
      socket.on('data', (chunk) => (answer += String(chunk)));
      await once(socket, 'end');
      if (!answer.startsWith('HTTP/1.0 200 ')) throw new Error(answer);
      socket.destroy();
    };

    const startedAtMs = performance.now();
    const slots = pLimit(concurrency);
    const blobs = new Map<string, { sha1: string; sizeBytes: number }>();
    const first = paths.map((path) =>
      slots(async () => {
        const bytes = await readFile(join(directory, path));
        const sha1 = createHash('sha1').update(bytes).digest('hex');
        blobs.set(path, { sha1, sizeBytes: bytes.length });
        await put(`${prefix}0/file/${path}`, sha1, bytes.length, warm ? undefined : bytes);
      }),
    );
    await Promise.all(first);
    const others = Array.from({ length: frames - 1 }, (_, index) =>
      [...blobs].map(([path, { sha1, sizeBytes }]) =>
        slots(() => put(`${prefix}${index + 1}/file/${path}`, sha1, sizeBytes)),
      ),
    );
    await Promise.all(others.flat());
    return { wallMs: performance.now() - startedAtMs };
  },
);
