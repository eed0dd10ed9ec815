import { Checkbox, Select } from '@mantine/core'
import { type Right, Role, rightsOf } from '../../../server/src/modules/team/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { deedOf, rightsAbout, things } from './rightsTable.ts'
import classes from './Team.module.css'
import { useRolesToGive } from './useTeam.ts'

interface RightsFieldProps {
  value: readonly Right[]
  onChange: (rights: Right[]) => void
}

/** Rights ticked one by one, or from a role; only those that the person has themselves. */
export function RightsField({ value, onChange }: RightsFieldProps) {
  const { t } = useTexts()
  const can = useCan()
  const mayGive = useRolesToGive()
  const toggle = (right: Right, on: boolean) =>
    onChange(on ? [...value, right] : value.filter((one) => one !== right))
  return (
    <fieldset className={classes.rightsField}>
      <legend className={classes.legend}>{t('team.keys.rights')}</legend>
      <p className={classes.hint}>{t('team.keys.rights.hint')}</p>
      <Select
        size="xs"
        className={classes.from}
        aria-label={t('team.keys.rights.from')}
        placeholder={t('team.keys.rights.from')}
        value={null}
        onChange={(role) => role && onChange([...rightsOf[Role.parse(role)]])}
        data={Role.options.filter(mayGive).map((role) => ({
          value: role,
          label: t(`team.role.${role}`),
        }))}
      />
      <ul className={classes.rightsList}>
        {things
          .filter((thing) => rightsAbout(thing).some(can))
          .map((thing) => (
            <li key={thing}>
              <span className={classes.thing}>{t(`team.thing.${thing}`)}</span>
              {rightsAbout(thing).map((right) => {
                const deed = t(`team.can.${deedOf(right)}`)
                return (
                  <Checkbox
                    key={right}
                    size="xs"
                    data-deed={deedOf(right)}
                    disabled={!can(right)}
                    label={deed}
                    aria-label={`${t(`team.thing.${thing}`)} : ${deed}`}
                    checked={value.includes(right)}
                    onChange={(event) => toggle(right, event.target.checked)}
                  />
                )
              })}
            </li>
          ))}
      </ul>
    </fieldset>
  )
}
