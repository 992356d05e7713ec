/** A cooperative's own list of contributions: read and shown, then entered whole or not at all. */
import * as contract from '#contract/membership.ts'
import { SHARE_COLUMNS, readShareSheet } from '#core/membership/share-sheet.ts'
import { SHARE_KINDS } from '#core/membership/share-kinds.ts'
import { wireOfFen } from '#core/values/money.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { writeWorkbook, type ColumnSpec } from '#server/files/workbook/write.ts'
import { take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import { checkShareEvent, type ShareEvent } from '#core/membership/share-event.ts'
import { recordShares } from './record-share.ts'
import { askReason, look } from './share-preview.ts'
import type { LedgerBody } from './store.ts'
import { ledgerOf, reads, typed, writes, type ShareServices } from './ledger-view.ts'
import { numberedMembers, type NumberedMember } from './trade-store.ts'

type BodyCall = Pick<Call, 'trx'> & { params: { body: string } }

/** The endpoints of share sheets. */
export function shareSheetRoutes(edge: Edge, services: ShareServices): void {
  bytesRoute(
    edge,
    { method: 'POST', path: contract.UPLOAD_SHARES_PATH, says: '上传成员出资表', guard: writes },
    async (call) => {
      const ledger = await ledgerOf(call as BodyCall)
      const file = (await readUpload(call.request)).files[0]!
      const workbook = take(await readWorkbook(file.bytes, file.name))
      const sheet = workbook.sheets.find((one) => !one.hidden) ?? workbook.sheets[0]!
      return contract.readShareSheet.parse(
        take(readShareSheet(sheet, await numberedMembers(call.trx, ledger))),
      )
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.SHARE_TEMPLATE_PATH, says: '成员出资表模板（.xlsx）', guard: reads },
    async (call) => {
      const ledger = await ledgerOf(call as BodyCall)
      const bytes = await shareTemplate(await numberedMembers(call.trx, ledger))
      return asDownload(call.reply, { name: '成员出资表模板.xlsx', bytes })
    },
  )
  const looked = (trx: Call['trx'], ledger: LedgerBody, rows: readonly { event: ShareEvent }[]) =>
    look(trx, ledger, {
      services,
      today: services.clock.today(),
      events: rows.map((row) => row.event).filter((one) => checkShareEvent(one, services.clock.today()).ok),
    })
  route(
    edge,
    { endpoint: contract.previewShareEvents, guard: writes, says: '试算按表登记的出资' },
    async (call) => {
      const rows = call.body.rows.map((row) => ({ event: typed(row) }))
      const { preview, worse } = await looked(call.trx, await ledgerOf(call), rows)
      return { ...preview, worse: worse.length > 0 }
    },
  )
  route(
    edge,
    { endpoint: contract.recordShareEvents, guard: writes, says: '按表登记成员出资' },
    async (call) => {
      const { reason } = call.body
      const ledger = await ledgerOf(call)
      const rows = call.body.rows.map((row) => ({ event: typed(row), note: row.note?.trim() || reason }))
      const seen = await looked(call.trx, ledger, rows)
      // What is wrong with a row is told before what the caps say to all of them.
      const kept = take(await recordShares(call.trx, ledger, { rows, today: services.clock.today() }))
      askReason(seen, reason)
      return { kept: kept.kept, amount: wireOfFen(kept.amount) }
    },
  )
}

const INWARD = SHARE_KINDS.filter((one) => one.effect === 'in').map((one) => one.label)

function shareTemplate(members: readonly NumberedMember[]): Promise<Uint8Array> {
  const columns = Object.entries(SHARE_COLUMNS.fields).map(([key, field]): ColumnSpec => ({
    heading: key === 'amount' ? '出资额（元）' : key === 'project' ? `${field.label}（元）` : field.label,
    width: key === 'basis' || key === 'resolution' || key === 'note' ? 24 : 16,
    kind:
      key === 'amount' || key === 'project'
        ? 'money'
        : key === 'on' || key === 'resolvedOn'
          ? 'date'
          : 'text',
    ...(key === 'kind' && { options: INWARD }),
  }))
  return writeWorkbook({
    properties: { title: '成员出资表模板' },
    sheets: [
      {
        name: '成员出资',
        title: '成员出资登记表',
        columns,
        rows: [],
        footer:
          '成员填编号或姓名；出资方式不填的按货币出资；不是货币的要写作价依据，折股、转增要写决议和日期。',
      },
      {
        name: '成员编号',
        title: '成员编号对照表',
        columns: [
          { heading: '成员编号', width: 12, kind: 'text' },
          { heading: '成员姓名', width: 20, kind: 'text' },
        ],
        rows: members.map((one) => [one.number, one.name]),
      },
    ],
  })
}
