import { Button, Flex } from 'antd'
import { useAddress } from '../shell/address.ts'

/** Under a log that is read from its end: back to the newest, on to what is older. The place stands in the address as `before`. */
export function LogPager(props: { entries: readonly { id: string }[]; more: boolean }) {
  const address = useAddress()
  return (
    <Flex gap="small" style={{ marginTop: 12 }}>
      {address.get('before') !== undefined && (
        <Button onClick={() => address.set({ before: undefined })}>回到最新</Button>
      )}
      {props.more && (
        <Button onClick={() => address.set({ before: props.entries.at(-1)?.id })}>更早的记录</Button>
      )}
    </Flex>
  )
}
