import { randomFillSync } from 'node:crypto';
import { closeSync, openSync, writeSync } from 'node:fs';
import { zstdCompressSync } from 'node:zlib';
import { baseStructs, BlendWriter, modernLayout, projectBlocks } from './blend-builder.ts';
import { seekTable } from './seekable-zstd.ts';

const bodyBytes = 1024 * 1024;
const smallBlocksPerMesh = 40;

/**
 * Writes a valid .blend of about `sizeBytes`, as heavy scenes are: meshes with a megabyte of vertices each and small
 * blocks between, and a hundred images (`//tex/0.png` …). Compressed, it is framed as by Blender: large blocks in frames of
 * their own, small ones together. The vertices are noise, so that it stays as large.
 */
export function writeLargeBlend(path: string, options: { sizeBytes: number; compression: 'none' | 'zstd' }): void {
  const structs = {
    ...baseStructs,
    Vertex: ['float co[3]'],
    Modifier: ['Link link', 'void *data', 'char name[64]'],
    Mesh: ['ID id', 'ListBase modifiers', 'Vertex *mvert'],
  };
  const writer = new BlendWriter(modernLayout, structs);
  const indexOf = (name: string): number => Object.keys(structs).indexOf(name);
  const isPacked = options.compression === 'zstd';
  const file = openSync(path, 'w');
  const frames: { packed: { length: number }; sizeBytes: number }[] = [];
  const write = (bytes: Buffer, packed = isPacked ? zstdCompressSync(bytes) : bytes): void => {
    writeSync(file, packed);
    frames.push({ packed: { length: packed.length }, sizeBytes: bytes.length });
  };

  const images = Array.from({ length: 100 }, (_, index) => `//tex/${index}.png`);
  write(writer.header());
  write(Buffer.concat(projectBlocks(images).map((block) => writer.block(block, 0))));
  const body = randomFillSync(Buffer.alloc(bodyBytes));
  const packedBody = isPacked ? zstdCompressSync(body) : body;
  for (let mesh = 0; mesh * bodyBytes < options.sizeBytes; mesh++) {
    const address = 0x10000000 + mesh * 0x10000;
    const placeOf = (index: number): number => address + 64 + index * 16;
    const modifier = (index: number): Buffer =>
      writer.block(
        {
          ...{ code: 'DATA', struct: 'Modifier' },
          values: { name: `modifier ${index}`, 'link.next': index + 1 < smallBlocksPerMesh ? placeOf(index + 1) : 0 },
        },
        placeOf(index),
      );
    write(
      Buffer.concat([
        writer.block(
          {
            ...{ code: 'ME', struct: 'Mesh' },
            values: { 'id.name': `MEmesh ${mesh}`, 'modifiers.first': placeOf(0), mvert: address + 16 },
          },
          address,
        ),
        ...Array.from({ length: smallBlocksPerMesh }, (_, index) => modifier(index)),
        writer.blockHeader('DATA', bodyBytes, address + 16, indexOf('Vertex'), Math.floor(bodyBytes / 12)),
      ]),
    );
    write(body, packedBody);
  }
  write(
    Buffer.concat([
      writer.block({ code: 'DNA1', raw: writer.dna() }, 0),
      writer.block({ code: 'ENDB', raw: Buffer.alloc(0) }, 0),
    ]),
  );
  if (isPacked) writeSync(file, seekTable(frames));
  closeSync(file);
}
