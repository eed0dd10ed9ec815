import { IconAlertTriangle } from '@tabler/icons-react'
import classes from './Edit.module.css'
import type { FlawText } from './flaws.ts'

/** What is wrong, where it can be mended. */
export function Flaws({ flaws }: { flaws: readonly FlawText[] }) {
  return flaws.map(({ text, blocks }) => (
    <p key={text} className={classes.flaw} data-blocks={blocks} role="note">
      <IconAlertTriangle size={14} stroke={1.8} aria-hidden />
      {text}
    </p>
  ))
}
