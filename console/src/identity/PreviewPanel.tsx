import { Button } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type {
  PreviewPart,
  RulePreview,
} from '../../../server/src/modules/customers/identity-contract.ts'
import { send } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Section } from '../ui/Page.tsx'
import classes from './Identity.module.css'
import { useAfterOrder } from './useIdentity.ts'
import { kindName, whyText } from './words.ts'

interface PreviewPanelProps {
  preview: RulePreview
  /** The rules looked at are those that hold: what differs may be mended. */
  holds: boolean
}

const parts = ['splits', 'detachments', 'merges'] as const

/** What rules would have made of the customers there are: how many, and who for example. */
export function PreviewPanel({ preview, holds }: PreviewPanelProps) {
  const { t } = useTexts()
  const { notify, notifyProblem } = useNotify()
  const afterOrder = useAfterOrder()
  const all = parts.reduce((sum, part) => sum + preview[part].count, 0)
  const repair = useMutation({
    mutationFn: () => send('POST', '/api/identity/repair'),
    onSuccess: () => {
      afterOrder()
      notify(t('identity.repair.ordered'))
    },
    onError: notifyProblem,
  })
  return (
    <Section
      title={t('identity.preview')}
      aside={
        holds &&
        all > 0 && (
          <Button
            variant="default"
            loading={repair.isPending}
            disabled={repair.isSuccess}
            onClick={() => repair.mutate()}
          >
            {t('identity.repair', { count: all })}
          </Button>
        )
      }
    >
      <p className={classes.hint} role="status">
        {all === 0 ? t('identity.preview.nothing') : t('identity.preview.text')}
        {!preview.complete && ` ${t('identity.preview.partial')}`}
      </p>
      {all > 0 && (
        <div className={classes.found}>
          {parts.map((part) => (
            <Part key={part} title={t(`identity.preview.${part}`)} part={preview[part]} />
          ))}
        </div>
      )}
    </Section>
  )
}

function Part({ title, part }: { title: string; part: PreviewPart }) {
  const { t, formats } = useTexts()
  return (
    <section className={classes.card} aria-label={title}>
      <h3 className={classes.sideTitle}>{title}</h3>
      <p className={classes.count}>{formats.count(part.count)}</p>
      <ul className={classes.list}>
        {part.examples.map(({ customerId, name, other, identifier, why }) => (
          <li key={`${customerId} ${other?.customerId} ${identifier?.value} ${why}`}>
            <Link to="/customers/$id" params={{ id: customerId }}>
              {name ?? t('customers.noName')}
            </Link>
            {other && ` + ${other.name ?? t('customers.noName')}`}
            <span className={classes.proof}>
              {identifier && `${kindName(t, identifier.kind)} ${identifier.value} · `}
              {whyText(t, why)}
            </span>
          </li>
        ))}
      </ul>
    </section>
  )
}
