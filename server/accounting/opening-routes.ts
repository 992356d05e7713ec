/** The two ways into a book: counting what there is, and taking over the old books. */
import type { Edge } from '#server/http/route.ts'
import { stockRoutes } from './cash/stock-routes.ts'
import { conversionRoutes } from './conversion/routes.ts'

/** The endpoints of opening balances. */
export function openingRoutes(edge: Edge): void {
  stockRoutes(edge)
  conversionRoutes(edge)
}
