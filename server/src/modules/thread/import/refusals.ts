import { defineRefusal } from '../../../kernel/refusal.ts'

/** The mapping names columns that the file does not have. */
export const ColumnsMissing = defineRefusal<{ missing: string[]; found: string[] }>(
  'import/columns-missing',
  422,
)

/** The name belongs to a source of another kind. */
export const NotAnImportSource = defineRefusal<{ name: string; kind: string }>(
  'import/not-an-import-source',
  409,
)

/** An earlier import of this file ended before its end: it is to be resumed. */
export const ImportUnfinished = defineRefusal<{ id: string; line: number; lines: number }>(
  'import/unfinished',
  409,
)

/** Half a file by one mapping and half by another would be neither. */
export const MappingChanged = defineRefusal<{ id: string }>('import/mapping-changed', 409)

/** Somebody else has resumed this import. */
export const ImportTakenOver = defineRefusal<{ id: string }>('import/taken-over', 409)

export const FileNotFound = defineRefusal<{ id: string }>('import/file-not-found', 404)

export const FileTooLarge = defineRefusal<{ mostBytes: number }>('import/file-too-large', 413)

export const AlreadyRunning = defineRefusal<{ id: string }>('import/already-running', 409)

/** A process without a folder has nowhere to put it. */
export const NothingUploaded = defineRefusal<Record<string, never>>('import/nothing-uploaded', 400)
