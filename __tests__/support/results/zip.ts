import { crc32, inflateRawSync } from 'node:zlib';

/**
 * The files of a zip archive by name, in the order of its directory, each checked against its CRC. Reads what artifact
 * uploads write (stored or deflated, no encryption, below 4 GB); PKWARE's APPNOTE.TXT 4.3 has the layout.
 */
export function readZip(archive: Buffer): Map<string, Buffer> {
  const end = archive.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new Error('not a zip archive: it has no end of central directory');
  const files = new Map<string, Buffer>();
  let entry = archive.readUInt32LE(end + 16);
  for (let left = archive.readUInt16LE(end + 10); left > 0; left--) {
    const method = archive.readUInt16LE(entry + 10);
    const packedBytes = archive.readUInt32LE(entry + 20);
    const nameBytes = archive.readUInt16LE(entry + 28);
    const name = archive.toString('utf8', entry + 46, entry + 46 + nameBytes);
    const local = archive.readUInt32LE(entry + 42);
    const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
    const packed = archive.subarray(start, start + packedBytes);
    const content = method === 0 ? packed : inflateRawSync(packed);
    if (crc32(content) !== archive.readUInt32LE(entry + 16)) throw new Error(`"${name}" is damaged in the archive`);
    files.set(name, content);
    entry += 46 + nameBytes + archive.readUInt16LE(entry + 30) + archive.readUInt16LE(entry + 32);
  }
  return files;
}
