/** The fictional county is filled in once for all journeys; each of them walks through a copy. */
import type { TestProject } from 'vitest/node'
import { DEMO_DAY, demoCounty } from '../demo-county.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The database to copy, the day on which its clock stands, and the folder of its keys. */
    county: { database: string; day: string; secrets: string }
  }
}

/** Makes the county in a database that is copied from then on; it goes with the server of the run. */
export async function setup(project: TestProject): Promise<void> {
  const { database, keys } = await demoCounty(DEMO_DAY, project.getProvidedContext().testServer)
  project.provide('county', { database, day: DEMO_DAY, secrets: keys })
}
