/** Who only reads: the auditor finds no button that changes anything, the leader goes from the whole to the single one. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

/** Words on buttons that change something. */
const CHANGES =
  /新增|修改|保存|写入|删除|立案|交办|导入|生成|运行体检|确定|上传|新建|重置|停用|受理|退回|补填|在本地执行|撤销|报送/
/** What reads like one of them and changes nothing: it sorts, opens or takes a file away. */
const READS = /下载|导出|修改密码|查看/

test('an auditor reads everything and finds no button that changes anything', async () => {
  const auditor = await office.person('shenji')
  const pages = await auditor.menuPages()
  expect(pages).toContain('/registers/body')
  expect(pages).toContain('/admin/audit')
  expect(pages).not.toContain('/imports')
  // A token of one's own only reads what its holder reads; it changes nothing that the county keeps.
  for (const page of pages.filter((one) => one !== '/admin/tokens')) {
    await auditor.menuTo(page)
    expect(await buttonsThatChange(auditor.page), page).toEqual([])
  }
  await auditor.open('/registers/body?q=绿泰蚕桑')
  await auditor.follow(/绿泰蚕桑/)
  await auditor.see('档案完整度')
  expect(await buttonsThatChange(auditor.page), 'dossier').toEqual([])
  await auditor.picture('auditor-dossier')
  await auditor.open('/registers/body/new')
  await auditor.see('您的岗位不能新增“主体名录”，只能查看')
})

async function buttonsThatChange(page: import('playwright-core').Page): Promise<string[]> {
  // A button that stays pressed filters what is shown.
  const buttons = page.locator('main button:not([aria-pressed])')
  const names = await buttons.allInnerTexts()
  return names.map((name) => name.trim()).filter((name) => CHANGES.test(name) && !READS.test(name))
}

test('a leader sees the county at a glance and goes down to one cooperative', async () => {
  const leader = await office.person('lingdao')
  await leader.menu('辖区总览')
  await leader.see('麦川镇')
  await leader.picture('overview')
  await leader.follow('麦川镇')
  await leader.settled()
  await leader.see(/村|社区/)
  await leader.look('overview-township')
  const phone = await office.person('lingdao', 'phone')
  await phone.open('/overview')
  await phone.see('麦川镇')
  expect(await phone.isTooWide()).toBe(false)
  await phone.picture('overview')
})
