/** Bad workbooks: sheets, cells, parts and archives that no office program would write so. */
import { xlsxParts, zipOf } from '#server/files/zip-fixture.ts'
import {
  HEADS,
  LIST,
  ODD_NUMBERS,
  ODD_WORDS,
  cellXml,
  goodXlsx,
  line,
  many,
  pick,
  sheetXml,
  withCell,
  xlsxSheets,
  type Kind,
} from './bad-parts.ts'

export const STRUCTURES: readonly Kind[] = [
  many('两行表头', 10, (turn) => [
    '两行表头.xlsx',
    () =>
      goodXlsx([
        ['基本情况', '', '', '登记', ''],
        turn % 2 === 0 ? HEADS : HEADS.toReversed(),
        ...LIST.slice(1, 1 + (turn % 3)),
        HEADS,
        line(9),
      ]),
  ]),
  many('处处合并', 10, (turn) => [
    '合并.xlsx',
    () =>
      xlsxSheets({
        名录: sheetXml(
          LIST,
          `<mergeCells>${Array.from({ length: 1 + turn * 40 }, (_, i) => `<mergeCell ref="A${i + 1}:${pick(['C', 'XFD', 'B'], turn)}${pick([i + 2, 1_048_576, i + 3], turn)}"/>`).join('')}</mergeCells>`,
        ),
      }),
  ]),
  many('隐藏的工作表', 5, (turn) => [
    '隐藏.xlsx',
    () =>
      xlsxSheets(
        { 甲: sheetXml(LIST), 乙: sheetXml(LIST) },
        { states: { [pick(['甲', '乙'], turn)]: `state="${pick(['hidden', 'veryHidden'], turn)}"` } },
      ),
  ]),
  many('公式', 10, (turn) => [
    '公式.xlsx',
    () =>
      xlsxSheets({
        名录: `<sheetData><row>${HEADS.map(cellXml).join('')}</row><row><c t="${pick(['str', 'n', 'e', 'b', 'zz'], turn)}"><f>${pick(['A1', 'SUM(A:A)', 'WEBSERVICE("x")', '#REF!'], turn)}</f><v>${pick(['坏公式专业合作社', '12', '#REF!', '1', ''], turn)}</v></c></row></sheetData>`,
      }),
  ]),
  many('宏', 5, () => [
    '宏.xlsm',
    () => zipOf({ ...xlsxParts({ 名录: sheetXml(LIST) }), 'xl/vbaProject.bin': 'Attribute VB_Name' }),
  ]),
  many('1904 和 1900 的日期', 12, (turn) => [
    '日期.xlsx',
    () =>
      xlsxSheets(
        { 名录: sheetXml(withCell(pick(ODD_NUMBERS, turn), 2)) },
        turn % 2 === 0 ? { workbookPr: '<workbookPr date1904="1"/>' } : {},
      ),
  ]),
  many('奇怪的数', ODD_NUMBERS.length, (turn) => [
    '数.xlsx',
    () => goodXlsx(withCell(pick(ODD_NUMBERS, turn), 3)),
  ]),
  many('奇怪的文字（.xlsx）', ODD_WORDS.length, (turn) => [
    '字.xlsx',
    () => goodXlsx(withCell(pick(ODD_WORDS, turn), 0)),
  ]),
  many('200 个工作表', 1, () => [
    '多表.xlsx',
    () =>
      xlsxSheets(Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`表${i}`, sheetXml([['甲']])]))),
  ]),
  many('缺一个部件', 7, (turn) => [
    '缺.xlsx',
    () => {
      const parts = Object.entries(xlsxParts({ 名录: sheetXml(LIST) }))
      return zipOf(Object.fromEntries(parts.filter((_, at) => at !== turn % parts.length)))
    },
  ]),
  many('坏的 XML', 12, (turn) => [
    '坏标记.xlsx',
    () =>
      zipOf({
        ...xlsxParts({ 名录: sheetXml(LIST) }),
        [pick(['xl/workbook.xml', 'xl/worksheets/sheet0.xml', 'xl/sharedStrings.xml'], turn)]: pick(
          [
            '<a',
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>',
            '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>',
            '</x>'.repeat(5000),
          ],
          turn,
        ),
      }),
  ]),
  many('离谱的单元格', 8, (turn) => [
    '格.xlsx',
    () =>
      xlsxSheets({
        名录: `<sheetData><row r="${pick(['1', '1048577', '999999999999', '-1'], turn)}"><c r="${pick(['ZZZ1', 'A0', 'XFD1048576', '甲1', 'A99999999999'], turn)}" t="s"><v>${pick(['999999', '-1', 'x'], turn)}</v></c></row></sheetData>`,
      }),
  ]),
  many('压缩炸弹', 6, (turn) => [
    '炸弹.xlsx',
    () => {
      const parts = xlsxParts({ 名录: turn % 2 === 0 ? '0'.repeat(12_000_000) : sheetXml(LIST) })
      const lies: Record<string, number> =
        turn % 3 === 0 ? {} : { 'xl/worksheets/sheet0.xml': pick([1, 700_000_000], turn) }
      const extra =
        turn === 5 ? Object.fromEntries(Array.from({ length: 10_001 }, (_, i) => [`x/${i}`, ''])) : {}
      return zipOf({ ...parts, ...extra }, lies)
    },
  ]),
  many('穿越路径的压缩包', 3, (turn) => [
    '路径.xlsx',
    () =>
      zipOf({
        ...xlsxParts({ 名录: sheetXml(LIST) }),
        [pick(['../../evil', '/etc/x', String.raw`..\..\evil`], turn)]: 'x',
      }),
  ]),
]
