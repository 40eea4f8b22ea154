import type { BlendFile } from './blend-file.ts';
import { describeDataBlock } from './data-block.ts';
import { openBlend } from './open-blend.ts';
import { isDataBlock } from './references/reach.ts';
import type { IdGroup, StructView } from './struct-view.ts';

/*
 * What in a .blend Blender leaves out when scripts are off: texts that are registered to run when it is opened, drivers
 * whose expression needs Python, and Freestyle's style modules. It is for telling people, not a wall: what keeps a script
 * from running is Blender (`--disable-autoexec`) and scripts/render.py.
 */

/** `Text.flags`: "Register", `use_module` in Python. */
const registered = 1 << 4;
/** `ChannelDriver.type`: a scripted expression. */
const scripted = 1;

/** Names that Blender lets an expression use with scripts off, besides the driver's own variables. */
const harmless = new Set(
  (
    'and else False if in is None not or True frame ' +
    'abs all any bool float int len max min pow round sum clamp lerp smoothstep ' +
    'acos acosh asin asinh atan atan2 atanh ceil comb copysign cos cosh degrees dist e erf erfc exp expm1 fabs factorial ' +
    'floor fmod frexp fsum gamma gcd hypot inf isclose isfinite isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 ' +
    'modf nan nextafter perm pi prod radians remainder sin sinh sqrt tan tanh tau trunc ulp'
  ).split(' '),
);

/** More are not worth telling. */
export const maxScripts = 1000;

const structNames = new Set(['Text', 'ChannelDriver', 'ViewLayer']);

/** Names what needs scripts among the data-blocks `groups`: `text "rig_ui.py"`, `driver of object "Cube" (f(x))`. */
export function* findScripts(blend: BlendFile, groups: readonly IdGroup[]): Generator<string> {
  for (const group of groups) {
    for (const view of blend.views(group, structNames)) {
      const where = (): string => describeDataBlock(blend, group);
      if (view.type.name === 'Text' && view.hasFlag('flags', registered)) yield where();
      else if (view.type.name === 'ChannelDriver' && needsScripts(view)) {
        yield `driver of ${where()} (${view.text('expression') ?? ''})`;
      } else if (view.type.name === 'ViewLayer' && hasStyleModule(view)) yield `Freestyle style module of ${where()}`;
    }
  }
}

/** As {@link findScripts}, for the whole .blend at `path`; `file` is its name in errors. Libraries are not opened. */
export function readScripts(path: string, file: string): Promise<string[]> {
  return openBlend(path, file, (blend) => [...findScripts(blend, blend.groups.filter(isDataBlock)).take(maxScripts)]);
}

function needsScripts(driver: StructView): boolean {
  if (driver.number('type') !== scripted) return false;
  const variables = new Set([...driver.list('variables')].map((variable) => variable.text('name')));
  // Numbers are taken whole, so that the `e` of 1e5 is no name; what stands in quotes is none either.
  const words = (driver.text('expression') ?? '').matchAll(/"[^"]*"|'[^']*'|\d[\w.]*|[\p{L}_]\w*/gu);
  return [...words].some(([word]) => /^[\p{L}_]/u.test(word) && !variables.has(word) && !harmless.has(word));
}

function hasStyleModule(layer: StructView): boolean {
  return [...layer.list('freestyle_config.modules')].some((module) => module.address('script') !== 0n);
}
