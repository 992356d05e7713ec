import { expect, test } from 'vitest'
import { alternativesOf } from './alternatives.ts'
import { interpret } from './interpret.ts'
import { readDivisionJson } from './read-json.ts'
import { must } from '../../tests/must.ts'

const given = (kind: string, patronageRate: string) =>
  must(
    interpret(
      must(
        readDivisionJson(
          JSON.stringify({
            year: { kind, surplus: '100', patronageRate },
            members: [
              { id: '1', contribution: '1', amount: '3' },
              { id: '2', contribution: '1', amount: '1' },
            ],
          }),
        ),
      ),
    ),
  )

test('the plan stands beside its extremes, each with what it gives and what the law says of it', () => {
  const { year, members } = given('', '60%')
  const made = alternativesOf(year, members)
  expect(made.map((one) => [one.key, one.verdict, one.totals.get('1')])).toEqual([
    ['plan', '受限', 65_00n],
    ['patronage', '符合', 75_00n],
    ['holding', '不得采用', 50_00n],
  ])
})

test('a federation goes by its charter; what can not be computed says why', () => {
  const { year, members } = given('联合社', '0%')
  expect(alternativesOf(year, members).map((one) => one.verdict)).toEqual(['按章程', '按章程', '按章程'])
  expect(alternativesOf(year, [])[0]).toMatchObject({ verdict: '无法计算', why: '没有成员，请填写成员表' })
})
