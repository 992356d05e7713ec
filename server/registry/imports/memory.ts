/** Memory that a long task has just done with. */
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

type Collect = (how: { type: 'major'; execution: 'sync'; flavor: 'last-resort' }) => void

let collect: Collect | undefined

/**
 * Collects garbage now. Where a long task has let go of much at once the engine would first let the heap grow far beyond
 * what it then holds, and only collect later: the memory of the process is what it holds at most. Takes a
 * good second where some hundred megabytes are held, and nothing else is done meanwhile: for the few steps of a long task.
 */
export function collectGarbage(): void {
  if (!collect) {
    setFlagsFromString('--expose-gc')
    collect = runInNewContext('gc') as Collect
  }
  // A plain collection keeps the pages that it emptied for later.
  collect({ type: 'major', execution: 'sync', flavor: 'last-resort' })
}
