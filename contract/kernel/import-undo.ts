/** Taking an import back: what it would do, what stands in the way, and doing it. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'
import { importPreview } from './imports.ts'

/** A record that has to stay: where it stands in the file, and everything that was built on it since. */
export const undoHeld = z.object({
  register: z.string(),
  registerLabel: z.string(),
  record: z.string(),
  bodyName: z.string().nullable(),
  sheet: z.string(),
  row: z.number(),
  because: z.array(
    z.object({
      /** 何事 */
      what: z.string(),
      by: z.string().nullable(),
      at: z.string().nullable(),
    }),
  ),
})
export type UndoHeld = z.infer<typeof undoHeld>

export const undoPreview = z.object({
  /** Records that the import made and that would be ended; and that it changed and that would say again what they said. */
  ended: z.number(),
  restored: z.number(),
  bodies: z.number(),
  registers: z.array(
    z.object({
      register: z.string(),
      label: z.string(),
      ended: z.number(),
      restored: z.number(),
      held: z.number(),
    }),
  ),
  /** How many have to stay; the first of them in the order of the file. */
  held: z.number(),
  heldRows: z.array(undoHeld),
})
export type UndoPreview = z.infer<typeof undoPreview>

export const previewUndo = endpoint({
  method: 'GET',
  path: '/api/imports/:id/undo',
  params: z.object({ id: z.string() }),
  response: undoPreview,
})
/** Takes the import back in one transaction. 409 with the rows in the way, unless `rest` says to leave them. */
export const undoImport = endpoint({
  method: 'POST',
  path: '/api/imports/:id/undo',
  params: z.object({ id: z.string() }),
  body: z.object({
    /** Take back what can be taken back and leave the rest. */
    rest: z.boolean().optional(),
    /** Forget the answers on units that were given with it; otherwise they serve later lists. */
    forgetUnits: z.boolean().optional(),
  }),
  response: importPreview,
})
