import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** What takes minutes: killed processes, contention, files through LibreOffice. Two files at a time: each has a server and a database of its own. */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['tests/long/*.long.ts'],
    globalSetup: ['tests/database.ts', 'tests/journeys/pages.ts'],
    testTimeout: 1_200_000,
    hookTimeout: 180_000,
    maxWorkers: 2,
    fileParallelism: true,
  },
})
