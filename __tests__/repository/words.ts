/**
 * Words that are not used, since a reader who knows the field would have to learn them first. Each has the word to use
 * in its place, a text that must be caught, and texts in which the same word is an ordinary one. If a legitimate use is
 * caught, narrow the pattern and add that text to `fine`.
 */
export interface BannedWord {
  readonly pattern: RegExp
  readonly instead: string
  readonly caught: string
  readonly fine?: readonly string[]
}

/** In pages, messages and comments. */
export const BANNED_WORDS: Readonly<Record<string, BannedWord>> = {
  ill: {
    pattern: /\bill(ness(es)?)?\b/i,
    instead: 'unhealthy, a failure, a bad commit',
    caught: 'a version that is ill',
    fine: ['an illegal character'],
  },
  bell: {
    pattern: /\bbells?\b/i,
    instead: 'when the bake time ends',
    caught: 'healthy by the bell',
  },
  standing: {
    pattern: /(?<!-)\bstanding\b/i,
    instead: 'status, progress, position',
    caught: 'the standing of the rollout',
    fine: ['a long-standing bug', 'an outstanding call'],
  },
  tell: {
    pattern: /\b(told|tell(s|ing)?|hear(s|d|ing)?)\b(?! .{0,20}\bapart\b)/i,
    instead: 'report, say, show, describe',
    caught: 'everything is told at once',
    fine: ['to tell two runs apart'],
  },
  look: {
    pattern: /\b(a|an|one|first|last|next|each|every|further|few|fewer|quick|[2-9]) looks?\b(?!-?up)/i,
    instead: 'a poll, a sample, a check',
    caught: 'the last look before the write',
    fine: ['look at the summary', 'a look-up of the name', 'it looks like a login page'],
  },
  signal: {
    pattern: /\b(addresses and|health|platform's own|metric) signals?\b/i,
    instead: 'metric, metric source, sample',
    caught: "the platform's own signals",
    fine: ['the AbortSignal', 'it sends the signal SIGTERM'],
  },
  order: {
    pattern:
      /\b(person's|manual) orders?\b|\bas ordered\b|\borders? (that|a rollback|stands)\b|\bwas ordered\b/i,
    instead: 'a manual rollback, as requested',
    caught: "only a person's order may do that",
    fine: ['in the order of the services', 'read them in order'],
  },
  obey: { pattern: /\b(obey|heed)(s|ed|ing)?\b/i, instead: 'accept, honour', caught: 'GitHub obeys it' },
  spread: {
    pattern: /\bspreads? (over|out)\b/i,
    instead: 'stagger',
    caught: 'probes are spread over the interval',
  },
  blame: {
    pattern: /\bblam(e|es|ed|ing)\b/i,
    instead: 'known-good, attributed to',
    caught: 'it is not blamed',
  },
  ours: {
    pattern: /\bours\b|\bour (own )?(deployment|run|rollback)\b/i,
    instead: 'the watched deployment, this run',
    caught: 'a deployment that is not ours',
    fine: ['one of our tests', 'within two hours'],
  },
  foreign: {
    pattern: /\bforeign (hands|deploy)|\bhomeless\b/i,
    instead: 'another deployment, an external deployer, without a target',
    caught: 'in foreign hands',
    fine: ['a foreign key'],
  },
  settle: {
    pattern: /(?<!promises? )\bsettl(e|es|ed|ing)\b|\bgave up\b|\bundone\b/i,
    instead: 'stabilize; stable, reverted, failed',
    caught: 'until it is settled',
    fine: ['once the promise settled'],
  },
  trouble: {
    pattern: /\btroubles?\b|\b(a|in|of|its) silence\b|\binsists?\b|\bpatiently\b/i,
    instead: 'an error, a failure, no answer, retry',
    caught: 'after a minute of silence',
    fine: ['docs/troubleshooting.md'],
  },
  carry: {
    pattern: /\bcarriers?\b|\bcarr(y|ies|ied) (it|the rollback|a rollback)\b(?! out)/i,
    instead: 'the rollback run',
    caught: 'the run that carries it',
    fine: ['it carries it out', 'it carries the plan out'],
  },
  mark: {
    pattern: /\b(a|the|its|their|whose|later|this) marks?\b/i,
    instead: 'a marker, a loop-guard marker',
    caught: 'it leaves a mark',
    fine: ['a question mark', 'git marks it as generated'],
  },
  overtake: {
    pattern: /\bovert(ak(e|en|er|es|ing)|ook)\b/i,
    instead: 'superseded',
    caught: 'it was overtaken',
  },
  survey: {
    pattern: /\b(conversation|survey|stamp|whereabouts|wish)(s|es|ed)?\b/i,
    instead: 'a session, an inspection, a timestamp, a location, an option',
    caught: 'the survey of the server',
    fine: ['a timestamp'],
  },
  story: {
    pattern: /\bnarrat(or|es?)\b|\bwhole story\b|\ba notice\b|\bwording\b/i,
    instead: 'a renderer, a report, a notification',
    caught: 'it tells the whole story',
    fine: ['somebody may notice it'],
  },
  practice: { pattern: /\bpractice\b/i, instead: 'a drill', caught: 'a rollback in practice' },
  finding: {
    pattern: /\b(the|a|later|good|bad|its|this|these|two) findings?\b|\bexplainers?\b/i,
    instead: 'a diagnosis, a result',
    caught: 'the later finding counts',
    fine: ['finding the version to go back to'],
  },
  cut: {
    pattern: /\bexcerpts?\b|\b(a|the) cut\b|\b(is|are|was) plain\b|\bplainly\b/i,
    instead: 'a part, truncated, clear',
    caught: 'it is kept as a cut',
    fine: ['plain JSON', 'git cuts the line', 'a shortcut'],
  },
  got: {
    pattern: /\bgot ["`'$…]|\bwhat it got\b|, allowed\b/i,
    instead: 'invalid value "x": expected …',
    caught: 'got "2", allowed a duration',
    fine: ['is allowed', 'it got no answer'],
  },
  'found out': {
    pattern: /\bfound out\b|\b(is|are|was) not known\b/i,
    instead: 'could not determine, unknown',
    caught: 'what could not be found out',
  },
  given: {
    pattern: /\b(was|were) (never seen|given (last|the))\b|\bwas given nothing\b|\bgave the service\b/i,
    instead: 'was not detected, was deployed',
    caught: 'what the service was given last',
    fine: ['a path that is given'],
  },
  'has to look': {
    pattern: /\bha(s|ve) to look\b|\bcom(e|es|ing)? to (its|an) end\b|\bcame to (its|an) end\b/i,
    instead: 'manual action required, did not complete',
    caught: 'somebody has to look now',
  },
  'a line': {
    pattern:
      /\b(one|two|ten|hundred|value`|deploys) a (line|page|call)\b|\btime to answer\b|\bfrom and to\b/i,
    instead: 'one per line, response time, the rollback',
    caught: 'conditions, one a line',
    fine: ['on a line of its own'],
  },
  'the way of': {
    pattern: /\bthe way of an?\b|\bputs adapters to\b/i,
    instead: 'how a run works, wires adapters to ports',
    caught: 'The way of a run',
    fine: ['it gets in the way of nobody'],
  },
}

/** Parts of names, such as `ill` in `isIll`. */
export const BANNED_PARTS: ReadonlySet<string> = new Set(
  [
    'ill illness bell standing told tell tells telling hear heard look looks obey heed spread blame blamed ours',
    'homeless foreign settling undone trouble denial silence insist patiently carrier spending overtaker',
    'overtaken conversation survey stamp whereabouts wish narrator notice wording practice finding explainer',
    'excerpt remembered',
  ].flatMap((line) => line.split(' ')),
)

/** Whole names. A parser may have a `word`, a redactor something `plain`, and the client of GitHub a `Route`. */
export const BANNED_NAMES: ReadonlySet<string> = new Set(
  [
    'aside TOGETHER judgeMemory WatchedService OurDeployment gaveUp passing Order Application Situation mark',
    'faults Wires handOver bareHost cut',
  ].flatMap((line) => line.split(' ')),
)
