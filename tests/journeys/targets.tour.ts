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

test('a target is divided: pasted from a sheet, checked, saved with its ground, seen by the township', async () => {
  const officer = await office.person('xian')
  await officer.open('/targets/divide?year=2022')
  await officer.see('各地合计')
  const towns = await officer.page.locator('.division tbody th[scope=row]').allInnerTexts()
  const [first = '', second = ''] = towns
  await officer.type(
    '粘贴分解表',
    `乡镇\t新命名区级示范社\t备注\n${first}\t6\t好\n${second}\t5家\t\n不存在镇\t3\t`,
  )
  await officer.press('读入粘贴的表')
  await officer.see('读到 2 格')
  await officer.see('“不存在镇”不是这里的下级辖区')
  await officer.see('各地合计')
  await officer.type(`${first} 责任单位`, '农业农村服务中心')
  await officer.settled()
  await officer.picture('target-division')
  await officer.type('依据（下达任务的文件或会议）', '全县合作社工作会议')
  await officer.press('保存分解任务')
  await officer.see('分解任务已保存')
  await officer.open('/targets?target=shuocheng-2021/new-demonstration-2022')
  await officer.see('各地合计 11，全域数 10，高出 1')
  await officer.see('农业农村服务中心')
  await officer.settled()
  await officer.look('target-divided')
})

test('a rate that lacks its base is completed; a target of the place’s own is added and drawn', async () => {
  const officer = await office.person('xian')
  await officer.open('/targets?target=shuocheng-2021/demonstration-2022')
  await officer.press('问明后补正')
  await officer.type('基数：以哪些合作社为分母', '正常运行的合作社')
  await officer.type('谁答复的（发文单位的复函、会议或电话记录）', '发文单位电话答复，有记录')
  await officer.press('补正并开始考核')
  await officer.see('补正依据')
  await officer.open('/targets')
  await officer.press('自定目标')
  await officer.type('目标名称', '五有达标合作社比例')
  await officer.page.getByText('比例', { exact: true }).first().click()
  await officer.type('要求', '60%')
  await officer.pick('用哪个指标算', '五有达标率')
  await officer.type('基数：以哪些合作社为分母', '正常运行的合作社')
  await officer.type('依据（文件名称、文号或会议）', '年度工作要点')
  await officer.look('own-target')
  await officer.press('加入这项目标')
  await officer.press(/^五有达标合作社比例/)
  await officer.see('图上各点的数')
  await officer.settled()
  await officer.look('target-course')
})

test('on the telephone nothing is wider than the screen', async () => {
  const phone = await office.person('lingdao', 'phone')
  await phone.open('/targets?target=shuocheng-2021/five-haves-2022')
  await phone.see('基数：正常运行的合作社')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('targets-phone')
})
