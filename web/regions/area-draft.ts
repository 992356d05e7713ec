/** A change of areas as it is being filled in, and what is asked of the server with it. */
import type { AskedAreaChange, ListedArea } from '#contract/regions/area-changes.ts'

export type Act = 'add' | 'rename' | 'merge' | 'split'

/** Where what was in an ended area goes: one that stands, or a new one. */
export interface Heir {
  isNew: boolean
  code: string
  name: string
}

export interface Draft {
  act: Act
  /** What is renamed or ends; none where one is added. */
  area: ListedArea | null
  /** Of a township: its villages, which do not stand without it. */
  villages: readonly ListedArea[]
  name: string
  code: string
  heirs: readonly Heir[]
  /** Village → its code from then on; left out, it goes up into the township. */
  codes: Readonly<Record<string, string>>
  /** Village → the township that takes it, where there are several. */
  takers: Readonly<Record<string, string>>
  picks: Readonly<Record<string, string>>
  day: string
  ground: string
}

export const NO_HEIR: Heir = { isNew: false, code: '', name: '' }

/** An empty form. */
export function newDraft(
  act: Act,
  of: { area: ListedArea | null; villages: readonly ListedArea[]; today: string },
): Draft {
  return {
    act,
    area: of.area,
    villages: of.villages,
    name: act === 'rename' ? (of.area?.name ?? '') : '',
    code: '',
    heirs:
      act === 'split'
        ? [
            { ...NO_HEIR, isNew: true },
            { ...NO_HEIR, isNew: true },
          ]
        : [NO_HEIR],
    codes: {},
    takers: {},
    picks: {},
    day: of.today,
    ground: '',
  }
}

/** What is still missing before anything can be asked; null where nothing is. */
export function missingIn(draft: Draft): string | null {
  const { act, heirs, villages } = draft
  if (act === 'add' && !isCode(draft.code)) return '请填写代码：乡镇 9 位，村 12 位'
  if ((act === 'add' || act === 'rename') && draft.name.trim().length < 2) return '请填写名称'
  if (act === 'split' && heirs.some((one) => !isCode(one.code))) return '请写明拆成哪几个，代码和名称都要'
  if (act === 'merge' && heirs.some((one) => one.isNew && !isCode(one.code))) return '请填写新辖区的代码'
  const wrong = villages.find(
    (one) => (draft.codes[one.code] ?? '') !== '' && !isCode(draft.codes[one.code] ?? ''),
  )
  if (wrong) return `${wrong.name}的新代码应为 12 位数字`
  const open = villages.find((one) => act === 'split' && takerOf(draft, one) === undefined)
  if (open) return `请选${open.name}归哪个乡镇`
  return draft.ground.trim().length < 2 ? '请写明依据' : null
}

const isCode = (text: string): boolean => /^\d{9}(\d{3})?$/.test(text)

function takerOf(draft: Draft, village: ListedArea): string | undefined {
  if (draft.act !== 'split') return draft.heirs[0]?.code || undefined
  return draft.takers[village.code]
}

/** The change that the form says. */
export function askedOf(draft: Draft): AskedAreaChange {
  const { act, area, day } = draft
  const asked: AskedAreaChange = {
    kind: act,
    day,
    ground: draft.ground.trim(),
    ends: [],
    adds: [],
    renames: [],
    moves: [],
    picks: {},
  }
  if (act === 'add') return { ...asked, adds: [{ code: draft.code, name: draft.name.trim() }] }
  if (area === null) return asked
  if (act === 'rename') return { ...asked, renames: [{ code: area.code, name: draft.name.trim() }] }
  const [heir] = draft.heirs
  const sent = draft.villages.flatMap((one) => {
    const taker = takerOf(draft, one)
    const code = draft.codes[one.code] ?? ''
    return taker === undefined
      ? []
      : [{ from: one.code, name: one.name, to: code === '' ? taker : code, isNew: code !== '' }]
  })
  return {
    ...asked,
    kind: act === 'merge' && (heir?.code ?? '') === '' ? 'end' : act,
    ends: [area.code, ...draft.villages.map((one) => one.code)],
    adds: [
      ...draft.heirs.filter((one) => one.isNew).map(({ code, name }) => ({ code, name: name.trim() })),
      ...sent.filter((one) => one.isNew).map(({ to, name }) => ({ code: to, name })),
    ],
    moves: [
      ...(act === 'merge' && heir !== undefined && heir.code !== ''
        ? [{ from: area.code, to: heir.code }]
        : []),
      ...sent.map(({ from, to }) => ({ from, to })),
    ],
    picks: { ...draft.picks },
  }
}
