import { expect, test } from '@jest/globals';
import { extensionOf, magicBytes } from '../../src/frames/file-type.ts';

test.each([
  ['exr', '762f3101020000006368616e6e656c73'],
  ['png', '89504e470d0a1a0a0000000d49484452'],
  ['jpg', 'ffd8ffe000104a464946000101'],
  ['tif', '49492a0008000000'],
  ['tif', '4d4d002a00000008'],
  ['bmp', '424d36000c0000000000'],
  ['hdr', '233f52414449414e43450a'],
  ['dpx', '5344505800002000'],
  ['dpx', '5850445300200000'],
  ['cin', '802a5fd700000800'],
  ['rgb', '01da010100030140'],
  ['jp2', '0000000c6a5020200d0a870a'],
  ['j2c', 'ff4fff5100290000'],
  ['webp', '52494646a4e1000057454250565038'],
])('%s by its first bytes', (extension, hex) => {
  const bytes = Buffer.from(hex, 'hex');
  expect(bytes.length).toBeLessThanOrEqual(magicBytes);
  expect(extensionOf(bytes)).toBe(extension);
});

test.each([
  ['nothing', ''],
  ['too little', '89504e47'],
  ['Targa, which has no signature', '00000200000000000000000040010018'],
  ['a page', Buffer.from('<!DOCTYPE html>').toString('hex')],
  ['a sound in a RIFF', '52494646a4e1000057415645666d7420'],
  ['a signature that comes later', '00762f3101'],
])('bin for %s', (_, hex) => {
  expect(extensionOf(Buffer.from(hex, 'hex'))).toBe('bin');
});
