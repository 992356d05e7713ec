import { Button, Segmented } from 'antd'
import { readPack } from '#contract/disclosure/disclosures.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { Page } from '../ui/page.tsx'
import { PackSheet } from './pack-sheet.tsx'

const SIZES = [
  { value: 'a4', label: 'A4' },
  { value: 'large', label: '公开栏大字' },
]

/** The sheet alone, in the size of a desk or of a notice board. */
export function DisclosurePrintPage() {
  const id = usePathParam('id')
  const { get, set } = useAddress()
  const size = get('size') === 'large' ? 'large' : 'a4'
  const found = useCall(readPack, { params: { id } })
  const pack = found.data
  return (
    <Page
      title={pack === undefined ? '财务公开' : `${pack.bodyName}${pack.label}财务公开`}
      crumbs={[
        { label: '财务公开', to: '/disclosures' },
        { label: pack?.code ?? '', to: `/procedures/disclosure/${id}` },
        { label: '打印' },
      ]}
      error={found.error}
      loading={found.isPending}
      actions={
        <>
          <Segmented
            aria-label="字号"
            options={SIZES}
            value={size}
            onChange={(picked) => set({ size: picked === 'large' ? 'large' : undefined })}
          />{' '}
          <Button type="primary" onClick={() => globalThis.print()}>
            打印
          </Button>
        </>
      }
    >
      {pack !== undefined && (
        <section className="panel">
          <PackSheet pack={pack} large={size === 'large'} />
        </section>
      )}
    </Page>
  )
}
