/** The oldest Node that has what the program uses; package.json and action.yml say the same. */
export const neededNode = 24;

/**
 * Ends the process, and says why, where Node is too old. To be called before anything else is loaded: what an older Node
 * lacks would end it with an error that says nothing. This file gets by with what every Node has.
 */
export function checkNode(): void {
  const { node } = process.versions;
  if (parseInt(node, 10) >= neededNode) return;
  console.error(`BlendNet Render needs Node ${neededNode}, this is ${node}. Get it from https://nodejs.org.`);
  process.exit(2);
}
