import type { z } from 'zod'
import type { Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'

/** On 409: what was sent, and the thing as it stands now. */
export interface States {
  mine: Record<string, unknown>
  current: Record<string, unknown>
}

/** Ends a request at the edge with its status and every problem, as problem+json in Chinese. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly status: number
  readonly problems: readonly Problem[]
  readonly states: States | undefined

  constructor(status: number, problems: readonly Problem[], states?: States) {
    super(problems.map((one) => one.says).join('；'))
    this.status = status
    this.problems = problems
    this.states = states
  }
}

/** The value of an outcome, or the end of the request. */
export function take<T>(outcome: Outcome<T>, status = 422): T {
  if (!outcome.ok) throw new Refusal(status, outcome.problems)
  return outcome.value
}

/** What every reader of a thing that he may not see, or that is not there, is told alike. */
export function notFound(what: string): Refusal {
  return new Refusal(404, [refused('not-found', `没有找到这${what}，或者您无权查看`)])
}

/** The role does not carry this. */
export function forbidden(): Refusal {
  return new Refusal(403, [refused('forbidden', '您的岗位没有这项权限，请联系县级管理员')])
}

/** What came in is not of the shape that the contract declares: every fault with its field. */
export function malformed(error: z.ZodError): Refusal {
  return new Refusal(
    400,
    error.issues.map((issue) =>
      // A sentence that asks for something needs no name of a field before it.
      refused(
        'input-malformed',
        issue.message.startsWith('请')
          ? issue.message
          : `“${issue.path.join('.') || '请求'}”填写不对：${issue.message}`,
        { field: issue.path.join('.') },
      ),
    ),
  )
}
