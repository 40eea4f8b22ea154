import { RenderError } from '../../base/errors.ts';

/** A kind of machine that Blender's releases are made for. */
export interface Platform {
  /** As Node and the runner's tool cache call it. */
  arch: string;
  /** For people. */
  name: string;
  /** What archives for it end in, over the years; the newest name first. */
  endings: string[];
  /** The program in the folder that an archive unpacks to. */
  program: string;
}

const windowsProgram = 'blender.exe';
const macProgram = 'Blender.app/Contents/MacOS/Blender';

const platforms: Record<string, Omit<Platform, 'arch'>> = {
  'linux/x64': { name: 'Linux x64', endings: ['linux-x64.tar.xz', 'linux64.tar.xz'], program: 'blender' },
  'darwin/arm64': { name: 'macOS on Apple silicon', endings: ['macos-arm64.dmg'], program: macProgram },
  'darwin/x64': { name: 'macOS on Intel', endings: ['macos-x64.dmg', 'macOS.dmg'], program: macProgram },
  'win32/x64': { name: 'Windows x64', endings: ['windows-x64.zip', 'windows64.zip'], program: windowsProgram },
  'win32/arm64': { name: 'Windows on Arm', endings: ['windows-arm64.zip'], program: windowsProgram },
};

/** @throws RenderError `settings` when no release was ever made for such a machine */
export function releasePlatform(system: string, arch: string): Platform {
  const platform = platforms[`${system}/${arch}`];
  if (platform === undefined) {
    throw new RenderError('settings', `There are no official releases of Blender for ${system} ${arch}.`, {
      hint: 'Leave blender-version out, install Blender, and name the program with blender.',
    });
  }
  return { ...platform, arch };
}
