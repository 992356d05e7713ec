/** 任务进度 on real PostgreSQL: from clauses to tasks of units, counts by clause and unit, meetings whose decisions are tasks. */
import { sql } from 'kysely'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readTaskSources } from '#contract/targets/tasks.ts'
import { policyTask } from '#core/targets/policy-task.ts'
import { withScope } from '#server/database/connect.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import type { Caller } from '#server/http/route.ts'
import { takeAction, toWireItem, type Acting } from '#server/procedure/act.ts'
import { finalsOf } from '#server/procedure/routes.ts'
import { listItems } from '#server/procedure/store.ts'
import { must } from '../../tests/must.ts'
import {
  counted,
  HOME,
  smallCounty,
  TODAY,
  TOWN_A,
  TOWN_B,
  type SmallCounty,
} from '../../tests/small-county.ts'
import { minutes, taskPaper, taskSheet } from './task-papers.ts'
import { addTasks, readSources, TASK_HANDLER, type Task } from './tasks.ts'

let county: SmallCounty
let officer: Caller
let town: Caller
const units: Record<string, string> = {}

beforeAll(async () => {
  county = await smallCounty()
  officer = await county.person('xian2', 'county', { area: HOME })
  town = await county.person('zhen1', 'township', { area: TOWN_A })
  for (const [name, area] of [
    ['农业农村局', HOME],
    ['甲镇', TOWN_A],
    ['乙镇', TOWN_B],
  ] as const)
    units[name] = await as(officer, async ({ trx }) => {
      const { rows } = await sql<{ id: string }>`
        insert into unit (home, id, area, name) values (${HOME}, gen_random_uuid(), ${area}, ${name}) returning id`.execute(
        trx,
      )
      return rows[0]!.id
    })
})
afterAll(() => county.database.close())

function as<T>(caller: Caller, work: (acting: Acting) => Promise<T>): Promise<T> {
  return withScope(county.db, caller.scope, (trx) => work({ trx, caller, today: TODAY, calendar: [] }))
}

const task = (title: string, more: Partial<Task> = {}): Task => ({
  title,
  clause: null,
  done: '',
  helpers: [],
  ...more,
})
const CLAUSE = 'heshui-2023#三·第一阶段'
const open = (tasks: Task[], caller = officer, area = HOME) =>
  as(caller, (acting) => addTasks(acting, county.services, { area, tasks }))
const sources = (caller = officer, area = HOME) =>
  as(caller, async (acting) =>
    readTaskSources.response.parse(await readSources(acting, county.services, area)),
  )
const all = (caller = officer) =>
  as(caller, async ({ trx }) => {
    const filter = { procedure: policyTask.id, today: TODAY, soon: TODAY, finals: finalsOf(policyTask) }
    const { rows } = await listItems(trx, filter, { page: 1, size: 500 })
    return rows.map((row) => toWireItem(row, policyTask, TODAY))
  })

test('the plans in force are offered clause by clause with the stage that sets the day, and laws are not', async () => {
  const { documents } = await sources()
  expect(documents.map((one) => one.id).toSorted()).toEqual(['heshui-2023', 'shuocheng-2021'])
  const clauses = documents.find((one) => one.id === 'heshui-2023')?.clauses
  expect(clauses?.find((one) => one.clause === '三·第一阶段')?.stage).toEqual({
    label: '摸排建账',
    to: '2023-03-20',
  })
})

test('a clause becomes several tasks; those with a lead and a day are given out, the others wait', async () => {
  const given = { clause: CLAUSE, lead: units['农业农村局']!, dueOn: '2023-03-20' }
  const done = await open([
    task('摸清底数', { ...given, helpers: [units['甲镇']!] }),
    task('建立台账', given),
    task('汇总上报', { clause: CLAUSE }),
  ])
  expect(done).toEqual({ opened: 3, assigned: 2 })
  const { documents, units: byUnit, all: whole } = await sources()
  const clause = documents.flatMap((one) => one.clauses).find((one) => one.clause === '三·第一阶段')
  expect(clause).toMatchObject({ total: 3, completed: 0, late: 0, dueOn: '2023-03-20' })
  expect(byUnit.map((one) => [one.name, one.total])).toEqual([
    ['农业农村局', 2],
    ['尚未明确单位', 1],
  ])
  expect(whole.total).toBe(3)
})

test('a township counts and sees what it helps in, and no more; its finished task moves the clause', async () => {
  expect((await all(town)).map((one) => one.title)).toEqual(['摸清底数'])
  expect((await sources(town, TOWN_A)).all.total).toBe(1)
  const [one] = await all(town)
  const act = (caller: Caller, action: string, more: object = {}) =>
    as(caller, async (acting) => {
      const version = (await all(caller)).find((each) => each.id === one!.id)!.version
      return takeAction(acting, TASK_HANDLER, { id: one!.id, given: { action, version, ...more } })
    })
  await act(town, 'finish', { note: '已摸排', files: ['00000000-0000-4000-8000-000000000001'] })
  await act(officer, 'confirm')
  const clause = (await sources()).documents.flatMap((each) => each.clauses).find((each) => each.total > 0)
  expect(clause).toMatchObject({ total: 3, completed: 1 })
})

test('a clause that is not there, and a unit that is not there, are refused and nothing is written', async () => {
  const before = (await all()).length
  await expect(open([task('甲'), task('乙乙', { clause: 'heshui-2023#没有' })])).rejects.toThrow(/没有/)
  const nobody = { lead: '00000000-0000-4000-8000-000000000009', dueOn: '2023-04-01' }
  await expect(open([task('丙丙', nobody)])).rejects.toThrow(/单位名单/)
  expect((await all()).length).toBe(before)
})

test('a hundred tasks take as many statements as one', async () => {
  const cost = async (n: number) =>
    (
      await counted(county.db, officer, (trx) =>
        addTasks({ trx, caller: officer, today: TODAY, calendar: [] }, county.services, {
          area: HOME,
          tasks: Array.from({ length: n }, (_, at) =>
            task(`第${at}件`, { lead: units['乙镇']!, dueOn: '2023-04-01' }),
          ),
        }),
      )
    ).statements
  expect(await cost(100)).toBe(await cost(1))
})

test('the table and the papers hold what the page shows', async () => {
  const tasks = await all()
  const head = { area: '禾丰县', day: TODAY }
  const book = must(await readWorkbook(await taskSheet(tasks, head), '进度表.xlsx'))
  expect(book.sheets[0]?.rows.length).toBe(tasks.length + 3)
  expect((await taskPaper(tasks, head)).byteLength).toBeGreaterThan(5000)
  const content = {
    heldOn: TODAY,
    place: '',
    chair: '分管副县长',
    agenda: ['整治进度'],
    attendees: [{ unit: '农业农村局', post: '局长', present: true }],
    said: '',
  }
  const paper = await minutes(
    { title: '第一次联席会议', code: 'HY2023-0001', areaName: '禾丰县', content },
    tasks,
  )
  expect(paper.byteLength).toBeGreaterThan(5000)
})
