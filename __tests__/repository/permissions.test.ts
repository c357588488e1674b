import { read, repositoryFiles } from './files.ts'

/** Actions of IAM as our messages name them when one is missing. */
const ASKED = new Set(
  repositoryFiles('src/**.ts', ':!src/targets/ecs/model/aws-permissions.ts').flatMap(
    (path) => read(path).match(/(?<=')[a-z]+:[A-Z][A-Za-z]+(?=')/g) ?? [],
  ),
)

test('every AWS permission that we may ask for is explained', () => {
  const page = read('docs/permissions.md')
  expect(ASKED.size).toBeGreaterThan(10)
  expect([...ASKED].filter((action) => !page.includes(`\`${action}\``))).toEqual([])
})

test('the policies grant nothing that we never ask for, but for passing on roles', () => {
  const policies = ['README.md', 'docs/permissions.md'].flatMap(policiesOf)
  const granted = policies.flatMap(({ Statement }) => Statement.flatMap(({ Action }) => Action))
  expect(granted).toContain('ecs:UpdateService')
  expect(granted.filter((action) => action !== 'iam:PassRole' && !ASKED.has(action))).toEqual([])
})

interface Policy {
  readonly Statement: readonly { readonly Action: readonly string[] }[]
}

function policiesOf(page: string): Policy[] {
  const blocks = [...read(page).matchAll(/^```json\n(.*?)^```$/gms)].map(([, text = '']) => JSON.parse(text))
  return blocks.filter((block) => 'Statement' in block)
}
