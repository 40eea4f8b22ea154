import { readFileSync } from 'node:fs';
import { RenderError } from '../../base/errors.ts';
import { printable } from '../../base/printable.ts';

/*
 * The files that `init` writes for a CI. They are the examples, with the project's own names in them: a bundler turns the
 * URLs into the paths of copies beside the bundle.
 */

export const examples = {
  'workflows/regression.yml': readFileSync(
    new URL('../../../examples/workflows/regression.yml', import.meta.url),
    'utf8',
  ),
  'workflows/approve.yml': readFileSync(new URL('../../../examples/workflows/approve.yml', import.meta.url), 'utf8'),
  'workflows/nightly.yml': readFileSync(new URL('../../../examples/workflows/nightly.yml', import.meta.url), 'utf8'),
  'workflows/render-on-push.yml': readFileSync(
    new URL('../../../examples/workflows/render-on-push.yml', import.meta.url),
    'utf8',
  ),
  'ci/gitlab-ci.yml': readFileSync(new URL('../../../examples/ci/gitlab-ci.yml', import.meta.url), 'utf8'),
  'ci/Jenkinsfile': readFileSync(new URL('../../../examples/ci/Jenkinsfile', import.meta.url), 'utf8'),
  'ci/circleci.yml': readFileSync(new URL('../../../examples/ci/circleci.yml', import.meta.url), 'utf8'),
  'ci/azure-pipelines.yml': readFileSync(new URL('../../../examples/ci/azure-pipelines.yml', import.meta.url), 'utf8'),
  'ci/forgejo.yml': readFileSync(new URL('../../../examples/ci/forgejo.yml', import.meta.url), 'utf8'),
  'docker/Dockerfile': readFileSync(new URL('../../../examples/docker/Dockerfile', import.meta.url), 'utf8'),
};
export type ExampleName = keyof typeof examples;

interface KnownCi {
  title: string;
  /** Files and folders that show that it is used. */
  signs: string[];
  /** Parts of a remote's address that do. */
  hosts: string[];
}

/** In the order in which they are looked for: a mirror on GitHub often has a folder for it, too. */
export const ciNames = {
  gitlab: { title: 'GitLab', signs: ['.gitlab-ci.yml'], hosts: ['gitlab'] },
  forgejo: { title: 'Forgejo', signs: ['.forgejo', '.gitea'], hosts: ['codeberg.org', 'forgejo', 'gitea'] },
  circleci: { title: 'CircleCI', signs: ['.circleci'], hosts: [] },
  azure: { title: 'Azure Pipelines', signs: ['azure-pipelines.yml'], hosts: ['dev.azure.com', 'visualstudio.com'] },
  jenkins: { title: 'Jenkins', signs: ['Jenkinsfile'], hosts: [] },
  github: { title: 'GitHub', signs: ['.github/workflows'], hosts: ['github'] },
} as const satisfies Record<string, KnownCi>;
export type CiName = keyof typeof ciNames;

/** What somebody chose, or init saw. */
export interface Choices {
  ci: CiName;
  /** The .blend, below the repository. */
  project: string;
  /** As the setting takes them. */
  frames: string;
  farm: boolean;
  /** Whether pictures are kept in the repository and compared with. */
  baseline: boolean;
  branch: string;
  /** Whether the workflow asks for 32 samples: Cycles, and more of them in the .blend. */
  fewerSamples: boolean;
}

/** Where each example goes in a repository. */
export function filesFor({ ci, farm, baseline }: Pick<Choices, 'ci' | 'farm' | 'baseline'>): [string, ExampleName][] {
  switch (ci) {
    case 'github': {
      const names = [
        ...(baseline ? ['regression.yml', 'approve.yml'] : ['render-on-push.yml']),
        ...(farm ? ['nightly.yml'] : []),
      ];
      return names.map((name) => [`.github/workflows/${name}`, `workflows/${name}` as ExampleName]);
    }
    case 'gitlab':
      return [['.gitlab-ci.yml', 'ci/gitlab-ci.yml']];
    case 'forgejo':
      return [['.forgejo/workflows/render.yml', 'ci/forgejo.yml']];
    case 'circleci':
      return [['.circleci/config.yml', 'ci/circleci.yml']];
    case 'azure':
      return [['azure-pipelines.yml', 'ci/azure-pipelines.yml']];
    case 'jenkins':
      return [
        ['Jenkinsfile', 'ci/Jenkinsfile'],
        ['Dockerfile', 'docker/Dockerfile'],
      ];
  }
}

/**
 * An example with the names of a project.
 * @throws RenderError `settings` for a name that a workflow or a shell would read as more than a name
 */
export function fillExample(name: ExampleName, choices: Omit<Choices, 'ci' | 'farm'>): string {
  const { project, frames, baseline, branch, fewerSamples } = choices;
  const file = quoteName(project);
  return examples[name]
    .replace(/^(#|\/\/) Copy .*? set [^.\n]*\. ?(.*)\n/m, (_, mark: string, rest: string) =>
      rest === '' ? '' : `${mark} ${rest}\n`,
    )
    .replaceAll('scenes/shot.blend', () => file)
    .replaceAll(/(?<=--frames )1,25,50/g, () => frames)
    .replaceAll(/(?<=^ *frames: )(?:1,25,50|'1')$/gm, () => (/^\d+(?:[,-]\d+)+$/.test(frames) ? frames : `'${frames}'`))
    .replaceAll(/(?: --samples 32|^ *samples: '32'\n)/gm, (samples) => (fewerSamples ? samples : ''))
    .replaceAll(' --baseline baseline', (flag) => (baseline ? flag : ''))
    .replaceAll(/(?<=^ *branches: \[|^trigger:\n {2}branches:\n {4}include:\n {6}- )main\b/gm, (main) =>
      /^[\w./-]+$/.test(branch) ? branch : main,
    );
}

/** As it is, or in single quotes, which YAML and shells read alike. */
function quoteName(name: string): string {
  if (/^(?!-)[\p{L}\p{N}_./-]+$/u.test(name)) return name;
  if (/^(?!-)[\p{L}\p{N} _.,+@()/-]+$/u.test(name)) return `'${name}'`;
  throw new RenderError(
    'settings',
    `${printable(name)}: this name has characters that a workflow would read as more.`,
    {
      hint: 'Rename the file or its folder: letters, digits, spaces and _ . , + @ ( ) - are names everywhere.',
    },
  );
}
