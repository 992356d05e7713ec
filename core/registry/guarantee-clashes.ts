/** Whether what a guarantee says of its state fits the day of its end (社法 29(3)). */
import type { Values } from '../kernel/field.ts'
import { refused, type Problem } from '../values/problem.ts'

/** One that stands has no day of its end, one that ended has one, not before it began. Errors: guarantee-ended-on, guarantee-ended-early. */
export function guaranteeClashes({ state, endedOn, since }: Values): Problem[] {
  const field = { field: 'endedOn' }
  const ended = typeof endedOn === 'string'
  if (state === '在保' && ended)
    return [
      refused('guarantee-ended-on', '写的是“在保”，又写了解除或代偿日期，请改“现在怎样”或去掉日期', field),
    ]
  if (typeof state === 'string' && state !== '在保' && !ended)
    return [refused('guarantee-ended-on', `写的是“${state}”，请填写解除或代偿日期`, field)]
  if (ended && typeof since === 'string' && endedOn < since)
    return [refused('guarantee-ended-early', `解除或代偿日期不能早于担保起始的 ${since}，请核对`, field)]
  return []
}
