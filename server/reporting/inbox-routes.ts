/** The inbox over HTTP. */
import * as contract from '#contract/reporting.ts'
import { route, type Edge } from '#server/http/route.ts'
import { readInbox, type InboxServices } from './inbox.ts'

/** The endpoint of the inbox. */
export function inboxRoutes(edge: Edge, services: InboxServices): void {
  route(edge, { endpoint: contract.readInbox, says: '我的待办' }, ({ trx, caller }) =>
    readInbox(trx, services, caller),
  )
}
