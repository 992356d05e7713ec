/** Placeholder until the page is written. */
export function HandoutsPage() {
  return null
}
