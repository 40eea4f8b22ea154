import { createHash } from 'node:crypto';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import * as v from 'valibot';
import { parseJson } from '../../../base/json.ts';
import type { BlendFile } from '../blend-file.ts';
import {
  fileFacts,
  reach,
  readActiveScene,
  readDataBlocks,
  rootOf,
  type FingerprintOptions,
} from '../fingerprint/fingerprint.ts';
import type { Member } from '../fingerprint/member.ts';
import { findUncertain } from '../fingerprint/uncertain.ts';
import type { ComparedContent } from './compare.ts';

/*
 * What a record keeps of a .blend, so that a later run can say what has changed without the old file: the digest of every
 * data-block, and what the smaller ones say, packed.
 */

/** `DIGEST NAME`, with the first 16 digits. */
const digestLength = 16;
/** A value that is longer is known by its digest alone. */
const maxValue = 200;
/** What a data-block says, as text: more is an exception (a shape's keys, say) and tells people little. */
const maxBlockMembers = 2_000;
const maxBlockText = 64_000;
/** Packed it takes a tenth. */
const maxUnpackedBytes = 8_000_000;

/** What there is room for in one record, whichever files it is of. */
export interface Room {
  dataBlocks: number;
  /** Of what data-blocks say, before it is packed. */
  text: number;
}

/** Takes a record's text to about 1 MB at most: 20,000 names and digests, and 4 MB that pack to a tenth. */
export function newRoom(): Room {
  return { dataBlocks: 20_000, text: 4_000_000 };
}

/** What is kept of one file. */
export interface KeptContent {
  activeScene: string;
  /** What counts and is in no data-block, as text. */
  facts: string;
  /** Something can read what is left out: that nothing differs does not say that nothing has changed. */
  uncertain: boolean;
  dataBlocks: string[];
  dataBlocksLeftOut: number;
  members: string;
}

/** People look at these first, and they are small. */
const first = ['SC', 'WO', 'CA', 'LA', 'MA', 'NT', 'AC', 'PA', 'TE', 'IM', 'LI', 'GR', 'OB'];

/** Takes out of a file what a record keeps of it, of the data-blocks that a scene leads to, and from `room` what it needs. */
export function keepContent(
  blend: BlendFile,
  room: Room,
  { signal, scene, scripts }: FingerprintOptions & { scripts: boolean },
): KeptContent {
  const all = new Map<string, { digest: string; code: string; references: ReadonlySet<string>; text: string }>();
  let textLeft = maxUnpackedBytes;
  for (const { name, code, digest, references, members } of readDataBlocks(blend, signal)) {
    const told = members.length > maxBlockMembers ? [] : members.filter(({ isView }) => isView !== true);
    const text = JSON.stringify(told.map(packMember));
    const fits = told.length > 0 && text.length <= Math.min(maxBlockText, textLeft);
    if (fits) textLeft -= text.length;
    all.set(name, { digest: digest.slice(0, digestLength), code, references, text: fits ? text : '' });
  }
  const reached = reach(rootOf(blend, scene), all);
  const rank = (code: string): number => (first.indexOf(code) + first.length + 1) % (first.length + 1);
  const blocks = [...all].filter(([name]) => reached.has(name)).sort(([, a], [, b]) => rank(a.code) - rank(b.code));
  const kept = blocks.slice(0, room.dataBlocks);
  room.dataBlocks -= kept.length;
  const said: string[] = [];
  for (const [name, { text }] of kept) {
    if (text === '' || text.length > room.text) continue;
    room.text -= text.length;
    said.push(`[${JSON.stringify(name)},${text}]`);
  }
  return {
    activeScene: readActiveScene(blend),
    facts: shortFacts(blend),
    uncertain: findUncertain(blend, scripts) !== undefined,
    dataBlocks: kept.map(([name, { digest }]) => `${digest} ${name}`).sort(),
    dataBlocksLeftOut: blocks.length - kept.length,
    members: deflateRawSync(`[${said.join(',')}]`).toString('base64'),
  };
}

/** Path, struct, value, and the length of what is told of by its digest, or -1. */
const packed = v.tuple([v.array(v.string()), v.string(), v.string(), v.number()]);
const packedBlocks = v.array(v.tuple([v.string(), v.array(packed)]));

function packMember({ path, struct, value, bytes }: Member): v.InferOutput<typeof packed> {
  const short = value.length <= maxValue ? value : `${value.slice(0, maxValue)}… ${digestOf(value)}`;
  return [[...path], struct, short, bytes?.lengthBytes ?? -1];
}

/** Scenes may be many: the first fact, by whose rules digests are made, and a digest of all. */
function shortFacts(blend: BlendFile): string {
  const facts = fileFacts(blend);
  return JSON.stringify([facts[0], digestOf(JSON.stringify(facts))]);
}

function digestOf(text: string): string {
  return createHash('sha1').update(text).digest('hex').slice(0, digestLength);
}

/** What a record says of a file, to be compared. Members that cannot be read are not known. */
export function readKept({
  activeScene,
  dataBlocks,
  members,
}: Pick<KeptContent, 'activeScene' | 'dataBlocks' | 'members'>): ComparedContent {
  const digests = new Map(dataBlocks.map((line) => [line.slice(digestLength + 1), line.slice(0, digestLength)]));
  return { activeScene, digests, members: unpack(members) };
}

function unpack(text: string): Map<string, Member[]> {
  try {
    const json = inflateRawSync(Buffer.from(text, 'base64'), { maxOutputLength: maxUnpackedBytes }).toString('utf8');
    const blocks = v.parse(packedBlocks, parseJson(json));
    return new Map(
      blocks.map(([name, members]) => [
        name,
        members.map(([path, struct, value, lengthBytes]): Member => {
          const bytes = lengthBytes < 0 ? {} : { bytes: { startByte: 0, lengthBytes, stride: 0 } };
          return { path, struct, value, ...bytes };
        }),
      ]),
    );
  } catch {
    return new Map();
  }
}
