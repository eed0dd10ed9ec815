import { Fragment } from 'react'
import classes from './Keys.module.css'

const isMac = /Mac|iPhone|iPad/.test(navigator.userAgent)
const signs: Record<string, string> = {
  mod: isMac ? '⌘' : 'Ctrl',
  enter: '↵',
  escape: 'Esc',
  up: '↑',
  down: '↓',
}

/** A shortcut as it is typed: `mod+k`, or one key after another: `g h`. */
export function Keys({ of }: { of: string }) {
  return (
    <kbd className={classes.keys}>
      {of.split(/[ +]/).map((key, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one shortcut never move
        <Fragment key={index}>
          <kbd className={classes.key}>{signs[key] ?? key.toUpperCase()}</kbd>
        </Fragment>
      ))}
    </kbd>
  )
}
