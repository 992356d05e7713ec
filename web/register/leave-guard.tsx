import { useBlocker } from '@tanstack/react-router'
import { Modal } from 'antd'

/** What a form says that keeps no draft. */
export const NO_DRAFT = '填的内容还没有保存，离开后不会留下。'

/** Asks before a page with unsaved content is left, within the product and when the window is closed. */
export function LeaveGuard(props: { when: () => boolean; says?: string }) {
  const blocker = useBlocker({
    shouldBlockFn: props.when,
    enableBeforeUnload: props.when,
    withResolver: true,
  })
  return (
    <Modal
      open={blocker.status === 'blocked'}
      title="有内容还没有保存"
      okText="离开"
      cancelText="留下继续填写"
      onOk={() => blocker.proceed?.()}
      onCancel={() => blocker.reset?.()}
    >
      {props.says ?? '离开后，已填内容作为草稿留在本机，下次打开时可以接着填写。'}
    </Modal>
  )
}
