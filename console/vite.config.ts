import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

/** In development the console is served by Vite and everything else by the server next door. */
const server = process.env.FILROUGE_SERVER ?? 'http://127.0.0.1:3000'

export default defineConfig({
  root: import.meta.dirname,
  plugins: [react(), segmentLibrary()],
  server: { host: '127.0.0.1', proxy: { '/api': { target: server, changeOrigin: false } } },
  build: {
    target: 'es2023',
    // The page's own policy lets nothing load from a data: address but pictures.
    assetsInlineLimit: 0,
    // The largest chunk is the charts'; it is loaded only by the pages that draw one.
    chunkSizeWarningLimit: 700,
    // What every page needs comes in two files: thirty small ones compress worse, and of one the
    // libraries would be fetched anew with every change of ours.
    rolldownOptions: {
      output: {
        // Names would stand in that list, too.
        chunkFileNames: 'assets/[hash].js',
        assetFileNames: 'assets/[hash][extname]',
        codeSplitting: {
          groups: [
            { name: 'libraries', tags: ['$initial'], test: /node_modules/ },
            { name: 'first', tags: ['$initial'] },
            // What many pages need and the first view does not: the list of what to fetch with each page
            // stands in the first scripts, and would grow with every page by thirty names. (Shared by
            // twenty, it made those 1.1 kB heavier than shared by five, and they have a limit.)
            { name: 'often', minShareCount: 5 },
          ],
        },
      },
    },
  },
})

/**
 * Puts Segment's own browser library, unchanged, where the snippet of a source loads it from: a page
 * on a closed network needs nobody else's servers. Its parts must lie where the library looks.
 */
function segmentLibrary(): Plugin {
  return {
    name: 'segment-library',
    apply: 'build',
    generateBundle() {
      const entry = createRequire(import.meta.url).resolve('@segment/analytics-next')
      const folder = join(dirname(entry), '../umd')
      for (const file of readdirSync(folder).filter((name) => name.endsWith('.js'))) {
        const source = readFileSync(join(folder, file))
        if (file === 'standalone.js') {
          this.emitFile({ type: 'asset', fileName: 'analytics-next/analytics.min.js', source })
        } else if (file.includes('.bundle.')) {
          this.emitFile({ type: 'asset', fileName: `analytics-next/bundles/${file}`, source })
        }
      }
    },
  }
}
