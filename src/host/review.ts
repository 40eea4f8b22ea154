/*
 * Where a commit is reviewed, beside the run itself: a comment on its pull request, a check, pictures that both can show.
 * Every method ends in a RenderError where the job lacks a right: that is said, and fails no run.
 */

export interface ReviewComment {
  /** Tells the comments of several jobs apart: each keeps one of its own up to date. */
  name: string;
  markdown: string;
  /** Whether there has to be one; else one that is there is kept up to date, and none is begun. */
  begin: boolean;
}

/** As an annotation, but always beside a file (below the workspace). */
export interface CheckRemark {
  level: 'error' | 'warning' | 'notice';
  title: string;
  message: string;
  file: string;
}

export interface Check {
  name: string;
  conclusion: 'success' | 'failure' | 'cancelled' | 'action_required' | 'neutral';
  title: string;
  summary: string;
  remarks: CheckRemark[];
  /** The report, where there is one. */
  url?: string;
}

export interface Review {
  /** @returns the comment's address; undefined where there is no pull request, or nothing had to be said */
  comment(comment: ReviewComment): Promise<string | undefined>;
  check(check: Check): Promise<void>;
  /**
   * Keeps pictures (PNG, by name) for as many days.
   * @returns the address of each, for whoever may read the repository
   */
  storePictures(folder: string, pictures: ReadonlyMap<string, Uint8Array>, days: number): Promise<Map<string, string>>;
}
