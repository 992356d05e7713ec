/** Texts that have to wait for their turn, packed: what is not looked at yet should take little memory. */
import { constants, zstdCompressSync, zstdDecompressSync } from 'node:zlib'

/** The quickest of the thorough ones: rows of a list are so alike that it makes a tenth of them. */
const LEVEL = { params: { [constants.ZSTD_c_compressionLevel]: 1 } }

export class Packs {
  private readonly packs: Buffer[] = []

  add(text: string): void {
    this.packs.push(zstdCompressSync(text, LEVEL))
  }

  /** The texts in their order, one after the other. */
  *texts(): Iterable<string> {
    for (const pack of this.packs) yield zstdDecompressSync(pack).toString()
  }
}
