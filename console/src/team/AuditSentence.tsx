import type { AuditLine } from '../../../server/src/modules/team/contract.ts'
import classes from './AuditPage.module.css'
import { type AuditWords, sentenceOf } from './auditWords.ts'

/** One line of the audit, as one readable sentence. */
export function AuditSentence({ line, words }: { line: AuditLine; words: AuditWords }) {
  const { key, values } = sentenceOf(words, line)
  return (
    <span className={classes.sentence}>
      {words.t.rich(key, { ...values, b: (who) => <strong key="who">{who}</strong> })}
    </span>
  )
}
