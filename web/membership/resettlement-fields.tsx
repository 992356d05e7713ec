import { DayField, WordsField, type FieldsProps } from './case-fields.tsx'

/** What an additional settlement is opened with. */
export function ResettlementFields({ typed, change }: FieldsProps) {
  const field = (key: string) => ({ id: `case-${key}`, value: typed[key], onChange: change(key) })
  return (
    <>
      <WordsField
        {...field('reason')}
        label="为什么补充清算"
        required
        lines={2}
        extra="如：审计查出 2024 年少计亏损 3 万元；2024 年的分配方案后来才入账"
      />
      <WordsField
        {...field('year')}
        label="是哪一年的"
        required
        inputMode="numeric"
        max={4}
        extra="成员资格终止以后的亏损、债务不由其分摊"
      />
      <WordsField
        {...field('resolution')}
        label="依据哪次大会的决议或哪个方案"
        required
        extra="如：2026 年成员大会关于 2024 年亏损处理的决议"
      />
      <DayField {...field('resolvedOn')} label="决议（方案）日期" required />
    </>
  )
}
