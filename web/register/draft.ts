import { useEffect, useState } from 'react'
import { wireValues } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { keepStored, readStored } from '../ui/stored.ts'
import { changedFields, type Typed } from './typed.ts'

interface Draft {
  typed: Typed
  /** When it was kept, as a moment. */
  at: string
}

function readDraft(key: string): Draft | undefined {
  const stored = readStored(key)
  if (typeof stored !== 'object' || stored === null || !('typed' in stored) || !('at' in stored))
    return undefined
  const typed = wireValues.safeParse(stored.typed)
  return typed.success && typeof stored.at === 'string' ? { typed: typed.data, at: stored.at } : undefined
}

/**
 * What is typed keeps itself in this browser until it is saved or thrown away. Identity and account numbers are left
 * out: they do not lie about on an office's machine.
 */
export function useDraft(key: string, register: Register, of: { before: Typed; given: Typed }) {
  const { before, given } = of
  const [found] = useState(() => readDraft(key))
  const [typed, setTyped] = useState<Typed>(() => ({ ...before, ...given, ...found?.typed }))
  const [restored, setRestored] = useState(found?.at)
  const dirty = changedFields(typed, before).length > 0
  useEffect(() => {
    if (!dirty) return
    const open = Object.entries(typed).filter(([field]) => register.fields[field]?.kind !== 'secret')
    keepStored(key, { typed: Object.fromEntries(open), at: new Date().toISOString() })
  }, [typed, dirty, key, register])
  const forget = () => keepStored(key, undefined)
  const startOver = () => {
    forget()
    setTyped({ ...before, ...given })
    setRestored(undefined)
  }
  return { typed, setTyped, dirty, restored, forget, startOver }
}
