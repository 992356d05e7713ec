/** Placeholder until the page is written. */
export function CasesPage() {
  return null
}
