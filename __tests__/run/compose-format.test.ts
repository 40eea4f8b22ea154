import { expect, test } from '@jest/globals';
import { planComparison } from '../../src/run/compare.ts';
import { resultKinds } from '../../src/frames/kinds.ts';
import { ProjectRoot } from '../../src/project/files.ts';
import { parseSettings } from '../../src/settings/settings.ts';
import { temporaryDirectory, writeFiles } from '../support/builders.ts';
import { RecordedHost } from './recorded-host.ts';

/** @returns what is said before anything is rendered, if anything is */
async function refusal(composeFormat: string, given: Record<string, string> = {}): Promise<string | undefined> {
  await using directory = await temporaryDirectory();
  await writeFiles(directory.path, { 'baseline/a': '', 'out/b': '' });
  const texts: Record<string, string> = { project: 'shot.blend', baseline: 'baseline', ...given };
  const settings = parseSettings((name) => texts[name]);
  const root = await ProjectRoot.open(directory.path);
  const where = { root, outputDirectory: root.absolute('out'), host: new RecordedHost(), file: 'shot.blend' };
  try {
    await planComparison(settings, { ...where, composeFormat, kinds: settings.results ?? resultKinds });
    return undefined;
  } catch (error) {
    return `${(error as Error).message} ${String((error as { hint?: string }).hint)}`;
  }
}

test.each([
  ['BMP', 'BMP'],
  ['TARGA', 'Targa'],
  ['TARGA_RAW', 'Targa'],
  ['IRIS', 'IRIS'],
  ['HDR', 'Radiance HDR'],
  ['CINEON', 'Cineon'],
  ['DPX', 'DPX'],
  ['DDS', 'DDS'],
  ['WEBP', 'WebP'],
  ['AVIF', 'AVIF'],
  ['JPEG2000', 'JPEG 2000'],
])('%s is refused before it is rendered', async (format, name) => {
  expect(await refusal(format)).toBe(
    `The compose pictures would be ${name}; only PNG, JPEG, TIFF and EXR can be compared with a baseline. ` +
      "Choose one of them in the .blend's output settings, or set compare-results: render.",
  );
});

test.each(['PNG', 'JPEG', 'TIFF', 'OPEN_EXR', 'OPEN_EXR_MULTILAYER', 'FFMPEG', 'UNKNOWN'])(
  '%s is not',
  async (format) => {
    expect(await refusal(format)).toBeUndefined();
  },
);

test.each([{ 'compare-results': 'render' }, { results: 'render' }, { baseline: '' }])(
  'nor is any where none is compared: %j',
  async (given) => {
    expect(await refusal('BMP', given)).toBeUndefined();
  },
);
