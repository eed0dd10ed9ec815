import { Modal, Textarea, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import { ConsentLanguage, Wording } from '../../../server/src/modules/consent/contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import classes from '../ui/FormEnd.module.css'
import { FormEnd } from '../ui/FormEnd.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { wordingsKey } from './useWordings.ts'
import own from './Wordings.module.css'
import { type Ask, nextVersion } from './wordings.ts'

/** Other words are another version, in every language at once; those of before stay as they are. */
export function PublishDialog({ ask, onClose }: { ask: Ask; onClose: () => void }) {
  const { t, formats } = useTexts()
  const { notify } = useNotify()
  const queries = useQueryClient()
  const { purpose, channel, current, versions } = ask
  const [version, setVersion] = useState(() => nextVersion(ask))
  const [words, setWords] = useState({ fr: current.fr?.text ?? '', en: current.en?.text ?? '' })
  const written = ConsentLanguage.options.filter((language) => words[language].trim() !== '')
  const isSame = written.every((language) => current[language]?.text === words[language].trim())

  const publish = useMutation({
    // One after the other: should the second fail, trying again publishes the first no second time.
    mutationFn: async () => {
      for (const language of written) {
        const wording = { purpose, channel, version, language, text: words[language].trim() }
        await send('POST', '/api/consent/wordings', wording, { answer: Wording })
      }
    },
    onSuccess: () => {
      notify(t('consent.new.done', { version }))
      onClose()
    },
    onSettled: () => queries.invalidateQueries({ queryKey: wordingsKey }),
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    publish.mutate()
  }
  const isTaken = versions.has(version) && !publish.isPending && !publish.error
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={`${t(`customers.purpose.${purpose}`)}, ${t(`channels.${channel}`)}`}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <form onSubmit={submit} className={classes.fields}>
        <p className={own.about}>{t('consent.new.text')}</p>
        {ConsentLanguage.options.map((language, index) => (
          <Textarea
            key={language}
            data-autofocus={index === 0 || undefined}
            lang={language}
            autosize
            minRows={3}
            minLength={10}
            maxLength={4000}
            label={t('consent.new.words', { language: formats.language(language) })}
            description={index === 0 ? t('consent.new.words.hint') : undefined}
            value={words[language]}
            onChange={(event) => setWords({ ...words, [language]: event.target.value })}
          />
        ))}
        <TextInput
          required
          withAsterisk={false}
          maxLength={60}
          label={t('consent.new.version')}
          description={t('consent.new.version.hint')}
          error={isTaken && t('consent.new.version.taken')}
          value={version}
          onChange={(event) => setVersion(event.target.value)}
        />
        {isSame && written.length > 0 && <p className={own.about}>{t('consent.new.same')}</p>}
        <FormEnd
          action={t('consent.new.action')}
          busy={publish.isPending}
          error={publish.error}
          disabled={isSame || isTaken || written.length === 0}
          onCancel={onClose}
        />
      </form>
    </Modal>
  )
}
