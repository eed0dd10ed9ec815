import { z } from 'zod'
import { CsvFileDetail } from '../../../server/src/modules/catalog/csv/contract.ts'
import { problemOf } from '../api/problem.ts'

const Kept = z.object({ id: z.uuid(), url: z.string() })

/** Sends a file as it is; only a page of ours may (the header goes with the cookie). */
async function sendFile(path: string, file: File): Promise<unknown> {
  const response = await fetch(path, {
    ...{ method: 'POST', credentials: 'same-origin', body: file },
    headers: { 'x-filrouge': 'console', 'content-type': 'application/octet-stream' },
  })
  if (!response.ok) throw await problemOf(response)
  return response.json()
}

export const uploadPicture = async (file: File) =>
  Kept.parse(await sendFile('/api/catalog/media', file))

export const sendCatalogue = async (file: File) =>
  CsvFileDetail.parse(
    await sendFile(`/api/catalog/files?name=${encodeURIComponent(file.name)}`, file),
  )
