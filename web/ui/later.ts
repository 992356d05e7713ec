import { useEffect, useState } from 'react'

/** A value that follows only after it has stood still for some milliseconds; for typing in a search box. */
export function useLater<T>(value: T, milliseconds: number): T {
  const [settled, setSettled] = useState(value)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), milliseconds)
    return () => clearTimeout(timer)
  }, [value, milliseconds])
  return settled
}
