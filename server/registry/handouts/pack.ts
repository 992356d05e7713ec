/** Several files as one .zip. They are workbooks, packed already, so they are stored as they are. */
import { crc32 } from 'node:zlib'

const LOCAL = 0x04_03_4b_50
const ENTRY = 0x02_01_4b_50
const END = 0x06_05_4b_50
const VERSION = 20
/** Names are UTF-8. */
const UTF8 = 0x08_00
/** 1 January 1980, the first day that the format knows: the same files give the same archive. */
const DAY = 0x21

/** The archive; a name that comes twice gets a number. */
export function packZip(files: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  const taken = new Set<string>()
  let offset = 0
  for (const { name, bytes } of files) {
    const path = Buffer.from(freeName(name, taken))
    const facts = { crc: crc32(bytes), size: bytes.byteLength, path }
    const local = localHeader(facts)
    parts.push(local, path, Buffer.from(bytes))
    directory.push(entryHeader({ ...facts, offset }), path)
    offset += local.length + path.length + bytes.byteLength
  }
  const entries = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(END, 0)
  end.writeUInt16LE(files.length, 8)
  end.writeUInt16LE(files.length, 10)
  end.writeUInt32LE(entries.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, entries, end])
}

interface Facts {
  crc: number
  size: number
  path: Buffer
}

function localHeader({ crc, size, path }: Facts): Buffer {
  const header = Buffer.alloc(30)
  header.writeUInt32LE(LOCAL, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(UTF8, 6)
  header.writeUInt16LE(DAY, 12)
  header.writeUInt32LE(crc, 14)
  header.writeUInt32LE(size, 18)
  header.writeUInt32LE(size, 22)
  header.writeUInt16LE(path.length, 26)
  return header
}

function entryHeader({ crc, size, path, offset }: Facts & { offset: number }): Buffer {
  const header = Buffer.alloc(46)
  header.writeUInt32LE(ENTRY, 0)
  header.writeUInt16LE(VERSION, 4)
  header.writeUInt16LE(VERSION, 6)
  header.writeUInt16LE(UTF8, 8)
  header.writeUInt16LE(DAY, 14)
  header.writeUInt32LE(crc, 16)
  header.writeUInt32LE(size, 20)
  header.writeUInt32LE(size, 24)
  header.writeUInt16LE(path.length, 28)
  header.writeUInt32LE(offset, 42)
  return header
}

function freeName(wanted: string, taken: Set<string>): string {
  const dot = wanted.lastIndexOf('.')
  let name = wanted
  for (let i = 2; taken.has(name); i++) name = `${wanted.slice(0, dot)}(${i})${wanted.slice(dot)}`
  taken.add(name)
  return name
}
