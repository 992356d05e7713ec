/** A ground as a reader sees it: of a citation `document#clause` the clause, of an office's own paper its words. */
export function groundWords(ground: string): string {
  const at = ground.indexOf('#')
  return at === -1 ? ground : ground.slice(at + 1)
}
