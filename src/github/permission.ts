/**
 * What to add to the workflow, from GitHub's own header: `actions=write; contents=read`, where a comma
 * separates what is needed together and a semicolon the alternatives.
 */
export function permissionHint(accepted: string | undefined): string {
  const lines = (accepted?.split(';')[0] ?? '')
    .split(',')
    .map((one) => one.trim().split('='))
    .filter(
      (parts): parts is [string, string] => parts.length === 2 && parts.every((part) => /^\w+$/.test(part)),
    )
    .map(([scope, access]) => `${scope.replaceAll('_', '-')}: ${access}`)
  const wanted =
    lines.length === 0 ? 'the permission that is missing' : `\`permissions: { ${lines.join(', ')} }\``
  return (
    `Add ${wanted} to the job, beside the permissions that it has: a permissions block sets every scope that it ` +
    'does not name to none. The token of a pull request from a fork can never write.'
  )
}
