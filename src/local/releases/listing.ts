import type { Platform } from './platform.ts';

/** An archive in a release folder. */
export interface Release {
  /** `5.2` */
  series: string;
  /** `5.2.2` */
  version: string;
  /** `blender-5.2.2-linux-x64.tar.xz` */
  file: string;
}

/** The series that the folder of all releases names, the newest first. */
export function readSeries(html: string): string[] {
  const found = names(html).flatMap((name) => /^Blender(\d{1,2}\.\d{1,2})\/$/.exec(name)?.[1] ?? []);
  return [...new Set(found)].sort((a, b) => compareVersions(b, a));
}

/** What the folder of a series has for a platform, the newest patch first, and whether it has anything for others. */
export function readReleases(
  html: string,
  series: string,
  { endings }: Platform,
): { releases: Release[]; forOthers: boolean } {
  const byVersion = new Map<string, Release>();
  let forOthers = false;
  for (const file of names(html)) {
    const [, version, ending] =
      /^blender-(\d{1,2}\.\d{1,2}\.\d{1,3})-([a-zA-Z0-9-]{1,40}\.(?:tar\.xz|dmg|zip))$/.exec(file) ?? [];
    if (version === undefined || ending === undefined || seriesOf(version) !== series) continue;
    if (endings.includes(ending)) byVersion.set(version, { series, version, file });
    else forOthers = true;
  }
  const releases = [...byVersion.values()].sort((a, b) => compareVersions(b.version, a.version));
  return { releases, forOthers };
}

/**
 * The names that an HTML index links to. Only a name that is known by its form is ever used, and addresses are made from
 * it anew: where a link leads is of no interest.
 */
function names(html: string): string[] {
  return [...html.matchAll(/\bhref\s*=\s*["']?([^"'\s>?#]{1,300})/gi)].map(
    ([, link = '']) => /[^/]*\/?$/.exec(link)?.[0] ?? '',
  );
}

export function seriesOf(version: string): string {
  return version.split('.').slice(0, 2).join('.');
}

export function compareVersions(a: string, b: string): number {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  return (left ?? []).reduce((order, part, index) => order || part - (right?.[index] ?? 0), 0);
}
