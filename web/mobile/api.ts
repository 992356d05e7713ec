/** Calls of the phone pages: plain fetch, the words of a refusal as they are. Types come from the contract, no code does. */

let csrf = ''

/** Keeps the token that every write carries. */
export function keepCsrf(token: string): void {
  csrf = token
}

/** What went wrong, in words for the household. */
export class Told extends Error {
  readonly status: number
  readonly code: string
  constructor(says: string, status: number, code: string) {
    super(says)
    this.status = status
    this.code = code
  }
}

interface Refused {
  title?: string
  detail?: string
  problems?: { code: string }[]
}

/** Calls a path; throws what was told. */
export async function call<T>(method: 'GET' | 'POST' | 'DELETE', path: string, body?: object): Promise<T> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (method !== 'GET') headers['x-heshe-csrf'] = csrf
  if (body !== undefined) headers['content-type'] = 'application/json'
  let answer: Response
  try {
    const given = body === undefined ? {} : { body: JSON.stringify(body) }
    answer = await fetch(path, { method, headers, credentials: 'same-origin', ...given })
  } catch {
    throw new Told('网络不通，没有发出去。请看看手机信号，再按一次', 0, 'unreachable')
  }
  const read = (await answer.json().catch(() => ({}))) as T & Refused
  if (answer.ok) return read
  throw new Told(
    read.detail ?? read.title ?? '没有办成，请过一会儿再试',
    answer.status,
    read.problems?.[0]?.code ?? '',
  )
}

/** The words of anything that was thrown. */
export function wordsOf(error: unknown): string {
  return error instanceof Told ? error.message : '没有办成，请刷新页面再试'
}
