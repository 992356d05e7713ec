/** Uploading a ledger, looking at what it would do, and writing it. */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import * as contract from '#contract/kernel/imports.ts'
import { previewUndo, undoImport } from '#contract/kernel/import-undo.ts'
import { may, type Role } from '#core/access/role.ts'
import { isDay } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { keepFile, readKeptFile } from '#server/files/content.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readUpload, uploadForm } from '#server/http/upload.ts'
import {
  answersOf,
  batchRows,
  dropBatch,
  earlierAnswers,
  findBatch,
  keepBatch,
  listBatches,
  renewBatch,
  type Batch,
  type Preview,
} from './batches.ts'
import { problemsSheet } from './problems-sheet.ts'
import { lockImports, planFile, writePlanned, type ImportRequest } from './run.ts'
import { previewOfUndo, undoBatch, type UndoServices } from './undo.ts'

export interface ImportRouteServices extends UndoServices {
  today: () => string
  /** The county of the deployment: home of what nobody can place. */
  deploymentArea: string
}

const imports = (role: string): boolean => may(role as Role, 'import')
const FORM = uploadForm({
  register: z.string().optional().describe('台账；不填则由表头认'),
  asOf: z.iso.date().optional().describe('数据截止日；不填为今天'),
  sender: z.string().optional().describe('报送人'),
})
const FILE_KEPT_MAX = 20_971_520

/** The endpoints of imports. */
export function importRoutes(edge: Edge, services: ImportRouteServices): void {
  uploadRoutes(edge, services)
  readRoutes(edge, services)
  undoRoutes(edge, services)
}

function uploadRoutes(edge: Edge, services: ImportRouteServices): void {
  bytesRoute(
    edge,
    {
      method: 'POST',
      path: contract.UPLOAD_IMPORT_PATH,
      says: '上传表格，得到预览',
      form: FORM,
      response: contract.importPreview,
      guard: imports,
    },
    async (call) => {
      const upload = await readUpload(call.request)
      const file = upload.files[0]!
      const batch = await batchOf(call, services, { ...upload.fields, ...file })
      const units = await earlierAnswers(call.trx, batch.home)
      const request = { ...requestOf(call, services, batch), units, shown: true }
      const planned = take(await planFile(call.trx, services, request))
      await keepBatch(call.trx, batch, { planned, state: 'preview' })
      const kept = await findBatch(call.trx, batch.id)
      return contract.importPreview.parse(kept?.preview)
    },
  )
  route(edge, { endpoint: contract.confirmImport, guard: imports, says: '写入' }, async (call) => {
    // Before the look at its state: a batch confirmed twice at once is written once.
    await lockImports(call.trx, call.caller.area)
    const { batch, preview } = await openBatch(call, services)
    const request = { ...requestOf(call, services, batch), units: answersOf(preview) }
    const planned = take(await planFile(call.trx, services, request))
    await writePlanned(call.trx, services, planned.plan)
    await renewBatch(call.trx, batch, { planned, state: 'done' })
    return (await findBatch(call.trx, batch.id))!.preview
  })
  route(edge, { endpoint: contract.answerUnit, guard: imports, says: '答复金额单位' }, async (call) => {
    const { batch, preview } = await openBatch(call, services)
    const { key, unit } = call.body
    if (!preview.units.some((one) => one.key === key)) throw notFound('一列的单位问题')
    const others = Object.entries(answersOf(preview)).filter(([name]) => name !== key)
    const ground = `${call.caller.name} ${services.today()} 回答`
    const units = Object.fromEntries(unit === null ? others : [...others, [key, { unit, ground }]])
    const request = { ...requestOf(call, services, batch), units, shown: true }
    const planned = take(await planFile(call.trx, services, request))
    await renewBatch(call.trx, batch, { planned, state: 'preview' })
    return (await findBatch(call.trx, batch.id))!.preview
  })
  route(edge, { endpoint: contract.dropImport, guard: imports, says: '放弃' }, async ({ trx, params }) => {
    if (!(await dropBatch(trx, params.id))) throw notFound('批导入')
    return {}
  })
}

function undoRoutes(edge: Edge, services: ImportRouteServices): void {
  route(edge, { endpoint: previewUndo, says: '撤销导入预览', guard: imports }, async ({ trx, params }) =>
    take(await previewOfUndo(trx, services, params.id), 404),
  )
  route(
    edge,
    { endpoint: undoImport, says: '撤销导入', guard: imports },
    async ({ trx, params, body, caller }) => {
      const { rest = false, forgetUnits = false } = body
      take(await undoBatch(trx, services, { id: params.id, rest, forgetUnits, area: caller.area }), 409)
      return (await findBatch(trx, params.id))!.preview
    },
  )
}

/** A batch that is not decided yet, with its file. */
async function openBatch(
  call: Call<typeof contract.confirmImport>,
  services: ImportRouteServices,
): Promise<{ batch: Batch; preview: Preview }> {
  const found = await findBatch(call.trx, call.params.id)
  if (!found) throw notFound('批导入')
  if (found.preview.state !== 'preview')
    throw new Refusal(409, [refused('import-done', '这批数据已经处理过，不能重复写入')])
  const file = found.batch.file ? await readKeptFile(call.trx, found.batch.file, services.keys) : undefined
  if (!file) throw new Refusal(409, [refused('import-file-gone', '上传的文件没有保存下来，请重新上传')])
  return { batch: { ...found.batch, bytes: file.bytes }, preview: found.preview }
}

async function batchOf(
  call: Call,
  services: ImportRouteServices,
  given: { name: string; bytes: Buffer; asOf?: string; register?: string; sender?: string },
): Promise<Batch> {
  const asOf = given.asOf || services.today()
  if (!isDay(asOf))
    throw new Refusal(422, [refused('as-of-malformed', '数据截止日应写成 2023-03-20 这样的日期')])
  if (given.bytes.byteLength > FILE_KEPT_MAX)
    throw new Refusal(413, [
      refused('file-too-large', '网页导入的文件不超过 20 MB；更大的文件请用命令行导入'),
    ])
  const area = call.caller.area ?? services.deploymentArea
  const home = area.slice(0, 6).padEnd(6, '0')
  const { name, bytes } = given
  const file = await keepFile(
    call.trx,
    { home, area, body: null, name, type: 'application/octet-stream', bytes },
    services.keys,
  )
  return {
    id: randomUUID(),
    home,
    area,
    fileName: name,
    bytes,
    asOf,
    sender: given.sender || null,
    receiver: call.caller.name,
    file,
    register: given.register || null,
  }
}

function requestOf(call: Call, services: ImportRouteServices, batch: Batch): ImportRequest {
  const { caller } = call
  return {
    bytes: batch.bytes,
    fileName: batch.fileName,
    register: batch.register,
    onlyArea: caller.area,
    fallbackArea: caller.area ?? services.deploymentArea,
    asOf: batch.asOf,
    createBodies: false,
    importId: batch.id,
    sender: batch.sender,
    receiver: batch.receiver,
  }
}

function readRoutes(edge: Edge, services: ImportRouteServices): void {
  route(edge, { endpoint: contract.listImports, says: '导入批次' }, async ({ trx }) => ({
    imports: await listBatches(trx),
  }))
  route(edge, { endpoint: contract.readImport, says: '导入预览' }, async ({ trx, params }) => {
    const found = await findBatch(trx, params.id)
    if (!found) throw notFound('批导入')
    return found.preview
  })
  route(edge, { endpoint: contract.importRows, says: '导入的各行' }, ({ trx, params, query }) =>
    batchRows(trx, params.id, { ...query, outcomes: query.outcome ? [query.outcome] : undefined }),
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.IMPORT_PROBLEMS_PATH, says: '问题行（.xlsx）' },
    async ({ trx, params, reply }) => {
      const { id } = params as { id: string }
      const found = await findBatch(trx, id)
      if (!found) throw notFound('批导入')
      const { rows } = await batchRows(trx, id, { outcomes: ['refused', 'warned'], size: 100_000 })
      const bytes = await writeWorkbook({ sheets: [problemsSheet(rows, services.registers)] })
      return asDownload(reply, { name: `${found.preview.file}_问题行.xlsx`, bytes })
    },
  )
}
