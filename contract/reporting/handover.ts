/** Handing over a post: who to whom, what is open, and the list that both sign. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

const person = z.object({
  username: z.string(),
  name: z.string(),
  roleLabel: z.string(),
  areaName: z.string(),
})

export const openWork = z.object({
  id: z.string(),
  /** 整改单, 政策任务, 导入批次 …: what it is called on paper. */
  kind: z.string(),
  title: z.string(),
  state: z.string(),
  dueOn: z.string().nullable(),
  /** Where it is done. */
  to: z.string(),
})
export type OpenWork = z.infer<typeof openWork>

/** The handovers that the person sees, the newest first, and whose work he may hand over. */
export const listHandovers = endpoint({
  method: 'GET',
  path: '/api/handovers',
  response: z.object({
    handovers: z.array(
      z.object({
        id: z.string(),
        giver: z.string(),
        receiver: z.string(),
        onDay: z.string(),
        ground: z.string(),
        count: z.number(),
      }),
    ),
    givers: z.array(person),
  }),
})
/** What is open with this person, and who may take it over. */
export const previewHandover = endpoint({
  method: 'GET',
  path: '/api/handovers/preview',
  query: z.object({ giver: z.string() }),
  response: z.object({ work: z.array(openWork), units: z.array(z.string()), successors: z.array(person) }),
})
/** Hands all of it over in one step. */
export const handOver = endpoint({
  method: 'POST',
  path: '/api/handovers',
  body: z.object({ giver: z.string(), receiver: z.string(), ground: z.string() }),
  response: z.object({ id: z.string(), count: z.number() }),
})
