import type { ReactNode } from 'react'
import { readGrant, type WireGrantPage } from '#contract/supervision/grants.ts'
import { MOVE_WORDS, STATE_WORDS, STEP_WORDS } from '#core/supervision/grant-words.ts'
import { useAddress, usePathParam } from '../shell/address.ts'
import { useCall } from '../shell/api.ts'
import { PrintPage } from '../ui/print-page.tsx'
import { RuledTable } from '../ui/ruled-table.tsx'
import { Money } from '../ui/values.tsx'
import { GrantPhotos } from './grant-photos.tsx'
import { grantTo } from './grant-steps.ts'
import './grants.css'

/** 补助资金使用检查表 on A4: what the inspector takes along, fills in and signs. */
export function GrantPrintPage() {
  const body = usePathParam('id')
  const name = useAddress().get('name') ?? ''
  const answer = useCall(readGrant, { params: { body }, query: { name } }, { enabled: name !== '' })
  return (
    <PrintPage
      title={`${name}使用检查表`}
      of={[
        { label: '补助资金', to: '/grants' },
        { label: name, to: grantTo({ body, name }) },
      ]}
      answer={answer}
    >
      {answer.data && <Sheet data={answer.data} />}
    </PrintPage>
  )
}

function Sheet(props: { data: WireGrantPage }) {
  const { data } = props
  const { row } = data
  return (
    <article className="grant-sheet">
      <h2>财政补助资金使用检查表</h2>
      <p>
        合作社：{row.bodyName}　所在地：{row.areaName}
      </p>
      <p>
        补助项目：{row.name}　批复文号：{data.paper ?? '—'}　下达单位：{data.issuer ?? '—'}
      </p>
      <p>
        批复日期：{data.approvedOn ?? '—'}　使用期限：{data.useBy ?? '—'}　检查日期：{data.day}　数据来自：
        {row.books ? '账簿' : '报表'}　金额单位：元
      </p>
      <RuledTable head={['批复', '到账', '支出', '退回', '结余', '形成资产', '资产卡片', '已量化']}>
        <tr>
          {[
            row.amount,
            row.received,
            row.spent,
            row.returned,
            row.left,
            row.formed,
            row.carded,
            row.quantified,
          ].map((yuan, at) => (
            <Amount key={at} yuan={yuan} />
          ))}
        </tr>
      </RuledTable>
      <h3>一、缺什么、下一步</h3>
      {row.findings.length === 0 ? (
        <p>预算、凭证、照片、资产、量化都对得上。</p>
      ) : (
        <RuledTable head={['问题', '情况', '下一步', '完成情况']}>
          {row.findings.map((one, at) => (
            <tr key={at}>
              <td>{one.label}</td>
              <td>{one.says}</td>
              <td>{STEP_WORDS[one.step]}</td>
              <td>　　　　</td>
            </tr>
          ))}
        </RuledTable>
      )}
      <Spending data={data} />
      <Results data={data} />
      <Photos data={data} />
      <p className="sign">
        检查人（签字）：＿＿＿＿＿＿＿{'　　'}合作社（盖章）：＿＿＿＿＿＿＿{'　　'}日期：＿＿＿＿＿＿
      </p>
    </article>
  )
}

function Spending(props: { data: WireGrantPage }) {
  const { data } = props
  return (
    <>
      <h3>二、预算和支出</h3>
      <Rows none="没有登记预算。" head={['支出内容', '用途', '预算', '已支出', '凭证', '照片']}>
        {data.lines.map((line) => (
          <tr key={line.id}>
            <td>{line.item}</td>
            <td>{line.purpose ?? ''}</td>
            <Amount yuan={line.amount} />
            <Amount yuan={line.spent} />
            <td className="number">{line.vouchers}</td>
            <td className="number">{line.photos.length}</td>
          </tr>
        ))}
      </Rows>
      <h3>三、凭证</h3>
      <Rows none="没有凭证。" head={['日期', '凭证', '摘要', '种类', '到账', '支出', '归到预算', '附件']}>
        {data.vouchers.map((one) => (
          <tr key={one.id}>
            <td className="short">{one.day}</td>
            <td className="short">{one.code}</td>
            <td>{one.summary}</td>
            <td>{MOVE_WORDS[one.kind]}</td>
            <Amount yuan={one.in} blank />
            <Amount yuan={one.out} blank />
            <td>{one.item ?? ''}</td>
            <td className="number">{one.files.length}</td>
          </tr>
        ))}
      </Rows>
    </>
  )
}

/** So many fit below the tables of one sheet. */
const PHOTOS_PRINTED = 6

function Photos(props: { data: WireGrantPage }) {
  const { data } = props
  const photos = [...data.photos, ...data.lines.flatMap((line) => line.photos)]
  return (
    <>
      <h3>六、现场照片（{photos.length} 张）</h3>
      {photos.length === 0 ? (
        <p>没有现场照片。</p>
      ) : (
        <GrantPhotos files={photos.slice(0, PHOTOS_PRINTED)} label="现场照片" />
      )}
    </>
  )
}

function Results(props: { data: WireGrantPage }) {
  const { data } = props
  return (
    <>
      <h3>四、形成的资产</h3>
      <Rows
        none="没有资产卡片。"
        head={['资产', '取得日期', '原价', '用补助', '地点', '保管人', '状态', '现场核对']}
      >
        {data.cards.map((card) => (
          <tr key={card.id}>
            <td>{card.name}</td>
            <td className="short">{card.acquiredOn}</td>
            <Amount yuan={card.cost} />
            <Amount yuan={card.grantAmount} />
            <td>{card.place ?? ''}</td>
            <td>{card.keeper ?? ''}</td>
            <td>{STATE_WORDS[card.state]}</td>
            <td>　　</td>
          </tr>
        ))}
      </Rows>
      <h3>五、量化到成员</h3>
      <Rows none="还没有入账的盈余分配方案。" head={['怎么量化', '日期', '成员', '全社金额']}>
        {data.plans.map((plan) => (
          <tr key={plan.plan}>
            <td>{plan.year} 年盈余分配方案</td>
            <td className="short">{plan.postedOn}</td>
            <td className="number">{plan.members}</td>
            <Amount yuan={plan.amount} />
          </tr>
        ))}
      </Rows>
    </>
  )
}

function Amount(props: { yuan: string | null; blank?: boolean }) {
  return (
    <td className="number">
      {props.blank === true && props.yuan === '0.00' ? '' : <Money yuan={props.yuan} />}
    </td>
  )
}

function Rows(props: { head: readonly string[]; none: string; children: readonly ReactNode[] }) {
  return props.children.length === 0 ? (
    <p>{props.none}</p>
  ) : (
    <RuledTable head={props.head}>{props.children}</RuledTable>
  )
}
