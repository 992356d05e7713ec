import { useState } from 'react'
import { z } from 'zod'
import type { ProblemCase } from '#contract/supervision.ts'
import { keepStored, readStored } from '../ui/stored.ts'
import { useSession } from '../shell/session.tsx'
import { NO_PAPER } from '../ui/paper.ts'
import { type Draft, emptyDraft } from './case-draft.ts'

const stored = z.object({
  note: z.string(),
  owner: z.string().optional(),
  dueOn: z.string().optional(),
  measures: z.array(z.object({ says: z.string(), owner: z.string(), dueOn: z.string().optional() })),
  files: z.array(z.string()),
  paper: z.object({ signer: z.string(), signedOn: z.string().optional() }).nullable(),
})

/** What was typed for an action of a case and not sent so far; it outlives the page in this browser. */
export function useKeptDraft(
  data: ProblemCase,
  of: { action: string; onPaper: boolean; proposedDue?: string | undefined },
) {
  const session = useSession()
  const key = `heshe-draft:${session.user.id}:case:${data.id}:${of.action}`
  const [draft, setDraft] = useState<Draft>(() => restored(key) ?? emptyDraft(data, of))
  const change = (next: Draft) => {
    setDraft(next)
    keepStored(key, next)
  }
  return [
    of.onPaper ? { ...draft, paper: draft.paper ?? NO_PAPER } : draft,
    change,
    () => keepStored(key, undefined),
  ] as const
}

function restored(key: string): Draft | undefined {
  const found = stored.safeParse(readStored(key))
  if (!found.success) return undefined
  const { owner, dueOn, paper, measures, ...rest } = found.data
  return {
    ...rest,
    owner,
    dueOn,
    paper: paper && { signer: paper.signer, signedOn: paper.signedOn },
    measures: measures.map((one) => ({ ...one, dueOn: one.dueOn })),
  }
}
