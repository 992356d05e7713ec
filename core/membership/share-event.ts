/** A share event before it is kept: everything that stands against it, told at once. */
import { isDay, type Day } from '../values/day.ts'
import type { Fen } from '../values/money.ts'
import { done, type Outcome } from '../values/outcome.ts'
import { refused, type Problem } from '../values/problem.ts'
import { BARRED_CLAUSE, BARRED_KINDS, shareKind } from './share-kinds.ts'

export interface ShareEvent {
  kind: string
  member: string
  /** Who receives, where the kind moves a share from one member to another. */
  receiver?: string | undefined
  amount: Fen | null
  /** What of it comes from assets of a household poverty project (37号 第57条); null is no amount. */
  project?: Fen | null | undefined
  on: Day
  /** How the value was found: 凭证, 全体成员评估, 第三方评估 and what it says. */
  basis?: string | undefined
  resolution?: string | undefined
  resolvedOn?: Day | undefined
}

const WORDS_MAX = 200
const LARGEST: Fen = 9_000_000_000_000_000n

/** The event as it may be kept, or all that is wrong with it. `today` bounds the days. */
export function checkShareEvent(
  event: ShareEvent,
  today: Day,
): Outcome<ShareEvent & { amount: Fen; project: Fen }> {
  const barred = BARRED_KINDS[event.kind]
  if (barred)
    return {
      ok: false,
      problems: [refused('share-barred', `${barred.says}（${BARRED_CLAUSE}）`, { field: 'kind' })],
    }
  const problems = [...kindProblems(event), ...dayProblems(event, today)]
  const { amount, project = 0n } = event
  if (amount === null || amount <= 0n || amount > LARGEST)
    problems.push(refused('share-amount', '请填写金额，大于 0，最多两位小数', { field: 'amount' }))
  if (project === null || project < 0n || (amount !== null && amount > 0n && project > amount))
    problems.push(
      refused('share-project', '来源于到户类扶贫项目资产的金额应在 0 和这笔金额之间，最多两位小数', {
        field: 'project',
      }),
    )
  if (problems.length > 0 || amount === null || project === null) return { ok: false, problems }
  return done({ ...event, amount, project })
}

function kindProblems(event: ShareEvent): Problem[] {
  const kind = shareKind(event.kind)
  if (!kind) return [refused('share-kind', '请选择变动种类', { field: 'kind' })]
  const problems: Problem[] = []
  if (event.member === '') problems.push(refused('share-member', '请选择成员', { field: 'member' }))
  const receiver = event.receiver ?? ''
  if (kind.effect === 'move' && (receiver === '' || receiver === event.member))
    problems.push(
      refused('share-receiver', `${kind.label}要写明由谁受让，且不能是本人，请选择受让成员`, {
        field: 'receiver',
      }),
    )
  if (kind.effect !== 'move' && receiver !== '')
    problems.push(
      refused('share-receiver', `${kind.label}没有受让成员，请去掉受让成员`, { field: 'receiver' }),
    )
  if (kind.valued && (event.basis ?? '').trim() === '')
    problems.push(
      refused(
        'share-basis',
        `${kind.label}要写明作价依据，如购置凭证、全体成员评估作价或评估报告编号（《农民专业合作社法》第十三条）`,
        { field: 'basis' },
      ),
    )
  if (kind.approved && ((event.resolution ?? '').trim() === '' || !isDay(event.resolvedOn ?? '')))
    problems.push(
      refused('share-resolution', `${kind.label}要有决议，请写明是哪次会议的决议和决议日期`, {
        field: 'resolution',
      }),
    )
  for (const field of ['basis', 'resolution'] as const)
    if ((event[field]?.length ?? 0) > WORDS_MAX)
      problems.push(refused('share-words-long', `不超过 ${WORDS_MAX} 字，请写简短些`, { field }))
  return problems
}

function dayProblems(event: ShareEvent, today: Day): Problem[] {
  if (!isDay(event.on)) return [refused('share-day', '请填写生效日期，如 2023-03-15', { field: 'on' })]
  const problems: Problem[] = []
  if (event.on > today)
    problems.push(refused('share-day-future', '生效日期不能晚于今天，请改日期', { field: 'on' }))
  if (isDay(event.resolvedOn ?? '') && (event.resolvedOn ?? '') > event.on)
    problems.push(
      refused('share-resolution-late', '决议日期不能晚于生效日期，请核对两个日期', { field: 'resolvedOn' }),
    )
  return problems
}

/**
 * What of an amount that leaves is of the project part, where nobody said: all of it where the whole share leaves, else as little
 * as can be, other contributions first.
 */
export function projectPart(held: { amount: Fen; project: Fen }, leaves: Fen): Fen {
  const other = held.amount - held.project
  return leaves > other ? leaves - other : 0n
}
