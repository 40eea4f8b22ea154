import type { BlendFile } from '../blend-file.ts';
import type { IdGroup, StructView } from '../struct-view.ts';

/** The texts that may come to an input of a node. */
export interface NodeTexts {
  texts: Set<string>;
  /** Nodes compute one, or it comes from where this cannot see. */
  isComputed: boolean;
}

/** `bNodeLink.flag`. */
const mutedLink = 0x10;
/** Nodes that hand on one of the texts they get. */
const choosing = new Set(['NodeReroute', 'GeometryNodeSwitch', 'GeometryNodeIndexSwitch', 'GeometryNodeMenuSwitch']);

/** Who uses a node group of geometry nodes: a node in another group, or a modifier. */
type User = { node: StructView } | { modifier: StructView };

/**
 * Follows texts through the geometry nodes of a file: from a String node, out of groups and into them, up to the inputs
 * that a modifier sets. Where a group is used several times, all of its uses count.
 */
export class NodeTextFinder {
  readonly #blend: BlendFile;
  readonly #groups: readonly IdGroup[];
  #users: Map<IdGroup, User[]> | undefined;
  /** For each tree the links by where the socket that they end in lies. */
  readonly #links = new Map<IdGroup, Map<number, StructView[]>>();

  /** `groups`: the data-blocks that count. */
  constructor(blend: BlendFile, groups: readonly IdGroup[]) {
    this.#blend = blend;
    this.#groups = groups;
  }

  /** @param isUsedElsewhere whether another file may set the inputs of a group */
  of(input: StructView, isUsedElsewhere: (group: IdGroup) => boolean): NodeTexts {
    const found: NodeTexts = { texts: new Set(), isComputed: false };
    const seen = new Set<number>();
    const pending = [input];
    // What a group's input gets is asked once, too.
    const seenInputs = new Set<string>();
    for (let socket = pending.pop(); socket !== undefined; socket = pending.pop()) {
      if (seen.has(socket.startByte)) continue;
      seen.add(socket.startByte);
      const links = this.#linksOf(socket.group).get(socket.startByte) ?? [];
      if (links.length === 0) take(found, socket.follow('default_value')?.text('value'));
      for (const link of links) {
        const node = link.follow('fromnode');
        const identifier = link.follow('fromsock')?.text('identifier') ?? '';
        switch (node?.text('idname')) {
          case 'FunctionNodeInputString':
            take(found, node.follow('storage')?.text('string'));
            break;
          case 'GeometryNodeGroup':
            pending.push(...this.#outputsOf(node, identifier));
            break;
          case 'NodeGroupInput': {
            const key = `${socket.group.head} ${identifier}`;
            if (seenInputs.has(key)) break;
            seenInputs.add(key);
            found.isComputed ||= isUsedElsewhere(socket.group);
            pending.push(...this.#valuesOf(socket.group, identifier, found));
            break;
          }
          default:
            if (choosing.has(node?.text('idname') ?? '')) pending.push(...textInputs(node));
            else found.isComputed = true;
        }
      }
    }
    return found;
  }

  /** The sockets that set an input of a group; what modifiers set goes to `found`. */
  *#valuesOf(group: IdGroup, identifier: string, found: NodeTexts): Generator<StructView> {
    for (const user of this.#usersOf(group)) {
      if ('modifier' in user) take(found, this.#setBy(user.modifier, identifier) ?? this.#byDefault(group, identifier));
      else yield* socketsOf(user.node, identifier);
    }
  }

  #setBy(modifier: StructView, identifier: string): string | undefined {
    const properties = modifier.follow('settings.properties');
    const property = properties && [...properties.list('data.group')].find((each) => each.text('name') === identifier);
    return property?.text('data.pointer');
  }

  #byDefault(group: IdGroup, identifier: string): string | undefined {
    for (const socket of this.#blend.views(group, new Set(['bNodeTreeInterfaceSocket']))) {
      if (socket.text('identifier') === identifier) return socket.follow('socket_data')?.text('value');
    }
    return undefined;
  }

  /** What a group hands out there: the inputs of its Group Output nodes. */
  *#outputsOf(node: StructView, identifier: string): Generator<StructView> {
    const tree = node.follow('id');
    for (const each of tree?.list('nodes') ?? []) {
      if (each.text('idname') === 'NodeGroupOutput') yield* socketsOf(each, identifier);
    }
  }

  #usersOf(group: IdGroup): readonly User[] {
    this.#users ??= this.#findUsers();
    return this.#users.get(group) ?? [];
  }

  #findUsers(): Map<IdGroup, User[]> {
    const users = new Map<IdGroup, User[]>();
    for (const group of this.#groups) {
      for (const view of this.#blend.views(group, new Set(['bNode', 'NodesModifierData']))) {
        const isModifier = view.type.name === 'NodesModifierData';
        if (!isModifier && view.text('idname') !== 'GeometryNodeGroup') continue;
        const used = this.#blend.groupOf(view.address(isModifier ? 'node_group' : 'id'));
        if (used === undefined) continue;
        const others = users.get(used) ?? [];
        others.push(isModifier ? { modifier: view } : { node: view });
        users.set(used, others);
      }
    }
    return users;
  }

  #linksOf(group: IdGroup): Map<number, StructView[]> {
    const known = this.#links.get(group);
    if (known !== undefined) return known;
    const links = new Map<number, StructView[]>();
    for (const link of this.#blend.head(group)?.list('links') ?? []) {
      const end = link.follow('tosock')?.startByte;
      if (end === undefined || link.hasFlag('flag', mutedLink)) continue;
      links.set(end, [...(links.get(end) ?? []), link]);
    }
    this.#links.set(group, links);
    return links;
  }
}

function take(found: NodeTexts, text: string | undefined): void {
  if (text) found.texts.add(text);
}

function socketsOf(node: StructView, identifier: string): StructView[] {
  return [...node.list('inputs')].filter((socket) => socket.text('identifier') === identifier);
}

/** The inputs of a node that take texts. A reroute's has the type of what goes through it. */
export function textInputs(node: StructView | undefined): StructView[] {
  return [...(node?.list('inputs') ?? [])].filter((socket) => socket.text('idname')?.startsWith('NodeSocketString'));
}
