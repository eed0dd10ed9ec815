import { readdir, readFile } from 'node:fs/promises'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const modules = fileURLToPath(new URL('../src/modules', import.meta.url))
const tableInQuery = /(?:[fF]rom|[iI]nto|[tT]able|[jJ]oin|update|using)\(?\s*\[?['"]?(\w+)\.\w+/g

/** Import rules cannot see SQL: this reads it. Schema `stock` belongs to the module `stock`. */
test('no module queries the tables of another', async () => {
  const names = await readdir(modules)
  const files = await readdir(modules, { recursive: true })
  const trespasses: string[] = []
  let queries = 0
  for (const file of files.filter((name) => /(?<!\.test)\.(ts|sql)$/.test(name))) {
    const owner = file.split(sep)[0]
    const source = await readFile(join(modules, file), 'utf8')
    for (const [query, schema] of source.matchAll(tableInQuery)) {
      queries++
      if (schema && schema !== owner && names.includes(schema)) trespasses.push(`${file}: ${query}`)
    }
  }
  expect(trespasses).toEqual([])
  expect(queries, 'a check that sees no query proves nothing').toBeGreaterThan(50)
})
