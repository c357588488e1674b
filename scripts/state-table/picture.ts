import { HOOKS, type HookName, MOMENTS, type Moment, type StrategyName, VERSIONS } from './axes.ts'
import type { Cell } from './cell.ts'
import { findCell, markOf, RULE_NAMES, STRATEGY_NAMES } from './render-text.ts'

export const SCHEMES = ['light', 'dark'] as const

export type Scheme = (typeof SCHEMES)[number]

export const pictureOf = (scheme: Scheme): string => `docs/pictures/ecs-states-${scheme}.svg`

interface Palette {
  readonly text: string
  readonly faint: string
  readonly line: string
  /** Background and text of a cell. */
  readonly verdicts: Readonly<Record<string, readonly [string, string]>>
}

const PALETTES: Readonly<Record<Scheme, Palette>> = {
  light: {
    text: '#1f2328',
    faint: '#656d76',
    line: '#d1d9e0',
    verdicts: {
      healthy: ['#d3efd9', '#1a6334'],
      unhealthy: ['#fbd9d6', '#9a1c1c'],
      'rolled-back-by-platform': ['#e6defa', '#5a32a3'],
      'awaiting-approval': ['#fbecc4', '#7a4b00'],
      'not-deployed': ['#dde6f0', '#2f4a6b'],
    },
  },
  dark: {
    text: '#e6edf3',
    faint: '#9198a1',
    line: '#3d444d',
    verdicts: {
      healthy: ['#123d24', '#8fdda5'],
      unhealthy: ['#5a1e1e', '#ffb3ad'],
      'rolled-back-by-platform': ['#3b2a66', '#d2bdff'],
      'awaiting-approval': ['#4d3a0c', '#f2cf7a'],
      'not-deployed': ['#24384f', '#b3cdec'],
    },
  },
}

const CELL = { width: 32, height: 20, gap: 2 }
const LABEL_WIDTH = 232
const HOOK_GAP = 18
const HEAD_HEIGHT = 128
const TITLE_HEIGHT = 26
const HOOK_WIDTH = VERSIONS.length * (CELL.width + CELL.gap)
const WIDTH = LABEL_WIDTH + HOOKS.length * HOOK_WIDTH + (HOOKS.length - 1) * HOOK_GAP
const LEGEND_LINE = 22

const HOOK_TITLES: Readonly<Record<HookName, string>> = {
  'no hook': 'no hook at this stage',
  PAUSE: 'a PAUSE hook, unanswered',
  Lambda: 'a Lambda hook that tries it',
}

/** The whole table as one SVG, in the colours of GitHub's light or dark pages. */
export function drawTable(cells: readonly Cell[], scheme: Scheme): string {
  const palette = PALETTES[scheme]
  const { shapes, bottom } = drawRows(cells)
  const legend = drawLegend(cells, bottom + 22)
  const height = legend.bottom
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img">`,
    '<title>Verdict and way back of a deployment on ECS, by stage, version and lifecycle hook</title>',
    `<style>${styleOf(palette)}</style>`,
    `<defs>${defineMarks(cells)}</defs>`,
    ...drawHead(),
    ...shapes,
    ...legend.shapes,
    '</svg>',
    '',
  ].join('\n')
}

function styleOf({ text, faint, line, verdicts }: Palette): string {
  const colours = Object.entries(verdicts).map(
    ([verdict, [fill, ink]]) => `.${verdict} rect{fill:${fill}}.${verdict} text{fill:${ink}}`,
  )
  return [
    'text{font:11px ui-sans-serif,system-ui,"Segoe UI",Helvetica,Arial,sans-serif}',
    `text{fill:${text}}.faint{fill:${faint}}.strong{font-weight:600;font-size:12px}`,
    `line{stroke:${line}}.letter{font-weight:600;text-anchor:middle}.rule{font-size:8px;opacity:.8}`,
    ...colours,
  ].join('')
}

const idOf = (cell: Cell): string => `${cell.verdict}-${markOf(cell).letter}${markOf(cell).number}`

/** Each kind of cell once. */
function defineMarks(cells: readonly Cell[]): string {
  const kinds = new Map(cells.map((cell) => [idOf(cell), cell]))
  return [...kinds.entries()]
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([id, cell]) => `<g id="${id}" class="${cell.verdict}">${drawMark(cell)}</g>`)
    .join('')
}

function drawMark(cell: Cell): string {
  const { letter, number } = markOf(cell)
  const middle = CELL.width / 2
  const box = `<rect width="${CELL.width}" height="${CELL.height}" rx="3"/>`
  const way = letter === '' ? '' : `<text class="letter" x="${middle - 3}" y="14">${letter}</text>`
  return `${box}${way}<text class="rule" x="${letter === '' ? middle - 2 : middle + 4}" y="${letter === '' ? 13 : 15}">${number}</text>`
}

const leftOf = (hook: HookName): number => LABEL_WIDTH + HOOKS.indexOf(hook) * (HOOK_WIDTH + HOOK_GAP)

function drawHead(): string[] {
  return HOOKS.flatMap((hook) => [
    `<text class="strong" x="${leftOf(hook)}" y="14">${HOOK_TITLES[hook]}</text>`,
    ...VERSIONS.map((version, index) => {
      const x = leftOf(hook) + index * (CELL.width + CELL.gap) + CELL.width / 2 + 4
      return `<text class="faint" transform="translate(${x} ${HEAD_HEIGHT - 8}) rotate(-90)">${version}</text>`
    }),
  ])
}

function drawRows(cells: readonly Cell[]): { readonly shapes: string[]; readonly bottom: number } {
  const shapes: string[] = []
  let y = HEAD_HEIGHT
  for (const strategy of STRATEGY_NAMES) {
    shapes.push(`<line x1="0" x2="${WIDTH}" y1="${y}" y2="${y}"/>`)
    shapes.push(`<text class="strong" x="0" y="${y + 18}">${strategy}</text>`)
    y += TITLE_HEIGHT
    for (const moment of MOMENTS.filter((each) => cells.some((cell) => isAt(cell, strategy, each)))) {
      shapes.push(`<text class="faint" x="8" y="${y + 14}">${moment}</text>`)
      shapes.push(...drawRow(cells, strategy, moment, y))
      y += CELL.height + CELL.gap
    }
    y += 6
  }
  return { shapes, bottom: y }
}

function isAt(cell: Cell, strategy: StrategyName, moment: Moment): boolean {
  return cell.strategy === strategy && cell.moment === moment
}

function drawRow(cells: readonly Cell[], strategy: StrategyName, moment: Moment, y: number): string[] {
  return HOOKS.flatMap((hook) =>
    VERSIONS.flatMap((version, index) => {
      const cell = findCell(cells, { strategy, moment, hook, version })
      const x = leftOf(hook) + index * (CELL.width + CELL.gap)
      return cell === undefined ? [] : [`<use href="#${idOf(cell)}" x="${x}" y="${y}"/>`]
    }),
  )
}

const VERDICTS = [
  ['healthy', 'healthy'],
  ['unhealthy', 'unhealthy: rolled back, and verified again'],
  ['rolled-back-by-platform', 'rolled back by ECS: followed, and verified again'],
  ['awaiting-approval', 'awaiting-approval'],
  ['not-deployed', 'not-deployed'],
] as const

const LETTERS = [
  ['S', 'one StopServiceDeployment with ROLLBACK'],
  ['U', 'one UpdateService'],
  ['E', 'ECS itself: nothing is written'],
  ['P', 'left to a person: nothing is written'],
  ['–', 'no letter: nothing is written'],
] as const

const LEGEND_LINES = 5
const LEGEND_COLUMNS = [0, 330, 640, 790] as const

interface Entry {
  /** Drawn at a baseline. */
  readonly mark: (y: number) => string
  readonly text: string
}

function drawLegend(
  cells: readonly Cell[],
  top: number,
): { readonly shapes: string[]; readonly bottom: number } {
  const verdicts = VERDICTS.map(([verdict, text]): Entry => {
    const mark = (y: number) =>
      `<g class="${verdict}"><rect y="${y - 11}" width="20" height="14" rx="3"/></g>`
    return { mark, text }
  })
  const letters = LETTERS.map(([letter, text]): Entry => {
    return { mark: (y) => `<text class="strong" x="6" y="${y}">${letter}</text>`, text }
  })
  const rules = RULE_NAMES.flatMap((text, index): Entry[] => {
    const isUsed = cells.some(({ rule }) => rule === text)
    return isUsed ? [{ mark: (y) => `<text class="faint" x="8" y="${y}">${index + 1}</text>`, text }] : []
  })
  const [first, second, third, fourth] = LEGEND_COLUMNS
  const shapes = [
    ...drawColumn('Colour: the verdict', verdicts, first, top),
    ...drawColumn('Letter: the way back', letters, second, top),
    ...drawColumn('Number: the rule that decided', rules.slice(0, LEGEND_LINES), third, top),
    ...drawColumn('', rules.slice(LEGEND_LINES), fourth, top),
  ]
  return { shapes, bottom: top + (LEGEND_LINES + 1) * LEGEND_LINE }
}

function drawColumn(title: string, entries: readonly Entry[], x: number, top: number): string[] {
  const lines = entries.map(({ mark, text }, index) => {
    const y = top + (index + 1) * LEGEND_LINE
    return `${mark(y)}<text x="28" y="${y}">${text}</text>`
  })
  return [
    `<g transform="translate(${x} 0)">`,
    `<text class="strong" y="${top}">${title}</text>`,
    ...lines,
    '</g>',
  ]
}
