import { IconArrowBackUp, IconEye, IconPencil, IconSend } from '@tabler/icons-react'
import { z } from 'zod'
import { Role } from '../../../server/src/modules/team/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { FilterChips } from '../ui/FilterChips.tsx'
import { Page } from '../ui/Page.tsx'
import { useFilters } from '../ui/useFilters.ts'
import classes from './RolesPage.module.css'
import { type Deed, deedsOf, type Thing, things } from './rightsTable.ts'
import { StrictRow } from './StrictRow.tsx'
import { TeamTabs } from './TeamTabs.tsx'
import { usePeople } from './useTeam.ts'

const Filters = z.object({ role: Role.default('owner').catch('owner') })

const marks = {
  read: IconEye,
  write: IconPencil,
  send: IconSend,
  refund: IconArrowBackUp,
} satisfies Record<Deed, unknown>
const deeds = Object.keys(marks) as Deed[]

/** Who may do what. On a phone, one role at a time. */
export function RolesPage() {
  const { t } = useTexts()
  const [{ role: shown }, setFilters] = useFilters(Filters)
  const people = usePeople().data?.people
  return (
    <Page title={t('team.title')} answer={t('team.roles.answer')}>
      <TeamTabs />
      <div className={classes.choice}>
        <FilterChips
          required
          label={t('team.roles.of')}
          options={Role.options.map((value) => ({ value, label: t(`team.role.${value}`) }))}
          value={shown}
          onChange={(role) => setFilters({ role })}
        />
      </div>
      <p className={classes.legend}>
        {deeds.map((deed) => (
          <span key={deed}>
            <Mark deed={deed} decorative />
            {t(`team.can.${deed}`)}
          </span>
        ))}
      </p>
      <table className={classes.table} aria-label={t('team.side.roles')}>
        <thead>
          <tr>
            <th scope="col">{t('team.roles.what')}</th>
            {Role.options.map((role) => (
              <th key={role} scope="col" data-shown={role === shown}>
                {t(`team.role.${role}`)}
                <span className={classes.about}>{t(`team.role.${role}.about`)}</span>
                {people && (
                  <span className={classes.count}>
                    {t('team.roles.count', {
                      count: people.filter((person) => person.role === role).length,
                    })}
                  </span>
                )}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          <StrictRow shown={shown} />
          {things.map((thing) => (
            <tr key={thing}>
              <th scope="row">{t(`team.thing.${thing}`)}</th>
              {Role.options.map((role) => (
                <td key={role} data-shown={role === shown}>
                  <Rights role={role} thing={thing} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </Page>
  )
}

/** Each deed has its own place, so that a column can be read downwards. */
function Rights({ role, thing }: { role: Role; thing: Thing }) {
  const { t } = useTexts()
  const may = deedsOf(role, thing)
  if (may.length === 0) {
    return (
      <span className={classes.nothing} title={t('team.roles.nothing')}>
        –
      </span>
    )
  }
  return (
    <span className={classes.marks}>
      {deeds.map((deed) => (
        <span key={deed} className={classes.place}>
          {may.includes(deed) && <Mark deed={deed} />}
        </span>
      ))}
    </span>
  )
}

function Mark({ deed, decorative = false }: { deed: Deed; decorative?: boolean }) {
  const { t } = useTexts()
  const Icon = marks[deed]
  if (decorative) return <Icon size={15} stroke={1.6} aria-hidden />
  const label = t(`team.can.${deed}`)
  return <Icon size={15} stroke={1.6} role="img" aria-label={label} title={label} />
}
