import { execFile, spawn } from 'node:child_process';
import { chmodSync, mkdirSync, readFileSync, realpathSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { describe, expect, test } from '@jest/globals';
import { ownEnvironment } from '../../../src/local/blender/environment.ts';
import { findBlender, type BlenderOptions } from '../../../src/local/blender/find.ts';
import { methods, type Command, type Method } from '../../../src/local/blender/sandbox/methods.ts';
import { inOrder, systemView, type Access, type View } from '../../../src/local/blender/sandbox/view.ts';
import { TemporaryFolder } from '../../support/temporary-folder.ts';

const run = promisify(execFile);
const environment = ownEnvironment(process.env);
const shell = realpathSync('/bin/sh');

/** Runs lines of shell apart, in `folder`/work of a view that also has `seen`. */
async function runApart(
  method: Method,
  folder: TemporaryFolder,
  lines: string[],
  { seen = [], network = false }: { seen?: [string, Access][]; network?: boolean } = {},
): Promise<{ stdout: string; stderr: string }> {
  const directory = join(folder.path, 'work');
  mkdirSync(directory, { recursive: true });
  const view: View = new Map([...systemView(shell, environment), ...seen, [directory, 'write']]);
  const [program, ...args] = method.wrap([shell, '-c', lines.join('\n')], { view, directory, network });
  return await run(program, args, { env: environment });
}

/** Why a way does not work on this machine, if it does not. */
async function problemOf(method: Method): Promise<string | undefined> {
  using folder = new TemporaryFolder();
  return await runApart(method, folder, ['true']).then(
    () => undefined,
    (error: unknown) => (error as { stderr?: string }).stderr?.trim() ?? String(error),
  );
}

const ways = await Promise.all(methods.map(async (method) => ({ method, problem: await problemOf(method) })));
for (const { method, problem } of ways) {
  if (problem !== undefined) console.warn(`Not tested here, ${method.name} does not work: ${problem}`);
}
const working = ways.filter(({ problem }) => problem === undefined).map(({ method }) => method);

// Not each(): there may be none.
for (const method of working)
  describe(`apart by ${method.name}`, () => {
    test('it sees what it is given, may write where it may, and nothing else is there', async () => {
      using folder = new TemporaryFolder();
      folder.write({ 'a project/shot.blend': 'blend', 'a project/.git/config': 'token', 'other/secret': 'secret' });
      const project = join(folder.path, 'a project');
      const { stdout } = await runApart(
        method,
        folder,
        [
          'cat "$1"/shot.blend; ls -A "$1/.git" "$2"; pwd',
          'echo changed >"$1"/shot.blend || echo refused',
          'echo made >made; echo private >/tmp/private; cat /tmp/private',
          'for path in /usr /etc / /sys/kernel /proc/sys/kernel; do touch "$path/made" || echo refused; done',
        ].map((line) => line.replaceAll('$1', project).replaceAll('$2', folder.path)),
        {
          seen: [
            [project, 'read'],
            [join(project, '.git'), 'empty'],
          ],
        },
      );
      const folders = `${folder.path}:\na project\nwork\n\n${project}/.git:\n`;
      expect(stdout).toBe(`blend${folders}${join(folder.path, 'work')}\nrefused\nprivate\n${'refused\n'.repeat(5)}`);
      expect(readFileSync(join(folder.path, 'work/made'), 'utf8')).toBe('made\n');
      expect(readFileSync(join(project, 'shot.blend'), 'utf8')).toBe('blend');
    });

    test('it sees no other process, no network, and has no rights to change that', async () => {
      using folder = new TemporaryFolder();
      const { stdout } = await runApart(method, folder, [
        `ls -d /proc/${process.pid} || echo gone`,
        'tail -n +3 /proc/net/dev | grep -v "^ *lo:" || echo alone',
        'grep -E "^(CapEff|CapBnd|NoNewPrivs)" /proc/self/status | tr -d "\\t"',
        'mount -o remount,rw / 2>/dev/null || echo refused',
        'cat /proc/sys/kernel/core_pattern >/proc/sys/kernel/core_pattern || echo refused',
      ]);
      const none = '0'.repeat(16);
      expect(stdout).toBe(`gone\nalone\nCapEff:${none}\nCapBnd:${none}\nNoNewPrivs:1\nrefused\nrefused\n`);
    });

    test('with the network it sees the machine’s', async () => {
      using folder = new TemporaryFolder();
      const { stdout } = await runApart(method, folder, ['cat /proc/net/dev'], { network: true });
      const names = (text: string): string[] => [...text.matchAll(/^ *(\S+):/gm)].map(([, name = '']) => name);
      expect(names(stdout)).toEqual(names(readFileSync('/proc/net/dev', 'utf8')));
    });

    test('how the command ended is told, and what it left running is gone', async () => {
      using folder = new TemporaryFolder();
      await expect(runApart(method, folder, ['exit 3'])).rejects.toMatchObject({ code: 3 });
      await expect(runApart(method, folder, ['kill -s KILL $$'])).rejects.toMatchObject({ code: 137 });
      // Its output ends only when all processes that hold it are gone.
      await runApart(method, folder, ['setsid sleep 600 &', 'exit 0']);
    });

    test('it ends with what started it', async () => {
      using folder = new TemporaryFolder();
      const directory = join(folder.write({ 'work/none': '' }).path, 'work');
      const command: Command = [shell, '-c', 'setsid sleep 600 & echo ready; wait'];
      const view: View = new Map([...systemView(shell, environment), [directory, 'write']]);
      const wrapped = JSON.stringify(method.wrap(command, { view, directory, network: false }));
      const starter = `const [program, ...args] = ${wrapped};
      require('node:child_process').spawn(program, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true });`;
      const node = spawn(process.execPath, ['--eval', starter], {
        env: environment,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      node.stdout.once('data', () => node.kill('SIGKILL'));
      // The pipe ends when nobody holds it any more.
      expect(await text(node.stdout)).toBe('ready\n');
    });

    test('a home and a Blender in it are told apart', async () => {
      using folder = new TemporaryFolder();
      folder.write({ 'home/blender-9.9/blender': '#!/bin/sh\necho Blender 9.9.9', 'home/.ssh/id': 'key' });
      folder.write({ 'home/blender-9.9/9.9/scripts/addon.py': 'addon', 'home/blender-9.9/notes': 'mine' });
      folder.write({ 'home/.config/blender/9.9/addon.py': 'addon', 'home/.fonts/a.ttf': 'font' });
      const home = join(folder.path, 'home');
      const program = join(home, 'blender-9.9/blender');
      chmodSync(program, 0o755);
      const view = systemView(program, { ...environment, HOME: home });
      const [first, ...args] = method.wrap(['sh', '-c', `cd ${home}; find . -type f | sort; touch made && echo ok`], {
        view: new Map([...view, [folder.path + '/work', 'write']]),
        directory: join(folder.write({ 'work/none': '' }).path, 'work'),
        network: false,
      });
      const { stdout } = await run(first, args, { env: environment });
      expect(stdout.trim().split('\n')).toEqual([
        './.config/blender/9.9/addon.py',
        './.fonts/a.ttf',
        './blender-9.9/9.9/scripts/addon.py',
        './blender-9.9/blender',
        'ok',
      ]);
    });
  });

test('what lies in a folder that is seen anyway is not laid out once more', () => {
  const view: View = new Map<string, Access>([
    ['/film/out/work', 'write'],
    ['/film/tex/wood', 'read'],
    ['/film', 'read'],
    ['/film/out/work/project', 'read'],
    ['/other/tex', 'read'],
  ]);
  expect(inOrder(view).map(([path]) => path)).toEqual([
    '/film',
    '/other/tex',
    '/film/out/work',
    '/film/out/work/project',
  ]);
});

describe('finding a way', () => {
  /** A PATH that has programs of our own and no way to run apart. */
  function makePath(folder: TemporaryFolder, programs: Record<string, string>): string {
    const bin = join(folder.path, 'bin');
    const all = {
      blender: 'echo "Blender 9.9.9"',
      bwrap: 'echo "bwrap: no" >&2; exit 1',
      setpriv: 'exit 9',
      ...programs,
    };
    for (const [name, script] of Object.entries(all)) {
      folder.write({ [`bin/${name}`]: `#!/bin/sh\n${script}\n` });
      chmodSync(join(bin, name), 0o755);
    }
    return bin;
  }

  async function find(sandbox: BlenderOptions['sandbox'], env: Record<string, string>) {
    const said: string[] = [];
    const say = (line: string): void => void said.push(line);
    return { blender: await findBlender('blender', env, { scripts: true, sandbox, say }), said };
  }

  test('auto goes on without, and says why', async () => {
    using folder = new TemporaryFolder();
    const { blender, said } = await find('auto', { PATH: makePath(folder, {}), HOME: folder.path });
    expect(blender).toMatchObject({ versionString: '9.9.9', command: 'blender' });
    expect(blender.sandbox).toBeUndefined();
    expect(said).toEqual([expect.stringMatching(/not apart.*bubblewrap: bwrap: no; unshare: .*install bubblewrap/)]);
  });

  test('on is refused, off does not try', async () => {
    using folder = new TemporaryFolder();
    const env = { PATH: makePath(folder, {}), HOME: folder.path };
    await expect(find('on', env)).rejects.toMatchObject({
      kind: 'settings',
      message: expect.stringContaining('sandbox: on, but Blender cannot run apart'),
    });
    expect((await find('off', env)).said).toEqual([expect.stringContaining('(sandbox: off)')]);
  });

  test.each([
    ['github-hosted', 'bubblewrap'],
    ['self-hosted', undefined],
  ])('a %s runner is told to let users make namespaces', async (kind, found) => {
    using folder = new TemporaryFolder();
    const PATH = makePath(folder, {
      sudo: `[ "$*" = "-n sysctl -q -w kernel.apparmor_restrict_unprivileged_userns=0" ] && : >"${folder.path}/allowed"`,
      bwrap: `[ -e "${folder.path}/allowed" ] && while [ "$1" != -- ]; do shift; done && shift && exec "$@"`,
    });
    const { blender } = await find('auto', { PATH, HOME: folder.path, RUNNER_ENVIRONMENT: kind, ImageOS: 'ubuntu24' });
    expect(blender.sandbox?.name).toBe(found);
  });

  test('the real Blender runs in what works here', async () => {
    const { blender, said } = await find('auto', environment);
    expect(blender.sandbox?.name).toBe(working[0]?.name);
    expect(blender.version[0]).toBeGreaterThanOrEqual(3);
    console.info(said.join('\n'));
  });
});
