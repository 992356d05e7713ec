import { describe, expect, it } from 'vitest'
import { sampleRule } from '../../tests/policy-samples.ts'
import { classify, classNames, classSql, PENDING_CLASS } from './classify.ts'
import type { ClassRule } from './policy.ts'
import type { Verdict } from './rule.ts'

const shell = sampleRule({ id: 'law/shell', bit: 0, class: '清理', severity: 'serious' })
const report = sampleRule({ id: 'law/report', bit: 1, severity: 'ordinary' })
const name = sampleRule({ id: 'law/name', bit: 61, severity: 'hint' })
const rules = [shell, report, name]
const one = (of: string, anyFails: ClassRule['anyFails']): ClassRule => ({
  class: of,
  document: 'law',
  clause: '三批',
  guidance: '',
  anyFails,
})
const classes = [
  one('清理', { class: '清理', severities: [] }),
  one('提升', { class: null, severities: ['serious', 'ordinary'] }),
  one('规范', null),
]
const classOf = (...verdicts: [Verdict, Verdict, Verdict]) =>
  classify(classes, rules, (rule) => verdicts[rules.indexOf(rule)] ?? 'unknown')

it('a policy names each class once, and what is not known comes last', () => {
  expect(classNames([...classes, one('规范', null)])).toEqual(['清理', '提升', '规范', PENDING_CLASS])
  expect(classNames([])).toEqual([PENDING_CLASS])
})

describe('the class of a subject', () => {
  it('is the first that a failed rule puts it in', () => {
    expect(classOf('fails', 'fails', 'passes')).toMatchObject({ class: '清理', because: ['law/shell'] })
    expect(classOf('passes', 'fails', 'passes')).toMatchObject({
      class: '提升',
      because: ['law/report'],
      clause: 'law#三批',
    })
  })

  it('is the last where nothing that counts has failed', () => {
    expect(classOf('passes', 'not-applicable', 'fails').class).toBe('规范')
  })

  it('waits for what is unknown before the first match', () => {
    expect(classOf('unknown', 'fails', 'passes')).toMatchObject({
      class: PENDING_CLASS,
      waitsFor: ['law/shell'],
    })
    expect(classOf('passes', 'unknown', 'passes').class).toBe(PENDING_CLASS)
    expect(classOf('fails', 'unknown', 'unknown').class).toBe('清理')
    expect(classOf('passes', 'passes', 'unknown').class).toBe('规范')
  })

  it('is 待定 where no class is declared', () => {
    expect(classify([], rules, () => 'passes').class).toBe(PENDING_CLASS)
  })
})

it('the class in SQL looks at the words in which the rules have their bits', () => {
  expect(classSql(classes, rules)).toBe(
    "case when (v.failed[1] & 1) <> 0 then '清理' when (v.known[1] & 1) <> 1 then '待定' " +
      "when (v.failed[1] & 3) <> 0 then '提升' when (v.known[1] & 3) <> 3 then '待定' when true then '规范' else '待定' end",
  )
})
