/** Environment variables, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * What Blender needs of the environment. The rest stays here: a .blend file can carry scripts, and they have no business
 * with the tokens that CI puts into the environment.
 */
export function ownEnvironment(environment: Environment): Record<string, string> {
  const passed =
    /^(?:path|home|user|lang|lc_\w+|ld_library_path|dyld_\w+|display|xauthority|wayland_display|xdg_runtime_dir|libgl_\w+|mesa_\w+|ocio|systemroot|windir|userprofile|appdata|localappdata)$/i;
  const own: Record<string, string> = {};
  for (const [name, value] of Object.entries(environment)) {
    if (passed.test(name) && value !== undefined) own[name] = value;
  }
  return own;
}
