import { Button } from '@mantine/core'
import type {
  TemplateContents,
  TemplateVersion,
} from '../../../server/src/modules/messages/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { DateTime } from '../ui/times.tsx'
import classes from './TemplatePage.module.css'

interface TextVersionsProps {
  versions: TemplateVersion[]
  /** Takes an older text up again, to be changed and published as a new version. */
  onTake: ((contents: TemplateContents) => void) | undefined
}

/** What was said before, newest first. */
export function TextVersions({ versions, onTake }: TextVersionsProps) {
  const { t } = useTexts()
  if (versions.length < 2) return null
  return (
    <details className={classes.help}>
      <summary>{t('messages.versions.title', { count: versions.length - 1 })}</summary>
      <ul className={classes.versions}>
        {versions.slice(1).map(({ version, createdAt, contents }) => (
          <li key={version}>
            <span>
              {t('messages.versionLabel', { version })}
              <span className={classes.when}>
                <DateTime at={createdAt} />
              </span>
            </span>
            {onTake && (
              <Button
                variant="default"
                size="compact-xs"
                aria-label={t('messages.versions.takeOf', { version })}
                onClick={() => onTake(contents)}
              >
                {t('messages.versions.take')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </details>
  )
}
