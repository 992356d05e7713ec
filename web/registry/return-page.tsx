/** Placeholder until the page is written. */
export function ReturnPage() {
  return null
}
