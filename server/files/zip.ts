import { crc32, inflateRawSync } from 'node:zlib'

/** One file inside a ZIP, as the archive's directory declares it. */
export interface ZipEntry {
  name: string
  /** 0 stored, 8 deflated; anything else is not read. */
  method: number
  checksum: number
  packed: number
  unpacked: number
  /** Where its local header stands. */
  offset: number
}

/** How large an archive may declare itself to be before we refuse to open it. */
export interface ZipLimits {
  entries: number
  /** Bytes that all entries together may unpack to. */
  unpacked: number
  /** How many times larger than packed the whole may be, once it is larger than `ratioFrom` bytes. */
  ratio: number
  ratioFrom: number
}

const END = 0x06_05_4b_50
const END_LENGTH = 22
const ENTRY = 0x02_01_4b_50
const ENTRY_LENGTH = 46
const LOCAL = 0x04_03_4b_50
const LOCAL_LENGTH = 30
const LONGEST_COMMENT = 65_535
/** Marks a value that stands elsewhere (ZIP64): no workbook of our size needs it. */
const ELSEWHERE = 0xff_ff_ff_ff

/**
 * The directory of a ZIP, read without inflating anything; undefined where the archive is cut off or damaged.
 */
export function zipDirectory(bytes: Uint8Array): ZipEntry[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endOfDirectory(view)
  if (end === undefined) return undefined
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  const entries: ZipEntry[] = []
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_LENGTH > bytes.length || view.getUint32(at, true) !== ENTRY) return undefined
    const nameLength = view.getUint16(at + 28, true)
    const entry: ZipEntry = {
      name: new TextDecoder().decode(bytes.subarray(at + ENTRY_LENGTH, at + ENTRY_LENGTH + nameLength)),
      method: view.getUint16(at + 10, true),
      checksum: view.getUint32(at + 16, true),
      packed: view.getUint32(at + 20, true),
      unpacked: view.getUint32(at + 24, true),
      offset: view.getUint32(at + 42, true),
    }
    if (entry.packed === ELSEWHERE || entry.unpacked === ELSEWHERE || entry.offset === ELSEWHERE)
      return undefined
    entries.push(entry)
    at += ENTRY_LENGTH + nameLength + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
  }
  return entries
}

/**
 * Whether an archive is made to exhaust the machine that opens it: too many entries, too much in all, too dense,
 * or entries that share the same packed bytes. Looks at the directory only; what it declares is held to on unpacking.
 */
export function isZipBomb(entries: readonly ZipEntry[], size: number, limits: ZipLimits): boolean {
  if (entries.length > limits.entries) return true
  const unpacked = entries.reduce((sum, entry) => sum + entry.unpacked, 0)
  const packed = entries.reduce((sum, entry) => sum + entry.packed, 0)
  if (unpacked > limits.unpacked || packed > size) return true
  return unpacked > limits.ratioFrom && unpacked > packed * limits.ratio
}

/**
 * The content of one entry; undefined where it is damaged, cut off, packed in an unknown way or not of the declared
 * length and checksum. Never gives (or makes) more bytes than the directory declares.
 */
export function unzip(bytes: Uint8Array, entry: ZipEntry): Uint8Array | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const { offset } = entry
  if (offset + LOCAL_LENGTH > bytes.length || view.getUint32(offset, true) !== LOCAL) return undefined
  const start = offset + LOCAL_LENGTH + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true)
  if (start + entry.packed > bytes.length) return undefined
  const content = inflate(bytes.subarray(start, start + entry.packed), entry)
  if (content?.length !== entry.unpacked || crc32(content) !== entry.checksum) return undefined
  return content
}

/** zlib takes no smaller one. */
const SMALLEST_PIECE = 64

function inflate(packed: Uint8Array, entry: ZipEntry): Uint8Array | undefined {
  if (entry.method === 0) return packed
  if (entry.method !== 8) return undefined
  try {
    const most = Math.max(entry.unpacked, 1)
    // In one piece of the size that the directory names: else the pieces stand in memory beside what they are joined to.
    return inflateRawSync(packed, { maxOutputLength: most, chunkSize: Math.max(most, SMALLEST_PIECE) })
  } catch {
    return undefined
  }
}

/** The end record stands last, before a comment of unknown length. */
function endOfDirectory(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - END_LENGTH - LONGEST_COMMENT)
  for (let at = view.byteLength - END_LENGTH; at >= first; at--) {
    if (view.getUint32(at, true) === END) return at
  }
  return undefined
}
