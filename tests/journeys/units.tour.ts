/** 机构改革: an office gets a new name, another one is merged; what is open follows, what was written keeps the name of its time. */
import type { Page } from 'playwright-core'
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

test('a village is merged into its neighbour on paper, what lies there goes along after a look, and it is taken back', async () => {
  const officer = await office.person('xian')
  const answer = await officer.page.context().request.get('/api/county-areas?within=990101101&size=30')
  const { rows } = (await answer.json()) as { rows: { code: string; name: string; level: string }[] }
  const [gone, heir] = rows.filter((one) => one.level === 'village') as [(typeof rows)[0], (typeof rows)[0]]
  await divideTo(officer.page, gone.code)
  await officer.menu('本县区划')
  await officer.see('乡镇和村的代码、名称、起止日期')
  await officer.settled()
  await officer.picture('areas')
  await officer.page.getByLabel('名称、原名或代码').fill(gone.code)
  await officer.page.keyboard.press('Enter')
  await officer.press(`撤并 ${gone.name}`)
  // Of some hundred the list shows what was searched for.
  await officer.type('第 1 个', heir.code)
  await officer.page.getByTitle(`${heir.name}（${heir.code}）`, { exact: true }).first().click()
  await officer.type('依据', '县政府批复〔2026〕3号')
  await officer.press('看看会怎样')
  await officer.see(/从 .+ 起撤销，仍在“已撤销”里查得到/)
  await officer.see(/已分解的任务 1 项/)
  await officer.see(new RegExp(`归 ${heir.name}，共 3`))
  await officer.picture('area-merge', { whole: true })
  await officer.page.setViewportSize({ width: 390, height: 844 })
  await officer.look('area-merge-narrow', { whole: true })
  await officer.page.setViewportSize({ width: 1440, height: 900 })
  await officer.press('办理撤并')
  await officer.see('已办理')
  await officer.page.getByText('已撤销', { exact: true }).first().click()
  await officer.see(`由${heir.name}接续`)
  await officer.press('撤回')
  await officer.type('为什么撤回', '批复撤销')
  await officer.look('area-undo', { whole: true })
  await officer.press('撤回变更')
  await officer.see(/撤回变更：恢复/)
  await officer.look('area-undone', { whole: true })

  await officer.page.goto('/areas?q=990101101')
  await officer.press(/^拆分 /, officer.page.getByRole('row').filter({ hasText: /990101101(?!\d)/ }))
  await officer.see('下面的村')
  await officer.look('area-split', { whole: true })

  const phone = await office.person('xian', 'phone')
  await phone.open('/areas')
  await phone.see('新设乡镇或村')
  expect(await phone.isTooWide()).toBe(false)
  await phone.look('areas')
})

/** Sets a part of a target that is a number for a village. */
async function divideTo(page: Page, village: string): Promise<void> {
  const { request } = page.context()
  const at = `/api/targets/division?area=${village.slice(0, 9)}`
  const { csrf } = (await (await request.get('/api/session')).json()) as { csrf: string }
  const headers = { 'x-heshe-csrf': csrf }
  // Of the place's own, so that it is not due yet whatever the day is.
  const own = {
    id: null,
    version: 0,
    label: '新建联合社',
    type: 'count',
    comparator: 'at_least',
    value: '20',
    kind: 'stock',
    fact: null,
    base: null,
    from: '2026-01-01',
    by: '2039-12-31',
    ground: '县委一号文件',
  }
  expect((await request.post('/api/targets/own', { headers, data: own })).status()).toBe(200)
  const { targets } = (await (await request.get(at)).json()) as { targets: { id: string; label: string }[] }
  const target = targets.find((one) => one.label === own.label)!
  const written = await request.post('/api/targets/division', {
    headers,
    data: {
      area: village.slice(0, 9),
      ground: '镇里分解通知',
      cells: [{ target: target.id, area: village, value: '3', owner: '', version: 0 }],
    },
  })
  expect(written.status()).toBe(200)
}
