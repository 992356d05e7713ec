import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import { refused } from '#core/values/problem.ts'
import { Refusal } from './refusal.ts'

export interface Upload {
  files: { name: string; bytes: Buffer }[]
  fields: Record<string, string>
}

/** What a form with a file looks like, for the document of the interface. */
export function uploadForm(fields: Readonly<Record<string, z.ZodType>>): z.ZodType {
  return z.object({ file: z.file(), ...fields })
}

/** A multipart request, whole: its files and its fields. */
export async function readUpload(request: FastifyRequest): Promise<Upload> {
  if (!request.isMultipart()) throw new Refusal(400, [refused('upload-missing', '没有收到文件，请重新选择')])
  const upload: Upload = { files: [], fields: {} }
  for await (const part of request.parts()) {
    if (part.type === 'file')
      upload.files.push({ name: part.filename || '未命名', bytes: await part.toBuffer() })
    else if (typeof part.value === 'string') upload.fields[part.fieldname] = part.value
  }
  if (upload.files.length === 0)
    throw new Refusal(400, [refused('upload-missing', '没有收到文件，请重新选择')])
  const empty = upload.files.find(({ bytes }) => bytes.byteLength === 0)
  if (empty)
    throw new Refusal(422, [
      refused('file-empty', `文件“${empty.name}”是空的，请检查是否选错或没有传完。`, { file: empty.name }),
    ])
  return upload
}
