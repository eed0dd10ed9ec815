/** The code of an error of PostgreSQL or of Node, or an empty text. */
export function codeOf(error: unknown): string {
  const code = error instanceof Object && 'code' in error ? error.code : ''
  return typeof code === 'string' ? code : ''
}

/** Classes of SQLSTATE that tell of the server's condition: connection, resources, operator, system. */
const ofTheServer = ['08', '53', '55', '57', '58']
const ofTheConnection = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOSPC',
  '40P01',
  '40001',
])

/**
 * Whether the infrastructure failed rather than the thing that was being done: such a failure says
 * nothing against an event, and is no try of it.
 */
export function isInfrastructureFault(error: unknown): boolean {
  const code = codeOf(error)
  if (ofTheConnection.has(code) || ofTheServer.includes(code.slice(0, 2))) return true
  // A PostgreSQL that has stopped takes its socket away.
  if (code === 'ENOENT' && error instanceof Error && 'syscall' in error)
    return error.syscall === 'connect'
  return error instanceof Error && /Connection terminated|timeout exceeded when/.test(error.message)
}
