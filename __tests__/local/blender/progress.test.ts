import { expect, test } from '@jest/globals';
import { parseProgress } from '../../../src/local/blender/progress.ts';
import { cpuMsOf } from '../../support/cost.ts';

test('reads a line of Cycles', () => {
  const line =
    'Fra:3 Mem:12.88M (Peak 14.53M) | Time:01:02:03.50 | Remaining:00:17.49 | Mem:2.19M, Peak:3.19M | Scene, ViewLayer | Sample 7/12';
  expect(parseProgress(line)).toEqual({
    time: 3723.5,
    remaining: 17.49,
    frame: 3,
    scene: 'Scene, ViewLayer',
    operation: '',
    sample: 7,
    mem: { total: 12.88, total_peak: 14.53, render: 2.19, render_peak: 3.19 },
  });
});

test('reads what Cycles does before it samples', () => {
  const line =
    'Fra:1 Mem:9.08M (Peak 9.15M) | Time:00:00.05 | Mem:0.00M, Peak:0.00M | Scene, ViewLayer | Synchronizing object | Cube';
  expect(parseProgress(line)).toMatchObject({ operation: 'Synchronizing object | Cube', sample: 0, remaining: null });
});

test('reads EEVEE and the compositor', () => {
  const eevee = 'Fra:1 Mem:12.65M (Peak 13.04M) | Time:00:05.25 | Rendering 26 / 64 samples';
  expect(parseProgress(eevee)).toMatchObject({ sample: 26, scene: null });
  const compositing = 'Fra:1 Mem:10.99M (Peak 10.99M) | Time:00:00.00 | Compositing | Tile 1-1';
  expect(parseProgress(compositing)).toMatchObject({ operation: 'Compositing | Tile 1-1', sample: 0 });
});

test('items count wherever they stand', () => {
  const line = '00:12.345  render | Fra: 250 | Remaining: 01:00.00 | Mem: 46M | Scene, ViewLayer | Sample 128/4096';
  expect(parseProgress(line)).toMatchObject({ frame: 250, remaining: 60, sample: 128 });
});

test('other lines tell no progress', () => {
  const others = ["Saved: '/tmp/render.exr'", 'Blender 3.4.1', '', 'Sample 7/12', 'INFO: Rendering frame 3'];
  expect(others.map(parseProgress)).toEqual(others.map(() => undefined));
});

test('hostile lines are read in no time', async () => {
  const costMs = await cpuMsOf(() => {
    for (const text of ['Fra:', 'Fra:1 Time:', ' | ', 'Fra:1 Mem:1', ':0']) parseProgress(`Fra:1 ${text.repeat(2000)}`);
  });
  expect(costMs).toBeLessThan(500);
});
