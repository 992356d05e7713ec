import type { Dossier } from '#contract/registry.ts'

/** On paper only: where the cooperative and the township sign and put their seals. */
export function SealBlock(props: { data: Dossier }) {
  return (
    <div className="seal-block" aria-hidden>
      <div>
        <p>合作社（盖章）</p>
        <p>理事长签字：</p>
        <p>　　　　年　　月　　日</p>
      </div>
      <div>
        <p>乡镇人民政府（盖章）</p>
        <p>经办人签字：</p>
        <p>回执编号：{props.data.acceptance.receipt ?? ''}</p>
        <p>　　　　年　　月　　日</p>
      </div>
    </div>
  )
}
