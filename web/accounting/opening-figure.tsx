import { Go } from '../ui/go.tsx'
import { Money } from '../ui/values.tsx'

/** A figure that opens the vouchers behind it; one that is zero or unknown opens nothing. */
export function Opening(props: { yuan: string | null; to: string | null }) {
  const { yuan, to } = props
  if (yuan === null || yuan === '0.00' || to === null) return <Money yuan={yuan} />
  return (
    <Go to={to} title="打开它的凭证">
      <Money yuan={yuan} />
    </Go>
  )
}
