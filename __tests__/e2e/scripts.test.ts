import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { runAction, type ActionRun } from '../support/runner.ts';
import { TemporaryFolder } from '../support/temporary-folder.ts';

/*
 * A .blend whose script looks for what it could steal from the step that renders it, and for what it could change. From the
 * sources, with real Blender.
 */

const entry = fileURLToPath(new URL('../../src/action.ts', import.meta.url));
const film = { id: 1, full_name: 'studio/film', fork: false };
const fork = { id: 2, full_name: 'stranger/film', fork: true };
const pullRequest = (head: object) => ({
  name: 'pull_request',
  payload: { repository: film, pull_request: { head: { repo: head }, base: { repo: film } } },
});

/** Says what it finds, a line each. */
const attack = (outside: string, port: number): string => String.raw`
import bpy, os, re, socket
def say(*words): print('SCRIPT:', *words, flush=True)
def write(path, what):
    try:
        open(path, 'a').write('x=pwned\n')
        say('wrote', what)
    except OSError: pass
say('ran')
say('variables', *[name for name in os.environ if re.match('GITHUB|RUNNER|INPUT|ACTIONS|SECRET', name)])
for pid in filter(str.isdigit, os.listdir('/proc')):
    try: environ = open('/proc/%s/environ' % pid, 'rb').read().decode('latin1')
    except OSError: continue
    if 'step-secret' not in environ: continue
    say('found the secrets')
    for path in re.findall('GITHUB_(?:ENV|PATH|OUTPUT)=([^\0]+)', environ): write(path, 'a command file')
project = os.path.dirname(bpy.data.filepath)
if os.path.exists(project + '/.git/config'): say('found the token')
write(project + '/mark', 'in the project')
write(${JSON.stringify(outside)} + '/mark', 'outside')
try:
    socket.create_connection(('127.0.0.1', ${port}), 30).close()
    say('connected')
except OSError: pass
`;

let workspace: TemporaryFolder;
let outside: TemporaryFolder;
let server: Server;

beforeAll(async () => {
  workspace = new TemporaryFolder().write({ 'film/.git/config': 'token' });
  outside = new TemporaryFolder();
  server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const make = `
import bpy
scene = bpy.context.scene
scene.render.engine = 'CYCLES'
scene.cycles.samples, scene.cycles.use_denoising = 1, False
scene.render.resolution_x, scene.render.resolution_y = 24, 18
text = bpy.data.texts.new('evil.py')
text.use_module = True
text.write(${JSON.stringify(attack(outside.path, port))})
bpy.data.objects['Cube'].driver_add('location').pop().driver.expression = 'print("SCRIPT" + ": driver") or 0'
scene.render.use_freestyle = bpy.context.view_layer.use_freestyle = True
settings = bpy.context.view_layer.freestyle_settings
settings.mode = 'SCRIPT'
style = bpy.data.texts.new('style.py')
style.write("print('SCRIPT: style module')")
settings.modules.new().script = style
bpy.ops.wm.save_as_mainfile(filepath=${JSON.stringify(join(workspace.path, 'film/shot.blend'))})
`;
  await promisify(execFile)('blender', ['-b', '--factory-startup', '--python-exit-code', '1', '--python-expr', make]);
});
afterAll(() => {
  server.close();
  workspace[Symbol.dispose]();
  outside[Symbol.dispose]();
});

interface Attacked extends ActionRun {
  /** What the script said. */
  found: Set<string>;
  /** How Blender was run, in the words of the log. */
  how: string;
  notices: string[];
}

async function render(inputs: Record<string, string>, event: { name: string; payload: object }): Promise<Attacked> {
  const run = await runAction({
    ...{ main: entry, workspace: workspace.path, event },
    inputs: { project: 'film/shot.blend', attempts: '1', reuse: 'false', ...inputs },
    env: { SECRET: 'step-secret' },
  });
  expect([run.exitCode, run.orphans]).toEqual([0, []]);
  const said = run.stdout.matchAll(/SCRIPT: (.*)$/gm);
  return {
    ...run,
    found: new Set([...said].map(([, words = '']) => words.trim())),
    how: /^Blender runs .*$/m.exec(run.stdout)?.[0] ?? '',
    notices: run.annotations.filter(({ title }) => title === 'Scripts in the .blend').map(({ message }) => message),
  };
}

const runAlways = ['ran', 'driver', 'style module'];

test('a pull request from a fork is rendered without its scripts, which are named', async () => {
  const { found, notices, stdout } = await render({}, pullRequest(fork));
  expect(found).toEqual(new Set());
  expect(stdout).toContain('Scripts and drivers in the .blend: off (a pull request from a fork)');
  expect(notices).toHaveLength(1);
  expect(notices[0]).toContain('text "evil.py"');
  expect(notices[0]).toContain('driver of object "Cube"');
  expect(notices[0]).toContain('Freestyle style module of scene "Scene"');
});

test('scripts: off holds without a sandbox, too', async () => {
  const { found, how } = await render({ scripts: 'off', sandbox: 'off' }, pullRequest(film));
  expect(found).toEqual(new Set());
  expect(how).toContain('sandbox: off');
});

describe('a script that runs', () => {
  test('finds nothing and changes nothing where Blender runs apart', async () => {
    // The results lie where the project is read-only.
    const inputs = { 'output-directory': 'film/results' };
    const { found, how, notices, env } = await render(inputs, pullRequest(film));
    console.info(how);
    expect(notices).toEqual([]);
    if (how.startsWith('Blender runs apart')) {
      expect(found).toEqual(new Set([...runAlways, 'variables']));
      expect(env).toEqual({});
      expect(readdirSync(outside.path)).toEqual([]);
      expect(readdirSync(join(workspace.path, 'film')).sort()).toEqual(['.git', 'results', 'shot.blend']);
    } else {
      // This machine cannot: then the log has to say so, and why.
      expect(how).toMatch(/not apart from the machine \(bubblewrap: .+; unshare: .+\)/);
    }
  });

  test('finds it all where it does not: the attack is real', async () => {
    const { found } = await render({ scripts: 'on', sandbox: 'off' }, pullRequest(fork));
    const all = [
      'found the secrets',
      'wrote a command file',
      'found the token',
      'wrote in the project',
      'wrote outside',
    ];
    expect(found).toEqual(new Set([...runAlways, 'variables', ...all, 'connected']));
  });
});
