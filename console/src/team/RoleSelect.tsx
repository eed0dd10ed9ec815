import { Select } from '@mantine/core'
import { Role } from '../../../server/src/modules/team/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { useRolesToGive } from './useTeam.ts'

interface RoleSelectProps {
  value: Role
  onChange: (role: Role) => void
  /** What follows from the choice, under the field. */
  hint?: string
}

/** A role with what it is for, so that nobody has to know the table of rights by heart. */
export function RoleSelect({ value, onChange, hint }: RoleSelectProps) {
  const { t } = useTexts()
  const mayGive = useRolesToGive()
  return (
    <Select
      label={t('team.role')}
      description={[t(`team.role.${value}.about`), hint].filter(Boolean).join(' ')}
      inputWrapperOrder={['label', 'input', 'description']}
      allowDeselect={false}
      value={value}
      onChange={(role) => onChange(Role.parse(role))}
      data={Role.options.filter(mayGive).map((role) => ({
        value: role,
        label: t(`team.role.${role}`),
      }))}
    />
  )
}
