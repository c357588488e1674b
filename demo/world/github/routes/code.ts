import { notFound } from '../refusal.ts'
import { renderCommit, renderComparison, renderFile } from '../rendering/code.ts'
import { nodeId } from '../rendering/json.ts'
import { renderRepository, repositoryUrl } from '../rendering/repository.ts'
import { compare, historyOf, requireRef, resolveRef } from '../repository.ts'
import { type Call, ok, paged, parameter, type Reply, type Route } from '../routing.ts'

const REPOSITORY = '/repos/{owner}/{repo}'
const contents = { method: 'GET', scope: 'contents', access: 'read' } as const

export const codeRoutes: readonly Route[] = [
  { method: 'GET', path: REPOSITORY, scope: 'metadata', access: 'read', handle: getRepository },
  { ...contents, path: `${REPOSITORY}/contents/{path}`, handle: getContents },
  { ...contents, path: `${REPOSITORY}/commits`, handle: listCommits },
  { ...contents, path: `${REPOSITORY}/commits/{ref}`, handle: getCommit },
  { ...contents, path: `${REPOSITORY}/compare/{basehead}`, handle: getComparison },
  { ...contents, path: `${REPOSITORY}/git/ref/{path}`, handle: getRef },
]

function getRepository({ state }: Call): Reply {
  return ok(renderRepository(state))
}

function getContents(call: Call): Reply {
  const { state, query } = call
  const commit = resolveRef(state, query.get('ref') ?? state.defaultBranch)
  const path = parameter(call, 'path')
  const file = commit?.files.get(path)
  if (commit === undefined || file === undefined) throw notFound()
  return ok(renderFile(state, commit, path, file))
}

function listCommits(call: Call): Reply {
  const { state, query } = call
  const from = resolveRef(state, query.get('sha') ?? state.defaultBranch)
  if (from === undefined) throw notFound()
  return paged(call, historyOf(state, from), (shown) => shown.map((one) => renderCommit(state, one)))
}

function getCommit(call: Call): Reply {
  return ok(renderCommit(call.state, requireRef(call.state, parameter(call, 'ref'))))
}

function getComparison(call: Call): Reply {
  const [base = '', head = ''] = parameter(call, 'basehead').split('...')
  return ok(renderComparison(call.state, compare(call.state, base, head)))
}

function getRef(call: Call): Reply {
  const { state } = call
  const ref = parameter(call, 'path')
  const [kind, ...rest] = ref.split('/')
  const sha = (kind === 'tags' ? state.tags : state.branches).get(rest.join('/'))
  if (sha === undefined) throw notFound()
  return ok({
    ref: `refs/${ref}`,
    node_id: nodeId('Ref', ref),
    url: `${repositoryUrl(state)}/git/refs/${ref}`,
    object: { type: 'commit', sha, url: `${repositoryUrl(state)}/git/commits/${sha}` },
  })
}
