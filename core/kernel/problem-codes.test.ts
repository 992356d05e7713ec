import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '../..')
const READING = /^(cell|columns|heading|heading-row|row-kind|rows|sheet|sheet-title)\.ts$/

function codesIn(folder: string, wanted: RegExp): string[] {
  const files = readdirSync(path.join(ROOT, folder)).filter(
    (name) => wanted.test(name) && !name.endsWith('.test.ts'),
  )
  return files.flatMap((name) => {
    const text = readFileSync(path.join(ROOT, folder, name), 'utf8')
    return [...text.matchAll(/\b(?:refused|warned|noted)\)?\(\s*'([a-z-]+)'/g)].map((match) => match[1] ?? '')
  })
}

test('every problem that reading a sheet or a form can give stands in docs/problems.md', () => {
  const documented = readFileSync(path.join(ROOT, 'docs/problems.md'), 'utf8')
  const codes = [
    ...codesIn('core/values', /\.ts$/),
    ...codesIn('core/kernel/kinds', /\.ts$/),
    ...codesIn('core/kernel', READING),
  ]
  expect(codes.length).toBeGreaterThan(50)
  expect([...new Set(codes)].filter((code) => !documented.includes(`\`${code}\``))).toEqual([])
})
