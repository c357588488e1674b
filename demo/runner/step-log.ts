import { SecretMasker } from './secret-masker.ts'
import { parseWorkflowCommand, type WorkflowCommand } from './workflow-command.ts'

/** A line as the job's log shows it, with secrets masked. */
export interface LogLine {
  readonly kind: 'text' | 'error' | 'warning' | 'notice' | 'debug' | 'group' | 'endgroup'
  readonly text: string
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  readonly title?: string
}

/** At most so many annotations of one level are shown per step, each with so many characters. */
export const ANNOTATIONS_PER_LEVEL = 10
export const ANNOTATION_MAX_LENGTH = 4096

/** Follows the output of one step, line by line, as actions/runner does (ActionCommandManager.cs). */
export class StepLog {
  readonly lines: LogLine[] = []
  readonly annotations: Annotation[] = []
  /** Every command that was carried out, in order; how a test sees that text from outside became one. */
  readonly commands: WorkflowCommand[] = []
  /** What the old `set-output` and `save-state` commands set; they work until GitHub removes them. */
  readonly outputs = new Map<string, string>()
  readonly state = new Map<string, string>()
  readonly masker = new SecretMasker()
  /** A command that is no longer allowed fails the step. */
  failed = false
  readonly #handlers = this.#commandHandlers()
  readonly #known = new Set(Object.keys(this.#handlers))
  readonly #onLine: (line: LogLine) => void
  #stopToken: string | undefined

  constructor(onLine: (line: LogLine) => void = () => {}) {
    this.#onLine = onLine
  }

  /** Takes a line of standard output or of standard error: the runner treats both alike. */
  take(line: string): void {
    const command = parseWorkflowCommand(line, this.#known)
    const name = command?.name.toLowerCase()
    if (command === undefined || name === undefined) this.#show('text', line)
    else if (this.#stopToken === undefined) this.#carryOut(name, command)
    else this.#takeWhileStopped(name, line)
  }

  /** An annotation of the step, or a message of the runner itself. */
  annotate(level: Annotation['level'], message: string, title?: string): void {
    this.#show(level, message)
    if (this.annotations.filter((other) => other.level === level).length >= ANNOTATIONS_PER_LEVEL) return
    this.annotations.push({
      level,
      message: this.masker.mask(message).slice(0, ANNOTATION_MAX_LENGTH),
      ...(title === undefined ? {} : { title: this.masker.mask(title) }),
    })
  }

  #carryOut(name: string, command: WorkflowCommand): void {
    this.commands.push(command)
    this.#handlers[name]?.(command)
  }

  #takeWhileStopped(name: string, line: string): void {
    this.#show('text', line)
    if (name !== this.#stopToken) return
    this.#known.delete(name)
    this.#stopToken = undefined
  }

  #commandHandlers(): Record<string, (command: WorkflowCommand) => void> {
    const annotate = (level: Annotation['level']) => (command: WorkflowCommand) =>
      this.annotate(level, command.data, command.properties.get('title'))
    const show = (kind: LogLine['kind']) => (command: WorkflowCommand) => this.#show(kind, command.data)
    const setIn = (map: Map<string, string>) => (command: WorkflowCommand) => {
      map.set(command.properties.get('name') ?? '', command.data)
      this.annotate('warning', `The \`${command.name}\` command is deprecated and will be disabled soon.`)
    }
    const refuse = (command: WorkflowCommand) => {
      this.failed = true
      this.annotate('error', `The \`${command.name}\` command is disabled.`)
    }
    const ignore = () => {}
    return {
      'add-mask': (command) => this.masker.add(command.data),
      'add-matcher': ignore,
      'add-path': refuse,
      debug: show('debug'),
      echo: ignore,
      endgroup: show('endgroup'),
      error: annotate('error'),
      group: show('group'),
      notice: annotate('notice'),
      'remove-matcher': ignore,
      'save-state': setIn(this.state),
      'set-env': refuse,
      'set-output': setIn(this.outputs),
      'stop-commands': (command) => this.#stopUntil(command.data),
      warning: annotate('warning'),
    }
  }

  #stopUntil(token: string): void {
    this.#stopToken = token.toLowerCase()
    this.#known.add(this.#stopToken)
    this.#show('text', `::stop-commands::${token}`)
  }

  #show(kind: LogLine['kind'], text: string): void {
    const line: LogLine = { kind, text: this.masker.mask(text) }
    this.lines.push(line)
    this.#onLine(line)
  }
}
