import { squeeze } from '../values/typed-text.ts'
import type { Field } from './field.ts'

/** What a column says about the body of its row, apart from any register's fields. */
export type SubjectRole = 'name' | 'code' | 'key'

/**
 * How offices head the columns that name the body; the first is our own. `key` is the hidden key of a row that we
 * handed out in a form.
 */
export const SUBJECT_HEADINGS: Record<SubjectRole, readonly string[]> = {
  key: '行标识 行键 系统标识 主体标识'.split(' '),
  code: (
    '统一社会信用代码 社会信用代码 信用代码 统一信用代码 统一社会信用代码/注册号 统一代码 ' +
    '营业执照号 营业执照注册号 执照号 注册号 合作社代码 主体代码'
  ).split(' '),
  name: (
    '合作社名称 农民专业合作社名称 合作社全称 专业合作社名称 农民合作社名称 合作社 社名 ' +
    '主体名称 单位名称 企业名称 申报单位全称 合作社（企业）名称 经营主体名称 机构名称 名称'
  ).split(' '),
}

const IGNORED = new Set(['序号', '序', '行号', '排序', 'NO', '项次'])
const GROUP = /\([^()]*\)/g

/** Whether a heading only counts the rows. */
export function isRowNumberHeading(heading: string): boolean {
  return IGNORED.has(clean(heading).replace(/\.$/, ''))
}

/**
 * The forms under which a heading may be known, the closest first: as written (without spaces, line breaks, numbering
 * and marks), without its brackets, with their content but not their signs, without a unit at its end.
 */
export function headingForms(heading: string): string[] {
  const full = clean(heading)
  const bare = full.replace(GROUP, '')
  const forms = [
    full,
    bare,
    full.replace(/[()]/g, ''),
    bare.replace(/[:：/,，](单位[:：]?)?[\u4e00-\u9fff%]{1,3}$|(百万|亿|万|千)元$/, ''),
    bare.replace(/^其中[:：]?/, ''),
  ]
  return [...new Set(forms.filter((form) => form !== ''))]
}

/** The heading under which we write a field in templates and exports: its label and, where it has one, its unit. */
export function headingOf(field: Field): string {
  if (field.kind === 'money') return `${field.label}（元）`
  return field.kind === 'count' ? `${field.label}（${field.unit}）` : field.label
}

/** The role that a heading (its forms) has for the body of the row, and how usual it is (0 is our own), or null. */
export function subjectRole(forms: readonly string[]): { role: SubjectRole; rank: number } | null {
  for (const form of forms) {
    const known = ROLES.get(form)
    if (known !== undefined) return known
  }
  return null
}

function clean(heading: string): string {
  return squeeze(heading)
    .replace(/[（〔【[]/g, '(')
    .replace(/[）〕】\]]/g, ')')
    .replace(/^(\d{1,2}[.、]|\([一二三四五六七八九十\d]{1,3}\)|[一二三四五六七八九十]{1,3}[、.])/, '')
    .replace(/^[*★※]+|[*★※:：?？]+$/g, '')
    .toUpperCase()
}

const ROLES: ReadonlyMap<string, { role: SubjectRole; rank: number }> = new Map(
  (['name', 'code', 'key'] as const)
    .flatMap(
      (role) =>
        SUBJECT_HEADINGS[role].flatMap((heading, rank) =>
          headingForms(heading).map((form) => [form, { role, rank }] as const),
        ),
      // Of two headings with a common form the more usual one stands first, and the last entry of a map wins.
    )
    .toReversed(),
)
