/** What a person does with an item of any procedure: a day by its label, a photograph, a step with what it asks. */
import path from 'node:path'
import { ROOT } from '#server/config.ts'
import type { Person } from './person.ts'

const PHOTO = path.join(ROOT, 'docs/guide/pictures/overview.png')

/** Steps of the person who is signed in by the time they are taken. */
export function itemSteps(person: () => Person) {
  const day = (label: string, on: string): Promise<void> =>
    person().typeDay(person().page.getByLabel(label, { exact: true }).first(), on)
  const photo = async (): Promise<void> => {
    await person().give(PHOTO)
    await person().see('overview.png')
  }
  const step = async (action: string, fill: () => Promise<void> = async () => {}): Promise<void> => {
    await person().press(action)
    await fill()
    await person().press(`确定${action}`)
    await person().see(`${action}：已办理`)
  }
  /** A board of five decides an application where the charter says so. */
  const boardDecides = (filled: () => Promise<void> = async () => {}): Promise<void> =>
    step('登记理事会决定', async () => {
      await person().type('章程哪一条写明由理事会决定入社', '章程第十二条')
      await day('理事会开会日期', '2026-03-18')
      await person().type('决议名称', '2026 年第三次理事会决议')
      await person().type('理事人数', '5')
      await person().type('到会理事', '5')
      await person().type('赞成票', '4')
      await photo()
      await filled()
    })
  /** A farmer's application on paper is taken in. */
  const takeApplication = async (name: string): Promise<void> => {
    await person().menu('入社')
    await person().press('受理入社申请')
    await person().type('申请人姓名（名称）', name)
    await person().choose('成员类型', '农民')
    await day('申请日期', '2026-03-01')
    await photo()
    await person().press('看看会怎样办')
    await person().press('受理')
    await step('受理申请')
  }
  return { boardDecides, day, photo, step, takeApplication }
}
