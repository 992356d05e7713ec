import type { Area } from '#core/regions/area.ts'
import { exampleAreas } from './areas.ts'
import { exampleBodies } from './bodies.ts'
import { countyFiles } from './county-sheets.ts'
import type { ExampleOptions } from './days.ts'
import type { ExampleBody } from './example-body.ts'
import { registryFile } from './registry-sheets.ts'
import { rollFiles } from './roll-sheets.ts'
import { exampleRolls, type Roll } from './rolls.ts'
import type { ExampleFile } from './table.ts'
import { memberSummaryFiles, surveyFile } from './township-sheets.ts'
import { exampleUsers, type ExampleUser } from './users.ts'

/** The whole fictional county: what is true of it, and the sheets that its offices keep. */
export interface ExampleCounty {
  options: ExampleOptions
  areas: readonly Area[]
  bodies: readonly ExampleBody[]
  rolls: readonly Roll[]
  /** In the order in which an officer would bring them in: the registry list first. */
  files: readonly ExampleFile[]
  users: readonly ExampleUser[]
}

/** Makes the county; the same seed and day give the same, byte for byte. The day is 2023 or later. */
export function exampleCounty(options: ExampleOptions): ExampleCounty {
  const bodies = exampleBodies(options)
  const rolls = exampleRolls(bodies, options)
  return {
    options,
    areas: exampleAreas,
    bodies,
    rolls,
    files: [
      registryFile(bodies, options),
      ...memberSummaryFiles(bodies),
      surveyFile(bodies),
      ...countyFiles(bodies),
      ...rollFiles(rolls),
    ],
    users: exampleUsers(bodies),
  }
}
