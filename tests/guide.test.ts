/** The guide and the README show no picture that is not there. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'

const ROOT = path.resolve(import.meta.dirname, '..')
const PAGES = [
  ...['README.md', 'README.en.md'].map((name) => path.join(ROOT, name)),
  ...readdirSync(path.join(ROOT, 'docs/guide'))
    .filter((name) => name.endsWith('.md'))
    .map((name) => path.join(ROOT, 'docs/guide', name)),
]

const shown = PAGES.flatMap((page) =>
  [...readFileSync(page, 'utf8').matchAll(/!\[[^\]]*\]\(([^)]+)\)/g)].map((match) =>
    path.resolve(path.dirname(page), match[1] ?? ''),
  ),
)

test('every picture that a page of the guide shows is there', () => {
  expect(shown.length).toBeGreaterThan(20)
  expect(shown.filter((file) => !existsSync(file)).map((file) => path.relative(ROOT, file))).toEqual([])
})

test('every link from one page of the guide to another leads somewhere', () => {
  const dead = PAGES.flatMap((page) =>
    [...readFileSync(page, 'utf8').matchAll(/(?<!!)\[[^\]]*\]\(([^)#]+\.md)(?:#[^)]*)?\)/g)]
      .map((match) => path.resolve(path.dirname(page), match[1] ?? ''))
      .filter((file) => !existsSync(file))
      .map((file) => `${path.relative(ROOT, page)}: ${path.relative(ROOT, file)}`),
  )
  expect(dead).toEqual([])
})
