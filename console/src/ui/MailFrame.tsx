import classes from './MailFrame.module.css'

interface MailFrameProps {
  title: string
  width: 'phone' | 'desktop'
  /** The mail itself, or the address that it is read from. */
  html?: string
  src?: string
}

const openLinksBeside = '<base target="_blank">'

/** A mail as its reader sees it: it runs nothing, knows no session, and its links open in a new tab. */
export function MailFrame({ title, width, html, src }: MailFrameProps) {
  const content = html === undefined ? { src } : { srcDoc: openLinksBeside + html }
  return (
    <div className={classes.desk} data-width={width}>
      <iframe
        className={classes.frame}
        title={title}
        sandbox="allow-popups allow-popups-to-escape-sandbox"
        referrerPolicy="no-referrer"
        {...content}
      />
    </div>
  )
}
