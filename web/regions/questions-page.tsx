import { Pagination } from 'antd'
import { useState } from 'react'
import { listAreaQuestions } from '#contract/regions.ts'
import { useAddress } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { EmptyState } from '../ui/empty.tsx'
import { Go } from '../ui/go.tsx'
import { Page } from '../ui/page.tsx'
import { AreaQuestion, type Question } from './area-question.tsx'

const SIZE = 50

/** Addresses that did not decide where a body lies: one question each, answered once for all of the same words. */
export function AreaQuestionsPage() {
  const address = useAddress()
  const page = Number(address.get('page')) || 1
  const list = useCall(listAreaQuestions, { query: { page } }, { keep: true })
  const [answered, setAnswered] = useState(0)
  const total = list.data?.total ?? 0
  return (
    <Page
      title="地址待确认"
      crumbs={[{ label: '合作社' }, { label: '地址待确认' }]}
      error={list.error}
      loading={list.isLoading}
      says={
        total === 0
          ? undefined
          : `还有 ${total} 条住所定不到乡镇或村${answered > 0 ? `，刚才已处理 ${answered} 条` : ''}。选定后写明依据，以后导入同样写法的地址按此处理。`
      }
    >
      {total === 0 && (
        <EmptyState
          says={answered > 0 ? `全部处理完毕，本次处理 ${answered} 条` : '没有待确认的地址'}
          next={<Go to="/check">去体检</Go>}
        />
      )}
      {firstOfEach(list.data?.questions ?? []).map((one) => (
        <AreaQuestion
          key={one.id}
          question={one}
          others={alikeOf(one, list.data?.questions ?? [])}
          onAnswered={(count) => setAnswered((now) => now + count)}
        />
      ))}
      {total > SIZE && (
        <Pagination
          current={page}
          pageSize={SIZE}
          total={total}
          showSizeChanger={false}
          onChange={(next) => address.set({ page: next })}
        />
      )}
    </Page>
  )
}

function alikeOf(question: Question, all: readonly Question[]): Question[] {
  return all.filter((one) => one.id !== question.id && one.question === question.question)
}

/** Of questions with the same words only the first stands as a card; the others are told in it and follow it. */
function firstOfEach(all: readonly Question[]): Question[] {
  return all.filter(
    (one, index) => one.alike === 0 || all.findIndex((other) => other.question === one.question) === index,
  )
}
