import { useElementSize } from '@mantine/hooks'
import classes from './MailFrame.module.css'

interface MailFrameProps {
  title: string
  width: 'phone' | 'desktop'
  /** The mail itself, or the address that it is read from. */
  html?: string
  src?: string
}

const openLinksBeside = '<base target="_blank">'
/** The least width at which a mail shows what it shows on a computer. */
const desktopWidth = 680

/** On a phone one looks at the phone's view first. */
export const firstWidth = (): MailFrameProps['width'] =>
  window.matchMedia('(max-width: 40em)').matches ? 'phone' : 'desktop'

/** A mail as its reader sees it: it runs nothing, knows no session, and its links open in a new tab. */
export function MailFrame({ title, width, html, src }: MailFrameProps) {
  const { ref, width: room } = useElementSize()
  const content = html === undefined ? { src } : { srcDoc: openLinksBeside + html }
  // Where there is less room than a computer has, its view is shown smaller rather than as a phone's.
  const scale = width === 'desktop' && room > 0 ? Math.min(1, room / desktopWidth) : 1
  const shrunk =
    scale < 1
      ? { width: desktopWidth, height: `calc(100% / ${scale})`, transform: `scale(${scale})` }
      : undefined
  return (
    <div className={classes.desk} data-width={width}>
      <div ref={ref} className={classes.screen}>
        <iframe
          className={classes.frame}
          style={shrunk}
          title={title}
          sandbox="allow-popups allow-popups-to-escape-sandbox"
          referrerPolicy="no-referrer"
          {...content}
        />
      </div>
    </div>
  )
}
