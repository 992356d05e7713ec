import type { Values } from '#core/kernel/field.ts'
import { type ExampleBody, recordsOf } from './example-body.ts'

/** 关联主体: federations and their members, cooperatives and their branches, companies and the villages that hold shares. */
export function linksOf(bodies: readonly ExampleBody[]): { body: ExampleBody; record: Values }[] {
  return [...federationLinks(bodies), ...branchLinks(bodies), ...villageLinks(bodies)]
}

function federationLinks(bodies: readonly ExampleBody[]): { body: ExampleBody; record: Values }[] {
  const free = bodies.filter((one) => one.kind === '农民专业合作社' && one.story === null).slice(10)
  return bodies
    .filter((one) => one.kind === '农民专业合作社联合社')
    .flatMap((body) => {
      const count = Number(recordsOf(body, 'member_summary')[0]?.['members'] ?? 0)
      const since = String(body.values['registeredOn'])
      return free.splice(0, count).map((other) => ({ body, record: link('联合社成员', other, since) }))
    })
}

function branchLinks(bodies: readonly ExampleBody[]): { body: ExampleBody; record: Values }[] {
  const branches = bodies.filter((one) => one.kind === '合作社分支机构')
  return branches.flatMap((other) => {
    const body = bodies.find((one) => one.kind === '农民专业合作社' && other.name.startsWith(one.name))
    const since = String(other.values['registeredOn'])
    return body ? [{ body, record: link('分支机构', other, since) }] : []
  })
}

function villageLinks(bodies: readonly ExampleBody[]): { body: ExampleBody; record: Values }[] {
  const companies = bodies.filter((one) => one.kind === '公司')
  const villages = bodies.filter((one) => one.kind === '农村集体经济组织')
  return villages.flatMap((other, index) => {
    const body = companies[index]
    return body ? [{ body, record: link('村集体持股', other, '2019-06-01') }] : []
  })
}

function link(relation: string, other: ExampleBody, since: string): Values {
  return { relation, other: other.name, since, until: null, note: null }
}
