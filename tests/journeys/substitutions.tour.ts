/** Somebody goes on leave: a colleague is named, takes the place from his own account, does the work, is himself again. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openOffice, type Office } from './office.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office.close())

test('a township officer goes on leave and the village clerk stands in for her, at the desk and on a phone', async () => {
  const away = await office.person('zhen1')
  await away.menu('代班')
  await away.seeTitle('代班')
  await away.type('代班人', '宋麦香')
  await away.page
    .getByTitle(/宋麦香/)
    .first()
    .click()
  await away.typeDay(away.page.getByLabel('代班到哪天止'), office.day)
  await away.type('事由', '年休假')
  await away.picture('substitutions', { whole: true })
  await away.press('安排代班')
  await away.see('宋麦香 代 高望田')
  await away.see('正在代班')

  const clerk = await office.person('cun', 'phone')
  await clerk.page.getByRole('button', { name: '▾' }).click()
  await clerk.page.getByRole('menuitem', { name: /代 高望田 办理/ }).click()
  await clerk.see(/正在代/)
  await clerk.see(/经办人仍记 宋麦香/)
  await clerk.settled()
  await clerk.look('standing-in')
  expect(await clerk.isTooWide()).toBe(false)
  await clerk.open('/cases?state=proposed')
  await clerk.seeTitle('整改台账')
  await clerk.press('回到本人')
  await clerk.page.getByText(/正在代/).waitFor({ state: 'hidden' })
  await clerk.seeTitle('我的待办')

  const desk = await office.person('cun')
  await desk.page.getByRole('button', { name: '▾' }).click()
  await desk.page.getByRole('menuitem', { name: /代 高望田 办理/ }).click()
  await desk.see(/正在代/)
  await desk.settled()
  await desk.picture('standing-in')
  // Ended by the person on leave: the page that is still open in her name writes nothing any more.
  await away.press('提前结束')
  await away.page
    .getByRole('tooltip')
    .getByRole('button', { name: '确 定' })
    .or(away.page.getByRole('tooltip').getByRole('button', { name: '确定' }))
    .first()
    .click()
  await away.see(/提前结束$/)
  await desk.page.reload()
  await desk.settled()
  expect(await desk.page.getByText(/正在代/).count()).toBe(0)

  const auditor = await office.person('shenjigl')
  await auditor.menu('操作日志')
  await auditor.see('开始代班')
  await auditor.see('提前结束代班')
})
