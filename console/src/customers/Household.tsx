import { Button } from '@mantine/core'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { z } from 'zod'
import { HouseholdMember } from '../../../server/src/modules/customers/profile-contract.ts'
import { get, send } from '../api/client.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Panel } from '../ui/Panel.tsx'
import { problemText } from '../ui/problemText.ts'
import classes from './Facts.module.css'

/** Who lives with this person, as somebody confirmed it or as an address, a phone or a card suggests. */
export function Household({ id }: { id: string }) {
  const { t } = useTexts()
  const { data, error } = useQuery({
    queryKey: ['customers', id, 'household'],
    queryFn: ({ signal }) =>
      get(`/api/customers/${id}/household`, { answer: z.array(HouseholdMember), signal }),
  })
  // Most live alone as far as we know: an empty panel would tell nobody anything.
  if (!error && (!data || data.length === 0)) return null
  return (
    <Panel title={t('customers.household')} error={error}>
      <ul className={classes.list}>
        {data?.map((member) => (
          <Member key={member.customerId} id={id} member={member} />
        ))}
      </ul>
    </Panel>
  )
}

function Member({ id, member }: { id: string; member: HouseholdMember }) {
  const { t, formats } = useTexts()
  const can = useCan()
  const queries = useQueryClient()
  const { customerId, name, email, phone, share, confirmedAt } = member
  const decide = useMutation({
    mutationFn: (together: boolean) =>
      send('PUT', `/api/customers/${id}/household/${customerId}`, { together }),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['customers', id, 'household'] }),
  })
  const called = name ?? email ?? phone ?? t('customers.noName')
  const why = share.map((reason) => t(`customers.household.${reason}`)).join(', ')
  return (
    <li>
      <Link to="/customers/$id" params={{ id: customerId }}>
        {called}
      </Link>
      <p className={classes.proof}>
        {confirmedAt
          ? t('customers.household.confirmed', { date: formats.date(confirmedAt) })
          : t('customers.household.suggested', { why })}
      </p>
      {can('customers:write') && (
        <div className={classes.decisions}>
          {!confirmedAt && (
            <Button
              size="compact-xs"
              variant="default"
              aria-label={t('customers.household.confirmOf', { name: called })}
              onClick={() => decide.mutate(true)}
            >
              {t('customers.household.confirm')}
            </Button>
          )}
          <Button
            size="compact-xs"
            variant="subtle"
            color="gray"
            aria-label={t('customers.household.refuseOf', { name: called })}
            onClick={() => decide.mutate(false)}
          >
            {t('customers.household.refuse')}
          </Button>
        </div>
      )}
      {decide.error && <p role="alert">{problemText(t, decide.error)}</p>}
    </li>
  )
}
