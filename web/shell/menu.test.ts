import { expect, it } from 'vitest'
import { entryOf, groupsAtFirst, menuFor } from './menu.ts'

const as = (role: 'county' | 'admin' | 'leader', permissions: string[]) =>
  menuFor({ permissions, user: { id: '1', username: 'a', name: '甲', role, roleLabel: '' } })

it('shows a county clerk the check and the import, but not the accounts of users', () => {
  const labels = as('county', ['import', 'check', 'handOut', 'answerAddress']).flatMap((group) =>
    group.entries.map((entry) => entry.label),
  )
  expect(labels).toContain('表格导入')
  expect(labels).toContain('体检')
  expect(labels).not.toContain('用户')
})

it('shows a system administrator no registers of cooperatives', () => {
  const labels = as('admin', ['keepCalendar']).flatMap((group) => group.entries.map((entry) => entry.label))
  expect(labels).not.toContain('主体名录')
  expect(labels).not.toContain('用户')
  expect(labels).toContain('工作日历')
})

it('leaves out a group in which the person has no page', () => {
  expect(as('leader', []).map((group) => group.label)).not.toContain('系统')
})

it('marks the entry that the path begins with, the longest one', () => {
  const groups = as('county', ['import'])
  expect(entryOf('/registers/body/1', groups)).toBe('/registers/body')
  expect(entryOf('/registers/body_tag', groups)).toBe('/registers/body_tag')
  expect(entryOf('/', groups)).toBe('/')
  expect(entryOf('/password', groups)).toBeUndefined()
})

it('marks for a page of another address the entry to which it belongs', () => {
  const groups = as('county', ['readBooks', 'keepUnits'])
  expect(entryOf('/audits', groups)).toBe('/audits')
  expect(entryOf('/audits/draws/new', groups)).toBe('/procedures/audit_draw')
  expect(entryOf('/procedures/audit_draw/1', groups)).toBe('/procedures/audit_draw')
  expect(entryOf('/procedures/book_audit/1', groups)).toBe('/audits')
})

it('opens all groups of a menu that stands in view at once, and only the first of a longer one', () => {
  const group = (label: string, size: number) => ({
    label,
    entries: Array.from({ length: size }, (_, at) => ({ label: `${at}`, to: `/${label}/${at}` })),
  })
  expect(groupsAtFirst([group('甲', 7), group('乙', 9)])).toEqual(['甲', '乙'])
  expect(groupsAtFirst([group('甲', 7), group('乙', 10)])).toEqual(['甲'])
})
