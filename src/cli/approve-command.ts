import { approveResults, type Approval } from '../baseline/approve.ts';
import type { Choice } from '../baseline/choose.ts';
import { RenderError } from '../base/errors.ts';
import { nameBelow } from '../frames/names.ts';
import { printable } from '../base/printable.ts';
import { formatCount } from '../base/quantities.ts';
import { comparisonFlags, comparisonHelp, parseSelection, withPool } from './comparison-flags.ts';
import { openHere } from '../project/open-root.ts';
import { parseFlags } from './flags.ts';

const options = { ...comparisonFlags, all: { type: 'boolean' } } as const;

const help = `Takes results as the new baseline: frames that are new or differ by more than the tolerance.

Usage: blendnet-render approve [RESULTS] [BASELINE] [flags]

  RESULTS                     the directory that render wrote (default: blendnet-results)
  BASELINE                    the directory to change; made when it is not there (default: baseline)
  --all                       also frames within tolerance
${comparisonHelp}`;

/** `blendnet-render approve`: copies candidates over baselines, and says what it did. */
export async function approveCommand(
  args: string[],
  env: NodeJS.ProcessEnv,
  entry: URL,
  cancelled: AbortSignal,
): Promise<number> {
  const { values, positionals } = parseFlags('approve', args, options);
  if (values.help === true) {
    process.stdout.write(help);
    return 0;
  }
  const [results = 'blendnet-results', baseline = 'baseline', ...more] = positionals;
  if (more.length > 0) {
    throw new RenderError('settings', `What is "${printable(more.join(' '))}"? Name the results, then the baseline.`, {
      hint: 'blendnet-render approve --help explains.',
    });
  }
  const here = await openHere(process.cwd());
  const selection = await parseSelection(values, env, here);
  const [resultsDirectory, baselineDirectory] = [
    await here.named('RESULTS', results),
    await here.named('BASELINE', baseline),
  ];
  const request = { ...selection, all: values.all === true, resultsDirectory, baselineDirectory };
  const approval = await withPool(entry, cancelled, (pool) => approveResults(request, pool));
  for (const warning of approval.warnings) process.stderr.write(`warning: ${printable(warning, 1000)}\n`);
  process.stdout.write(
    values.json === true ? `${JSON.stringify(toJson(approval))}\n` : formatApproval(approval, baseline),
  );
  return 0;
}

/** What `--json` prints. */
function toJson({ approved, leftOut, warnings }: Approval) {
  const pictures = approved.map((choice) => {
    const { frame, kind, verdict, reason } = choice;
    return { frame, kind, file: nameBelow(choice.candidate, choice.kind), action: actionOf(choice), verdict, reason };
  });
  return { approved: pictures, leftOut, warnings };
}

function actionOf({ baseline }: Choice): 'added' | 'replaced' {
  return baseline === undefined ? 'added' : 'replaced';
}

function formatApproval({ approved, leftOut }: Approval, baselineDirectory: string): string {
  const rest = leftOut === 0 ? '' : `, ${formatCount(leftOut, 'other picture')} left as it was`;
  if (approved.length === 0) {
    return `Nothing to approve: ${formatCount(leftOut, 'picture')}, none of them new or different.\n`;
  }
  const lines = approved.map((choice) => {
    const why = choice.verdict === 'new' ? '' : `: ${printable(choice.reason, 1000)}`;
    return `${actionOf(choice)} ${nameBelow(choice.candidate, choice.kind)} (${choice.verdict}${why})`;
  });
  return `${lines.join('\n')}\n\n${formatCount(approved.length, 'picture')} approved in ${printable(baselineDirectory)}${rest}\n`;
}
