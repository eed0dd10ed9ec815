import { CloseButton } from '@mantine/core'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Notices.module.css'
import { problemText } from './problemText.ts'

interface Notice {
  id: number
  text: string
  tone: 'done' | 'problem'
  /** Offered instead of asking "are you sure?" beforehand. */
  undo?: () => void
}

interface Notify {
  /** Something was done; with `undo`, it can be taken back for some seconds. */
  notify: (text: string, options?: { undo?: () => void }) => void
  notifyProblem: (error: unknown) => void
}

const Context = createContext<Notify>({ notify: () => {}, notifyProblem: () => {} })

export function useNotify(): Notify {
  return useContext(Context)
}

let lastId = 0

export function Notices({ children }: { children: ReactNode }) {
  const { t } = useTexts()
  const [notices, setNotices] = useState<Notice[]>([])
  const drop = useCallback(
    (id: number) => setNotices((shown) => shown.filter((notice) => notice.id !== id)),
    [],
  )

  const notify = useMemo<Notify>(() => {
    const add = (notice: Omit<Notice, 'id'>) => {
      lastId += 1
      const id = lastId
      setNotices((shown) => [...shown.slice(-2), { id, ...notice }])
      setTimeout(() => drop(id), notice.undo || notice.tone === 'problem' ? 10_000 : 4_000)
    }
    return {
      notify: (text, options) => add({ text, tone: 'done', ...options }),
      notifyProblem: (error) => add({ text: problemText(t, error), tone: 'problem' }),
    }
  }, [t, drop])

  return (
    <Context value={notify}>
      {children}
      <div className={classes.notices} role="status">
        {notices.map(({ id, text, tone, undo }) => (
          <div key={id} className={classes.notice} data-tone={tone}>
            <p className={classes.text}>{text}</p>
            {undo && (
              <button
                type="button"
                className={classes.undo}
                onClick={() => {
                  undo()
                  drop(id)
                }}
              >
                {t('ui.undo')}
              </button>
            )}
            <CloseButton size="sm" aria-label={t('ui.close')} onClick={() => drop(id)} />
          </div>
        ))}
      </div>
    </Context>
  )
}
