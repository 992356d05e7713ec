import { halfWidth, tidyText } from './typed-text.ts'

/** The dots that people type between the parts of a name: U+00B7 is the standard's own. */
const DOTS = /[·•‧∙⋅・･．᛫●.]/g
const DOT = '·'

/** The name as it is shown: composed, without invisible characters, trimmed; spaces inside (a wide space between two characters) and rare characters stay. */
export function showPersonName(text: string): string {
  return tidyText(text)
}

/** The form in which names are compared: without spaces, with one kind of dot, Latin letters half-width and in capitals. */
export function personNameKey(text: string): string {
  return halfWidth(tidyText(text)).replace(/\s+/g, '').replace(DOTS, DOT).toUpperCase()
}

/** Whether two names are the same name, however their spaces and dots were typed. */
export function samePersonName(first: string, second: string): boolean {
  return personNameKey(first) === personNameKey(second)
}
