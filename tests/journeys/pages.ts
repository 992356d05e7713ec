import { buildPages } from '../../build-pages.mjs'

/** The journeys walk through the pages as they are built for use. */
export function setup(): void {
  if (!buildPages()) throw new Error('web/dist could not be built')
}
