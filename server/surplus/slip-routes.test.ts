/** Slips as a paper: the code that was printed stands on each, or the line that says why not; never neither. */
import { inflateSync } from 'node:zlib'
import { decodeQR } from 'qr/decode.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { IssuedCode } from '#contract/membership/household-codes.ts'
import type { WireSlip } from '#contract/surplus/payments.ts'
import type { WireTypedPlan } from '#contract/surplus/typed-plan.ts'
import { unzip, zipDirectory } from '#server/files/zip.ts'
import { signIn, testApp, type Person, type TestApp } from '../../tests/app.ts'
import { enterHousehold, printCodes } from '../../tests/household-door.ts'

let app: TestApp
let clerk: Person
let body = ''
let plan = ''
beforeAll(async () => {
  app = await testApp()
  clerk = await signIn(app, 'kuaiji')
  body = (await clerk.get<{ rows: { body: string }[] }>('/api/shares')).body.rows[0]!.body
  const held = await clerk.get<{ year: number; suggested: WireTypedPlan }>(`/api/surplus/${body}`)
  const typed = { ...held.body.suggested, surplus: '200000', reserveRate: '10%' }
  const made = await clerk.post<{ id: string }>(`/api/surplus/${body}/plans`, { year: held.body.year, typed })
  if (made.status !== 200) throw new Error(made.says)
  plan = made.body.id
})
afterAll(() => app.close())

const slipsOf = async (who = clerk) =>
  (await who.get<{ slips: WireSlip[] }>(`/api/surplus-plans/${plan}/slips`)).body.slips
const paper = (who: Person, codes: readonly IssuedCode[] = [], more: object = {}) =>
  who.post<Uint8Array>(`/api/surplus-plans/${plan}/slips.docx`, {
    endsOn: '2026-04-19',
    codes: codes.map(({ member, code }) => ({ member, code })),
    ...more,
  })
/** The text of a paper and what its codes say. */
function read(bytes: Uint8Array): { text: string; links: string[] } {
  const entries = zipDirectory(bytes)!
  const text = Buffer.from(
    unzip(
      bytes,
      entries.find((one) => one.name === 'word/document.xml')!,
    )!,
  ).toString()
  const pictures = entries.filter((one) => one.name.endsWith('.png'))
  return {
    text: text.replaceAll(/<\/w:p>/g, '\n').replaceAll(/<[^>]+>/g, ''),
    links: pictures.map((one) => decode(unzip(bytes, one)!)),
  }
}

/** Reads a picture of one bit a dot, as our own papers have it. */
function decode(png: Uint8Array): string {
  const bytes = Buffer.from(png)
  const size = bytes.readUInt32BE(16)
  const length = bytes.readUInt32BE(33)
  const lines = inflateSync(bytes.subarray(41, 41 + length))
  const data = new Uint8Array(size * size * 4).fill(255)
  const stride = size / 8 + 1
  for (let y = 0; y < size; y += 1)
    for (let x = 0; x < size; x += 1)
      if (((lines[y * stride + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1) === 0)
        data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3)
  return decodeQR({ width: size, height: size, data })
}

test('no paper is made while households have no code, and who prints none reads why there is none', async () => {
  const refused = await paper(clerk)
  expect([
    refused.status,
    (refused.body as unknown as { problems: { code: string }[] }).problems[0]!.code,
  ]).toEqual([422, 'slip-codes-missing'])
  const leader = await signIn(app, 'lingdao')
  const told = await paper(leader)
  expect(told.status).toBe(200)
  const slips = await slipsOf(leader)
  expect(read(told.body).text.split('还没有能用的入口码').length - 1).toBe(slips.length)
  expect(read(told.body).links).toEqual([])
})

test('each slip carries the code of the print, as digits and to be scanned; those in use are told of', async () => {
  const codes = await printCodes(clerk, { body })
  const slips = await slipsOf()
  const made = await paper(clerk, codes)
  expect(made.status, made.says).toBe(200)
  const { text, links } = read(made.body)
  const own = codes.filter((one) => slips.some((slip) => slip.member === one.member))
  expect(links.toSorted()).toEqual(own.map((one) => one.link).toSorted())
  for (const { code, number } of own) expect(text).toContain(`入口码 ${code}　成员编号 ${number}`)
  const [first, second] = own
  await enterHousehold(app, first!)
  const again = read((await paper(clerk)).body)
  expect(again.links).toEqual([])
  expect(again.text.split('自己设的密码进入。忘了的').length - 1).toBe(1)
  expect(again.text.split('2026-04-19 以前用一次').length - 1).toBe(own.length - 1)
  const one = read((await paper(clerk, [second!], { member: second!.member })).body)
  expect(one.links).toEqual([second!.link])
})

test('what is no code, and who reads no slips, are refused', async () => {
  const { member } = (await slipsOf())[0]!
  expect((await paper(clerk, [], { codes: [{ member, code: '1234567' }] })).status).toBe(400)
  expect((await paper(await signIn(app, 'guanli'))).status).toBe(403)
})
