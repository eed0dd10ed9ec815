import { Checkbox, Select } from '@mantine/core'
import { type Right, Role, rightsOf } from '../../../server/src/modules/team/contract.ts'
import { useCan } from '../app/session.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { rightsAbout, things } from './rightsTable.ts'
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
      <table className={classes.rightsTable}>
        <tbody>
          {things
            .filter((thing) => rightsAbout(thing).some(can))
            .map((thing) => (
              <tr key={thing}>
                <th scope="row">{t(`team.thing.${thing}`)}</th>
                {rightsAbout(thing).map((right) => {
                  const [, deed = ''] = right.split(':')
                  return (
                    <td key={right}>
                      <Checkbox
                        size="xs"
                        disabled={!can(right)}
                        label={t(`team.can.${deed}` as 'team.can.read')}
                        aria-label={`${t(`team.thing.${thing}`)} : ${t(`team.can.${deed}` as 'team.can.read')}`}
                        checked={value.includes(right)}
                        onChange={(event) => toggle(right, event.target.checked)}
                      />
                    </td>
                  )
                })}
              </tr>
            ))}
        </tbody>
      </table>
    </fieldset>
  )
}
