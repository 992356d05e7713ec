/** Files that came together in a .zip, as chat groups send them. */
import { sniff } from '#server/files/sniff.ts'
import { LIMITS } from '#server/files/workbook/workbook.ts'
import { isZipBomb, unzip, zipDirectory } from '#server/files/zip.ts'

export interface DroppedFile {
  name: string
  bytes: Buffer
}

const FILES_MAX = 300

/**
 * The files with every archive replaced by what is in it. An archive that is damaged, that hides too much or that
 * holds nothing stays as it is, and reading it tells why it can not be read.
 */
export function unpacked(files: readonly DroppedFile[]): DroppedFile[] {
  return files.flatMap((file) => contentOf(file) ?? [file])
}

function contentOf(file: DroppedFile): DroppedFile[] | undefined {
  if (sniff(file.bytes) !== 'zip') return undefined
  const entries = zipDirectory(file.bytes)
  if (!entries || entries.length > FILES_MAX || isZipBomb(entries, file.bytes.byteLength, LIMITS.zip))
    return undefined
  const files = entries
    .filter((entry) => !entry.name.endsWith('/') && !/(^|\/)(\.|__MACOSX\/)/u.test(entry.name))
    .flatMap((entry, index) => {
      const bytes = unzip(file.bytes, entry)
      return bytes
        ? [{ name: nameOf(entry.name, { archive: file.name, index }), bytes: Buffer.from(bytes) }]
        : []
    })
  return files.length > 0 ? files : undefined
}

/** Older programs write names in GBK, which the directory can not tell; then the file is called after its archive. */
function nameOf(path: string, of: { archive: string; index: number }): string {
  const name = path.slice(path.lastIndexOf('/') + 1)
  if (!name.includes('\uFFFD')) return name
  return `${of.archive} 第 ${of.index + 1} 个文件${/\.[a-z]{2,4}$/iu.exec(name)?.[0] ?? ''}`
}
