import { crc32, deflateRawSync } from 'node:zlib'

/** Makes a ZIP for tests: an entry per file, with the chance to lie about its unpacked size. */
export function zipOf(
  files: Record<string, string | Uint8Array>,
  claims: Record<string, number> = {},
): Buffer {
  const bodies: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, content] of Object.entries(files)) {
    const bytes = Buffer.from(content)
    const packed = deflateRawSync(bytes)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(bytes), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(Object.hasOwn(claims, name) ? (claims[name] ?? 0) : bytes.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const title = Buffer.from(name)
    bodies.push(Buffer.from('504b0304', 'hex'), fields, title, packed)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('504b01021400', 'hex'), fields, place, title)
    offset += 30 + title.length + packed.length
  }
  const index = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06_05_4b_50, 0)
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(index.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...bodies, index, end])
}

const TYPES = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
const REL = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'

/** The parts of a small .xlsx around the given worksheets, for tests of what its markup may say. */
export function xlsxParts(
  sheets: Record<string, string>,
  more: { strings?: string; styles?: string; workbookPr?: string; states?: Record<string, string> } = {},
): Record<string, string> {
  const names = Object.keys(sheets)
  const parts: Record<string, string> = {
    '[Content_Types].xml': TYPES,
    '_rels/.rels': `<Relationships><Relationship Id="rId1" Type="${REL}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<?xml version="1.0"?><workbook xmlns:r="${REL}">${more.workbookPr ?? ''}<sheets>${names
      .map(
        (name, i) => `<sheet name="${name}" sheetId="${i + 1}" ${more.states?.[name] ?? ''} r:id="s${i}"/>`,
      )
      .join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships>${names
      .map((_, i) => `<Relationship Id="s${i}" Type="${REL}/worksheet" Target="worksheets/sheet${i}.xml"/>`)
      .join('')}<Relationship Id="t" Type="${REL}/sharedStrings" Target="/xl/sharedStrings.xml"/><Relationship
      Id='u' Type='${REL}/styles' Target='styles.xml'/></Relationships>`,
    'xl/sharedStrings.xml': `<sst>${more.strings ?? ''}</sst>`,
    'xl/styles.xml': `<styleSheet>${more.styles ?? ''}</styleSheet>`,
  }
  for (const [i, name] of names.entries()) {
    parts[`xl/worksheets/sheet${i}.xml`] = `<worksheet>${sheets[name]}</worksheet>`
  }
  return parts
}
