import { join, relative, sep } from 'node:path';
import type { Log } from '../../base/log.ts';
import { inert, printable } from '../../base/printable.ts';
import { keepSecret, redact } from '../../base/secrets.ts';
import { describeCi, findCi, strangerIn } from '../ci/ci.ts';
import type { KnownCi } from '../ci/facts.ts';
import type { Fold } from '../ci/folds.ts';
import { cacheFolder, toolFolder } from '../folders.ts';
import type { Host, OutputValue } from '../host.ts';
import { redactOutputs } from '../outputs.ts';

/** Characters of an annotation that are worth reading in a terminal. */
const maxRemark = 4000;

/** Nobody ends the process by force: who does not want to wait presses Ctrl-C once more. */
const cleanupMs = 120_000;

export interface TerminalOptions {
  env: NodeJS.ProcessEnv;
  entry: URL;
  cancelled: AbortSignal;
  workingDirectory: string;
  /** Logs go here; standard output stays free for `--json`. */
  stream: NodeJS.WriteStream;
  verbose: boolean;
  onOutputs: (outputs: Record<string, OutputValue>) => void;
}

/** A terminal, or any CI but GitHub's: plain lines, and a progress display where somebody watches. */
export function createTerminalHost(options: TerminalOptions): Host {
  const { env, stream } = options;
  const ci = findCi(env);
  const stranger = strangerIn(env);
  const clean = (line: string): string => inert(redact(line));
  const log = createLog(stream, clean, options.verbose, ci?.fold);
  if (ci !== undefined) log.info(describeCi(ci));
  const stateDirectory = join(cacheFolder(env), 'blendnet-render');
  return {
    log,
    // Time makes a run's tasks unique everywhere.
    identity: {
      run: [...(ci?.run === undefined ? [] : [ci.run]), Date.now().toString(36)].join('-'),
      attempt: 1,
      job: process.pid.toString(16),
    },
    workspace: options.workingDirectory,
    inRepository: true,
    entry: options.entry,
    environment: env,
    stateDirectory,
    toolDirectory: toolFolder(env, stateDirectory),
    ...(stranger === undefined ? {} : { stranger }),
    ...(ci === undefined ? {} : placesOf(ci)),
    workspaceStays: true,
    cancelled: options.cancelled,
    cleanupMs,
    mask: keepSecret,
    annotate: ({ level, title, message, file }) => {
      const where = file === undefined ? '' : ` (${file})`;
      log.info(printable(`${level}: ${title}${where}: ${message}`, maxRemark));
    },
    artifacts: () => Promise.resolve(undefined),
    cache: () => undefined,
    writeSummary: () => Promise.resolve(),
    approving: { where: ci !== undefined || saysCi(env) ? 'ci' : 'here' },
    setOutputs: (outputs) => {
      options.onOutputs(redactOutputs(outputs));
    },
  };
}

/** All that is known of other CIs is that they say so. */
function saysCi(env: NodeJS.ProcessEnv): boolean {
  return !['', '0', 'false'].includes(env['CI'] ?? '');
}

/** What a CI knows of commit and files. */
function placesOf({ commit, checkout, artifactUrl }: KnownCi): Pick<Host, 'artifactUrl' | 'checkout' | 'commit'> {
  const address = (file: string): string | undefined => {
    const path = relative(checkout ?? '', file);
    return checkout === undefined || /^\.\.?(?:[/\\]|$)/.test(path)
      ? undefined
      : artifactUrl?.(path.replaceAll(sep, '/'));
  };
  return {
    ...(commit === undefined ? {} : { commit }),
    ...(checkout === undefined ? {} : { checkout }),
    ...(artifactUrl === undefined ? {} : { artifactUrl: address }),
  };
}

function createLog(stream: NodeJS.WriteStream, clean: (line: string) => string, verbose: boolean, fold?: Fold): Log {
  const live = stream.isTTY;
  let shown = '';
  const redraw = (text: string): void => {
    if (!live) return;
    const columns = stream.columns;
    shown = text === '' ? '' : clean(text).slice(0, Math.max(10, columns - 1));
    stream.write(`\r\u001b[K${shown}`);
  };
  const write = (line: string): void => {
    const progress = shown;
    if (progress !== '') redraw('');
    stream.write(`${clean(line)}\n`);
    if (progress !== '') redraw(progress);
  };
  let depth = 0;
  let groups = 0;
  const indent = (): string => '  '.repeat(depth);
  return {
    info: (line) => {
      write(`${indent()}${line}`);
    },
    detail: (line) => {
      if (verbose) write(`${indent()}${line}`);
    },
    warning: (line) => {
      write(`${indent()}warning: ${line}`);
    },
    group: (title) => {
      const folds = fold !== undefined && (depth === 0 || fold.nests);
      const id = `blendnet_${(groups += 1)}`;
      // These marks are ours: what makes texts harmless would break them.
      if (folds) stream.write(`${fold.start(clean(title), id)}\n`);
      else write(`${indent()}${title}`);
      depth += 1;
      return () => {
        depth -= 1;
        if (folds) stream.write(`${fold.end(id)}\n`);
      };
    },
    progress: redraw,
  };
}
