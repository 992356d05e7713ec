/** 常用筛选: the filters of a list as they stand in the address bar, under a name of one's own. */
import { z } from 'zod'
import { endpoint } from '../kernel.ts'

export const VIEW_NAME_MAX = 40

const name = z.string().trim().min(1).max(VIEW_NAME_MAX)
/** The path of a list, without what stands behind the question mark. */
const page = z.string().regex(/^\/[A-Za-z0-9_/-]{0,99}$/)

export const savedView = z.object({ id: z.string(), name: z.string(), query: z.string() })
export type SavedView = z.infer<typeof savedView>

/** One's own for a list, by name. */
export const listViews = endpoint({
  method: 'GET',
  path: '/api/saved-views',
  query: z.object({ page }),
  response: z.object({ views: z.array(savedView) }),
})
export const saveView = endpoint({
  method: 'POST',
  path: '/api/saved-views',
  body: z.object({ page, name, query: z.string().min(1).max(2000) }),
  response: savedView,
})
export const renameView = endpoint({
  method: 'PATCH',
  path: '/api/saved-views/:id',
  params: z.object({ id: z.string() }),
  body: z.object({ name }),
  response: savedView,
})
export const removeView = endpoint({
  method: 'DELETE',
  path: '/api/saved-views/:id',
  params: z.object({ id: z.string() }),
  response: z.object({}),
})
