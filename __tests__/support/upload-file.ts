import { readFile } from 'node:fs/promises';
import { digestFile, readUnchanged } from '../../src/project/digest.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { clientFor } from './clients.ts';

/* Digests and uploads one file in a process of its own, and says how much memory that took. */

const [url = '', directory = '', path = ''] = process.argv.slice(2);
const file = await (await ProjectRoot.open(directory)).look(path);
await using client = clientFor({ url });
const upload = await client.upload('task', path, {
  sha1: await digestFile(file),
  sizeBytes: file.sizeBytes,
  open: () => readUnchanged(file),
  earlyAnswerMs: 20,
});
// Not getrusage's: that also counts the process this one was forked from.
const peakKibibytes = /^VmHWM:\s*(\d+)/m.exec(await readFile('/proc/self/status', 'utf8'))?.[1];
process.stdout.write(JSON.stringify({ bytesSent: upload.bytesSent, maxRssBytes: Number(peakKibibytes) * 1024 }));
