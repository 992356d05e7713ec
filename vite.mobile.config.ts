import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The phone pages of households: an entry of their own below /m/, for browsers as old as Chromium 78, without antd. */
export default defineConfig({
  root: 'web/mobile',
  base: '/m/',
  plugins: [react()],
  build: {
    outDir: '../dist/m',
    emptyOutDir: true,
    target: 'chrome78',
    modulePreload: { polyfill: false },
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': `http://127.0.0.1:${process.env['PORT'] ?? '8080'}` },
  },
})
