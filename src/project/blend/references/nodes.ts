import type { StructView } from '../struct-view.ts';
import { singleFile, type FindContext, type Reference } from './reference.ts';

/* Nodes that name a file themselves. Image nodes do it through an image data-block. */

/** `NodeShaderTexIES.mode` and `NodeShaderScript.mode`: a file, not a text in the .blend. */
const externalMode = 1;

export function* findLightProfile(node: StructView, context: FindContext): Generator<Reference> {
  if (node.number('mode') === externalMode) yield* singleFile('ies', node.text('filepath'), context);
}

/** Compiled code that is stored in the .blend is what Cycles then runs. */
export function* findShaderScript(node: StructView, context: FindContext): Generator<Reference> {
  if (node.number('mode') !== externalMode) return;
  yield* singleFile('osl', node.text('filepath'), context, node.address('bytecode') !== 0n);
}

/** The nodes of geometry nodes that import a file (Blender 4.5 on) have its path in an input. */
export function* findImportNode(node: StructView, context: FindContext): Generator<Reference> {
  if (!node.text('idname')?.startsWith('GeometryNodeImport')) return;
  for (const socket of node.list('inputs')) {
    if (socket.text('identifier') !== 'Path') continue;
    yield* singleFile('import', socket.follow('default_value')?.text('value'), context);
  }
}
