import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { chromium, type BrowserContextOptions } from 'playwright-core';

/*
 * Makes docs/pictures/: node scripts/readme-pictures.ts [REPORT.html]
 * Renders the example project with this machine's Blender, takes all frames but one as the baseline, lets a lemon roll away,
 * renders again, and photographs the report in Chromium. Takes a few minutes; with a report that is there, seconds.
 */

const root = fileURLToPath(new URL('..', import.meta.url));
const pictures = join(root, 'docs/pictures');
/** A README should not be slow to open. */
const maxBytes = 300_000;

/** In three of ten frames, so that the others stay the same. */
const rollTheLemon = `
import bpy
lemon = bpy.data.objects['Lemon B']
rest = lemon.location.copy()
for frame, moved in ((1, 0), (4, 0.3), (7, 0)):
    lemon.location = (rest.x - moved, rest.y - moved / 3, rest.z)
    lemon.keyframe_insert('location', frame=frame)
for curve in lemon.animation_data.action.fcurves:
    for key in curve.keyframe_points:
        key.interpolation = 'CONSTANT'
bpy.ops.wm.save_mainfile(compress=True)
`;

/** Where it is rendered; Blender asks for whole paths. */
const folder = mkdtempSync(join(tmpdir(), 'readme-pictures-'));

function run(program: string, args: string[], expected = 0): void {
  const { status } = spawnSync(program, args, { cwd: folder, stdio: 'inherit' });
  if (status !== expected) throw new Error(`${program} ${args.join(' ')} ended with ${status}, not ${expected}.`);
}

function blendnetRender(args: string[], expected?: number): void {
  run(process.execPath, ['--disable-warning=ExperimentalWarning', join(root, 'src/cli.ts'), ...args], expected);
}

/** @returns where the report lies */
function makeReport(): string {
  cpSync(join(root, 'examples/project'), folder, { recursive: true });
  const settings = ['--frames', '1-10', '--resolution', '640x360', '--samples', '64', '--no-reuse'];
  const render = ['scenes/shot.blend', '--working-directory', folder, ...settings];
  blendnetRender(render);
  blendnetRender(['approve', 'blendnet-results', 'baseline', '--frames', '1-9']);
  const library = join(folder, 'library/props.blend');
  run('blender', ['-b', library, '--python-exit-code', '1', '--python-expr', rollTheLemon]);
  blendnetRender([...render, '--baseline', 'baseline'], 6);
  return join(folder, 'blendnet-results/blendnet-report.html');
}

async function photograph(report: string, name: string, options: BrowserContextOptions): Promise<void> {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
  const page = await (await browser.newContext(options)).newPage();
  await page.goto(`${pathToFileURL(report).href}#4`);
  await page.getByRole('button', { name: 'Side by side', exact: true }).click();
  const painted = ['[data-role=baseline] canvas:not([hidden])', '[data-role=candidate] canvas:not([hidden])'];
  const thumbnails = [1, 2, 3, 4, 5, 6, 7].map((frame) => `#strip li:nth-child(${frame}) canvas:not([width="0"])`);
  for (const place of [...painted, ...thumbnails]) await page.locator(place).waitFor({ state: 'attached' });
  const path = join(pictures, `${name}.png`);
  await page.screenshot({ path });
  await browser.close();
  const { size } = statSync(path);
  console.log(`${path}: ${size} bytes`);
  if (size > maxBytes) throw new Error(`${name}.png is larger than ${maxBytes} bytes.`);
}

try {
  const report = process.argv[2] ?? makeReport();
  mkdirSync(pictures, { recursive: true });
  const viewport = { width: 1080, height: 640 };
  await photograph(report, 'report-light', { viewport, colorScheme: 'light' });
  await photograph(report, 'report-dark', { viewport, colorScheme: 'dark' });
} finally {
  rmSync(folder, { recursive: true });
}
