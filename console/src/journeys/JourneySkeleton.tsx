import classes from './JourneyPage.module.css'

/** The page's shape while the journey is on its way. */
export function JourneySkeleton() {
  return (
    <div aria-hidden="true">
      <div className={classes.figuresBone} />
      <div className={classes.columns}>
        <div className={classes.canvasBone} />
        <div className={classes.panelBone} />
      </div>
    </div>
  )
}
