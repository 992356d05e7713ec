/** Placeholder until the page is written. */
export function HandoutNewPage() {
  return null
}
