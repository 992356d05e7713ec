/** Placeholder until the page is written. */
export function FindingsPage() {
  return null
}
