import { setOutput } from '@actions/core';

/** Outputs of a step that later steps of the workflow take. */
export function writeOutputs(outputs: Readonly<Record<string, string>>): void {
  for (const [name, value] of Object.entries(outputs)) setOutput(name, value);
}
