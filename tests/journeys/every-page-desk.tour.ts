/** Every main page at the desk. */
import { walkEveryPage } from './every-page.ts'

walkEveryPage('desk')
