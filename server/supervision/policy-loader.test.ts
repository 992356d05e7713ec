import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { registers } from '#core/reporting/registers.ts'
import { knownParts } from './policy-known.ts'
import { loadPolicies } from './policy-loader.ts'

const POLICY = path.resolve(import.meta.dirname, '../../policy')
const known = knownParts(registers.map((one) => one.id))
const LAW = 'law/cooperative-law'
const PLAN = 'plans/heshui-2023'

let copy: string
/** What a test changed of the copy; put back after it. */
const touched = new Set<string>()
beforeAll(async () => {
  copy = await mkdtemp(path.join(os.tmpdir(), 'heshe-policy-'))
  await cp(POLICY, copy, { recursive: true })
})
afterEach(async () => {
  for (const file of touched) await cp(path.join(POLICY, file), path.join(copy, file))
  touched.clear()
})
afterAll(() => rm(copy, { recursive: true, force: true }))

interface Spoilt {
  file: string
  from: string
  to: string
}

/** Replaces the first occurrence, and gives the line on which it stood. */
async function spoil({ file, from, to }: Spoilt): Promise<number> {
  touched.add(file)
  const text = await readFile(path.join(copy, file), 'utf8')
  const at = text.indexOf(from)
  expect(at, `${from} stands in ${file}`).toBeGreaterThanOrEqual(0)
  await writeFile(path.join(copy, file), text.slice(0, at) + to + text.slice(at + from.length))
  return text.slice(0, at).split('\n').length
}

async function faults(): Promise<
  { code: string; says: string; file: string | undefined; row: number | undefined }[]
> {
  const loaded = await loadPolicies(copy, known)
  if (loaded.ok) return []
  return loaded.problems.map(({ code, says, place }) => ({ code, says, file: place?.file, row: place?.row }))
}

const SPOILT: readonly (Spoilt & { what: string; code: string; says: string; down?: number })[] = [
  {
    what: 'a clash with a clause that is not there',
    file: `${PLAN}/clashes.yaml`,
    from: 'cooperative-law#第44条',
    to: 'cooperative-law#第440条',
    code: 'policy-clause',
    says: '没有条款“cooperative-law#第440条”',
  },
  {
    what: 'a clash whose floor is no law',
    file: `${PLAN}/clashes.yaml`,
    from: 'floor: cooperative-law#第44条',
    to: 'floor: heshui-2023#二(二)1',
    code: 'policy-clash',
    says: '底线须是 sides 中的一条',
  },
  {
    what: 'a clash about a rule that is not there',
    file: `${PLAN}/clashes.yaml`,
    from: 'rules: [heshui-2023/exit-possible]',
    to: 'rules: [heshui-2023/exit-impossible]',
    code: 'policy-answer',
    says: '没有规则“heshui-2023/exit-impossible”',
  },
  {
    what: 'a fact that nobody declared',
    file: `${LAW}/rules.yaml`,
    from: 'fact: members\n',
    to: 'fact: memberz\n',
    code: 'policy-fact',
    says: '指标“memberz”没有声明',
  },
  {
    what: 'a parameter that nobody declared',
    file: `${LAW}/rules.yaml`,
    from: '{ parameter: minimum_members }',
    to: '{ parameter: minimum }',
    code: 'policy-parameter',
    says: '参数“minimum”没有声明',
  },
  {
    what: 'a parameter of another type than the fact',
    file: `${LAW}/rules.yaml`,
    from: '{ parameter: minimum_members }',
    to: '{ parameter: farmer_share_floor }',
    code: 'policy-parameter',
    says: '类型不同',
  },
  {
    what: 'a word that is none of the choices',
    file: `${PLAN}/rules.yaml`,
    from: 'equals: 具备',
    to: 'equals: 已具备',
    code: 'policy-literal',
    says: '不是指标“退股条件”的选项',
  },
  {
    what: 'an order among words',
    file: `${PLAN}/rules.yaml`,
    from: 'equals: 具备',
    to: 'at_least: 具备',
    code: 'policy-comparator',
    says: '只能用 equals 或 one_of',
  },
  {
    what: 'a percentage written as a decimal',
    file: `${LAW}/parameters.yaml`,
    from: "value: '80%'",
    to: 'value: 0.8',
    code: 'policy-shape',
    says: '“1.values.0.value”',
  },
  {
    what: 'an amount without a unit',
    file: `${PLAN}/parameters.yaml`,
    from: 'value: 0元',
    to: "value: '0'",
    code: 'policy-literal',
    says: '带单位的金额',
  },
  {
    what: 'dates that do not ascend',
    file: `${LAW}/parameters.yaml`,
    from: '{ from: 2018-07-01, value: 5 }',
    to: '{ from: 2018-07-01, value: 5 }, { from: 2018-07-01, value: 6 }',
    code: 'policy-dates',
    says: '日期没有递增',
  },
  {
    what: 'a clause that does not exist',
    file: `${LAW}/rules.yaml`,
    from: 'clause: 第12条',
    to: 'clause: 第120条',
    code: 'policy-clause',
    says: '条款“第120条”不在 clauses.yaml 中',
  },
  {
    what: 'an answer that does not exist',
    file: `${LAW}/clauses.yaml`,
    from: 'register:document',
    to: 'register:papers',
    code: 'policy-answer',
    says: 'register:papers',
  },
  {
    what: 'a row of the requirements that does not exist',
    file: `${LAW}/clauses.yaml`,
    from: 'planned:B02',
    to: 'planned:B99',
    code: 'policy-answer',
    says: 'planned:B99',
  },
  {
    what: 'a key that nobody knows',
    file: `${LAW}/rules.yaml`,
    from: 'severity: serious',
    to: 'severity: serious\n  urgency: high',
    code: 'policy-shape',
    says: 'urgency',
  },
  {
    what: 'a comparator that nobody knows',
    file: `${LAW}/rules.yaml`,
    from: 'at_least: {',
    to: 'atleast: {',
    code: 'policy-shape',
    says: 'atleast',
  },
  {
    what: 'a second comparator',
    file: `${LAW}/rules.yaml`,
    from: 'fact: member_accounts\n',
    to: 'fact: member_accounts\n  one_of: [true]\n',
    code: 'policy-shape',
    says: '恰有一个比较词',
  },
  {
    what: 'YAML that can not be read',
    file: `${PLAN}/rules.yaml`,
    from: '  severity: serious',
    to: '  severity: serious\n severity: [',
    code: 'policy-syntax',
    says: 'YAML 写法有误',
  },
  {
    what: 'a case that the rule judges otherwise',
    file: `${LAW}/rules.yaml`,
    from: '{ value: 5, finds: false }',
    to: '{ value: 5, finds: true }',
    code: 'policy-case',
    says: '举例与判定不符',
  },
  {
    what: 'no case on the threshold',
    file: `${LAW}/rules.yaml`,
    from: '    - { value: 5, finds: false }\n',
    to: '',
    code: 'policy-case',
    says: '缺少一个正好等于阈值的举例',
  },
  {
    what: 'a problem kind that does not exist',
    file: `${PLAN}/rules.yaml`,
    from: 'problem_kind: exit',
    to: 'problem_kind: leaving',
    code: 'policy-problem-kind',
    says: '“leaving”',
  },
  {
    what: 'a duplicate id',
    file: `${LAW}/parameters.yaml`,
    from: 'id: small_membership',
    to: 'id: farmer_share_floor',
    code: 'policy-duplicate',
    says: '重复',
  },
  {
    what: 'a bit given twice',
    file: 'bits.yaml',
    from: 'farmers-at-least-four-fifths: 1',
    to: 'farmers-at-least-four-fifths: 0',
    code: 'policy-bit',
    says: '位号 0 已给了',
  },
  {
    what: 'a retired bit given again',
    file: 'bits.yaml',
    from: 'retired: {}',
    to: 'retired: { old/rule: 3 }',
    code: 'policy-bit',
    says: '位号 3 已给了',
  },
  {
    what: 'a bit of a rule that is gone',
    file: 'bits.yaml',
    from: 'retired: {}',
    to: '  old/rule: 999\nretired: {}',
    code: 'policy-bit',
    says: '移到 retired',
  },
  {
    what: 'a clause with neither answer nor reason',
    file: `${LAW}/clauses.yaml`,
    from: '  no_software: 由登记机关查处\n',
    to: '',
    code: 'policy-shape',
    says: '只能取一',
  },
  {
    what: 'a file that no folder has',
    file: 'calendar/2023.yaml',
    from: 'year: 2023',
    to: 'year: 2032',
    code: 'policy-dates',
    says: '年份与文件名不一致',
  },
]

describe('the loader', () => {
  it('finds nothing wrong with the policies of the product', async () => {
    expect(await faults()).toEqual([])
  })

  it.each(SPOILT)('names the file and the line of $what', async (spoilt) => {
    const line = await spoil(spoilt)
    const found = (await faults()).filter((one) => one.code === spoilt.code && one.says.includes(spoilt.says))
    expect(found[0]?.file).toBe(`policy/${spoilt.file}`)
    expect(found[0]?.says).toContain(`policy/${spoilt.file} 第`)
    // the fault stands on the changed line, or on the list or record that it belongs to
    expect(Math.abs((found[0]?.row ?? 0) - line)).toBeLessThanOrEqual(16)
  })

  it('tells the very line where the part at fault has one', async () => {
    const line = await spoil({
      file: `${LAW}/rules.yaml`,
      from: '{ parameter: organisation_share_cap }',
      to: '{ parameter: cap }',
    })
    expect(await faults()).toMatchObject([{ row: line, file: `policy/${LAW}/rules.yaml` }])
  })

  it('tells all faults of all files at once', async () => {
    await spoil({ file: `${LAW}/rules.yaml`, from: 'fact: members\n', to: 'fact: memberz\n' })
    await spoil({ file: `${PLAN}/clauses.yaml`, from: 'report:check', to: 'report:chek' })
    await spoil({ file: 'law/credit-code/rules.yaml', from: 'clause: 一码', to: 'clause: 两码' })
    const files = new Set((await faults()).map((one) => one.file))
    expect(files).toEqual(
      new Set([
        'policy/law/cooperative-law/rules.yaml',
        'policy/law/credit-code/rules.yaml',
        'policy/plans/heshui-2023/clauses.yaml',
      ]),
    )
  })

  it('refuses a plan that asks for less than the law of the same fact', async () => {
    await spoil({ file: `${PLAN}/rules.yaml`, from: '- id: no-large-loss', to: WEAK_RULE })
    await spoil({
      file: `${PLAN}/clauses.yaml`,
      from: '[rule:no-large-loss',
      to: '[rule:weak, rule:no-large-loss',
    })
    await spoil({ file: 'bits.yaml', from: 'retired: {}', to: '  heshui-2023/weak: 900\nretired: {}' })
    expect(await faults()).toMatchObject([{ code: 'policy-weaker', file: `policy/${PLAN}/rules.yaml` }])
  })

  it('refuses a plan that sets a floor of the law lower', async () => {
    await spoil({
      file: `${PLAN}/parameters.yaml`,
      from: '- id: large_loss',
      to: `${WEAK_PARAMETER}- id: large_loss`,
    })
    expect(await faults()).toMatchObject([
      { code: 'policy-weaker', file: `policy/${PLAN}/parameters.yaml`, row: 6 },
    ])
  })

  it('wants a bit for every rule', async () => {
    await spoil({ file: 'bits.yaml', from: '  cooperative-law/members-at-least-five: 0\n', to: '' })
    expect((await faults())[0]).toMatchObject({
      code: 'policy-bit',
      file: `policy/${LAW}/rules.yaml`,
      row: 1,
    })
  })

  it('misses document.yaml', async () => {
    touched.add(`${PLAN}/document.yaml`)
    await rm(path.join(copy, PLAN, 'document.yaml'))
    expect((await faults())[0]).toMatchObject({
      code: 'policy-file',
      says: `policy/${PLAN}：缺少 document.yaml`,
    })
  })

  it('gives a document another hash when one of its files changes, and no other document', async () => {
    const hashes = async () => {
      const loaded = await loadPolicies(copy, known)
      return loaded.ok ? Object.fromEntries(loaded.value.documents.map((one) => [one.id, one.hash])) : {}
    }
    const before = await hashes()
    await spoil({ file: `${PLAN}/clauses.yaml`, from: '文件属主动公开', to: '文件主动公开' })
    const after = await hashes()
    const changed = Object.keys(before).filter((id) => before[id] !== after[id])
    expect(changed).toEqual(['heshui-2023'])
  })
})

const WEAK_RULE = `- id: weak
  clause: 二(二)4
  label: 有农民
  fact: farmers
  at_least: 0
  severity: ordinary
  says: 农民{value}
  remedy: 吸收农民
  cases:
    - { value: 0, finds: false }
    - { value: 1, finds: false }
    - { value: -1, finds: true }
- id: no-large-loss`

const WEAK_PARAMETER = `- id: patronage_return_floor
  clause: 二(二)4
  label: 返还比例
  type: ratio
  unit: '%'
  values: [{ from: 2023-03-15, value: '59.99%' }]
`
