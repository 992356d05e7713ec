import { useState } from 'react'

/** What this browser keeps of a person's choices; a browser that keeps nothing works as well. */
export function readStored(key: string): unknown {
  try {
    const text = localStorage.getItem(key)
    return text === null ? undefined : JSON.parse(text)
  } catch {
    return undefined
  }
}

export function keepStored(key: string, value: unknown): void {
  try {
    if (value === undefined) localStorage.removeItem(key)
    else localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Full or forbidden storage: the choice then lasts as long as the page.
  }
}

/** A list of texts kept in this browser under a key; `usual` where nothing was chosen so far. */
export function useStoredList(key: string, usual: readonly string[]) {
  const read = () => {
    const stored = readStored(key)
    return Array.isArray(stored) && stored.every((one) => typeof one === 'string') ? stored : [...usual]
  }
  const [held, setHeld] = useState({ key, list: read() })
  const list = held.key === key ? held.list : read()
  const keep = (next: string[] | undefined) => {
    keepStored(key, next)
    setHeld({ key, list: next ?? [...usual] })
  }
  return { list, keep }
}
