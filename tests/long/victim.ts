/**
 * A process to be killed: it has loaded the program, so that a kill costs no start, and waits for lines. A line holds the
 * words of a command (run as `heshe` runs it), `migrate` or `serve`; it answers with a line that begins with @ when all is done.
 */
import { flushCompileCache } from 'node:module'
import { createInterface } from 'node:readline'
import { done } from '#core/values/outcome.ts'
import { readArguments } from '#server/cli/arguments.ts'
import { findCommand } from '#server/cli/commands.ts'
import { inDeployment } from '#server/cli/database.ts'
import { RUNS } from '#server/cli/index.ts'
import { systemClock } from '#server/clock.ts'
import { serve } from '#server/main.ts'
import { must } from '../must.ts'

const answer = (told: object): void => void process.stdout.write(`\n@${JSON.stringify(told)}\n`)

async function obey([name = '', ...rest]: string[]): Promise<object> {
  if (name === 'serve') return { address: (await serve()).address }
  if (name === 'migrate') return { ok: (await inDeployment(systemClock, async () => done(0))).ok }
  const given = must(readArguments(findCommand(name)!, rest))
  const outcome = await RUNS[name]!(given)
  return { ok: outcome.ok }
}

createInterface({ input: process.stdin }).on('line', (line) => {
  obey(JSON.parse(line) as string[]).then(answer, (error: unknown) => {
    console.error(error)
    answer({ ok: false })
  })
})
// Who is killed writes nothing at the end: the next one finds what this one compiled.
flushCompileCache()
answer({ ready: true })
