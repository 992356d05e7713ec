/** How far a form has come back, and the words to remind those who have not returned it. */
import { printDayLong, type Day } from '../values/day.ts'

export type ReturnState = '未返回' | '部分返回' | '已返回'

export interface TownshipProgress {
  name: string
  /** Bodies asked, and bodies of which every line is back. */
  rows: number
  returnedRows: number
  /** Lines that are back, whole or not. */
  lines: number
}

/** 已返回 once every body is back; 部分返回 once anything is. */
export function returnState(one: Pick<TownshipProgress, 'rows' | 'returnedRows' | 'lines'>): ReturnState {
  if (one.returnedRows >= one.rows) return '已返回'
  return one.lines > 0 ? '部分返回' : '未返回'
}

/** Text for the chat group: what is due when, who has returned nothing, who has to add to it. */
export function reminderText(form: {
  title: string
  dueOn: Day
  today: Day
  townships: readonly TownshipProgress[]
}): string {
  const { title, dueOn, today, townships } = form
  const missing = townships.filter((one) => returnState(one) === '未返回')
  const partly = townships.filter((one) => returnState(one) === '部分返回')
  const head = `【收表提醒】《${title}》收表期限为${printDayLong(dueOn)}${dueOn < today ? '，已经逾期' : ''}。`
  if (missing.length + partly.length === 0) return `${head}各乡镇均已返回，谢谢配合。`
  const lines = [
    head,
    ...(missing.length > 0
      ? [`尚未返回（${missing.length}个）：${missing.map((one) => one.name).join('、')}。`]
      : []),
    ...(partly.length > 0
      ? [
          `还没有填齐（${partly.length}个）：${partly.map((one) => `${one.name}（还差${one.rows - one.returnedRows}家）`).join('、')}。`,
        ]
      : []),
    '请抓紧填好浅黄色的格子后发回，文件名、格式不限；不掌握的先空着，有多少报多少。',
  ]
  return lines.join('\n')
}
