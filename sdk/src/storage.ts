/** A place for text under a name: of the browser, or of this page's memory only. */
export interface Storage {
  read(name: string): string | null
  write(name: string, value: string): void
  remove(name: string): void
}

const prefix = 'filrouge.'

/** The browser's own storage for this site. It may be switched off or full: then memory serves. */
export function browserStorage(): Storage {
  const memory = memoryStorage()
  const attempt = <Result>(task: (store: globalThis.Storage) => Result): Result | undefined => {
    try {
      return task(localStorage)
    } catch {
      return undefined
    }
  }
  return {
    read: (name) => attempt((store) => store.getItem(prefix + name)) ?? memory.read(name),
    write(name, value) {
      const written = attempt((store) => {
        store.setItem(prefix + name, value)
        return true
      })
      if (written) memory.remove(name)
      else memory.write(name, value)
    },
    remove(name) {
      attempt((store) => store.removeItem(prefix + name))
      memory.remove(name)
    },
  }
}

/** Forgotten with the page: what is used before anybody agreed to be remembered. */
export function memoryStorage(): Storage {
  const values = new Map<string, string>()
  return {
    read: (name) => values.get(name) ?? null,
    write: (name, value) => void values.set(name, value),
    remove: (name) => void values.delete(name),
  }
}

/** JSON that may have been written by anybody: unreadable is absent. */
export function readJson<Value>(storage: Storage, name: string): Value | undefined {
  try {
    return JSON.parse(storage.read(name) ?? 'null') ?? undefined
  } catch {
    return undefined
  }
}
