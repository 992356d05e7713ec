import { Button, Drawer, Flex, Form, Input, Tag } from 'antd'
import { Suspense, useState } from 'react'
import type { Register } from '#core/kernel/register.ts'
import type { Address } from '../shell/address.ts'
import { AreaPicker } from '../ui/pickers.tsx'
import { fieldsOf } from './declared.ts'
import { UNFILLED } from './filters.tsx'
import { WIDGETS } from './widgets.tsx'

interface ListFiltersProps {
  register: Register
  address: Address
}

/** Search text, area and filter button; below it every filter in force, each with its way out. */
export function ListFilters(props: ListFiltersProps) {
  const { address, register } = props
  const [open, setOpen] = useState(false)
  const q = address.get('q') ?? ''
  const chips = chipsOf(register, address)
  return (
    <>
      <Flex wrap gap="small" className="list-filters no-print">
        <Input.Search
          key={q}
          allowClear
          className="list-search"
          enterButton={<Button>查找</Button>}
          defaultValue={q}
          placeholder="名称、拼音首字母、代码"
          aria-label="在本台账中查找"
          onSearch={(text) => address.set({ q: text.trim(), page: undefined })}
        />
        <AreaPicker
          value={address.get('area')}
          onChange={(area) => address.set({ area, page: undefined })}
          placeholder="全部辖区"
          style={{ width: 220 }}
        />
        <Button onClick={() => setOpen(true)}>筛选{chips.length > 0 && `（${chips.length}）`}</Button>
      </Flex>
      {chips.length > 0 && <Chips chips={chips} address={address} />}
      <FilterDrawer {...props} open={open} onClose={() => setOpen(false)} />
    </>
  )
}

interface Chip {
  says: string
  keys: string[]
}

function Chips(props: { chips: readonly Chip[]; address: Address }) {
  const clear = (keys: readonly string[]) =>
    props.address.set({ ...Object.fromEntries(keys.map((key) => [key, undefined])), page: undefined })
  return (
    <Flex wrap gap={4} align="center" className="chips">
      {props.chips.map((one) => (
        <Tag key={one.says} closable onClose={() => clear(one.keys)}>
          {one.says}
        </Tag>
      ))}
      <Button type="link" size="small" onClick={() => clear(props.chips.flatMap((one) => one.keys))}>
        清除全部
      </Button>
    </Flex>
  )
}

/** Filters that come along with a link from another page; they are not fields of the register. */
const COMING_ALONG: Readonly<Record<string, (value: string) => string>> = {
  class: (value) => `类别：${value}`,
  status: (value) => `运行状态：${value}`,
  finding: () => '只看存在该项问题的主体',
  unknown: () => '只看该项待查明的主体',
  body: () => '只看一个主体',
}

function chipsOf(register: Register, address: Address): Chip[] {
  const own = fieldsOf(register).flatMap(({ key, field }): Chip[] => {
    const values = address.all(key).map(inWords)
    const [from, to] = [address.get(`${key}.from`), address.get(`${key}.to`)]
    return [
      ...(values.length > 0 ? [{ says: `${field.label}：${values.join('、')}`, keys: [key] }] : []),
      ...(from !== undefined || to !== undefined
        ? [
            {
              says: `${field.label}：${from ?? '不限'} 至 ${to ?? '不限'}`,
              keys: [`${key}.from`, `${key}.to`],
            },
          ]
        : []),
    ]
  })
  const along = Object.entries(COMING_ALONG)
    .filter(([key]) => !(key in register.fields))
    .flatMap(([key, says]): Chip[] => {
      const values = address.all(key)
      return values.length > 0 ? [{ says: says(values.map(inWords).join('、')), keys: [key] }] : []
    })
  return [...own, ...along]
}

function inWords(value: string): string {
  if (value === UNFILLED) return '未填'
  if (value === 'true') return '是'
  return value === 'false' ? '否' : value
}

function FilterDrawer(props: ListFiltersProps & { open: boolean; onClose: () => void }) {
  return (
    <Drawer title={`筛选${props.register.label}`} size={420} open={props.open} onClose={props.onClose}>
      <Form layout="vertical">
        {fieldsOf(props.register).map(({ key, field }) => {
          const { Filter } = WIDGETS[field.kind]
          return (
            <Form.Item key={key} label={field.label} htmlFor={`filter-${key}`} className="tight">
              <Suspense fallback={null}>
                <Filter id={`filter-${key}`} fieldKey={key} field={field} address={props.address} />
              </Suspense>
            </Form.Item>
          )
        })}
        <Button type="primary" onClick={props.onClose}>
          完成
        </Button>
      </Form>
    </Drawer>
  )
}
