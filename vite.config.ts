import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The office pages: root web/, output web/dist. While developing, /api goes to the server on PORT. */
export default defineConfig({
  root: 'web',
  plugins: [react()],
  build: {
    outDir: 'dist',
    emptyOutDir: true,
    target: 'chrome100',
    chunkSizeWarningLimit: 1200,
  },
  server: {
    host: '127.0.0.1',
    proxy: { '/api': `http://127.0.0.1:${process.env['PORT'] ?? '8080'}` },
  },
})
