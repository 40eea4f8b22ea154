import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/*
 * Takes what the tests need out of GitHub's own description of its API, which is 385 MB as a package: the operations that
 * we call, as JSON schemas. To take it anew, in any folder:
 *
 *   npm install --ignore-scripts @octokit/openapi
 *   node …/scripts/github-api.ts node_modules/@octokit/openapi/generated/api.github.com.json
 */

type Json = null | boolean | number | string | Json[] | { [name: string]: Json };
type Members = Record<string, Json>;

const repository = '/repos/{owner}/{repo}';
const operations = [
  'get /user',
  `get ${repository}/issues/{issue_number}/comments`,
  `post ${repository}/issues/{issue_number}/comments`,
  `patch ${repository}/issues/comments/{comment_id}`,
  `post ${repository}/issues/comments/{comment_id}/reactions`,
  `delete ${repository}/issues/{issue_number}/labels/{name}`,
  `post ${repository}/check-runs`,
  `patch ${repository}/check-runs/{check_run_id}`,
  `get ${repository}/git/ref/{ref}`,
  `post ${repository}/git/refs`,
  `patch ${repository}/git/refs/{ref}`,
  `post ${repository}/git/blobs`,
  `post ${repository}/git/trees`,
  `post ${repository}/git/commits`,
  `get ${repository}/git/commits/{commit_sha}`,
  `get ${repository}/git/trees/{tree_sha}`,
  `get ${repository}/collaborators/{username}/permission`,
  `get ${repository}/pulls/{pull_number}`,
  `get ${repository}/pulls`,
  `get ${repository}/actions/runs`,
  `get ${repository}/actions/runs/{run_id}/artifacts`,
];

/** Members of a schema that say nothing to a program, or nothing in JSON Schema. */
const words = ['description', 'example', 'examples', 'format', 'nullable'];
const [source = ''] = process.argv.slice(2);
const description = JSON.parse(readFileSync(source, 'utf8')) as Members;
const schemas: Members = {};

function find(path: string[]): Json {
  return path.reduce<Json>((value, name) => (value as Members)[name] ?? null, description);
}

/** A schema as JSON Schema has it, with what it refers to put among ours; words for people are left out. */
function convert(value: Json, isAnswer: boolean): Json {
  if (Array.isArray(value)) return value.map((one) => convert(one, isAnswer));
  if (typeof value !== 'object' || value === null) return value;
  if (typeof value['$ref'] === 'string') return refer(value['$ref'], isAnswer);
  const { nullable } = value;
  // A mock tells what a test is about; whatever it tells has to be as described.
  const leftOut = [...words, ...(isAnswer ? ['required'] : [])];
  const converted: Members = Object.fromEntries(
    Object.entries(value)
      .filter(([name]) => !leftOut.includes(name))
      .map(([name, one]) => [
        // Without what is required, one answer may be several of the things it could be.
        isAnswer && name === 'oneOf' ? 'anyOf' : name,
        name === 'properties' ? convertEach(one as Members, isAnswer) : convert(one, isAnswer),
      ]),
  );
  return nullable === true ? { anyOf: [converted, { type: 'null' }] } : converted;
}

/** Properties may have names such as `description`. */
function convertEach(properties: Members, isAnswer: boolean): Members {
  return Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, convert(one, isAnswer)]));
}

function refer(reference: string, isAnswer: boolean): Json {
  const path = reference.slice(2).split('/');
  if (path[1] !== 'schemas') return convert(find(path), isAnswer);
  const name = `${path.at(-1) ?? ''}${isAnswer ? '' : '-sent'}`;
  if (!(name in schemas)) {
    schemas[name] = {};
    schemas[name] = convert(find(path), isAnswer);
  }
  return { $ref: `#/schemas/${name}` };
}

const taken = operations.map((operation): [string, Members] => {
  const [method = '', path = ''] = operation.split(' ');
  const { parameters = [], requestBody = null, responses } = find(['paths', path, method]) as Members;
  const [status = '', answer = {}] = Object.entries(responses as Members).find(([code]) => code.startsWith('2')) ?? [];
  const schemaOf = (body: Json): Json =>
    (body as { content?: Record<string, { schema?: Json }> } | null)?.content?.['application/json']?.schema ?? null;
  const query = (parameters as Members[])
    .map((one) => (typeof one['$ref'] === 'string' ? (find(one['$ref'].slice(2).split('/')) as Members) : one))
    .filter((one) => one['in'] === 'query');
  return [
    operation,
    {
      query: Object.fromEntries(query.map((one) => [one['name'] as string, convert(one['schema'] ?? {}, false)])),
      body: convert(schemaOf(requestBody), false),
      status: Number(status),
      answer: convert(schemaOf(answer), true),
    },
  ];
});

const target = fileURLToPath(new URL('../__tests__/fixtures/github/api.json', import.meta.url));
const line = ([name, value]: [string, Json]): string => `${JSON.stringify(name)}: ${JSON.stringify(value)}`;
const list = (members: [string, Json][]): string => members.map(line).join(',\n');
const { version = '' } = description['info'] as Members;
writeFileSync(
  target,
  `{"version": ${JSON.stringify(version)}, "license": "MIT, Octokit contributors", "operations": {\n${list(taken)}\n}, "schemas": {\n${list(Object.entries(schemas))}\n}}\n`,
);
