import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { App } from 'antd'
import { createElement } from 'react'
import type { z } from 'zod'
import { type Endpoint, refusal } from '#contract/kernel.ts'
import { Problems } from '../ui/problems.tsx'
import { misunderstood, problemsOf, Refusal, unreachable } from './refusal.ts'

/** What goes along with a call; what the endpoint does not take is left out. */
export interface Input<
  P extends z.ZodType = z.ZodType,
  Q extends z.ZodType = z.ZodType,
  B extends z.ZodType = z.ZodType,
> {
  params?: z.input<P>
  query?: z.input<Q>
  body?: z.input<B>
}

/** Set by the session, sent back with every write. */
let csrf = ''
let onSignedOut: () => void = () => undefined

/** Keeps the token that every write carries. */
export function keepCsrf(token: string): void {
  csrf = token
}

/** What is to happen when the server says that nobody is signed in. */
export function whenSignedOut(act: () => void): void {
  onSignedOut = act
}

/** Calls an endpoint of the contract. Anything but 2xx is thrown as a Refusal that carries its problems. */
export async function call<
  P extends z.ZodType,
  Q extends z.ZodType,
  B extends z.ZodType,
  R extends z.ZodType,
>(endpoint: Endpoint<P, Q, B, R>, input: Input<P, Q, B> = {}): Promise<z.output<R>> {
  const headers: Record<string, string> = { accept: 'application/json' }
  if (endpoint.method !== 'GET') headers['x-heshe-csrf'] = csrf
  if (input.body !== undefined) headers['content-type'] = 'application/json'
  const answer = await send(link(endpoint.path, input.params, input.query), {
    method: endpoint.method,
    headers,
    ...(input.body !== undefined && { body: JSON.stringify(input.body) }),
  })
  const parsed = endpoint.response.safeParse(answer)
  if (!parsed.success) throw misunderstood(200)
  return parsed.data
}

/** Sends a form with files; the answer is checked against the schema given. Fields stand before files in the form. */
export async function upload<R extends z.ZodType>(
  path: string,
  form: FormData,
  response: R,
): Promise<z.output<R>> {
  const answer = await send(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'x-heshe-csrf': csrf },
    body: form,
  })
  const parsed = response.safeParse(answer)
  if (!parsed.success) throw misunderstood(200)
  return parsed.data
}

/** Asks for a file by a call that brings something along, words or a form with a file, and hands it to the browser to be kept. */
export async function download(path: string, body: object): Promise<void> {
  const form = body instanceof FormData
  let answer: Response
  try {
    answer = await fetch(path, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'x-heshe-csrf': csrf, ...(!form && { 'content-type': 'application/json' }) },
      body: form ? body : JSON.stringify(body),
    })
  } catch {
    throw unreachable()
  }
  if (!answer.ok) throw refusalOf(answer.status, readJson(await answer.text()))
  const [, name = ''] =
    /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get('content-disposition') ?? '') ?? []
  const address = URL.createObjectURL(await answer.blob())
  const anchor = document.createElement('a')
  anchor.href = address
  anchor.download = decodeURIComponent(name)
  anchor.click()
  URL.revokeObjectURL(address)
}

/** The address of a path with its parameters and query filled in; for calls and for download links alike. */
export function link(path: string, params?: unknown, query?: unknown): string {
  const values = new Map(entriesOf(params))
  const filled = path.replaceAll(/:([A-Za-z]+)/g, (_, name: string) =>
    encodeURIComponent(asText(values.get(name))),
  )
  const search = new URLSearchParams()
  for (const [key, value] of entriesOf(query)) {
    for (const one of Array.isArray(value) ? value : [value]) {
      if (one !== undefined && one !== null && one !== '') search.append(key, asText(one))
    }
  }
  const text = search.toString()
  return text === '' ? filled : `${filled}?${text}`
}

function entriesOf(given: unknown): [string, unknown][] {
  return typeof given === 'object' && given !== null ? Object.entries(given) : []
}

function asText(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' ? String(value) : ''
}

async function send(path: string, request: RequestInit): Promise<unknown> {
  let answer: Response
  try {
    answer = await fetch(path, { credentials: 'same-origin', ...request })
  } catch {
    throw unreachable()
  }
  const text = await answer.text()
  const body = readJson(text)
  if (answer.ok) return body ?? {}
  throw refusalOf(answer.status, body)
}

function refusalOf(status: number, body: unknown): Error {
  if (status === 401) onSignedOut()
  const parsed = refusal.safeParse(body)
  return parsed.success ? new Refusal({ ...parsed.data, status }) : misunderstood(status)
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** The key under which an endpoint's answers are kept; alone it stands for all answers of the endpoint. */
export function keyOf(endpoint: Pick<Endpoint, 'path'>, input?: unknown): readonly unknown[] {
  return input === undefined ? [endpoint.path] : [endpoint.path, input]
}

interface CallOptions {
  /** False waits: nothing is asked yet. */
  enabled?: boolean
  /** Milliseconds for which an answer is not asked for again. */
  staleTime?: number
  /** Asks again every so many milliseconds. */
  refetchInterval?: number | false
  /** Shows the last answer while the next one is on its way. */
  keep?: boolean
}

/** Reads an endpoint and keeps the answer; `error` is a Refusal. */
export function useCall<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  input: Input<P, Q, B> = {},
  options: CallOptions = {},
) {
  const { keep, ...rest } = options
  return useQuery<z.output<R>>({
    queryKey: keyOf(endpoint, input),
    queryFn: () => call(endpoint, input),
    ...rest,
    ...(keep === true && { placeholderData: keepPreviousData }),
  })
}

interface ActOptions<R> {
  /** Endpoints whose kept answers are no longer true afterwards. Without it, all are asked again. */
  invalidate?: readonly Pick<Endpoint, 'path'>[]
  /** Said in a short message when it worked. */
  done?: string
  onDone?: (answer: R) => void
  /** True: the caller shows the problems itself. */
  quiet?: boolean
}

/** Does something through an endpoint; a refusal is shown with all its problems. */
export function useAct<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  endpoint: Endpoint<P, Q, B, R>,
  options: ActOptions<z.output<R>> = {},
) {
  const queries = useQueryClient()
  const { message } = App.useApp()
  const tell = useTellProblems()
  return useMutation<z.output<R>, Error, Input<P, Q, B>>({
    mutationFn: (input) => call(endpoint, input),
    onSuccess: async (answer) => {
      if (options.done !== undefined) void message.success(options.done)
      options.onDone?.(answer)
      await Promise.all(
        options.invalidate === undefined
          ? [queries.invalidateQueries()]
          : options.invalidate.map((one) => queries.invalidateQueries({ queryKey: keyOf(one) })),
      )
    },
    onError: (error) => {
      if (options.quiet !== true) tell(error)
    },
  })
}

/** Gives a function that shows anything thrown as a notice with its problems. */
export function useTellProblems(): (error: unknown) => void {
  const { notification } = App.useApp()
  return (error) => {
    notification.error({
      title: error instanceof Refusal ? error.title : '操作没有完成',
      description: createElement(Problems, { problems: problemsOf(error) }),
      duration: 12,
    })
  }
}
