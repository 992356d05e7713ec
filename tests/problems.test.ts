/** Every problem that the product can tell stands in docs/problems.md with its treatment. */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const PATTERNS = [
  /\b(?:refused|warned|noted)\(\s*['`]([a-z\d]+(?:-[a-z\d]+)*)['`]/g,
  /\bcode: '([a-z\d]+(?:-[a-z\d]+)+)'/g,
]

test('every code of a problem is listed', () => {
  const listed = readFileSync(path.join(ROOT, 'docs/problems.md'), 'utf8')
  const files = ['core', 'server'].flatMap((room) =>
    readdirSync(path.join(ROOT, room), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
      .map((name) => path.join(ROOT, room, name)),
  )
  const codes = files.flatMap((file) =>
    PATTERNS.flatMap((pattern) =>
      [...readFileSync(file, 'utf8').matchAll(pattern)].map((match) => match[1] ?? ''),
    ),
  )
  expect(codes.length).toBeGreaterThan(100)
  expect([...new Set(codes)].filter((code) => !listed.includes(`\`${code}\``)).toSorted()).toEqual([])
})
