/** Placeholder until the page is written. */
export function CalendarPage() {
  return null
}
