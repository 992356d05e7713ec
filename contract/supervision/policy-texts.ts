import { z } from 'zod'
import { endpoint } from '../kernel.ts'

export const textPiece = z.object({
  raw: z.string().max(20_000),
  clean: z.string().max(20_000),
  doubts: z.array(z.string().max(300)).max(50),
  clause: z.string().max(60).nullable(),
})
export type WirePiece = z.infer<typeof textPiece>

/** What is attached here; null where nothing is. */
export const readPolicyText = endpoint({
  method: 'GET',
  path: '/api/policies/:id/text',
  params: z.object({ id: z.string() }),
  response: z.object({
    title: z.string(),
    clauses: z.array(z.object({ id: z.string(), heading: z.string() })),
    attached: z
      .object({
        placeName: z.string(),
        source: z.string(),
        fileName: z.string().nullable(),
        by: z.string(),
        onDay: z.string(),
        pieces: z.array(textPiece),
      })
      .nullable(),
  }),
})

/** What a text would become: raw and cleaned piece by piece with its clause and doubts. Nothing is kept. */
export const previewPolicyText = endpoint({
  method: 'POST',
  path: '/api/policies/:id/text/preview',
  params: z.object({ id: z.string() }),
  body: z.object({ text: z.string().max(1_000_000) }),
  response: z.object({ pieces: z.array(textPiece), without: z.array(z.string()) }),
})
/** The same of a file (.docx, .txt, .html). */
export const POLICY_TEXT_FILE_PATH = '/api/policies/:id/text/file'
export const policyTextFileAnswer = previewPolicyText.response

/** Attaches the text for the place; without pieces it is taken away again. */
export const attachPolicyText = endpoint({
  method: 'POST',
  path: '/api/policies/:id/text',
  params: z.object({ id: z.string() }),
  body: z.object({
    source: z.string().trim().min(2).max(300),
    fileName: z.string().min(1).max(200).nullable().default(null),
    pieces: z.array(textPiece).max(4000),
  }),
  response: z.object({}),
})
