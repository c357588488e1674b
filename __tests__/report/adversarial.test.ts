import fc from 'fast-check'
import { redactDeep } from '../../src/core/redact-deep.ts'
import { createRedactor } from '../../src/core/redaction.ts'
import { Secret } from '../../src/core/secret.ts'
import { renderAnnotations } from '../../src/report/annotations.ts'
import { renderIncident } from '../../src/report/deliver/incident.ts'
import { isWanted, notificationOfEnd, notificationOfStart } from '../../src/report/deliver/notification.ts'
import { renderPayload } from '../../src/report/deliver/notification-payload.ts'
import { commentMarker, renderComment } from '../../src/report/deliver/pull-request-comment.ts'
import { renderBugAnnotations, renderBugSummary } from '../../src/report/error-pages.ts'
import { renderJsonReport } from '../../src/report/json-report.ts'
import { renderEntry } from '../../src/report/log/live-log.ts'
import { LogRenderer } from '../../src/report/log/log.ts'
import { renderOutputs } from '../../src/report/outputs.ts'
import type { RunStory } from '../../src/report/run-story.ts'
import { renderLandingReport } from '../../src/report/summary/landing-report.ts'
import { renderSummary } from '../../src/report/summary/summary.ts'
import type { Result } from '../../src/run/outcome.ts'
import { PARSERS } from '../support/markdown-parsers.ts'
import { HOSTILE_PIECES, poison } from './poison.ts'
import { RECORDS } from './records.ts'
import { STORIES, tellStory } from './stories.ts'

const suspects = [{ sha: 'aaaaaaa1b2c3', subject: 'Add orders', author: 'Mona' }]

const stories = new Map<string, RunStory>()
beforeAll(async () => {
  for (const result of STORIES) stories.set(result, { ...(await tellStory(result)), records: RECORDS })
})

const storyOf = (result: Result): RunStory => {
  const story = stories.get(result)
  if (story === undefined) throw new Error(`there is no story of ${result}`)
  return story
}

const hostile = fc.array(fc.constantFrom(...HOSTILE_PIECES), { maxLength: 5 }).map((parts) => parts.join(''))

/** What a page is made of: elements with where they lead, without the spans that frame a dollar sign. */
function skeleton(html: string): string[] {
  const rest = html.replace(/<span>[#@$:.-]<\/span>/g, '')
  return [...rest.matchAll(/<(?:a [^>]*href="([^"]*)"|([a-z][a-z0-9]*)|(!--))/gi)].map(
    ([, href, name, comment]) =>
      href === undefined ? (name ?? comment ?? '') : `a ${new URL(href, 'https://relative.example').host}`,
  )
}

const ALLOWED = new Set([
  'h2',
  'h3',
  'p',
  'strong',
  'em',
  'code',
  'pre',
  'ul',
  'ol',
  'li',
  'table',
  'thead',
  'tbody',
  'tr',
  'th',
  'td',
  'blockquote',
  'sub',
  'br',
  'details',
  'summary',
  'input',
  'a github.com',
  'a console.aws.amazon.com',
  'a us-east-1.console.aws.amazon.com',
  '!--',
]) // prettier-ignore

describe('a page that holds hostile texts everywhere', () => {
  it.each(STORIES)(
    'of %s has the elements and links that we gave it, and no other, by any parser',
    (result) => {
      const story = storyOf(result)
      fc.assert(
        fc.property(hostile, (text) => {
          // An address of ours is not replaced: what the other side chooses is what is beside it.
          const told = poison(story, (word) => (word.startsWith('https://') ? word : `${word}${text}`))
          for (const page of [
            renderSummary(told),
            renderIncident(told, { suspects: poison(suspects, () => text), place: text }).body,
            renderComment(told, commentMarker(text)),
          ]) {
            const folds = page.match(/<details(?: open)?><summary>/g)?.length ?? 0
            for (const [parser, parse] of Object.entries(PARSERS)) {
              const html = parse(page)
              const found = new Set(skeleton(html))
              expect({ parser, strange: [...found].filter((element) => !ALLOWED.has(element)) }).toEqual({
                parser,
                strange: [],
              })
              expect(html.match(/<summary>/g)?.length ?? 0).toBe(folds)
              expect(html.match(/language-mermaid/g)?.length ?? 0).toBeLessThanOrEqual(1)
            }
          }
        }),
        { numRuns: 25 },
      )
    },
  )
})

describe('a secret that is in every text from outside', () => {
  const SECRET = 'p4ss/w0rd+with=signs&more'
  const redact = createRedactor([new Secret(SECRET)])
  const forms = [
    SECRET,
    encodeURIComponent(SECRET),
    Buffer.from(SECRET).toString('base64'),
    JSON.stringify(SECRET).slice(1, -1),
  ]

  it.each(STORIES)('of %s comes out nowhere', (result) => {
    for (const form of forms) {
      const planted = poison(storyOf(result), (word) => `${word} ${form} `)
      const story: RunStory = {
        outcome: redactDeep(planted.outcome, redact),
        events: redactDeep(planted.events, redact),
        context: redactDeep(planted.context, redact),
        records: redactDeep(planted.records, redact),
      }
      const narrator = new LogRenderer(story.context.settings)
      const start = notificationOfStart(story)
      const outputs = [
        renderSummary(story),
        renderComment(story, commentMarker('')),
        renderLandingReport(story),
        renderJsonReport(story),
        JSON.stringify(renderOutputs(story)),
        JSON.stringify(renderAnnotations(story)),
        ...story.events.flatMap((event) => narrator.renderLine(event)).map(renderEntry),
        renderIncident(story, {
          place: redact(form),
          suspects: redactDeep(
            poison(suspects, () => form),
            redact,
          ),
        }).body,
        ...(['slack', 'slack-workflow', 'discord', 'teams', 'pagerduty', 'cloudevents'] as const).flatMap(
          (flavour) => [
            JSON.stringify(renderPayload(flavour, notificationOfEnd(story))),
            ...(start === undefined ? [] : [JSON.stringify(renderPayload(flavour, start))]),
          ],
        ),
      ]
      expect(isWanted('always', story)).toBe(true)
      for (const output of outputs) {
        expect(output).not.toContain(form)
        expect(
          output
            .replaceAll('\\', '')
            .replace(/<\/?span>/g, '')
            .replaceAll('&amp;', '&'),
        ).not.toContain('p4ss/w0rd')
      }
    }
  })

  it('of an error of our own comes out nowhere', () => {
    const error = new Error(`cannot read ${SECRET}`, { cause: new Error(SECRET) })
    const outputs = [
      redact(renderBugSummary(redact(String(error)), 'nothing')),
      ...renderBugAnnotations(error).map(({ message }) => redact(message)),
    ]
    for (const output of outputs) expect(output).not.toContain('p4ss/w0rd')
  })
})
