import type { BlendFile } from '../blend-file.ts';
import { describeDataBlock } from '../data-block.ts';
import { isDataBlock } from '../references/reach.ts';
import { findScripts } from '../scripts.ts';
import type { IdGroup, StructView } from '../struct-view.ts';

/*
 * Where what a fingerprint leaves out can change a picture all the same, so that only the bytes tell whether a file is what
 * it was: a script can read all that a file has, a driver what the editors show, and a mesh that was saved in edit mode is
 * rendered as it is edited.
 */

/** `Object.mode`: edit, the sculpt and paint modes, particle edit; not object and pose mode. */
const editModes = 1 | 2 | 4 | 8 | 16 | 32 | 128 | 256 | 512 | 1024 | 2048;

/**
 * What a variable of a driver reads that is left out, by its name in Python: selection, visibility and display in the
 * viewport, cursor, users, tools, and all of a node or of animation curves.
 */
const readable =
  /cursor|tool_settings|(?:^|\.)(?:active|select|hide|show_|display|empty_|current_|use_fake_user|users|levels|color_tag|session_uid|preview)\w*|\b(?:nodes|fcurves|drivers|strips\w*|sequences\w*)\[/;

/** Members that simulations begin from; without one the current frame is set by who renders. */
const simulated = new Set(['PointCache', 'NodeGeometrySimulationInput', 'NodeSimulationItem']);
const uncertain = new Set(['DriverTarget', 'Object']);

/** Why a file's fingerprint does not stand for its bytes, if it does not. @param scripts whether they may run */
export function findUncertain(blend: BlendFile, scripts: boolean): string | undefined {
  const groups = blend.groups.filter(isDataBlock);
  const [script] = scripts ? findScripts(blend, groups) : [];
  if (script !== undefined) return `${script} can read all of it`;
  for (const group of groups) {
    for (const view of blend.views(group, uncertain)) {
      const why = whyUncertain(blend, group, view);
      if (why !== undefined) return why;
    }
  }
  return undefined;
}

function whyUncertain(blend: BlendFile, group: IdGroup, view: StructView): string | undefined {
  if (view.type.name === 'Object') {
    return view.hasFlag('mode', editModes)
      ? `${describeDataBlock(blend, group)} was saved while it was edited`
      : undefined;
  }
  const path = view.text('rna_path') ?? '';
  return readable.test(path) ? `a driver of ${describeDataBlock(blend, group)} reads ${path}` : undefined;
}

/** Whether a picture can depend on the frame that was shown when the file was saved, where a simulation may begin. */
export function hasSimulation(blend: BlendFile): boolean {
  return blend.groups.some((group) => isDataBlock(group) && !blend.views(group, simulated).next().done);
}
