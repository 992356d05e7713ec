import { Pool } from 'pg'
import { expect, test } from 'vitest'
import { freshDatabase } from '../../tests/template.ts'
import { prepareRepeated, Repeated } from './prepare-repeated.ts'

test('a statement gets a name the third time, and keeps it', () => {
  const repeated = new Repeated()
  const ask = (): string | undefined => repeated.nameOf('select $1', ['a'])
  expect([ask(), ask()]).toEqual([undefined, undefined])
  const name = ask()
  expect(name).toBeTypeOf('string')
  expect(ask()).toBe(name)
})

test('no two statements share a name, and no more are named than connections can hold', () => {
  const repeated = new Repeated()
  const names = Array.from({ length: 600 }, (_, n) => {
    for (let times = 0; times < 2; times += 1) repeated.nameOf(`select ${n}, $1`, [])
    return repeated.nameOf(`select ${n}, $1`, [])
  }).filter((one) => one !== undefined)
  expect(new Set(names).size).toBe(names.length)
  expect(names.length).toBe(250)
})

test('a list of twenty ids goes by the name, one of twenty-one is planned for itself', () => {
  const repeated = new Repeated()
  const ask = (length: number): string | undefined =>
    repeated.nameOf('select $1', [Array.from({ length }, () => 1)])
  for (let times = 0; times < 3; times += 1) ask(20)
  expect(ask(20)).toBeTypeOf('string')
  expect(ask(21)).toBeUndefined()
})

test('what is asked of the pool itself is answered however often, and its connection comes back', async () => {
  const database = await freshDatabase()
  const pool = new Pool({ ...database.app, max: 1 })
  prepareRepeated(pool)
  try {
    const answers = []
    for (let n = 1; n <= 5; n += 1)
      answers.push((await pool.query<{ n: number }>('select $1::int as n', [n])).rows[0]?.n)
    expect(answers).toEqual([1, 2, 3, 4, 5])
  } finally {
    await pool.end()
    await database.close()
  }
}, 20_000)

test('what reads without values is named too, what begins a transaction goes as it is', async () => {
  const database = await freshDatabase()
  const pool = new Pool({ ...database.app, max: 1 })
  prepareRepeated(pool)
  try {
    for (let times = 0; times < 4; times += 1) {
      await pool.query("begin; select set_config('app.user', 'a', true)", [])
      await pool.query(' select 7 as n', [])
      await pool.query('commit', [])
    }
    const { rows } = await pool.query<{ statement: string }>(
      'select statement from pg_prepared_statements',
      [],
    )
    expect(rows).toEqual([{ statement: ' select 7 as n' }])
  } finally {
    await pool.end()
    await database.close()
  }
}, 20_000)
