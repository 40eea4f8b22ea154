import { readdir, realpath, stat } from 'node:fs/promises';
import { join, sep } from 'node:path';
import { ProjectRoot } from '../files.ts';
import { hasOddName } from '../odd-names.ts';
import { privacyOf, type Privacy } from '../private-files.ts';

/** What lies at a path below the working directory. */
export type Lookup =
  | { found: 'file' | 'folder' | 'nothing' }
  /** It exists with other capitals; `actual` is the path as it is on disk. */
  | { found: 'other-case'; actual: string }
  /** A symbolic link on the way leads out of the working directory. */
  | { found: 'outside' }
  /** It, or what a link on the way leads to, is not sent, whether it is there or not. */
  | { found: 'private'; privacy: Privacy }
  /** Nothing is sent under such a name, see `hasOddName`. */
  | { found: 'odd-name' };

type EntryType = 'file' | 'folder' | 'link' | 'other';

/** Caches on disk lie two folders deep; a reference to a wrong folder must not list the whole disk. */
const maxDepth = 3;

/**
 * The working directory as the tracer sees it. Names are compared as they are listed, so that capitals count on every
 * system as they do on the farm, and nothing outside is ever looked at. All paths are below the root, with slashes.
 */
export class Workspace {
  readonly #root: ProjectRoot;
  readonly #isNamed: (path: string) => boolean;
  readonly #folders = new Map<string, Promise<ReadonlyMap<string, EntryType>>>();
  /** Names by their folded spelling, for folders in which something was not found. */
  readonly #folded = new Map<string, ReadonlyMap<string, string>>();
  readonly #lists = new Map<string, string[]>();

  private constructor(root: ProjectRoot, isNamed: (path: string) => boolean) {
    this.#root = root;
    this.#isNamed = isNamed;
  }

  /**
   * @param isNamed as in {@link ProjectRoot.look}
   * @throws RenderError `settings` when the folder is not there.
   */
  static async open(root: string, isNamed: (path: string) => boolean = () => false): Promise<Workspace> {
    return new Workspace(await ProjectRoot.open(root), isNamed);
  }

  /** Absolute, without symbolic links. */
  get root(): string {
    return this.#root.directory;
  }

  /** The path for the file system. */
  absolute(path: string): string {
    return this.#root.absolute(path);
  }

  /** Looks up a path step by step. It must be normalized: no `.`, no `..`. */
  async lookup(path: string): Promise<Lookup> {
    const hidden = this.#hidden(path);
    if (hidden !== undefined) return hidden;
    if (hasOddName(path)) return { found: 'odd-name' };
    let folder = '';
    const steps = path.split('/').filter((step) => step !== '');
    let found: Lookup = { found: 'folder' };
    for (const [index, step] of steps.entries()) {
      if (found.found === 'outside' || found.found === 'private') return found;
      if (found.found !== 'folder') return { found: 'nothing' };
      const entries = await this.#entries(folder);
      const type = entries.get(step);
      if (type === undefined) {
        const actual = this.#otherCase(folder, entries, step);
        if (actual === undefined) return { found: 'nothing' };
        const rest = await this.lookup([...steps.slice(0, index), actual, ...steps.slice(index + 1)].join('/'));
        if (rest.found !== 'file' && rest.found !== 'folder') return rest;
        return { found: 'other-case', actual: [folder, actual, ...steps.slice(index + 1)].filter(Boolean).join('/') };
      }
      folder = folder === '' ? step : `${folder}/${step}`;
      found = type === 'link' ? await this.#followLink(folder) : { found: type === 'other' ? 'nothing' : type };
    }
    return found;
  }

  /** Names of what lies in a folder that {@link lookup} found, sub-folders aside; with `isDeep` paths below it. */
  async list(folder: string, isDeep = false): Promise<readonly string[]> {
    const key = `${isDeep ? 'deep' : 'flat'} ${folder}`;
    const listed = this.#lists.get(key);
    if (listed) return listed;
    const names: string[] = [];
    const visit = async (prefix: string, depth: number): Promise<void> => {
      for (const [name, type] of await this.#entries(join(folder, prefix).replaceAll(sep, '/').replace(/\/$/, ''))) {
        if (type === 'folder') {
          if (isDeep && depth < maxDepth) await visit(`${prefix}${name}/`, depth + 1);
        } else if (type !== 'other') {
          names.push(prefix + name);
        }
      }
    };
    await visit('', 0);
    this.#lists.set(key, names.sort());
    return names;
  }

  #hidden(path: string): Lookup | undefined {
    const privacy = privacyOf(path);
    if (privacy === undefined || (privacy === 'credentials' && this.#isNamed(path))) return undefined;
    return { found: 'private', privacy };
  }

  async #followLink(path: string): Promise<Lookup> {
    try {
      const target = await realpath(this.absolute(path));
      if (!this.#root.contains(target)) return { found: 'outside' };
      const hidden = this.#hidden(this.#root.relative(target) ?? '');
      if (hidden !== undefined) return hidden;
      const type = await stat(target);
      return { found: type.isFile() ? 'file' : type.isDirectory() ? 'folder' : 'nothing' };
    } catch {
      // A link to nowhere or to itself.
      return { found: 'nothing' };
    }
  }

  /** A name that looks alike: other capitals, or letters with accents composed in another way. */
  #otherCase(folder: string, entries: ReadonlyMap<string, EntryType>, name: string): string | undefined {
    const fold = (text: string): string => text.normalize('NFC').toLowerCase();
    let folded = this.#folded.get(folder);
    if (folded === undefined) {
      folded = new Map([...entries.keys()].map((entry) => [fold(entry), entry]));
      this.#folded.set(folder, folded);
    }
    return folded.get(fold(name));
  }

  #entries(folder: string): Promise<ReadonlyMap<string, EntryType>> {
    let entries = this.#folders.get(folder);
    if (entries === undefined) {
      entries = readEntries(this.absolute(folder));
      this.#folders.set(folder, entries);
    }
    return entries;
  }
}

async function readEntries(folder: string): Promise<ReadonlyMap<string, EntryType>> {
  const entries = new Map<string, EntryType>();
  // A folder that may not be read, or vanishes, has nothing in it for us.
  for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
    const type = entry.isFile() ? 'file' : entry.isDirectory() ? 'folder' : entry.isSymbolicLink() ? 'link' : 'other';
    entries.set(entry.name, type);
  }
  return entries;
}
