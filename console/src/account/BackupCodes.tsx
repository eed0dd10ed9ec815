import { Button } from '@mantine/core'
import { IconCopy, IconDownload } from '@tabler/icons-react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import classes from './Setup.module.css'

/** Ten codes for the day when the phone is gone; they are shown this once. */
export function BackupCodes({ codes, onKept }: { codes: string[]; onKept: () => void }) {
  const { t } = useTexts()
  const { notify } = useNotify()
  const text = codes.join('\n')
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    notify(t('ui.copy.done'))
  }
  return (
    <div className={classes.steps}>
      <p>{t('account.paper.text')}</p>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ul>
      <div className={classes.actions}>
        <Button variant="default" leftSection={<IconCopy size={16} stroke={1.6} />} onClick={copy}>
          {t('ui.copy.action')}
        </Button>
        <Button
          variant="default"
          component="a"
          download="filrouge-codes.txt"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(`${text}\n`)}`}
          leftSection={<IconDownload size={16} stroke={1.6} />}
        >
          {t('account.paper.keep')}
        </Button>
      </div>
      <Button data-autofocus onClick={onKept}>
        {t('account.paper.kept')}
      </Button>
    </div>
  )
}
