import { type ReactNode, useEffect, useState } from 'react'
import { call, wordsOf } from './api.ts'

interface OwnProps<T> {
  path: string
  children: (found: T) => ReactNode
}

/** What a household reads of its own: asked for once, then shown; until then, or where it is refused, words. */
export function Own<T>({ path, children }: OwnProps<T>) {
  const [found, setFound] = useState<T>()
  const [says, setSays] = useState('')
  useEffect(() => {
    call<T>('GET', path).then(setFound, (error: unknown) => setSays(wordsOf(error)))
  }, [path])
  if (says !== '')
    return (
      <p role="alert" className="wrong">
        {says}
      </p>
    )
  return found === undefined ? <p className="wait">正在打开…</p> : children(found)
}
