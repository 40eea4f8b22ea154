import type { Kernels } from './kernels.ts';
import { plainKernels } from './plain.ts';
import { openSimd } from './simd.ts';

let kernels: Kernels | undefined;

/** Those for WebAssembly where the processor and Node have its SIMD. */
export function loadKernels(): Kernels {
  return (kernels ??= openSimd() ?? plainKernels);
}
