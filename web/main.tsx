import './shell/older.ts'
import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './router.tsx'
import { Providers } from './shell/providers.tsx'
import './shell/style.css'

/** After an upgrade the parts of the old pages are gone: the page loads anew, drafts keep themselves. */
window.addEventListener('vite:preloadError', () => window.location.reload())

const root = document.getElementById('root')
if (root !== null && document.documentElement.dataset['belowFloor'] === undefined) {
  createRoot(root).render(
    <StrictMode>
      <Providers>
        <RouterProvider router={router} />
      </Providers>
    </StrictMode>,
  )
}
