import { GuaranteeResolution } from '../accounting/guarantee-resolution.tsx'
import { type Beside, RecordPage as OfRegister } from '../register/record-page.tsx'

const BESIDE: Beside = {
  guarantee: (id) => <GuaranteeResolution id={id} />,
}

/** One record of any register, with what other modules know of it. */
export function RecordPage() {
  return <OfRegister beside={BESIDE} />
}
