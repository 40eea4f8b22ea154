/*
 * What no .blend and no wide glob gets sent: a texture can be named `//.git/config` as well as `//tex/wood.png`, and the one
 * holds a token after every checkout. All of it is told by its name, in any folder and any capitals; nothing is opened.
 */

/** Folders that hold nothing else. */
const folders = [
  ...['.ssh', '.gnupg', '.password-store', '.aws', '.azure', '.docker', '.kube', '.config/gcloud', '.config/gh'],
  // Addresses with passwords in them.
  ...['.hg', '.svn'],
];

/** Files by their names; `*` stands for any letters. */
const files = [
  ...['.env*', '.netrc', '_netrc', '.git-credentials', '.gitconfig', '.htpasswd', '.pgpass', '.my.cnf', '.vault-token'],
  ...['.npmrc', '.yarnrc.yml', '.pypirc', '.dockercfg', '.terraformrc', '.s3cfg', '.boto'],
  ...['id_rsa', 'id_dsa', 'id_ecdsa', 'id_ecdsa_sk', 'id_ed25519', 'id_ed25519_sk'],
  ...['*.pem', '*.key', '*.ppk', '*.p12', '*.pfx', '*.jks', '*.keystore', '*.kdbx'],
];

const anyOf = (names: string[]): string =>
  names.map((name) => name.replaceAll('.', '\\.').replaceAll('*', '[^/]*')).join('|');
const credentials = new RegExp(`(?:^|/)(?:(?:${anyOf(folders)})(?:/|$)|(?:${anyOf(files)})$)`, 'i');
/** Also as Windows calls the same folder. */
const gitFolder = /(?:^|\/)(?:\.git|git~\d)[. ]*(?:\/|$)/i;

/** `git`: nothing of it is ever sent; `credentials`: only what `dependencies` names. */
export type Privacy = 'git' | 'credentials';

/** Whether a path below the working directory, or a pattern for such paths, names something private. */
export function privacyOf(path: string): Privacy | undefined {
  if (gitFolder.test(path)) return 'git';
  return credentials.test(path) ? 'credentials' : undefined;
}

/** What is said of a private file, and what to do about it. */
export const privacyWords: Record<Privacy, { what: string; hint: (path: string) => string }> = {
  git: {
    what: 'lies in .git, of which nothing is ever sent',
    hint: () => 'Keep the file elsewhere in the repository.',
  },
  credentials: {
    what: 'looks like a key or a password, and is not sent',
    hint: (path) => `Use another file; or, when this one has to be sent, name it in dependencies: ${path}`,
  },
};
