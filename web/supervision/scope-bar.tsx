import { Flex } from 'antd'
import type { ReactNode } from 'react'
import { useAddress } from '../shell/address.ts'
import { useSession } from '../shell/session.tsx'
import { AreaFilter } from '../ui/address-filters.tsx'
import { DayPicker } from '../ui/day-picker.tsx'
import { Labelled } from '../ui/labelled.tsx'

/** Area and day of a page, kept in the address bar; no day is today. */
export function useScope() {
  const address = useAddress()
  const area = address.get('area')
  const day = address.get('day')
  const body = address.get('body')
  const query = {
    ...(area !== undefined && { area }),
    ...(day !== undefined && { day }),
    ...(body !== undefined && { body }),
  }
  return { address, query }
}

/** The same scope as a query for the address of another page. */
export function scopeTo(path: string, query: Record<string, string | undefined>): string {
  const filled = Object.entries(query).filter((one): one is [string, string] => one[1] !== undefined)
  const text = new URLSearchParams(filled).toString()
  return text === '' ? path : `${path}?${text}`
}

/** Chooses area and day; what else filters the page stands beside them. */
export function ScopeBar(props: { areaName?: string; withDay?: boolean; children?: ReactNode }) {
  const { address, query } = useScope()
  const session = useSession()
  return (
    <Flex wrap gap="middle" align="center" className="panel no-print">
      <AreaFilter name={props.areaName} />
      {props.withDay !== false && (
        <Labelled label="截至">
          <DayPicker
            value={query.day ?? session.today}
            until={session.today}
            onChange={(day) => address.set({ day: day === session.today ? undefined : day, page: undefined })}
          />
        </Labelled>
      )}
      {props.children}
    </Flex>
  )
}
