import { Flex, Input, Select } from 'antd'
import type { ReactNode } from 'react'
import { useAddress } from '../shell/address.ts'
import { Labelled } from '../ui/labelled.tsx'

interface LogFiltersProps {
  /** What is chosen from besides the user name; `of` is its key in the address. */
  choice: { of: string; label: string; width: number; words: Readonly<Record<string, string>> }
  /** Further filters of one log alone. */
  children?: ReactNode
}

/** Narrows a log by user name and one choice, in the address bar; the list begins anew with every change. */
export function LogFilters({ choice, children }: LogFiltersProps) {
  const address = useAddress()
  const options = Object.entries(choice.words).map(([value, label]) => ({ value, label }))
  return (
    <Flex wrap gap="middle" className="gap-below">
      <Labelled label="用户名">
        <Input.Search
          aria-label="用户名"
          allowClear
          style={{ width: 200 }}
          defaultValue={address.get('username')}
          onSearch={(value) => address.set({ username: value || undefined, before: undefined })}
        />
      </Labelled>
      <Labelled label={choice.label}>
        <Select
          aria-label={choice.label}
          style={{ width: choice.width }}
          value={address.get(choice.of) ?? ''}
          options={[{ value: '', label: '全部' }, ...options]}
          onChange={(value: string) => address.set({ [choice.of]: value || undefined, before: undefined })}
        />
      </Labelled>
      {children}
    </Flex>
  )
}
