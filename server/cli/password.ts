/** heshe password: a new one-time password from the machine itself, for whom nobody else can help. */
import type { Transaction } from 'kysely'
import { done, type Outcome } from '#core/values/outcome.ts'
import { systemClock } from '../clock.ts'
import type { Arguments } from './arguments.ts'
import { inDeployment, inTransaction } from './database.ts'
import { say } from './print.ts'

/** What resetting can do; put in by the index of the command line. */
export interface PasswordWork {
  reset: (
    trx: Transaction<unknown>,
    of: { username: string; now: Date; secondFactor: boolean },
  ) => Promise<Outcome<{ role: string; password: string; days: number; factorTakenOff: boolean }>>
}

/** Tells the password once; nothing is changed where there is no such account. */
export async function runPassword(given: Arguments, { reset }: PasswordWork): Promise<Outcome<0>> {
  const username = given.file
  const secondFactor = given.has('second-factor')
  const made = await inDeployment(systemClock, ({ database, services }) =>
    inTransaction(database.app, { command: 'password', keep: true }, (trx) =>
      reset(trx, { username, now: services.clock.now(), secondFactor }),
    ),
  )
  if (!made.ok) return made
  const { role, password, days, factorTakenOff } = made.value
  say([
    `已重置 ${username}（${role}）的密码，原来的登录全部退出，锁定解除。一次性密码只显示这一次，${days} 天内有效，登录后须改：`,
    `  ${password}`,
    ...(factorTakenOff ? ['动态口令已解除，登录后请在新手机上重新设置。'] : []),
    ...(secondFactor && !factorTakenOff ? ['这个账号没有开启动态口令。'] : []),
  ])
  return done(0)
}
