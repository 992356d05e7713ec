/** Tasks and joint meetings over HTTP. */
import { meetingContent, MINUTES_PATH, TASK_PAPER_PATH, TASK_SHEET_PATH } from '#contract/targets/tasks.ts'
import * as contract from '#contract/targets/tasks.ts'
import type { ItemHead } from '#contract/kernel/procedures.ts'
import { jointMeeting } from '#core/targets/joint-meeting.ts'
import { policyTask } from '#core/targets/policy-task.ts'
import { notFound } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Call, type Edge } from '#server/http/route.ts'
import { readItem, toWireItem } from '#server/procedure/act.ts'
import { actingOf, finalsOf, type ProcedureServices } from '#server/procedure/routes.ts'
import { findItem, homeOf, listItems, openItems, type ItemFilter } from '#server/procedure/store.ts'
import { namedAreas, topOf } from '#server/regions/seen-areas.ts'
import type { SupervisionServices } from '#server/supervision/services.ts'
import { minutes, taskPaper, taskSheet } from './task-papers.ts'
import { addTasks, readSources } from './tasks.ts'

export interface TaskServices extends SupervisionServices, Pick<ProcedureServices, 'loadCalendar'> {}

const opens = (role: string): boolean => policyTask.opens.includes(role)
/** More than any county has; a table of progress is read whole. */
const ALL = 5000

/** The endpoints of tasks and meetings, beside those that every procedure has. */
export function taskRoutes(edge: Edge, services: TaskServices): void {
  route(edge, { endpoint: contract.readTaskSources, says: '可以生成任务的条款' }, async (call) =>
    readSources(await actingOf(call, services), services, await areaOf(call, services)),
  )
  route(edge, { endpoint: contract.openTasks, says: '下达任务', guard: opens }, async (call) =>
    addTasks(await actingOf(call, services), services, {
      area: await areaOf(call, services, call.body.area),
      tasks: call.body.tasks,
    }),
  )
  route(edge, { endpoint: contract.recordMeeting, says: '记录联席会议', guard: opens }, (call) =>
    record(call, services),
  )
  paperRoutes(edge, services)
}

/** The place asked for, or the top of what the person sees. Errors: 404 outside of it. */
async function areaOf(
  call: Pick<Call, 'caller' | 'trx'> & { query: unknown },
  services: TaskServices,
  given?: string,
): Promise<string> {
  const { top } = await topOf(call, services)
  const asked = given ?? contract.readTaskSources.query.parse(call.query).area
  const area = asked ?? (top || services.deployment.area)
  if (!area.startsWith(top)) throw notFound('个辖区')
  return area
}

async function record(call: Call<typeof contract.recordMeeting>, services: TaskServices) {
  const acting = await actingOf(call, services)
  const { title, decisions, area: given, ...content } = call.body
  const area = await areaOf(call, services, given)
  const [id = ''] = await openItems(call.trx, jointMeeting, {
    items: [{ home: homeOf(area), area, title, payload: meetingContent.parse(content) }],
    day: acting.today,
  })
  const meeting = await findItem(call.trx, { procedure: jointMeeting.id, id })
  if (!meeting) throw notFound('次会议')
  const { opened } = await addTasks(acting, services, { area, tasks: decisions, meeting })
  return { id, opened }
}

function paperRoutes(edge: Edge, services: TaskServices): void {
  const progress = async (call: Call) => {
    const area = await areaOf(call, services)
    const [named] = (await namedAreas(call.trx, area, [area])).filter((one) => one.code === area)
    const day = services.clock.today()
    const name = named?.name ?? services.deployment.areaName
    return { tasks: await tasksOf(call, services, { area }), head: { area: name, day } }
  }
  bytesRoute(edge, { method: 'GET', path: TASK_SHEET_PATH, says: '任务进度表（.xlsx）' }, async (call) => {
    const { tasks, head } = await progress(call)
    return asDownload(call.reply, {
      name: `${head.area}任务进度表（${head.day}）.xlsx`,
      bytes: await taskSheet(tasks, head),
    })
  })
  bytesRoute(edge, { method: 'GET', path: TASK_PAPER_PATH, says: '任务进度（.docx）' }, async (call) => {
    const { tasks, head } = await progress(call)
    return asDownload(call.reply, {
      name: `${head.area}任务进度情况（${head.day}）.docx`,
      bytes: await taskPaper(tasks, head),
    })
  })
  bytesRoute(edge, { method: 'GET', path: MINUTES_PATH, says: '会议纪要（.docx）' }, async (call) => {
    const { id } = call.params as { id: string }
    const meeting = await readItem(await actingOf(call, services), { of: jointMeeting }, id)
    const tasks = await tasksOf(call, services, { parent: meeting.id })
    const content = meetingContent.parse(meeting.payload)
    return asDownload(call.reply, {
      name: `${meeting.code}会议纪要.docx`,
      bytes: await minutes({ ...meeting, content }, tasks),
    })
  })
}

async function tasksOf(
  { trx }: Pick<Call, 'trx'>,
  services: TaskServices,
  of: Pick<ItemFilter, 'area' | 'parent'>,
): Promise<ItemHead[]> {
  const today = services.clock.today()
  const filter = { ...of, procedure: policyTask.id, today, soon: today, finals: finalsOf(policyTask) }
  const { rows } = await listItems(trx, filter, { page: 1, size: ALL })
  return rows.map((row) => toWireItem(row, policyTask, today))
}
