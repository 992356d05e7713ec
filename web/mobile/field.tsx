interface FieldProps {
  label: string
  value: string
  onChange: (text: string) => void
  max: number
  secret?: 'new' | 'current'
  /** May hold letters. */
  words?: boolean
}

/** A line to fill in, in the large type of these pages. */
export function Field(props: FieldProps) {
  const { label, value, onChange, max, secret, words } = props
  return (
    <label className="field">
      <span>{label}</span>
      <input
        type={secret === undefined ? 'text' : 'password'}
        inputMode={words === true ? 'text' : 'numeric'}
        autoComplete={secret === undefined ? 'off' : `${secret}-password`}
        maxLength={max}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
    </label>
  )
}
