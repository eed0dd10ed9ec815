import { Button } from '@mantine/core'
import { ConsentLanguage } from '../../../server/src/modules/consent/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { ChannelName } from '../ui/ChannelIcon.tsx'
import { EarlierWordings } from './EarlierWordings.tsx'
import classes from './Wordings.module.css'
import type { Ask } from './wordings.ts'

interface AskCardProps {
  ask: Ask
  isLoading: boolean
  onPublish: () => void
}

/** What is asked on one channel today, in both languages, and what was asked before. */
export function AskCard({ ask, isLoading, onPublish }: AskCardProps) {
  const { t } = useTexts()
  const can = useCan()
  const { purpose, channel, current, earlier } = ask
  const isAsked = Object.keys(current).length > 0
  return (
    <article className={classes.card} aria-label={t(`channels.${channel}`)}>
      <header className={classes.head}>
        <h3 className={classes.channel}>
          <ChannelName channel={channel} />
        </h3>
        {can('consent:write') && (
          <Button
            variant="default"
            size="compact-sm"
            aria-label={t('consent.publish.of', {
              purpose: t(`customers.purpose.${purpose}`),
              channel: t(`channels.${channel}`),
            })}
            onClick={onPublish}
          >
            {t('consent.publish')}
          </Button>
        )}
      </header>
      {isLoading ? (
        <div className={classes.bones} aria-hidden="true">
          <span />
          <span />
        </div>
      ) : isAsked ? (
        <div className={classes.words}>
          {ConsentLanguage.options.map((language) => (
            <Words key={language} language={language} wording={current[language]} />
          ))}
        </div>
      ) : (
        <p className={classes.about}>{t('consent.none')}</p>
      )}
      <EarlierWordings wordings={earlier} />
    </article>
  )
}

interface WordsProps {
  language: ConsentLanguage
  wording: Ask['current'][ConsentLanguage]
}

function Words({ language, wording }: WordsProps) {
  const { t, formats } = useTexts()
  if (!wording) {
    return (
      <div className={classes.missing}>
        {t('consent.missing', { language: formats.language(language) })}
      </div>
    )
  }
  const { text, version, createdAt } = wording
  return (
    <div>
      <p className={classes.quiet}>
        <span className={classes.language}>{formats.language(language)}</span>
        {t('consent.version', { version })}, {t('consent.since', { date: formats.date(createdAt) })}
      </p>
      <blockquote className={classes.quote} lang={language}>
        {text}
      </blockquote>
    </div>
  )
}
