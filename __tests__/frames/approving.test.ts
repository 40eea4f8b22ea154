import { expect, test } from '@jest/globals';
import { sayHowToApprove, wayToApprove, type Approving } from '../../src/frames/approving.ts';
import { version } from '../../src/base/version.ts';

const folders = { results: 'out', baseline: 'base line', artifact: 'shot-compose' };
const github = {
  where: 'github',
  run: '7',
  repository: 'octo/films',
  hasWorkflow: false,
  inPullRequest: true,
} as const;
const npx = `npx --yes --package github:blendnet-render/blendnet-render#v${version} blendnet-render approve results`;

test.each<[Approving, string]>([
  [{ where: 'here' }, "blendnet-render approve out 'base line' --frames=3,7-9"],
  [{ where: 'ci' }, `${npx} 'base line' --frames=3,7-9 && git add 'base line'`],
  [{ ...github, hasWorkflow: true }, '/approve-render 3,7-9'],
  ...[github, { ...github, hasWorkflow: true, inPullRequest: false }].map((where): [Approving, string] => [
    where,
    `gh run download 7 --repo octo/films --name shot-compose --dir results && ${npx} 'base line' --frames=3,7-9 && ` +
      `git add 'base line' && git commit -m 'Approve renders' && git push`,
  ]),
])('%j is told the line to type', (approving, line) => {
  expect(wayToApprove(approving, folders, [3, 7, 8, 9]).line).toBe(line);
});

test('without frames all that are new or differ are meant', () => {
  const way = wayToApprove({ where: 'here' }, { ...folders, baseline: "it's" });
  expect(sayHowToApprove(way)).toBe(`To approve: in a terminal, type “blendnet-render approve out 'it'\\''s'”`);
});
