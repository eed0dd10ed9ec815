import type { RefObject } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './Checks.module.css'
import type { Check } from './checks.ts'

interface ChecksProps {
  checks: Check[]
  bodyRef: RefObject<HTMLTextAreaElement | null>
  isReading: boolean
}

/** The proof-reader's margin: what would hold this message, what could be better. */
export function Checks({ checks, bodyRef, isReading }: ChecksProps) {
  const { t } = useTexts()
  const text = useCheckText()
  return (
    <div className={classes.checks} data-reading={isReading} role="status">
      <ul aria-label={t('messages.check.title')}>
        {checks.map((check) => (
          <li key={JSON.stringify(check)} className={classes.check} data-tone={check.tone}>
            {check.kind === 'fault' && check.line !== undefined ? (
              <button
                type="button"
                className={classes.go}
                onClick={() => goToLine(bodyRef.current, check.line ?? 1)}
              >
                {text(check)}
              </button>
            ) : (
              text(check)
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}

function useCheckText() {
  const { t, formats } = useTexts()
  return (check: Check): string => {
    switch (check.kind) {
      case 'missing':
        return t('messages.check.missing', { name: check.name })
      case 'failure':
        return t('messages.check.failure', { text: check.text })
      case 'fault': {
        const { line, text } = check
        return line === undefined
          ? t('messages.check.faultPlain', { text })
          : t('messages.check.fault', { line, text })
      }
      case 'problem':
        return problemText(t, check.error)
      case 'longSubject':
        return t('messages.check.longSubject', { length: check.length })
      case 'language':
        return t('messages.check.language', { language: formats.language(check.language) })
      default:
        return t(`messages.check.${check.kind}`)
    }
  }
}

/** Selects a line of the body and brings it into view. */
function goToLine(body: HTMLTextAreaElement | null, line: number) {
  if (!body) return
  const lines = body.value.split('\n')
  const start = lines.slice(0, line - 1).join('\n').length + (line > 1 ? 1 : 0)
  body.focus()
  body.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
  body.scrollTop = (body.scrollHeight / lines.length) * Math.max(0, line - 6)
}
