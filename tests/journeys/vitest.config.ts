import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** The real product in a real browser. Two journeys at a time: each has a server, a database and a browser of its own, and waits more than it works. */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    // Journeys are the main roads, of every `npm test`; tours go through the rest, with the long tests.
    include: ['tests/journeys/*.{journey,tour}.ts'],
    globalSetup: ['tests/journeys/pages.ts', 'tests/database.ts', 'tests/journeys/county.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    fileParallelism: true,
  },
})
