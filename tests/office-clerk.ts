/** Edits workbooks in LibreOffice itself, without a window: opened, typed into, saved in another format. */
import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What a clerk types into a cell; rows and columns count from 0. */
export interface Typed {
  sheet: string
  row: number
  column: number
  text: string
}

export interface OfficeJob {
  bytes: Uint8Array
  typed: readonly Typed[]
  /** Rows of a sheet that are removed (its protection is lifted first), from 0. */
  removed?: { sheet: string; row: number }
  format: 'xlsx' | 'xls' | 'csv'
}

/** Whether LibreOffice is here. */
export function hasOffice(): boolean {
  try {
    execFileSync('soffice', ['--version'], { stdio: 'ignore', timeout: 60_000 })
    return true
  } catch {
    return false
  }
}

/** Does all jobs in one run of LibreOffice; gives the saved files in their order. */
export function inOffice(jobs: readonly OfficeJob[]): Uint8Array[] {
  const folder = mkdtempSync(path.join(tmpdir(), 'heshe-office-'))
  try {
    const profile = path.join(folder, 'profile')
    installMacro(profile)
    const lines = jobs.flatMap((job, index) => linesOf(job, { folder, index }))
    writeFileSync(path.join(folder, 'jobs.txt'), `${lines.join('\n')}\n`)
    const macro = `macro:///Standard.Heshe.Work("${path.join(folder, 'jobs.txt')}")`
    execFileSync('soffice', [`-env:UserInstallation=file://${profile}`, '--headless', '--norestore', macro], {
      stdio: 'ignore',
      timeout: 540_000,
    })
    const failed = path.join(folder, 'jobs.txt.error')
    if (existsSync(failed)) throw new Error(readFileSync(failed, 'utf8'))
    return jobs.map(
      (job, index) => new Uint8Array(readFileSync(path.join(folder, `out-${index}.${job.format}`))),
    )
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function linesOf(job: OfficeJob, at: { folder: string; index: number }): string[] {
  const source = path.join(at.folder, `in-${at.index}.xlsx`)
  writeFileSync(source, job.bytes)
  const removed = job.removed ? [['remove', job.removed.sheet, job.removed.row].join('\t')] : []
  return [
    `open\t${source}`,
    ...job.typed.map((one) =>
      ['type', one.sheet, one.row, one.column, one.text.replaceAll(/[\t\n]/g, ' ')].join('\t'),
    ),
    ...removed,
    ['save', path.join(at.folder, `out-${at.index}.${job.format}`), FILTERS[job.format]].join('\t'),
  ]
}

const FILTERS: Record<OfficeJob['format'], string> = {
  xlsx: 'Calc MS Excel 2007 XML',
  xls: 'MS Excel 97',
  csv: 'Text - txt - csv (StarCalc)',
}

/** A line is a verb and what it needs, parted by tabs. A locked cell refuses what is typed into it, as on the screen. */
const MACRO = `
Sub Work(jobs)
  On Error Goto Failed
  Dim quiet(0) As New com.sun.star.beans.PropertyValue
  quiet(0).Name = "Hidden"
  quiet(0).Value = True
  Dim plain(0) As New com.sun.star.beans.PropertyValue
  plain(0).Name = "FilterName"
  Dim asText(1) As New com.sun.star.beans.PropertyValue
  asText(0).Name = "FilterName"
  asText(1).Name = "FilterOptions"
  asText(1).Value = "44,34,76,1"
  files = createUnoService("com.sun.star.ucb.SimpleFileAccess")
  stream = createUnoService("com.sun.star.io.TextInputStream")
  stream.setInputStream(files.openFileRead(ConvertToURL(jobs)))
  stream.setEncoding("UTF-8")
  Do While Not stream.isEOF()
    words = Split(Replace(stream.readLine(), Chr(10), ""), Chr(9))
    If UBound(words) > 0 Then
      Select Case words(0)
        Case "open"
          book = StarDesktop.loadComponentFromURL(ConvertToURL(words(1)), "_blank", 0, quiet())
        Case "type"
          cell = book.Sheets.getByName(words(1)).getCellByPosition(CInt(words(3)), CInt(words(2)))
          If Not cell.CellProtection.IsLocked Then cell.setFormula(words(4))
        Case "remove"
          page = book.Sheets.getByName(words(1))
          page.unprotect("")
          page.Rows.removeByIndex(CInt(words(2)), 1)
        Case "save"
          plain(0).Value = words(2)
          asText(0).Value = words(2)
          If InStr(words(2), "csv") > 0 Then
            book.storeToURL(ConvertToURL(words(1)), asText())
          Else
            book.storeToURL(ConvertToURL(words(1)), plain())
          End If
          book.close(True)
      End Select
    End If
  Loop
  stream.closeInput()
  StarDesktop.terminate()
  Exit Sub
Failed:
  number = FreeFile
  Open jobs & ".error" For Output As #number
  Print #number, Erl & ": " & Error$
  Close #number
  StarDesktop.terminate()
End Sub
`

/** Puts the macro into a profile of its own. LibreOffice makes the profile first, or it would lay its own over ours. */
function installMacro(profile: string): void {
  execFileSync(
    'soffice',
    [`-env:UserInstallation=file://${profile}`, '--headless', '--terminate_after_init'],
    {
      stdio: 'ignore',
      timeout: 120_000,
    },
  )
  const folder = path.join(profile, 'user', 'basic', 'Standard')
  mkdirSync(folder, { recursive: true })
  const escaped = MACRO.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
  writeFileSync(
    path.join(folder, 'Heshe.xba'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Heshe" script:language="StarBasic">${escaped}</script:module>
`,
  )
  writeFileSync(
    path.join(folder, 'script.xlb'),
    `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE library:library PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "library.dtd">
<library:library xmlns:library="http://openoffice.org/2000/library" library:name="Standard" library:readonly="false" library:passwordprotected="false">
 <library:element library:name="Heshe"/>
</library:library>
`,
  )
}
