import { readFileSync, writeFileSync } from 'node:fs';

/* Loaded into a program that is measured (`--import`): leaves its largest memory, in bytes, in the file PEAK_MEMORY_FILE. */

process.on('exit', () => {
  const kilobytes = /^VmHWM:\s*(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'utf8'))?.[1];
  writeFileSync(process.env['PEAK_MEMORY_FILE'] ?? '', String(Number(kilobytes) * 1024));
});
