/** Dividing targets among areas, completing those left open, and targets of the place's own, over HTTP. */
import * as contract from '#contract/targets/division.ts'
import { may, type Role } from '#core/access/role.ts'
import { readLiteral } from '#core/kernel/literal.ts'
import { areaFacts } from '#core/supervision/area-facts.ts'
import { readWanted, storedWanted } from '#core/targets/local.ts'
import { isDay } from '#core/values/day.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { notFound, Refusal, take } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readUpload } from '#server/http/upload.ts'
import { digitsBelow, topOf } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { readCourse } from './course.ts'
import {
  changesOf,
  gridOf,
  gridOfText,
  matrixSheet,
  readMatrixOf,
  readTable,
  wireDivision,
} from './division.ts'
import { addAnswer, addOwn, addShares, readLocal, readShareHistory } from './local-store.ts'

const sets = (role: string): boolean => may(role as Role, 'divideTargets')
const adds = (role: string): boolean => may(role as Role, 'setTargets')

/** The endpoints of dividing and completing targets. */
export function targetDivisionRoutes(edge: Edge, services: SupervisionServices): void {
  const at = (call: Pick<Call, 'caller' | 'trx'>, area?: string) => placeOf(call, services, area)
  route(edge, { endpoint: contract.readDivision, says: '目标分解表', guard: sets }, async (call) => {
    const where = await at(call, call.query.area)
    return wireDivision(await readMatrixOf(call.trx, services, where), where.whole)
  })
  bytesRoute(
    edge,
    { method: 'GET', path: contract.MATRIX_SHEET_PATH, says: '目标分解表（.xlsx）', guard: sets },
    async (call) => {
      const where = await at(call, contract.readDivision.query.parse(call.query).area)
      const division = wireDivision(await readMatrixOf(call.trx, services, where), where.whole)
      return asDownload(call.reply, {
        name: `${division.areaName}目标任务分解表.xlsx`,
        bytes: await matrixSheet(division),
      })
    },
  )
  route(edge, { endpoint: contract.readPasted, says: '读取粘贴的分解表', guard: sets }, async (call) => {
    const matrix = await readMatrixOf(call.trx, services, await at(call, call.body.area))
    return readTable(matrix, gridOfText(call.body.text), call.body)
  })
  bytesRoute(
    edge,
    { method: 'POST', path: contract.MATRIX_FILE_PATH, says: '读取分解表文件', guard: sets },
    async (call) => {
      const { files, fields } = await readUpload(call.request)
      const matrix = await readMatrixOf(call.trx, services, await at(call, fields['area']))
      const book = take(await readWorkbook(files[0]!.bytes, files[0]!.name))
      const asked = { chosen: chosenOf(fields['chosen']), year: fields['year'] }
      const tables = book.sheets
        .filter((one) => !one.hidden)
        .map((one) => readTable(matrix, gridOf(one), asked))
      const best = tables.toSorted((a, b) => b.entries.length - a.entries.length)[0]
      if (best === undefined) throw new Refusal(422, [refused('target-areas', '这个文件里没有可见的工作表')])
      return contract.matrixRead.parse(best)
    },
  )
  route(edge, { endpoint: contract.writeDivision, says: '写入目标分解', guard: sets }, async (call) => {
    const where = await at(call, call.body.area)
    const matrix = await readMatrixOf(call.trx, services, where)
    const changes = take(changesOf(matrix, call.body.cells, where.whole))
    if (changes.length > 0) await addShares(call.trx, changes, call.body.ground)
    return { written: changes.length }
  })
  readRoutes(edge, services)
  ownRoutes(edge, services)
}

function readRoutes(edge: Edge, services: SupervisionServices): void {
  const at = (call: Pick<Call, 'caller' | 'trx'>, area?: string) => placeOf(call, services, area)
  route(edge, { endpoint: contract.readShareVersions, says: '目标分解的历次版本' }, async (call) => {
    const { area } = await at(call, call.query.area)
    const versions = await readShareHistory(call.trx, {
      target: call.query.target,
      area,
      digits: digitsBelow(area),
    })
    return { versions: versions.map((one) => ({ ...one, at: one.at.toISOString() })) }
  })
  route(edge, { endpoint: contract.readCourse, says: '目标进度曲线' }, async (call) => {
    const where = await at(call, call.query.area)
    const day = call.query.day ?? services.clock.today()
    if (!isDay(day))
      throw new Refusal(400, [refused('input-malformed', `“${day}”不是日期，请写成 2023-03-15 的样子`)])
    const found = await readCourse(call.trx, services, { ...where, day, target: call.query.target })
    if (found === null) throw notFound('项目标')
    return found
  })
}

function ownRoutes(edge: Edge, services: SupervisionServices): void {
  route(edge, { endpoint: contract.listAreaFacts, says: '可作目标的指标', guard: sets }, async () => ({
    facts: areaFacts.map(({ id, label, type, unit, formula }) => ({ id, label, type, unit, formula })),
  }))
  route(edge, { endpoint: contract.completeTarget, says: '补正目标', guard: adds }, async (call) => {
    const { area, digits } = await placeOf(call, services)
    const { target, base, fact, source } = call.body
    const matrix = await readMatrixOf(call.trx, services, await placeOf(call, services))
    const entry = matrix.entries.find((one) => one.id === target && one.clause !== null)
    if (entry === undefined) throw notFound('项目标')
    mustMeasure(fact, entry.target.value.type)
    const last = (await readLocal(call.trx, { area, digits })).answers.findLast(
      (one) => one.target === target && one.area === area,
    )
    await addAnswer(call.trx, { target, area, version: (last?.version ?? 0) + 1, base, fact, source })
    return {}
  })
  route(edge, { endpoint: contract.writeOwnTarget, says: '自定目标', guard: adds }, async (call) => {
    const { area } = await placeOf(call, services)
    const given = call.body
    const value = take(readWanted(given.type, given.value))
    const wrong: Problem[] = []
    if (!isDay(given.from) || !isDay(given.by) || given.from >= given.by)
      wrong.push(refused('target-period', '起始日要早于期限，两个日期都要填'))
    if (given.type === 'ratio' && (given.base ?? '') === '')
      wrong.push(refused('target-base', '比例要写明基数：以哪些合作社（村、农户）为分母'))
    if (wrong.length > 0) throw new Refusal(422, wrong)
    mustMeasure(given.fact, given.type)
    const base = given.base === '' ? null : given.base
    const id = await addOwn(call.trx, {
      ...given,
      base,
      area,
      value: storedWanted(value),
      version: given.version + 1,
      ended: false,
    })
    return { id }
  })
  route(edge, { endpoint: contract.endOwnTarget, says: '终止自定目标', guard: adds }, async (call) => {
    const { id, version } = call.body
    const held = await readLocal(call.trx, await placeOf(call, services))
    const own = held.own.find((one) => one.id === id)
    if (own === undefined) throw notFound('项目标')
    await addOwn(call.trx, { ...own, version: version + 1, ended: true })
    return {}
  })
}

/** What the officer chose for columns; a field that can not be read chose nothing. */
function chosenOf(field: string | undefined): Record<string, string> {
  try {
    return contract.readPasted.body.shape.chosen.parse(JSON.parse(field ?? '{}'))
  } catch {
    return {}
  }
}

/** A target is measured by a fact of its own type. */
function mustMeasure(fact: string | null, type: Parameters<typeof readLiteral>[0]): void {
  if (fact === null || areaFacts.some((one) => one.id === fact && one.type === type)) return
  throw new Refusal(422, [
    refused('target-fact', '选的指标与目标的类型不同（比例对比例、家数对家数），请重新选择'),
  ])
}

async function placeOf(
  { caller, trx }: Pick<Call, 'caller' | 'trx'>,
  services: SupervisionServices,
  asked?: string,
) {
  const top = await topOf({ caller, trx }, services)
  const area = asked === undefined || asked === '' ? top.top : asked
  if (!area.startsWith(top.top)) throw notFound('个辖区')
  // A township does not set its own task: that comes from above.
  const whole = may(caller.role as Role, 'setTargets') || area !== caller.area
  return { area, top, digits: digitsBelow(area), whole }
}
