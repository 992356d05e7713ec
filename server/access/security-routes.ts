/** The settings of the security administrator: read with their history, set with a ground. */
import { sql, type Kysely } from 'kysely'
import * as contract from '#contract/access/security.ts'
import { may, type Role } from '#core/access/role.ts'
import {
  checkSettings,
  rulesOf,
  SETTING_NAMES,
  type SettingChange,
  type SignInRules,
} from '#core/access/security-settings.ts'
import { refused } from '#core/values/problem.ts'
import { Refusal } from '#server/http/refusal.ts'
import { route, type Edge } from '#server/http/route.ts'

/** The rules in force. */
export async function readRules(db: Kysely<unknown>): Promise<SignInRules> {
  const { rows } = await sql<{ rules: Record<string, number> }>`select security_rules() as rules`.execute(db)
  return rulesOf(rows[0]?.rules)
}

/** How long a one-time password that is given now may be used. */
export async function onceTerm(db: Kysely<unknown>, now: Date): Promise<{ days: number; until: Date }> {
  const { onceDays: days } = await readRules(db)
  return { days, until: new Date(now.getTime() + days * DAY_MS) }
}

const DAY_MS = 86_400_000

/** The two endpoints. */
export function securityRoutes(edge: Edge): void {
  const guard = (role: string): boolean => may(role as Role, 'setSecurity')
  route(edge, { endpoint: contract.readSecurity, says: '安全设置与历次变更', guard }, async ({ trx }) => {
    const { rows } = await sql<{ name: string; value: number; ground: string; at: Date; actor: string }>`
      select s.name, s.value, s.ground, s.at, coalesce(u.name, s.actor) as actor
      from security_setting s left join app_user u on u.username = s.actor order by s.id desc limit 200`.execute(
      trx,
    )
    return {
      values: await readRules(trx),
      history: rows.map((row) => ({ ...row, at: row.at.toISOString() })),
    }
  })
  route(edge, { endpoint: contract.setSecurity, says: '更改安全设置', guard }, async ({ trx, body }) => {
    const unknown = body.changes.filter(({ name }) => !SETTING_NAMES.some((one) => one === name))
    const known = body.changes as SettingChange[]
    const problems =
      unknown.length > 0
        ? [refused('setting-unknown', `没有名为“${unknown[0]?.name}”的设置，请刷新页面后再试`)]
        : checkSettings(known, body.ground)
    if (problems.length > 0) throw new Refusal(422, problems)
    for (const { name, value } of known)
      await sql`insert into security_setting (name, value, ground) values (${name}, ${value}, ${body.ground.trim()})`.execute(
        trx,
      )
    return {}
  })
}
