/** The interface as OpenAPI 3.1, made from every route as it registered. */
import type { z } from 'zod'
import * as kernel from '#contract/kernel.ts'
import { scanRecords } from '#contract/kernel/records.ts'
import type { Procedure } from '#core/kernel/procedure.ts'
import type { Register } from '#core/kernel/register.ts'
import type { DeclaredRoute } from '../route.ts'
import { components, procedureSchema, procedureWords } from './components.ts'
import { fieldFilters, jsonSchema, type JsonSchema } from './schemas.ts'

export interface ApiSource {
  declared: readonly DeclaredRoute[]
  registers: readonly Register[]
  /** Roles by id, with their Chinese name. */
  roles: Readonly<Record<string, string>>
  version: string
}

export interface Parameter {
  name: string
  in: 'path' | 'query' | 'header'
  required: boolean
  description?: string
  schema: JsonSchema
}

export interface Operation {
  operationId: string
  tags: string[]
  summary: string
  description?: string
  parameters: (Parameter | { $ref: string })[]
  requestBody?: { required: true; content: Record<string, { schema: JsonSchema }> }
  responses: Record<string, unknown>
  'x-roles': string[]
  'x-procedure'?: JsonSchema
  'x-register'?: string
}

export interface OpenApi {
  openapi: '3.1.1'
  info: { title: string; version: string; summary: string; description: string }
  servers: { url: string }[]
  security: Record<string, string[]>[]
  tags: { name: string; description?: string }[]
  paths: Record<string, Record<string, Operation>>
  components: Record<string, Record<string, unknown>>
}

/** The document. The same routes give the same text. */
export function openApi(source: ApiSource): OpenApi {
  const paths: OpenApi['paths'] = {}
  const operations = source.declared.flatMap((route) => operationsOf(route, source))
  for (const { path, method, operation } of operations) (paths[path] ??= {})[method.toLowerCase()] = operation
  const tags = [...new Set(operations.flatMap(({ operation }) => operation.tags))]
  return {
    openapi: '3.1.1',
    info: {
      title: '禾社接口',
      version: source.version,
      summary: '台账、流程、体检、账簿与报表，一律以 JSON 读写',
      description: ABOUT,
    },
    servers: [{ url: '/' }],
    security: [{ token: [] }, { session: [], csrf: [] }],
    tags: tags.map((name) => ({ name })),
    paths,
    components: components(source.registers),
  }
}

const ABOUT = [
  '请求头 `Authorization: Bearer 令牌` 表明身份；令牌在“系统 · 接口令牌”生成，权限不超过所属账号。',
  '写操作请带请求头 `Idempotency-Key`：同一键、同一内容重发只办一次，回答相同；键保存一天。',
  '修改时送回读到的 `version`；其间被别人改过则回 409，`mine` 是送来的，`current` 是现在的。',
  '凡不是 2xx 的回答都是 application/problem+json（RFC 9457），逐条写明错在哪里、怎么办。',
  '金额是以元为单位的十进制文本，日期写作 YYYY-MM-DD，未知为 null。',
].join('\n')

interface Placed {
  path: string
  method: string
  operation: Operation
}

/** What one operation is made of: a route, and the register or procedure that it stands for here. */
interface Made {
  route: DeclaredRoute
  source: ApiSource
  register?: Register | undefined
  procedure?: Procedure | undefined
}

/** A route that stands for every register or procedure becomes one operation for each, with that one's own schemas. */
function operationsOf(route: DeclaredRoute, source: ApiSource): Placed[] {
  if (route.path.includes(':procedure'))
    return (route.procedures ?? []).map((procedure) => operationOf({ route, source, procedure }))
  if (!route.path.includes(':register'))
    return [operationOf({ route, source, procedure: route.procedures?.[0] })]
  const secrets = (register: Register): boolean =>
    Object.values(register.fields).some((field) => field.kind === 'secret')
  return source.registers
    .filter((register) => route.path !== kernel.revealSecret.path || secrets(register))
    .map((register) => operationOf({ route, source, register }))
}

function operationOf(made: Made): Placed {
  const { route, source, register, procedure } = made
  const path = route.path
    .replace(':register', register?.id ?? '')
    .replace(':procedure', procedure?.id ?? '')
    .replaceAll(/:(\w+)/g, (_, name: string) => `{${name}}`)
  const moved = route.moves ? procedure : undefined
  const operation: Operation = {
    operationId: `${route.method.toLowerCase()}${path.replaceAll(/\W+/g, '_')}`.replace(/_+$/, ''),
    tags: [tagOf(path, made)],
    summary: [register?.label, route.says ?? path].filter(Boolean).join('：'),
    ...(moved && { description: procedureWords(moved, source.roles) }),
    parameters: parametersOf(route, path, register),
    ...requestOf(made),
    responses: responsesOf(route, register),
    'x-roles': rolesOf(made),
    ...(moved && { 'x-procedure': procedureSchema(moved) }),
    ...(register && { 'x-register': register.id }),
  }
  return { path, method: route.method, operation }
}

const WRITES: ReadonlySet<string> = new Set(
  [kernel.createRecord, kernel.updateRecord, kernel.endRecord].map((one) => `${one.method} ${one.path}`),
)

function rolesOf({ route, source, register }: Made): string[] {
  const writes = WRITES.has(`${route.method} ${route.path}`) ? register?.write : undefined
  return Object.keys(source.roles).filter(
    (role) => (route.guard?.(role) ?? true) && (writes?.includes(role) ?? true),
  )
}

const GROUPS: Readonly<Record<string, string>> = {
  session: '身份',
  tokens: '接口令牌',
  users: '用户',
  audit: '操作日志',
  files: '附件',
  imports: '表格导入',
  handouts: '发表收表',
  search: '查找',
  bodies: '主体档案',
  areas: '区划',
  calendar: '工作日历',
  check: '体检',
  findings: '体检',
  unknown: '体检',
  cases: '整改',
  policies: '法规与方案',
  books: '账簿',
  vouchers: '账簿',
  shares: '股金与持股',
  trades: '成员交易',
  divisions: '盈余分配',
  plans: '盈余分配',
  status: '运行状态',
  assets: '账簿',
  'money-accounts': '账簿',
  'money-lines': '账簿',
  merges: '合并主体',
  clashes: '法规与方案',
  targets: '目标任务',
  units: '责任单位',
  inbox: '待办',
  overview: '辖区总览',
}

function tagOf(path: string, { register, procedure }: Made): string {
  if (register) return `台账：${register.label}`
  const [, , group = '', id = ''] = path.split('/')
  return procedure && id === procedure.id ? `流程：${procedure.label}` : (GROUPS[group] ?? '其他')
}

function parametersOf(
  route: DeclaredRoute,
  path: string,
  register: Register | undefined,
): Operation['parameters'] {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']): Parameter => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const query = route.query ? jsonSchema(route.query, 'input') : {}
  const required = (query['required'] ?? []) as string[]
  const inQuery = Object.entries((query['properties'] ?? {}) as Record<string, JsonSchema>).map(
    ([name, schema]): Parameter => ({ name, in: 'query', required: required.includes(name), schema }),
  )
  // Lists of registers are filtered by their fields as well.
  const filters = query['additionalProperties'] !== undefined && register ? fieldFilters(register) : []
  return [
    ...inPath,
    ...inQuery,
    ...filters.map(({ name, says }): Parameter => ({
      name,
      in: 'query',
      required: false,
      description: says,
      schema: { type: 'string' },
    })),
    ...(route.method !== 'GET' && !route.once && !route.form
      ? [{ $ref: '#/components/parameters/IdempotencyKey' }]
      : []),
  ]
}

function requestOf({
  route,
  register,
  procedure,
}: Made): Pick<Operation, 'requestBody'> | Record<string, never> {
  if (route.form) {
    const schema = jsonSchema(route.form, 'input')
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema } } } }
  }
  if (route.method === 'GET' || !route.body) return {}
  const schema = jsonSchema(route.body, 'input')
  const properties = schema['properties'] as Record<string, JsonSchema> | undefined
  if (!properties || Object.keys(properties).length === 0) return {}
  if (register && properties['values'])
    properties['values'] = { $ref: `#/components/schemas/values.${register.id}` }
  if (route.moves && procedure && properties['action'])
    properties['action'] = { type: 'string', enum: Object.keys(procedure.actions) }
  return { requestBody: { required: true, content: { 'application/json': { schema } } } }
}

function responsesOf(route: DeclaredRoute, register: Register | undefined): Record<string, unknown> {
  const ok = route.response
    ? { 'application/json': { schema: answerSchema(route.response, register) } }
    : { 'application/octet-stream': {} }
  const refusals = route.method === 'GET' ? [400, 401, 403, 404, 429] : [400, 401, 403, 404, 409, 422, 429]
  return {
    200: { description: '办成', content: ok },
    ...Object.fromEntries(refusals.map((status) => [status, { $ref: '#/components/responses/Problem' }])),
    default: { $ref: '#/components/responses/Problem' },
  }
}

/** What is answered for all registers alike speaks of the records of one. */
function answerSchema(response: z.ZodType, register: Register | undefined): JsonSchema {
  const schema = jsonSchema(response, 'output')
  if (!register) return schema
  const $ref = `#/components/schemas/record.${register.id}`
  if (response === kernel.record) return { $ref }
  if (response === kernel.page || response === scanRecords.response)
    return {
      ...schema,
      properties: {
        ...(schema['properties'] as Record<string, JsonSchema>),
        records: { type: 'array', items: { $ref } },
      },
    }
  return schema
}
