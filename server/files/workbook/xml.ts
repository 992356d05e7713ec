/** What a reader of markup wants to hear; names come without their prefix, attributes as they stand (see `attribute`). */
export interface MarkupReader {
  open(name: string, attributes: string): void
  text(text: string): void
  close(name: string): void
}

/** The markup of a part: whole, or in pieces that follow each other, cut anywhere. */
export type Markup = string | Iterable<string>

/**
 * Walks through the markup of an office file once, front to back. Declarations, comments and document types are passed
 * over and no entity is expanded but the five of XML and numbers, so that no input can make more text than it holds.
 * Of markup in pieces no more stands in memory than a piece and what it broke off in. Returns false where it breaks off.
 */
export function walkMarkup(markup: Markup, reader: MarkupReader): boolean {
  const walk = new Walk(reader)
  if (typeof markup === 'string') return walk.ends(markup.slice(walk.through(markup)))
  let rest = ''
  let more = ''
  for (const piece of markup) {
    more += piece
    // What is still open is looked through again only when as much has come again: no input costs its square.
    if (more.length < rest.length) continue
    const xml = rest + more
    more = ''
    rest = xml.slice(walk.through(xml))
  }
  const last = rest + more
  return walk.ends(last.slice(walk.through(last)))
}

class Walk {
  #depth = 0
  readonly #reader: MarkupReader

  constructor(reader: MarkupReader) {
    this.#reader = reader
  }

  /** Whether nothing is left open where only this is left. */
  ends(rest: string): boolean {
    return this.#depth === 0 && rest.trim() === ''
  }

  /** Reads what stands here whole; gives where what breaks off begins. */
  through(xml: string): number {
    const reader = this.#reader
    let at = 0
    while (at < xml.length) {
      const tag = xml.indexOf('<', at)
      if (tag < 0) return at
      if (tag > at) reader.text(unescapeMarkup(xml.slice(at, tag)))
      const mark = xml.charCodeAt(tag + 1)
      if (mark === EXCLAMATION || mark === QUESTION) {
        at = passOver(xml, tag, reader)
        if (at < 0) return tag
        continue
      }
      const end = xml.indexOf('>', tag)
      if (end < 0) return tag
      at = end + 1
      if (mark === SLASH) {
        this.#depth -= 1
        reader.close(nameAt(xml, tag + 2, end))
        continue
      }
      const isClosed = xml.charCodeAt(end - 1) === SLASH
      const name = nameAt(xml, tag + 1, isClosed ? end - 1 : end)
      reader.open(name, xml.slice(tag + 1, isClosed ? end - 1 : end))
      if (isClosed) reader.close(name)
      else this.#depth += 1
    }
    return at
  }
}

const EXCLAMATION = 33
const SLASH = 47
const QUESTION = 63
const COLON = 58

/** The name that starts at `from`, without its prefix. */
function nameAt(xml: string, from: number, end: number): string {
  let start = from
  let at = from
  for (; at < end; at++) {
    const letter = xml.charCodeAt(at)
    if (letter <= 32) break
    if (letter === COLON) start = at + 1
  }
  return xml.slice(start, at)
}

const CDATA = '<![CDATA['

function passOver(xml: string, tag: number, reader: MarkupReader): number {
  const [start, finish] = xml.startsWith(CDATA, tag)
    ? [CDATA, ']]>']
    : xml.startsWith('<!--', tag)
      ? ['<!--', '-->']
      : ['<', '>']
  const end = xml.indexOf(finish, tag + start.length)
  if (end < 0) return -1
  if (start === CDATA) reader.text(xml.slice(tag + start.length, end))
  return end + finish.length
}

/** How an attribute is looked for: the spelling of nearly all files first, since a sheet has millions of them. */
interface AttributePattern {
  usual: string
  any: RegExp
}
const patterns = new Map<string, AttributePattern>()

/** The value of an attribute (with or without a prefix), or undefined. */
export function attribute(attributes: string, name: string): string | undefined {
  let pattern = patterns.get(name)
  if (pattern === undefined) {
    const any = new RegExp(`\\s(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`, 'u')
    pattern = { usual: ` ${name}="`, any }
    patterns.set(name, pattern)
  }
  const at = attributes.indexOf(pattern.usual)
  if (at >= 0) {
    const start = at + pattern.usual.length
    return unescapeMarkup(attributes.slice(start, attributes.indexOf('"', start)))
  }
  if (!UNUSUAL.test(attributes)) return undefined
  const found = pattern.any.exec(attributes)
  return found === null ? undefined : unescapeMarkup(found[1] ?? found[2] ?? '')
}

const UNUSUAL = /[:'\n\t]| =|= /u

/** A yes or no attribute as office files write it. */
export function isOn(attributes: string, name: string): boolean {
  const value = attribute(attributes, name)
  return value === '1' || value === 'true'
}

const NAMED: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

function unescapeMarkup(text: string): string {
  if (!text.includes('&')) return text
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#(\d{1,7})|(\w{2,4}));/giu, (whole, hex, decimal, name) => {
    if (typeof name === 'string') return NAMED[name] ?? whole
    const code = typeof hex === 'string' ? Number.parseInt(hex, 16) : Number(decimal)
    return code <= 0x10_ff_ff ? String.fromCodePoint(code) : ''
  })
}

/** Office files write characters that XML forbids as _x000D_; a literal one as _x005F_x000D_. */
export function unescapeOffice(text: string): string {
  if (!text.includes('_x')) return text
  return text.replace(/_x([0-9A-F]{4})_/giu, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  )
}
