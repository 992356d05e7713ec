/** Handing over a post over HTTP: look at all that is open, hand it over in one step, print the list that both sign. */
import { randomUUIDv7 } from 'node:crypto'
import type { Kysely } from 'kysely'
import * as contract from '#contract/reporting/handover.ts'
import { may, ROLES, type Role } from '#core/access/role.ts'
import { refused } from '#core/values/problem.ts'
import type { PaperBlock } from '#server/files/paper/blocks.ts'
import { officialPaper } from '#server/files/paper/official-paper.ts'
import { notFound, Refusal } from '#server/http/refusal.ts'
import { asDownload, bytesRoute, route, type Caller, type Edge } from '#server/http/route.ts'
import type { Services } from '#server/services.ts'
import * as store from './handover-store.ts'

const guard = (role: string): boolean => may(role as Role, 'handOver')
/** Whose posts are handed over: those that have an area and work of their own. */
const POSTS: readonly Role[] = ['county', 'township', 'village', 'counsellor']
const GROUND_MIN = 4

/** The endpoints of handing over. */
export function handoverRoutes(edge: Edge, services: Services): void {
  const today = (): string => services.clock.today()
  route(edge, { endpoint: contract.listHandovers, says: '岗位交接记录', guard }, async ({ trx, caller }) => ({
    handovers: (await store.readHandovers(trx)).map((one) => ({
      id: one.id,
      giver: one.giver_name,
      receiver: one.receiver_name,
      onDay: one.on_day,
      ground: one.ground,
      count: one.items.length,
    })),
    givers: (await givers(trx, caller)).map(wirePerson),
  }))
  route(
    edge,
    { endpoint: contract.previewHandover, says: '交接前预览未办事项', guard },
    async ({ trx, caller, query }) => {
      const giver = await mustGive(trx, caller, query.giver)
      return {
        work: await store.openWorkOf(trx, { giver: giver.username, today: today() }),
        units: await store.unitsOf(trx, giver.username),
        successors: (await successors(trx, giver)).map(wirePerson),
      }
    },
  )
  route(
    edge,
    { endpoint: contract.handOver, says: '岗位交接', guard, reason: (body) => body.ground },
    async ({ trx, caller, body }) => {
      const giver = await mustGive(trx, caller, body.giver)
      const ground = body.ground.trim()
      if (ground.length < GROUND_MIN)
        throw new Refusal(422, [
          refused('handover-ground', '请写明依据，例如岗位调整通知的名称', { field: 'ground' }),
        ])
      if (!(await successors(trx, giver)).some(({ username }) => username === body.receiver))
        throw new Refusal(422, [
          refused('handover-receiver', '接收人应是同一岗位、辖区相同或更大的在用账号，请另选', {
            field: 'receiver',
          }),
        ])
      const items = await store.openWorkOf(trx, { giver: giver.username, today: today() })
      const id = randomUUIDv7()
      const { area, username } = giver
      await store.insertHandover(trx, {
        id,
        area,
        giver: username,
        receiver: body.receiver,
        onDay: today(),
        ground,
        items,
      })
      return { id, count: items.length }
    },
  )
  sheetRoute(edge, services)
}

/** The list that both sign. */
function sheetRoute(edge: Edge, services: Services): void {
  bytesRoute(
    edge,
    { method: 'GET', path: '/api/handovers/:id/sheet.docx', says: '交接清单（.docx）', guard },
    async (call) => {
      const [one] = await store.readHandovers(call.trx, (call.params as { id: string }).id)
      if (!one) throw notFound('次交接')
      const bytes = await sheet(one, services.deployment.areaName)
      return asDownload(call.reply, { name: `交接清单-${one.giver_name}-${one.on_day}.docx`, bytes })
    },
  )
}

/** The county hands over for anybody below; everybody else for himself. */
async function givers(trx: Kysely<unknown>, caller: Caller): Promise<store.PersonRow[]> {
  const all = await store.peopleOf(trx, POSTS)
  return all.filter(
    ({ username, area }) =>
      username === caller.username ||
      (caller.role === 'county' && caller.area !== null && area.startsWith(caller.area)),
  )
}

async function mustGive(trx: Kysely<unknown>, caller: Caller, username: string): Promise<store.PersonRow> {
  const found = (await givers(trx, caller)).find((one) => one.username === username)
  if (!found) throw notFound('个人')
  return found
}

/** The same post over the same area or a larger one. */
async function successors(trx: Kysely<unknown>, giver: store.PersonRow): Promise<store.PersonRow[]> {
  const all = await store.peopleOf(trx, [giver.role])
  return all.filter(({ username, area }) => username !== giver.username && giver.area.startsWith(area))
}

function wirePerson({ username, name, role, area_name }: store.PersonRow) {
  return { username, name, roleLabel: ROLES[role as Role], areaName: area_name }
}

/** 交接清单: what is handed over as it stood, room for three signatures. */
function sheet(one: store.HandoverRow, office: string): Promise<Uint8Array> {
  const blocks: PaperBlock[] = [
    {
      kind: 'paragraph',
      text: `交出人：${one.giver_name}　　接收人：${one.receiver_name}　　交接日期：${one.on_day}`,
    },
    { kind: 'paragraph', text: `依据：${one.ground}` },
    one.items.length === 0
      ? { kind: 'paragraph', text: '交接当日没有未办结的事项。' }
      : {
          kind: 'table',
          caption: `未办结事项（共 ${one.items.length} 项）`,
          columns: [
            { heading: '序号', share: 1, align: 'center' },
            { heading: '类别', share: 2 },
            { heading: '事项', share: 6 },
            { heading: '状态', share: 2 },
            { heading: '期限', share: 2 },
          ],
          rows: one.items.map((item, index) => [
            String(index + 1),
            item.kind,
            item.title,
            item.state,
            item.dueOn ?? '—',
          ]),
        },
    {
      kind: 'signatures',
      rows: [
        ['交出人（签字）：', '日期：'],
        ['接收人（签字）：', '日期：'],
        ['监交人（签字）：', '日期：'],
      ],
    },
  ]
  return officialPaper({ title: '岗位交接清单', body: blocks, signer: office, date: one.on_day })
}
