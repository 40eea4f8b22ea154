/*
 * The types of what the program writes, from their JSON schemas: `import type { RunRecord } from 'blendnet-render'`. They
 * need no other package, as the types that valibot infers would.
 */

/** The part of JSON Schema that ours use. */
interface JsonSchema {
  type?: string;
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: JsonSchema;
}

const head = `/*
 * What blendnet-render writes for other programs; the JSON schemas beside this file say more exactly what values can be.
 * Members may be added in any version: a reader leaves alone what it does not know.
 */
`;

/** The text of the declarations. @param schemas the text of each JSON schema, with the name of its type */
export function formatTypes(schemas: { name: string; schema: string }[]): string {
  const types = schemas.map(({ name, schema: text }) => {
    const schema = JSON.parse(text) as JsonSchema & { title: string };
    return `/** ${schema.title} */\nexport type ${name} = ${formatType(schema, '')};\n`;
  });
  return [head, ...types].join('\n');
}

function formatType(schema: JsonSchema, indent: string): string {
  const { type, anyOf, items, properties, additionalProperties } = schema;
  if ('const' in schema) return literal(schema.const);
  if (schema.enum !== undefined) return schema.enum.map(literal).join(' | ');
  if (anyOf !== undefined) return anyOf.map((one) => formatType(one, indent)).join(' | ');
  if (properties !== undefined) return formatObject(properties, schema.required ?? [], indent);
  if (additionalProperties !== undefined) return `Record<string, ${formatType(additionalProperties, indent)}>`;
  if (items !== undefined) {
    const item = formatType(items, indent);
    return item.includes('|') && !item.startsWith('{') ? `(${item})[]` : `${item}[]`;
  }
  if (type === 'integer') return 'number';
  if (type === 'string' || type === 'number' || type === 'boolean' || type === 'null') return type;
  throw new Error(`There is no type for ${JSON.stringify(schema)}`);
}

function formatObject(properties: Record<string, JsonSchema>, required: string[], indent: string): string {
  const members = Object.entries(properties).map(([name, schema]) => {
    const key = /^\w+$/.test(name) ? name : literal(name);
    return `${indent}  ${key}${required.includes(name) ? '' : '?'}: ${formatType(schema, `${indent}  `)};\n`;
  });
  return `{\n${members.join('')}${indent}}`;
}

function literal(value: unknown): string {
  return typeof value === 'string' ? `'${value}'` : JSON.stringify(value);
}
