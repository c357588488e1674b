export const id = 873;
export const ids = [873];
export const modules = {

/***/ 3873:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  replayCommand: () => (  replayCommand)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./lib/health/assess.js + 1 modules
var assess = __webpack_require__(3607);
// EXTERNAL MODULE: ./lib/health/health-progress.js
var health_progress = __webpack_require__(7336);
// EXTERNAL MODULE: ./lib/health/rollout-progress.js
var rollout_progress = __webpack_require__(4047);
;// CONCATENATED MODULE: ./lib/run/replay.js



function replay(policy, recordedWith, events) {
    const recorded = events.filter((event) => !('stage' in event) || event.stage === 'verification');
    const startedAtMs = recorded.find(({ kind }) => kind === 'stage-started')?.atMs ?? recorded[0]?.atMs ?? 0;
    const hasRollout = recorded.some(({ kind }) => kind === 'rollout-changed');
    const rollout = (hasRollout ? rollout_progress .Zf : rollout_progress .AH)(startedAtMs);
    const isThinned = policy.intervalMs > recordedWith.intervalMs;
    const player = new Player(policy, (0,health_progress .CS)(recordedWith.checks, rollout), isThinned);
    let last = player.judge(startedAtMs);
    for (const [index, event] of recorded.entries()) {
        if (!player.play(event))
            continue;
        if (continuesPoll(event, recorded[index + 1]))
            continue;
        last = player.judge(event.atMs);
        if (last.verdict !== undefined)
            return last;
    }
    return last;
}
function continuesPoll(event, next) {
    return event.kind === 'rollout-changed' && next?.kind === 'rollout-changed' && next.atMs - event.atMs < 100;
}
class Player {
    #policy;
    #services = new Map();
    #nextProbeAtMs = new Map();
    #isThinned;
    #progress;
    constructor(policy, begun, isThinned) {
        this.#policy = policy;
        this.#progress = begun;
        this.#isThinned = isThinned;
    }
    play(event) {
        switch (event.kind) {
            case 'observed':
                return this.#addObservation(event.observation);
            case 'rollout-changed':
                this.#services.set(event.service, event);
                return true;
            case 'metrics-sampled':
                this.#progress = (0,health_progress .P4)(this.#progress, event.samples);
                return true;
            case 'judged':
                return true;
            case 'stage-started':
                this.#progress = { ...this.#progress, deployBegunAtMs: event.deployBegunAtMs };
                return false;
            case 'compared-with':
                this.#progress = { ...this.#progress, baseline: event.baseline };
                return false;
            default:
                return false;
        }
    }
    judge(atMs) {
        this.#poll(atMs);
        const assessment = (0,assess .n)(this.#policy, this.#progress, atMs);
        return { atMs, assessment, verdict: assessment.verdict };
    }
    #poll(atMs) {
        const services = [...this.#services.values()];
        if (services.length === 0)
            return;
        this.#progress = (0,health_progress .tg)(this.#progress, { atMs, services, news: [] }, this.#policy);
    }
    #addObservation(observation) {
        if (this.#isThinned && !this.#isDue(observation))
            return false;
        const { check } = observation;
        this.#progress = (0,health_progress .M0)(this.#progress, observation, this.#policy);
        return this.#progress.checks.some(({ name }) => name === check);
    }
    #isDue({ check, startedAtMs }) {
        const { intervalMs } = this.#policy;
        const nextAtMs = this.#nextProbeAtMs.get(check) ?? Number.NEGATIVE_INFINITY;
        if (startedAtMs < nextAtMs - intervalMs / 10)
            return false;
        const gridMs = Number.isFinite(nextAtMs) ? nextAtMs : startedAtMs;
        const missed = Math.floor((startedAtMs - gridMs + intervalMs / 10) / intervalMs);
        this.#nextProbeAtMs.set(check, gridMs + (missed + 1) * intervalMs);
        return true;
    }
}

// EXTERNAL MODULE: ./lib/core/nearest.js
var nearest = __webpack_require__(6661);
// EXTERNAL MODULE: ./lib/health/triggers/make-trigger.js + 2 modules
var make_trigger = __webpack_require__(3673);
// EXTERNAL MODULE: ./lib/health/triggers/parse-trigger.js + 1 modules
var parse_trigger = __webpack_require__(7266);
// EXTERNAL MODULE: ./lib/inputs/values/duration-value.js
var duration_value = __webpack_require__(1182);
// EXTERNAL MODULE: ./lib/inputs/values/integer.js
var integer = __webpack_require__(154);
;// CONCATENATED MODULE: ./lib/cli/changed-settings.js





const NUMBERS = {
    interval: { field: 'intervalMs', parser: (0,duration_value .p)(10) },
    'start-period': { field: 'startPeriodMs', parser: (0,duration_value .p)(0) },
    'success-threshold': { field: 'successThreshold', parser: (0,integer .n)(1, 1_000) },
    retries: { field: 'retries', parser: (0,integer .n)(1, 1_000) },
    'bake-time': { field: 'bakeTimeMs', parser: (0,duration_value .p)(0) },
    'rollout-timeout': { field: 'rolloutTimeoutMs', parser: (0,duration_value .p)(10) },
};
function changeSettings(recorded, changes) {
    const { intervalMs, startPeriodMs, successThreshold, retries, bakeTimeMs, rolloutTimeoutMs } = recorded;
    const numbers = { intervalMs, startPeriodMs, successThreshold, retries, bakeTimeMs, rolloutTimeoutMs };
    let lines = recorded.rollbackWhen ?? [];
    let hasOwnLines = false;
    for (const change of changes) {
        const [name, text] = split(change);
        if (name === 'rollback-when') {
            lines = [...(hasOwnLines ? lines : []), ...(text === '' ? [] : [text])];
            hasOwnLines = true;
        }
        else {
            const { field, parser } = NUMBERS[name];
            numbers[field] = parse(name, text, parser);
        }
    }
    if (numbers.intervalMs < intervalMs) {
        throw new Error(`interval: the recording has a probe every ${intervalMs}ms, and cannot be made finer than that`);
    }
    return { ...numbers, triggers: lines.map(readLine) };
}
function split(change) {
    const at = change.indexOf('=');
    const name = change.slice(0, Math.max(0, at));
    const names = [...Object.keys(NUMBERS), 'rollback-when'];
    const known = names.find((one) => one === name);
    if (known !== undefined)
        return [known, change.slice(at + 1)];
    const meant = (0,nearest .p)(name || change, names);
    throw new Error(`--set ${change}: expected one of ${names.join(', ')}, each with =value${meant === undefined ? '' : `; did you mean ${meant}?`}`);
}
function parse(name, text, parser) {
    const parsed = parser.parse(text);
    if (parsed.ok)
        return parsed.value;
    throw new Error(`--set ${name}=${text}: expected ${parser.expected}. ${parsed.problems[0]?.hint ?? ''}`.trim());
}
function readLine(line) {
    const parsed = (0,parse_trigger .U)(line);
    if (parsed.ok)
        return (0,make_trigger .v)(line, parsed.value);
    const { column, actual, expected, hint = '' } = parsed.problem;
    throw new Error(`rollback-when, "${line}": invalid value "${actual}" at column ${column}: expected ${expected}. ${hint}`.trim());
}

// EXTERNAL MODULE: ./lib/cli/options.js
var options = __webpack_require__(9048);
// EXTERNAL MODULE: ./lib/report/folded-probes.js
var folded_probes = __webpack_require__(288);
// EXTERNAL MODULE: ./lib/report/json-report.js + 1 modules
var json_report = __webpack_require__(9518);
;// CONCATENATED MODULE: ./lib/cli/recording.js


const READABLE = [1, json_report .f$];
function readRecording(text) {
    let report;
    try {
        report = JSON.parse(text);
    }
    catch (error) {
        throw new Error(`the report is not JSON: ${error instanceof Error ? error.message : error}`);
    }
    if (!isReport(report))
        throw new Error('this is not a JSON report of Safe Landing, which the output "report" names');
    if (!READABLE.includes(report.schemaVersion)) {
        throw new Error(`the report has schema version ${report.schemaVersion}, and this version of Safe Landing reads ${READABLE.join(' and ')}`);
    }
    const events = putTogether(report.events.map(restoreNumbers), report.probes ?? { answers: [], series: [] });
    if (!events.some((event) => event.kind === 'observed' || event.kind === 'rollout-changed' || event.kind === 'metrics-sampled')) {
        throw new Error(`nothing was observed in this run, which ended as ${report.outcome.result}`);
    }
    return {
        settings: withPlatformChecks(report.context.settings, events),
        events,
        result: report.outcome.result,
    };
}
function withPlatformChecks(settings, events) {
    const named = new Set(settings.checks.map(({ name }) => name));
    const seen = new Set(events.flatMap((event) => event.kind === 'observed' && event.stage === 'verification' ? event.observation.check : []));
    const others = [...seen].filter((name) => !named.has(name));
    return { ...settings, checks: [...settings.checks, ...others.map((name) => ({ name, required: true }))] };
}
function putTogether(rest, record) {
    const placed = new Map();
    const folded = [];
    for (const series of record.series) {
        for (const [position, startedAtMs, tookMs, recordedAfterMs, latencyMs, answer] of series.samples) {
            const probe = { startedAtMs, tookMs, recordedAfterMs, latencyMs, answer };
            placed.set(position, observed(probe, series, record));
        }
        for (const fold of series.folded ?? []) {
            for (const probe of (0,folded_probes .t8)(fold))
                folded.push(observed({ ...probe, recordedAfterMs: 0 }, series, record));
        }
    }
    const { foldedBefore = 0 } = record;
    const earlier = rest.slice(0, foldedBefore - folded.length);
    const others = rest.slice(earlier.length);
    const samplesAndOthers = Array.from({ length: others.length + placed.size }, (_, index) => placed.get(foldedBefore + index) ?? others.shift());
    return [
        ...[...earlier, ...folded].sort((one, other) => one.atMs - other.atMs),
        ...samplesAndOthers.filter((event) => event !== undefined),
    ];
}
function observed(probe, { stage, check }, { answers }) {
    const { startedAtMs, tookMs, recordedAfterMs, latencyMs, answer } = probe;
    const answered = answers[answer];
    if (answered === undefined)
        throw new Error(`the report has no answer ${answer}`);
    const endedAtMs = startedAtMs + tookMs;
    const times = { startedAtMs, endedAtMs, latencyMs: latencyMs ?? undefined };
    const observation = { check, ...times, ...answered };
    return { atMs: endedAtMs + recordedAfterMs, kind: 'observed', stage, observation };
}
function isReport(value) {
    if (!isObject(value) ||
        !Array.isArray(value.events) ||
        !isObject(value.probes ?? {}) ||
        !isObject(value.context) ||
        !isObject(value.outcome))
        return false;
    const { settings } = value.context;
    return (typeof value.outcome.result === 'string' &&
        isObject(settings) &&
        Array.isArray(settings.checks) &&
        typeof settings.intervalMs === 'number' &&
        value.events.every((event) => isObject(event) && typeof event.kind === 'string' && typeof event.atMs === 'number'));
}
function restoreNumbers(event) {
    if (event.kind !== 'metrics-sampled')
        return event;
    return { ...event, samples: event.samples.map(withoutNulls) };
}
function withoutNulls(sample) {
    const { reading } = sample;
    if (reading.kind !== 'metric')
        return sample;
    const datapoints = reading.datapoints.map((point) => ({
        ...point,
        value: typeof point.value === 'number' ? point.value : Number.POSITIVE_INFINITY,
    }));
    return { ...sample, reading: { ...reading, datapoints } };
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
;// CONCATENATED MODULE: ./lib/cli/replay-report.js

function renderReplay(events, policy, found) {
    const then = events.find((event) => event.kind === 'judged' && event.stage === 'verification');
    const startMs = events.find((event) => event.kind === 'stage-started' && event.stage === 'verification')?.atMs ?? 0;
    const at = (ms) => (0,duration .P)(ms - startMs);
    const settings = [
        `interval ${(0,duration .P)(policy.intervalMs)}`,
        `start-period ${(0,duration .P)(policy.startPeriodMs)}`,
        `success-threshold ${policy.successThreshold}`,
        `retries ${policy.retries}`,
        `bake-time ${(0,duration .P)(policy.bakeTimeMs)}`,
    ];
    const recorded = then?.kind === 'judged'
        ? `${then.verdict.kind} after ${at(then.atMs)}: ${then.verdict.reason}`
        : 'no verdict';
    const replayed = found.verdict === undefined
        ? `no verdict: the recording ends after ${at(found.atMs)}, while ${found.assessment.phase}`
        : `${found.verdict.kind} after ${at(found.atMs)}: ${found.verdict.reason}`;
    return [
        `settings  ${settings.join(', ')}`,
        `recorded  ${oneLine(recorded)}`,
        `replayed  ${oneLine(replayed)}`,
        ...found.assessment.triggers.map(({ state, text }) => `trigger   ${state}: ${oneLine(text)}`),
        '',
    ].join('\n');
}
function oneLine(text) {
    return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]+/gu, ' ');
}

;// CONCATENATED MODULE: ./lib/cli/replay-command.js






const replayCommand = {
    summary: 'judges a recorded run again, perhaps with other settings',
    usage: 'REPORT.json [--set NAME=VALUE]…',
    options: {
        set: {
            value: 'NAME=VALUE',
            isRepeatable: true,
            help: 'another setting, such as interval=10s or rollback-when="failure rate > 5% over 2m"',
        },
    },
    notes: ['REPORT.json is the file that the output `report` names, or what verify --json writes.'],
    run: async ({ values, others }, { write }) => {
        const [path, ...more] = others;
        if (path === undefined || more.length > 0)
            throw new options .eb('one report is needed: replay REPORT.json');
        write(judgeAgain(path, values.get('set') ?? []));
        return 0;
    },
};
function judgeAgain(path, changes) {
    try {
        const { settings, events } = readRecording((0,external_node_fs_.readFileSync)(path, 'utf8'));
        const policy = changeSettings(settings, changes);
        return renderReplay(events, policy, replay(policy, settings, events));
    }
    catch (error) {
        throw new options .eb(error instanceof Error ? error.message : String(error));
    }
}


/***/ })

};
