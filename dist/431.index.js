export const id = 431;
export const ids = [431];
export const modules = {

/***/ 7663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Gz: () => (  findComparable),
    IX: () => (  tracePipeline),
    c6: () => (  LEAST_COMPARED)
  });
  var _core_statistics_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8752);

const MOST_COMPARED = 10;
const LEAST_COMPARED = 5;
const LEAST_EXCESS_MS = 30_000;
const SLOW_FACTOR = 1.5;
function isSlow(tookMs, usual) {
    if (usual === undefined || tookMs <= usual.longestMs)
        return false;
    return tookMs >= SLOW_FACTOR * usual.medianMs && tookMs >= usual.medianMs + LEAST_EXCESS_MS;
}
function findComparable(runs, self, refType) {
    return runs
        .filter((run) => run.id !== self.id && run.workflowId === self.workflowId && run.event === self.event)
        .filter((run) => run.status === 'completed' && run.conclusion === 'success' && run.attempt === 1)
        .filter((run) => refType === 'tag' || run.branch === self.branch)
        .filter((run) => run.headRepository === self.headRepository && run.createdAtMs < self.createdAtMs)
        .toSorted((one, other) => other.createdAtMs - one.createdAtMs)
        .slice(0, MOST_COMPARED);
}
function tracePipeline(own, earlier, place) {
    const { run, jobs } = own;
    const ownJob = findOwnJob(jobs, place);
    const ownStep = ownJob && placeSteps(ownJob).findLast(({ step }) => step.status === 'in_progress');
    const usualOf = (measure) => summarize(earlier.flatMap((one) => measure(one) ?? []));
    const stages = [
        ...(place.attempt === 1 ? traceTrigger(own, usualOf) : []),
        ...jobs.flatMap((job) => traceJob(job, job === ownJob, usualOf)),
    ];
    return {
        event: run.event,
        actor: run.actor,
        beganAtMs: place.attempt === 1 ? run.createdAtMs : run.startedAtMs,
        attempt: place.attempt,
        stages: stages.toSorted((one, other) => one.startedAtMs - other.startedAtMs),
        usualTotal: place.attempt === 1 ? usualOf((one) => measureTotal(one, ownJob, ownStep?.key)) : undefined,
        comparedRuns: earlier.length,
        ownJob: ownJob?.name,
    };
}
function findOwnJob(jobs, { job: key, runnerName }) {
    const running = jobs.filter(({ status }) => status === 'in_progress');
    return (running.find(({ runner }) => runner !== undefined && runner === runnerName) ??
        running.find(({ name }) => name === key) ??
        (running.length === 1 ? running[0] : undefined));
}
function traceTrigger(own, usualOf) {
    const tookMs = measureWait(own);
    if (tookMs === undefined)
        return [];
    const usual = usualOf(measureWait);
    const shared = { kind: 'trigger', job: '', name: own.run.event, conclusion: undefined };
    return [{ ...shared, startedAtMs: own.run.createdAtMs, tookMs, usual, isSlow: isSlow(tookMs, usual) }];
}
function measureWait({ run, jobs }) {
    const starts = jobs.flatMap(({ startedAtMs, conclusion }) => startedAtMs === undefined || conclusion === 'skipped' ? [] : startedAtMs);
    return starts.length === 0 ? undefined : Math.max(0, Math.min(...starts) - run.createdAtMs);
}
function traceJob(job, isOwn, usualOf) {
    if (job.conclusion === 'skipped' || job.startedAtMs === undefined)
        return [];
    const steps = placeSteps(job).flatMap(({ step, key }) => {
        const usual = usualOf((earlier) => spanOf(stepOf(jobOf(earlier, job.name), key)));
        return stageOf(step, { kind: 'step', job: job.name, usual });
    });
    const usual = usualOf((earlier) => spanOf(jobOf(earlier, job.name)));
    const whole = isOwn ? [] : stageOf({ ...job, status: job.status }, { kind: 'job', job: job.name, usual });
    return [...whole, ...steps];
}
function stageOf(part, { kind, job, usual }) {
    const tookMs = spanOf(part);
    if (tookMs === undefined || part.startedAtMs === undefined || part.conclusion === 'skipped')
        return [];
    const { name, startedAtMs, conclusion } = part;
    return [{ kind, job, name, startedAtMs, tookMs, conclusion, usual, isSlow: isSlow(tookMs, usual) }];
}
function measureTotal(earlier, ownJob, step) {
    const job = ownJob && jobOf(earlier, ownJob.name);
    const endMs = (step === undefined ? job : stepOf(job, step))?.completedAtMs;
    return endMs === undefined ? undefined : Math.max(0, endMs - earlier.run.createdAtMs);
}
function jobOf({ jobs }, name) {
    return jobs.find((job) => job.name === name && job.conclusion === 'success');
}
function stepOf(job, key) {
    const found = job && placeSteps(job).find((one) => one.key === key)?.step;
    return found?.conclusion === 'success' ? found : undefined;
}
function placeSteps({ steps = [] }) {
    const seen = new Map();
    return steps.map((step) => {
        const count = (seen.get(step.name) ?? 0) + 1;
        seen.set(step.name, count);
        return { step, key: `${count} ${step.name}` };
    });
}
function spanOf(part) {
    const { startedAtMs, completedAtMs } = part ?? {};
    if (startedAtMs === undefined || completedAtMs === undefined)
        return undefined;
    return Math.max(0, completedAtMs - startedAtMs);
}
function summarize(spans) {
    if (spans.length < LEAST_COMPARED)
        return undefined;
    return { medianMs: (0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_0__  .Ym)(spans, 50), longestMs: Math.max(...spans), runs: spans.length };
}


/***/ }),

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

/***/ 2431:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  renderAnnotations: () => (  annotations .H),
  renderDrillReport: () => (  renderDrillReport),
  renderRehearsalReport: () => (  renderRehearsalReport),
  renderRehearsalXml: () => (  renderRehearsalXml),
  renderSummary: () => (  renderSummary)
});

// EXTERNAL MODULE: ./lib/report/annotations.js
var annotations = __webpack_require__(1116);
// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/report/junit.js
var junit = __webpack_require__(5470);
// EXTERNAL MODULE: ./lib/report/time.js
var time = __webpack_require__(9793);
;// CONCATENATED MODULE: ./lib/report/summary/drill.js



function measureDrill({ outcome, events, context }) {
    const { recoveryTargetMs } = context.settings;
    const isBegun = events.some(({ kind }) => kind === 'rollback-started');
    if (recoveryTargetMs === undefined || !isBegun || outcome.rehearsal !== undefined)
        return [];
    const { detectionMs = 0, rollbackMs } = outcome.timings;
    const isBack = (0,run_outcome .Gm)(outcome.result);
    const tookMs = rollbackMs === undefined || !isBack ? undefined : detectionMs + rollbackMs;
    return [
        { name: 'Back on a healthy version', took: isBack ? 'yes' : 'no', target: 'yes', isMet: isBack },
        {
            name: 'Time to recover, from the start of the watch',
            took: tookMs === undefined ? 'not recovered' : (0,time .LP)(tookMs),
            target: `at most ${(0,time .LP)(recoveryTargetMs)}`,
            tookMs,
            isMet: tookMs !== undefined && tookMs <= recoveryTargetMs,
        },
    ];
}
function drillSection(story) {
    const measures = measureDrill(story);
    if (measures.length === 0)
        return undefined;
    const rows = measures.map(({ name, took, target, isMet }) => `| ${isMet ? '✅ met' : '❌ missed'} | ${name} | ${took} | ${target} |`);
    return ['| | Measure | Took | Target |', '| :--- | :--- | :--- | :--- |', ...rows].join('\n');
}
function renderDrillReport(story) {
    const measures = measureDrill(story);
    if (measures.length === 0)
        return undefined;
    const { outcome, context } = story;
    const cases = measures.flatMap(({ name, took, target, tookMs, isMet }) => {
        const head = `<testcase ${(0,junit .uK)({ classname: 'Recovery', name, time: (0,junit .YA)(tookMs) })}`;
        if (isMet)
            return [`  ${head}/>`];
        const missed = (0,junit .uK)({ message: `${took}, and the target is ${target}` });
        return [`  ${head}>`, `    <failure ${missed}>${(0,junit .X)(outcome.reason)}</failure>`, '  </testcase>'];
    });
    const suite = (0,junit .uK)({
        name: 'Safe Landing: rollback drill',
        tests: String(measures.length),
        failures: String(measures.filter(({ isMet }) => !isMet).length),
        time: (0,junit .YA)(Math.max(...measures.map(({ tookMs = 0 }) => tookMs))),
        timestamp: context.startedAt,
    });
    const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuite ${suite}>`, ...cases, '</testsuite>'];
    return `${lines.join('\n')}\n`;
}

// EXTERNAL MODULE: ./lib/report/log/probe-runs.js
var probe_runs = __webpack_require__(1192);
// EXTERNAL MODULE: ./lib/report/rehearsal-cases.js
var rehearsal_cases = __webpack_require__(7149);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
// EXTERNAL MODULE: ./lib/report/warned.js
var warned = __webpack_require__(7673);
// EXTERNAL MODULE: ./lib/report/summary/probe-strip.js
var probe_strip = __webpack_require__(7528);
// EXTERNAL MODULE: ./lib/report/summary/where.js
var where = __webpack_require__(6514);
;// CONCATENATED MODULE: ./lib/report/summary/rehearsal-report.js








const SIGNS = {
    passed: '✅ pass',
    failed: '❌ fail',
    'not reached': '➖ not reached',
    'left out': '➖ left out',
};
function rehearsalSection(story) {
    const cases = (0,rehearsal_cases .Z)(story);
    if (cases.length === 0)
        return undefined;
    const rows = cases.map(({ name, status, tookMs, target, note }) => {
        const [sign] = SIGNS[status].split(' ');
        const of = target === undefined ? '' : `, ${target}`;
        return `| ${sign} | ${name} | ${renderTook(tookMs)} | ${(0,untrusted .Hn)((0,untrusted .FV)(note, 200))}${of} |`;
    });
    return ['| | Test case | Time | |', '| :--- | :--- | ---: | :--- |', ...rows].join('\n');
}
function renderCases(story) {
    const rows = (0,rehearsal_cases .Z)(story).map(({ name, status, tookMs, target = '', note }) => `| ${name} | ${SIGNS[status]} | ${renderTook(tookMs)} | ${target} | ${(0,untrusted .Hn)((0,untrusted .FV)(note, 200))} |`);
    const head = '| Test case | Status | Time | Target | Notes |';
    return [head, '| :--- | :--- | ---: | :--- | :--- |', ...rows].join('\n');
}
function renderTook(tookMs) {
    return tookMs === undefined ? '' : (0,time .LP)(tookMs);
}
function renderRehearsalReport(story) {
    if (story.outcome.rehearsal === undefined)
        return undefined;
    const parts = [
        '# Rollback procedure test report',
        renderHead(story),
        `## Test summary\n\n${renderCases(story)}`,
        `## Detailed results\n\n${renderMoments(story)}`,
        `## Rollback verification\n\n${renderVerification(story)}`,
        `## Issues found\n\n${renderIssues(story)}`,
        `## Recommendations\n\n${renderRecommendations(story)}`,
        `## Sign-off\n\n${renderSignOff(story)}`,
    ];
    return `${parts.join('\n\n')}\n`;
}
function renderHead(story) {
    const { context, outcome } = story;
    const { run } = context;
    const failed = (0,rehearsal_cases .Z)(story).filter(({ status }) => status === 'failed');
    const tester = run === undefined ? 'unknown' : `${(0,untrusted .FV)(run.actor, 60)} (${(0,untrusted .nf)('run', run.url)})`;
    return [
        `**Date**: ${(0,time .Xn)(context.startedAt)}<br>`,
        `**Tester**: ${tester}<br>`,
        `**Where**: ${(0,where .W)(story, 1)}<br>`,
        `**Result**: ${outcome.result === 'rehearsed' && failed.length === 0 ? '✅ PASS' : '❌ FAIL'}: ${(0,untrusted .FV)(outcome.reason, 600)}`,
    ].join('\n');
}
function renderMoments({ outcome, events, context }) {
    const { verification, rehearsal } = outcome;
    const back = rehearsal?.back;
    const started = events.find(({ kind }) => kind === 'rollback-started');
    const ended = events.find(({ kind }) => kind === 'rollback-ended');
    const moments = [
        ['Version verified healthy', verification?.endedAtMs],
        ['Failure rehearsed from', rehearsal?.detection?.startedAtMs],
        ['Deployment judged as failed', rehearsal?.detection?.endedAtMs],
        ['Rollback initiated', started?.atMs],
        ['Rollback target in place', ended?.atMs],
        ['Service stable on the rollback target', back?.recovery?.endedAtMs],
        ['Version put forward again, and verified', rehearsal?.forward?.recovery?.endedAtMs],
    ];
    const { recoveryMs } = (0,rehearsal_cases .S)(outcome);
    const took = recoveryMs === undefined ? 'not recovered' : (0,time .LP)(recoveryMs);
    return [
        ...moments.flatMap(([name, atMs]) => atMs === undefined ? [] : [`- ${name}: ${(0,time .Ej)(context.startedAt, atMs)}`]),
        `- **From the failure to the recovery**: ${took}`,
    ].join('\n');
}
function renderVerification({ outcome, events }) {
    const { back, forward } = outcome.rehearsal ?? {};
    const revisions = [
        ...renderRevision('Revision before', back?.plan?.from),
        ...renderRevision('Rolled back to', back?.plan?.to),
        ...renderRevision('Went forward again to', forward?.plan?.to),
    ];
    const strips = (0,probe_strip .oq)(events).filter(({ stage }) => stage === 'recovery' || stage === 'forward');
    const checks = strips.map((strip) => {
        const when = strip.stage === 'forward' ? 'after the way forward' : 'after the rollback';
        const leg = strip.stage === 'forward' ? forward : back;
        const counts = [(0,probe_runs .Pn)((0,probe_strip .aD)(strip)), ...(0,probe_strip .k2)(strip)].join(', ');
        return `- ${(0,untrusted .SS)(strip.check, 80)} ${when}: ${describeHealth(leg)} (${counts})`;
    });
    const data = '- Data: not checked beyond these checks. A check with `run` can compare what the service holds.';
    return [...revisions, ...checks, data].join('\n');
}
function renderRevision(label, revision) {
    return revision === undefined
        ? []
        : [
            `- ${label}: ${revision
                .split('\n')
                .map((one) => (0,untrusted .SS)(one, 120))
                .join(', ')}`,
        ];
}
function describeHealth(leg) {
    const kind = leg?.recovery?.verdict.kind;
    return kind === 'healthy' ? '✅ healthy' : kind === undefined ? 'not judged' : `❌ ${kind}`;
}
function renderIssues(story) {
    const failed = (0,rehearsal_cases .Z)(story).filter(({ status }) => status === 'failed');
    const issues = [
        ...failed.map(({ name, note }) => `- **${name}**: ${(0,untrusted .FV)(note, 600)}`),
        ...(0,warned .P)(story).map(({ text }) => `- ${(0,untrusted .FV)(text, 600)}`),
    ];
    return issues.length === 0 ? 'None.' : issues.join('\n');
}
function renderRecommendations(story) {
    const { outcome, context } = story;
    const { recoveryTargetMs } = context.settings;
    const { recoveryMs } = (0,rehearsal_cases .S)(outcome);
    const isLate = recoveryTargetMs !== undefined && recoveryMs !== undefined && recoveryMs > recoveryTargetMs;
    const all = [
        ...(outcome.hint === undefined ? [] : [(0,untrusted .GH)(outcome.hint, 600)]),
        ...(recoveryTargetMs === undefined
            ? ['Set `recovery-target`, so that the next report says whether the recovery is fast enough.']
            : []),
        ...(isLate
            ? [
                'The recovery was too slow. See which case took longest: fewer `retries` or a shorter `interval` detect sooner; a shorter draining time of the platform lets it roll back sooner.',
            ]
            : []),
        ...(0,warned .P)(story).flatMap(({ hint }) => (hint === undefined ? [] : [(0,untrusted .GH)(hint, 600)])),
    ];
    return all.length === 0 ? 'None.' : [...new Set(all)].map((text) => `- ${text}`).join('\n');
}
function renderSignOff({ context }) {
    const by = context.run?.actor ?? '';
    return [
        `- Tested by: ${by === '' ? '' : (0,untrusted .FV)(by, 60)} with Safe Landing ${(0,untrusted .SS)(context.version)}`,
        '- Approved by:',
        `- Date: ${context.startedAt.slice(0, 10)}`,
    ].join('\n');
}
function renderRehearsalXml(story) {
    const cases = (0,rehearsal_cases .Z)(story);
    if (cases.length === 0)
        return undefined;
    const rendered = cases.flatMap(({ name, status, tookMs, target, note }) => {
        const head = `<testcase ${(0,junit .uK)({ classname: 'Rehearsal', name, time: (0,junit .YA)(tookMs) })}`;
        if (status === 'passed')
            return [`  ${head}/>`];
        const message = (0,junit .uK)({
            message: target === undefined ? status : `${note}, and the target is ${target}`,
        });
        const what = status === 'failed' ? `<failure ${message}>${(0,junit .X)(note)}</failure>` : `<skipped ${message}/>`;
        return [`  ${head}>`, `    ${what}`, '  </testcase>'];
    });
    const count = (wanted) => String(cases.filter(({ status }) => wanted.includes(status)).length);
    const suite = (0,junit .uK)({
        name: 'Safe Landing: rehearsal of the rollback',
        tests: String(cases.length),
        failures: count(['failed']),
        skipped: count(['not reached', 'left out']),
        time: (0,junit .YA)(story.events.at(-1)?.atMs),
        timestamp: story.context.startedAt,
    });
    const lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        `<testsuite ${suite}>`,
        ...rendered,
        '</testsuite>',
    ];
    return `${lines.join('\n')}\n`;
}

// EXTERNAL MODULE: ./lib/report/summary/sections.js + 2 modules
var sections = __webpack_require__(8147);
;// CONCATENATED MODULE: ./lib/report/summary/dry-run.js


function dryRunFolds(story, screen) {
    const plan = [(0,sections .lA)(story, screen), describePlannedSteps(story)].filter(Boolean).join('\n\n');
    const evidence = story.events.flatMap((event) => event.kind === 'evidence'
        ? [[event.title, event.lines.map((line) => `- ${(0,untrusted .FV)(line)}`).join('\n')]]
        : []);
    return [...(plan === '' ? [] : [['What a rollback would do now', plan]]), ...evidence];
}
function describePlannedSteps({ outcome: { plan }, events }) {
    if (plan === undefined || plan.steps.length === 0)
        return undefined;
    if (events.some(({ kind }) => kind === 'rollback-started'))
        return undefined;
    const steps = plan.steps.map((step, index) => `${index + 1}. ${(0,untrusted .SS)(step, 200)}`);
    return `Nothing of this was done; in this order:\n\n${steps.join('\n')}`;
}

// EXTERNAL MODULE: ./lib/report/summary/failures.js
var failures = __webpack_require__(1586);
// EXTERNAL MODULE: ./lib/report/summary/first-screen.js
var first_screen = __webpack_require__(9992);
// EXTERNAL MODULE: ./lib/report/summary/headline.js + 2 modules
var headline = __webpack_require__(5372);
;// CONCATENATED MODULE: ./lib/report/summary/history.js



const LEAST_ENDED = 5;
const LEAST_RESTORED = 3;
const RESULTS = {
    landed: '✅ landed',
    'rolled-back': '↩️ rolled back',
    failed: '❌ failed',
    'under-way': '⏳ under way',
    unknown: '❔ not recorded',
};
function historySection({ records, context: { run } }) {
    const history = records?.landings;
    if (history?.kind !== 'read' || history.value.landings.length === 0)
        return undefined;
    const { landings, figures } = history.value;
    return [
        '| Began (UTC) | Version | Result |',
        '| :--- | :--- | :--- |',
        ...landings.map((landing) => renderRow(landing, run)),
        '',
        ...describeFigures(figures).map((line) => `- ${line}`),
    ].join('\n');
}
function renderRow(landing, run) {
    const { result, rolledBackTo, beganAtMs, tookMs } = landing;
    const began = (0,time .dF)(beganAtMs).slice(0, 16).replace('T', ' ');
    const to = rolledBackTo === undefined ? '' : ` to ${(0,untrusted .SS)(rolledBackTo, 60)}`;
    const after = tookMs === undefined ? '' : ` after ${(0,time .LP)(tookMs)}`;
    const cells = [
        linkTo(began, runUrl(landing, run)),
        renderVersion(landing, run),
        `${RESULTS[result]}${to}${after}`,
    ];
    return `| ${cells.map(untrusted .Hn).join(' | ')} |`;
}
function renderVersion({ sha, ref, by }, run) {
    const isUsual = ref === undefined || ref === sha || ref === run?.ref;
    return [
        (0,untrusted .SS)(sha.slice(0, 7)),
        ...(isUsual ? [] : [(0,untrusted .FV)(ref, 40)]),
        ...(by === undefined ? [] : [`by ${(0,untrusted .FV)(by, 40)}`]),
    ].join(' ');
}
function runUrl({ runId }, run) {
    return run === undefined || runId === undefined ? undefined : `${(0,where .Ek)(run)}/actions/runs/${runId}`;
}
function linkTo(label, url) {
    return url === undefined ? label : (0,untrusted .nf)(label, url);
}
function describeFigures({ ended, failed, restored, medianRestoreMs }) {
    const rate = ended < LEAST_ENDED
        ? `not enough on record (${ended} of ${LEAST_ENDED} landings)`
        : `${Math.round((100 * failed) / ended)}% (${failed} of the last ${ended} landings on record)`;
    const restore = restored < LEAST_RESTORED || medianRestoreMs === undefined
        ? `not enough on record (${restored} of ${LEAST_RESTORED} failures that are over)`
        : `${(0,time .LP)(medianRestoreMs)} (median of ${restored} failures, from the start of the bad landing)`;
    return [`Change failure rate: ${rate}`, `Time to restore: ${restore}`];
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/github/model/pipeline.js
var pipeline = __webpack_require__(7663);
// EXTERNAL MODULE: ./lib/report/landing.js
var report_landing = __webpack_require__(6281);
// EXTERNAL MODULE: ./lib/report/landing-phases.js
var landing_phases = __webpack_require__(438);
;// CONCATENATED MODULE: ./lib/report/summary/stages.js





const LEAST_SHOWN_MS = 5_000;
const MAX_ROWS = 40;
function pipelineSection(story) {
    const pipeline = story.records?.pipeline;
    if (pipeline?.kind !== 'read')
        return undefined;
    const { stages, comparedRuns } = pipeline.value;
    const rows = [...stages.filter(isWorthShowing).map(renderStage), ...renderPhases(story)];
    const shown = rows.slice(-MAX_ROWS);
    const table = [
        '| Stage | Took | Usually |',
        '| :--- | ---: | ---: |',
        ...(rows.length > shown.length ? [`| *${rows.length - shown.length} earlier ones* | | |`] : []),
        ...shown,
        ...renderTotal(story, pipeline.value),
        ...renderTarget(story),
    ];
    return [renderTrigger(pipeline.value), table.join('\n'), `<sub>${describeUsual(comparedRuns)}</sub>`].join('\n\n');
}
function renderTrigger({ event, actor, beganAtMs, attempt }) {
    const at = (0,time .Xn)((0,time .dF)(beganAtMs));
    const by = actor === undefined ? '' : ` by ${(0,untrusted .FV)(actor, 60)}`;
    return `Trigger: ${(0,untrusted .FV)(event, 40)}${by}, ${at}${attempt > 1 ? `, attempt ${attempt}` : ''}`;
}
function isWorthShowing({ kind, tookMs, usual, conclusion }) {
    if (kind !== 'step' || isFailed(conclusion))
        return true;
    return Math.max(tookMs, usual?.medianMs ?? 0) >= LEAST_SHOWN_MS;
}
const isFailed = (conclusion) => conclusion !== undefined && conclusion !== 'success';
function renderStage({ kind, job, name, tookMs, conclusion, usual, isSlow }) {
    const label = {
        trigger: 'Until the first job began',
        job: `**${(0,untrusted .FV)(job, 80)}**`,
        step: `${(0,untrusted .FV)(job, 60)} › ${(0,untrusted .FV)(name, 80)}`,
    }[kind];
    const ended = isFailed(conclusion) ? ` (${(0,untrusted .FV)(conclusion ?? '', 20)})` : '';
    const slower = isSlow ? ' **slower**' : '';
    return row(`${label}${ended}`, `${(0,time .LP)(tookMs)}${slower}`, renderUsual(usual));
}
function renderPhases({ events }) {
    return (0,landing_phases .r)(events).map(({ name, tookMs }) => row(`${name}, as watched here`, (0,time .LP)(tookMs), ''));
}
function renderTotal({ events, context }, { beganAtMs, usualTotal }) {
    const atMs = (0,landing_phases .J)(events);
    const startedAtMs = (0,time .Fz)(context.startedAt);
    if (atMs === undefined || startedAtMs === undefined)
        return [];
    const tookMs = Math.max(0, startedAtMs + atMs - beganAtMs);
    return [row('**From the trigger to the verdict**', `**${(0,time .LP)(tookMs)}**`, renderUsual(usualTotal))];
}
function renderTarget(story) {
    const landing = (0,report_landing .U)(story);
    if (landing === undefined)
        return [];
    const { tookMs, targetMs, isMet } = landing;
    const took = tookMs === undefined ? 'not landed' : (0,time .LP)(tookMs);
    const target = `the target of ${(0,time .LP)(targetMs)}: ${isMet ? '✅ met' : '❌ missed'}`;
    return [row(`From the start of the deployment, ${target}`, took, '')];
}
function row(stage, took, usual) {
    return `| ${(0,untrusted .Hn)(stage)} | ${took} | ${usual} |`;
}
function renderUsual(usual) {
    return usual === undefined ? '–' : (0,time .LP)(usual.medianMs);
}
function describeUsual(comparedRuns) {
    if (comparedRuns < pipeline .c6)
        return `Only ${comparedRuns} earlier ${comparedRuns === 1 ? 'run is' : 'runs are'} comparable; ${pipeline .c6} are needed to say what is usual.`;
    return `Usually: the median of the last ${comparedRuns} successful runs of this workflow for the same event and branch. Slower: longer than in all of them, and at least half as long again and 30s more than the median.`;
}
function leftOutLines({ records }) {
    const { pipeline, landings } = records ?? {};
    return [
        ...(pipeline?.kind === 'left-out'
            ? [`The stages of this run are left out: ${(0,untrusted .GH)(pipeline.why)}`]
            : []),
        ...(landings?.kind === 'left-out'
            ? [`The last landings are left out: ${(0,untrusted .GH)(landings.why)}`]
            : []),
    ];
}

;// CONCATENATED MODULE: ./lib/report/summary/kept.js





const UPLOAD = `\
- if: \${{ !cancelled() && steps.landing.outputs.report-folder != '' }}
  uses: actions/upload-artifact@v7
  with:
    name: landing
    path: \${{ steps.landing.outputs.report-folder }}`;
function keptSection(story) {
    return [
        ...keptRecords(story),
        ...(story.context.reportPath === undefined ? [] : [describeUpload(story)]),
        ...leftOutLines(story).map((line) => `<sub>${line}</sub>`),
        `<sub>${describeSettings(story)}</sub>`,
    ].join('\n\n');
}
function keptRecords({ outcome, context }) {
    const { run, environment } = context;
    const red = (0,headline .UN)(outcome, context);
    const page = run === undefined || environment === undefined
        ? []
        : [
            `GitHub's record of it: ${(0,untrusted .nf)('deployments to this environment', (0,where .fw)(run, environment))}.`,
        ];
    return [...(red === undefined ? [] : [red]), ...page];
}
function describeUpload({ files = [] }) {
    const beside = files.map((file) => `, \`${file}\``).join('');
    const them = files.length === 0 ? 'it' : 'them';
    return `Kept of this run: \`report.json\` with every event and every probe${beside}. The runner deletes ${them} when the job ends. To keep ${them}, give this step \`id: landing\`, and add after it:\n\n\`\`\`yaml\n${UPLOAD}\n\`\`\``;
}
function describeSettings({ context }) {
    const { settings, target, version } = context;
    const numbers = [
        `probes every ${(0,duration .P)(settings.intervalMs)}`,
        `start period ${(0,duration .P)(settings.startPeriodMs)}`,
        `${settings.successThreshold} passes to start`,
        `bake time ${(0,duration .P)(settings.bakeTimeMs)}`,
        `${settings.retries} failures to fail`,
        ...(settings.expectVersion === undefined ? [] : [`expects ${(0,untrusted .SS)(settings.expectVersion, 80)}`]),
    ];
    return [
        `Safe Landing ${(0,untrusted .SS)(version)}`,
        `target ${(0,untrusted .SS)(target)}`,
        ...(settings.checks.length === 0 ? [] : numbers),
    ].join(' · ');
}

// EXTERNAL MODULE: ./lib/report/summary/parts.js
var summary_parts = __webpack_require__(1951);
;// CONCATENATED MODULE: ./lib/report/summary/summary.js











const SUMMARY_LIMIT_BYTES = 256 * 1024;
function renderSummary(story) {
    const { result, plan } = story.outcome;
    const isCalm = result === 'healthy' || result === 'captured' || result === 'rehearsed';
    const title = plan === undefined ? 'Candidates' : 'The rollback';
    const screen = (0,first_screen .nR)(story, (0,headline .aU)(story.outcome, story.context));
    const parts = [
        { name: 'the answers', markdown: screen, rank: 0 },
        part('Drill report', drillSection(story), 2, 'open'),
        part('Test report of the rehearsal', rehearsalSection(story), 1, 'open'),
        part('Probes over time', (0,sections .fX)(story), 3, isCalm || result === 'validated' ? 'folded' : 'open'),
        part('Timeline', (0,sections .RG)(story), 4),
        part('The failures', (0,failures .L)(story), 2),
        ...(result === 'validated'
            ? dryRunFolds(story, screen).map(([name, markdown]) => part(name, markdown, 1))
            : [
                part(title, moveSection(story, screen), 2),
                { name: 'Evidence', markdown: (0,sections .re)(story), rank: 6 },
            ]),
        part('Triggers', (0,sections .b_)(story), 4),
        part('The pipeline', pipelineSection(story), 5),
        part('The last landings', historySection(story), 5),
        part('What could not be checked', (0,sections .kR)(story), 5),
        part('The report, and the settings', keptSection(story), 1),
    ];
    return (0,summary_parts .u)(parts.filter(isSaying), SUMMARY_LIMIT_BYTES);
}
function moveSection(story, screen) {
    return [(0,sections .lA)(story, screen), describePlannedSteps(story)].filter(Boolean).join('\n\n');
}
function part(name, markdown, rank, state = 'folded') {
    if (markdown === undefined || markdown === '')
        return undefined;
    return { name, markdown: (0,sections .AU)(name, markdown, state), rank };
}
function isSaying(part) {
    return part !== undefined && part.markdown !== '';
}

;// CONCATENATED MODULE: ./lib/report/pages.js






/***/ }),

/***/ 1586:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    L: () => (  failuresSection)
  });
  var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9793);
  var _untrusted_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5536);
  var _cause_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8066);
  var _evidence_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3224);




function failuresSection({ outcome, events }) {
    if (outcome.reason === '')
        return undefined;
    const stage = (0,_cause_js__WEBPACK_IMPORTED_MODULE_1__  .M9)(outcome);
    const verdict = (0,_cause_js__WEBPACK_IMPORTED_MODULE_1__  .lb)(outcome);
    const reported = verdict?.kind === 'unhealthy' ? verdict : undefined;
    const first = reported?.firstFailure ?? (0,_evidence_js__WEBPACK_IMPORTED_MODULE_2__  .fx)(events, stage);
    const last = reported?.lastFailure ?? (0,_evidence_js__WEBPACK_IMPORTED_MODULE_2__  .xW)(events, stage);
    const isReported = first?.result === 'fail' || ABOUT_OTHER_ANSWERS.has(outcome.result);
    const isFirst = first?.startedAtMs === (0,_evidence_js__WEBPACK_IMPORTED_MODULE_2__  .fx)(events, stage)?.startedAtMs;
    const which = isFirst ? '' : ' that counted';
    return isReported ? renderFailures(first, last, which).join('\n\n') : undefined;
}
const ABOUT_OTHER_ANSWERS = new Set(['not-deployed', 'inconclusive']);
function renderFailures(first, last, which) {
    if (first === undefined || last === undefined)
        return [];
    const label = `${FAILURE_LABELS[first.result]}${which}`;
    if (isSimilar(first, last)) {
        const until = first.startedAtMs === last.startedAtMs ? '' : `, the same until ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .dc)(last.startedAtMs)}`;
        return [renderProbe(`First ${label}, ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .dc)(first.startedAtMs)}${until}`, first)];
    }
    return [
        renderProbe(`First ${label}, ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .dc)(first.startedAtMs)}`, first),
        renderProbe(`Last ${FAILURE_LABELS[last.result]}, ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .dc)(last.startedAtMs)}`, last),
    ];
}
const FAILURE_LABELS = {
    pass: 'answer',
    fail: 'failure',
    stale: 'answer of another version',
    error: 'attempt',
    nodata: 'attempt',
};
function isSimilar(first, last) {
    const content = ({ check, reason, answer }) => JSON.stringify([check, reason, answer?.url, answer?.status, answer?.bodyHead]);
    return content(first) === content(last);
}
function renderProbe(title, failure) {
    const { check, answer, latencyMs } = failure;
    const facts = [
        answer === undefined ? (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .SS)(check, 80) : (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .SS)(answer.url, 300),
        ...(answer?.status === undefined ? [] : [`answered ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .SS)(String(answer.status))}`]),
        ...(latencyMs === undefined ? [] : [`in ${Math.round(latencyMs)} ms`]),
        ...(answer?.address === undefined ? [] : [`at ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .SS)(answer.address, 80)}`]),
    ];
    const clause = (0,_cause_js__WEBPACK_IMPORTED_MODULE_1__  .pQ)(failure).replace(`answered ${answer?.status}, `, '');
    const why = clause === '' ? '' : `: ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .FV)(clause)}`;
    const head = `**${title}:** ${facts.join(' ')}${why}`;
    const body = answer?.bodyHead?.trim();
    return body ? `${head}\n\n${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .DV)(body, { maxLines: 12, maxLength: 1_000 })}` : head;
}


/***/ }),

/***/ 9992:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Sk: () => (  firstFacts),
    nR: () => (  firstScreen)
  });
  var _landing_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6281);
  var _log_probe_runs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1192);
  var _short_ids_js__WEBPACK_IMPORTED_MODULE_10__ = __webpack_require__(8935);
  var _time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9793);
  var _untrusted_js__WEBPACK_IMPORTED_MODULE_8__ = __webpack_require__(5536);
  var _begin_sentence_js__WEBPACK_IMPORTED_MODULE_9__ = __webpack_require__(3872);
  var _cause_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8066);
  var _headline_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5372);
  var _probe_strip_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(7528);
  var _sections_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8147);
  var _where_js__WEBPACK_IMPORTED_MODULE_7__ = __webpack_require__(6514);











const FIRST_SCREEN_LENGTH = 1_200;
const BEFORE_NEXT = 1_050;
const SHARES = [1, 0.7, 0.5, 0.3, 0.15];
function firstScreen(story, headline) {
    const steps = nextSteps(story, headline);
    const facts = firstFacts(story, headline);
    return steps === undefined ? facts : `${facts}\n\n**What to do next**\n\n${steps}`;
}
function firstFacts(story, headline) {
    let facts = '';
    for (const share of SHARES) {
        facts = renderFacts(story, headline, share);
        if (facts.length <= BEFORE_NEXT)
            break;
    }
    return facts;
}
function renderFacts(story, headline, share) {
    const where = (0,_where_js__WEBPACK_IMPORTED_MODULE_7__  .W)(story, share);
    const paragraphs = [
        `## ${headline.icon} ${headline.headline}`,
        headline.progress,
        ...(where === '' ? [] : [`**Where:** ${where}`]),
        ...renderWhy(story, share),
        ...renderTarget(story),
    ];
    return paragraphs.join('\n\n');
}
const LABELS = { captured: 'Recorded', validated: 'Found' };
function renderWhy(story, share) {
    const { result, plan } = story.outcome;
    if (result === 'healthy')
        return [renderVerified(story, share), ...renderProbes(story, share)];
    if (result === 'rehearsed')
        return [];
    const cause = (0,_cause_js__WEBPACK_IMPORTED_MODULE_3__  .lO)(story);
    if (result === 'validated' && plan !== undefined)
        return renderMove(story, undefined, share);
    return [
        ...(cause === undefined ? [] : [`**${LABELS[result] ?? 'Why'}:** ${renderCause(cause, share)}`]),
        ...renderMove(story, cause, share),
    ];
}
function renderTarget(story) {
    const landing = (0,_landing_js__WEBPACK_IMPORTED_MODULE_0__  .U)(story);
    return landing === undefined ? [] : [`**Landing:** ${(0,_landing_js__WEBPACK_IMPORTED_MODULE_0__  .i)(landing)}.`];
}
function renderVerified({ outcome, context, events }, share) {
    const answered = events.findLast((event) => event.kind === 'observed' && event.observation.answer?.version !== undefined);
    const version = context.settings.expectVersion ??
        (answered?.kind === 'observed' ? answered.observation.answer?.version : undefined);
    const revisions = (context.where ?? []).flatMap(({ name, value }) => (name === 'revision' ? [value] : []));
    const { verification } = outcome;
    const at = verification && (0,_time_js__WEBPACK_IMPORTED_MODULE_2__  .Ej)(context.startedAt, verification.endedAtMs);
    return [
        `**Verified:** ${version === undefined ? 'the version that runs' : `version ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)(version, 80 * share, _untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .SS)}`}`,
        ...(revisions.length === 0 ? [] : [`as ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)(revisions.join(', '), 80 * share, _untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .SS)}`]),
        ...(at === undefined ? [] : [`at ${at}`]),
    ]
        .join(' ')
        .concat(outcome.reason === '' ? '.' : `: ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)(outcome.reason, 300 * share)}`);
}
const MAX_STRIPS = 2;
function renderProbes({ events }, share) {
    const strips = (0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_5__  .oq)(events).filter(({ stage }) => stage === 'verification');
    if (strips.length === 0)
        return [];
    const shown = strips.slice(0, MAX_STRIPS).map((strip) => {
        const counts = [(0,_log_probe_runs_js__WEBPACK_IMPORTED_MODULE_1__  .Pn)((0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_5__  .aD)(strip)), ...(0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_5__  .k2)(strip)].join(', ');
        return `${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)(strip.check, 60 * share, _untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .SS)} ${counts}`;
    });
    const rest = strips.length - shown.length;
    return [`**Probes:** ${[...shown, ...(rest > 0 ? [`and ${rest} more checks`] : [])].join(' · ')}`];
}
function renderCause(cause, share) {
    const { root, subject, sentence } = cause;
    const showed = (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)(sentence, 320 * share);
    const asked = subject === undefined ? '' : `${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)(subject, 100 * share, _untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .SS)}${(0,_cause_js__WEBPACK_IMPORTED_MODULE_3__  .FP)(cause)}`;
    const all = root === undefined ? '' : `${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)(root, 160 * share, _untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .SS)}: `;
    const said = all === '' && asked === '' ? (0,_begin_sentence_js__WEBPACK_IMPORTED_MODULE_9__  .N)(showed) : showed;
    return `${all}${asked}${/[.…]$/.test(said) ? said : `${said}.`}`;
}
const FAILED = 'the rollback failed: ';
const WITHOUT_PLAN = {
    'unhealthy-before': 'Before',
    'no-target': 'No way back',
    'guard-stopped': 'Not rolled back',
};
function renderMove({ outcome, events }, cause, share) {
    const { plan } = outcome;
    const rest = cause?.rest === undefined ? '' : (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)((0,_short_ids_js__WEBPACK_IMPORTED_MODULE_10__  .I)(cause.rest), 220 * share);
    if (plan === undefined)
        return rest === '' ? [] : [`**${WITHOUT_PLAN[outcome.result] ?? 'Then'}:** ${rest}`];
    const move = renderRevisions(plan.from, plan.to, share);
    const [evidence = ''] = plan.evidence;
    const said = (0,_sections_js__WEBPACK_IMPORTED_MODULE_6__  .yp)(evidence, plan);
    const why = said === evidence ? evidence && `: ${evidence}` : `, which ${said}`;
    const label = labelMove(outcome, events);
    const became = rest.startsWith(FAILED) ? ` failed: ${rest.slice(FAILED.length)}` : `: ${rest}`;
    return [`**${label}:** ${move}${rest === '' ? (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)(why, 120 * share) : became}`];
}
function labelMove({ result }, events) {
    if (result === 'validated')
        return 'A rollback now';
    if (result === 'guard-stopped')
        return 'Not rolled back';
    return events.some(({ kind }) => kind === 'rollback-started') ? 'Rollback' : 'Planned, not done';
}
const MAX_MOVES = 2;
function renderRevisions(from, to, share) {
    const targets = to.split('\n');
    const moves = from.split('\n').map((revision, index) => {
        const shown = [revision, targets[index] ?? ''].map((one) => (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DJ)((0,_headline_js__WEBPACK_IMPORTED_MODULE_4__  .w7)(one), 60 * share, _untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .SS));
        return shown.join(' → ');
    });
    const more = moves.length > MAX_MOVES ? ` and ${moves.length - MAX_MOVES} more` : '';
    return `${moves.slice(0, MAX_MOVES).join(', ')}${more}`;
}
function followRun({ id, url }, result) {
    return result === 'awaiting-approval'
        ? `Approve or reject the deployment in run ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .nf)(id, url)}.`
        : `Follow the rollback run ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .nf)(id, url)} to its end.`;
}
const MAX_STEPS = 5;
function nextSteps(story, { next, byHand, byHandTitle = 'To roll back by hand' }) {
    const { hint, plan, run, result } = story.outcome;
    const tip = (0,_cause_js__WEBPACK_IMPORTED_MODULE_3__  .lO)(story)?.tip;
    const steps = [
        ...(run === undefined ? [] : [followRun(run, result)]),
        ...(hint === undefined ? [] : [(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .GH)(hint, 400)]),
        ...(tip === undefined ? [] : [(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .GH)(`${tip}.`, 500)]),
        ...next,
    ].slice(0, MAX_STEPS);
    if (steps.length === 0)
        return undefined;
    const list = steps.map((step) => `- [ ] ${step}`).join('\n');
    if (!byHand || plan === undefined || plan.manual.length === 0)
        return list;
    const commands = (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_8__  .DV)(plan.manual.join('\n'), { maxLines: 40, maxLength: 32_000 });
    return `${list}\n- [ ] ${byHandTitle}:\n\n${commands}`;
}


/***/ })

};
