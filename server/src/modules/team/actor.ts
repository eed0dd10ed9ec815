import { Right } from './contract.ts'

/** Who does something: a person of the team, a program with a key, or whoever has the shell. */
export interface Actor {
  readonly kind: 'person' | 'key' | 'command-line'
  readonly id: string
  readonly rights: readonly Right[]
  readonly name: string
}

declare module 'fastify' {
  interface FastifyRequest {
    /** Who calls; set before the handler on every route that is not public. */
    actor: Actor
  }
}

/** Whoever can run commands on the machine holds the database anyway: an owner. */
export const commandLine: Actor = {
  kind: 'command-line',
  id: 'shell',
  rights: Right.options,
  name: 'command line',
}

/** How the audit and other tables refer to an actor: who it is, by no name. */
export const actorRef = ({ kind, id }: Pick<Actor, 'kind' | 'id'>) => `${kind}:${id}`
