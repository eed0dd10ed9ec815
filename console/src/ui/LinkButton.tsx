import { Button, type ButtonProps } from '@mantine/core'
import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import classes from './LinkButton.module.css'

interface LinkButtonProps extends Pick<ButtonProps, 'variant' | 'leftSection'> {
  to: string
  children: ReactNode
}

/** An action that is a place to go to: looks like a button, opens in a new tab like a link. */
export function LinkButton({ to, ...rest }: LinkButtonProps) {
  return <Button component={Link} to={to} className={classes.link} {...rest} />
}
