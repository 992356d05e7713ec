import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      'core/**/*.test.ts',
      'contract/**/*.test.ts',
      'server/**/*.test.ts',
      'examples/**/*.test.ts',
      'tests/*.test.ts',
      'web/**/*.test.ts',
    ],
    globalSetup: ['tests/database.ts'],
    testTimeout: 60_000,
    // Whoever comes first fills the fictional county, the others wait for it: on a busy machine longer than a test may take.
    hookTimeout: 300_000,
    maxWorkers: 2,
  },
})
