/** By which sealed resolution of the members an asset was disposed of, money invested, a guarantee given or a member settled once more. */
import { z } from 'zod'
import { resolutionKey } from '../governance/charters.ts'
import { endpoint } from '../kernel.ts'

const idParams = z.object({ id: z.string() })
const link = z.object({ resolution: resolutionKey })

export const usedResolution = z.object({ meeting: z.string(), says: z.string() })

export const linkDisposal = endpoint({
  method: 'POST',
  path: '/api/assets/:id/resolution',
  params: idParams,
  body: link,
  response: z.object({}),
})
export const readInvestment = endpoint({
  method: 'GET',
  path: '/api/vouchers/:id/resolution',
  params: idParams,
  response: z.object({
    /** Whether the voucher adds to the investments and stands. */
    invests: z.boolean(),
    resolution: usedResolution.nullable(),
    mayWrite: z.boolean(),
  }),
})
export const linkInvestment = endpoint({
  method: 'POST',
  path: '/api/vouchers/:id/resolution',
  params: idParams,
  body: link,
  response: z.object({}),
})

/** What rests on a resolution, from which day (null where it is not done yet), and the resolution. */
export const allowed = z.object({
  body: z.string(),
  day: z.string().nullable(),
  resolution: usedResolution.extend({ heldOn: z.string() }).nullable(),
  mayWrite: z.boolean(),
})
export type WireAllowed = z.infer<typeof allowed>

export const readGuarantee = endpoint({
  method: 'GET',
  path: '/api/guarantees/:id/resolution',
  params: idParams,
  response: allowed,
})
export const linkGuarantee = endpoint({
  method: 'POST',
  path: '/api/guarantees/:id/resolution',
  params: idParams,
  body: link,
  response: z.object({}),
})
export const readResettlement = endpoint({
  method: 'GET',
  path: '/api/resettlements/:id/resolution',
  params: idParams,
  response: allowed.extend({ cancelled: z.boolean() }),
})
export const linkResettlement = endpoint({
  method: 'POST',
  path: '/api/resettlements/:id/resolution',
  params: idParams,
  body: link,
  response: z.object({}),
})
