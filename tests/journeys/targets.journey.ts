/** 目标任务: an officer sees where each target stands, why one is not live, and goes down to a township and its rows. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('from the list of targets to the areas behind one and down to a township', async () => {
  const officer = await office.person('xian')
  await officer.menu('目标进度')
  await officer.see('项目标写得不完整')
  await officer.settled()
  await officer.picture('targets')
  await officer.press('五有达标率（2022年）')
  await officer.see('基数：正常运行的合作社')
  await officer.see('下级辖区')
  await officer.settled()
  await officer.look('target-detail')
  const sheet = await officer.download(() => officer.follow('导出进度表'))
  expect(sheet.name).toMatch(/目标任务进度表.*\.xlsx$/)
  await officer.follow('麦川镇')
  await officer.see('麦川镇 · 目标任务')
})

test('on the telephone nothing is wider than the screen', async () => {
  const phone = await office.person('lingdao', 'phone')
  await phone.open('/targets?target=shuocheng-2021/five-haves-2022')
  await phone.see('基数：正常运行的合作社')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('targets-phone')
})
