/** Placeholder until the page is written. */
export function AreaQuestionsPage() {
  return null
}
