import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** What is used of the compiler. Its own types would declare AssemblyScript's globals over those of TypeScript. */
interface Compiler {
  main: (
    args: string[],
    host: {
      readFile: (name: string) => string | null;
      writeFile: (name: string, contents: string | Uint8Array) => void;
      listFiles: () => string[];
      stderr: NodeJS.WritableStream;
    },
  ) => Promise<{ error: Error | null }>;
}

const compiler: string = 'assemblyscript/asc';
const source = fileURLToPath(new URL('../src/compare/kernels/kernels.as', import.meta.url));

/** Compiles the kernels' source and gives the TypeScript module that carries them; the same bytes on every machine. */
export async function formatKernels(): Promise<string> {
  let binary: Uint8Array | undefined;
  const args = 'kernels.ts --runtime stub --noAssert -O3 --enable simd --outFile kernels.wasm'.split(' ');
  const { main } = (await import(compiler)) as Compiler;
  const { error } = await main(args, {
    // Under a name that the compiler takes; tsc and its tools shall not take it for TypeScript.
    readFile: (name) => (name === 'kernels.ts' ? readFileSync(source, 'utf8') : null),
    writeFile: (_, contents) => {
      if (contents instanceof Uint8Array) binary = contents;
    },
    listFiles: () => [],
    stderr: process.stderr,
  });
  if (error !== null || binary === undefined) throw new Error('kernels.as cannot be compiled.', { cause: error });
  const text = Buffer.from(binary).toString('base64');
  return `/** The kernels of kernels.as, compiled: written by \`npm run generate\`. */
export const kernelsWasm =
  '${text}';
`;
}
