import classes from './ShellSkeleton.module.css'

/** The shape of what is coming, while we learn who is there. */
export function ShellSkeleton() {
  return (
    <div className={classes.shell} aria-hidden="true">
      <div className={classes.side} />
      <div className={classes.bar} />
    </div>
  )
}
