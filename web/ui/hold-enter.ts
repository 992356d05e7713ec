import type { KeyboardEvent } from 'react'

/** Enter in a field goes no further: a half-filled form is sent by its button, not by a clerk's habit from spreadsheets. */
export function holdEnter(event: KeyboardEvent): void {
  if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault()
}
