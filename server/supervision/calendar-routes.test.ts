/** The working calendar over HTTP: what years there are, who enters one, what is not taken. */
import type { FastifyInstance } from 'fastify'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Caller } from '#server/http/route.ts'
import { makeServer } from '#server/http/server.ts'
import { HOME, smallCounty, type SmallCounty } from '../../tests/small-county.ts'
import { calendarRoutes } from './calendar-routes.ts'

let county: SmallCounty
let server: FastifyInstance
let people: Map<string, Caller>

beforeAll(async () => {
  county = await smallCounty()
  people = new Map()
  for (const role of ['admin', 'township', 'auditor'])
    people.set(role, await county.person(role, role, { area: HOME }))
  server = await makeServer({
    trustProxy: [],
    onFault: (error) => {
      throw error
    },
  })
  const shippedCalendar = [
    { year: 2022, source: '国办发明电〔2021〕11号', holidays: ['2022-01-01'], workdays: [] },
  ]
  const authenticate = async (request: { headers: Record<string, unknown> }) =>
    people.get(String(request.headers['x-person'])) ?? null
  const edge = { server, app: county.db, keys: county.services.keys, declared: [], authenticate }
  calendarRoutes(edge, { ...county.services, shippedCalendar })
})
afterAll(async () => {
  await server.close()
  await county.database.close()
})

const headers = (person: string) => ({ 'x-person': person, 'x-heshe-csrf': 'csrf' })

async function years() {
  const answer = await server.inject({ url: '/api/calendar', headers: headers('admin') })
  return answer.json<{ years: { year: number; source: string | null; holidays: number }[] }>().years
}

async function enter(body: object, person = 'admin') {
  const answer = await server.inject({
    method: 'POST',
    url: '/api/calendar',
    headers: headers(person),
    payload: body,
  })
  return {
    status: answer.statusCode,
    codes: (answer.json<{ problems?: { code: string }[] }>().problems ?? []).map((one) => one.code),
  }
}

const NOTICE = {
  year: 2023,
  source: '国办发明电〔2022〕16号',
  holidays: ['2023-01-01', '2023-01-02'],
  workdays: ['2023-01-28'],
}

test('years with a notice stand there, this year and the next without one', async () => {
  expect(await years()).toEqual([
    { year: 2024, source: null, holidays: 0 },
    { year: 2023, source: null, holidays: 0 },
    { year: 2022, source: '国办发明电〔2021〕11号', holidays: 1 },
  ])
})

test('only who confirms parameters enters a notice', async () => {
  expect((await enter(NOTICE, 'township')).status).toBe(403)
  expect((await enter(NOTICE, 'auditor')).status).toBe(403)
})

test('days of another year, no days, days on both sides and a strange year are all told at once', async () => {
  const faulty = { year: 1999, source: '某年通知', holidays: ['2023-02-30'], workdays: ['2023-01-28'] }
  expect(await enter(faulty)).toEqual({
    status: 422,
    codes: ['year-strange', 'day-of-other-year', 'day-of-other-year'],
  })
  expect((await enter({ ...NOTICE, holidays: [] })).codes).toEqual(['holidays-missing'])
  expect((await enter({ ...NOTICE, workdays: ['2023-01-01'] })).codes).toEqual(['day-twice'])
})

test('a notice entered later for the same year takes its place', async () => {
  expect((await enter(NOTICE)).status).toBe(200)
  expect((await enter({ ...NOTICE, source: '国办发明电〔2022〕17号' })).status).toBe(200)
  expect((await years()).find((one) => one.year === 2023)).toEqual({
    year: 2023,
    source: '国办发明电〔2022〕17号',
    holidays: 2,
  })
})
