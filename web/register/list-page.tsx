/** Placeholder until the page is written. */
export function RegisterListPage() {
  return null
}
