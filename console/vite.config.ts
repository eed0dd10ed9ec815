import react from '@vitejs/plugin-react'
import { defineConfig } from 'vite'

/** In development the console is served by Vite and everything else by the server next door. */
const server = process.env.FILROUGE_SERVER ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react()],
  server: { host: '127.0.0.1', proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    target: 'es2023',
    // The page's own policy lets nothing load from a data: address but pictures.
    assetsInlineLimit: 0,
    // The largest chunk is the charts'; it is loaded only by the pages that draw one.
    chunkSizeWarningLimit: 700,
  },
})
