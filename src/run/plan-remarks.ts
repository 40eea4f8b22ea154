import type { EngineFacts } from '../frames/engine.ts';
import type { RenderConfiguration } from '../frames/plan.ts';
import { remarkOnScene } from '../frames/scene-remarks.ts';
import { checkVersion, describeVersion } from '../frames/version-check.ts';
import type { Host } from '../host/host.ts';
import type { ReadScene } from '../project/blend/scene.ts';
import type { Trace } from '../project/blend/trace.ts';
import type { FileProblem } from '../project/inventory.ts';
import { remark, remarkByLevel } from './remarks.ts';

type RemarkHost = Pick<Host, 'log' | 'annotate'>;

/** Libraries that the engine's Blender cannot open. */
export function listVersionProblems(versions: Trace['versions'], facts: EngineFacts): FileProblem[] {
  return [...versions].flatMap(([file, version]) => {
    const error = checkVersion(version, file, facts);
    return error === undefined ? [] : [{ message: error.message, hint: error.hint ?? '', file }];
  });
}

/** Says what the trace cannot tell. */
export function reportUnknown({ unknown }: Pick<Trace, 'unknown'>, host: RemarkHost): void {
  const title = 'Project file';
  remark(
    host,
    'warning',
    unknown.map(({ owner: file, message, hint }) => ({ title, file, message: `${message} ${hint}` })),
  );
}

/** Says which .blend files may not look as their authors saw them. */
export function reportVersions(versions: Trace['versions'], facts: EngineFacts, host: RemarkHost): void {
  const said = [...versions].flatMap(([file, version]) => {
    const about = describeVersion(version, file, facts);
    return about === undefined ? [] : [{ title: 'Blender version', file, ...about }];
  });
  remarkByLevel(host, said);
}

/** How the scene is going to be rendered. */
interface Configured {
  configuration: RenderConfiguration;
  facts: EngineFacts;
}

/** Blender's names of formats that hold more than one frame. */
const movieFormats = ['FFMPEG', 'AVI_JPEG', 'AVI_RAW'];

/** Says what comes out otherwise than it was saved. */
export function reportScene(
  scene: ReadScene,
  file: string,
  { configuration, facts }: Configured,
  host: RemarkHost,
): void {
  const said = remarkOnScene(scene, { configuration, isFarm: facts.name !== 'local' });
  remarkByLevel(
    host,
    said.map((each) => ({ ...each, file })),
  );
  if (configuration.like === 'saved' && movieFormats.includes(scene.fileFormat)) {
    host.log.info('Movie:   each frame becomes a PNG of the same picture');
  }
}
