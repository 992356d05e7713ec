import { RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { router } from './router.tsx'
import { Providers } from './shell/providers.tsx'
import './shell/style.css'

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
