import { expect, test } from 'vitest'
import { bodyNameKey, bodyNameStem, classifyBody, sameBodyName, showBodyName } from './body-name.ts'

const kind = (name: string, code?: string, typeText?: string) =>
  classifyBody({ name, ...(code && { code }), ...(typeText && { typeText }) }).kind

test('spaces, width and shape of brackets do not make another name', () => {
  expect(sameBodyName('乌拉盖管理区 民强种植专业合作社', '乌拉盖管理区民强种植专业合作社')).toBe(true)
  expect(sameBodyName('那曲镇２２村合作社（组）', '那曲镇22村合作社(组)')).toBe(true)
  expect(bodyNameKey(' 合水县\u3000板桥 ')).toBe('合水县板桥')
})

test('the shown name keeps spaces and rare characters and loses line breaks', () => {
  expect(showBodyName(' 左权县昌\ue835晋源\n种植 合作社')).toBe('左权县昌\ue835晋源种植 合作社')
})

test('the stem leaves out the words for the kind', () => {
  expect(bodyNameStem('会宁县红玉马铃薯专业合作社')).toBe('会宁县红玉马铃薯')
  expect(bodyNameStem('会宁县红玉马铃薯农民专业合作社（组）')).toBe('会宁县红玉马铃薯')
  expect(bodyNameStem('专业合作社')).toBe('专业合作社')
})

test('the name decides the kind', () => {
  const table: [string, string][] = [
    ['会宁县红玉马铃薯专业合作社', '农民专业合作社'],
    ['合水县某养殖农民专业合作社', '农民专业合作社'],
    ['丹阳市某村土地股份专业合作社', '农民专业合作社'],
    ['东兴市某互市专业合作社(组)', '农民专业合作社'],
    ['某县果蔬专业合作社联合社', '农民专业合作社联合社'],
    ['某县粮棉专业合作联合社', '农民专业合作社联合社'],
    ['某市种植农民专业合作社(联社)', '农民专业合作社联合社'],
    ['某市种植农民专业合作社第二分社', '合作社分支机构'],
    ['某市农资专业合作社第一门市部', '合作社分支机构'],
    ['某市粮食专业合作社种子经营部', '合作社分支机构'],
    ['某市蚕茧专业合作社内口茧站', '合作社分支机构'],
    ['某县农业发展有限公司', '公司'],
    ['某县农业发展有限公司某镇分公司', '公司'],
    ['某县某镇家庭农场', '家庭农场'],
    ['某镇某村股份经济合作社', '农村集体经济组织'],
    ['某镇某村经济合作社', '农村集体经济组织'],
    ['某镇经济联合社', '农村集体经济组织'],
    ['某县昌晋源种植农民专业合作社\ue65c', '农民专业合作社'],
    ['某市景区葡萄种植(专业合作社)', '农民专业合作社'],
    ['某县农村信用合作联社', '其他'],
    ['某市骆驼供销合作社医药商店', '供销合作社'],
    ['某县七井专业合作社(普通合伙)', '其他'],
  ]
  for (const [name, expected] of table) expect([name, kind(name)]).toEqual([name, expected])
})

test('where the name is silent the type text decides, then the code', () => {
  expect(kind('某某大棚', undefined, '农民专业合作经济组织')).toBe('农民专业合作社')
  expect(kind('某某大棚', undefined, '农民专业合作社分支机构')).toBe('合作社分支机构')
  expect(kind('某某大棚', '93620422561107393J')).toBe('农民专业合作社')
  expect(kind('某某大棚', '91620422561107393J')).toBe('公司')
  expect(kind('某某大棚', 'N2620422561107393J')).toBe('农村集体经济组织')
  expect(kind('某某大棚')).toBe('其他')
})

test('a bare 经济合作社 follows its code, a village with shares stays one', () => {
  expect(kind('某县某乡扶贫开发经济合作社', '93542422MA6T3BMJ67')).toBe('农民专业合作社')
  expect(kind('某县某乡扶贫开发经济合作社')).toBe('农村集体经济组织')
  expect(kind('某镇某村股份经济合作社', '93542422MA6T3BMJ67')).toBe('农村集体经济组织')
  expect(kind('某镇某村股份合作社', 'N2542422MA6T3BMJ67')).toBe('农村集体经济组织')
})

test('a cooperative with the code of a company stays a cooperative by its name', () => {
  expect(classifyBody({ name: '环县城关化肥专业合作社', code: '91621022756593563F' })).toEqual({
    kind: '农民专业合作社',
    ground: '名称以“专业合作社”结尾',
  })
})
