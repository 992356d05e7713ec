/**
 * The six area digits that a code carries: 3 to 8 of a unified social credit code (GB 32100), 1 to 6 of a registration
 * number from before it (15 digits, or NA and NB numbers of cooperatives and their branches). They say where the body
 * was registered, which need not be where it lies. Null where the code is neither.
 */
export function areaOfCode(code: string): string | null {
  const plain = code.trim().toUpperCase()
  if (plain.length === 18) return digits(plain.slice(2, 8))
  return /^(?:\d{15}|\d{4,6}N[AB]\w+)$/u.test(plain) ? digits(plain.slice(0, 6)) : null
}

function digits(text: string): string | null {
  return /^[1-9]\d{5}$/u.test(text) ? text : null
}
