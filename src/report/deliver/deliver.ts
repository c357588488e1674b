// What a run sends to others: notifications, the incident issue, the record of the environment. What stays
// with the job is written by runner/.

import type { Clock } from '../../core/clock.ts'
import { fieldAt } from '../../core/field-at.ts'
import { PlatformError } from '../../core/platform-error.ts'
import { type Redact, redactDeep } from '../../core/redact-deep.ts'
import { isForkPullRequest, readPayload } from '../../github/event-payload.ts'
import type { NetworkConfig } from '../../http/network.ts'
import { openNetwork } from '../../http/network.ts'
import type { Config, NotifyAddress } from '../../inputs/config.ts'
import type { RunStory } from '../run-story.ts'
import { renderEnvironmentRecord } from './environment-record.ts'
import { type Notification, notificationOfStart, notificationsOfEnd } from './notification.ts'
import { formOf, isSentTo } from './receiver.ts'

export interface NotificationsDeps {
  readonly env: NodeJS.ProcessEnv
  readonly clock: Clock
  readonly redact: Redact
  /** @param isAdvice it is the same on every deploy */
  readonly warn: (text: string, hint?: string, isAdvice?: true) => void
}

/** The configuration, as far as it decides what is delivered. */
export interface DeliveryConfig extends Config {
  readonly target: { readonly place: string; readonly keepsRecordUnplanned: boolean }
}

/** All of it together; people wait for the job, and the job waits for this. */
const LIMIT_MS = 20_000
/** After a cancellation: the runner kills ten seconds after the signal. */
const CANCELLED_LIMIT_MS = 3_000

/** What leaves the job: notifications and the incident issue. What does not arrive is a warning, never a result. */
export class Notifications {
  readonly #config: DeliveryConfig
  readonly #deps: NotificationsDeps
  readonly #notifiers = new Map<NotifyAddress, Promise<Notifier>>()
  #sending: Promise<void> = Promise.resolve()

  constructor(config: DeliveryConfig, deps: NotificationsDeps) {
    this.#config = config
    this.#deps = deps
  }

  /** A rollback begins: sent at once, and not awaited. */
  begin(story: RunStory): void {
    const notification = notificationOfStart(story, this.#config.notify.templates)
    if (notification === undefined) return
    this.#sending = this.#send([notification], story, AbortSignal.timeout(LIMIT_MS))
  }

  /** @returns the incident as Markdown, if there is one */
  async end(story: RunStory): Promise<string | undefined> {
    const isCancelled = story.outcome.result === 'cancelled'
    const signal = AbortSignal.timeout(isCancelled ? CANCELLED_LIMIT_MS : LIMIT_MS)
    const [incident] = await Promise.all([
      this.#report(story, signal),
      this.#notify(story, signal),
      this.#correctRecord(story, signal),
      this.#comment(story, signal),
    ])
    return incident
  }

  async #notify(story: RunStory, signal: AbortSignal): Promise<void> {
    await this.#sending
    if (this.#config.notify.addresses.length > 0)
      await this.#send(notificationsOfEnd(story, this.#config.notify.templates), story, signal)
  }

  /** To all addresses at once. Never rejects: nobody awaits the first notification, and a rollback is under way. */
  async #send(all: readonly Notification[], story: RunStory, signal: AbortSignal): Promise<void> {
    // The story is redacted, and the user's own text is not.
    const notifications = all.map((one) => ({ ...one, text: redactDeep(one.text, this.#deps.redact) }))
    await Promise.all(
      this.#config.notify.addresses.map(async (address) => {
        try {
          const receiver = { form: formOf(new URL(address.url.reveal())), level: address.on }
          for (const notification of notifications) {
            if (!isSentTo(receiver, notification, story)) continue
            await (await this.#open(address)).send(notification, signal)
          }
        } catch (error) {
          this.#warn('the notification could not be sent', error)
        }
      }),
    )
  }

  #open(address: NotifyAddress): Promise<Notifier> {
    const notifier = this.#notifiers.get(address) ?? openNotifier(address, this.#config.network, this.#deps)
    this.#notifiers.set(address, notifier)
    return notifier
  }

  async #report(story: RunStory, signal: AbortSignal): Promise<string | undefined> {
    const { incident: config, target, environment } = this.#config
    if (config === undefined) return undefined
    const { env, clock, redact, warn } = this.#deps
    try {
      const { reportIncident } = await import('./incident-report.ts')
      const { connectGithub, readGithubRun } = await import('../../github/run-context.ts')
      const client = connectGithub(readGithubRun(env), config.token, clock)
      const workspace = env.GITHUB_WORKSPACE || undefined
      const place = environment ?? target.place
      const deps = { client, place, redact, warn, workspace }
      return (await reportIncident(story, config, { deps, signal }))?.incident.body
    } catch (error) {
      this.#warn('the incident could not be reported', error)
      return undefined
    }
  }

  /** Never a warning for each deploy: what is wrong with it is the setup, and the result is what matters. */
  async #comment(story: RunStory, signal: AbortSignal): Promise<void> {
    const { prComment, target, environment } = this.#config
    // The guard after it has more to say.
    if (prComment === undefined || story.context.mode === 'capture') return
    const { env, clock, warn } = this.#deps
    const leaveOut = (why: string, hint?: string) => warn(`pr-comment was left out: ${why}`, hint, true)
    if (isForkPullRequest(env)) {
      leaveOut('the token of a pull request from a fork cannot write a comment')
      return
    }
    try {
      const { commentOnPullRequest } = await import('./pull-request-comment.ts')
      const { connectGithub, readGithubRun } = await import('../../github/run-context.ts')
      const run = readGithubRun(env)
      const payload = readPayload(env)
      const at = { place: environment ?? target.place, commit: deployedCommit(payload) ?? run.sha, payload }
      const client = connectGithub(run, prComment.token, clock)
      const commented = await commentOnPullRequest(client, story, at, signal)
      if (commented.kind === 'no-pull-request') leaveOut(commented.why)
    } catch (error) {
      const { message, hint } = describe(error)
      const isDenied = error instanceof PlatformError && error.code === 'access-denied'
      leaveOut(message, isDenied ? COMMENT_PERMISSION : hint)
    }
  }

  /** A re-run of a workflow corrects it itself, and leaves nothing to take back then. */
  async #correctRecord(story: RunStory, signal: AbortSignal): Promise<void> {
    const { environment, githubToken: token, target } = this.#config
    const record = renderEnvironmentRecord(story)
    if (environment === undefined || token === undefined || record === undefined) return
    const { result, plan } = story.outcome
    // An input that only GitHub could find wrong, such as an unknown workflow, writes nothing.
    if (target.keepsRecordUnplanned && result === 'rollback-failed' && plan === undefined) return
    const { env, clock } = this.#deps
    try {
      const { takeBackSuccess } = await import('../../github/deployment-correction.ts')
      const { connectGithub, readGithubRun } = await import('../../github/run-context.ts')
      const { sha, runId, ...run } = readGithubRun(env)
      const logUrl = `${run.serverUrl}/${run.repository}/actions/runs/${runId}`
      const github = connectGithub({ sha, runId, ...run }, token, clock)
      await takeBackSuccess(github, { environment, sha, runId, logUrl, ...record }, signal)
    } catch (error) {
      this.#warn(`the deployment record of ${environment} could not be corrected`, error)
    }
  }

  #warn(loss: string, error: unknown): void {
    const { message, hint } = describe(error)
    this.#deps.warn(`${loss}: ${message}`, hint)
  }
}

/** A run that another one started has the default branch as its own commit. */
function deployedCommit(payload: unknown): string | undefined {
  const sha = fieldAt(payload, 'workflow_run', 'head_sha')
  return typeof sha === 'string' ? sha : undefined
}

const COMMENT_PERMISSION =
  'Add `pull-requests: write` to the permissions of the job, beside those that it has: a permissions block sets every scope that it does not name to none.'

function describe(error: unknown): { readonly message: string; readonly hint: string | undefined } {
  const message = error instanceof Error ? error.message : String(error)
  return { message, hint: error instanceof PlatformError ? error.hint : undefined }
}

type Notifier = import('./notifier.ts').Notifier

async function openNotifier(
  address: NotifyAddress,
  network: NetworkConfig,
  { env, clock, redact, warn }: NotificationsDeps,
): Promise<Notifier> {
  const { Notifier } = await import('./notifier.ts')
  return new Notifier(address, { clock, redact, warn, network: openNetwork(network, env) })
}
