import type { Item, OfferedAction } from '#contract/kernel/procedures.ts'
import { missingOfPaper, NO_PAPER, type Paper, paperOf } from '../ui/paper.ts'
import type { Asks } from './declared.ts'

/** What a person has typed for one action of an item. */
export interface ItemDraft {
  note: string
  owner: string
  dueOn: string | undefined
  lead: string | undefined
  helpers: string[]
  files: string[]
  paper: Paper | null
  payload: Record<string, unknown>
}

export const SHEET = '签批单'

/** What the form begins with: what the item knows already. */
export function emptyItemDraft(
  item: Pick<Item, 'owner' | 'dueOn' | 'unit' | 'helpers'>,
  of: { onPaper: boolean; proposedDue: string | undefined },
): ItemDraft {
  return {
    note: '',
    owner: item.owner ?? '',
    dueOn: item.dueOn ?? of.proposedDue,
    lead: item.unit?.id,
    helpers: item.helpers.map((one) => one.id),
    files: [],
    paper: of.onPaper ? NO_PAPER : null,
    payload: {},
  }
}

/** The names of what the action needs and the draft does not have so far: all of them at once, in the words of the form. */
export function missingOfItem(draft: ItemDraft, needs: readonly string[], asks: Asks = {}): string[] {
  const wants: readonly [string, string, boolean][] = [
    ['unit', '牵头单位', draft.lead === undefined],
    ['owner', '责任人', draft.owner.trim() === ''],
    ['dueOn', asks.dueOn ?? '期限', draft.dueOn === undefined],
    ['note', '说明', draft.note.trim() === ''],
    ['files', asks.files ?? '佐证材料', draft.files.length === 0],
  ]
  const missing = wants.filter(([need, , empty]) => empty && needs.includes(need)).map(([, word]) => word)
  const own = asks.missing?.(draft.payload) ?? []
  return [...missing, ...own, ...missingOfPaper(draft.paper, SHEET, draft.files)]
}

/** The draft as it travels: only what the action asks for. */
export function itemBodyOf(
  draft: ItemDraft,
  action: Pick<OfferedAction, 'action' | 'needs'>,
  version: number,
) {
  const needs = (need: string) => action.needs.includes(need)
  return {
    action: action.action,
    version,
    ...(draft.note.trim() !== '' && { note: draft.note.trim() }),
    ...(needs('owner') && { owner: draft.owner.trim() }),
    ...(needs('dueOn') && draft.dueOn !== undefined && { dueOn: draft.dueOn }),
    ...(needs('unit') && draft.lead !== undefined && { unit: { lead: draft.lead, helpers: draft.helpers } }),
    ...(draft.files.length > 0 && { files: draft.files }),
    ...(Object.keys(draft.payload).length > 0 && { payload: draft.payload }),
    ...paperOf(draft.paper),
  }
}
