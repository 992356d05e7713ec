/** heshe undo: takes an import back, or says what stands in the way. */
import type { Transaction } from 'kysely'
import { done, type Outcome } from '#core/values/outcome.ts'
import { systemClock } from '../clock.ts'
import type { Assembled } from '../assemble.ts'
import type { Arguments } from './arguments.ts'
import { inDeployment, inTransaction } from './database.ts'

/** What an import can do; put in by the index of the command line. */
export interface UndoWork {
  undoBatch: (
    trx: Transaction<unknown>,
    services: Assembled,
    asked: { id: string; rest: boolean; forgetUnits: boolean; area: null },
  ) => Promise<Outcome<{ ended: number; restored: number; kept: number }>>
}

/** Ends with 1 where rows had to stay. */
export async function runUndo(given: Arguments, { undoBatch }: UndoWork): Promise<Outcome<0 | 1>> {
  const asked = {
    id: given.file,
    rest: given.has('rest'),
    forgetUnits: given.has('forget-units'),
    area: null,
  }
  const undone = await inDeployment(systemClock, ({ database, services }) =>
    inTransaction(database.app, { command: 'undo', keep: !given.has('dry-run') }, (trx) =>
      undoBatch(trx, services, asked),
    ),
  )
  if (!undone.ok) return undone
  const { ended, restored, kept } = undone.value
  if (given.has('json')) process.stdout.write(`${JSON.stringify({ ended, restored, kept })}\n`)
  else {
    const trial = given.has('dry-run') ? '试算，没有写入。' : ''
    const stays = kept > 0 ? `，另有 ${kept} 条后来改过或已被用到，留下` : ''
    console.log(`${trial}已撤销：新增的 ${ended} 条终止，改过的 ${restored} 条恢复原样${stays}。`)
  }
  return done(kept > 0 ? 1 : 0)
}
