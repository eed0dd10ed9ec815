import { ActionIcon } from '@mantine/core'
import { IconCopy } from '@tabler/icons-react'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from './JsonView.module.css'
import { useNotify } from './Notices.tsx'

/** What a machine sent, as it is. Keys quieter than values. */
export function JsonView({ value, label }: { value: unknown; label: string }) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const text = JSON.stringify(value, null, 2)
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    notify(t('ui.copy.done'))
  }
  return (
    <figure className={classes.json} aria-label={label}>
      <ActionIcon className={classes.copy} size={28} aria-label={t('ui.json.copy')} onClick={copy}>
        <IconCopy size={15} stroke={1.5} />
      </ActionIcon>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with the keyboard */}
      <pre className={classes.text} tabIndex={0}>
        {text.split('\n').map((line, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: lines of one text, in its order
          <Line key={index} line={line} />
        ))}
      </pre>
    </figure>
  )
}

const keyed = /^(\s*)("(?:[^"\\]|\\.)*"): (.*)$/

function Line({ line }: { line: string }) {
  const match = keyed.exec(line)
  if (!match) return `${line}\n`
  const [, indent, key, rest] = match
  return (
    <>
      {indent}
      <span className={classes.key}>{key}</span>: {rest}
      {'\n'}
    </>
  )
}
