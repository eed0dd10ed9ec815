import type { Occurrence } from './occurrence.ts'

const acts = new Set(['page', 'screen', 'track'])
/** Of what our own modules tell; to open a mail is not, machines do. */
const ownActs = new Set(['Email Link Clicked'])

/** Whether an event is something that the customer did themselves. */
export const isOwnDoing = ({ type, name, properties }: Occurrence): boolean =>
  acts.has(type) || (ownActs.has(name) && properties.bot !== true)
