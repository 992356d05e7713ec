import { z } from 'zod'

/** 附注 to the statements of a year, as .docx. */
export const NOTES_PATH = '/api/books/:body/notes.docx'
export const notesQuery = z.object({ year: z.coerce.number().int().min(2000).max(2100) })
