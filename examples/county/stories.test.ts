import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { parse } from 'yaml'
import { expect, test } from 'vitest'
import { exampleBodies } from './bodies.ts'
import { EXAMPLE } from './days.ts'
import { stories, storyOf } from './stories.ts'

const root = path.resolve(import.meta.dirname, '../..')

/** Every rule of the documents, as `document/rule`. */
function rules(): Set<string> {
  const files = readdirSync(path.join(root, 'policy'), { recursive: true, encoding: 'utf8' })
  const lists = files.filter((file) => path.basename(file) === 'rules.yaml')
  return new Set(
    lists.flatMap((file) => {
      const list: { id: string }[] = parse(readFileSync(path.join(root, 'policy', file), 'utf8'))
      return list.map((one) => `${path.basename(path.dirname(file))}/${one.id}`)
    }),
  )
}

test('every story has its own id and is about a rule that exists, or about the import', () => {
  expect(new Set(stories.map((one) => one.id)).size).toBe(stories.length)
  const known = rules()
  expect(stories.filter((one) => one.rule !== null && !known.has(one.rule)).map((one) => one.rule)).toEqual(
    [],
  )
})

test('thresholds are told below, on and above', () => {
  const count = (rule: string) => ({
    finding: stories.filter((one) => one.rule === rule && one.verdict === 'finding').length,
    clear: stories.filter((one) => one.rule === rule && one.verdict === 'clear').length,
  })
  expect(count('cooperative-law/members-at-least-five')).toEqual({ finding: 1, clear: 2 })
  expect(count('cooperative-law/farmers-at-least-four-fifths')).toEqual({ finding: 1, clear: 2 })
  expect(count('cooperative-law/patronage-return-floor')).toEqual({ finding: 2, clear: 3 })
  expect(count('cooperative-law/two-years-without-business')).toEqual({ finding: 2, clear: 2 })
  expect(count('heshui-2023/household-dividends-paid')).toEqual({ finding: 3, clear: 2 })
})

test('a story is always known to the county, so that the rule can be judged', () => {
  const hidden = exampleBodies(EXAMPLE).filter((one) => {
    const story = storyOf(one.story)
    if (story === null || story.verdict === 'unknown') return false
    return [...one.unknown].some((id) => Object.hasOwn(story.set?.(DAYS) ?? {}, id.replace(/\..*/, '')))
  })
  expect(hidden).toEqual([])
})

const DAYS = {
  day: EXAMPLE.day,
  lastYear: 2022,
  reportYear: 2021,
  yearEnd: '2022-12-31',
  surveyedOn: '2023-03-16',
  twoYearsAgo: '2021-03-20',
  yesterday: '2023-03-19',
}
