import { Button, Modal } from '@mantine/core'
import type { ReactNode } from 'react'
import { useTexts } from '../texts/TextsProvider.tsx'
import { Copyable } from '../ui/Copyable.tsx'
import classes from './Team.module.css'

interface ToldOnceProps {
  title: string
  text: string
  secret: string
  /** What closes it: the person says that they have it. */
  done: string
  onClose: () => void
  children?: ReactNode
}

/** A secret that is shown this once; a click beside the dialog does not lose it. */
export function ToldOnce({ title, text, secret, done, onClose, children }: ToldOnceProps) {
  const { t } = useTexts()
  return (
    <Modal
      opened
      onClose={onClose}
      title={title}
      size="lg"
      closeOnClickOutside={false}
      closeOnEscape={false}
      closeButtonProps={{ 'aria-label': t('ui.close') }}
    >
      <div className={classes.told}>
        <p>{text}</p>
        <Copyable block value={secret} />
        {children}
        <Button data-autofocus className={classes.toldEnd} onClick={onClose}>
          {done}
        </Button>
      </div>
    </Modal>
  )
}
