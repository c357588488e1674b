import { shellQuote } from '../../core/shell-quote.ts'

/**
 * A repository as `gh --repo` takes it. Without a host that is github.com, wherever the run is.
 *
 * @param serverUrl GITHUB_SERVER_URL, or the address of anything on that server
 */
export function repoOption(repository: string, serverUrl: string): string {
  const host = URL.parse(serverUrl)?.host ?? ''
  const isPublic = host === '' || host === 'github.com'
  return `--repo ${shellQuote(isPublic ? repository : `${host}/${repository}`)}`
}
