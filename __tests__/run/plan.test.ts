import { expect, test } from '@jest/globals';
import { cpSync, renameSync } from 'node:fs';
import path from 'node:path';
import { createTerminalHost } from '../../src/host/terminal/terminal.ts';
import type { Host } from '../../src/host/host.ts';
import { planRun } from '../../src/run/plan.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { parseSettings } from '../../src/settings/settings.ts';
import type { SettingName } from '../../src/settings/table.ts';
import { buildBlend, projectBlocks } from '../support/blend-builder.ts';
import { failureOf } from '../support/clients.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

const example = path.join(import.meta.dirname, '../../examples/project');

const anyScene = {
  check: (): undefined => undefined,
  configure: () => ({ like: 'saved' as const }),
  kinds: ['compose' as const],
  facts: { name: 'local', blenderVersion: '3.4.1' },
};

/** A terminal that tells of each line, while nothing else goes on. */
function hostAt(workingDirectory: string, onLine: (line: string) => void): Host {
  const write = (text: string): boolean => {
    onLine(text);
    return true;
  };
  const stream: unknown = { isTTY: false, write };
  return createTerminalHost({
    env: {},
    entry: new URL(import.meta.url),
    cancelled: new AbortController().signal,
    workingDirectory,
    stream: stream as NodeJS.WriteStream,
    verbose: false,
    onOutputs: () => undefined,
  });
}

test.each([
  ['auto', 'Project:'],
  ['textures/**', 'Project:'],
  ['auto', undefined],
])(
  'dependencies %s: a .blend that is replaced at "%s" is not planned with what the old one needs',
  async (dependencies, when) => {
    using folder = new TemporaryFolder();
    cpSync(example, folder.path, { recursive: true });
    const blend = path.join(folder.path, 'scenes/shot.blend');
    cpSync(blend, `${blend}.new`);
    const given: Partial<Record<SettingName, string>> = { project: 'scenes/shot.blend', dependencies };
    const settings = parseSettings((name) => given[name]);
    const host = hostAt(folder.path, (line) => {
      if (when !== undefined && line.startsWith(when)) renameSync(`${blend}.new`, blend);
    });
    const planning = planRun(settings, host, await ProjectRoot.open(folder.path), anyScene);
    if (when === undefined) expect((await planning).frames[0]?.files).toHaveLength(3);
    else
      expect(await failureOf(planning)).toMatchObject({
        kind: 'missing-file',
        file: 'scenes/shot.blend',
        message: 'scenes/shot.blend changed while the run was reading it.',
      });
  },
);

test('nothing is taken from the output folder, whatever its name begins with', async () => {
  using folder = new TemporaryFolder();
  cpSync(example, folder.path, { recursive: true });
  folder.write({ '..results/old.exr': 'x' });
  const given: Partial<Record<SettingName, string>> = {
    project: 'scenes/shot.blend',
    'output-directory': '..results',
    dependencies: 'auto\n..results/old.exr',
    missing: 'ignore',
  };
  const settings = parseSettings((name) => given[name]);
  const plan = await planRun(
    settings,
    hostAt(folder.path, () => undefined),
    await ProjectRoot.open(folder.path),
    anyScene,
  );
  expect(plan.frames[0]?.files.map((file) => file.path)).not.toContain('..results/old.exr');
});

test('samples that were never set are known, and said to be the default', async () => {
  using folder = new TemporaryFolder();
  folder.write({ 'shot.blend': buildBlend(projectBlocks()) });
  const settings = parseSettings((name) => (name === 'project' ? 'shot.blend' : undefined));
  const lines: string[] = [];
  const host = hostAt(folder.path, (line) => lines.push(line));
  const plan = await planRun(settings, host, await ProjectRoot.open(folder.path), anyScene);
  expect(plan.project.samples).toBe(4096);
  expect(lines.join('')).toContain("4096 samples (Blender's default)");
});

test.each([
  ['auto', [], undefined],
  ['auto', ['evil.py'], 'off'],
  ['*.blend', ['evil.py'], 'off'],
  // Nobody has looked into the libraries.
  ['*.blend', [], 'off'],
])('with scripts off and dependencies %s, %j is told and decides the key', async (dependencies, texts, scripts) => {
  using folder = new TemporaryFolder();
  const blocks = texts.map((name) => ({
    ...{ code: 'TX', struct: 'Text', address: 0x20000 },
    values: { 'id.name': `TX${name}`, flags: 16 },
  }));
  folder.write({
    'shot.blend': buildBlend([...projectBlocks(), ...blocks], undefined, { Text: ['ID id', 'int flags'] }),
  });
  const given: Partial<Record<SettingName, string>> = { project: 'shot.blend', dependencies };
  const lines: string[] = [];
  const host = hostAt(folder.path, (line) => lines.push(line));
  const planFor = async (engine: object) =>
    await planRun(
      parseSettings((name) => given[name]),
      host,
      await ProjectRoot.open(folder.path),
      { ...anyScene, ...engine },
    );
  expect((await planFor({ scripts: false })).project.configuration.scripts).toBe(scripts);
  const told = lines.join('').includes('Scripts are off, so this does not run: text "evil.py".');
  expect(told).toBe(texts.length > 0);
  for (const engine of [{}, { scripts: true }])
    expect((await planFor(engine)).project.configuration).not.toHaveProperty('scripts');
});
