/**
 * A client that knows nothing but /api/openapi.json: it builds each request from the document and holds each answer against
 * it, so that what the document does not say can neither be sent nor received.
 */
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import type { OpenApi, Operation, Parameter } from '#server/http/api/document.ts'
import type { JsonSchema } from '#server/http/api/schemas.ts'

export interface Sent {
  path?: Record<string, string>
  query?: Record<string, string | number>
  body?: object
  form?: Record<string, string | File>
  headers?: Record<string, string>
}

export interface Got {
  status: number
  /** Of the shape that the document says; look into it with `dig`. */
  body: unknown
}

/** What stands at the end of a path in an answer. */
export function dig(json: unknown, ...path: readonly (string | number)[]): unknown {
  return path.reduce<unknown>(
    (held, step) => (held as Record<string | number, unknown> | undefined)?.[step],
    json,
  )
}

/** The items of a list in an answer. */
export function items(json: unknown, ...path: readonly (string | number)[]): object[] {
  return dig(json, ...path) as object[]
}

interface Placed {
  path: string
  method: string
  operation: Operation
}

export interface ApiClient {
  document: OpenApi
  operations: ReadonlyMap<string, Placed>
  call: (id: string, sent?: Sent) => Promise<Got>
  /** Errors of an answer to an operation, by its schema. */
  faults: (id: string, status: number, body: unknown) => string[]
}

/** Fetches the document and makes the client of one token. */
export async function apiClient(base: string, token: string): Promise<ApiClient> {
  const document = (await (await fetch(`${base}/api/openapi.json`)).json()) as OpenApi
  const ajv = new Ajv2020({ strict: false, allErrors: true })
  addFormats.default(ajv)
  ajv.addSchema(document, 'api')
  const operations = new Map(
    Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, operation]): [string, Placed] => [
        operation.operationId,
        { path, method, operation },
      ]),
    ),
  )
  const pick = (id: string): Placed => {
    const found = operations.get(id)
    if (!found) throw new Error(`the document has no operation ${id}`)
    return found
  }
  const held = (pointer: string, value: unknown): string[] => {
    const validate = ajv.getSchema(`api#${pointer}`)
    if (!validate) throw new Error(`no schema at ${pointer}`)
    if (validate(value)) return []
    return (validate.errors ?? []).map(
      (one) => `${one.instancePath} ${one.message} ${JSON.stringify(one.params)}`,
    )
  }
  const faults = (id: string, status: number, body: unknown): string[] => {
    const { path, method } = pick(id)
    return held(
      status === 200
        ? pointerOf(['paths', path, method, 'responses', '200', 'content', 'application/json', 'schema'])
        : '/components/schemas/Problem',
      body,
    )
  }
  const call = async (id: string, sent: Sent = {}): Promise<Got> => {
    const { path, method, operation } = pick(id)
    const request = build({ document, path, operation, sent })
    if (sent.body) {
      const wrong = held(
        pointerOf(['paths', path, method, 'requestBody', 'content', 'application/json', 'schema']),
        sent.body,
      )
      if (wrong.length > 0) throw new Error(`${id} may not be sent: ${wrong.join('; ')}`)
    }
    const answer = await fetch(base + request.url, {
      method: method.toUpperCase(),
      headers: { authorization: `Bearer ${token}`, ...request.headers },
      ...(request.body && { body: request.body }),
    })
    const body = (await answer.json()) as unknown
    const type = answer.headers.get('content-type') ?? ''
    const wrong = faults(id, answer.status, body)
    if (!type.includes(answer.status === 200 ? 'application/json' : 'application/problem+json'))
      wrong.push(`content type ${type}`)
    if (wrong.length > 0) throw new Error(`${id} ${answer.status}: ${wrong.slice(0, 5).join('; ')}`)
    return { status: answer.status, body }
  }
  return { document, operations, call, faults }
}

function build(of: { document: OpenApi; path: string; operation: Operation; sent: Sent }): {
  url: string
  headers: Record<string, string>
  body?: string | FormData
} {
  const { document, path, operation, sent } = of
  const parameters = operation.parameters.map((one) =>
    '$ref' in one
      ? (document.components['parameters']?.[one.$ref.split('/').at(-1) ?? ''] as Parameter)
      : one,
  )
  const given = { path: sent.path ?? {}, query: sent.query ?? {}, header: sent.headers ?? {} }
  for (const place of ['path', 'query', 'header'] as const) {
    const declared = parameters.filter((one) => one.in === place)
    for (const name of Object.keys(given[place]))
      if (!declared.some((one) => one.name === name))
        throw new Error(`${operation.operationId} has no ${place} parameter ${name}`)
    for (const one of declared)
      if (one.required && !(one.name in given[place]))
        throw new Error(`${operation.operationId} wants ${place} parameter ${one.name}`)
  }
  const query = new URLSearchParams(
    Object.entries(given.query).map(([key, value]): [string, string] => [key, String(value)]),
  )
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(given.path[name] ?? ''),
  )
  const form = sent.form && formOf(operation, sent.form)
  return {
    url: query.size > 0 ? `${filled}?${query.toString()}` : filled,
    headers: { ...given.header, ...(sent.body && { 'content-type': 'application/json' }) },
    ...(sent.body && { body: JSON.stringify(sent.body) }),
    ...(form && { body: form }),
  }
}

function formOf(operation: Operation, parts: Record<string, string | File>): FormData {
  const schema = operation.requestBody?.content['multipart/form-data']?.schema
  const properties = (schema?.['properties'] ?? {}) as Record<string, JsonSchema>
  const form = new FormData()
  for (const [name, part] of Object.entries(parts)) {
    if (!properties[name]) throw new Error(`${operation.operationId} takes no part ${name}`)
    form.append(name, part)
  }
  return form
}

/** A JSON pointer, made to stand in an address. */
function pointerOf(steps: readonly string[]): string {
  return steps
    .map((step) => `/${encodeURIComponent(step.replaceAll('~', '~0').replaceAll('/', '~1'))}`)
    .join('')
}
