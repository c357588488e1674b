import { existsSync, statSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { marked, type Token } from 'marked'
import { ROOT, read, repositoryFiles } from './files.ts'

const PAGES = repositoryFiles('*.md').filter((path) => !path.startsWith('dist/'))

test.each(PAGES)('every relative link in %s leads somewhere', (page) => {
  expect(linksOf(page).filter((link) => !resolves(page, link))).toEqual([])
})

/** Of links and images; addresses elsewhere are left out. */
function linksOf(page: string): string[] {
  const links: string[] = []
  void marked.walkTokens(marked.lexer(read(page)), (token: Token) => {
    if (token.type === 'link' || token.type === 'image') links.push(token.href)
    if (token.type === 'html') {
      for (const [, address = ''] of token.raw.matchAll(/(?:src|href)="([^"]*)"/g)) links.push(address)
    }
  })
  return links.filter((link) => !/^[a-z][a-z+.-]*:/i.test(link))
}

/** On the page of the repository at GitHub this leads to a workflow, in every fork to its own. */
const WORKFLOW = /^\.\.\/\.\.\/actions\/workflows\/([\w-]+\.yml)(?:\/badge\.svg)?$/

function resolves(page: string, link: string): boolean {
  const workflow = dirname(page) === '.' ? WORKFLOW.exec(link)?.[1] : undefined
  if (workflow !== undefined) return existsSync(join(ROOT, '.github/workflows', workflow))
  const [path = '', anchor] = decodeURI(link).split('#')
  const target = path === '' ? page : normalize(join(path.startsWith('/') ? '' : dirname(page), path))
  if (!existsSync(join(ROOT, target))) return false
  if (anchor === undefined || !target.endsWith('.md') || statSync(join(ROOT, target)).isDirectory())
    return true
  return anchorsOf(target).includes(anchor)
}

/** As GitHub makes them of headings: lower case, no punctuation, dashes for blanks. */
function anchorsOf(page: string): string[] {
  const anchors: string[] = []
  void marked.walkTokens(marked.lexer(read(page)), (token: Token) => {
    if (token.type !== 'heading') return
    const slug = token.text
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .trim()
      .replace(/\s/g, '-')
    const again = anchors.filter((anchor) => anchor === slug || anchor.startsWith(`${slug}-`)).length
    anchors.push(again === 0 ? slug : `${slug}-${again}`)
  })
  return anchors
}
