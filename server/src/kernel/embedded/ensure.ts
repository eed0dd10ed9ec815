import { access } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { codeOf } from '../faults.ts'
import { Trouble } from '../trouble.ts'
import { type Cluster, closeToOthers, createCluster, startCluster } from './cluster.ts'
import { endOrphans, type Postmaster, postmasterOf, removeLeftFiles } from './postmaster.ts'
import { PortTaken, StillInUse } from './words.ts'

/** Makes the data folder of PostgreSQL if there is none. */
export async function ensureCluster(cluster: Cluster, password: string): Promise<'made' | 'found'> {
  try {
    await access(cluster.directory)
    return 'found'
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
    await createCluster(cluster, password)
    return 'made'
  }
}

/**
 * The PostgreSQL of this folder: the one that runs, be it a killed process's orphan, or one that is
 * started now. While programs of ours are connected it must keep its port; else a taken one makes it move.
 */
export async function ensureRunning(
  cluster: Cluster,
  port: number,
  mayMove: boolean,
): Promise<Postmaster> {
  const giveUpAt = Date.now() + 60_000
  let next = port
  for (;;) {
    const found = await postmasterOf(cluster.directory)
    if (found?.ready) return found
    // One that is found and not ready starts, recovers or stops: it takes what it takes.
    const started = found ? 'busy' : await startAfresh(cluster, next)
    if (typeof started === 'object') return started
    if (started === 'port taken' && mayMove && next < port + 100) next++
    else if (started !== 'busy' && Date.now() > giveUpAt) throw new Trouble(giveUp(started, next))
    await pause(50)
  }
}

function giveUp(reason: 'port taken' | 'still in use', port: number): string {
  if (reason === 'port taken')
    return `Port ${port}, which PostgreSQL needs, is taken by another program`
  return 'Processes of a PostgreSQL that was killed do not end'
}

async function startAfresh(
  cluster: Cluster,
  port: number,
): Promise<Postmaster | 'port taken' | 'still in use'> {
  await removeLeftFiles(cluster.directory)
  await closeToOthers(cluster.directory)
  try {
    return await startCluster(cluster, port)
  } catch (error) {
    if (error instanceof PortTaken) return 'port taken'
    if (!(error instanceof StillInUse)) throw error
    await endOrphans(cluster.directory)
    return 'still in use'
  }
}

/** The product's own database in a cluster that has just been made. */
export async function ensureDatabase(serverUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: `${serverUrl}/postgres` })
  await client.connect()
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [name])
    if (!rowCount) await client.query(`create database ${client.escapeIdentifier(name)}`)
  } finally {
    await client.end()
  }
}
