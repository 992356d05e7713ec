import { Input } from 'antd'
import { type ComponentType, createContext, type CSSProperties, Suspense, useContext } from 'react'

export interface AreaPickerProps {
  value: string | undefined
  onChange: (area: string | undefined) => void
  placeholder?: string
  /** How the chosen area is called, while the tree has not been opened so far. */
  label?: string | undefined
  style?: CSSProperties
  id?: string
}

export interface BodyPickerProps {
  value: string | undefined
  onChange: (body: string | undefined, name?: string) => void
  /** Name of the chosen body, while nothing has been searched for so far. */
  name?: string | undefined
  placeholder?: string
  style?: CSSProperties
  id?: string
}

/** What stands behind the pickers; areas and bodies are modules of the domain and are put in by the router. */
export interface Pickers {
  Area: ComponentType<AreaPickerProps>
  Body: ComponentType<BodyPickerProps>
}

const Current = createContext<Pickers | null>(null)

export const PickersProvider = Current.Provider

function usePickers(): Pickers {
  const pickers = useContext(Current)
  if (pickers === null) throw new Error('a picker stands outside of the page frame')
  return pickers
}

/** Picks an area from the tree that the person sees, or by part of its name. */
export function AreaPicker(props: AreaPickerProps) {
  const { Area } = usePickers()
  return (
    <Suspense
      fallback={
        <Input
          disabled
          placeholder={props.placeholder ?? '选择辖区'}
          style={{ width: 200, ...props.style }}
        />
      }
    >
      <Area {...props} />
    </Suspense>
  )
}

/** Picks a body by part of its name, pinyin initials, code or former name. */
export function BodyPicker(props: BodyPickerProps) {
  const { Body } = usePickers()
  return (
    <Suspense fallback={<Input disabled style={{ width: 240, ...props.style }} />}>
      <Body {...props} />
    </Suspense>
  )
}
