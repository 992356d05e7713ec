import type { ProblemCase } from '#contract/supervision.ts'
import { missingOfPaper, NO_PAPER, type Paper } from '../ui/paper.ts'

export interface MeasureDraft {
  says: string
  owner: string
  dueOn: string | undefined
}

/** What a person has typed for one action of a case. */
export interface Draft {
  note: string
  owner: string | undefined
  dueOn: string | undefined
  measures: MeasureDraft[]
  files: string[]
  paper: Paper | null
}

/** What is signed on paper. */
export const SHEET = '整改单'

/** What the form begins with: what the case knows already. */
export function emptyDraft(
  data: Pick<ProblemCase, 'owner' | 'dueOn' | 'measures'>,
  of: { onPaper?: boolean; proposedDue?: string | undefined } = {},
): Draft {
  return {
    note: '',
    owner: data.owner ?? undefined,
    dueOn: data.dueOn ?? of.proposedDue,
    measures:
      data.measures.length > 0
        ? data.measures.map((one) => ({
            says: one.says,
            owner: one.owner ?? '',
            dueOn: one.dueOn ?? undefined,
          }))
        : [{ says: '', owner: '', dueOn: undefined }],
    files: [],
    paper: of.onPaper === true ? NO_PAPER : null,
  }
}

/** The measures that say something, as they travel. */
export function measuresOf(measures: readonly MeasureDraft[]): ProblemCase['measures'] {
  return measures
    .filter((one) => one.says.trim() !== '')
    .map((one) => ({
      says: one.says.trim(),
      owner: one.owner.trim() === '' ? null : one.owner.trim(),
      dueOn: one.dueOn ?? null,
    }))
}

/** The names of what the action needs and the draft does not have so far. */
export function missingOf(draft: Draft, needs: readonly string[]): string[] {
  const wants: readonly [string, string, boolean][] = [
    ['owner', '责任人', draft.owner === undefined || draft.owner.trim() === ''],
    ['dueOn', '整改期限', draft.dueOn === undefined],
    ['measures', '整改措施', measuresOf(draft.measures).length === 0],
    ['note', '说明', draft.note.trim() === ''],
    ['files', '佐证材料', draft.files.length === 0],
  ]
  const missing = wants.filter(([need, , empty]) => empty && needs.includes(need)).map(([, word]) => word)
  return [...new Set([...missing, ...missingOfPaper(draft.paper, SHEET, draft.files)])]
}
