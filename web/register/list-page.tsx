import { Alert, Button, Dropdown, Flex, Grid } from 'antd'
import { useState } from 'react'
import { EXPORT_PATH, listRecords, TEMPLATE_PATH } from '#contract/kernel.ts'
import type { Register } from '#core/kernel/register.ts'
import { type Address, useAddress, usePathParam } from '../shell/address.ts'
import { link, useCall } from '../shell/api.ts'
import { PageMissing } from '../shell/fallback.tsx'
import { useMay, useSession } from '../shell/session.tsx'
import { useGo } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { ChooseColumns } from './choose-columns.tsx'
import { registerOf, usualColumns } from './declared.ts'
import { ListCards } from './list-cards.tsx'
import { ListFilters } from './list-filters.tsx'
import { ListTable } from './list-table.tsx'
import { useStoredList } from '../ui/stored.ts'

/** The list of any register, made from its declaration. */
export function RegisterListPage() {
  const register = registerOf(usePathParam('register'))
  if (register === undefined) return <PageMissing />
  return <RegisterList key={register.id} register={register} />
}

const USUAL_SIZE = 50

function RegisterList(props: { register: Register }) {
  const { register } = props
  const address = useAddress()
  const session = useSession()
  const columns = useStoredList(`heshe-columns:${register.id}`, usualColumns(register))
  const [chosen, setChosen] = useState<Map<string, string>>(new Map())
  const size = Number(address.get('size')) || USUAL_SIZE
  const page = Number(address.get('page')) || 1
  const list = useCall(
    listRecords,
    { params: { register: register.id }, query: { ...address.search, size, page } },
    { keep: true },
  )
  const narrow = Grid.useBreakpoint().md === false
  const shown = {
    register,
    address,
    page,
    size,
    columns: columns.list,
    records: list.data?.records ?? [],
    total: list.data?.total ?? 0,
    more: list.data?.more ?? false,
    loading: list.isFetching,
  }
  const mayHandOut = useMay('handOut')
  const mayWrite = register.write.includes(session.user.role)
  return (
    <Page
      title={register.label}
      views
      crumbs={[{ label: '台账' }, { label: register.label }]}
      error={list.error}
      actions={
        <>
          <ChooseColumns register={register} columns={columns.list} onChange={columns.keep} />
          <SheetMenu register={register} address={address} />
          <Doors register={register} mayWrite={mayWrite} />
        </>
      }
    >
      <ListFilters register={register} address={address} />
      {chosen.size > 0 && <Chosen chosen={chosen} onClear={() => setChosen(new Map())} />}
      {narrow ? (
        <ListCards {...shown} />
      ) : (
        <ListTable
          {...shown}
          chosen={mayHandOut && register.belongsTo !== 'area' ? chosen : null}
          onChoose={setChosen}
        />
      )}
    </Page>
  )
}

/** Excel out: what is on the screen with its filters, or an empty template. */
function SheetMenu(props: { register: Register; address: Address }) {
  const params = { register: props.register.id }
  const { page: _page, size: _size, ...filters } = props.address.search
  return (
    <Dropdown
      trigger={['click']}
      menu={{
        items: [
          {
            key: 'export',
            label: (
              <a href={link(EXPORT_PATH, params, filters)} download>
                导出当前筛选结果（.xlsx）
              </a>
            ),
          },
          {
            key: 'template',
            label: (
              <a href={link(TEMPLATE_PATH, params)} download>
                下载填报模板（.xlsx）
              </a>
            ),
          },
        ],
      }}
    >
      <Button>表格 ▾</Button>
    </Dropdown>
  )
}

function Doors(props: { register: Register; mayWrite: boolean }) {
  const go = useGo()
  const mayImport = useMay('import')
  return (
    <>
      {mayImport && props.mayWrite && (
        <Button onClick={() => go(`/imports?register=${props.register.id}`)}>导入表格</Button>
      )}
      {props.mayWrite && (
        <Button type="primary" onClick={() => go(`/registers/${props.register.id}/new`)}>
          新增
        </Button>
      )}
    </>
  )
}

function Chosen(props: { chosen: ReadonlyMap<string, string>; onClear: () => void }) {
  const go = useGo()
  const bodies = [...new Set(props.chosen.values())]
  return (
    <Alert
      type="info"
      className="gap-below"
      title={
        <Flex wrap gap="small" align="center">
          <span>
            已选 {props.chosen.size} 条，涉及 {bodies.length} 个主体
          </span>
          <Button type="primary" size="small" onClick={() => go(`/handouts/new?bodies=${bodies.join(',')}`)}>
            为所选主体生成填报表
          </Button>
          <Button size="small" onClick={props.onClear}>
            取消选择
          </Button>
        </Flex>
      }
    />
  )
}
