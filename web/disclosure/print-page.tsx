import { Segmented } from 'antd'
import { readPack } from '#contract/disclosure/disclosures.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { PrintPage } from '../ui/print-page.tsx'
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
    <PrintPage
      title={pack === undefined ? '财务公开' : `${pack.bodyName}${pack.label}财务公开`}
      of={[
        { label: '财务公开', to: '/disclosures' },
        { label: pack?.code ?? '', to: `/procedures/disclosure/${id}` },
      ]}
      answer={found}
      choices={
        <Segmented
          aria-label="字号"
          options={SIZES}
          value={size}
          onChange={(picked) => set({ size: picked === 'large' ? 'large' : undefined })}
        />
      }
    >
      {pack && <PackSheet pack={pack} large={size === 'large'} />}
    </PrintPage>
  )
}
