/** What was refused to people who are signed in. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** Of one person within an hour so many are told one by one; what comes beyond is counted. */
export const TOLD_PER_HOUR = 60

/** Reasons of which the log tells, beside every answer 403. */
export const REFUSED_FOR = {
  forbidden: '岗位没有这项权限，或不在辖区内',
  csrf: '没有页面令牌',
  'must-change-password': '还没有改一次性密码',
  'second-factor-first': '还没有设置动态口令',
  'token-reads-only': '只能查询的接口令牌要写入',
  'own-account': '改自己的账号',
  'action-four-eyes': '应由另一人办理',
  'action-not-yours': '步骤不由这个岗位办理',
  'review-own': '审核自己制的凭证',
  'paper-recorder-is-signer': '代录人就是签批人',
} as const
export type RefusedFor = keyof typeof REFUSED_FOR

const refusedAct = z.object({
  id: z.string(),
  at: z.string(),
  username: z.string(),
  /** Null for a household, which has no account. */
  name: z.string().nullable(),
  roleLabel: z.string(),
  door: z.string(),
  address: z.string().nullable(),
  method: z.string(),
  route: z.string(),
  /** What the route is for, in Chinese; empty where it is not declared. */
  says: z.string(),
  code: z.string(),
  /** How many more of this hour were counted and not told; on the last that was told. */
  beyond: z.number(),
})
export type WireRefusedAct = z.infer<typeof refusedAct>

/** The log, the newest first, page by page from its end. */
export const listRefusedActs = endpoint({
  method: 'GET',
  path: '/api/refused-acts',
  query: z.object({
    username: z.string().max(64).optional(),
    code: z.enum(Object.keys(REFUSED_FOR) as [RefusedFor, ...RefusedFor[]]).optional(),
    from: z.iso.date('请写成 2026-03-01 的样子').optional(),
    to: z.iso.date('请写成 2026-03-01 的样子').optional(),
    before: z.string().regex(/^\d+$/, '请从第一页重新翻页').optional(),
  }),
  response: z.object({ entries: z.array(refusedAct), more: z.boolean() }),
})
