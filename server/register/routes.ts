/** The endpoints that every register has from its declaration. */
import { sql } from 'kysely'
import * as contract from '#contract/kernel.ts'
import { scanRecords as scan } from '#contract/kernel/records.ts'
import type { Register } from '#core/kernel/register.ts'
import { isDay } from '#core/values/day.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused } from '#core/values/problem.ts'
import { asUuid, columnName } from '#server/database/columns.ts'
import { open, type Keys } from '#server/database/crypt.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { forbidden, notFound, Refusal, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { changeRecord, createRecord, noteAct } from './change.ts'
import { exportSheet, templateSheet } from './excel.ts'
import { historyOf } from './history.ts'
import { findRecord, listRecords, scanRecords, type ExtraFilters, type Key, type Row } from './list.ts'
import { toWireRecord } from './present.ts'

export interface RegisterServices {
  registers: readonly Register[]
  keys: Keys
  today: () => string
  filters: (register: Register) => ExtraFilters
  /** Told of bodies whose records changed, in the same transaction. */
  onChange: (
    call: Pick<Call, 'trx' | 'caller'>,
    change: { register: Register; bodies: readonly string[] },
  ) => Promise<void>
  mayReveal: (role: string) => boolean
}

const EXPORT_ROWS_MAX = 100_000
const SCAN_SIZE = 200

/** List, read, make, change, history, reveal, template and export for every register. */
export function registerRoutes(edge: Edge, services: RegisterServices): void {
  const find = (id: string): Register => services.registers.find((one) => one.id === id) ?? fail('个台账')
  readRoutes(edge, services, find)
  writeRoutes(edge, services, find)
  excelRoutes(edge, services, find)
}

function fail(what: string): never {
  throw notFound(what)
}

type Find = (id: string) => Register

async function mustFind(call: Pick<Call, 'trx'>, register: Register, id: string): Promise<Row> {
  if (!/^[\da-f-]{36}$/.test(id)) throw notFound('条记录')
  return (await findRecord(call.trx, register, id)) ?? fail('条记录')
}

function readRoutes(edge: Edge, services: RegisterServices, find: Find): void {
  const { keys } = services
  route(edge, { endpoint: scan, says: '逐页取全部记录（按键续取）' }, async ({ trx, params, query }) => {
    const register = find(params.register)
    const { rows, next } = await scanRecords(trx, register, {
      query,
      extra: services.filters(register),
      after: query.after === undefined ? undefined : readKey(query.after),
      size: query.size ?? SCAN_SIZE,
    })
    return {
      records: rows.map((row) => toWireRecord(register, row, keys)),
      next: next && printKey(next),
    }
  })
  route(edge, { endpoint: contract.listRecords, says: '名录（筛选、排序、翻页）' }, (call) =>
    pageOf(call, services, find(call.params.register)),
  )
  route(edge, { endpoint: contract.readRecord, says: '一条记录' }, async (call) => {
    const register = find(call.params.register)
    return toWireRecord(register, await mustFind(call, register, call.params.id), keys)
  })
  route(edge, { endpoint: contract.recordHistory, says: '一条记录的历次变更' }, async (call) => {
    const register = find(call.params.register)
    await mustFind(call, register, call.params.id)
    return { versions: await historyOf(call.trx, register, { id: call.params.id, keys }) }
  })
  route(
    edge,
    {
      endpoint: contract.revealSecret,
      guard: services.mayReveal,
      reason: (body) => body.reason,
      says: '查看全号（留痕）',
      once: true,
    },
    async (call) => {
      const register = find(call.params.register)
      const row = await mustFind(call, register, call.params.id)
      const { field } = call.body
      const held = row[columnName(field)]
      if (register.fields[field]?.kind !== 'secret' || !Buffer.isBuffer(held)) throw notFound('一栏')
      await noteAct(call.trx, {
        action: 'reveal',
        subject: register.id,
        record: row.id,
        home: row.home,
        area: row.area,
        after: { field },
      })
      return { value: open(keys, held).toString() }
    },
  )
}

async function pageOf(
  { trx, query }: Call<typeof contract.listRecords>,
  services: RegisterServices,
  register: Register,
) {
  const extra = services.filters(register)
  const { rows, ...counted } = await listRecords(trx, register, { query, extra })
  return { records: rows.map((row) => toWireRecord(register, row, services.keys)), ...counted }
}

function writeRoutes(edge: Edge, services: RegisterServices, find: Find): void {
  const { keys } = services
  route(
    edge,
    { endpoint: contract.createRecord, reason: (body) => body.reason, says: '新建记录' },
    async (call) => {
      const register = find(call.params.register)
      mayWrite(register, call.caller.role)
      const place = await placeOf(call, register)
      const entry = { ...place, today: services.today(), values: call.body.values, ...effective(call.body) }
      const id = take(await createRecord(call.trx, register, { entry, keys }))
      await services.onChange(call, { register, bodies: touched(register, place.body ?? id) })
      return toWireRecord(register, await mustFind(call, register, id), keys)
    },
  )
  route(
    edge,
    { endpoint: contract.updateRecord, reason: (body) => body.reason, says: '修改记录（带版本）' },
    async (call) => {
      const register = find(call.params.register)
      mayWrite(register, call.caller.role)
      const row = await mustFind(call, register, call.params.id)
      if (row.version !== call.body.version) throw stale(call, { register, row, keys })
      const area = register.belongsTo === 'body' ? row.area : (call.body.area ?? row.area)
      const entry = { area, today: services.today(), values: call.body.values, ...effective(call.body) }
      take(await changeRecord(call.trx, register, { row, entry, keys }))
      await services.onChange(call, { register, bodies: touched(register, row.body ?? row.id) })
      return toWireRecord(register, await mustFind(call, register, row.id), keys)
    },
  )
  route(
    edge,
    { endpoint: contract.endRecord, reason: (body) => body.reason, says: '终止记录（带版本）' },
    async (call) => {
      const register = find(call.params.register)
      mayWrite(register, call.caller.role)
      const row = await mustFind(call, register, call.params.id)
      if (row.version !== call.body.version) throw stale(call, { register, row, keys })
      if (row.ended) throw new Refusal(409, [refused('record-ended', '这条记录已经终止，不用再办')])
      const day = take(endDay(call.body.effectiveOn, { begun: row.effective_on, today: services.today() }))
      const entry = { area: row.area, today: services.today(), values: {}, effectiveOn: day }
      take(await changeRecord(call.trx, register, { row, entry, keys, ended: true }))
      await services.onChange(call, { register, bodies: touched(register, row.body ?? row.id) })
      return toWireRecord(register, await mustFind(call, register, row.id), keys)
    },
  )
}

/** The day from which a record is ended: not before it began, not after today. */
function endDay(day: string, of: { begun: string; today: string }): Outcome<string> {
  const at = { field: 'effectiveOn' }
  if (!isDay(day)) return failed(refused('end-day', '终止日期应写成 2023-03-20 这样的日期', at))
  if (day < of.begun) return failed(refused('end-day', `终止日期不能早于这条记录生效的 ${of.begun}`, at))
  if (day > of.today) return failed(refused('end-day', `终止日期不能晚于今天（${of.today}）`, at))
  return done(day)
}

/** The bodies whose figures follow from a change; a record of an area touches none. */
const touched = (register: Register, body: string): string[] => (register.belongsTo === 'area' ? [] : [body])

const effective = (body: { effectiveOn?: string | undefined }) =>
  body.effectiveOn ? { effectiveOn: body.effectiveOn } : {}

function mayWrite(register: Register, role: string): void {
  if (!register.write.includes(role)) throw forbidden()
}

/** Both states: what was sent, and the record as it stands. */
function stale(
  call: { body: { version: number } },
  of: { register: Register; row: Row; keys: Keys },
): Refusal {
  const says = '这条记录在您打开之后被别人改过，请核对两个版本后再存'
  const current = toWireRecord(of.register, of.row, of.keys)
  return new Refusal(409, [refused('changed-meanwhile', says)], { mine: { ...call.body }, current })
}

const printKey = (key: Key): string => Buffer.from(`${key.home} ${key.id}`).toString('base64url')

function readKey(text: string): Key {
  const [, home, id] = /^(\d{6}) ([\da-f-]{36})$/.exec(Buffer.from(text, 'base64url').toString()) ?? []
  if (home === undefined || id === undefined)
    throw new Refusal(400, [refused('page-malformed', '续取的位置不对：请原样送回上一页的 next')])
  return { home, id }
}

/** Home and area of a new record: those of its body, or for a new body the area that the form names. */
async function placeOf(
  call: Call<typeof contract.createRecord>,
  register: Register,
): Promise<{ home: string; area: string; body?: string }> {
  if (register.belongsTo !== 'body') {
    const area = call.body.area ?? call.caller.area
    if (!area) throw new Refusal(422, [refused('area-missing', '请选择所在乡镇、村', { field: 'area' })])
    return { home: area.slice(0, 6).padEnd(6, '0'), area }
  }
  const { rows } = await sql<{ home: string; area: string }>`
    select home, area from body where id = ${asUuid(call.body.body ?? '')}`.execute(call.trx)
  if (!rows[0]) throw notFound('个主体')
  return { ...rows[0], body: call.body.body ?? '' }
}

function excelRoutes(edge: Edge, services: RegisterServices, find: Find): void {
  bytesRoute(
    edge,
    { method: 'GET', path: contract.TEMPLATE_PATH, says: '导入模板（.xlsx）' },
    async ({ params, reply }) => {
      const register = find((params as { register: string }).register)
      return asDownload(reply, {
        name: `${register.label}模板.xlsx`,
        bytes: await writeWorkbook({ sheets: [templateSheet(register)] }),
      })
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.EXPORT_PATH, says: '按筛选导出（.xlsx）', query: contract.listQuery },
    async ({ trx, params, query, reply, caller }) => {
      const register = find((params as { register: string }).register)
      const asked = contract.listQuery.parse(query)
      const { rows } = await listRecords(trx, register, {
        query: { ...asked, page: 1, size: EXPORT_ROWS_MAX },
        extra: services.filters(register),
      })
      await noteAct(trx, {
        action: 'export',
        subject: register.id,
        record: null,
        home: caller.area?.slice(0, 6) ?? '000000',
        area: caller.area ?? '00',
        after: { rows: rows.length, filters: asked },
      })
      const sheet = exportSheet(
        register,
        rows.map((row) => toWireRecord(register, row, services.keys)),
      )
      return asDownload(reply, {
        name: `${register.label}${services.today()}.xlsx`,
        bytes: await writeWorkbook({ sheets: [sheet] }),
      })
    },
  )
}
