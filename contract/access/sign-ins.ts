/** Who signed in and with what result, and one's own sessions. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

export const OUTCOMES = {
  ok: '登录成功',
  wrong: '用户名或密码不对',
  locked: '锁定期间',
  disabled: '账号已停用',
  expired: '一次性密码已过期',
  codeAsked: '密码对，待填动态口令',
  wrongCode: '动态口令不对',
  usedCode: '动态口令用过了',
} as const
export type SignInOutcome = keyof typeof OUTCOMES

const signIn = z.object({
  id: z.string(),
  at: z.string(),
  /** Null where no account is called so: what was typed there may be a password, and is not shown. */
  username: z.string().nullable(),
  name: z.string().nullable(),
  outcome: z.string(),
  address: z.string().nullable(),
  agent: z.string().nullable(),
})
export type WireSignIn = z.infer<typeof signIn>

/** The log, the newest first, page by page from its end. */
export const listSignIns = endpoint({
  method: 'GET',
  path: '/api/sign-ins',
  query: z.object({
    username: z.string().max(64).optional(),
    outcome: z.enum(Object.keys(OUTCOMES) as [SignInOutcome, ...SignInOutcome[]]).optional(),
    /** The first and the last day of the attempts that are asked for. */
    from: z.iso.date().optional(),
    to: z.iso.date().optional(),
    before: z.string().regex(/^\d+$/, '请从第一页重新翻页').optional(),
  }),
  response: z.object({ entries: z.array(signIn), more: z.boolean() }),
})

/** Where one is signed in oneself, and one's last sign-ins. */
export const readOwnSessions = endpoint({
  method: 'GET',
  path: '/api/session/places',
  response: z.object({
    sessions: z.array(
      z.object({
        id: z.string(),
        createdAt: z.string(),
        lastSeenAt: z.string(),
        address: z.string().nullable(),
        agent: z.string().nullable(),
        here: z.boolean(),
      }),
    ),
    lately: z.array(signIn),
  }),
})

/** Ends one of one's other sessions, or all others. */
export const endOwnSessions = endpoint({
  method: 'POST',
  path: '/api/session/places/end',
  body: z.object({
    id: z
      .string()
      .regex(/^[0-9a-f]{16}$/)
      .nullable(),
  }),
  response: z.object({ ended: z.number() }),
})
