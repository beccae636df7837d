import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** The API serves web/dist; in development vite serves the sources and hands /api and /docs on to it. */
export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  build: { outDir: 'dist', emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 700 },
  server: {
    port: 5173,
    proxy: Object.fromEntries(
      ['/api', '/docs'].map((path) => [path, `http://127.0.0.1:${process.env.PORT ?? '3000'}`]),
    ),
  },
})
