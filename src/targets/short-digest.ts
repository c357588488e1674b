/** Enough to distinguish the few targets of one job, and too little to learn a secret of the text from. */
export function shortDigest(text: string): string {
  const { createHash } = process.getBuiltinModule('node:crypto')
  return createHash('sha256').update(text).digest('hex').slice(0, 8)
}
