import { expect, test } from '@jest/globals';
import { parseBlenderVersion } from '../../../src/frames/blender-version.ts';
import { chooseRelease, type KnownBlender } from '../../../src/local/releases/choose.ts';
import { findDigest } from '../../../src/local/releases/digests.ts';
import { readReleases, readSeries } from '../../../src/local/releases/listing.ts';
import { releasePlatform } from '../../../src/local/releases/platform.ts';
import { ReleaseServer } from '../../../src/local/releases/server.ts';
import { TestReleases } from './release-server.ts';

const linux = releasePlatform('linux', 'x64');

/** As download.blender.org had them, more or less. */
const folders = [
  'Blender1.0/Blender1.0_LinuxPPC_Libc5.tar.gz',
  'Blender2.83/blender-2.83.20-linux-x64.tar.xz',
  'Blender2.83/blender-2.83.0-linux64.tar.xz',
  'Blender2.83/blender-2.83.0-macOS.dmg',
  'Blender2.90/blender-2.90.1-linux64.tar.xz',
  'Blender4.5/blender-4.5.9-linux-x64.tar.xz',
  'Blender4.5/blender-4.5.10-linux-x64.tar.xz',
  'Blender4.5/blender-4.5.10-macos-x64.dmg',
  'Blender4.5/blender-4.5.10-macos-arm64.dmg',
  'Blender4.5/blender-4.5.10-windows-x64.zip',
  'Blender4.5/blender-4.5.10-windows-x64.msi',
  'Blender5.2/blender-5.2.2-linux-x64.tar.xz',
  'Blender5.2/blender-5.2.2-macos-arm64.dmg',
  'Blender5.2/blender-5.2.2-windows-arm64.zip',
  'Blender5.9/blender-5.9.0-linux-x64.tar.xz',
  'Blender5.10/blender-5.10.0-linux-x64.tar.xz',
  'Blender5.11/blender-5.11.0-rc1-linux-x64.tar.xz',
  'BlenderBenchmark2.0/launcher/a.zip',
];

test.each([
  ['5.2', 'linux', 'x64', 'blender-5.2.2-linux-x64.tar.xz'],
  ['4.5', 'linux', 'x64', 'blender-4.5.10-linux-x64.tar.xz'],
  ['4.5.9', 'linux', 'x64', 'blender-4.5.9-linux-x64.tar.xz'],
  ['4.5', 'darwin', 'x64', 'blender-4.5.10-macos-x64.dmg'],
  ['4.5', 'win32', 'x64', 'blender-4.5.10-windows-x64.zip'],
  ['2.83', 'linux', 'x64', 'blender-2.83.20-linux-x64.tar.xz'],
  ['2.83.0', 'linux', 'x64', 'blender-2.83.0-linux64.tar.xz'],
  ['2.83', 'darwin', 'x64', 'blender-2.83.0-macOS.dmg'],
  ['2.90', 'linux', 'x64', 'blender-2.90.1-linux64.tar.xz'],
  ['lts', 'linux', 'x64', 'blender-5.2.2-linux-x64.tar.xz'],
  ['lts', 'darwin', 'x64', 'blender-4.5.10-macos-x64.dmg'],
  ['lts', 'win32', 'arm64', 'blender-5.2.2-windows-arm64.zip'],
  ['latest', 'linux', 'x64', 'blender-5.10.0-linux-x64.tar.xz'],
  ['latest', 'darwin', 'arm64', 'blender-5.2.2-macos-arm64.dmg'],
])('%s for %s %s is %s', async (version, system, arch, file) => {
  await using releases = await TestReleases.start({ secure: false });
  for (const path of folders) releases.put(path, '');
  const signal = new AbortController().signal;
  const server = await ReleaseServer.open({ mirror: releases.url, environment: {}, signal });
  try {
    const wanted = parseBlenderVersion(version) as KnownBlender;
    expect((await chooseRelease(wanted, server, releasePlatform(system, arch))).file).toBe(file);
  } finally {
    await server.close();
  }
});

test('lists are read however they link, and nothing but what names a release', () => {
  const html = `<A HREF='/pub/release/Blender5.2/'>x</A> <a href=Blender4.5/>x</a> <a href="https://evil.example/Blender3.6/?C=M">
    <a href="Blender5.2/../../etc/"> <a href="Blender99.999/"> <a href="Blender2.79b/"> <a href="Blender5.2/">`;
  expect(readSeries(html)).toEqual(['5.2', '4.5', '3.6']);
  const archives = `<a href="./blender-5.2.2-linux-x64.tar.xz"> <a href="blender-5.2.3-linux-x64.tar.xz.torrent">
    <a href="blender-4.5.1-linux-x64.tar.xz"> <a href="blender-5.2.4-linux-x64.tar.xz%0a"> <a href="blender-5.2.5-..%2f-linux-x64.tar.xz">`;
  expect(readReleases(archives, '5.2', linux)).toEqual({
    releases: [{ series: '5.2', version: '5.2.2', file: 'blender-5.2.2-linux-x64.tar.xz' }],
    forOthers: false,
  });
});

test('checksums are found by the whole name', () => {
  const hash = 'AB'.repeat(32);
  const list = `${'0'.repeat(64)}  blender.zip.torrent\r\n${hash} *blender.zip\r\nnonsense\n${'1'.repeat(63)}  short\n`;
  expect(findDigest(list, 'blender.zip')).toBe(hash.toLowerCase());
  expect(findDigest(list, 'zip')).toBeUndefined();
  expect(findDigest(list, 'short')).toBeUndefined();
});
