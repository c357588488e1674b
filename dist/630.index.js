export const id = 630;
export const ids = [630];
export const modules = {

/***/ 6630:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  verifyCommand: () => (  verifyCommand)
});

// EXTERNAL MODULE: ./lib/core/redaction.js + 3 modules
var redaction = __webpack_require__(8962);
// EXTERNAL MODULE: ./lib/core/version.js
var version = __webpack_require__(8067);
// EXTERNAL MODULE: ./lib/inputs/has-commands.js
var has_commands = __webpack_require__(5772);
// EXTERNAL MODULE: ./lib/inputs/health-yaml.js
var health_yaml = __webpack_require__(8563);
// EXTERNAL MODULE: ./lib/inputs/input-error.js
var input_error = __webpack_require__(1674);
// EXTERNAL MODULE: ./lib/inputs/secrets.js
var inputs_secrets = __webpack_require__(9516);
// EXTERNAL MODULE: ./lib/main/health-policy.js
var health_policy = __webpack_require__(1118);
// EXTERNAL MODULE: ./lib/main/parse-inputs.js + 20 modules
var parse_inputs = __webpack_require__(5007);
// EXTERNAL MODULE: ./lib/report/journal.js + 2 modules
var report_journal = __webpack_require__(149);
// EXTERNAL MODULE: ./lib/report/json-report.js + 1 modules
var json_report = __webpack_require__(9518);
// EXTERNAL MODULE: ./lib/report/run-story.js
var run_story = __webpack_require__(3779);
// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/run/verify.js + 3 modules
var verify = __webpack_require__(2160);
// EXTERNAL MODULE: ./lib/runner/environment-secrets.js
var environment_secrets = __webpack_require__(2603);
// EXTERNAL MODULE: ./lib/runner/system-clock.js
var system_clock = __webpack_require__(2090);
// EXTERNAL MODULE: ./lib/targets/registry.js + 18 modules
var registry = __webpack_require__(2696);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/report/log/probe-runs.js
var probe_runs = __webpack_require__(1192);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
;// CONCATENATED MODULE: ./lib/cli/attempt-log.js



const MARKS = {
    pass: '[PASS]',
    fail: '[FAIL]',
    stale: '[INFO]',
    error: '[INFO]',
    nodata: '[INFO]',
};
class AttemptLog {
    #settings;
    #phase = '';
    #passes = 0;
    #attempts = 0;
    constructor(settings) {
        this.#settings = settings;
    }
    onEvent(event) {
        switch (event.kind) {
            case 'stage-started':
                return this.#enter(this.#describeStart());
            case 'phase-changed':
                return event.phase === 'baking' ? this.#enter(this.#describeBake()) : { lines: [] };
            case 'observed':
                return this.#onObservation(event.observation);
            case 'warned':
                return { lines: [`[INFO] ${(0,untrusted .bo)([event.text, event.hint ?? ''].filter(Boolean).join('. '))}`] };
            case 'judged':
                return { lines: [renderVerdict(event)], status: '' };
            default:
                return { lines: [] };
        }
    }
    #enter(phase) {
        if (phase === '')
            return { lines: [] };
        this.#phase = phase;
        return { lines: [`[INFO] ${phase}`], status: this.#status() };
    }
    #onObservation(observation) {
        this.#attempts += 1;
        if (observation.result === 'pass')
            this.#passes += 1;
        return {
            lines: [`${MARKS[observation.result]} ${(0,untrusted .bo)((0,probe_runs .C3)(observation))}`],
            status: this.#status(),
        };
    }
    #status() {
        return `${this.#phase} … ${this.#passes} of ${this.#attempts} passed`;
    }
    #describeStart() {
        const { successThreshold } = this.#settings;
        return `Waiting for ${successThreshold === 1 ? 'a good answer' : `${successThreshold} good answers in a row`}`;
    }
    #describeBake() {
        const { bakeTimeMs } = this.#settings;
        return bakeTimeMs === 0 ? '' : `Healthy so far; it is watched for ${(0,duration .P)(bakeTimeMs)} more`;
    }
}
function renderVerdict({ verdict }) {
    return `${verdict.kind === 'healthy' ? '[PASS]' : '[FAIL]'} ${verdict.kind}: ${(0,untrusted .bo)(verdict.reason)}`;
}

// EXTERNAL MODULE: ./lib/cli/options.js
var options = __webpack_require__(9048);
// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: ./lib/inputs/declarations.js
var declarations = __webpack_require__(9788);
;// CONCATENATED MODULE: ./lib/cli/verify-inputs.js




const VERIFY_OPTIONS = {
    url: { value: 'URL', isRepeatable: true, help: 'the address to ask' },
    'expect-version': { value: 'V', help: 'the version that has to answer' },
    condition: { value: 'LINE', isRepeatable: true, help: 'what the answer must hold: \'body.db == "up"\'' },
    retries: { value: 'N', help: 'so many failures in a row are unhealthy (3)' },
    'retry-delay': { value: 'D', help: 'time between two probes (5s)' },
    timeout: { value: 'D', help: 'time in which an answer must come (10s)' },
    bake: { value: 'D', help: 'how long to go on after it is healthy (2m)' },
    checks: { value: 'FILE', help: 'checks as YAML, as in the input `checks`' },
    local: { help: 'one good answer is enough, and no time to start: nothing was deployed' },
    json: { help: 'writes the report as JSON, which `replay` reads' },
};
const INPUTS = {
    'health-url': 'url',
    'expect-version': 'expect-version',
    conditions: 'condition',
    retries: 'retries',
    interval: 'retry-delay',
    timeout: 'timeout',
    'bake-time': 'bake',
    checks: 'checks',
};
const DURATIONS = ['interval', 'timeout', 'bake-time'];
const LOCAL = {
    'start-period': '0s',
    'success-threshold': '1',
    'bake-time': '0s',
};
function readVerifyInputs({ values, others }) {
    const [extra] = others;
    if (extra !== undefined) {
        throw new options .eb(`${JSON.stringify(extra)} belongs to no option. An address is given as --url URL`);
    }
    if (!values.has('url') && !values.has('checks'))
        throw new options .eb('--url URL or --checks FILE is needed');
    const given = new Map([
        ...Object.entries(declarations .W),
        ['github-token', ''],
        ['target', registry .rG.kind],
        ...(values.has('local') ? Object.entries(LOCAL) : []),
    ]);
    for (const [input, option] of Object.entries(INPUTS)) {
        const text = values.get(option)?.join('\n');
        if (text !== undefined)
            given.set(input, readValue(input, text));
    }
    return { get: (name) => given.get(name) ?? '' };
}
function optionOf(input) {
    const option = INPUTS[input];
    return option === undefined ? input : `--${option}`;
}
function readValue(input, text) {
    if (DURATIONS.includes(input) && /^\d+(\.\d+)?$/.test(text))
        return `${text}s`;
    return input === 'checks' ? readChecks(text) : text;
}
function readChecks(path) {
    try {
        return (0,external_node_fs_.readFileSync)(path, 'utf8');
    }
    catch (error) {
        throw new options .eb(`--checks ${path}: ${error instanceof Error ? error.message : error}`);
    }
}

;// CONCATENATED MODULE: ./lib/cli/verify-command.js



















const verifyCommand = {
    summary: 'verifies that an address is healthy, and stays so',
    usage: '--url URL [OPTIONS]',
    options: VERIFY_OPTIONS,
    notes: [
        'D is a duration such as 30s or 2m; a number alone is in seconds.',
        'Exit codes: 0 healthy, 1 unhealthy or inconclusive, 2 wrong usage.',
        'Docs: docs/command-line.md',
    ],
    run: async (given, terminal) => {
        const reader = readVerifyInputs(given);
        if ((0,health_yaml .Tf)(reader))
            await (0,health_yaml .yv)();
        const config = parse(reader);
        const secrets = (0,inputs_secrets .d)(reader, registry .Y);
        const echoed = (0,has_commands .$)(reader.get('checks')) ? (0,environment_secrets .w)(terminal.env, secrets) : [];
        const redact = (0,redaction .l)([...secrets, ...echoed]);
        const isJson = given.values.has('json');
        const isLocal = given.values.has('local');
        if (isLocal && !isJson)
            terminal.write('[INFO] Nothing was deployed: one good answer is enough.\n');
        return await watch(config, { terminal, redact, isJson });
    },
};
function parse(reader) {
    try {
        return (0,parse_inputs .T)(reader);
    }
    catch (error) {
        if (!(error instanceof input_error .dz))
            throw error;
        const problems = error.problems.map((problem) => (0,input_error .yM)({ ...problem, input: optionOf(problem.input) }));
        throw new options .eb(problems.join('\n'));
    }
}
async function watch(config, { terminal, redact, isJson }) {
    const startedAt = new Date().toISOString();
    const clock = new system_clock .A();
    const log = new AttemptLog(config.health);
    const show = isJson ? () => { } : showOn(terminal);
    const journal = new report_journal .z(clock, redact, (event) => show(log.onEvent(event)));
    const deps = { env: terminal.env, redact, clock };
    const probes = [...(await (0,health_policy .qR)(config, deps)), ...(await (0,health_policy .jf)(config, deps))];
    const ports = { clock, journal, probes, random: Math.random };
    const verification = await (0,verify .M)(ports, verifySettings(config), terminal.signal);
    const outcome = describeOutcome(verification);
    const exitCode = (0,run_outcome .Ep)(outcome.result, { mode: 'guard', failOnRollback: true, onInconclusive: 'fail' });
    if (isJson) {
        const settings = (0,run_story .k)(config);
        const context = {
            mode: 'guard',
            target: registry .rG.kind,
            exitCode,
            settings,
            startedAt,
            version: version .x,
        };
        terminal.write((0,json_report .nJ)({ outcome, events: journal.events, context }));
    }
    return exitCode;
}
function verifySettings(config) {
    const { expectVersion: version } = config.health;
    return {
        stage: 'verification',
        policy: (0,health_policy .WG)(config),
        pollIntervalMs: config.pollIntervalMs,
        expected: version === undefined ? { kind: 'any' } : { kind: 'exactly', version },
    };
}
function describeOutcome(verification) {
    const { verdict } = verification;
    return {
        result: verdict.kind,
        reason: verdict.reason,
        ...(verdict.kind === 'healthy' && { isHealthy: true }),
        ...(verdict.kind === 'unhealthy' && { isHealthy: false }),
        verification,
        timings: {},
    };
}
const CLEAR_LINE = '\r\u001B[K';
function showOn({ isInteractive, write }) {
    let status = '';
    return ({ lines, status: next = status }) => {
        const text = lines.map((line) => `${line}\n`).join('');
        if (!isInteractive)
            return write(text);
        write(`${CLEAR_LINE}${text}${next}`);
        status = next;
    };
}


/***/ })

};
