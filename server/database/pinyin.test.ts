/** Names in the order of their pinyin: the same on the embedded server, whose locale is C, and on any other. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { freshDatabase, type FreshDatabase } from '../../tests/template.ts'

let database: FreshDatabase<unknown>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

/** Digits first, then by syllable and tone, Latin letters last. */
const ORDERED = [
  '1号合作社',
  '安康合作社',
  '重庆路合作社',
  '大麦合作社',
  '丰收合作社',
  '禾丰合作社',
  '和顺合作社',
  '绿泰合作社',
  '麦川合作社',
  '南沟合作社',
  '王家沟合作社',
  '张家川合作社',
  '赵庄合作社',
  'ABC联合社',
]

test('is the one order that these names have, however they came in', async () => {
  const shuffled = ORDERED.toSorted((a, b) => a.codePointAt(1)! - b.codePointAt(1)!)
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${shuffled}::text[]) name order by name collate pinyin`.execute(database.db)
  expect(rows.map(({ name }) => name)).toEqual(ORDERED)
})

test('is not the order of the server by itself', async () => {
  const { rows } = await sql<{ name: string }>`
    select name from unnest(${ORDERED}::text[]) name order by name collate "C"`.execute(database.db)
  expect(rows.map(({ name }) => name)).not.toEqual(ORDERED)
})
