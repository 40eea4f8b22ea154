/** A workflow command the runner would act on. */
export interface WorkflowCommand {
  name: string;
  properties: Record<string, string>;
  data: string;
}

export interface Annotation {
  level: 'error' | 'warning' | 'notice';
  message: string;
  title?: string;
  file?: string;
  line?: string;
}

export interface ParsedLog {
  commands: WorkflowCommand[];
  annotations: Annotation[];
  /** Texts the step had masked. */
  masks: string[];
  groups: { title: string; lines: string[] }[];
  /** What is left when the commands are taken out. */
  lines: string[];
}

const registered = new Set(
  (
    'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env ' +
    'set-output stop-commands warning'
  ).split(' '),
);

/** The runner reads a process's output with .NET, which ends a line at either character and at both together. */
export const lineBreak = /\r\n|\r|\n/;

const unescape = (text: string): string =>
  text
    .replaceAll('%0D', '\r')
    .replaceAll('%0A', '\n')
    .replaceAll('%3A', ':')
    .replaceAll('%2C', ',')
    .replaceAll('%3B', ';')
    .replaceAll('%5D', ']')
    .replaceAll('%25', '%');
const unescapeData = (text: string): string =>
  text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

function parseProperties(text: string, separator: string): Record<string, string> {
  const properties: Record<string, string> = {};
  for (const pair of text.trim().split(separator)) {
    const equals = pair.indexOf('=');
    if (equals > 0) properties[pair.slice(0, equals).trim()] = unescape(pair.slice(equals + 1));
  }
  return properties;
}

/**
 * The command in a line of output, by the rules of actions/runner's ActionCommand.cs: `::name properties::data` at the
 * start of a line, or the older `##[name properties]data` anywhere in it.
 */
export function parseCommand(
  line: string,
  isCommand = (name: string) => registered.has(name),
): WorkflowCommand | undefined {
  const modern = /^\s*::([^ ]*?)(?: (.*?))?::(.*)$/.exec(line);
  if (modern?.[1] !== undefined && isCommand(modern[1].toLowerCase())) {
    const [, name, properties = '', data = ''] = modern;
    return { name: name.toLowerCase(), properties: parseProperties(properties, ','), data: unescapeData(data) };
  }
  const older = /##\[([^\] ]+)(?: ([^\]]*))?\](.*)$/.exec(line);
  if (older?.[1] !== undefined && isCommand(older[1].toLowerCase())) {
    const [, name, properties = '', data = ''] = older;
    return { name: name.toLowerCase(), properties: parseProperties(properties, ';'), data: unescape(data) };
  }
  return undefined;
}

/** Takes a step's output apart as the runner does. */
export function parseLog(output: string): ParsedLog {
  const log: ParsedLog = { commands: [], annotations: [], masks: [], groups: [], lines: [] };
  let openGroup: string[] | undefined;
  let stopToken: string | undefined;
  for (const line of output.split(lineBreak)) {
    const command = parseCommand(line, stopToken === undefined ? undefined : (name) => name === stopToken);
    if (!command) {
      log.lines.push(line);
      openGroup?.push(line);
      continue;
    }
    if (stopToken !== undefined) {
      stopToken = undefined;
      continue;
    }
    const { name, properties, data } = command;
    log.commands.push(command);
    if (name === 'error' || name === 'warning' || name === 'notice') {
      log.annotations.push({ ...properties, level: name, message: data });
    } else if (name === 'add-mask') {
      log.masks.push(data);
    } else if (name === 'group') {
      openGroup = [];
      log.groups.push({ title: data, lines: openGroup });
    } else if (name === 'endgroup') {
      openGroup = undefined;
    } else if (name === 'stop-commands') {
      stopToken = data.toLowerCase();
    }
  }
  return log;
}

/** The values of a GITHUB_OUTPUT, GITHUB_STATE or GITHUB_ENV file: `name=value` lines and `name<<delimiter` blocks. */
export function parseCommandFile(text: string): Record<string, string> {
  const values: Record<string, string> = {};
  const lines = text.split('\n');
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    if (line === '') continue;
    const [, name, operator, rest] = /^(.*?)(=|<<)(.*)$/.exec(line) ?? [];
    if (name === undefined || name === '' || rest === undefined) throw new Error(`no value in the line "${line}"`);
    if (operator === '=') {
      values[name] = rest;
      continue;
    }
    const end = lines.indexOf(rest);
    if (end < 0) throw new Error(`the value of "${name}" has no end`);
    values[name] = lines
      .splice(0, end + 1)
      .slice(0, -1)
      .join('\n');
  }
  return values;
}
