/** Placeholder until the page is written. */
export function ImportsPage() {
  return null
}
