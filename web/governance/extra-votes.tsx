import { Button, Flex, InputNumber, Select } from 'antd'

export interface ExtraVote {
  member: string
  votes: number
}

interface ExtraVotesProps {
  options: { value: string; label: string }[]
  value: readonly ExtraVote[]
  onChange: (value: ExtraVote[]) => void
}

/** Who has extra votes, and how many: the meeting is told before it votes (社法 22). */
export function ExtraVotes({ options, value, onChange }: ExtraVotesProps) {
  const put = (at: number, part: Partial<ExtraVote>) =>
    onChange(value.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <>
      {value.map((one, at) => (
        <Flex key={at} wrap gap="small" align="center" className="gap-below">
          <Select
            aria-label={`第 ${at + 1} 名附加表决权享有人`}
            placeholder="享有附加表决权的成员"
            style={{ width: 220 }}
            value={one.member || null}
            showSearch={{ optionFilterProp: 'label' }}
            options={options}
            onChange={(member: string | null) => put(at, { member: member ?? '' })}
          />
          <InputNumber
            aria-label={`第 ${at + 1} 名附加票数`}
            min={1}
            precision={0}
            suffix="票"
            style={{ width: 110 }}
            value={one.votes}
            onChange={(votes) => put(at, { votes: votes ?? 1 })}
          />
          <Button onClick={() => onChange(value.filter((_, index) => index !== at))}>去掉</Button>
        </Flex>
      ))}
      <Button className="gap-below" onClick={() => onChange([...value, { member: '', votes: 1 }])}>
        加一名附加表决权享有人
      </Button>
    </>
  )
}
