const common = {
  testEnvironment: 'node',
  transform: { '^.+\\.ts$': '<rootDir>/test/support/transform.mjs' },
};

/** @type {import('jest').Config} */
export default {
  projects: [
    {
      ...common,
      displayName: 'units',
      roots: ['<rootDir>/test'],
      testPathIgnorePatterns: ['/test/(promises|scenarios|browser)/'],
    },
    {
      ...common,
      displayName: 'stack',
      roots: ['<rootDir>/test/promises', '<rootDir>/test/scenarios', '<rootDir>/test/browser'],
      globalSetup: '<rootDir>/test/support/start-stack.ts',
      globalTeardown: '<rootDir>/test/support/stop-stack.ts',
    },
  ],
  testTimeout: 120_000,
  // Tests of the stack mostly wait: Jest's usual one worker less than there are cores would take twice as long on two.
  maxWorkers: '100%',
};
