export const id = 116;
export const ids = [116];
export const modules = {

/***/ 4572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Fu: () => (  shortSha),
    Lu: () => (  nameRun),
    Qt: () => (  renderAge)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8415);

const SHORT_SHA = 7;
function shortSha(sha) {
    return sha.slice(0, SHORT_SHA);
}
function nameRun({ id, sha }) {
    return `run ${id} (${shortSha(sha)})`;
}
const DAY_MS = 86_400_000;
function renderAge(ageMs) {
    if (ageMs < 60_000)
        return 'just now';
    const days = Math.floor(ageMs / DAY_MS);
    return days >= 2 ? `${days} days ago` : `${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(Math.floor(ageMs / 60_000) * 60_000)} ago`;
}


/***/ }),

/***/ 1116:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    H: () => (  renderAnnotations),
    c: () => (  withoutMarkdown)
  });
  var _summary_cause_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8066);
  var _summary_headline_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5372);
  var _untrusted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5536);
  var _warned_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7673);




const MAX_WARNINGS = 5;
const MAX_LENGTH = 1_000;
function renderAnnotations(story) {
    const { outcome, context } = story;
    const { headline, icon } = (0,_summary_headline_js__WEBPACK_IMPORTED_MODULE_1__  .aU)(outcome, context);
    const cause = (0,_summary_cause_js__WEBPACK_IMPORTED_MODULE_0__  .lO)(story);
    const main = {
        level: context.exitCode === 0 ? 'notice' : 'error',
        title: 'Safe Landing',
        message: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_2__  .bo)(`${icon} ${withoutMarkdown(headline)}${cause === undefined ? '' : `: ${(0,_summary_cause_js__WEBPACK_IMPORTED_MODULE_0__  .xv)(cause)}`}${advice(cause?.tip)}${advice(outcome.hint)}`, MAX_LENGTH),
    };
    const warnings = (0,_warned_js__WEBPACK_IMPORTED_MODULE_3__  .P)(story)
        .filter(({ isAdvice }) => !isAdvice || context.mode === 'validate')
        .slice(0, MAX_WARNINGS)
        .map(({ text, hint }) => (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_2__  .bo)(`${text}${advice(hint)}`, MAX_LENGTH));
    return [main, ...warnings.map((message) => ({ level: 'warning', title: 'Safe Landing', message }))];
}
function advice(hint) {
    return hint === undefined ? '' : `. ${hint}`;
}
function withoutMarkdown(headline) {
    return headline
        .replace(/<\/?(?:code|span)>/g, '')
        .replaceAll('&lt;', '<')
        .replaceAll('&gt;', '>')
        .replaceAll('&amp;', '&')
        .replace(/\\([!-/:-@[-`{-~])/g, '$1')
        .replaceAll('`', '');
}


/***/ }),

/***/ 7149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    S: () => (  measureRehearsal),
    Z: () => (  rehearsalCases)
  });
  var _run_rehearsal_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6754);
  var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9793);


function measureRehearsal({ rehearsal, timings }) {
    const { detectionMs = 0, rollbackMs } = timings;
    const isBack = (0,_run_rehearsal_js__WEBPACK_IMPORTED_MODULE_1__  .iU)(rehearsal?.back) && rollbackMs !== undefined;
    return { detectionMs: timings.detectionMs, recoveryMs: isBack ? detectionMs + rollbackMs : undefined };
}
function rehearsalCases(story) {
    const { rehearsal } = story.outcome;
    if (rehearsal === undefined)
        return [];
    return [
        detectionCase(story, rehearsal),
        planCase(story, rehearsal),
        applyCase(story, rehearsal),
        recoveryCase(story, rehearsal),
        ...timeCase(story),
        forwardCase(rehearsal),
    ];
}
function detectionCase({ outcome, context }, { detection }) {
    const name = 'Detection';
    if (detection === undefined)
        return { name, status: 'failed', note: outcome.reason };
    const tookMs = detection.endedAtMs - detection.startedAtMs;
    return { name, status: 'passed', tookMs, note: `${context.settings.retries} failures in a row` };
}
function planCase({ events }, { back }) {
    const name = 'Target chosen';
    if (back === undefined)
        return { name, status: 'not reached', note: '' };
    const planned = momentOf(events, ({ kind }) => kind === 'planned');
    if (back.plan === undefined)
        return { name, status: 'failed', note: back.reason };
    const tookMs = planned === undefined ? undefined : planned - back.startedAtMs;
    const { from, to } = back.plan;
    return { name, status: 'passed', tookMs, note: `${lines(from)} → ${lines(to)}` };
}
function applyCase({ events }, { back }) {
    const name = 'Rollback';
    const startedAtMs = momentOf(events, ({ kind }) => kind === 'rollback-started');
    if (back?.plan === undefined || startedAtMs === undefined)
        return { name, status: 'not reached', note: '' };
    const endedAtMs = momentOf(events, ({ kind }) => kind === 'rollback-ended');
    const isInPlace = (0,_run_rehearsal_js__WEBPACK_IMPORTED_MODULE_1__  .iU)(back) || back.recovery !== undefined;
    const tookMs = (endedAtMs ?? back.endedAtMs) - startedAtMs;
    return isInPlace
        ? { name, status: 'passed', tookMs, note: `${lines(back.plan.to)} was in place` }
        : { name, status: 'failed', tookMs, note: back.reason };
}
function recoveryCase(_, { back }) {
    const name = 'Recovery';
    if (back?.recovery === undefined)
        return { name, status: 'not reached', note: '' };
    const { startedAtMs, endedAtMs, verdict } = back.recovery;
    const status = (0,_run_rehearsal_js__WEBPACK_IMPORTED_MODULE_1__  .iU)(back) ? 'passed' : 'failed';
    return { name, status, tookMs: endedAtMs - startedAtMs, note: verdict.reason };
}
function timeCase({ outcome, context }) {
    const { recoveryTargetMs } = context.settings;
    const { recoveryMs } = measureRehearsal(outcome);
    if (recoveryTargetMs === undefined || outcome.rehearsal?.back === undefined)
        return [];
    const isMet = recoveryMs !== undefined && recoveryMs <= recoveryTargetMs;
    return [
        {
            name: 'Time to recover',
            status: isMet ? 'passed' : 'failed',
            tookMs: recoveryMs,
            target: `at most ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .LP)(recoveryTargetMs)}`,
            note: recoveryMs === undefined ? 'it did not recover' : isMet ? 'met' : 'missed',
        },
    ];
}
function forwardCase({ forward, staysBack }) {
    const name = 'Way forward';
    if (staysBack !== undefined)
        return { name, status: 'left out', note: staysBack };
    if (forward === undefined)
        return { name, status: 'not reached', note: '' };
    const tookMs = forward.endedAtMs - forward.startedAtMs;
    return (0,_run_rehearsal_js__WEBPACK_IMPORTED_MODULE_1__  .iU)(forward)
        ? { name, status: 'passed', tookMs, note: forward.recovery?.verdict.reason ?? '' }
        : { name, status: 'failed', tookMs, note: forward.reason };
}
function momentOf(events, isMeant) {
    return events.find((event) => isMeant(event) && !('isForward' in event && event.isForward))?.atMs;
}
function lines(revisions) {
    return revisions.split('\n').join(', ');
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

/***/ 5372:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  aU: () => (  headlineFor),
  w7: () => (  shortRevision),
  UN: () => (  whyRed)
});

// EXTERNAL MODULE: ./lib/github/model/workflow-run.js
var workflow_run = __webpack_require__(4572);
// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
;// CONCATENATED MODULE: ./lib/report/summary/promotion-sentence.js

function renderPromotion(progress, outcome) {
    if (outcome.promotion === undefined)
        return progress;
    return [isHeldBack(outcome) ? heldBack(outcome) : progress, ...describe(outcome.promotion)].join(' ');
}
function isHeldBack({ result, promotion }) {
    const isWaiting = promotion !== undefined && promotion.gates.length > 0;
    return isWaiting && (result === 'unhealthy' || result === 'awaiting-approval' || result === 'cancelled');
}
function heldBack({ result }) {
    switch (result) {
        case 'unhealthy':
            return '**Safe now? As before.** The new version is unhealthy, and was not let go on. `auto-rollback` is off, so that a person decides.';
        case 'cancelled':
            return '**Safe now? As before.** The job was cancelled before anything was decided.';
        default:
            return '**Safe now? As before.** The deployment goes on, or back, when a person has answered. Nothing was answered for them.';
    }
}
const MAX_PLACES = 1;
const renderRest = (places) => places.length > MAX_PLACES ? ` and ${places.length - MAX_PLACES} more` : '';
const renderPlace = (place) => (0,untrusted .DJ)(place, 60, untrusted .SS);
function describe({ proceeded, metNobody, testAnswers, gates }) {
    const requests = testAnswers === 1 ? '1 test request' : `${testAnswers} test requests`;
    const waits = gates.slice(0, MAX_PLACES).map(({ service, gate }) => {
        const otherwise = gate.otherwise === undefined ? '' : `; without an answer, ${(0,untrusted .DJ)(gate.otherwise, 60)}`;
        return `${renderPlace(service)} waits at ${renderPlace(gate.stage)}${renderRest(gates)}${otherwise}.`;
    });
    return [
        ...(metNobody
            ? [`**No user has met the new version:** it had test traffic only, and answered ${requests}.`]
            : []),
        ...(proceeded.length > 0
            ? [
                `This run let it go on: ${proceeded.slice(0, MAX_PLACES).map(renderPlace).join(', ')}${renderRest(proceeded)}.`,
            ]
            : []),
        ...waits,
    ];
}

// EXTERNAL MODULE: ./lib/run/rehearsal.js
var run_rehearsal = __webpack_require__(6754);
// EXTERNAL MODULE: ./lib/report/rehearsal-cases.js
var rehearsal_cases = __webpack_require__(7149);
// EXTERNAL MODULE: ./lib/report/time.js
var time = __webpack_require__(9793);
;// CONCATENATED MODULE: ./lib/report/summary/rehearsal-headline.js




function rehearsalHeadline(outcome, rehearsal, view) {
    const { from = 'the version that ran', to = 'the earlier version' } = view;
    if (outcome.result === 'rehearsed')
        return worked(outcome, rehearsal, { ...view, from, to });
    const { back, forward } = rehearsal;
    const safe = safeNow(outcome);
    if (outcome.result === 'superseded') {
        return {
            icon: '⏭️',
            headline: 'Rehearsal: another deployment took over',
            progress: `**Safe now? Unknown.** ${back?.plan === undefined ? 'The rehearsal had changed nothing' : 'It came in during the rehearsal, and was left alone'}; this job cannot vouch for the other deployment.`,
            next: [
                'Follow the newer deployment, and rehearse when nobody deploys: put both in one `concurrency` group.',
            ],
        };
    }
    const icon = outcome.result === 'cancelled' ? '🛑' : outcome.result === 'inconclusive' ? '❔' : '🚨';
    if ((0,run_rehearsal .iU)(forward)) {
        return {
            icon,
            headline: 'Rehearsal: the way back failed',
            progress: `${safe} The rollback to ${to} did not work; ${from} was put forward again and passed the checks.`,
            next: [FIX],
        };
    }
    if (back === undefined && forward === undefined) {
        return {
            icon,
            headline: 'Rehearsal: ended before the way back',
            progress: `${safe} The rehearsal had changed nothing.`,
            next: ['Run the rehearsal again.'],
        };
    }
    if (back !== undefined && back.plan === undefined) {
        return {
            icon,
            headline: 'Rehearsal: a rollback would not have been possible',
            progress: `${safe} Nothing was changed, and the version that runs was verified healthy.`,
            next: [FIX],
        };
    }
    return {
        icon,
        headline: `Rehearsal: ${(0,run_rehearsal .iU)(back) || back === undefined ? 'the way forward failed' : 'the way back failed'}`,
        progress: `${safe} ${whatRuns(outcome, rehearsal, { from, to })}`,
        next: [
            'Check what the platform does now before you start anything else.',
            ...putForward(outcome, rehearsal),
        ],
        byHand: true,
        byHandTitle: 'To go forward by hand',
    };
}
const FIX = 'Correct what failed, then rehearse again: in an emergency it would have failed too.';
function worked(outcome, { forward, staysBack = '' }, { from, to, context }) {
    const late = describeLate(outcome, context);
    if (forward !== undefined) {
        return {
            icon: late === '' ? '✅' : '⚠️',
            headline: `Rehearsal: back to ${to} and forward again`,
            progress: `**Safe now? Yes.** ${from} runs again and passed the checks. Detection, rollback, recovery and the way forward worked${late}.`,
            next: [],
        };
    }
    return {
        icon: late === '' ? '✅' : '⚠️',
        headline: `Rehearsal: rolled back to ${to}`,
        progress: `**Safe now? Yes.** ${to} runs now and passed the checks. Detection, rollback and recovery worked${late}. Nothing is wrong with ${from}.`,
        next: [`Deploy ${from} again. It does not come back by itself: ${(0,untrusted .GH)(staysBack, 300)}.`],
    };
}
function describeLate(outcome, { settings: { recoveryTargetMs } }) {
    const { recoveryMs } = (0,rehearsal_cases .S)(outcome);
    if (recoveryTargetMs === undefined || recoveryMs === undefined || recoveryMs <= recoveryTargetMs)
        return '';
    return `, but the recovery took ${(0,time .LP)(recoveryMs)}, and its target is ${(0,time .LP)(recoveryTargetMs)}`;
}
function safeNow({ isHealthy }) {
    if (isHealthy === undefined)
        return '**Safe now? Unknown.**';
    return isHealthy ? '**Safe now? Yes.**' : '**Safe now? No.**';
}
function whatRuns({ isHealthy, result }, { back, forward }, { from, to }) {
    if ((0,run_rehearsal .iU)(back) && (forward === undefined || forward.plan === undefined))
        return `**Manual action required:** ${to} still runs; ${from} was not put forward again.`;
    if (forward?.result === 'rollback-unhealthy')
        return `**Manual action required:** ${from} is in place again, and ${isHealthy === false ? 'fails the checks now' : 'the checks did not confirm it'}.`;
    if (back?.result === 'rollback-unhealthy')
        return `**Manual action required:** ${to} runs, which did not pass the checks.`;
    const way = forward === undefined && back !== undefined ? 'back' : 'forward';
    const ended = result === 'cancelled' ? 'was not seen to its end' : 'did not complete';
    return `**Manual action required:** the way ${way} ${ended}, so that the service may run ${from} or ${to}.`;
}
function putForward({ plan }, { staysBack }) {
    if (plan === undefined || staysBack !== undefined || plan.from.includes('\n'))
        return [];
    const order = (0,untrusted .SS)(`rollback-to: ${plan.forwardTo ?? plan.from}`, 120);
    return [`Put the version forward again that was verified: run \`mode: rollback\` with ${order}.`];
}

;// CONCATENATED MODULE: ./lib/report/summary/headline.js





const MAX_NAME_LENGTH = 60;
function headlineFor(outcome, context) {
    const { from, to } = outcome.plan ?? {};
    if (outcome.rehearsal !== undefined) {
        const names = { from: from && renderRevisions(from), to: to && renderRevisions(to) };
        return rehearsalHeadline(outcome, outcome.rehearsal, { ...names, context });
    }
    const shown = HEADLINES[outcome.result]({
        outcome,
        context,
        from: from === undefined || from.includes('\n') ? 'the new version' : headline_name(from),
        to: to === undefined ? 'the earlier version' : to.includes('\n') ? SEVERAL : headline_name(to),
    });
    return { ...shown, progress: renderPromotion(shown.progress, outcome) };
}
const SEVERAL = 'the earlier versions';
function be(to) {
    return to === SEVERAL ? 'are' : 'is';
}
function renderRevisions(revisions) {
    return revisions.split('\n').map(headline_name).join(', ');
}
function headline_name(revision) {
    return (0,untrusted .DJ)(shortRevision(revision), MAX_NAME_LENGTH, untrusted .SS);
}
function shortRevision(revision) {
    return /^[0-9a-f]{40}$/.test(revision) ? (0,workflow_run .Fu)(revision) : revision;
}
const FIX_FORWARD = 'Fix the cause and deploy again. A plain re-run of this job would deploy the same version once more.';
const CHECK_OUTSIDE = 'Check what is outside of this deployment: a database, another service, a certificate, DNS, configuration that changed for every version.';
const PUT_REST_BACK = 'Put back what the deploy changed beside the version: "What could not be checked" shows the values of before.';
function hasMoreChanged({ plan }) {
    return (plan?.notPutBack ?? []).length > 0;
}
function whyStillUnhealthy({ plan }) {
    const rest = plan?.notPutBack ?? [];
    if (rest.length === 0)
        return 'so the new version is probably not the cause';
    return `but the deploy also changed ${rest.map(headline_name).join(' and ')}, which a rollback does not put back`;
}
function whyHandedOff({ plan }) {
    return plan?.handsOff === true
        ? [
            'So that a run sees its rollback to the end next time: put the concurrency group on the job that deploys, and this step into a job after it.',
        ]
        : [];
}
function isByUser({ reason }) {
    return /\bby (?:a )?user\b/i.test(reason);
}
const HEADLINES = {
    healthy: () => ({
        icon: '✅',
        headline: 'The new version is healthy',
        progress: '**Safe now? Yes.** The service is healthy.',
        next: [],
    }),
    'rolled-back': ({ context, to }) => context.mode === 'rollback'
        ? {
            icon: '↩️',
            headline: `Rolled back to ${to}, as requested`,
            progress: `**Safe now? Yes.** ${capital(to)} ${be(to)} in place and passed the checks.`,
            next: ['The next deployment brings the newer code back: revert or fix it first.'],
        }
        : {
            icon: '↩️',
            headline: `Rolled back to ${to}`,
            progress: `**Safe now? Yes.** The service is healthy again: ${to} ${be(to)} back and passed the same checks.`,
            next: [FIX_FORWARD],
        },
    'rolled-back-by-platform': ({ outcome, to }) => ({
        icon: '↩️',
        headline: isByUser(outcome)
            ? `${capital(to)} had been put back before`
            : `The platform rolled back to ${to}`,
        progress: isByUser(outcome)
            ? `**Safe now? Yes.** The service is healthy again: a person, or an earlier attempt of this run, had it stopped. The platform put ${to} back, and it passed the checks.`
            : `**Safe now? Yes.** The service is healthy again: the platform put ${to} back before Safe Landing had to, and it passed the checks.`,
        next: [FIX_FORWARD],
    }),
    'rollback-unhealthy': ({ outcome, to }) => ({
        icon: '🚨',
        headline: `Rolled back to ${to}, and ${to === SEVERAL ? 'they are' : 'it is'} not healthy either`,
        progress: outcome.isHealthy === false
            ? `**Safe now? No.** ${capital(to)} ${be(to)} in place and did not pass the same checks, ${whyStillUnhealthy(outcome)}.`
            : `**Safe now? Unknown.** ${capital(to)} ${be(to)} in place, but the checks did not confirm it.`,
        next: [
            hasMoreChanged(outcome) ? PUT_REST_BACK : CHECK_OUTSIDE,
            `If ${to} itself is bad, name an older revision with \`mode: rollback\` and \`rollback-to\`.`,
        ],
    }),
    'rollback-failed': ({ outcome, to }) => ({
        icon: '🚨',
        headline: outcome.plan === undefined ? 'The rollback could not be planned' : `The rollback to ${to} failed`,
        progress: `${lastSeen(outcome)} **Manual action required:** the rollback did not complete.`,
        next: ['Check what the platform is doing before you start anything else.'],
        byHand: true,
    }),
    unhealthy: ({ context }) => ({
        icon: '❌',
        headline: 'The new version is unhealthy',
        progress: context.settings.autoRollback
            ? '**Safe now? No.** The service was last seen unhealthy. Nothing was changed: `target: none` only verifies.'
            : '**Safe now? No.** The service was last seen unhealthy. Nothing was changed: `auto-rollback` is off.',
        next: [
            FIX_FORWARD,
            context.settings.autoRollback
                ? 'Name a `target` if Safe Landing shall put the last good version back.'
                : '`auto-rollback: true` lets Safe Landing roll back by itself.',
        ],
        byHand: true,
    }),
    'unhealthy-before': ({ outcome }) => ({
        icon: '❌',
        headline: 'The service was unhealthy before this deployment',
        progress: '**Safe now? No,** and it was not before. A rollback would not have helped, so nothing was changed.',
        next: [
            ...(outcome.hint === undefined ? [CHECK_OUTSIDE] : []),
            'Deploy again once the service is healthy, so that this version can be judged.',
        ],
    }),
    'no-target': ({ outcome }) => ({
        icon: '❌',
        headline: 'There is no known-good version to go back to',
        progress: `${lastSeen(outcome)} Nothing was changed.`,
        next: [
            ...(outcome.hint === undefined
                ? ['If you know a good revision, run `mode: rollback` with `rollback-to`.']
                : []),
            'Fix the cause and deploy again.',
        ],
    }),
    'not-deployed': ({ context }) => ({
        icon: '❌',
        headline: 'The new version was not detected',
        progress: '**Safe now? As before.** The old version still answers. Nothing was changed, and there is nothing to roll back.',
        next: [
            ...((context.run?.attempt ?? 1) > 1
                ? [
                    'This is not the first attempt of this run. If an earlier one rolled back, what answers is the version that it put back: fix the cause, and deploy again.',
                ]
                : []),
            'Check the deploy step: did it deploy, to this service, and did it wait until the version was live?',
            'If the version is live, check `expect-version`, `version-from` and `task-definition`, and whether a cache answers in its place.',
        ],
    }),
    superseded: ({ outcome }) => ({
        icon: '⏭️',
        headline: 'Another deployment took over',
        progress: `**Safe now? Unknown.** This version is no longer the one that runs. ${outcome.plan === undefined ? 'Nothing was touched' : 'It came in during the rollback, and was left alone'}; this job cannot vouch for the other one.`,
        next: ['Follow the newer deployment; its own job reports the result.'],
    }),
    inconclusive: () => ({
        icon: '❔',
        headline: 'Could not determine whether the new version is healthy',
        progress: '**Safe now? Unknown.** Safe Landing could not check the service. That is no evidence for or against the new version, so nothing was changed.',
        next: [
            'Remove what prevented the checks (see above), and run the job again.',
            '`on-inconclusive` decides what such a run means: `fail`, `pass` or `rollback`.',
        ],
    }),
    'handed-off': ({ outcome, to }) => ({
        icon: '⏳',
        headline: `The rollback to ${to} is handed over`,
        progress: `${lastSeen(outcome)} The rollback happens outside of this run.`,
        next: [
            ...(outcome.run === undefined ? ['Follow it to its end: this run does not see it.'] : []),
            ...whyHandedOff(outcome),
        ],
    }),
    'awaiting-approval': ({ outcome, to }) => (0,run_outcome .rZ)(outcome)
        ? {
            icon: '⏳',
            headline: 'The rollout waits for an approval',
            progress: '**Safe now? Unknown.** The platform goes on when a person has answered. Nothing was answered for them, and nothing was changed.',
            next: ['Approve or reject the rollout on the platform, then run this job again.'],
        }
        : {
            icon: '⏳',
            headline: `The rollback to ${to} waits for an approval`,
            progress: `${lastSeen(outcome)} It stays as it is until somebody approves.`,
            next: outcome.run === undefined ? ['Approve the deployment in the run that waits.'] : [],
        },
    'guard-stopped': ({ outcome }) => outcome.isKnownBad
        ? {
            icon: '✋',
            headline: 'Not deployed: this version was rolled back from before',
            progress: '**Safe now? As before.** Nothing was changed: what ran before still runs.',
            next: [
                'Deploy a version that fixes it.',
                'If it was not the fault of the version, deploy it again with `known-bad: warn`.',
            ],
        }
        : {
            icon: '✋',
            headline: 'The rollback was not allowed',
            progress: `${lastSeen(outcome)} Nothing was changed, so that no rollback chases another.`,
            next: ['A person has to decide now.', FIX_FORWARD],
            byHand: true,
        },
    cancelled: ({ outcome }) => ({
        icon: '🛑',
        headline: 'Cancelled',
        progress: outcome.plan === undefined
            ? '**Safe now? Unknown.** No verdict was reached.'
            : '**Safe now? Unknown.** The rollback was not seen to its end.',
        next: outcome.plan === undefined
            ? ['Run the job again if the version shall be verified.']
            : ['Check what the platform is doing now.'],
        byHand: true,
    }),
    invalid: () => ({
        icon: '⚠️',
        headline: 'The inputs are wrong',
        progress: '**Safe now? As before.** Nothing was touched, and no request was sent.',
        next: ['Correct them in the workflow file; all problems are listed at once.'],
    }),
    validated: () => ({
        icon: '✅',
        headline: 'The configuration is valid',
        progress: '**Safe now? As before.** This was a check only, and nothing was changed.',
        next: [],
    }),
    rehearsed: () => ({ icon: '✅', headline: 'Rehearsed', progress: '**Safe now? Yes.**', next: [] }),
    captured: () => ({
        icon: '📌',
        headline: 'The state before the deployment is recorded',
        progress: '**Safe now? As before.** Nothing was changed. A later step in this job finds the record by itself.',
        next: [],
    }),
};
function whyRed({ result }, { exitCode, mode }) {
    if (!(0,run_outcome .Gm)(result) || exitCode === 0 || mode === 'rollback')
        return undefined;
    return 'The job is red on purpose, so that GitHub does not record this commit as deployed (`fail-on-rollback`).';
}
function lastSeen({ isHealthy }) {
    return isHealthy === false
        ? '**Safe now? No.** The service was last seen unhealthy.'
        : '**Safe now? Unknown.** Could not determine whether the service is healthy.';
}
function capital(markdown) {
    return markdown.charAt(0).toUpperCase() + markdown.slice(1);
}


/***/ }),

/***/ 6754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Rz: () => (  isForwardNeeded),
    iU: () => (  hasArrived),
    xl: () => (  concludeRehearsal)
  });
function concludeRehearsal(facts) {
    const { rehearsal, verification, verdict } = facts;
    const { back } = rehearsal;
    if (back === undefined) {
        const known = { verification, rehearsal, timings: {} };
        if (verdict === undefined || verdict.kind === 'healthy' || verdict.kind === 'unhealthy')
            return { ...known, result: 'cancelled', reason: CANCELLED_EARLY };
        const reason = `the rehearsal ended before anything was changed: ${verdict.reason}`;
        return { ...known, result: verdict.kind, reason };
    }
    return {
        verification,
        rehearsal,
        ...conclusionOf(rehearsal, back),
        ...describePlans(rehearsal, back),
        recovery: back.recovery,
        timings: timingsOf(rehearsal, back),
    };
}
const CANCELLED_EARLY = 'the job was cancelled before the rehearsal had changed anything';
function hasArrived(leg) {
    return leg?.result === 'rolled-back' || leg?.result === 'rolled-back-by-platform';
}
function isForwardNeeded({ result, plan }) {
    if (result === 'rolled-back' || result === 'rollback-unhealthy')
        return true;
    return result === 'rollback-failed' && plan !== undefined;
}
function conclusionOf(rehearsal, back) {
    const { forward, staysBack } = rehearsal;
    const [from, to] = [nameOf(back.plan?.from, 'the version'), nameOf(back.plan?.to, 'the earlier version')];
    if (forward === undefined) {
        const { result, reason, isHealthy, hint, run, evidence } = back;
        if (result === 'rolled-back' && staysBack !== undefined) {
            const went = `the service went from ${from} back to ${to}, which verified healthy`;
            return { result: 'rehearsed', reason: `${went}; it stays there: ${staysBack}`, isHealthy };
        }
        return { result, reason, isHealthy, hint, run, evidence };
    }
    if (hasArrived(forward)) {
        const { isHealthy } = forward;
        if (hasArrived(back)) {
            const reason = `the service went from ${from} back to ${to} and forward again to ${from}, and each verified healthy`;
            return { result: 'rehearsed', reason, isHealthy };
        }
        const reason = `${back.reason}; ${from} was put forward again and verified healthy`;
        return { result: back.result, reason, isHealthy, hint: back.hint };
    }
    const result = hasArrived(back) ? forward.result : back.result;
    const { isHealthy, hint, run } = forward;
    return { result, reason: forward.reason, isHealthy, hint: hint ?? back.hint, run };
}
function nameOf(revision, otherwise) {
    return revision === undefined ? otherwise : revision.split('\n').join(', ');
}
function describePlans({ forward }, back) {
    if (back.plan === undefined)
        return {};
    return { plan: { ...back.plan, manual: hasArrived(forward) ? [] : (forward?.plan?.manual ?? []) } };
}
function timingsOf({ detection }, back) {
    return {
        detectionMs: detection && detection.endedAtMs - detection.startedAtMs,
        rollbackMs: back.endedAtMs - back.startedAtMs,
    };
}


/***/ })

};
