/** What this deployment is: whose county, real or the fictional one. Kept in the table of settings. */
import { sql, type Kysely } from 'kysely'

export interface Deployment {
  /** Code of the county (or city) whose deployment it is; '' until it is set up. */
  area: string
  areaName: string
  demo: boolean
}

/** The deployment's settings; an empty database is not set up yet. */
export async function readDeployment(db: Kysely<unknown>): Promise<Deployment | null> {
  const { rows } = await sql<{ name: string; value: string }>`
    select name, value from setting where name in ('area', 'areaName', 'demo')`.execute(db)
  const held = new Map(rows.map((row) => [row.name, row.value]))
  const area = held.get('area')
  if (area === undefined) return null
  return { area, areaName: held.get('areaName') ?? area, demo: held.get('demo') === 'yes' }
}

/** Sets the deployment up, once; inside the transaction that also fills it. */
export async function writeDeployment(trx: Kysely<unknown>, deployment: Deployment): Promise<void> {
  await sql`
    insert into setting (name, value, set_by) values
      ('area', ${deployment.area}, app_setting('user')), ('areaName', ${deployment.areaName}, app_setting('user')),
      ('demo', ${deployment.demo ? 'yes' : 'no'}, app_setting('user'))`.execute(trx)
}
