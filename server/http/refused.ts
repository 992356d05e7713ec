/** What was refused to whom: kept with the request until its answer goes out, for the log of refused acts. */
import type { FastifyRequest } from 'fastify'
import type { Refusal } from './refusal.ts'
import type { Caller, Edge } from './route.ts'

const callers = new WeakMap<FastifyRequest, Caller>()
const refusals = new WeakMap<FastifyRequest, Refusal>()

/** The same, and who was found stays known until the request is answered. */
export function remembering(authenticate: Edge['authenticate']): Edge['authenticate'] {
  return async (request) => {
    const caller = await authenticate(request)
    if (caller) callers.set(request, caller)
    return caller
  }
}

/** Keeps what ended a request. */
export function keepRefusal(request: FastifyRequest, refusal: Refusal): void {
  refusals.set(request, refusal)
}

/** Who was refused what; undefined where nothing was, or nobody is known. */
export function refusedOf(request: FastifyRequest): { caller: Caller; refusal: Refusal } | undefined {
  const caller = callers.get(request)
  const refusal = refusals.get(request)
  return caller && refusal && { caller, refusal }
}
