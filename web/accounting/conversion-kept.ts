/** The draft of a conversion on the page: saved over the one it goes on from, never over that of somebody else unasked. */
import { useRef, useState } from 'react'
import { keptDraft, saveConversion, type KeptDraft } from '#contract/accounting/conversion.ts'
import { useAct } from '../shell/api.ts'
import { Refusal } from '../shell/refusal.ts'
import { useSession } from '../shell/session.tsx'
import { draftOf, typedOf, type TypedConversion } from './conversion-draft.ts'

/** What is typed, what was saved last, and what somebody else saved meanwhile. */
export function useConversionDraft(body: string, found: KeptDraft | null) {
  const { user } = useSession()
  const [typed, setTyped] = useState<TypedConversion>(() => typedOf(found))
  // As it stood when the page was opened: a newer one that is read meanwhile must meet its conflict.
  const [saved, setSaved] = useState(found)
  const was = useRef(found?.savedAt ?? null)
  const line = useRef<Promise<void>>(Promise.resolve())
  const draft = draftOf(typed)
  const save = useAct(saveConversion, { quiet: true, done: '草稿已保存' })
  const send = async (over: string | undefined) => {
    try {
      const input = { params: { body }, body: { ...draft, was: over ?? was.current } }
      const { savedAt } = await save.mutateAsync(input)
      was.current = savedAt
      setSaved({ ...draft, savedAt, by: user.name })
    } catch {
      // The page shows the error of the act.
    }
  }
  // One at a time: the next goes on from what this one has saved.
  const keep = (over?: string) => {
    line.current = line.current.then(() => send(over))
  }
  const theirs = theirsOf(save.error)
  return {
    typed,
    setTyped,
    draft,
    save,
    keep,
    saved,
    theirs,
    take: () => {
      setTyped(typedOf(theirs))
      setSaved(theirs)
      was.current = theirs?.savedAt ?? null
      save.reset()
    },
    changed: JSON.stringify(draft) !== JSON.stringify(draftOf(typedOf(saved))),
  }
}

/** The draft that stands, where the refusal is a conflict. */
function theirsOf(error: unknown): KeptDraft | null {
  if (!(error instanceof Refusal) || error.status !== 409) return null
  const parsed = keptDraft.safeParse(error.current)
  return parsed.success ? parsed.data : null
}
