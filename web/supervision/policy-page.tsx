/** Placeholder until the page is written. */
export function PolicyPage() {
  return null
}
