import { z } from 'zod'
import { endpoint } from '../kernel.ts'

/** `key` is missing in verifications of before breaks could be settled. */
const auditBreak = z.object({ code: z.string(), says: z.string(), key: z.string().optional() })
export const auditCheck = z.object({
  at: z.string(),
  actor: z.string(),
  links: z.number(),
  entries: z.number(),
  /** Entries that waited for their link; no fault. */
  pending: z.number(),
  /** All faults that no inquiry settled; `breaks` names the first of them. */
  broken: z.number(),
  /** Faults that an inquiry settled. */
  settled: z.number(),
  breaks: z.array(auditBreak),
  /** Of the logs of sign-ins and refusals; their faults stand among `broken`. */
  logLinks: z.number(),
  logEntries: z.number(),
  /** Lines that waited for their link, and hours of refusals that were not over. */
  logPending: z.number(),
})

/** Where the chain of the trail stands, county by county, and what the last verifications said, the newest first. */
export const readAuditChain = endpoint({
  method: 'GET',
  path: '/api/audit/chain',
  response: z.object({
    pending: z.number(),
    counties: z.array(
      z.object({ home: z.string(), name: z.string(), number: z.number(), at: z.string(), hash: z.string() }),
    ),
    /** The logs beside the trail; when each was last cleared of what is past its term. */
    logs: z.array(
      z.object({
        log: z.string(),
        name: z.string(),
        number: z.number(),
        at: z.string(),
        hash: z.string(),
        clearedAt: z.string().nullable(),
      }),
    ),
    checks: z.array(auditCheck),
    /** What came of the inquiries into breaks, the newest first. */
    inquiries: z.array(
      z.object({ at: z.string(), actor: z.string(), says: z.string(), conclusion: z.string() }),
    ),
  }),
})

/** Verifies the whole chain now. */
export const verifyAuditChain = endpoint({
  method: 'POST',
  path: '/api/audit/chain/check',
  response: auditCheck,
})

/** Writes down what came of the inquiry into these breaks; they are counted apart from then on, as they stand now. */
export const settleBreaks = endpoint({
  method: 'POST',
  path: '/api/audit/chain/inquiries',
  body: z.object({
    keys: z.array(z.string().max(300)).min(1).max(200),
    conclusion: z
      .string()
      .trim()
      .min(10, '请写明怎样查的、结论是什么，至少 10 个字')
      .max(1000, '最多 1000 个字'),
  }),
  response: z.object({}),
})
