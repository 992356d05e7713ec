/** Entering versions of a charter: each with what adopted it. */
import { DatabaseError } from 'pg'
import type { Kysely } from 'kysely'
import { judgeCharter, type CharterGround, type CharterTerms } from '#core/governance/charter.ts'
import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { refused, type Problem } from '#core/values/problem.ts'
import type { CaseBody } from '#server/membership/life-store.ts'
import * as store from './charter-store.ts'

export interface TypedCharter {
  ground: CharterGround
  resolution?: { meeting: string; number: number } | undefined
  adoptedOn: string
  inForce: string
  says: string
  terms: CharterTerms
  files: readonly string[]
}

/** Enters a version. Errors: of `judgeCharter`, charter-resolution, charter-file-missing, charter-refused. */
export async function enterCharter(
  trx: Kysely<unknown>,
  body: CaseBody,
  of: { typed: TypedCharter; today: string },
): Promise<Outcome<string>> {
  const { typed, today } = of
  const problems: Problem[] = judgeCharter(typed, today)
  const byResolution = typed.ground === 'resolution'
  if (byResolution && typed.resolution === undefined)
    problems.push(
      refused(
        'charter-resolution',
        '请选择是哪次大会的哪一项决议通过的；没有在这里定案的，选“只有纸质记录”',
        {
          field: 'resolution',
        },
      ),
    )
  if (!(await store.areKept(trx, typed.files)))
    problems.push(refused('charter-file-missing', '章程的扫描件没有传成，请重新上传', { field: 'files' }))
  if (problems.length > 0) return { ok: false, problems }
  return refusedByDatabase(async () =>
    store.insertCharter(trx, {
      ...typed,
      home: body.home,
      body: body.body,
      area: body.area,
      meeting: byResolution ? (typed.resolution?.meeting ?? null) : null,
      item: byResolution ? (typed.resolution?.number ?? null) : null,
    }),
  )
}

/** Files a version at the office, or takes back a mistaken one. Errors: charter-step-later, charter-void-note, charter-file-missing, charter-refused. */
export async function stepCharter(
  trx: Kysely<unknown>,
  charter: { home: string; body: string; id: string },
  of: { kind: 'filed' | 'void'; day: string; note: string; files: readonly string[]; today: string },
): Promise<Outcome<void>> {
  const problems: Problem[] = []
  if (of.day > of.today)
    problems.push(refused('charter-step-later', '日期不能晚于今天，请改日期', { field: 'day' }))
  if (of.kind === 'void' && of.note === '')
    problems.push(refused('charter-void-note', '请写明为什么撤回这一版', { field: 'note' }))
  if (!(await store.areKept(trx, of.files)))
    problems.push(refused('charter-file-missing', '扫描件没有传成，请重新上传', { field: 'files' }))
  if (problems.length > 0) return { ok: false, problems }
  return refusedByDatabase(async () =>
    store.insertStep(trx, { ...of, home: charter.home, body: charter.body, charter: charter.id }),
  )
}

/** What the database holds against it, in its own words. */
async function refusedByDatabase<T>(work: () => Promise<T>): Promise<Outcome<T>> {
  try {
    return done(await work())
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error
    if (error.code?.startsWith('HM') === true)
      return failed(refused('charter-refused', `${error.message}；没有登记，请核对后再办`))
    if (error.code === '23503')
      return failed(refused('charter-refused', '所选的不是本社已定案的决议；没有登记，请重新选择'))
    throw error
  }
}
