import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readTolerances } from '../../src/compare/judge/tolerance-file.ts';
import { ManagerClient } from '../../src/farm/api/client.ts';
import { parseHistory } from '../../src/frames/record/history.ts';
import { parsePictureRecords } from '../../src/frames/record/pictures.ts';
import { findCommit } from '../../src/host/github/commit.ts';
import { findStranger } from '../../src/host/trust.ts';
import { TaskFiles } from '../../src/local/farm/task-files.ts';
import { DigestCache } from '../../src/project/digest-cache.ts';
import { KeptStore } from '../../src/run/kept/store.ts';

export interface JsonReaders extends AsyncDisposable {
  /** By name. */
  all: Record<string, (input: Buffer) => unknown>;
}

const limits = {
  toleranceThreshold: 0,
  toleranceFailing: 0,
  toleranceRegion: 1,
  toleranceNoise: 0,
  toleranceEffect: 1,
};
/** Of the answers that are read whole; what it means is the client's business. */
const statuses = [200, 200, 200, 200, 200, 400, 401, 500];

/** Everything that reads JSON from outside: the Manager's answers over a real connection, files in a real folder. */
export async function openJsonReaders(): Promise<JsonReaders> {
  let answer: Buffer = Buffer.alloc(0);
  const server = createServer((_request, response) => {
    // The same input is answered alike, whenever it is made again.
    response.writeHead(statuses[answer.length % statuses.length] ?? 200, { connection: 'close' }).end(answer);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  const client = new ManagerClient({ url, username: 'ci', password: 'x', trust: { insecure: true } });
  const asked = (ask: () => Promise<unknown>) => (input: Buffer) => {
    answer = input;
    return ask();
  };
  const folder = await mkdtemp(join(tmpdir(), 'blendnet-fuzz-'));
  const path = (name: string): string => join(folder, name);
  for (const name of ['kept/0123456789abcdef', 'tasks']) mkdirSync(path(name), { recursive: true });
  const written = (name: string, read: (path: string) => unknown) => (input: Buffer) => {
    writeFileSync(path(name), input);
    return read(path(name));
  };
  const event = (file: string): void => {
    const env = { GITHUB_EVENT_PATH: file, GITHUB_REF: 'refs/pull/1/merge' };
    for (const name of ['pull_request', 'workflow_run', 'issue_comment'])
      findStranger({ ...env, GITHUB_EVENT_NAME: name });
    findCommit(env, 'https://example.org');
  };
  return {
    all: {
      info: asked(() => client.info()),
      status: asked(() => client.status()),
      resources: asked(() => client.resources()),
      log: asked(() => client.log()),
      list: asked(() => client.tasks()),
      task: asked(() => client.taskStatus('t')),
      messages: asked(() => client.taskMessages('t')),
      files: asked(() => client.files('t')),
      file: asked(() => client.fileInfo('t', 'a')),
      record: (input) => refusing(() => parsePictureRecords(input.toString())),
      history: (input) => refusing(() => parseHistory(input.toString())),
      kept: written('kept/0123456789abcdef/manifest.json', () =>
        new KeptStore(path('kept'), () => undefined).entries(),
      ),
      tasks: written('tasks/0.json', () => new TaskFiles(path('tasks'), () => undefined).load()),
      digests: (input) => {
        const text = input.toString();
        writeFileSync(
          path('digests'),
          `blendnet-render digests 1 ${createHash('sha1').update(text).digest('hex')}\n${text}\n`,
        );
        return DigestCache.read(path('digests'));
      },
      tolerances: written('tolerances', (file) => readTolerances(limits, file)),
      event: written('event.json', event),
    },
    [Symbol.asyncDispose]: async () => {
      await client.close();
      server.close();
      await rm(folder, { recursive: true });
    },
  };
}

/** Why a reader says no, whose error is an Error in plain words on purpose: its callers say which file it is. */
export class Refused extends Error {}

function refusing(read: () => unknown): unknown {
  try {
    return read();
  } catch (error) {
    const isOurs = error instanceof Error && /^(it |it:|[\w.]+: (expected|no valid) |The record )/.test(error.message);
    if (!isOurs) throw error;
    throw new Refused(error.message);
  }
}
