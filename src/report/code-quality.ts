import { createHash } from 'node:crypto';
import { printable } from '../base/printable.ts';
import { sentences } from '../base/sentences.ts';
import { needsReview } from '../frames/verdicts.ts';
import type { FrameReport, RunReport } from './model.ts';

/* GitLab's code quality report, which a merge request shows: what is worth a look, at the .blend. */

const maxDescription = 1000;

interface Remark {
  check: string;
  severity: 'blocker' | 'major' | 'info';
  description: string;
}

/** @param file the .blend, below the repository. */
export function formatCodeQuality({ frames }: Pick<RunReport, 'frames'>, file: string): string {
  const entries = frames.flatMap((frame) =>
    describeFrame(frame).map(({ about, check, severity, description }) => ({
      description: printable(description, maxDescription).toWellFormed(),
      check_name: `blendnet-render/${check}`,
      // GitLab tells by this what is new in a merge request, and what it mends.
      fingerprint: createHash('sha256')
        .update(JSON.stringify([file, about, check]))
        .digest('hex'),
      severity,
      location: { path: file, lines: { begin: 1 } },
    })),
  );
  return `${JSON.stringify(entries, null, 2)}\n`;
}

function describeFrame({ frame, error, outcome, pictures }: FrameReport): (Remark & { about: string })[] {
  const about = `frame ${frame}`;
  const failure = error !== undefined && outcome === 'failed' ? [describeFailure(about, error)] : [];
  const differences = pictures.flatMap(({ kind, comparison }) => {
    if (comparison === undefined) return [];
    const { verdict, reason } = comparison;
    const severity = needsReview(verdict) ? 'major' : verdict === 'new' ? 'info' : undefined;
    const picture = `${about} ${kind}`;
    return severity === undefined
      ? []
      : [
          {
            about: picture,
            check: verdict,
            severity,
            description: `Frame ${frame} ${kind} is ${verdict}: ${reason}`,
          } as const,
        ];
  });
  return [...failure, ...differences];
}

function describeFailure(about: string, { kind, message, hint }: NonNullable<FrameReport['error']>) {
  return {
    about,
    check: kind,
    severity: 'blocker',
    description: `F${about.slice(1)} failed: ${sentences(message, hint)}`,
  } as const;
}
