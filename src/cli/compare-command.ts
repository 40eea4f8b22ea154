import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { describeComparison } from '../report/comparison.ts';
import type { RecordedCause } from '../frames/record/causes.ts';
import { changedFrames, findCauses } from '../run/causes.ts';
import { factsByPicture, readPictureRecords } from '../baseline/record.ts';
import { alikeIn, compareSetups } from '../compare/setups.ts';
import { pairPictures, type PicturePair } from '../compare/pair-files.ts';
import type { Perceived, PictureComparison } from '../compare/comparison.ts';
import { describeVerdict, formatComparison, toComparisonJson } from '../compare/format.ts';
import { comparePairs } from '../compare/pairs.ts';
import { failureKinds, RenderError } from '../base/errors.ts';
import { describeFileError } from '../base/files/errors.ts';
import { printable } from '../base/printable.ts';
import { writeReportFile } from '../report/write.ts';
import { parsePictureName } from '../frames/names.ts';
import { byVerdict, needsReview, type Verdict } from '../frames/verdicts.ts';
import { formatCount } from '../base/quantities.ts';
import { comparisonFlags, comparisonHelp, parseSelection, withPool } from './comparison-flags.ts';
import { openHere } from '../project/open-root.ts';
import { parseFlags } from './flags.ts';
import type { CompareJson } from './json.ts';

const options = { ...comparisonFlags, report: { type: 'string' } } as const;

const help = `Compares two pictures, or the pictures of two directories by frame and kind. Exits with 6 when they differ.

Usage: blendnet-render compare BASELINE CANDIDATE [flags]

  --report FILE.html          write a page with the pictures side by side
${comparisonHelp}`;

/** `blendnet-render compare`: verdicts and figures as text or JSON. */
export async function compareCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  entry: URL,
  cancelled: AbortSignal,
): Promise<number> {
  const { values, positionals } = parseFlags('compare', args, options);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const [baseline, candidate, ...more] = positionals;
  if (baseline === undefined || candidate === undefined || more.length > 0) {
    throw new RenderError('settings', 'Name two pictures, or two directories.', {
      hint: 'blendnet-render compare --help explains.',
    });
  }
  const { frames, kinds, rules } = await parseSelection(values, env, await openHere(process.cwd()));
  const directories = await areDirectories(baseline, candidate);
  const pairs = directories
    ? (await pairPictures(baseline, candidate, frames)).filter(({ kind }) => kinds.includes(kind))
    : [pairFiles(baseline, candidate)];
  if (pairs.length === 0) {
    throw new RenderError(
      'missing-file',
      `There is nothing to compare in ${printable(baseline)} and ${printable(candidate)}.`,
      {
        hint: 'Pictures have the names that render gives them: frame-0001.compose.png, frame-0001.render.exr.',
      },
    );
  }
  const comparisons = await withPool(entry, cancelled, async (pool) => {
    const compared = await comparePairs(pairs, rules, pool, perceivedFor(values, directories));
    if (values.report !== undefined) {
      const page = describeComparison(`${candidate} against ${baseline}`, compared, pool);
      await writeReportFile(resolve(values.report), page).catch((cause: unknown) => {
        throw new RenderError('settings', `--report cannot be written: ${describeFileError(cause)}`, { cause });
      });
    }
    return compared.map(({ comparison }) => comparison);
  });
  const verdict = worstOf(comparisons);
  const { warnings, causes } = directories
    ? await compareRecordsOf(baseline, candidate, pairs, comparisons)
    : { warnings: [], causes: [] };
  for (const warning of warnings) process.stderr.write(`warning: ${printable(warning, 1000)}\n`);
  const [only] = comparisons;
  const single = directories ? undefined : only;
  if (values.json !== true) {
    process.stdout.write(single === undefined ? formatList(comparisons) : formatComparison(single));
  } else {
    const json: CompareJson =
      single === undefined
        ? { verdict, warnings, ...(causes.length > 0 && { causes }), pictures: comparisons.map(listed) }
        : toComparisonJson(single);
    process.stdout.write(`${JSON.stringify(json)}\n`);
  }
  return needsReview(verdict) ? failureKinds.different.exitCode : 0;
}

/** A list has no figures, and of a pair that passes the others tell enough. */
function perceivedFor({ json, report }: { json?: boolean; report?: string }, directories: boolean): Perceived {
  if (json === true || report !== undefined) return 'always';
  return directories ? 'never' : 'different';
}

function listed(comparison: PictureComparison) {
  const { frame, kind } = comparison;
  return { frame, kind, ...toComparisonJson(comparison) };
}

async function areDirectories(baseline: string, candidate: string): Promise<boolean> {
  const kinds = await Promise.all(
    [baseline, candidate].map(async (path) => {
      const stats = await stat(path).catch((cause: unknown) => {
        throw new RenderError('missing-file', `${printable(path)} is not there.`, { file: path, cause });
      });
      if (!stats.isFile() && !stats.isDirectory()) {
        throw new RenderError('settings', `${printable(path)} is neither a file nor a directory.`);
      }
      return stats.isDirectory();
    }),
  );
  if (kinds[0] !== kinds[1]) throw new RenderError('settings', 'A picture cannot be compared with a directory.');
  return kinds[0] === true;
}

/** Tolerances for single frames and kinds count for pictures that are named like render's. */
function pairFiles(baseline: string, candidate: string): PicturePair {
  return { frame: 0, kind: 'compose', ...parsePictureName(candidate), baseline, candidate };
}

function worstOf(comparisons: PictureComparison[]): Verdict {
  return comparisons.map(({ verdict }) => verdict).sort(byVerdict)[0] ?? 'same';
}

/** What the records of both sides say, where they have any. */
async function compareRecordsOf(
  baseline: string,
  candidate: string,
  pairs: PicturePair[],
  comparisons: PictureComparison[],
): Promise<{ warnings: string[]; causes: RecordedCause[] }> {
  const [before, now] = await Promise.all(
    [baseline, candidate].map((side) => readPictureRecords(side).catch(() => undefined)),
  );
  const setups = [factsByPicture(before), factsByPicture(now)] as const;
  const causes = before && now ? findCauses(changedFrames(comparisons), before, now, alikeIn(pairs, ...setups)) : [];
  return { warnings: compareSetups(pairs, ...setups), causes };
}

/** A line for each picture, and how many there are of each verdict, worst first. */
function formatList(comparisons: PictureComparison[]): string {
  const lines = comparisons.map(describeVerdict);
  const counts = [...Map.groupBy(comparisons, ({ verdict }) => verdict)]
    .sort(([a], [b]) => byVerdict(a, b))
    .map(([verdict, { length }]) => `${length} ${verdict}`);
  return `${lines.join('\n')}\n\n${formatCount(comparisons.length, 'picture')}: ${counts.join(', ')}\n`;
}
