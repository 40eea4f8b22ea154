import { join, resolve } from 'node:path';
import { RenderError } from '../base/errors.ts';
import { readBounded } from '../base/files/bounded.ts';
import { describeFileError, isNotThere } from '../base/files/errors.ts';
import { printable } from '../base/printable.ts';
import { wayToApprove } from '../frames/approving.ts';
import { historyFile, maxHistoryBytes, parseHistory, type HistoryEntry } from '../frames/record/history.ts';
import { recordFile, type RunRecord } from '../frames/record/schema.ts';
import { ProjectRoot } from '../project/files.ts';
import { openHere } from '../project/open-root.ts';
import { formatOutcome } from '../report/frame-state.ts';
import { describeRecord } from '../report/from-record.ts';
import { writeReportFile } from '../report/write.ts';
import { withPool } from './comparison-flags.ts';
import { helpFlag, parseFlags } from './flags.ts';
import { readRecord } from './read-record.ts';

const options = {
  baseline: { type: 'string' },
  output: { type: 'string' },
  json: { type: 'boolean' },
  help: helpFlag,
} as const;

const help = `Makes the report page again, from the pictures and the ${recordFile} of a run, such as a downloaded artifact.

Usage: blendnet-render report [RESULTS] [flags]

  RESULTS                     the directory that render wrote (default: blendnet-results)
  --baseline FOLDER           the pictures they were compared with (default: the folder that the run names, when it
                              is below the current directory)
  --output FILE.html          where the page goes (default: blendnet-report.html in RESULTS)
  --json                      print one JSON object: report, project, frames
`;

/** `blendnet-render report`: the page of a run whose record and pictures are at hand. */
export async function reportCommand(args: string[], entry: URL, cancelled: AbortSignal): Promise<number> {
  const { values, positionals } = parseFlags('report', args, options);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const [results = 'blendnet-results', ...more] = positionals;
  if (more.length > 0) {
    throw new RenderError('settings', `What is "${printable(more.join(' '))}"? Name one folder of results.`, {
      hint: 'blendnet-render report --help explains.',
    });
  }
  const directory = await (await openHere(process.cwd())).named('RESULTS', results);
  const record = await readRecord(results, directory);
  const baseline = values.baseline === undefined ? await findBaseline(record) : resolve(values.baseline);
  const compared = values.baseline ?? record.baseline;
  const history = await readHistory(directory, record);
  const file = resolve(values.output ?? join(directory, 'blendnet-report.html'));
  const report = await withPool(entry, cancelled, async (pool) => {
    const described = describeRecord(record, { output: directory, baseline }, pool);
    const page = {
      ...described,
      ...(history === undefined ? {} : { history }),
      ...(compared === undefined ? {} : { approve: wayToApprove({ where: 'here' }, { results, baseline: compared }) }),
    };
    await writeReportFile(file, page).catch((cause: unknown) => {
      throw new RenderError('settings', `The report cannot be written: ${describeFileError(cause)}`, { cause });
    });
    return page;
  });
  const json = { report: file, project: report.project, frames: report.frames.length };
  const text = `${formatOutcome(report.frames)}\nReport: ${file}\n`;
  process.stdout.write(values.json === true ? `${JSON.stringify(json)}\n` : text);
  return 0;
}

/** The folder that the record names, if it is below the current directory: a record may come from anybody. */
async function findBaseline({ baseline }: RunRecord): Promise<string | undefined> {
  if (baseline === undefined) return undefined;
  const below = await ProjectRoot.open(process.cwd());
  const folder = await below.locateFolder(resolve(baseline));
  if (folder !== undefined) return folder;
  process.stderr.write(
    `The baseline ${printable(baseline)} is not there below this directory: name it with --baseline.\n`,
  );
  return undefined;
}

/** The runs before this one, where the results have a history. */
async function readHistory(directory: string, { startedAt }: RunRecord): Promise<HistoryEntry[] | undefined> {
  try {
    const runs = parseHistory(await readBounded(join(directory, historyFile), maxHistoryBytes));
    return runs.filter(({ date }) => date !== startedAt);
  } catch (error) {
    if (!isNotThere(error)) process.stderr.write(`${historyFile} is not used: ${describeFileError(error)}\n`);
    return undefined;
  }
}
