/** Who signed on paper, and when. */
export interface Paper {
  signer: string
  signedOn: string | undefined
}

export const NO_PAPER: Paper = { signer: '', signedOn: undefined }

/** What is still to be written, in words; the photograph stands among the files of the form. */
export function missingOfPaper(paper: Paper | null, sheet: string, files: readonly string[]): string[] {
  if (paper === null) return []
  return [
    ...(paper.signer.trim() === '' ? ['签批人'] : []),
    ...(paper.signedOn === undefined ? ['签批日期'] : []),
    ...(files.length === 0 ? [`签字盖章的${sheet}照片`] : []),
  ]
}

/** As it travels; nothing while it is not whole. */
export function paperOf(paper: Paper | null): { paper?: { signer: string; signedOn: string } } {
  if (paper?.signedOn === undefined) return {}
  return { paper: { signer: paper.signer.trim(), signedOn: paper.signedOn } }
}
