/** Placeholder until the page is written. */
export function PoliciesPage() {
  return null
}
