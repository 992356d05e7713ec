import type { WireProblem } from '#contract/kernel.ts'

/** What the server would not do, and why: every problem in a sentence, each with its place. */
export class Refusal extends Error {
  readonly status: number
  readonly title: string
  readonly problems: WireProblem[]
  /** On 409: the record as it stands now. */
  readonly current: Record<string, unknown> | undefined

  constructor(refusal: {
    status: number
    title: string
    problems: WireProblem[]
    current?: Record<string, unknown> | undefined
  }) {
    super(refusal.title)
    this.name = 'Refusal'
    this.status = refusal.status
    this.title = refusal.title
    this.problems = refusal.problems
    this.current = refusal.current
  }
}

/** The problems of anything thrown; what is not a refusal is told as a fault of ours. */
export function problemsOf(error: unknown): WireProblem[] {
  if (error instanceof Refusal) return error.problems
  return [
    {
      code: 'page-fault',
      severity: 'refused',
      says: '页面出现意外错误，已填内容仍在，请刷新页面后重试；仍有问题请联系系统管理员',
    },
  ]
}

/** The line could not be used at all. */
export function unreachable(): Refusal {
  return new Refusal({
    status: 0,
    title: '连不上服务器',
    problems: [
      {
        code: 'unreachable',
        severity: 'refused',
        says: '连不上服务器，请检查网络后重试；填写的内容没有丢失',
      },
    ],
  })
}

/** The server answered, but not in a form that this page understands. */
export function misunderstood(status: number): Refusal {
  return new Refusal({
    status,
    title: '服务器未能完成操作',
    problems: [
      {
        code: 'answer-malformed',
        severity: 'refused',
        says:
          status === 404
            ? '没有找到要查看的内容，可能已被删除或不在您的辖区'
            : `服务器未能完成操作（${status}），请稍后重试`,
      },
    ],
  })
}
