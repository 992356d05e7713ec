/** What hangs on a wall shows names and amounts, and no number by which a person could be harmed. */

/** An id number, with or without blanks in it. */
const ID = /(?<!\d)\d{6}\s?(?:19|20)\d{2}\s?\d{4}\s?\d{3}[\dXx](?![\dXx])/g
/** A card or account: twelve digits or more, as they are printed in groups too. */
const ACCOUNT = /(?<!\d)\d(?:[ -]?\d){11,31}(?!\d)/g
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g

/** Words with id numbers, accounts and mobile numbers masked; vouchers' and cases' own numbers are shorter and stay. */
export function maskWords(text: string): string {
  return text
    .replaceAll(ID, (found) => masked(found, 3))
    .replaceAll(ACCOUNT, (found) => masked(found, 0))
    .replaceAll(MOBILE, (found) => masked(found, 3))
}

function masked(found: string, head: number): string {
  const plain = found.replaceAll(/[ -]/g, '')
  return `${plain.slice(0, head)}${'*'.repeat(plain.length - head - 4)}${plain.slice(-4)}`
}
