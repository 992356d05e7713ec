import { Button, Flex, Select } from 'antd'
import { CheckList } from './check-list.tsx'

interface Proxy {
  from: string
  to: string
}

interface AttendanceProps {
  /** Members of the day of the meeting. */
  voters: readonly { id: string; number: string; name: string }[]
  present: readonly string[]
  proxies: readonly Proxy[]
  onChange: (part: { present?: string[]; proxies?: Proxy[] }) => void
}

/** Who came, and who gave whom a written proxy. */
export function AttendanceFields({ voters, present, proxies, onChange }: AttendanceProps) {
  const came = new Set(present)
  const options = voters.map((one) => ({ value: one.id, label: `${one.number} ${one.name}` }))
  const put = (at: number, proxy: Proxy) =>
    onChange({ proxies: proxies.map((other, index) => (index === at ? proxy : other)) })
  return (
    <>
      <Flex wrap gap="small" align="center" className="gap-below">
        <span>到会的成员（{came.size} 人）</span>
        <Button size="small" onClick={() => onChange({ present: options.map((one) => one.value) })}>
          全选
        </Button>
        <Button size="small" onClick={() => onChange({ present: [] })}>
          全不选
        </Button>
      </Flex>
      <CheckList options={options} value={present} onChange={(next) => onChange({ present: next })} />
      {proxies.map((proxy, at) => (
        <ProxyRow
          key={at}
          at={at}
          proxy={proxy}
          absent={options.filter((other) => !came.has(other.value))}
          present={options.filter((other) => came.has(other.value))}
          onChange={(next) => put(at, next)}
          onDrop={() => onChange({ proxies: proxies.filter((_, index) => index !== at) })}
        />
      ))}
      <Button
        className="gap-below"
        disabled={came.size === options.length}
        onClick={() => onChange({ proxies: [...proxies, { from: '', to: '' }] })}
      >
        加一份书面委托
      </Button>
    </>
  )
}

interface ProxyProps {
  at: number
  proxy: Proxy
  absent: { value: string; label: string }[]
  present: { value: string; label: string }[]
  onChange: (proxy: Proxy) => void
  onDrop: () => void
}

function ProxyRow({ at, proxy, absent, present, onChange, onDrop }: ProxyProps) {
  const pick = (key: 'from' | 'to', label: string) => (
    <Select
      aria-label={label}
      placeholder={label}
      style={{ width: 180 }}
      value={proxy[key] || null}
      showSearch={{ optionFilterProp: 'label' }}
      options={key === 'from' ? absent : present}
      onChange={(value: string | null) => onChange({ ...proxy, [key]: value ?? '' })}
    />
  )
  return (
    <Flex wrap gap="small" align="center" className="gap-below">
      {pick('from', `第 ${at + 1} 份委托人`)}
      书面委托
      {pick('to', `第 ${at + 1} 份受托人`)}
      <Button onClick={onDrop}>去掉</Button>
    </Flex>
  )
}
