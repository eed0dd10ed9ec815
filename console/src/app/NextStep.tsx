import type { NextProof } from '../../../server/src/modules/team/proof-contract.ts'
import { FirstAuthenticatorForm } from './FirstAuthenticatorForm.tsx'
import { ProofForm } from './ProofForm.tsx'

interface NextStepProps {
  next: NextProof
  /** In: where to go from here. */
  onIn: () => unknown
  onBack: () => void
}

/** What is still asked at the door after a right password. */
export function NextStep({ next, onIn, onBack }: NextStepProps) {
  if (next.needs === 'authenticator') return <FirstAuthenticatorForm next={next} onIn={onIn} />
  return <ProofForm next={next} onIn={onIn} onBack={onBack} />
}
