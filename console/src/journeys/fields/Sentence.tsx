import { Fragment, type ReactNode } from 'react'
import type { TextKey } from '../../texts/catalogue.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import classes from './Fields.module.css'

interface SentenceProps {
  text: TextKey
  /** Fields by the names that the sentence has for them. */
  parts: Record<string, ReactNode>
}

/** A sentence with fields in the places where each language has them. */
export function Sentence({ text, parts }: SentenceProps) {
  const { t } = useTexts()
  const keyed = Object.fromEntries(
    Object.entries(parts).map(([name, part]) => [name, <Fragment key={name}>{part}</Fragment>]),
  )
  return <div className={classes.sentence}>{t.rich(text, keyed)}</div>
}
