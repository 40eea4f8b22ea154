import type { BlendFile } from '../blend-file.ts';
import type { IdGroup } from '../struct-view.ts';
import type { StructView } from '../struct-view.ts';
import type { ImageUser } from './image-user.ts';

/*
 * An image sequence does not know when it is shown: each place that uses it (a texture node, a texture, a camera's
 * background, an empty) has its own start, length and offset.
 */

const lookedAt = new Set(['bNode', 'Tex', 'CameraBGImage', 'Object', 'bNodeSocketValueImage', 'IDProperty', 'FCurve']);

/** `IDProperty.type` of a pointer to a data-block. */
const pointerProperty = 7;

/** Properties that, when they are animated, move a sequence against the timeline. */
const sequencePath = /(^|\.)(frame_offset|frame_start|frame_duration|frame_current|use_cyclic)$/;

/** With more than that many settings an image is taken to need its whole sequence. */
const maxUsers = 1000;

interface Uses {
  /** The different settings that an image is used with. */
  byImage: Map<IdGroup, Map<string, ImageUser>>;
  /** Images with a use whose numbers cannot be told. */
  unknowable: Set<IdGroup>;
  isAnimated: boolean;
}

/** Who uses the images of a file, read on the first question. */
export class ImageUsers {
  readonly #blend: BlendFile;
  readonly #groups: readonly IdGroup[];
  #found: Uses | undefined;

  /** `groups`: the data-blocks that count. */
  constructor(blend: BlendFile, groups: readonly IdGroup[]) {
    this.#blend = blend;
    this.#groups = groups;
  }

  /** Whether some animation curve moves a sequence, so that numbers cannot be told from the settings. */
  get isAnimated(): boolean {
    return this.#find().isAnimated;
  }

  /** All uses of an image, or undefined when there is one whose numbers cannot be told, or none at all. */
  of(image: IdGroup): ImageUser[] | undefined {
    const { byImage, unknowable, isAnimated } = this.#find();
    const users = byImage.get(image);
    if (isAnimated || unknowable.has(image) || users === undefined || users.size > maxUsers) return undefined;
    return [...users.values()];
  }

  #find(): Uses {
    if (this.#found) return this.#found;
    const found: Uses = { byImage: new Map(), unknowable: new Set(), isAnimated: false };
    for (const group of this.#groups) {
      for (const view of this.#blend.views(group, lookedAt)) {
        if (view.type.name === 'FCurve') {
          found.isAnimated ||= sequencePath.test(view.text('rna_path') ?? '');
          continue;
        }
        const image = this.#blend.groupOf(imageAddress(view));
        if (image?.code !== 'IM') continue;
        const user = findUser(view);
        if (user === undefined) {
          found.unknowable.add(image);
          continue;
        }
        const users = found.byImage.get(image) ?? new Map<string, ImageUser>();
        found.byImage.set(image, users);
        const settings = readUser(user, view.text('idname')?.startsWith('CompositorNode') ?? false);
        users.set(JSON.stringify(settings), settings);
      }
    }
    return (this.#found = found);
  }
}

function imageAddress(view: StructView): bigint {
  switch (view.type.name) {
    case 'bNode':
      return view.address('id');
    case 'Object':
      return view.address('data');
    case 'bNodeSocketValueImage':
      return view.address('value');
    case 'IDProperty':
      return view.number('type') === pointerProperty ? view.address('data.pointer') : 0n;
    default:
      return view.address('ima');
  }
}

function findUser(view: StructView): StructView | undefined {
  if (view.type.name === 'Object') return view.follow('iuser');
  if (view.type.name !== 'bNode') return view.struct('iuser');
  const storage = view.follow('storage');
  return storage?.type.name === 'ImageUser' ? storage : storage?.struct('iuser');
}

function readUser(user: StructView, inCompositor: boolean): ImageUser {
  return {
    frames: user.number('frames') ?? 0,
    offset: user.number('offset') ?? 0,
    start: user.number('sfra') ?? 1,
    isCyclic: user.hasFlag('cycl', ~0),
    inCompositor,
  };
}
