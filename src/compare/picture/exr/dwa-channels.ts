import { corruptPicture } from '../picture.ts';
import type { ExrChannel, PixelType } from './header.ts';

/** What DWA does with a channel: cosine coefficients (lossy), runs of bytes, or nothing but deflate. */
export type Scheme = 'plain' | 'cosines' | 'runs';

export interface DwaChannel extends ExrChannel {
  scheme: Scheme;
  /** Red, green and blue of one layer are coded together; the three indices, set at the first of them. */
  triple?: [red: number, green: number, blue: number];
  inTriple: boolean;
}

export interface ChannelRules {
  rules: Rule[];
  sizeBytes: number;
}

interface Rule {
  /** The last part of a channel's name. */
  suffix: string;
  scheme: Scheme;
  types: PixelType[];
  /** 0 red, 1 green, 2 blue, -1 none of them. */
  colour: number;
  anyCase: boolean;
}

const schemes: Scheme[] = ['plain', 'cosines', 'runs'];
const pixelTypes: PixelType[] = ['uint', 'half', 'float'];

/** The rules of files before version 2, which do not name them. */
const oldRules: Rule[] = [
  ...[
    ['r', 'red'],
    ['g', 'grn', 'green'],
    ['b', 'blu', 'blue'],
    ['y', 'by', 'ry'],
  ].flatMap((suffixes, colour) =>
    suffixes.map((suffix) => rule(suffix, 'cosines', ['half', 'float'], colour < 3 ? colour : -1)),
  ),
  rule('a', 'runs', ['uint', 'half', 'float'], -1),
];

function rule(suffix: string, scheme: Scheme, types: PixelType[], colour: number): Rule {
  return { suffix, scheme, types, colour, anyCase: true };
}

/** Reads the rules at the start of a chunk: a size, then for each a name, a byte of flags and a pixel type. */
export function readChannelRules(data: Uint8Array): ChannelRules {
  const bytes = Buffer.from(data.buffer, data.byteOffset, data.byteLength);
  const sizeBytes = bytes.readUInt16LE();
  const rules: Rule[] = [];
  for (let offset = 2; offset < sizeBytes;) {
    const end = bytes.indexOf(0, offset);
    const flags = bytes[end + 1] ?? 0;
    const scheme = schemes[(flags >> 2) & 3];
    const type = pixelTypes[bytes[end + 2] ?? -1];
    if (end < 0 || end + 3 > sizeBytes || scheme === undefined || type === undefined) {
      throw corruptPicture('The EXR picture has broken rules for its channels');
    }
    const suffix = bytes.toString('latin1', offset, end);
    rules.push({ suffix, scheme, types: [type], colour: (flags >> 4) - 1, anyCase: (flags & 1) === 1 });
    offset = end + 3;
  }
  if (sizeBytes < 2 || sizeBytes > bytes.length) throw corruptPicture('The EXR picture has a chunk that is too short');
  return { rules, sizeBytes };
}

/** Finds each channel's scheme and which channels are the colours of one layer. */
export function sortChannels(channels: ExrChannel[], { rules }: { rules: Rule[] } = { rules: oldRules }): DwaChannel[] {
  const triples = new Map<string, number[]>();
  const sorted = channels.map((channel, index): DwaChannel => {
    const dot = channel.name.lastIndexOf('.');
    const suffix = channel.name.slice(dot + 1);
    const match = rules.find((candidate) => matches(candidate, suffix, channel.type));
    if (match?.scheme === 'cosines' && match.colour >= 0) {
      const layer = channel.name.slice(0, dot + 1);
      const triple = triples.get(layer) ?? [];
      triple[match.colour] = index;
      triples.set(layer, triple);
    }
    return { ...channel, scheme: match?.scheme ?? 'plain', inTriple: false };
  });
  for (const [red, green, blue] of triples.values()) {
    if (red === undefined || green === undefined || blue === undefined) continue;
    const first = sorted[Math.min(red, green, blue)];
    if (first) first.triple = [red, green, blue];
    for (const index of [red, green, blue]) {
      const channel = sorted[index];
      if (channel) channel.inTriple = true;
    }
  }
  return sorted;
}

function matches(rule: Rule, suffix: string, type: PixelType): boolean {
  const name = rule.anyCase ? suffix.toLowerCase() : suffix;
  return rule.types.includes(type) && name === (rule.anyCase ? rule.suffix.toLowerCase() : rule.suffix);
}
