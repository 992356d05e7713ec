/** 方案依据: an official adopts a model document with its slots, meets a clash of clauses and records what the county does. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a model document is adopted slot by slot; its clash with the law is met and decided', async () => {
  const officer = await office.person('xian')
  await officer.open('/policies/party-led-2022')
  await officer.press('在本地执行')
  const adopt = officer.page.getByRole('button', { name: '在所选辖区执行' })
  await officer.type('本地印发文件的名称和文号', '虚构县委〔2026〕1号')
  expect(await adopt.isDisabled()).toBe(true)
  await officer.type('印发机关（区委、区政府的名称）', '虚构县委')
  await officer.type('本地文号', '虚委发〔2026〕1号')
  await officer.type('全区行政村数', '41')
  await officer.type('各项措施的责任单位（镇的名称）', '麦川镇')
  await officer.press('先看影响')
  await officer.see(/新增问题/, officer.page.getByLabel('影响'))
  await officer.look('adopt', { whole: true })
  await officer.press('在所选辖区执行')
  await officer.see('本地执行')
  await officer.menu('条款冲突')
  await officer.see('盈余按占股分，还是六成以上按交易量（额）返还')
  await officer.picture('clashes')
  const clash = officer.page.getByRole('article').filter({ hasText: '盈余按占股分' })
  await officer.press('选定做法', clash)
  await officer.see('请写明依据', clash)
  await officer.type('选定的依据', '县政府常务会议纪要〔2026〕3号', clash)
  await officer.press('记录选定', clash)
  await officer.see('已选定', clash)
  await officer.look('clash-chosen')
})

test('a stricter value is tried before it is set, set with its ground, and taken back', async () => {
  const officer = await office.person('xian')
  await officer.open('/policies/cooperative-law?clause=第12条')
  const clause = officer.page.getByRole('article').filter({ hasText: '第12条' }).first()
  await officer.press('本地另定', clause)
  await officer.type('数值', '8名', clause)
  await officer.press('先看影响', clause)
  await officer.see(/新增问题 [1-9]/, clause)
  await officer.picture('what-if', { of: clause })
  await officer.type('依据', '县政府文件〔2026〕5号', clause)
  await officer.press('按这个数值执行', clause)
  await officer.see('本地依据：县政府文件〔2026〕5号', clause)
  await officer.press('撤回本地数值', clause)
  await officer.type('撤回的依据', '上级要求恢复', clause)
  await officer.press('撤回', clause)
  await officer.see('历次数值', clause)
  await officer.look('value-taken-back', { of: clause })
})

test('every plan is read at the desk and on the telephone', async () => {
  const officer = await office.person('xian')
  const phone = await office.person('lingdao', 'phone')
  for (const plan of ['heshui-2023', 'shuocheng-2021', 'nanchuan-2021', 'party-led-2022', 'ningbo-2023']) {
    await officer.open(`/policies/${plan}`)
    await officer.look(`reader-${plan}`)
    await phone.open(`/policies/${plan}`)
    expect(await phone.isTooWide(), plan).toBe(false)
    await phone.look(`reader-${plan}`)
  }
  await officer.open('/policies/loan-prime-rate-2019')
  await officer.see('一年期贷款市场报价利率')
  await officer.picture('policy-values')
  await officer.open('/policies/heshui-2023?clause=二(二)1')
  await officer.picture('policy')
})

test('on the telephone a clash is read without pushing the page', async () => {
  const phone = await office.person('lingdao', 'phone')
  await phone.open('/clashes')
  await phone.see('分红下限用的贷款基准利率已经停用')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('clashes-phone', { whole: true })
})
