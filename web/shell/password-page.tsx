/** Placeholder until the page is written. */
export function PasswordPage() {
  return null
}
