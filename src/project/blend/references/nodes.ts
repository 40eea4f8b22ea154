import type { StructView } from '../struct-view.ts';
import { textInputs } from './node-texts.ts';
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

/** The nodes of geometry nodes that import a file (Blender 4.3 on) have its path in an input. */
export function* findImportNode(node: StructView, context: FindContext): Generator<Reference> {
  const idname = node.text('idname') ?? '';
  if (idname === 'GeometryNodeGroup') yield* findInputsOfLinked(node.address('id'), () => textsOf(node), context);
  if (!idname.startsWith('GeometryNodeImport')) return;
  for (const socket of node.list('inputs')) {
    if (socket.text('identifier') !== 'Path') continue;
    const { texts, isComputed } = context.nodeTexts.of(socket, context.isLinkedByName);
    for (const text of texts) yield* singleFile('import', text, context);
    if (isComputed) {
      const { dataBlock } = context;
      yield { kind: 'import', dataBlock, written: node.text('name') ?? '', target: { type: 'computed' } };
    }
  }
}

/** What a modifier sets may be the path of a node in a group that another file has. */
export function* findModifierTexts(modifier: StructView, context: FindContext): Generator<Reference> {
  const texts = (): string[] => {
    const properties = modifier.follow('settings.properties');
    const isText = (property: StructView): boolean => property.number('type') === textProperty;
    return [...(properties?.list('data.group') ?? [])].filter(isText).map((each) => each.text('data.pointer') ?? '');
  };
  yield* findInputsOfLinked(modifier.address('node_group'), texts, context);
}

/** `IDProperty.type`. */
const textProperty = 0;

function textsOf(node: StructView): string[] {
  return textInputs(node).map((socket) => socket.follow('default_value')?.text('value') ?? '');
}

/** Most texts are no paths, so that none of them has to be there. `//` means the folder of the file with the nodes. */
function* findInputsOfLinked(address: bigint, texts: () => string[], context: FindContext): Generator<Reference> {
  const group = context.blend.groupOf(address);
  if (group?.code !== 'ID') return;
  const library = context.blend.head(group)?.follow('lib')?.text('name');
  if (!library) return;
  for (const text of texts()) {
    for (const reference of singleFile('import', text, context, true)) yield { ...reference, base: { library } };
  }
}
