import { isAbsolute, join } from 'node:path';
import { sentences } from '../base/sentences.ts';
import { wayToApprove, type Way } from '../frames/approving.ts';
import { comparedKinds } from '../frames/kinds.ts';
import { describeCause, type RecordedCause } from '../frames/record/causes.ts';
import type { RunRecord } from '../frames/record/schema.ts';
import type { Annotation, Host } from '../host/host.ts';
import { describeDifferences, describeUnknown } from '../report/differences.ts';
import { describeFailures } from '../report/failures.ts';
import type { RunReport } from '../report/model.ts';
import type { Settings } from '../settings/settings.ts';
import type { Stored } from './artifacts.ts';
import type { Remark } from './remarks.ts';

/** Something of a run that is worth a look, beside its .blend. */
export type Finding = Remark & Pick<Annotation, 'level'> & { file: string };

/** What is worth a look, kind by kind: many of one leave room for others. */
export function findingsOf(
  { project: file = '', warnings = [] }: RunRecord,
  { frames, approve, causes = [], project }: RunReport,
  { refused }: Stored,
  { onDifference, requireBaseline }: Pick<Settings, 'onDifference' | 'requireBaseline'>,
): Finding[][] {
  const about = (level: Annotation['level'], remarks: Remark[]): Finding[] =>
    remarks.map((one) => ({ ...one, level, file }));
  const fails = onDifference === 'fail';
  const notAlike = warnings.map((message) => ({ title: 'Not rendered alike', message }));
  const unstored = refused.map(({ message, hint }) => ({ title: 'Artifact', message: sentences(message, hint) }));
  return [
    about('error', describeFailures(frames)),
    // What fails the run says itself how to approve.
    about(fails ? 'error' : 'warning', describeDifferences(frames, fails ? undefined : approve)),
    requireBaseline ? about('error', describeUnknown(frames, approve)) : [],
    about('warning', notAlike),
    about(
      'notice',
      causes.map((cause) => toRemark(cause, project)),
    ),
    about('error', unstored),
  ];
}

/** Lines of an annotation: the summary and the page have more. */
const maxAnnotatedLines = 5;

function toRemark(cause: RecordedCause, project: string): Remark {
  const noun = /[-,]/.test(cause.frames) ? 'frames' : 'frame';
  const lines = describeCause(cause, project, maxAnnotatedLines);
  return { title: `Changed since the baseline, ${noun} ${cause.frames}`, message: lines.join('\n') };
}

type Folders = Pick<Settings, 'artifactName' | 'baseline' | 'outputDirectory' | 'workingDirectory'>;

/** How to approve a run that was compared, with its folders as they are seen from where its step began. */
export function wayToApproveRun(
  { frames, baseline: compared }: RunRecord,
  { artifactName, baseline, outputDirectory, workingDirectory = '' }: Folders,
  { approving }: Pick<Host, 'approving'>,
): Way | undefined {
  if (compared === undefined || baseline === undefined) return undefined;
  const results = frames.flatMap((frame) => frame.results);
  const kind = comparedKinds.find((one) => results.some((result) => result.kind === one)) ?? 'compose';
  const below = (path: string): string => (isAbsolute(path) ? path : join(workingDirectory, path));
  const folders = { results: below(outputDirectory), baseline: below(baseline) };
  return wayToApprove(approving, { ...folders, artifact: `${artifactName}-${kind}` });
}
