import { loadKernels } from '../../kernels/load.ts';
import type { Codec } from './codec.ts';
import type { Compression } from './header.ts';
import { expandRuns, inflateExactlyAside } from './streams.ts';

/** The large ones are only loaded when they are needed. */
export async function loadCodec(compression: Compression): Promise<Codec> {
  switch (compression) {
    case 'none':
      return { unpack: ({ data }) => data };
    case 'rle':
      return { unpack: ({ data, rawSizeBytes }, room) => undoPredictor(expandRuns(data, rawSizeBytes), room) };
    case 'zips':
    case 'zip':
      return {
        inflate: ({ data, rawSizeBytes }) => inflateExactlyAside(data, rawSizeBytes),
        unpack: ({ data }, room) => undoPredictor(data, room),
      };
    case 'piz':
      return { unpack: (await import('./piz.ts')).unpackPiz };
    case 'pxr24':
      return (await import('./pxr24.ts')).pxr24;
    case 'b44':
    case 'b44a':
      return { unpack: (await import('./b44.ts')).unpackB44 };
    case 'dwaa':
    case 'dwab':
      return { unpack: (await import('./dwa.ts')).unpackDwa };
  }
}

function undoPredictor(bytes: Uint8Array, room: Uint8Array): Uint8Array {
  loadKernels().undoPredictor(bytes, room);
  return room;
}
