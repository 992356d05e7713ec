import type { Area } from './area.ts'
import { areaFrom } from './area.ts'
import type { AreaSource } from './area-index.ts'
import type { TownshipSuccession } from './succession.ts'

/** A fictional province (the code 99 is given to none) with what makes addresses hard: for tests only. */
const LIST = `
99 云岭省
9901 青川市
990101 河东区
990102 云溪县
990103 平阳区
990104 三河瑶族自治县
9902 白石市
990201 河东区
990202 长丰县
990171 青川高新技术产业开发区
990101001 东门街道
990101001001 东门社区居委会
990101001002 花桥社区居委会
990101100 石桥镇
990101100201 石桥村委会
990101100202 樟木垭村委会
990102100 柴家门镇
990102100201 柴家门村民委员会
990102100202 何门村民委员会
990102100203 东村村民委员会
990102100204 东村沟村民委员会
990102101 大沟镇
990102101201 红星村民委员会
990102101202 鹿角坪村民委员会
990102101203 沙嘴村民委员会
990102101204 白崖村民委员会
990102103205 独树村民委员会
990102102 城关镇
990102102001 东关社区居民委员会
990102102201 东关村民委员会
990102200 新添堡回族乡
990102200201 新添堡村民委员会
990102200202 炭山沟村民委员会
990102103 土门镇
990102103201 土门村民委员会
990102103202 老鸦塘村民委员会
990102103203 何家岔村民委员会
990102103204 杨柳洼村民委员会
990103001 平阳街道
990103001001 平阳社区居委会
990103002 南岭街道
990103002001 南岭社区居委会
990103100 白水镇
990103100201 白水村委会
990104100 三河镇
990104100201 三河村委会
990104200 竹坪瑶族乡
990104200201 竹坪村委会
990201100 清风镇
990201100201 清风村委会
990202100 太平镇
990202100201 太平村委会
990171100 白鹭镇
990171100201 鹭洲村委会
`

const areas: Area[] = LIST.trim()
  .split('\n')
  .flatMap((line) => areaFrom(line.slice(0, line.indexOf(' ')), line.slice(line.indexOf(' ') + 1)) ?? [])

const dates = { seen: '2016-07-31', gone: '2023-06-30' }

const formerTownships: TownshipSuccession[] = [
  // Merged whole into 土门镇.
  {
    ...dates,
    code: '990102205',
    name: '何家岔乡',
    county: '990102',
    stands: false,
    total: 4,
    villages: new Map([
      ['何家岔', '990102103203'],
      ['杨柳洼', '990102103204'],
      ['老鸦塘', '990102103202'],
    ]),
  },
  // Split between two townships.
  {
    ...dates,
    code: '990102206',
    name: '鹿角乡',
    county: '990102',
    stands: false,
    total: 5,
    villages: new Map([
      ['鹿角坪', '990102101202'],
      ['何门', '990102100202'],
    ]),
  },
  // Still stands, but two villages left it for 大沟镇; a third one elsewhere may be another of its name.
  {
    ...dates,
    code: '990102100',
    name: '柴家门镇',
    county: '990102',
    stands: true,
    total: 9,
    villages: new Map([
      ['沙嘴', '990102101203'],
      ['白崖', '990102101204'],
      ['独树', '990102103205'],
    ]),
  },
]

export const EXAMPLE_AREAS: AreaSource = {
  areas,
  formerTownships,
  formerCounties: [
    { code: '990122', name: '平阳县', to: '990103', ground: '平阳县于2014年撤县设区，今为平阳区' },
  ],
  aliases: [{ name: '高新区', to: '990171' }],
  commonNames: new Set(['红星', '太平', '东关', '东门']),
  sharedNames: ['990102老鸦塘'],
}
