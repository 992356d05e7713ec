/** What a slip says where it carries no code: each household reads how it comes in, or why it does not. */
import type { Day } from '../values/day.ts'

export type EntryState = 'none' | 'issued' | 'expired' | 'entered' | 'locked'

/** How a household stands with its code; undefined where it is no longer on the roll. */
export interface EntryStand {
  state: EntryState
  endsOn: Day | null
}

/** Whether a code is to be printed before the slip is handed out: there is none that still opens. */
export function wantsCode(stand: EntryStand | undefined): boolean {
  return stand !== undefined && stand.state !== 'entered' && stand.state !== 'issued'
}

/** The line in place of the code. */
export function entryWords(stand: EntryStand | undefined): string {
  if (stand === undefined) return '成员名册上已没有这一户，不印入口码。'
  if (stand.state === 'entered')
    return '用手机查自己的账：入口码印在您用过的那张明白纸上，凭它和自己设的密码进入。忘了的，请带身份证到合作社或村委会重新打印。'
  if (stand.state === 'issued')
    return `用手机查自己的账：入口码已经印在上一张明白纸上，${stand.endsOn ?? ''} 以前用一次。丢了的，请带身份证到合作社或村委会重新打印。`
  return '用手机查自己的账：您还没有能用的入口码，请带身份证到合作社或村委会打印一张。'
}
