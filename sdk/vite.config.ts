import { defineConfig } from 'vite'

/** One small script for a page's script tag: no dependency, nothing loaded later. */
export default defineConfig({
  root: import.meta.dirname,
  build: {
    target: 'es2020',
    lib: {
      entry: 'src/main.ts',
      formats: ['iife'],
      name: 'filrougeSdk',
      fileName: () => 'filrouge.js',
    },
  },
})
