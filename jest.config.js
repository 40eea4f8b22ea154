/** @type {import('jest').Config} */
export default {
  testEnvironment: 'node',
  testMatch: ['**/__tests__/**/*.test.ts'],
  extensionsToTreatAsEsm: ['.ts'],
  // Only types are removed: Node 24 runs the same files without any build.
  transform: {
    '\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2024' }, module: { type: 'es6' } }],
  },
  // Whatever hangs ends; a machine that is busy with other things is no reason for a test to fail.
  testTimeout: 1_800_000,
  maxWorkers: 2,
};
