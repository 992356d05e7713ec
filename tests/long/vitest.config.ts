import path from 'node:path'
import { defineConfig } from 'vitest/config'

/** What takes minutes: killed processes, contention, files through LibreOffice. */
export default defineConfig({
  test: {
    root: path.resolve(import.meta.dirname, '../..'),
    include: ['tests/long/*.long.ts'],
    globalSetup: ['tests/database.ts', 'tests/journeys/pages.ts'],
    testTimeout: 600_000,
    hookTimeout: 180_000,
    maxWorkers: 1,
    fileParallelism: false,
  },
})
