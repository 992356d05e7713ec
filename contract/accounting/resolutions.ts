/** By which sealed resolution of the members an asset was disposed of, money invested or a guarantee given. */
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
export const readGuarantee = endpoint({
  method: 'GET',
  path: '/api/guarantees/:id/resolution',
  params: idParams,
  response: z.object({ body: z.string(), resolution: usedResolution.nullable(), mayWrite: z.boolean() }),
})
export const linkGuarantee = endpoint({
  method: 'POST',
  path: '/api/guarantees/:id/resolution',
  params: idParams,
  body: link,
  response: z.object({}),
})
