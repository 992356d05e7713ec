/** Placeholder until the page is written. */
export function RecordNewPage() {
  return null
}
