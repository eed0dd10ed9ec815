import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './Copyable.module.css'
import { useAnnounce } from './LiveRegion.tsx'

interface CopyableProps {
  value: string
  /** What is shown, if not the value itself (a key with its middle hidden). */
  shown?: string
  block?: boolean
}

/** Something to paste elsewhere: a key, an id, a snippet. One click copies it. */
export function Copyable({ value, shown = value, block = false }: CopyableProps) {
  const { t } = useTexts()
  const announce = useAnnounce()
  const [copied, setCopied] = useState(false)

  const copy = async () => {
    await navigator.clipboard.writeText(value)
    announce(t('ui.copy.done'))
    setCopied(true)
    setTimeout(() => setCopied(false), 1_500)
  }

  return (
    <button
      type="button"
      className={block ? classes.block : classes.inline}
      title={t('ui.copy.action')}
      onClick={copy}
    >
      <code className={classes.value}>{shown}</code>
      <span className={classes.icon} data-copied={copied}>
        {copied ? <IconCheck size={14} aria-hidden /> : <IconCopy size={14} aria-hidden />}
      </span>
    </button>
  )
}
