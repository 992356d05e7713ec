/** What nobody has verified: each is a parameter to be confirmed, or decides nothing; the table in docs says which. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { policyInForce } from '#core/kernel/in-force.ts'
import { registers } from '#core/reporting/registers.ts'
import { twips } from '#server/files/paper/measures.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'
import { unzip, zipDirectory } from '#server/files/zip.ts'
import { knownParts } from '#server/supervision/policy-known.ts'
import { loadPolicies } from '#server/supervision/policy-loader.ts'
import { must } from './must.ts'

const ROOT = path.resolve(import.meta.dirname, '..')
const { documents } = must(
  await loadPolicies(path.join(ROOT, 'policy'), knownParts(registers.map((one) => one.id))),
)
const table = readFileSync(path.join(ROOT, 'docs/unverified.md'), 'utf8')
const told = [...table.matchAll(/^\| .+? \| .+? \| (.*?) ?\| .+ \|$/gm)].flatMap(([, cell = '']) =>
  [...cell.matchAll(/`([a-z_]+)`/g)].map(([, id = '']) => id),
)
const open = documents.flatMap((one) => one.parameters).filter((one) => !one.confirmed)

it('every parameter to be confirmed stands in the table, and every one of the table is to be confirmed', () => {
  expect(open.length).toBeGreaterThan(10)
  expect(told.toSorted()).toEqual(open.map((one) => one.id).toSorted())
})

it('no rule that needs such a parameter is judged anywhere until a place has confirmed it with its source', () => {
  const place = { area: '990101', day: '2026-03-20' }
  const adoptions = documents
    .filter((one) => one.level === 'plan')
    .map(({ id }) => ({ document: id, area: '990101', number: null, from: '2020-01-01', to: null }))
  const books = { documents, adoptions, overrides: [] }
  const before = policyInForce(books, place)
  const rule = before.off.find((one) => one.parameter === 'unreported_years_limit')?.rule
  expect(before.off.every((one) => one.why === 'unconfirmed')).toBe(true)
  expect(before.rules.map((one) => one.id)).not.toContain(rule?.id)
  const parameter = open.find((one) => one.id === 'unreported_years_limit')!
  const confirmed = policyInForce(
    {
      ...books,
      overrides: [
        {
          document: parameter.document,
          area: '990101',
          parameter: parameter.id,
          from: '2026-01-01',
          value: parameter.values[0]!.value,
          ground: '县里核对的正式文本',
        },
      ],
    },
    place,
  )
  expect(confirmed.rules.map((one) => one.id)).toContain(rule?.id)
})

it('official papers use the very measures that are marked as to be confirmed', async () => {
  const measure = (id: string) => {
    const value = open.find((one) => one.id === id)?.values[0]?.value
    return value?.type === 'count' ? value.value : Number.NaN
  }
  const bytes = await officialPaper({
    issuer: '虚构县农业农村局文件',
    number: '虚农发',
    title: '通报',
    body: [],
  })
  const entry = zipDirectory(bytes)?.find((one) => one.name === 'word/document.xml')
  const body = new TextDecoder().decode(entry && unzip(bytes, entry))
  expect(body).toContain(`w:before="${twips(measure('paper_head_offset'))}"`)
  const gap = Number(/<w:bottom [^>]*w:space="(\d+)"/.exec(body)?.[1])
  expect((gap * 25.4) / 72).toBeCloseTo(measure('paper_line_gap'), 0)
})

/** Words by which the marked lines of the papers are known, and the row of the table that takes care of each. */
const MARKS: Readonly<Record<string, RegExp>> = {
  '财资〔2019〕25号': /财资〔2019〕25/,
  '年报公示办法 2025': /2025 版/,
  年报表单字段: /表单字段/,
  经营异常名录: /列入情形/,
  '信息公示条例 2024': /777 号/,
  简易注销的清税: /清税/,
  '财务制度 58号': /58 号条号|条号\]|其余标/,
  财务公开频次: /按季\/按年公开/,
  国家示范社出资: /成员出资总额 ≥100/,
  国家示范社固定资产: /固定资产：东部/,
  国家示范社经营收入: /年经营收入：东部/,
  国家示范社成员数: /种养业成员数/,
  国家示范社统一购销: /统一购买率/,
  国家示范社增收: /非成员农户/,
  国家示范社联合社标准: /联合社另有标准/,
  取消后再申报: /几年内不得申报/,
  山西省级示范社: /未核实，非官/,
  规范提升细目: /条目细目/,
  四议两公开条号: /农村基层组织工作条例/,
  决议公示期: /决议公示期/,
  '浙江条例 20%': /浙江条例/,
  村级代码细分: /村级细分数值/,
  城乡分类代码: /城乡分类代码/,
  区划更新: /12 位库/,
  'N 开头的信用代码': /`N2`/,
  居住证号码: /居住证/,
  银行卡校验: /Luhn/,
  公文版头: /上边缘距版心|红色分隔线/,
  '公文签发人、落款、版记': /签发人|加盖印章|抄送|GB\/T 9704-2012 标|标准 2012-07-01/,
  '网络安全法 2026': /网安法/,
  密评依据: /39786/,
  国产数据库: /非 PG 系|实测/,
}
const PAPERS = path.resolve(ROOT, '..', 'shared', 'law-and-accounting.md')

it.skipIf(!existsSync(PAPERS))(
  'every mark in the papers beside the repository has its row in the table',
  () => {
    const [, ...marked] = readFileSync(PAPERS, 'utf8')
      .split('\n')
      .filter((line) => line.includes('未核实'))
    expect(marked.length).toBeGreaterThan(30)
    const rows = Object.entries(MARKS)
    expect(marked.filter((line) => !rows.some(([, words]) => words.test(line)))).toEqual([])
    for (const [row] of rows) expect(table).toContain(`| ${row} |`)
  },
)
