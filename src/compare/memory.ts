import { totalmem } from 'node:os';
import { corruptPicture } from './picture/picture.ts';

/** Two pictures of 3840×2160 RGBA pixels are below it. Jobs that need more are done alone, see pool.ts. */
export const largeBytes = 320_000_000;
/** What measuring and drawing take beside the pictures is up to twice as much again. */
const shareOfMachine = 1 / 3;

/** Refuses pictures whose values would not leave the machine room for the work on them. */
export function checkMemory(neededBytes: number, machineBytes = memoryOfMachine()): void {
  if (neededBytes <= machineBytes * shareOfMachine) return;
  const [needed, room] = [neededBytes, machineBytes * shareOfMachine].map((bytes) => (bytes / 1e9).toFixed(1));
  throw corruptPicture(`The pictures take ${needed} GB of memory, and this machine has room for ${room} GB`, {
    hint: 'Compare them on a larger machine, or render fewer pixels or passes.',
  });
}

/** A container may have less than its machine. */
function memoryOfMachine(): number {
  const constrained = process.constrainedMemory();
  return constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
}
