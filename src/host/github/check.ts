import { printable } from '../../base/printable.ts';
import { redact } from '../../base/secrets.ts';
import type { Check, CheckRemark } from '../review.ts';
import type { GitHubApi } from './api.ts';
import { annotationsAtOnce, maxAnnotationText, maxAnnotationTitle, maxCheckAnnotations } from './limits.ts';

export interface CheckPlace {
  sha: string;
  /** Run and attempt, for who looks for it. */
  id: string;
  /** Where the check leads when there is no report. */
  runUrl: string;
}

const permission = 'checks: write';

/** Sets a check on a commit, all its annotations with it. GitHub shows the newest of a name, so a re-run replaces it. */
export async function postCheck(api: GitHubApi, check: Check, { sha, id, runUrl }: CheckPlace): Promise<void> {
  const { name, conclusion, title, summary, remarks, url = runUrl } = check;
  const annotations = remarks.slice(0, maxCheckAnnotations).map(annotationOf);
  const output = { title: printable(title, maxAnnotationTitle), summary };
  const checkRun = await api.ask('set a check', permission, async (octokit) => {
    const about = { name, head_sha: sha, status: 'completed' as const, conclusion, details_url: url, external_id: id };
    const first = annotations.slice(0, annotationsAtOnce);
    const { data } = await octokit.rest.checks.create({
      ...api.repository,
      ...about,
      output: { ...output, annotations: first },
    });
    return data.id;
  });
  for (let from = annotationsAtOnce; from < annotations.length; from += annotationsAtOnce) {
    const more = annotations.slice(from, from + annotationsAtOnce);
    await api.ask('add to a check', permission, async (octokit) => {
      const about = { check_run_id: checkRun, output: { ...output, annotations: more } };
      return await octokit.rest.checks.update({ ...api.repository, ...about });
    });
  }
}

function annotationOf({ level, title, message, file }: CheckRemark) {
  const text = redact(message).slice(0, maxAnnotationText);
  // A .blend has no lines; GitHub wants one.
  const where = { path: redact(file), start_line: 1, end_line: 1 };
  const severity = level === 'error' ? ('failure' as const) : level;
  return { ...where, annotation_level: severity, title: printable(title, maxAnnotationTitle), message: text };
}
