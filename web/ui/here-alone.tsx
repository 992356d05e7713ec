import { Alert } from 'antd'

/** Addresses that lead nowhere from another machine. */
const HERE_ALONE = /^(localhost$|127\.|\[::1\]$)/

/** Whether what is printed here carries an address that no telephone finds. */
export const isHereAlone = (hostname: string): boolean => HERE_ALONE.test(hostname)

/** Warns before a two-dimensional code is printed from an address that is this machine's alone. */
export function HereAlone({ paper }: { paper: string }) {
  if (!isHereAlone(location.hostname)) return null
  return (
    <Alert
      className="no-print gap-below"
      type="warning"
      showIcon
      title={`这个页面现在是在本机打开的，印出去的二维码别人的手机打不开；请用县里给的网址登录，再打印${paper}。`}
    />
  )
}
