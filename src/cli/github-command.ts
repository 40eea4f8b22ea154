import { RenderError } from '../base/errors.ts';
import { keepSecret } from '../base/secrets.ts';
import { printable } from '../base/printable.ts';
import { openApi } from '../host/github/api.ts';
import { environmentName } from '../settings/environment.ts';
import { settingsTable } from '../settings/table.ts';
import { answerApproved, askApproval } from './github-approval.ts';
import { commentFromRecord } from './github-comment.ts';
import { helpFlag, parseFlags } from './flags.ts';

const options = {
  'artifact-name': { type: 'string', default: settingsTable['artifact-name'].default },
  kind: { type: 'string', default: 'compose' },
  baseline: { type: 'string', default: 'baseline' },
  frames: { type: 'string', default: '' },
  sha: { type: 'string', default: '' },
  help: helpFlag,
} as const;

const help = `What the workflows in examples/workflows do on pull requests, inside a workflow of GitHub Actions.

Usage: blendnet-render github approval             whether the event asks to approve, who asks, and which run's pictures
       blendnet-render github approved RESULTS     answers it when they are committed (--sha), and sets the check
       blendnet-render github comment RESULTS      comments on the pull request of the run that started this one, from
                                                   the record alone: for pull requests from forks

  --artifact-name NAME        as in render (default: ${settingsTable['artifact-name'].default})
  --kind KIND                 of the pictures that are approved (default: compose)
  --baseline FOLDER           where they go (default: baseline)
  --frames FRAMES             those that were approved (default: all)
  --sha SHA                   the commit that has them

GITHUB_TOKEN, or ${environmentName('github-token')}, is the token.
`;

/** `blendnet-render github`: the parts of workflows that write on pull requests. */
export async function githubCommand(args: string[], env: NodeJS.ProcessEnv, signal: AbortSignal): Promise<number> {
  const { values, positionals } = parseFlags('github', args, options);
  const [what, results = 'blendnet-results', ...more] = positionals;
  if (values.help === true || what === undefined) {
    process.stdout.write(help);
    return 0;
  }
  if (more.length > 0 || !['approval', 'approved', 'comment'].includes(what)) {
    throw new RenderError('settings', `What is "${printable([what, ...more].join(' '), 100)}"?`, {
      hint: 'blendnet-render github --help explains.',
    });
  }
  const token = env[environmentName('github-token')] || env['GITHUB_TOKEN'] || '';
  if (token === '') {
    throw new RenderError('settings', 'GITHUB_TOKEN is not set.', {
      hint: 'env: { GITHUB_TOKEN: ${{ github.token }} }',
    });
  }
  keepSecret(token);
  const place = { env, token, signal, flags: values, api: await openApi({ env, token, signal }) };
  if (what === 'approval') await askApproval(place);
  else if (what === 'approved') await answerApproved(place, results);
  else await commentFromRecord(place, results);
  return 0;
}
