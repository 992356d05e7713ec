/** heshe catalogue: the rows of the requirements by state, both ways. */
import { done, type Outcome } from '#core/values/outcome.ts'
import type { Arguments } from './arguments.ts'
import { say } from './print.ts'

/** Prints what the index of the command line puts in; fails where a row or a thing is named that is not there. */
export async function runCatalogue<T>(
  given: Arguments,
  work: { make: () => Promise<Outcome<T>>; lines: (catalogue: T) => string[] },
): Promise<Outcome<0 | 1>> {
  const made = await work.make()
  if (!made.ok) return made
  say(given.has('json') ? [JSON.stringify(made.value)] : work.lines(made.value))
  return done(0)
}
