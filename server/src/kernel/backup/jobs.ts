import type { Client } from 'pg'
import type { StoredJob } from './manifest.ts'

/**
 * Jobs that were to run or ran, as what they ask for rather than as rows of a library's private
 * tables: they survive another version of it. One that ran is there again, which a job tolerates; one
 * that has failed for good is not.
 */
export async function pendingJobs(client: Client): Promise<StoredJob[]> {
  const { rows } = await client.query<StoredJob>(`
    select tasks.identifier as task, jobs.payload, queues.queue_name as queue,
      to_json(jobs.run_at) #>> '{}' as "runAt", jobs.max_attempts::int as "maxAttempts", jobs.key,
      jobs.priority::int as priority
    from graphile_worker._private_jobs jobs
    join graphile_worker._private_tasks tasks on tasks.id = jobs.task_id
    left join graphile_worker._private_job_queues queues on queues.id = jobs.job_queue_id
    where jobs.attempts < jobs.max_attempts
    order by jobs.id`)
  return rows
}

export async function addPendingJobs(client: Client, jobs: readonly StoredJob[]): Promise<void> {
  for (const { task, payload, queue, runAt, maxAttempts, key, priority } of jobs) {
    await client.query(
      `select graphile_worker.add_job($1, $2::json, queue_name => $3, run_at => $4,
         max_attempts => $5, job_key => $6, priority => $7)`,
      [task, JSON.stringify(payload), queue, runAt, maxAttempts, key, priority],
    )
  }
}
