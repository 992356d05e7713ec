import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import zhCN from 'antd/es/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import type { ReactNode } from 'react'
import { Refusal } from './refusal.ts'

dayjs.locale('zh-cn')

const queries = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      refetchOnWindowFocus: false,
      /** A refusal stays a refusal; only a broken line is tried again. */
      retry: (count, error) => count < 2 && error instanceof Refusal && error.status === 0,
    },
  },
})

const theme = {
  token: {
    /** Office machines are slow, and nothing here is said by movement. */
    motion: false,
    colorPrimary: '#24663b',
    colorPrimaryBg: '#e3f1e7',
    colorPrimaryBgHover: '#d3e8d9',
    colorLink: '#1d5fa8',
    borderRadius: 4,
    fontFamily: `system-ui, -apple-system, 'PingFang SC', 'Microsoft YaHei', 'Noto Sans CJK SC', sans-serif`,
    colorTextDescription: '#595959',
    colorTextTertiary: '#595959',
    colorTextPlaceholder: '#757575',
  },
  components: {
    Menu: {
      itemHeight: 30,
      itemMarginBlock: 1,
      itemSelectedBg: '#e3f1e7',
      itemSelectedColor: '#174a29',
      itemActiveBg: '#eef6f0',
    },
    Table: { headerBg: '#eef3ef', rowHoverBg: '#f4f9f5', headerColor: '#1f1f1f' },
  },
}

/** What every page stands in: answers that are kept, Chinese, colours, notices. */
export function Providers(props: { children: ReactNode }) {
  return (
    <QueryClientProvider client={queries}>
      <ConfigProvider locale={zhCN} theme={theme} button={{ autoInsertSpace: false }}>
        <App>{props.children}</App>
      </ConfigProvider>
    </QueryClientProvider>
  )
}
