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
    hookTimeout: 120_000,
    maxWorkers: 2,
  },
})
