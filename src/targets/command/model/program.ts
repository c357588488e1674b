/**
 * The program that a bash script starts with, if that can be seen without knowing bash: its first line
 * that says anything begins with one plain word. Undefined for everything else (`if`, `X=1 y`, `"$z"`).
 */
export function findProgram(script: string): string | undefined {
  const line = script
    .split('\n')
    .map((text) => text.trim())
    .find((text) => text !== '' && !text.startsWith('#'))
  return /^([\w./+@-]+)(?:\s|;|$)/.exec(line ?? '')?.[1]
}
