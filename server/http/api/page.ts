/** The document of the interface as a page to read: rendered here, without a script. */
import type { Register } from '#core/kernel/register.ts'
import type { OpenApi, Operation, Parameter } from './document.ts'
import { wordsOf, type JsonSchema } from './schemas.ts'

export interface ApiPage {
  document: OpenApi
  registers: readonly Register[]
  roles: Readonly<Record<string, string>>
  /** Codes of problems: code, what becomes of it, meaning, what to do. */
  problems: readonly string[][]
}

interface Placed {
  path: string
  method: string
  operation: Operation
}

/** The whole page. */
export function apiPage(of: ApiPage): string {
  const { document } = of
  const placed = Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): Placed => ({ path, method, operation })),
  )
  const groups = Map.groupBy(placed, ({ operation }) => operation.tags[0] ?? '其他')
  const names = [...groups.keys()]
  return `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${text(document.info.title)}</title><style>${STYLE}</style></head><body>
<header><h1>${text(document.info.title)}</h1><p>${text(document.info.summary)}。版本 ${text(document.info.version)}，OpenAPI ${document.openapi}：<a href="/api/openapi.json">openapi.json</a></p></header>
<nav aria-label="目录">${names.map((name) => `<a href="#${anchor(name)}">${text(name)}</a>`).join('')}<a href="#problems">问题代码</a></nav>
<main><section><h2>怎么用</h2><ul>${document.info.description
    .split('\n')
    .map((line) => `<li>${code(line)}</li>`)
    .join('')}</ul><pre>${text(EXAMPLE)}</pre></section>
${names.map((name) => group(name, groups.get(name) ?? [], of)).join('\n')}
${problemTable(of.problems)}</main></body></html>`
}

const EXAMPLE = `curl -H "Authorization: Bearer $令牌" "https://主机/api/registers/body/records?size=500"
curl -H "Authorization: Bearer $令牌" "https://主机/api/registers/body/records?size=500&after=上一页的next"`

function group(name: string, placed: readonly Placed[], of: ApiPage): string {
  const register = of.registers.find((one) => one.id === placed[0]?.operation['x-register'])
  const fields = register
    ? table(
        ['字段', '名称', '必填'],
        Object.entries(register.fields).map(([key, field]) => [
          `<code>${text(key)}</code>`,
          text(wordsOf(field)) + options(field),
          field.optional ? '' : '是',
        ]),
      )
    : ''
  return `<section id="${anchor(name)}"><h2>${text(name)}</h2>${fields}${placed.map((one) => section(one, of)).join('')}</section>`
}

function options(field: Register['fields'][string]): string {
  return 'options' in field ? `<br><small>${text(field.options.join('、'))}</small>` : ''
}

function section({ path, method, operation: one }: Placed, of: ApiPage): string {
  const parameters = one.parameters.filter((each): each is Parameter => 'name' in each)
  const who = one['x-roles']
  const everyone = who.length === Object.keys(of.roles).length
  const body = Object.entries(one.requestBody?.content ?? {})
    .map(([type, { schema }]) => `<h4>送上（${text(type)}）</h4><pre>${text(shape(schema))}</pre>`)
    .join('')
  const told = one.description ? `<pre>${text(one.description)}</pre>` : ''
  const answer = shapeOfAnswer(one)
  return `<details><summary><b class="${method}">${method.toUpperCase()}</b> <code>${text(path)}</code> ${text(one.summary)}</summary>
<p>${everyone ? '登录者均可' : `限 ${text(who.map((role) => of.roles[role] ?? role).join('、'))}`}</p>${told}${
    parameters.length > 0
      ? table(
          ['参数', '位置', '说明'],
          parameters.map((each) => [
            `<code>${text(each.name)}</code>${each.required ? ' 必填' : ''}`,
            PLACES[each.in],
            text(each.description ?? shape(each.schema)),
          ]),
        )
      : ''
  }${body}<h4>回答</h4><pre>${text(answer)}</pre></details>`
}

const PLACES: Record<Parameter['in'], string> = { path: '地址', query: '查询', header: '请求头' }

function shapeOfAnswer(one: Operation): string {
  const ok = one.responses['200'] as { content: Record<string, { schema?: JsonSchema }> }
  const schema = ok.content['application/json']?.schema
  return schema ? shape(schema) : '文件'
}

/** A schema as it would be written by hand: { name: text, … }. */
function shape(schema: JsonSchema, depth = 0): string {
  const { $ref, enum: values, anyOf, type, items, properties, additionalProperties } = schema
  if (typeof $ref === 'string') return $ref.slice($ref.lastIndexOf('/') + 1)
  if (Array.isArray(values)) return values.map((value) => JSON.stringify(value)).join(' | ')
  if (Array.isArray(anyOf)) return (anyOf as JsonSchema[]).map((one) => shape(one, depth)).join(' | ')
  if (type === 'array') return `[${shape((items ?? {}) as JsonSchema, depth)}]`
  if (type !== 'object') return [type ?? '任意'].flat().map(typeWord).join(' | ')
  const required = (schema['required'] ?? []) as string[]
  const lines = Object.entries((properties ?? {}) as Record<string, JsonSchema>).map(
    ([key, one]) =>
      `${'  '.repeat(depth + 1)}${key}${required.includes(key) ? '' : '?'}: ${shape(one, depth + 1)}`,
  )
  if (lines.length === 0)
    return additionalProperties && typeof additionalProperties === 'object'
      ? `{ 键: ${shape(additionalProperties as JsonSchema, depth)} }`
      : '{}'
  return `{\n${lines.join('\n')}\n${'  '.repeat(depth)}}`
}

const TYPES: Record<string, string> = {
  string: '文本',
  number: '数',
  integer: '整数',
  boolean: '真假',
  null: 'null',
}
const typeWord = (type: unknown): string => TYPES[String(type)] ?? String(type)

function problemTable(problems: readonly string[][]): string {
  if (problems.length === 0) return ''
  const rows = problems.map(([id = '', what = '', meaning = '', todo = '']) => [
    `<code id="problem-${text(id)}">${text(id)}</code>`,
    ...[what, meaning, todo].map(code),
  ])
  return `<section id="problems"><h2>问题代码</h2><p>回答里的 <code>type</code> 指向这里。</p>${table(['代码', '处理', '意思', '怎么办'], rows)}</section>`
}

function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  return `<table><thead><tr>${headings.map((one) => `<th>${one}</th>`).join('')}</tr></thead><tbody>${rows
    .map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join('')}</tr>`)
    .join('')}</tbody></table>`
}

const anchor = (name: string): string => encodeURIComponent(name)

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const text = (given: string): string => given.replaceAll(/[&<>"]/g, (sign) => ENTITIES[sign] ?? sign)
/** Words between back-quotes are code. */
const code = (given: string): string => text(given).replaceAll(/`([^`]+)`/g, '<code>$1</code>')

const STYLE = `
body{margin:0;font:16px/1.7 system-ui,"Noto Sans CJK SC","Microsoft YaHei",sans-serif;color:#1d2b24;background:#fff}
header,main{max-width:1080px;margin:0 auto;padding:0 20px}h1{margin:28px 0 4px}h2{margin:40px 0 8px;border-bottom:2px solid #1f6f4a}
h4{margin:12px 0 4px}a{color:#14603d}nav{max-width:1080px;margin:16px auto;padding:0 20px;display:flex;flex-wrap:wrap;gap:4px 14px}
details{border:1px solid #d8e2dc;border-radius:6px;margin:8px 0;padding:6px 12px}summary{cursor:pointer;overflow-wrap:anywhere}
summary b{display:inline-block;min-width:4.2em;color:#14603d}summary b.post,summary b.patch,summary b.delete{color:#8a4b00}
code{font:14px ui-monospace,monospace;overflow-wrap:anywhere}pre{background:#f3f7f5;padding:10px 12px;border-radius:6px;font:14px/1.55 ui-monospace,monospace;white-space:pre-wrap;overflow-wrap:anywhere}
table{border-collapse:collapse;width:100%;margin:8px 0;font-size:15px}th,td{border:1px solid #d8e2dc;padding:4px 8px;text-align:left;vertical-align:top;overflow-wrap:anywhere}
th{background:#f3f7f5;white-space:nowrap}small{color:#4d5f56}
@media(max-width:640px){table,tbody,tr,td{display:block;border-left:0;border-right:0}thead{display:none}td{border-bottom:0}}`
