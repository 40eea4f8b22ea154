import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

/* `npm run demo`: renders frames of the example project with this machine's Blender, and says where the pictures are. */

const root = fileURLToPath(new URL('..', import.meta.url));
const example = join(root, 'examples/project');
const args = ['scenes/shot.blend', '--working-directory', example, '--frames', '1,5,10', '--no-reuse'];
const { status } = spawnSync(process.execPath, [join(root, 'dist/cli/index.js'), ...args, ...process.argv.slice(2)], {
  stdio: 'inherit',
});
if (status === 0) {
  const results = join(example, 'blendnet-results');
  const pictures = readdirSync(results).filter((name) => /\.(compose\.png|html)$/.test(name));
  console.log('\nLook at:');
  for (const name of pictures.sort()) console.log(`  ${relative(process.cwd(), join(results, name))}`);
}
process.exitCode = status ?? 1;
