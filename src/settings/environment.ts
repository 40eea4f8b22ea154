/* The environment variables that give settings. */

/** The environment variable that gives a setting on the command line: `BLENDNET_MANAGER_URL`. */
export function environmentName(name: string): string {
  return `BLENDNET_${name.toUpperCase().replaceAll('-', '_')}`;
}

/** The variable in which GitHub's runner gives an input: `INPUT_MANAGER-URL`. */
export function inputName(name: string): string {
  return `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`;
}
