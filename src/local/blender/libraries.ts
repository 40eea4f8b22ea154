/** Debian's and Ubuntu's packages with the libraries that Blender's own releases take from the system. */
const packages = ['libegl1', 'libgl1', 'libsm6', 'libxfixes3', 'libxi6', 'libxkbcommon0', 'libxrender1', 'libxxf86vm1'];

/** What to do when a library is missing, by the words of the program that did not start; undefined: none is. */
export function libraryHint(said: string): string | undefined {
  if (!said.includes('error while loading shared libraries')) return undefined;
  return `Install what Blender needs: "sudo apt-get install -y --no-install-recommends ${packages.join(' ')}" (Debian, Ubuntu).`;
}
