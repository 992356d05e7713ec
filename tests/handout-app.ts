/** The fictional county with forms to hand out: files go out, are edited as clerks do, and come back, without a socket. */
import { dayOf } from '#server/clock.ts'
import type { Sheet } from '#core/kernel/cell.ts'
import type { Handout, ReturnBatch } from '#contract/registry.ts'
import { registers } from '#core/reporting/registers.ts'
import { authenticate } from '#server/access/sign-in.ts'
import { cookieName } from '#server/access/routes.ts'
import { readWorkbook } from '#server/files/workbook/read.ts'
import { handoutRoutes } from '#server/registry/handouts/routes.ts'
import type { HandoutServices } from '#server/registry/handouts/services.ts'
import { areasOn } from '#server/supervision/services.ts'
import { unknownBodies } from '#server/supervision/unknown.ts'
import { must } from './must.ts'
import { signIn, testApp, upload, type Person, type TestApp } from './app.ts'

export interface HandoutApp extends TestApp {
  county: Person
}

export interface Upload {
  name: string
  bytes: Uint8Array
}

/** The app with a county officer signed in. */
export async function handoutApp(): Promise<HandoutApp> {
  const app = await testApp()
  const { server, services } = app
  if (!server.hasRoute({ method: 'GET', url: '/api/handouts' })) {
    const given: HandoutServices = {
      ...services,
      missingCells: async (trx, asked) => {
        const day = services.clock.today()
        const areas = await areasOn(trx, services, day)
        const found = await unknownBodies(trx, areas, { ...asked, day, stored: true, registers })
        return found.map(({ body, missing }) => ({ body, cells: missing }))
      },
    }
    const now = (): Date => services.clock.now()
    handoutRoutes(
      {
        server,
        app: services.app,
        keys: services.keys,
        declared: [],
        authenticate: async (request) =>
          authenticate(services.app, request.cookies[cookieName(request)] ?? '', {
            now: now(),
            today: dayOf(now()),
            address: request.ip,
          }),
      },
      given,
    )
  }
  return { ...app, county: await signIn(app, 'xian') }
}

/** Drops files as the page does. */
export async function drop(
  app: TestApp,
  person: Person,
  files: readonly Upload[],
): Promise<{ status: number; body: ReturnBatch; says: string }> {
  return upload<ReturnBatch>(app, person, {
    url: '/api/handouts/returns',
    fields: { sender: '各乡镇' },
    files,
  })
}

/** The workbook of every township of a form, as it is downloaded. */
export async function workbooksOf(person: Person, handout: Handout): Promise<(Upload & { area: string })[]> {
  const files: (Upload & { area: string })[] = []
  for (const { area, name } of handout.townships) {
    const answer = await person.get<Buffer>(`/api/handouts/${handout.id}/workbooks/${area}`)
    if (answer.status !== 200) throw new Error(answer.says)
    files.push({ area, name: `${name}.xlsx`, bytes: answer.body })
  }
  return files
}

/** The cells of a file. */
export async function sheetsOf(file: Upload): Promise<Sheet[]> {
  return must(await readWorkbook(file.bytes, file.name)).sheets
}
