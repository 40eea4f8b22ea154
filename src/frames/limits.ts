/*
 * How much two pictures of a frame may differ where nothing else is said. Blender's own render tests use this threshold
 * and share. `compare/judge/tolerance.ts` says what each limit means.
 */
export const defaultLimits = { threshold: 0.016, failing: 0.01, region: 4, noise: 0.2, effect: 0.01 };
