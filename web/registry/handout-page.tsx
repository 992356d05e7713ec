/** Placeholder until the page is written. */
export function HandoutPage() {
  return null
}
