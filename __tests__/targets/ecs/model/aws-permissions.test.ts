import { readFileSync } from 'node:fs'
import { renderPermissionTable, renderPolicy } from '../../../../scripts/aws-roles/page.ts'

const page = readFileSync(new URL('../../../../docs/permissions.md', import.meta.url), 'utf8')

test('the page has the table of permissions and the policy as they are', () => {
  expect(page).toContain(renderPermissionTable())
  expect(page).toContain(renderPolicy())
})
