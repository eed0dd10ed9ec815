import { Button } from '@mantine/core'
import { IconShieldCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { AuditVerdict as Verdict } from '../../../server/src/modules/team/contract.ts'
import { get } from '../api/client.ts'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import { useNotify } from '../ui/Notices.tsx'
import { Tag } from '../ui/Tag.tsx'
import classes from './AuditPage.module.css'

/** Reads the whole log again when it is asked to: that takes as long as the log is. */
export function useVerdict() {
  const { t } = useTexts()
  const { notifyProblem } = useNotify()
  const verify = useMutation({
    mutationFn: () => get('/api/audit/verdict', { answer: Verdict }),
    onError: notifyProblem,
  })
  const button = (
    <Button
      variant="default"
      leftSection={<IconShieldCheck size={16} stroke={1.6} />}
      loading={verify.isPending}
      onClick={() => verify.mutate()}
    >
      {t('team.audit.verify')}
    </Button>
  )
  return { said: verify.data, button }
}

/** Whether any line was altered since it was written, and what proves it. */
export function AuditVerdict({ verdict: { said } }: { verdict: ReturnType<typeof useVerdict> }) {
  const { t, formats } = useTexts()
  return (
    <div role="status">
      {said && (
        <div className={classes.verdict} data-altered={said.firstAltered !== undefined}>
          {said.firstAltered ? (
            <>
              <Tag tone="bad">
                {t('team.audit.altered', { position: formats.count(said.firstAltered.position) })}
              </Tag>
              <p>{t('team.audit.altered.text', { count: said.intact })}</p>
            </>
          ) : (
            <>
              <Tag tone="good">{t('team.audit.intact', { count: said.intact })}</Tag>
              <p>{t('team.audit.intact.text')}</p>
            </>
          )}
          {said.head && <Copyable value={said.head} />}
        </div>
      )}
    </div>
  )
}
