/*
 * Checks that a release is what its tag says: package.json has that version, CHANGELOG.md a heading for it, and README,
 * docs, SECURITY.md, the examples and the workflow that others call name it, so that who uses them gets it.
 *   node scripts/check-release.ts v1.2.3
 * Reads them in the current folder. Prints one line a problem and exits with 1 when there is any.
 */
import { globSync, readFileSync } from 'node:fs';

/** What names the release. The workflow that others call names the actions that it uses. */
const places = [
  'README.md',
  'docs/*.md',
  '.github/SECURITY.md',
  '.github/workflows/render.yml',
  'examples/workflows/*.yml',
  'examples/ci/*',
];

/** What is wrong with releasing this folder as `tag`, as sentences that say what to do. */
function problemsOf(tag: string): string[] {
  const version = /^v(\d+\.\d+\.\d+)$/.exec(tag)?.[1];
  if (version === undefined) return [`The tag ${JSON.stringify(tag)} is not vX.Y.Z: name it like v1.2.3.`];
  const problems: string[] = [];
  const packaged = (JSON.parse(readFileSync('package.json', 'utf8')) as { version?: unknown }).version;
  if (packaged !== version) {
    problems.push(`package.json has the version ${JSON.stringify(packaged)}, the tag is ${tag}: make them equal.`);
  }
  const headings = readFileSync('CHANGELOG.md', 'utf8').split(/\r?\n/);
  // A heading may go on, with a date for example.
  if (!headings.some((line) => `${line} `.startsWith(`## ${version} `))) {
    problems.push(`CHANGELOG.md has no heading "## ${version}": move what is under "## Unreleased" to it.`);
  }
  for (const file of globSync(places).sort()) {
    const named = readFileSync(file, 'utf8').matchAll(
      /blendnet-render(?:(?:\/[\w.-]+)*@|#|-(?=\d)| download )v?(\d+\.\d+\.\d+)/g,
    );
    const others = new Set([...named].map(([, other = '']) => other).filter((other) => other !== version));
    if (others.size > 0) problems.push(`${file} names the release ${[...others].join(', ')}: make it ${version}.`);
  }
  return problems;
}

const tag = process.argv[2] ?? '';
const problems = problemsOf(tag);
for (const problem of problems) console.error(problem);
if (problems.length === 0) console.log(`${tag} is the version in package.json, and CHANGELOG.md has a heading for it.`);
process.exitCode = problems.length > 0 ? 1 : 0;
