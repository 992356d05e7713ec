import { describe, expect, test } from 'vitest'
import type { Cell, Sheet } from '../kernel/cell.ts'
import { ROLES } from './role.ts'
import { readUserList } from './user-list.ts'

function sheet(...rows: string[][]): Sheet {
  const cell = (text: string): Cell => (text === '' ? { type: 'empty' } : { type: 'text', text })
  return { name: '用户', rows: rows.map((row) => row.map(cell)), hidden: false }
}

const HEADINGS = ['用户名', '姓名', '角色', '区划（名称或代码）', '合作社（多家用顿号隔开）']
const faults = (...rows: string[][]): (string | undefined)[] => {
  const read = readUserList(sheet(HEADINGS, ...rows))
  return read.ok ? [] : read.problems.map((one) => `${one.place?.row} ${one.code}`)
}

describe('A list of users', () => {
  test('is read below its title, with names and codes as they are written', () => {
    const read = readUserList(
      sheet(
        ['用户导入模板'],
        HEADINGS,
        ['zhang', '张 三', '乡镇经办', '西华池镇', ''],
        [],
        ['li4', '李四', '理事长', '', '甲合作社、乙合作社，99990101'],
      ),
    )
    expect(read).toMatchObject({
      ok: true,
      value: [
        { row: 3, username: 'zhang', name: '张 三', role: 'township', area: '西华池镇', bodies: [] },
        { row: 5, username: 'li4', role: 'chair', area: '', bodies: ['甲合作社', '乙合作社', '99990101'] },
      ],
    })
  })

  test('takes every role by its Chinese name', () => {
    for (const [role, label] of Object.entries(ROLES)) {
      const read = readUserList(
        sheet(HEADINGS, [
          'wang',
          '王五',
          label,
          '某地',
          ...(/理事长|会计/.test(label) ? ['甲合作社'] : ['']),
        ]),
      )
      expect(read).toMatchObject({ ok: true, value: [{ role }] })
    }
  })

  test('tells all its faults at once, each with its row', () => {
    expect(
      faults(
        ['a', '', '大王', '', ''],
        ['wang', '王五', '乡镇经办', '', ''],
        ['wang', '王六', '村级文书', '', ''],
        ['zhao', '赵七', '理事长', '', ''],
        ['qian', '钱八', '县级经办', '', '甲合作社'],
      ),
    ).toEqual([
      '2 user-name-shape',
      '2 user-name-missing',
      '2 user-role-unknown',
      '3 user-area-missing',
      '4 user-area-missing',
      '4 username-taken',
      '5 user-bodies-missing',
      '6 user-bodies-unwanted',
    ])
  })

  test('a user name has 2 to 32 letters, digits or signs', () => {
    const one = (username: string) => faults([username, '王五', '分管领导', '', ''])
    expect([one('a'), one('ab'), one('a'.repeat(32)), one('a'.repeat(33)), one('王 五')]).toEqual([
      ['2 user-name-shape'],
      [],
      [],
      ['2 user-name-shape'],
      ['2 user-name-shape'],
    ])
  })

  test('without its headings or without a user it is refused', () => {
    expect(readUserList(sheet(['姓名', '电话']))).toMatchObject({ problems: [{ code: 'user-headings' }] })
    expect(readUserList(sheet(HEADINGS))).toMatchObject({ problems: [{ code: 'user-list-empty' }] })
  })
})
