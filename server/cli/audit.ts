/** heshe audit verify: whether the trail, and the logs beside it, are what was chained. */
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { systemClock } from '../clock.ts'
import type { Arguments } from './arguments.ts'
import { inDeployment, osUser, type Opened } from './database.ts'
import { say } from './print.ts'

/** What the verification says. */
export interface Verified {
  links: number
  entries: number
  pending: number
  broken: number
  settled: number
  breaks: readonly { says: string }[]
  logLinks: number
  logEntries: number
  logPending: number
}

/** Put in by the index of the command line. */
export type Verify = (
  chain: Opened['services']['chain'],
  by: { actor: string; now: Date },
) => Promise<Verified>

/** Verifies the chain of the trail; 1 where anything was altered or removed. */
export async function runAudit(given: Arguments, verify: Verify): Promise<Outcome<0 | 1>> {
  if (given.file !== 'verify')
    return failed(refused('usage', `没有“heshe audit ${given.file}”；可用的有 heshe audit verify。`))
  const verified = await inDeployment(systemClock, async ({ services }) =>
    done(await verify(services.chain, { actor: osUser(), now: services.clock.now() })),
  )
  if (!verified.ok) return verified
  const { links, entries, pending, broken, settled, breaks, logLinks, logEntries, logPending } =
    verified.value
  const rest = broken - breaks.length
  if (given.has('json')) say([JSON.stringify(verified.value)])
  else
    say([
      ...breaks.map((one) => one.says),
      ...(rest > 0 ? [`另有 ${rest} 处没有逐条列出。`] : []),
      `留痕链共 ${links} 环，${entries} 条留痕与入链时一致；${pending} 条尚未入链（服务运行时随后入链）。`,
      `登录日志、越权记录的链共 ${logLinks} 环，${logEntries} 条一致；${logPending} 条尚未入链（拒绝次数满一小时才入链）。`,
      ...(settled > 0 ? [`另有 ${settled} 处已由审计管理员查处，结论在“留痕核对”页。`] : []),
      broken === 0 ? '没有发现改动或删除。' : `发现 ${broken} 处改动或删除，请保留现场，报告审计管理员。`,
    ])
  return done(broken === 0 ? 0 : 1)
}
