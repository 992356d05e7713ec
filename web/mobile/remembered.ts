/** What the telephone keeps: the digits that name the household (never the PIN), and words that were not sent yet. */

const CODE = 'heshe-code'

/** The code with which this telephone came in last; '' where it is the first time. */
export function rememberedCode(): string {
  return read(CODE)
}

export function rememberCode(code: string): void {
  write(CODE, code)
}

const RECEIPT = 'heshe-receipt'

/** The receipt of an application that was sent from this telephone; '' where there is none. */
export function rememberedReceipt(): string {
  return read(RECEIPT)
}

export function rememberReceipt(receipt: string): void {
  write(RECEIPT, receipt)
}

export function draftOf(key: string): string {
  return read(`heshe-draft-${key}`)
}

export function keepDraft(key: string, text: string): void {
  write(`heshe-draft-${key}`, text)
}

/** Somebody else may use this telephone next. */
export function forgetAll(): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith('heshe-')) localStorage.removeItem(key)
  } catch {
    // A browser that keeps nothing has nothing to forget.
  }
}

function read(key: string): string {
  try {
    return localStorage.getItem(key) ?? ''
  } catch {
    return ''
  }
}

function write(key: string, value: string): void {
  try {
    if (value === '') localStorage.removeItem(key)
    else localStorage.setItem(key, value)
  } catch {
    // Private windows keep nothing; one types it again.
  }
}
