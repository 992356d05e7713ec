/** The whole matrix of access: every role in every bounds on every table, and on every route with ids of five kinds. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { testApp, type TestApp } from '../app.ts'
import { crossRoutes, crossTables, makeMatrix, roles, type Matrix } from '../matrix.ts'

let app: TestApp
let matrix: Matrix
beforeAll(async () => {
  app = await testApp()
  matrix = await makeMatrix(app)
})
afterAll(() => app.close())

test('of ten thousand attempts through raw SQL and through every route none sees or changes a row of another place', async () => {
  const tables = await crossTables(
    matrix,
    roles.flatMap((role) => matrix.bounds.map((one) => [role, one] as const)),
  )
  const routes = await crossRoutes(matrix, { roles, kinds: 5 })
  console.log(
    `access matrix: ${tables.attempts} by SQL + ${routes.attempts} by routes = ${tables.attempts + routes.attempts} attempts`,
  )
  expect([...tables.wrong, ...routes.wrong]).toEqual([])
  expect(tables.attempts + routes.attempts).toBeGreaterThanOrEqual(10_000)
})
