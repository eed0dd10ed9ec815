import { statfsSync } from 'node:fs'
import { totalmem } from 'node:os'
import { codeOf } from '../faults.ts'

const mega = 1024 * 1024

/** How PostgreSQL is started: safe, closed to others, sized to the machine, and quiet. */
export function postgresSettings(memory = process.constrainedMemory() || totalmem()) {
  const total = Math.min(memory, totalmem()) / mega
  const clamp = (low: number, value: number, high: number) =>
    `${Math.round(Math.min(Math.max(value, low), high))}MB`
  return {
    // What has been acknowledged survives a power cut. Asserted again once it runs.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    // Only this machine, only with the password; an address, as `localhost` needs a hosts file.
    listen_addresses: '127.0.0.1',
    password_encryption: 'scram-sha-256',
    // Memory is taken as it is used: an idle product stays small.
    shared_buffers: clamp(64, total / 16, 1024),
    effective_cache_size: clamp(256, total / 2, 16_384),
    work_mem: clamp(4, total / 1024, 32),
    maintenance_work_mem: clamp(32, total / 64, 512),
    dynamic_shared_memory_type: sharedMemory(),
    max_connections: '100',
    max_logical_replication_workers: '0',
    // Few, large checkpoints: a collected event is then written once and not twice.
    max_wal_size: '2GB',
    min_wal_size: '128MB',
    checkpoint_timeout: '15min',
    random_page_cost: '1.1',
    jit: 'off',
    // A transaction that its owner forgot must not stall readers for ever.
    idle_in_transaction_session_timeout: '60s',
    timezone: 'UTC',
    lc_messages: 'C',
    // An error goes to the client, who logs it. Its text may hold a customer's data, so not here too.
    log_min_messages: 'log',
    log_error_verbosity: 'terse',
    log_checkpoints: 'off',
    log_autovacuum_min_duration: '-1',
    log_timezone: 'UTC',
  }
}

/** Containers give /dev/shm 64 MB, too little for a parallel query; files serve as well. */
function sharedMemory(): string {
  try {
    const { bavail, bsize } = statfsSync('/dev/shm')
    return bavail * bsize >= 256 * mega ? 'posix' : 'mmap'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return process.platform === 'linux' ? 'mmap' : 'posix'
    throw error
  }
}
