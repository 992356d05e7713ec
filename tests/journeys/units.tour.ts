/** 机构改革: an office gets a new name, another one is merged; what is open follows, what was written keeps the name of its time. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a unit is renamed from a day, another is dissolved into it, and the task tells both', async () => {
  const officer = await office.person('xian')
  await officer.menu('单位名单')
  for (const name of ['扶贫开发局', '农业农村局']) {
    await officer.press('添加单位')
    await officer.type('单位名称', name)
    await officer.press('保存单位')
    await officer.see('已保存')
    await officer.page.getByLabel('单位名称').waitFor({ state: 'hidden' })
    await officer.see(name)
  }
  await officer.open('/tasks/new')
  await officer.see('系统已落实')
  await officer.page.getByRole('row').nth(2).getByRole('checkbox').check()
  await officer.type('任务 1：任务', '逐户核对成员名册并公示')
  await officer.pick('任务 1：牵头单位', '扶贫开发局')
  await officer.typeDay(officer.page.getByLabel('任务 1：期限'), '2026-04-10')
  await officer.press('生成 1 项任务')
  await officer.see('逐户核对成员名册并公示')

  const line = (name: string) => officer.page.getByRole('row').filter({ hasText: name })
  await officer.menu('单位名单')
  await officer.press('更名', line('扶贫开发局'))
  await officer.type('新名称', '乡村振兴局')
  await officer.type('依据', '机构改革方案')
  await officer.see('1 件未办结的事项改写新名称')
  await officer.picture('unit-rename')
  await officer.click('button', '更名', officer.page.getByLabel('扶贫开发局更名'))
  await officer.see(/原名 扶贫开发局（.+ 以前）/)

  await officer.press('撤并', line('乡村振兴局'))
  await officer.follow('逐户核对成员名册并公示')
  await officer.see('单位变动：扶贫开发局自')
  await officer.menu('单位名单')
  await officer.press('撤并', line('乡村振兴局'))
  await officer.pick('接续的单位', '农业农村局')
  await officer.type('依据', '机构改革方案')
  await officer.look('unit-end')
  await officer.click('button', '撤并', officer.page.getByLabel('乡村振兴局撤并'))
  await officer.see(/撤并，由农业农村局接续/)
  await officer.settled()
  await officer.picture('units')
  await officer.menu('任务进度')
  await officer.follow('逐户核对成员名册并公示')
  await officer.see(/单位变动：乡村振兴局自 .+ 起撤并，由农业农村局接续/)
  await officer.look('unit-moved')

  const phone = await office.person('xian', 'phone')
  await phone.open('/units')
  await phone.see(/由农业农村局接续/)
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('units')
})
