/** The records of a register for another system: in a lasting order, from where the last page ended. */
import { z } from 'zod'
import { endpoint, record } from '../kernel.ts'

/** Words of a query that are no field of a register. */
export const scanQuery = z.looseObject({
  after: z.string().max(200).optional(),
  size: z.coerce.number().int().min(1).max(1000).optional(),
  q: z.string().optional(),
  area: z.string().optional(),
  body: z.string().optional(),
  ended: z.enum(['0', '1']).optional(),
})

/** In the order in which records were made; a record made meanwhile comes at the end, none comes twice, none is left out. */
export const scanRecords = endpoint({
  method: 'GET',
  path: '/api/registers/:register/records',
  params: z.object({ register: z.string() }),
  query: scanQuery,
  response: z.object({
    records: z.array(record),
    /** To be sent as `after` for what follows; null at the end. */
    next: z.string().nullable(),
  }),
})
