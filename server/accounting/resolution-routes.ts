/** Resolutions behind disposals, investments, guarantees and additional settlements over HTTP. */
import * as contract from '#contract/accounting/resolutions.ts'
import { forbidden, notFound, take } from '#server/http/refusal.ts'
import { route, type Caller, type Edge } from '#server/http/route.ts'
import { findCard } from './assets/store.ts'
import { guaranteeOf, investmentOf, resettlementOf, useResolution, type Allowed } from './resolution-uses.ts'
import { keeps, reads, writes } from './routes.ts'

/** The endpoints of references to resolutions. */
export function resolutionRoutes(edge: Edge): void {
  route(
    edge,
    { endpoint: contract.linkDisposal, guard: writes, says: '资产处置对上大会决议' },
    async ({ trx, params, body, caller }) => {
      const card = await findCard(trx, params.id)
      if (!card) throw notFound('张资产卡片')
      if (!keeps(caller, card)) throw forbidden()
      take(
        await useResolution(trx, {
          ...card,
          subject: 'disposal',
          of: params.id,
          resolution: body.resolution,
        }),
      )
      return {}
    },
  )
  route(
    edge,
    { endpoint: contract.readInvestment, guard: reads, says: '凭证里的对外投资和它的大会决议' },
    async ({ trx, params, caller }) => {
      const found = await investmentOf(trx, params.id)
      if (!found) throw notFound('张凭证')
      const { invests, meeting, says } = found
      return {
        invests,
        resolution: meeting === null || says === null ? null : { meeting, says },
        mayWrite: writes(caller.role) && keeps(caller, found),
      }
    },
  )
  route(
    edge,
    { endpoint: contract.linkInvestment, guard: writes, says: '对外投资对上大会决议' },
    async ({ trx, params, body, caller }) => {
      const found = await investmentOf(trx, params.id)
      if (!found) throw notFound('张凭证')
      if (!keeps(caller, found)) throw forbidden()
      take(
        await useResolution(trx, {
          ...found,
          subject: 'investment',
          of: params.id,
          resolution: body.resolution,
        }),
      )
      return {}
    },
  )
  guaranteeRoutes(edge)
  resettlementRoutes(edge)
}

function guaranteeRoutes(edge: Edge): void {
  route(
    edge,
    { endpoint: contract.readGuarantee, guard: reads, says: '对外担保的大会决议' },
    async ({ trx, params, caller }) => {
      const found = await guaranteeOf(trx, params.id)
      if (!found) throw notFound('笔对外担保')
      return toWireAllowed(found, caller)
    },
  )
  route(
    edge,
    { endpoint: contract.linkGuarantee, guard: writes, says: '对外担保对上大会决议' },
    async ({ trx, params, body, caller }) => {
      const found = await guaranteeOf(trx, params.id)
      if (!found) throw notFound('笔对外担保')
      if (!keeps(caller, found)) throw forbidden()
      const { resolution } = body
      take(await useResolution(trx, { ...found, subject: 'guarantee', of: params.id, resolution }))
      return {}
    },
  )
}

function resettlementRoutes(edge: Edge): void {
  route(
    edge,
    { endpoint: contract.readResettlement, guard: reads, says: '补充清算的大会决议' },
    async ({ trx, params, caller }) => {
      const found = await resettlementOf(trx, params.id)
      if (!found) throw notFound('件补充清算')
      return { ...toWireAllowed(found, caller), cancelled: found.cancelled }
    },
  )
  route(
    edge,
    { endpoint: contract.linkResettlement, guard: writes, says: '补充清算对上大会决议' },
    async ({ trx, params, body, caller }) => {
      const found = await resettlementOf(trx, params.id)
      if (!found) throw notFound('件补充清算')
      if (!keeps(caller, found)) throw forbidden()
      const { resolution } = body
      take(await useResolution(trx, { ...found, subject: 'resettlement', of: params.id, resolution }))
      return {}
    },
  )
}

function toWireAllowed(found: Allowed, caller: Caller): contract.WireAllowed {
  const { body, day, meeting, says, held_on } = found
  return {
    body,
    day,
    resolution:
      meeting === null || says === null || held_on === null ? null : { meeting, says, heldOn: held_on },
    mayWrite: keeps(caller, found),
  }
}
