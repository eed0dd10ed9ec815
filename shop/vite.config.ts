import { defineConfig } from 'vite'

/** In development the shop is served by Vite, and what it asks for by the server next door. */
const server = process.env.FILROUGE_SERVER ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: import.meta.dirname,
  base: '/shop/',
  server: {
    host: '127.0.0.1',
    proxy: {
      '/shop/api': server,
      '/shop/images': server,
      '/sdk': server,
      '/v1': server,
      '/beacon': server,
    },
  },
  build: { target: 'es2022' },
})
