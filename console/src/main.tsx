import '@fontsource-variable/inter/wght.css'
import './app/theme.css'
import './ui/mantine.ts'
import { createRoot } from 'react-dom/client'
import { App } from './app/App.tsx'

const root = document.getElementById('root')
if (root) createRoot(root).render(<App />)
