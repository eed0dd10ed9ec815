import { Popover } from '@mantine/core'
import { type Right, Role, rightsOf } from '../../../server/src/modules/team/contract.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { deedsIn, things } from './rightsTable.ts'
import classes from './Team.module.css'

/** What a key may: as a role, or so many rights, which unfold. */
export function KeyRights({ rights }: { rights: readonly Right[] }) {
  const { t } = useTexts()
  const role = Role.options.find((one) => sameRights(rightsOf[one], rights))
  return (
    <Popover position="bottom-start" withinPortal shadow="md">
      <Popover.Target>
        <button type="button" className={classes.unfold}>
          {role
            ? t('team.keys.rights.like', { role: t(`team.role.${role}`) })
            : t('team.keys.rights.count', { count: rights.length })}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0}>
        <ul className={classes.rights}>
          {things
            .filter((thing) => deedsIn(rights, thing).length > 0)
            .map((thing) => (
              <li key={thing}>
                {t(`team.thing.${thing}`)}
                <span className={classes.quiet}>
                  {deedsIn(rights, thing)
                    .map((deed) => t(`team.can.${deed}`))
                    .join(', ')}
                </span>
              </li>
            ))}
        </ul>
      </Popover.Dropdown>
    </Popover>
  )
}

const sameRights = (one: readonly Right[], other: readonly Right[]) =>
  one.length === other.length && one.every((right) => other.includes(right))
