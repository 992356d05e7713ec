/** `npm test`: plain JavaScript that Node 20 can read; the tests themselves run on the pinned Node. */
import { fileURLToPath } from 'node:url'
import { fitNode, runAgain } from '../pinned-node.mjs'

if (fitNode()) await import('./run.ts')
else runAgain(fileURLToPath(import.meta.url))
