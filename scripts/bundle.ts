/*
 * What dist/ is bundled from: one graph for both entries, so that what they share is there once. Each is loaded when its
 * file in front of the bundle (see build.ts) asks for it.
 */

/** Runs as GitHub's action. */
export async function action(): Promise<void> {
  await import('../src/action.ts');
}

/** Runs as the command line. */
export async function cli(): Promise<void> {
  await import('../src/cli.ts');
}
