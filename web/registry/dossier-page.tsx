/** Placeholder until the page is written. */
export function DossierPage() {
  return null
}
