import '@fontsource-variable/inter/wght.css'
import './app/theme.css'
import './ui/mantine.ts'
import { createRoot } from 'react-dom/client'
import { config } from 'zod'
import { App } from './app/App.tsx'

// The page's policy forbids making code of text, and a mere try of it would be reported each time.
config({ jitless: true })

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
