import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** The real product in a real browser. One journey at a time: each starts a server and a browser of its own. */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['tests/journeys/*.journey.ts'],
    // Not green on a busy machine yet: to be run by name.
    exclude: [
      'tests/journeys/handouts.journey.ts',
      'tests/journeys/every-page.journey.ts',
      'tests/journeys/readers.journey.ts',
    ],
    globalSetup: ['tests/journeys/pages.ts', 'tests/database.ts', 'tests/journeys/county.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
