/*
 * EEVEE and Workbench draw with OpenGL, which Blender gets from EGL where there is no display, and Mesa does without a
 * graphics card. Blender ends where it cannot have that; these are its words then, and epoxy's, with which it looks for it.
 */
const signs = [
  // No EGL at all: epoxy.
  /Couldn't open lib(?:E?GL|OpenGL)\b/,
  // EGL without a driver. Where there is one Blender tells of other errors (0x3001, 0x3009), and goes on.
  /EGL Error \(0x300C\)/,
  /Couldn't find current GLX or EGL context/,
  /Unable to open a display/i,
  /GHOST: (?:unable to initialize|failed to initialize display)/,
  /Failed to create (?:headless|display) GPU context/,
  /Can(?: ?not) initialize the GPU/,
  /driver with support for OpenGL [\d.]+ or higher is required/,
];

/** Debian's and Ubuntu's names, and Fedora's. */
const debianPackages = 'libegl1 libgl1 libgl1-mesa-dri';
const fedoraPackages = 'mesa-libEGL mesa-libGL mesa-dri-drivers';

/** What to do where Blender could not draw, by the lines it printed; undefined: nothing says so. */
export function graphicsHint(lines: readonly string[]): string | undefined {
  if (!lines.some((line) => signs.some((sign) => sign.test(line)))) return undefined;
  return (
    'EEVEE, Workbench and other engines that draw need OpenGL, not a display: install it with "sudo apt-get install -y ' +
    `--no-install-recommends ${debianPackages}" (Fedora: ${fedoraPackages}), or render with Cycles.`
  );
}
