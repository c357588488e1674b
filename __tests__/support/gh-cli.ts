// A stand-in for the GitHub CLI, where that is not installed: it takes the options that the real one has for
// these commands, and no others, reaches only the server that --repo names, and makes the same requests.

interface Command {
  readonly words: number
  readonly options: Readonly<Record<string, string>>
  run(api: Api, argument: string, given: Given): Promise<void>
}

interface Given {
  readonly options: Readonly<Record<string, string>>
  readonly fields: Readonly<Record<string, string>>
}

type Api = (method: string, path: string, body?: object) => Promise<unknown>

const REPO = { '--repo': 'repo', '-R': 'repo' }

const COMMANDS: Readonly<Record<string, Command>> = {
  'run rerun': {
    words: 1,
    options: REPO,
    async run(api, id) {
      await api('GET', `actions/runs/${id}`)
      await api('POST', `actions/runs/${id}/rerun`)
    },
  },
  'run watch': {
    words: 1,
    options: REPO,
    async run(api, id) {
      for (;;) {
        const run = (await api('GET', `actions/runs/${id}`)) as { status: string }
        if (run.status === 'completed') return
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  },
  'workflow run': {
    words: 1,
    options: { ...REPO, '--ref': 'ref', '-r': 'ref', '-f': 'fields', '--raw-field': 'fields' },
    run: async (api, file, { options: { ref }, fields }) => {
      await api('POST', `actions/workflows/${encodeURIComponent(file)}/dispatches`, { ref, inputs: fields })
    },
  },
  'pr create': {
    words: 0,
    options: { ...REPO, '--base': 'base', '--head': 'head', '--title': 'title', '--body': 'body' },
    run: async (api, _, { options: { base, head, title, body } }) => {
      await api('POST', 'pulls', { base, head, title, body })
    },
  },
}

const args = process.argv.slice(2)
try {
  const command = COMMANDS[args.slice(0, 2).join(' ')]
  if (command === undefined) throw new Error(`unknown command "${args.slice(0, 2).join(' ')}" for "gh"`)
  const { positional, given } = readOptions(args.slice(2), command)
  if (positional.length !== command.words) throw new Error(`accepts ${command.words} arg(s)`)
  await command.run(openApi(given.options.repo ?? ''), positional[0] ?? '', given)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}

function readOptions(words: readonly string[], { options }: Command) {
  const positional: string[] = []
  const named: Record<string, string> = {}
  const fields: Record<string, string> = {}
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index] ?? ''
    const name = options[word]
    if (name === undefined && word.startsWith('-')) throw new Error(`unknown flag: ${word}`)
    if (name === undefined) {
      positional.push(word)
      continue
    }
    index += 1
    const value = words[index]
    if (value === undefined) throw new Error(`flag needs an argument: ${word}`)
    const equals = value.indexOf('=')
    if (name === 'fields') fields[value.slice(0, equals)] = value.slice(equals + 1)
    else named[name] = value
  }
  return { positional, given: { options: named, fields } }
}

/** As the real one, without a host it is github.com. */
function openApi(repo: string): Api {
  const parts = repo.split('/')
  const [host, owner, name] = parts.length === 3 ? parts : ['github.com', ...parts]
  const { GH_TOKEN: token, TEST_GITHUB_API: api, TEST_GITHUB_HOST: reachable } = process.env
  if (!token) throw new Error('To use GitHub CLI in a script, set the GH_TOKEN environment variable.')
  if (host !== reachable) throw new Error(`error connecting to ${host}`)
  return async (method, path, body) => {
    const response = await fetch(`${api}/repos/${owner}/${name}/${path}`, {
      method,
      headers: { authorization: `token ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`HTTP ${response.status}: ${text}`)
    return text === '' ? undefined : JSON.parse(text)
  }
}
