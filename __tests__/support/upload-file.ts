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
const { maxRSS: maxRssKibibytes } = process.resourceUsage();
process.stdout.write(JSON.stringify({ bytesSent: upload.bytesSent, maxRssBytes: maxRssKibibytes * 1024 }));
