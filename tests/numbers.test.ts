/** Every value that the five documents state is listed with what it binds. Reads the originals where they are at hand. */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, it } from 'vitest'
import { parse } from 'yaml'

const ROOT = path.resolve(import.meta.dirname, '..')
const SEEDS = path.resolve(ROOT, '../shared/seeds')
const FIGURE =
  /\d[\d.]*(?:%|万元|万户|万|元|平方公里|多家|家|户|人次|个|名|种|位)|(?:\d{4,6}年)|\d{1,2}月\d{1,2}日/g
const PLANS = [
  ['heshui-2023', '000', '一、总体目标', '  送：'],
  ['shuocheng-2021', '001', '(二)试点期限', '图解'],
  ['nanchuan-2021', '002', '（一）试点时间安排', '（二）加大宣传'],
  ['party-led-2022', '003', '三、目标任务', '五、工作要求'],
  ['ningbo-2023', '004', '(三)主要目标', '二、重点任务'],
] as const

const listed = (plan: string): { says: string }[] =>
  parse(readFileSync(path.join(ROOT, 'policy/plans', plan, 'numbers.yaml'), 'utf8')) as { says: string }[]

it.skipIf(!existsSync(SEEDS)).each(PLANS)('%s: every stated value is listed', (plan, seed, from, to) => {
  const file = readdirSync(SEEDS).find((name) => name.startsWith(seed)) ?? ''
  const text = readFileSync(path.join(SEEDS, file), 'utf8')
  const body = text.slice(text.indexOf(from), text.indexOf(to, text.indexOf(from)))
  expect(body.length).toBeGreaterThan(200)
  const plain = body.replaceAll(/[〔《][^〕》]*[〕》]/g, '')
  const known = listed(plan)
    .map((one) => one.says)
    .join('；')
  const missing = (plain.match(FIGURE) ?? []).filter((figure) => !known.includes(figure))
  expect(missing).toEqual([])
  expect(
    listed(plan)
      .filter(({ says }) => !text.replaceAll(' | ', ' ').includes(says))
      .map((one) => one.says),
  ).toEqual([])
})
