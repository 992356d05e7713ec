/** The check digit of a credit code, as the database reckons it for a whole roll: as the program does for one cell. */
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { creditCheckSign } from '#core/values/credit-code.ts'
import { freshDatabase, type FreshDatabase } from '../../../tests/template.ts'

const SIGNS = '0123456789ABCDEFGHJKLMNPQRTUWXY'.split('')

let database: FreshDatabase<unknown>
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.close())

async function checked(codes: readonly (string | null)[]): Promise<(boolean | null)[]> {
  const { rows } = await database.owner.query<{ checks: boolean | null }>(
    'select credit_code_checks(code) as checks from unnest($1::text[]) with ordinality as c (code, n) order by n',
    [codes],
  )
  return rows.map((one) => one.checks)
}

const signs = fc.array(fc.constantFrom(...SIGNS), { minLength: 17, maxLength: 17 })

test('of any seventeen signs one alone checks, and it is the one that the program reckons', async () => {
  await fc.assert(
    fc.asyncProperty(signs, async (some) => {
      const body = some.join('')
      const says = await checked(SIGNS.map((sign) => `${body}${sign}`))
      expect(SIGNS.filter((_, at) => says[at])).toEqual([creditCheckSign(body)])
    }),
    { numRuns: 200 },
  )
})

test('what is no code checks no more than it did: too short, signs that no code has, nothing', async () => {
  expect(await checked(['', '9', '93990101MA0000000', 'oooooooooooooooooo', '九'.repeat(18), null])).toEqual([
    false,
    false,
    false,
    false,
    false,
    null,
  ])
})

test('it is written into the statement that asks, not called for every row', async () => {
  const { rows } = await database.owner.query<{ 'QUERY PLAN': string }>(
    'explain verbose select credit_code_checks(code) from (values ($1::text), ($1)) c (code)',
    ['93'],
  )
  expect(rows.map((one) => one['QUERY PLAN']).join('\n')).not.toContain('credit_code_checks')
})
