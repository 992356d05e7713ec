/** The way in of a household: what is read off its printed strip, and the PIN that it sets when it comes in for the first time. */
import type { Person } from './person.ts'

/** The eight digits on the first strip of the page, and where its two-dimensional code leads. */
export async function readStrip(desk: Person): Promise<{ digits: string; link: string }> {
  const strip = desk.page.getByRole('group', { name: /的入口码$/ })
  await strip.waitFor()
  const [digits = '', number = ''] = await strip.locator('b').allTextContents()
  return { digits, link: `/m/#${digits.replace(' ', '')}.${number}` }
}

/** Sets the first PIN on the telephone; what it is answered is for the test to see. */
export async function setFirstPin(phone: Person, pin: string, repeat = pin): Promise<void> {
  await phone.type('给自己设一个 6 位数字的密码', pin)
  await phone.type('密码再输一次', repeat)
  await phone.press('设好密码，进入')
}
