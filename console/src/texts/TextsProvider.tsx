import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react'
import { type Catalogue, type Language, languages } from './catalogue.ts'
import { type Formats, formatsFor, type Place } from './formats.ts'
import { loadCatalogue } from './load.ts'
import { type Translator, translator } from './translator.ts'

interface TextsContext {
  language: Language
  setLanguage: (language: Language) => void
  setPlace: (place: Place) => void
  t: Translator
  formats: Formats
}

const Context = createContext<TextsContext | null>(null)

export function useTexts(): TextsContext {
  const texts = useContext(Context)
  if (!texts) throw new Error('useTexts outside of TextsProvider')
  return texts
}

const storageKey = 'filrouge.language'
const defaultPlace: Place = { timeZone: 'Europe/Paris', currency: 'EUR' }

/** The person's last choice on this device, then what their browser asks for, then French. */
function firstLanguage(): Language {
  const stored = localStorage.getItem(storageKey)
  const wanted = [stored, ...navigator.languages].map((tag) => tag?.slice(0, 2))
  return wanted.map(asLanguage).find((language) => language !== undefined) ?? 'fr'
}

export function asLanguage(tag: string | undefined): Language | undefined {
  return languages.find((language) => language === tag)
}

export function TextsProvider({ children }: { children: ReactNode }) {
  const [wanted, setWanted] = useState(firstLanguage)
  const [shown, setShown] = useState<{ language: Language; catalogue: Catalogue }>()
  const [place, setPlace] = useState(defaultPlace)

  useEffect(() => {
    let current = true
    loadCatalogue(wanted).then((catalogue) => {
      if (!current) return
      document.documentElement.lang = wanted
      setShown({ language: wanted, catalogue })
    })
    return () => {
      current = false
    }
  }, [wanted])

  const setLanguage = useCallback((language: Language) => {
    localStorage.setItem(storageKey, language)
    setWanted(language)
  }, [])

  const context = useMemo(
    () =>
      shown && {
        language: shown.language,
        setLanguage,
        setPlace,
        t: translator(shown.language, shown.catalogue),
        formats: formatsFor(shown.language, place),
      },
    [shown, place, setLanguage],
  )

  return context ? <Context value={context}>{children}</Context> : null
}
