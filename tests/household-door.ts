/** A household at its own door: the code that an office printed, the PIN of its own choosing, calls with its own cookie. */
import type { InjectOptions } from 'fastify'
import type { IssuedCode } from '#contract/membership/household-codes.ts'
import type { Answer, Person, TestApp } from './app.ts'

export const PIN = '382041'

/** Codes as an office prints them. */
export async function printCodes(
  office: Person,
  of: { body: string; members?: string[]; replace?: boolean },
): Promise<IssuedCode[]> {
  const { body, members, replace = false } = of
  const answer = await office.post<{ codes: IssuedCode[] }>(`/api/households/${body}/codes`, {
    ...(members && { members }),
    replace,
  })
  if (answer.status !== 200) throw new Error(answer.says)
  return answer.body.codes
}

let addresses = 0

/** Tries the door, from an address of its own where none is given. */
export async function knock(
  { server }: Pick<TestApp, 'server'>,
  door: 'first' | 'session',
  given: { code: string; pin: string; number?: string; address?: string },
): Promise<{ status: number; code: string; says: string; cookie: string; csrf: string }> {
  addresses += 1
  const { address: remoteAddress = `10.8.${Math.floor(addresses / 250)}.${addresses % 250}`, ...payload } =
    given
  const answer = await server.inject({
    method: 'POST',
    url: `/api/household/${door}`,
    payload,
    remoteAddress,
  })
  const body = answer.json<{ title?: string; csrf?: string; problems?: { code: string }[] }>()
  return {
    status: answer.statusCode,
    code: body.problems?.[0]?.code ?? '',
    says: body.title ?? '',
    cookie: String(answer.headers['set-cookie'] ?? ''),
    csrf: body.csrf ?? '',
  }
}

/** A household that came in with its code. */
export async function enterHousehold(
  app: Pick<TestApp, 'server'>,
  code: IssuedCode,
  pin = PIN,
): Promise<Person> {
  const entered = await knock(app, 'first', { code: code.code, number: code.number, pin })
  if (entered.status !== 200) throw new Error(entered.says)
  return householdPerson(app, entered)
}

/** Calls with the cookie of a household. */
export function householdPerson(
  { server }: Pick<TestApp, 'server'>,
  entered: { cookie: string; csrf: string },
): Person {
  const cookie = entered.cookie.split(';')[0] ?? ''
  const call = async <T>(
    method: 'GET' | 'POST' | 'PATCH',
    url: string,
    body?: object,
  ): Promise<Answer<T>> => {
    const options: InjectOptions = {
      method,
      url,
      headers: { cookie, 'x-heshe-csrf': entered.csrf },
      ...(body && { payload: body }),
    }
    const given = await server.inject(options)
    const parsed = given.json<T & { title?: string }>()
    return { status: given.statusCode, body: parsed, says: parsed.title ?? '' }
  }
  return {
    cookie,
    csrf: entered.csrf,
    get: (url) => call('GET', url),
    post: (url, body = {}) => call('POST', url, body),
    patch: (url, body) => call('PATCH', url, body),
  }
}
