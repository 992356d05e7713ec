import { useState } from 'react'

const SIZE = 20

/** A long list that is here as a whole, shown page by page; what `DataRows` takes for it. */
export function usePaged<T>(all: readonly T[]) {
  const [asked, setAsked] = useState(1)
  const page = Math.min(asked, Math.max(1, Math.ceil(all.length / SIZE)))
  return {
    rows: all.slice((page - 1) * SIZE, page * SIZE),
    total: all.length,
    page,
    size: SIZE,
    onPage: setAsked,
  }
}
