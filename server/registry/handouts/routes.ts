/** The endpoints of handing out and taking back: forms, workbooks, returned files, conflicts, sheets of errors. */
import { z } from 'zod'
import * as contract from '#contract/registry.ts'
import { may, type Role } from '#core/access/role.ts'
import { isDay } from '#core/values/day.ts'
import { refused } from '#core/values/problem.ts'
import { writeWorkbook } from '#server/files/workbook/write.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readUpload, uploadForm } from '#server/http/upload.ts'
import { figuresOf, planHandout, type Asked } from './ask.ts'
import { errorSheets } from './errors-sheet.ts'
import { packZip } from './pack.ts'
import { presentHandouts } from './progress.ts'
import { keepChoice, readSummary, type OpenReturn } from './returns.ts'
import type { HandoutServices } from './services.ts'
import type { Bounds } from './settle.ts'
import { areaNames, countyName } from './standing.ts'
import { findHandouts, keepHandout, linesOf, type HandoutHead } from './store.ts'
import { confirm, openBatch, refresh, resultsNow, takeFiles } from './take-back.ts'
import { formFileName, formWorkbook, type TownshipForm } from './workbook.ts'

const handsOut = (role: string): boolean => may(role as Role, 'handOut')

/** All endpoints of forms. */
export function handoutRoutes(edge: Edge, services: HandoutServices): void {
  makeRoutes(edge, services)
  workbookRoutes(edge, services)
  dropRoutes(edge, services)
  decideRoutes(edge, services)
}

function makeRoutes(edge: Edge, services: HandoutServices): void {
  route(
    edge,
    { endpoint: contract.previewHandout, guard: handsOut, says: '预览发表' },
    async ({ trx, body }) => figuresOf(await planHandout(trx, services, checked(body, services))),
  )
  route(
    edge,
    { endpoint: contract.createHandout, guard: handsOut, says: '发表' },
    async ({ trx, body, caller }) => {
      const asked = checked(body, services)
      const { title, dueOn } = body
      if (!isDay(dueOn))
        throw new Refusal(422, [
          refused('due-malformed', '收表期限应写成 2026-12-01 这样的日期', { field: 'dueOn' }),
        ])
      const plan = await planHandout(trx, services, asked)
      if (plan.lines.length === 0)
        throw new Refusal(422, [refused('nothing-to-ask', '没有要补的内容：所选范围内这些栏目都已填齐')])
      const { area, home } = placeOf(caller.area ?? asked.area ?? null, services)
      const id = await keepHandout(
        trx,
        { home, area, title: title.trim(), dueOn, by: caller.name, asked },
        plan,
      )
      return mustPresent({ trx }, services, id)
    },
  )
  route(edge, { endpoint: contract.listHandouts, says: '填报表列表' }, async ({ trx }) => ({
    handouts: await presentHandouts(trx, await findHandouts(trx), services.clock.today()),
  }))
  route(edge, { endpoint: contract.readHandout, says: '一次发表' }, ({ trx, params }) =>
    mustPresent({ trx }, services, params.id),
  )
}

/** What is asked, when it asks for something that there is. */
function checked(asked: Asked, services: HandoutServices): Asked {
  const unknown = asked.registers.filter(
    (id) => !services.registers.some((one) => one.id === id && one.askable),
  )
  if (unknown.length > 0)
    throw new Refusal(
      422,
      unknown.map((id) =>
        refused('register-not-askable', `“${id}”不是可以发表收集的台账`, { field: 'registers' }),
      ),
    )
  if (asked.rules.length + asked.registers.length === 0)
    throw new Refusal(422, [refused('nothing-asked', '请选定要问的规则或台账', { field: 'registers' })])
  return asked
}

function placeOf(callerArea: string | null, services: HandoutServices): { area: string; home: string } {
  const area = callerArea ?? services.deployment.area
  return { area, home: area.slice(0, 6).padEnd(6, '0') }
}

async function mustFind({ trx }: Pick<Call, 'trx'>, id: string): Promise<HandoutHead> {
  const [head] = await findHandouts(trx, id)
  if (!head) throw notFound('份填报表')
  return head
}

async function mustPresent(
  call: Pick<Call, 'trx'>,
  services: HandoutServices,
  id: string,
): Promise<contract.Handout> {
  const [shown] = await presentHandouts(call.trx, [await mustFind(call, id)], services.clock.today())
  return shown!
}

function workbookRoutes(edge: Edge, services: HandoutServices): void {
  bytesRoute(
    edge,
    { method: 'GET', path: contract.HANDOUT_WORKBOOK_PATH, says: '一个乡镇的填报表（.xlsx）' },
    async (call) => {
      const { id, area } = call.params as { id: string; area: string }
      const [form] = await formsOf(call, services, { id, area })
      if (!form) throw notFound('个乡镇的填报表')
      return asDownload(call.reply, { name: formFileName(form), bytes: await formWorkbook(form) })
    },
  )
  bytesRoute(
    edge,
    { method: 'GET', path: contract.HANDOUT_ALL_PATH, says: '全部填报表（.zip）' },
    async (call) => {
      const { id } = call.params as { id: string }
      const forms = await formsOf(call, services, { id })
      const files: { name: string; bytes: Uint8Array }[] = []
      for (const form of forms) files.push({ name: formFileName(form), bytes: await formWorkbook(form) })
      const { title, dueOn } = await mustFind(call, id)
      return asDownload(call.reply, { name: `${title}_${dueOn}.zip`, bytes: packZip(files) })
    },
  )
}

/** The forms of all townships that the caller sees, or of one. */
export async function formsOf(
  { trx }: Pick<Call, 'trx'>,
  services: HandoutServices,
  of: { id: string; area?: string },
): Promise<TownshipForm[]> {
  const handout = await mustFind({ trx }, of.id)
  const lines = await linesOf(trx, {
    handout: handout.id,
    registers: services.registers,
    ...(of.area !== undefined && { area: of.area }),
  })
  const areas = [...new Set(lines.map((line) => line.area))]
  const names = await areaNames(trx, areas)
  const county = await countyName(trx, handout.home, services.deployment.areaName)
  return areas.map((area) => ({
    handout,
    county,
    area,
    name: names.get(area) ?? area,
    lines: lines.filter((line) => line.area === area),
  }))
}

function dropRoutes(edge: Edge, services: HandoutServices): void {
  bytesRoute(
    edge,
    {
      method: 'POST',
      path: contract.RETURN_HANDOUT_PATH,
      says: '收回填报表（可多份）',
      form: uploadForm({ sender: z.string().optional() }),
      response: contract.returnBatch,
      guard: handsOut,
    },
    async (call) => {
      const upload = await readUpload(call.request)
      const { caller, trx } = call
      const id = await takeFiles(trx, services, {
        ...placeOf(caller.area, services),
        files: upload.files,
        within: caller.area,
        sender: upload.fields['sender'] || null,
        receiver: caller.name,
      })
      return contract.returnBatch.parse(
        await refresh(trx, services, {
          batch: await mustOpen(call, services, id),
          bounds: boundsOf(call, services),
        }),
      )
    },
  )
  route(edge, { endpoint: contract.readReturn, says: '收回批次' }, async ({ trx, params }) => {
    const summary = await readSummary(trx, params.id)
    if (!summary) throw notFound('批收表')
    return summary
  })
  bytesRoute(
    edge,
    {
      method: 'GET',
      path: contract.RETURN_ERRORS_PATH,
      says: '退回各乡镇的问题表（.xlsx）',
      guard: handsOut,
    },
    async (call) => {
      const { id } = call.params as { id: string }
      const batch = await mustOpen(call, services, id)
      const results = await resultsNow(call.trx, services, { batch, bounds: boundsOf(call, services) })
      const areas = [...results.map((one) => one.area), ...batch.files.map((one) => one.area)].filter(
        (one) => one !== null,
      )
      const sheets = errorSheets(results, { batch, names: await areaNames(call.trx, areas) })
      return asDownload(call.reply, {
        name: `退回改正_${services.clock.today()}.xlsx`,
        bytes: await writeWorkbook({ sheets }),
      })
    },
  )
}

function decideRoutes(edge: Edge, services: HandoutServices): void {
  route(edge, { endpoint: contract.chooseInReturn, guard: handsOut, says: '选定冲突' }, async (call) => {
    const batch = await mustOpen(call, services, call.params.id)
    if (batch.head.state !== 'preview')
      throw new Refusal(409, [refused('return-done', '这批文件已经写入，不能再选')])
    const shown = await readSummary(call.trx, batch.head.id)
    const conflict = shown?.conflicts.find((one) => one.id === call.body.conflict)
    if (!conflict?.choices.some((one) => one.key === call.body.choice))
      throw new Refusal(409, [refused('choice-unknown', '没有这一处冲突或这个选项，请刷新后再选')])
    await keepChoice(call.trx, batch.head, call.body)
    const choices = new Map([...batch.choices, [call.body.conflict, call.body.choice]])
    return refresh(call.trx, services, { batch: { ...batch, choices }, bounds: boundsOf(call, services) })
  })
  route(edge, { endpoint: contract.confirmReturn, guard: handsOut, says: '写入收回的数据' }, async (call) => {
    const batch = await mustOpen(call, services, call.params.id)
    const shown = await readSummary(call.trx, batch.head.id)
    if (batch.head.state !== 'preview' && shown) return shown
    return confirm(call.trx, services, { batch, bounds: boundsOf(call, services) })
  })
}

async function mustOpen(call: Pick<Call, 'trx'>, services: HandoutServices, id: string): Promise<OpenReturn> {
  const batch = await openBatch(call.trx, services, id)
  if (!batch) throw notFound('批收表')
  return batch
}

function boundsOf({ caller }: Pick<Call, 'caller'>, services: HandoutServices): Bounds {
  return { onlyArea: caller.area, fallbackArea: caller.area ?? services.deployment.area }
}
