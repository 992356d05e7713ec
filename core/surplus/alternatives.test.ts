import { expect, test } from 'vitest'
import { ofMillionths } from '../values/share.ts'
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

test.each([
  ['', '64.9999%', '不得采用', '社法第44条、章程第 1 版'],
  ['', '65%', '符合', '社法第44条'],
  ['', '59%', '不得采用', '社法第44条'],
  ['联合社', '64%', '不得采用', '社法第61条、章程第 1 版'],
  ['联合社', '65%', '按章程', '社法第61条'],
])('beside a charter of 65 %% a %s plan of %s is told as %s', (kind, rate, verdict, clause) => {
  const { year, members } = given(kind, rate)
  const charter = { says: '章程第 1 版', reserveRate: null, patronageRate: ofMillionths(650_000n) }
  expect(alternativesOf({ ...year, charter }, members)[0]).toMatchObject({ verdict, clause })
})
