import { useState } from 'react'
import { listAreas, type WireArea } from '#contract/regions.ts'
import { call, useCall } from '../shell/api.ts'
import { useSession } from '../shell/session.tsx'
import { useLater } from '../ui/later.ts'

export interface Leaf {
  id: string
  pId: string
  value: string
  title: string
  isLeaf: boolean
}

/** Lengths of area codes from the province down; a village has none below it. */
const LENGTHS = [2, 4, 6, 9, 12]
const VILLAGE = 12
const TEN_MINUTES = 600_000

const leafOf = (area: WireArea): Leaf => ({
  id: area.code,
  pId: area.parent ?? '',
  value: area.code,
  title: area.name,
  isLeaf: area.code.length >= VILLAGE,
})

/** The code of the area right above; empty for a province. */
export function aboveCode(code: string): string {
  return code.slice(0, LENGTHS.findLast((length) => length < code.length) ?? 0)
}

/** Leaves whose parent is not among them become the top. */
export function withTop(leaves: readonly Leaf[]): Leaf[] {
  const there = new Set(leaves.map((one) => one.id))
  return leaves.map((one) => (there.has(one.pId) ? one : { ...one, pId: '' }))
}

/** The tree of areas as far as it has been opened; a single top is opened at once. */
export function useAreaTree() {
  const top = useCall(listAreas, {}, { staleTime: TEN_MINUTES })
  const areas = top.data?.areas ?? []
  const single = areas.length === 1 ? areas[0]?.code : undefined
  const first = useChildren(single)
  const [below, setBelow] = useState<Leaf[]>([])
  const [opened, setOpened] = useState<string[]>()
  const load = async (code: string) => {
    const answer = await call(listAreas, { query: { parent: code } })
    setBelow((before) => [...before.filter((one) => one.pId !== code), ...answer.areas.map(leafOf)])
  }
  const leaves = new Map([...areas, ...(first ?? [])].map((one) => [one.code, leafOf(one)]))
  for (const one of below) leaves.set(one.id, one)
  return {
    leaves: withTop([...leaves.values()]),
    load,
    expanded: opened ?? (single === undefined ? [] : [single]),
    setOpened,
  }
}

function useChildren(parent: string | undefined): WireArea[] | undefined {
  const query = parent === undefined || parent === '' ? {} : { parent }
  return useCall(listAreas, { query }, { enabled: parent !== undefined, staleTime: TEN_MINUTES }).data?.areas
}

/** What an area is called that came from the address bar, before the tree was opened as far as it. */
export function useAreaName(code: string | undefined, known: readonly Leaf[]): string | undefined {
  const found = known.find((one) => one.id === code)?.title
  const alike = useChildren(code === undefined || found !== undefined ? undefined : aboveCode(code))
  return found ?? alike?.find((one) => one.code === code)?.name
}

/** Areas whose name holds the typed words, wherever they lie, by their full names. */
export function useAreaSearch(typed: string): { q: string; hits: Leaf[] } {
  const { areaName } = useSession()
  const q = useLater(typed.trim(), 250)
  const found = useCall(listAreas, { query: { q } }, { enabled: q !== '', keep: true })
  const hits = q === '' ? [] : (found.data?.areas ?? [])
  return {
    q,
    hits: hits.map((one) => ({
      ...leafOf(one),
      pId: '',
      title: withoutAbove(one.fullName, areaName),
      isLeaf: true,
    })),
  }
}

/** A full name from below one's own county on, since all that is found lies in it. */
export function withoutAbove(fullName: string, areaName: string): string {
  const at = areaName === '' ? -1 : fullName.indexOf(areaName)
  return at < 0 || at + areaName.length === fullName.length ? fullName : fullName.slice(at + areaName.length)
}
