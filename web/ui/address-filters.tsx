import { Select } from 'antd'
import { useAddress } from '../shell/address.ts'
import { useSession } from '../shell/session.tsx'
import { Labelled } from './labelled.tsx'
import { AreaPicker } from './pickers.tsx'

/** Narrows a list to an area, in the address bar. Whoever keeps single cooperatives has no areas to choose from. */
export function AreaFilter(props: { name?: string | undefined }) {
  const address = useAddress()
  const session = useSession()
  if (session.area === null) return null
  return (
    <Labelled label="辖区">
      <AreaPicker
        value={address.get('area')}
        label={props.name}
        onChange={(area) => address.set({ area, page: undefined })}
        placeholder={session.areaName}
      />
    </Labelled>
  )
}

interface ChoiceFilterProps {
  /** Its key in the address. */
  of: string
  label: string
  /** The one with the empty value is all of them. */
  options: readonly { value: string; label: string }[]
  width?: number
}

/** Narrows a list to one of a few choices, in the address bar. */
export function ChoiceFilter(props: ChoiceFilterProps) {
  const address = useAddress()
  return (
    <Select
      aria-label={props.label}
      value={address.get(props.of) ?? ''}
      style={{ width: props.width ?? 150 }}
      options={props.options.map((one) => ({ ...one, title: one.label }))}
      onChange={(picked: string) => address.set({ [props.of]: picked || undefined, page: undefined })}
    />
  )
}
