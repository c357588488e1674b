export const id = 93;
export const ids = [93];
export const modules = {

/***/ 5470:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    RV: () => (  renderJunit),
    X: () => (  escapeXml),
    YA: () => (  seconds),
    uK: () => (  attributes)
  });
  var _untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(5536);

function renderJunit(name, suites) {
    const all = suites.flatMap(({ cases }) => cases);
    const head = attributes({
        name,
        tests: String(all.length),
        failures: countFaults(all, 'failure'),
        errors: '0',
        time: seconds(suites.reduce((sum, { tookMs }) => sum + tookMs, 0)),
    });
    return [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuites ${head}>`,
        ...suites.flatMap(renderSuite),
        '</testsuites>',
        '',
    ].join('\n');
}
function renderSuite({ name, cases, startedAt, tookMs }) {
    const head = attributes({
        name,
        tests: String(cases.length),
        failures: countFaults(cases, 'failure'),
        errors: '0',
        skipped: countFaults(cases, 'skipped'),
        time: seconds(tookMs),
        timestamp: startedAt,
    });
    return [`  <testsuite ${head}>`, ...cases.flatMap((one) => renderCase(name, one)), '  </testsuite>'];
}
function renderCase(classname, { name, tookMs, fault, output }) {
    const head = `    <testcase ${attributes({ classname, name, time: seconds(tookMs) })}`;
    const inner = [
        ...(fault === undefined ? [] : [`      <${fault.kind} ${attributes({ message: fault.message })}/>`]),
        ...(output === undefined ? [] : [`      <system-out>${escapeXml(output)}</system-out>`]),
    ];
    return inner.length === 0 ? [`${head}/>`] : [`${head}>`, ...inner, '    </testcase>'];
}
function countFaults(cases, kind) {
    return String(cases.filter(({ fault }) => fault?.kind === kind).length);
}
function attributes(values) {
    return Object.entries(values)
        .map(([name, value]) => `${name}="${escapeXml(value)}"`)
        .join(' ');
}
function escapeXml(text) {
    return (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .bo)(text)
        .replace(/[\uFFFE\uFFFF]/g, '')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}
function seconds(durationMs = 0) {
    return (durationMs / 1_000).toFixed(3);
}


/***/ }),

/***/ 438:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    J: () => (  verdictAtMs),
    r: () => (  measurePhases)
  });
const NAMES = {
    'rolling-out': 'Rollout',
    starting: 'Start',
    baking: 'Bake time',
};
function measurePhases(events) {
    const endMs = verdictAtMs(events) ?? events.at(-1)?.atMs ?? 0;
    const begun = events.flatMap((event) => event.kind === 'phase-changed' && event.stage === 'verification' ? [event] : []);
    return begun.map(({ phase, atMs }, index) => ({
        name: NAMES[phase],
        beganAtMs: atMs,
        tookMs: Math.max(0, (begun[index + 1]?.atMs ?? endMs) - atMs),
    }));
}
function verdictAtMs(events) {
    return events.findLast((event) => event.kind === 'judged' && event.stage === 'verification')?.atMs;
}


/***/ }),

/***/ 8066:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    FP: () => (  joint),
    M9: () => (  decidingStage),
    lO: () => (  findCause),
    lb: () => (  decidingVerdict),
    pQ: () => (  clauseOf),
    xv: () => (  causeText)
  });
  var _begin_sentence_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3872);
  var _crash_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1637);
  var _evidence_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3224);



function findCause(story) {
    const { outcome, events } = story;
    if (outcome.reason === '')
        return undefined;
    if (outcome.result === 'rehearsed')
        return { sentence: outcome.reason };
    const stage = decidingStage(outcome);
    const verdict = decidingVerdict(outcome);
    const isVerdict = verdict !== undefined && outcome.reason.includes(verdict.reason);
    const decided = isVerdict ? verdict.reason : outcome.reason;
    const failure = findDecidingFailure(events, stage, decided);
    const showed = failure === undefined ? { sentence: decided } : describeFailure(failure, decided);
    const root = findRoot(events, failure);
    return {
        root: root === undefined || isSaidIn(root, showed.sentence) ? undefined : root,
        ...showed,
        rest: stage !== 'verification' ? undefined : findRest(outcome, decided, failure),
    };
}
function causeText(cause) {
    const { root, subject, rest } = cause;
    const showed = subject === undefined ? cause.sentence : `${subject}${joint(cause)}${cause.sentence}`;
    return [root === undefined ? showed : `${root}: ${showed}`, ...(rest === undefined ? [] : [rest])].join('; ');
}
function joint({ sentence }) {
    return /^(?:answered|gave|was|did|has)\b/.test(sentence) ? ' ' : ': ';
}
function decidingStage({ result, rehearsal }) {
    if (result !== 'rollback-unhealthy')
        return 'verification';
    return rehearsal?.forward?.result === result ? 'forward' : 'recovery';
}
function decidingVerdict(outcome) {
    const { verification, recovery, rehearsal } = outcome;
    const watched = { forward: rehearsal?.forward?.recovery, recovery };
    const stage = decidingStage(outcome);
    return (stage === 'forward' || stage === 'recovery' ? watched[stage] : verification)?.verdict;
}
function findDecidingFailure(events, stage, decided) {
    const isMeant = ({ reason = '' }) => reason !== '' && decided.includes(reason);
    return (0,_evidence_js__WEBPACK_IMPORTED_MODULE_1__  .i8)(events, stage, (one) => one.result !== 'pass' && isMeant(one));
}
function describeFailure(failure, decided) {
    const { check, reason = '', answer } = failure;
    const what = clauseOf(failure);
    const isNamed = answer !== undefined && what.includes(URL.parse(answer.url)?.hostname ?? answer.url);
    const how = decided
        .replace(reason, '')
        .replace(/[:;,\s]+$/, '')
        .replace(check, 'it');
    const [showed = '', ...tips] = what.split(/; (?=if (?:the|it)\b)/);
    const tip = tips.length === 0 ? undefined : (0,_begin_sentence_js__WEBPACK_IMPORTED_MODULE_2__  .N)(tips.join('; '));
    const sentence = how === 'it' || how === '' ? showed : `${showed}; ${how}`;
    return { ...(isNamed ? {} : { subject: answer?.url ?? check }), sentence, tip };
}
function clauseOf({ reason = '', answer }) {
    const at = answer === undefined ? -1 : reason.indexOf(answer.url);
    const found = answer === undefined || at < 0 ? reason : reason.slice(at + answer.url.length);
    const clause = found.replace(/^ \([^)]*\)/, '').replace(/^[:\s]+/, '');
    return answer?.bodyHead === undefined ? clause : (clause.split(/; (?:body: |no body)/)[0] ?? clause);
}
function findRest({ reason }, decided, failure) {
    if (!reason.startsWith(decided))
        return undefined;
    const rest = reason.slice(decided.length).replace(/^[;,:\s]+/, '');
    const news = failure?.reason === undefined ? rest : rest.replaceAll(`: ${failure.reason}`, '');
    return news === '' ? undefined : news;
}
function findRoot(events, failure) {
    return findLoggedError(events) ?? (failure === undefined ? findStop(events) : findAnsweredError(failure));
}
function findLoggedError(events) {
    for (const event of events) {
        if (event.kind !== 'evidence' || event.shows !== 'log')
            continue;
        const found = (0,_crash_line_js__WEBPACK_IMPORTED_MODULE_0__  .R)(event.lines);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
function findAnsweredError({ result, answer }) {
    const body = answer?.bodyHead?.trim() ?? '';
    if (result !== 'fail' || body === '' || body.startsWith('<'))
        return undefined;
    if (/^[[{]/.test(body))
        return findMessage(parse(body));
    return /\p{L}{3}/u.test(body) ? body.split('\n', 1)[0] : undefined;
}
const MESSAGE_FIELDS = ['error', 'message', 'detail', 'details', 'reason', 'cause', 'errors', 'description'];
function findMessage(value, depth = 0) {
    if (typeof value === 'string')
        return /\s/.test(value.trim()) ? value.trim() : undefined;
    if (typeof value !== 'object' || value === null || depth > 2)
        return undefined;
    if (Array.isArray(value))
        return findMessage(value[0], depth + 1);
    const fields = new Map(Object.entries(value));
    for (const name of MESSAGE_FIELDS) {
        const found = findMessage(fields.get(name), depth + 1);
        if (found !== undefined)
            return found;
    }
    return undefined;
}
function parse(json) {
    try {
        return JSON.parse(json);
    }
    catch {
        const [, text] = /"(?:error|message|detail)"\s*:\s*"((?:[^"\\]|\\.)+)/.exec(json) ?? [];
        return text?.replace(/\\(.)/g, '$1');
    }
}
function findStop(events) {
    const [task] = (0,_evidence_js__WEBPACK_IMPORTED_MODULE_1__  .vH)(events);
    if (task !== undefined)
        return task.text;
    const stopped = events.find((event) => event.kind === 'evidence' && event.shows === 'stopped-tasks');
    return stopped?.kind === 'evidence' ? stopped.lines[0] : undefined;
}
function isSaidIn(root, sentence) {
    const words = (text) => text
        .toLowerCase()
        .replace(/[^\p{L}\p{N}]+/gu, ' ')
        .trim();
    return words(sentence).includes(words(root).replace(/^\d+ /, ''));
}


/***/ }),

/***/ 1637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    R: () => (  findCrashLine)
  });
const MAX_LINES = 400;
const MAX_LENGTH = 2_000;
const COLOURS = /\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g;
const WRAPPERS = /^(?:npm (?:ERR!|error)|error Command failed|\s?ELIFECYCLE|make(?:\[\d+\])?: \*\*\*|exit status \d|Node\.js v\d|\[?nodemon\]?|error: script .* exited with|Process exited|info Visit https|Stack trace:)/i;
const FRAME = /^\s*(?:at\s|File "|from \S+:\d|\.{3}\s|#\d+\s|[}\])]|\^|[~^\s]+$)/;
const EXCEPTION = /\b[A-Z]\w*(?:Error|Exception)\b|^Error\b|\bError(?: \[\w+\])?:/;
const ERROR_NAMED = /\b[A-Z]\w*(?:Error|Exception)\b|\b(?:error|fatal|panic|critical|emerg)\b/i;
const NO_ERROR = /\b(?:no|without(?: any)?) errors?\b/i;
const ERROR_DESCRIBED = /\b(?:cannot|could not|can't|unable|failed|denied|refused|not found|no such|invalid|missing|not set|is required|must be|already in use|does not exist|unknown (?:flag|option|command|argument)|unsupported|unexpected|mismatch|expired|exceeded|timed out|killed|segmentation fault|out of memory)\b/i;
function findCrashLine(log) {
    const all = log
        .slice(-MAX_LINES)
        .flatMap((line) => line.split(/\r?\n/))
        .map((line) => readable(line.slice(0, MAX_LENGTH).replace(COLOURS, '')));
    const lines = all.filter((line) => !WRAPPERS.test(line));
    const crash = findCrash(lines);
    if (crash !== undefined)
        return crash.trim();
    const plain = lines.filter((line) => !FRAME.test(line) && line.trim() !== '');
    const found = plain.findLast((line) => ERROR_NAMED.test(line) && !NO_ERROR.test(line)) ??
        plain.findLast((line) => ERROR_DESCRIBED.test(line)) ??
        all.findLast((line) => ERROR_DESCRIBED.test(line));
    return found?.trim();
}
function findCrash(lines) {
    let found;
    for (const at of lines.keys()) {
        for (const recognise of RECOGNISERS) {
            const crash = recognise(lines, at);
            if (crash === undefined)
                continue;
            found = crash;
            break;
        }
    }
    return found;
}
const byPattern = (pattern) => (lines, at) => {
    const groups = pattern.exec(lines[at] ?? '')?.slice(1);
    return groups?.find((group) => group !== undefined);
};
const RECOGNISERS = [
    (lines, at) => {
        if (!/^Traceback \(most recent call last\)/.test(lines[at] ?? ''))
            return undefined;
        return lines.slice(at + 1).find((line) => /^\S/.test(line));
    },
    byPattern(/^\s*(?:Caused by:|\[cause\]:| ?--->)\s+(.+?)(?: \{)?$/),
    byPattern(/^Unhandled exception\. (.+)$/i),
    byPattern(/^Exception in thread ".*?" (.+)$/),
    byPattern(/^(?:PHP )?Fatal error: {1,2}(?:Uncaught )?(.+?)(?: in \S+(?::| on line )\d+)?$/),
    byPattern(/^\S+:\d+:in [`'][^']{0,200}': (.+ \([A-Z][\w:]*\))$/),
    byPattern(/^(panic: .+?|fatal error: .+?)(?: \[recovered\])?$/),
    byPattern(/^thread '.*?' panicked at '(.+)', \S+$/),
    (lines, at) => (/^thread '.*?'.* panicked at \S+:\d+:$/.test(lines[at] ?? '') ? lines[at + 1] : undefined),
    byPattern(/^(\*\* \(\w[\w.]*\) .+)$/),
    (lines, at) => {
        if (lines[at]?.trim() !== 'APPLICATION FAILED TO START')
            return undefined;
        const description = lines.indexOf('Description:', at);
        return description < 0 ? undefined : lines.slice(description + 1).find((line) => line.trim() !== '');
    },
    (lines, at) => {
        const isFirstFrame = /^\s+at\s/.test(lines[at] ?? '') && !/^\s+at\s/.test(lines[at - 1] ?? '');
        if (!isFirstFrame)
            return undefined;
        const above = lines.slice(Math.max(0, at - MESSAGE_LINES), at);
        const named = above.findLast((line) => EXCEPTION.test(line) && !FRAME.test(line));
        return named !== undefined && isCauseOfAnother(named) ? undefined : named;
    },
];
const MESSAGE_LINES = 6;
function isCauseOfAnother(line) {
    return /^\s*(?:Caused by:|\[cause\]:|--->|Unhandled exception\.|Exception in thread|Suppressed:)/.test(line);
}
const MESSAGES = ['msg', 'message', '@m', 'event'];
const DETAILS = ['err', 'error', 'exception', 'exc_info', 'cause'];
function readable(line) {
    if (!line.startsWith('{'))
        return line;
    const fields = parse(line);
    if (fields === undefined)
        return line;
    const message = MESSAGES.map((name) => fields.get(name)).find((text) => typeof text === 'string');
    const detail = DETAILS.map((name) => textOf(fields.get(name))).find((text) => text !== undefined);
    const level = [fields.get('level'), fields.get('severity')].find((text) => typeof text === 'string');
    const said = [message, detail === message ? undefined : detail].filter((text) => text !== undefined);
    if (said.length === 0)
        return line;
    return isAlarming(level, fields.get('level')) ? `${level ?? 'error'}: ${said.join(': ')}` : said.join(': ');
}
function isAlarming(word, number) {
    return /^(?:err|error|fatal|critical|panic|emerg)/i.test(String(word)) || Number(number) >= 50;
}
function textOf(value) {
    if (typeof value === 'string')
        return value.split('\n', 1)[0];
    if (typeof value !== 'object' || value === null || !('message' in value))
        return undefined;
    return typeof value.message === 'string' ? value.message : undefined;
}
function parse(line) {
    try {
        const value = JSON.parse(line);
        return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 3224:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    BR: () => (  groupFailures),
    fx: () => (  firstFailure),
    i8: () => (  findLastProbe),
    vH: () => (  groupFailedTasks),
    xW: () => (  lastFailure)
  });
  var _core_log_shape_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7505);
  var _probe_reason_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6369);


function firstFailure(events, stage) {
    return findProbe(events, stage, isFailure) ?? findProbe(events, stage, isNoPass);
}
function lastFailure(events, stage) {
    return findLastProbe(events, stage, isFailure) ?? findLastProbe(events, stage, isNoPass);
}
const isFailure = ({ result }) => result === 'fail';
const isNoPass = ({ result }) => result !== 'pass';
function findProbe(events, stage, isOne) {
    const found = events.find((event) => isOfStage(event, stage) && isOne(event.observation));
    return found?.kind === 'observed' ? found.observation : undefined;
}
function findLastProbe(events, stage, isOne) {
    const found = events.findLast((event) => isOfStage(event, stage) && isOne(event.observation));
    return found?.kind === 'observed' ? found.observation : undefined;
}
function isOfStage(event, stage) {
    return event.kind === 'observed' && event.stage === stage;
}
function groupFailures(events) {
    return groupAlike(describeFailures(events));
}
function* describeFailures(events) {
    for (const event of events) {
        if (event.kind !== 'observed')
            continue;
        const { observation } = event;
        if (isNoPass(observation) && observation.result !== 'stale')
            yield `${observation.check}: ${(0,_probe_reason_js__WEBPACK_IMPORTED_MODULE_0__  .G)(observation)}`;
    }
}
function groupFailedTasks(events) {
    const tasks = new Map();
    for (const event of events) {
        if (event.kind !== 'rollout-changed' || !('failedTasks' in event.state))
            continue;
        for (const { id, reason } of event.state.failedTasks)
            tasks.set(id, `${event.service}: ${reason}`);
    }
    return groupAlike(tasks.values());
}
function groupAlike(texts) {
    const groups = new Map();
    for (const text of texts) {
        const key = (0,_core_log_shape_js__WEBPACK_IMPORTED_MODULE_1__  .R)(text);
        const group = groups.get(key) ?? { text, count: 0 };
        group.count += 1;
        groups.set(key, group);
    }
    return [...groups.values()].sort((a, b) => b.count - a.count);
}


/***/ }),

/***/ 5093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    renderLandingReport: () => (  renderLandingReport)
  });
  var _core_statistics_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(8752);
  var _junit_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(5470);
  var _landing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6281);
  var _landing_phases_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(438);
  var _log_probe_runs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1192);
  var _time_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9793);
  var _cause_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8066);
  var _probe_strip_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7528);








function renderLandingReport(story) {
    const suites = [...jobSuites(story), landingSuite(story), checkSuite(story)];
    return (0,_junit_js__WEBPACK_IMPORTED_MODULE_6__  .RV)('Safe Landing', suites.filter(({ cases }) => cases.length > 0));
}
function jobSuites({ records }) {
    const pipeline = records?.pipeline;
    if (pipeline?.kind !== 'read')
        return [];
    const { stages } = pipeline.value;
    const jobs = [...new Set(stages.filter(({ kind }) => kind !== 'trigger').map(({ job }) => job))];
    return jobs.map((job) => {
        const steps = stages.filter((stage) => stage.job === job && stage.kind === 'step');
        const whole = stages.find((stage) => stage.job === job && stage.kind === 'job');
        const shown = steps.length > 0 || whole === undefined ? steps : [whole];
        const sumMs = steps.reduce((sum, { tookMs }) => sum + tookMs, 0);
        return {
            name: `Job: ${job}`,
            cases: shown.map(stageCase),
            startedAt: (0,_time_js__WEBPACK_IMPORTED_MODULE_3__  .dF)((whole ?? shown[0])?.startedAtMs ?? 0),
            tookMs: whole?.tookMs ?? sumMs,
        };
    });
}
function stageCase({ name, tookMs, conclusion, usual, isSlow }) {
    const isPassed = conclusion === 'success';
    const fault = isPassed ? undefined : { kind: 'failure', message: `it ended as ${conclusion}` };
    const usually = usual && `usually ${usual.medianMs / 1_000} s (median of ${usual.runs} runs)`;
    return { name, tookMs, fault, output: usually && `${usually}${isSlow ? '; slower than usual' : ''}` };
}
function landingSuite(story) {
    const { events, outcome, context } = story;
    const phases = (0,_landing_phases_js__WEBPACK_IMPORTED_MODULE_1__  .r)(events);
    const cause = (0,_cause_js__WEBPACK_IMPORTED_MODULE_4__  .lO)(story);
    const message = `${outcome.result}: ${cause === undefined ? outcome.reason : (0,_cause_js__WEBPACK_IMPORTED_MODULE_4__  .xv)(cause)}`;
    const fault = outcome.result === 'healthy' ? undefined : { kind: 'failure', message };
    const cases = phases.map(({ name, tookMs }, index) => ({
        name,
        tookMs,
        fault: index === phases.length - 1 ? fault : undefined,
    }));
    const tookMs = (0,_landing_phases_js__WEBPACK_IMPORTED_MODULE_1__  .J)(events) ?? 0;
    return {
        name: 'Landing',
        cases: [...cases, { name: 'Verdict', tookMs, fault }, ...targetCase(story)],
        startedAt: context.startedAt,
        tookMs,
    };
}
function targetCase(story) {
    const landing = (0,_landing_js__WEBPACK_IMPORTED_MODULE_0__  .U)(story);
    if (landing === undefined)
        return [];
    const { tookMs = 0, isMet } = landing;
    const fault = isMet ? undefined : { kind: 'failure', message: (0,_landing_js__WEBPACK_IMPORTED_MODULE_0__  .i)(landing) };
    return [{ name: 'Landing target', tookMs, fault }];
}
function checkSuite({ events, context }) {
    const strips = (0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_5__  .oq)(events).filter(({ stage }) => stage === 'verification');
    const cases = strips.map((strip) => checkCase(strip, isRequired(strip.check, context.settings)));
    return { name: 'Checks', cases, startedAt: context.startedAt, tookMs: (0,_landing_phases_js__WEBPACK_IMPORTED_MODULE_1__  .J)(events) ?? 0 };
}
function isRequired(check, { checks }) {
    return checks.find(({ name }) => name === check)?.required ?? true;
}
function checkCase(strip, required) {
    const { check, last, latenciesMs } = strip;
    const message = `${required ? '' : 'it only warns: '}${last.reason ?? last.result}`;
    const isPassed = last.result === 'pass';
    const kind = required ? 'failure' : 'skipped';
    const output = [(0,_log_probe_runs_js__WEBPACK_IMPORTED_MODULE_2__  .Pn)((0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_5__  .aD)(strip)), ...(0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_5__  .k2)(strip)].join(', ');
    const tookMs = latenciesMs.length === 0 ? 0 : (0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_7__  .Ym)([...latenciesMs], 50);
    return { name: check, tookMs, fault: isPassed ? undefined : { kind, message }, output };
}


/***/ }),

/***/ 7528:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    OV: () => (  probesPerSquare),
    aD: () => (  countResults),
    k2: () => (  describeLatency),
    oq: () => (  collectStrips),
    pB: () => (  drawStrip),
    vW: () => (  describeStrips),
    vh: () => (  WORST_FIRST)
  });
  var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9793);

const MAX_SQUARES = 30;
const SQUARES = { pass: '🟩', fail: '🟥', stale: '🟨', error: '⬜', nodata: '⬜' };
const WORST_FIRST = ['fail', 'error', 'nodata', 'stale', 'pass'];
const BAKE_BEGINS = '┊';
const LEGEND = {
    pass: '🟩 passed',
    fail: '🟥 failed',
    stale: '🟨 another version answered',
    error: '⬜ could not be asked',
    nodata: '⬜ could not be asked',
};
function collectStrips(events) {
    const lengths = countProbes(events);
    const strips = new Map();
    for (const event of events) {
        if (event.kind === 'phase-changed' && event.phase === 'baking') {
            for (const strip of strips.values())
                if (strip.stage === event.stage)
                    strip.beforeBake ??= strip.results.length;
        }
        if (event.kind !== 'observed')
            continue;
        const { stage, observation } = event;
        const key = keyOf(stage, observation);
        const strip = strips.get(key) ?? beginStrip(stage, observation, lengths.get(key) ?? 0);
        add(strip, observation);
        strips.set(key, strip);
    }
    return [...strips.values()].map(({ timedCount, latenciesMs, ...strip }) => {
        return { ...strip, latenciesMs: latenciesMs.subarray(0, timedCount) };
    });
}
const keyOf = (stage, { check }) => `${stage} ${check}`;
function countProbes(events) {
    const counts = new Map();
    for (const event of events) {
        if (event.kind !== 'observed')
            continue;
        const key = keyOf(event.stage, event.observation);
        counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
}
function beginStrip(stage, last, length) {
    return { stage, check: last.check, results: [], latenciesMs: new Float64Array(length), timedCount: 0, last };
}
function add(strip, observation) {
    const { result, latencyMs } = observation;
    strip.results.push(result);
    strip.last = observation;
    if (latencyMs !== undefined)
        strip.latenciesMs[strip.timedCount++] = latencyMs;
}
function probesPerSquare(strips) {
    const longest = Math.max(1, ...strips.map(({ results }) => results.length));
    return Math.ceil(longest / MAX_SQUARES);
}
function drawStrip({ results, beforeBake }, perSquare) {
    let drawn = '';
    for (let start = 0; start < results.length; start += perSquare) {
        const inSquare = new Set(results.slice(start, start + perSquare));
        const worst = WORST_FIRST.find((result) => inSquare.has(result));
        if (beforeBake !== undefined && start - perSquare < beforeBake && beforeBake <= start)
            drawn += BAKE_BEGINS;
        if (worst !== undefined)
            drawn += SQUARES[worst];
    }
    return drawn;
}
function describeStrips(strips, perSquare) {
    const results = new Set(strips.flatMap((strip) => [...new Set(strip.results)]));
    const hasBake = strips.some((strip) => (strip.beforeBake ?? Number.POSITIVE_INFINITY) < strip.results.length);
    return [
        ...new Set([...results].map((result) => LEGEND[result])),
        ...(hasBake ? [`${BAKE_BEGINS} bake time begins`] : []),
        perSquare === 1 ? 'one square a probe' : `one square for ${perSquare} probes, coloured by the worst`,
    ].join(' · ');
}
function describeLatency({ latenciesMs }) {
    const sorted = latenciesMs.toSorted();
    const slowestMs = sorted.at(-1);
    const medianMs = sorted[Math.floor(sorted.length / 2)];
    if (slowestMs === undefined || medianMs === undefined)
        return [];
    return [`median ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .LP)(medianMs)}, slowest ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .LP)(slowestMs)}`];
}
function countResults({ results }) {
    const counts = new Map();
    for (const result of results)
        counts.set(result, (counts.get(result) ?? 0) + 1);
    return counts;
}


/***/ })

};
