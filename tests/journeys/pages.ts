import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { TestProject } from 'vitest/node'
import { ROOT } from '#server/config.ts'
import { buildPages } from '../../build-pages.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder of the pages that the journeys walk through. */
    pages: string
  }
}

/** The journeys walk through the pages as they are built for use; a copy, so that a build meanwhile harms nobody. */
export function setup(project: TestProject): () => void {
  if (!buildPages()) throw new Error('web/dist could not be built')
  const pages = mkdtempSync(path.join(os.tmpdir(), 'heshe-pages-'))
  cpSync(path.join(ROOT, 'web', 'dist'), pages, { recursive: true })
  project.provide('pages', pages)
  return () => rmSync(pages, { recursive: true, force: true })
}
