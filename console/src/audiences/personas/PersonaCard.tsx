import { Button, TextInput } from '@mantine/core'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { Persona } from '../../../../server/src/modules/audiences/personas/contract.ts'
import { send } from '../../api/client.ts'
import { useCan } from '../../app/session.ts'
import { useTexts } from '../../texts/TextsProvider.tsx'
import { useNotify } from '../../ui/Notices.tsx'
import { useDrawAudience } from '../useDrawAudience.ts'
import classes from './PersonasPage.module.css'
import { figuresText, markText, personaName } from './personaText.ts'

/** One persona: its name, how many they are, what sets them apart with the figures behind it. */
export function PersonaCard({ persona, currency }: { persona: Persona; currency: string }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const draw = useDrawAudience()
  const [naming, setNaming] = useState(false)
  const { id, size, share, marks } = persona
  const name = personaName(t, persona)
  return (
    <article className={classes.card}>
      {naming ? (
        <Naming id={id} name={persona.name ?? ''} onDone={() => setNaming(false)} />
      ) : (
        <h2>{name}</h2>
      )}
      <p className={classes.size}>
        {t('personas.size', { n: size, share: formats.percent(share) })}
      </p>
      <div className={classes.bar} aria-hidden="true">
        <span style={{ width: `${share * 100}%` }} />
      </div>
      <ul className={classes.marks} aria-label={t('personas.marks')}>
        {marks.map((mark) => (
          <li key={mark.name}>
            {markText(t, mark)}
            <span>{figuresText(t, formats, mark, currency)}</span>
          </li>
        ))}
      </ul>
      {can('audiences:write') && !naming && (
        <div className={classes.actions}>
          <Button
            variant="default"
            size="compact-sm"
            loading={draw.isPending}
            onClick={() =>
              draw.mutate({ name: name.slice(0, 120), condition: { kind: 'persona', id } })
            }
          >
            {t('personas.use')}
          </Button>
          <Button variant="subtle" color="gray" size="compact-sm" onClick={() => setNaming(true)}>
            {t('personas.rename')}
          </Button>
        </div>
      )}
    </article>
  )
}

function Naming({ id, name, onDone }: { id: string; name: string; onDone: () => void }) {
  const { t } = useTexts()
  const queries = useQueryClient()
  const { notifyProblem } = useNotify()
  const [typed, setTyped] = useState(name)
  const save = useMutation({
    mutationFn: () => send('PATCH', `/api/personas/${id}`, { name: typed }),
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['audiences', 'personas'] })
      onDone()
    },
    onError: notifyProblem,
  })
  const submit = (event: FormEvent) => {
    event.preventDefault()
    save.mutate()
  }
  return (
    <form onSubmit={submit} className={classes.naming}>
      <TextInput
        autoFocus
        aria-label={t('personas.name')}
        maxLength={120}
        value={typed}
        onChange={(event) => setTyped(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && onDone()}
      />
      <Button type="submit" variant="default" disabled={!typed.trim()} loading={save.isPending}>
        {t('personas.rename')}
      </Button>
    </form>
  )
}
