/** Every main page on the telephone. */
import { walkEveryPage } from './every-page.ts'

walkEveryPage('phone')
