/** The door of households: by the code of the slip the first time, by the number of their own choosing ever after. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

export const householdSession = z.object({
  bodyName: z.string(),
  name: z.string(),
  number: z.string(),
  today: z.string(),
  demo: z.boolean(),
  /** Sent back as header x-heshe-csrf with every write. */
  csrf: z.string(),
})
export type HouseholdSession = z.infer<typeof householdSession>

const code = z.string().min(1, '请填写入口码').max(40)
const pin = z.string().min(1, '请填写密码').max(40)

/** Sets the number of one's own choosing and comes in; once for a code. */
export const enterFirst = endpoint({
  method: 'POST',
  path: '/api/household/first',
  body: z.object({ code, number: z.string().min(1, '请填写成员编号').max(60), pin }),
  response: householdSession,
})
export const enterAgain = endpoint({
  method: 'POST',
  path: '/api/household/session',
  body: z.object({ code, pin }),
  response: householdSession,
})
export const readHousehold = endpoint({
  method: 'GET',
  path: '/api/household/session',
  response: householdSession,
})
/** Changes the number of one's own choosing; wrong old ones count to the lock. */
export const changePin = endpoint({
  method: 'POST',
  path: '/api/household/pin',
  body: z.object({ old: pin, pin }),
  response: z.object({}),
})
export const leaveHousehold = endpoint({
  method: 'DELETE',
  path: '/api/household/session',
  response: z.object({}),
})
