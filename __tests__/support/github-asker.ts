import type { LocalGithub } from '../../demo/world/github/index.ts'
import type { Permissions } from '../../demo/world/github/server.ts'

export interface Told {
  readonly status: number
  readonly body: unknown
  readonly headers: Headers
}

export type Asker = (
  method: string,
  path: string,
  body?: object,
  headers?: Readonly<Record<string, string>>,
) => Promise<Told>

/** Speaks HTTP to the local GitHub without any client of ours; paths are those below the repository. */
export function asker(github: LocalGithub, permissions?: Permissions): Asker {
  const token = github.token(permissions)
  return async (method, path, body, headers = {}) => {
    const base = `${github.apiUrl}/repos/octo/shop`
    const response = await fetch(path === '' ? base : `${base}/${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      body: text === '' ? undefined : JSON.parse(text),
      headers: response.headers,
    }
  }
}
