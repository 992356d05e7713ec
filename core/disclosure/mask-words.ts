/** What hangs on a wall shows names and amounts, and no number by which a person could be harmed. */
import { maskBankAccount } from '../values/bank-account.ts'
import { maskIdNumber } from '../values/id-number.ts'
import { maskPhone } from '../values/phone.ts'

/** An id number, with or without blanks in it. */
const ID = /(?<!\d)\d{6}\s?(?:19|20)\d{2}\s?\d{4}\s?\d{3}[\dXx](?![\dXx])/g
/** A card or account: twelve digits or more, as they are printed in groups too. */
const ACCOUNT = /(?<!\d)\d(?:[ -]?\d){11,31}(?!\d)/g
const MOBILE = /(?<!\d)1[3-9]\d{9}(?!\d)/g

const plain = (found: string): string => found.replaceAll(/[\s-]/g, '')

/** Words with id numbers, accounts and mobile numbers masked; vouchers' and cases' own numbers are shorter and stay. */
export function maskWords(text: string): string {
  return text
    .replaceAll(ID, (found) => maskIdNumber(plain(found)))
    .replaceAll(ACCOUNT, (found) => maskBankAccount(plain(found)))
    .replaceAll(MOBILE, (found) => maskPhone(found))
}
