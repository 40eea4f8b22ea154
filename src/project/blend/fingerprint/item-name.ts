import type { BlendFile } from '../blend-file.ts';
import type { IdGroup, StructView } from '../struct-view.ts';

/** What names an item of a list, the best first; sockets have an identifier that their shown name need not be. */
const texts = ['name', 'modifier.name', 'id.name', 'uiname', 'identifier', 'idname'];

/** The name of an item of a list; undefined for one that only its place tells from the others. */
export function itemName(blend: BlendFile, view: StructView, names: ReadonlyMap<IdGroup, string>): string | undefined {
  if (view.type.name === 'FCurve') return `${view.text('rna_path') ?? ''}[${view.number('array_index') ?? 0}]`;
  if (view.type.name === 'bNodeLink') return linkName(view);
  if (view.type.name === 'bNodeSocket') return socketName(view);
  for (const text of texts) {
    const name = view.type.find(text)?.type === 'char' ? view.text(text) : undefined;
    if (name) return name;
  }
  for (const [member, { struct, isPointer, offset }] of view.type.members) {
    if (isPointer || struct === undefined || offset !== 0) continue;
    const name = struct.members.get('name')?.type === 'char' ? view.text(`${member}.name`) : undefined;
    if (name) return name;
  }
  for (const pointer of ['object', 'ob', 'collection', 'linestyle']) {
    const group = blend.groupOf(view.address(pointer));
    const name = group && names.get(group);
    if (name !== undefined) return name;
  }
  return undefined;
}

function linkName(view: StructView): string {
  const end = (node: string, socket: string): string => {
    const from = view.follow(socket);
    return `${view.follow(node)?.text('name') ?? ''}.${from ? socketName(from) : ''}`;
  };
  return `${end('fromnode', 'fromsock')} → ${end('tonode', 'tosock')}`;
}

/** Where several sockets have one name, the identifier tells them apart. */
function socketName(view: StructView): string {
  const name = view.text('name') ?? '';
  const identifier = view.text('identifier') ?? '';
  return identifier === '' || identifier === name ? name : name === '' ? identifier : `${name} (${identifier})`;
}
