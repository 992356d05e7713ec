import { describe, expect, test } from 'vitest'
import { type Area, areaFrom } from './area.ts'
import { compareAreas, type ListedArea } from './compare-areas.ts'

const listed = (text: string): ListedArea[] =>
  text.split(' ').map((entry) => ({ code: entry.replace(/\D+$/u, ''), name: entry.replace(/^\d+/u, '') }))
const areas = (text: string): Area[] => listed(text).flatMap(({ code, name }) => areaFrom(code, name) ?? [])

const STANDING = areas(
  '99云岭省 9901青川市 990101河东区 990102云溪县 990102100柴家门镇 990102200大沟乡 990102200201红星村委会 990101100石桥镇',
)
const codes = (list: readonly { code: string }[]): string[] => list.map(({ code }) => code)

describe('a newer list', () => {
  test('adds what is new, closes what it no longer shows and renames what bears another name', () => {
    const outcome = compareAreas(STANDING, listed('990102云溪县 990102100柴门镇 990102101大沟镇'))
    if (!outcome.ok) throw new Error('refused')
    expect(codes(outcome.value.added)).toEqual(['990102101'])
    expect(codes(outcome.value.closed)).toEqual(['990102200'])
    expect(outcome.value.renamed.map(({ area, formerly }) => [area.name, formerly])).toEqual([
      ['柴门镇', '柴家门镇'],
    ])
    expect(outcome.value.unchanged).toBe(1)
  })

  test('closes nothing outside what it covers', () => {
    const outcome = compareAreas(STANDING, listed('990102云溪县 990102100柴家门镇 990102200大沟乡'))
    expect(outcome).toMatchObject({ ok: true, value: { added: [], closed: [], unchanged: 3 } })
  })

  test('of a whole province closes a county that is gone', () => {
    const outcome = compareAreas(STANDING, listed('99云岭省 9901青川市 990102云溪县'))
    expect(outcome.ok && codes(outcome.value.closed)).toEqual(['990101'])
  })

  test('of one area by itself closes nothing', () => {
    expect(compareAreas(STANDING, listed('990102100柴家门镇'))).toMatchObject({
      ok: true,
      value: { closed: [] },
    })
  })

  test('is refused whole with every problem and its row', () => {
    const rows = [
      ...listed('990102云溪县 990102云溪县 9901021短 990199100无上级镇'),
      { code: '990103', name: ' ' },
    ]
    const outcome = compareAreas(STANDING, rows)
    expect(outcome.ok ? [] : outcome.problems.map(({ code, place }) => [code, place?.row])).toEqual([
      ['area-code-twice', 3],
      ['area-code-shape', 4],
      ['area-parent-missing', 5],
      ['area-name-missing', 6],
    ])
  })

  test('without a row is refused', () => {
    expect(compareAreas(STANDING, [])).toMatchObject({ ok: false, problems: [{ code: 'area-list-empty' }] })
  })
})
