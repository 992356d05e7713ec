import { done, failed, type Outcome } from '#core/values/outcome.ts'
import { noted, type Problem, refused } from '#core/values/problem.ts'
import { type FileKind, sniff } from './sniff.ts'
import { isZipBomb, zipDirectory } from './zip.ts'

/** Files that may be kept as evidence: photographs, scans and office documents. */
export type EvidenceKind = 'jpeg' | 'png' | 'heic' | 'pdf' | 'docx' | 'xlsx'

export interface Evidence {
  kind: EvidenceKind
  /** For the answer that hands the file out again; never the sender's own word for it. */
  mediaType: string
  /** The ending that belongs to the content, without the dot. */
  ending: string
}

export const LARGEST_EVIDENCE = 20 * 1024 * 1024

const OFFICE = 'application/vnd.openxmlformats-officedocument.'
const KINDS: Record<EvidenceKind, { mediaType: string; endings: [string, ...string[]]; called: string }> = {
  jpeg: { mediaType: 'image/jpeg', endings: ['jpg', 'jpeg', 'jpe', 'jfif'], called: 'JPEG 图片' },
  png: { mediaType: 'image/png', endings: ['png'], called: 'PNG 图片' },
  heic: { mediaType: 'image/heic', endings: ['heic', 'heif'], called: 'HEIC 图片' },
  pdf: { mediaType: 'application/pdf', endings: ['pdf'], called: 'PDF 文件' },
  docx: { mediaType: `${OFFICE}wordprocessingml.document`, endings: ['docx'], called: 'Word 文档' },
  xlsx: { mediaType: `${OFFICE}spreadsheetml.sheet`, endings: ['xlsx'], called: 'Excel 工作簿' },
}

const ZIP_LIMITS = { entries: 10_000, unpacked: 512 * 1024 * 1024, ratio: 200, ratioFrom: 10 * 1024 * 1024 }

/** Takes a file as evidence by its content (20 MB at most); a wrong ending is noted, any other kind refused. */
export function acceptEvidence(bytes: Uint8Array, fileName: string): Outcome<Evidence> {
  const problem = refusal(bytes)
  if (problem) return failed({ ...problem, place: { file: fileName } })
  const kind = sniff(bytes)
  if (!isEvidence(kind)) {
    const says =
      '只能上传照片（JPG、PNG、HEIC）、PDF、Word（.docx）或 Excel（.xlsx）文件，请换一种格式再上传。'
    return failed(refused('evidence-kind', says, { file: fileName }))
  }
  const { mediaType, endings, called } = KINDS[kind]
  const ending = /\.([^.]+)$/u.exec(fileName)?.[1]?.toLowerCase()
  const remarks: Problem[] = []
  if (ending !== undefined && !endings.includes(ending)) {
    const says = `文件名以“.${ending}”结尾，内容实际是${called}，已按内容保存。`
    remarks.push(noted('file-ending', says, { file: fileName }))
  }
  return done({ kind, mediaType, ending: endings[0] }, remarks)
}

function refusal(bytes: Uint8Array): Problem | undefined {
  if (bytes.length === 0) return refused('file-empty', '文件是空的，请检查是否选错或没有传完。')
  if (bytes.length > LARGEST_EVIDENCE) {
    const size = Math.ceil(bytes.length / 1024 / 1024)
    return refused('file-too-large', `文件有 ${size} MB，超过 20 MB 的上限，请压缩照片或分开上传。`)
  }
  if (sniff(bytes) === 'broken-zip') {
    return refused('file-damaged', '文件不完整或已损坏，可能没有传完，请重新上传。')
  }
  const entries = sniff(bytes) === 'docx' || sniff(bytes) === 'xlsx' ? zipDirectory(bytes) : undefined
  if (entries && isZipBomb(entries, bytes.length, ZIP_LIMITS)) {
    return refused('file-unsafe', '文件压缩比例或内部结构异常，为安全起见没有保存，请另存后再上传。')
  }
  return undefined
}

function isEvidence(kind: FileKind): kind is EvidenceKind {
  return kind in KINDS
}
