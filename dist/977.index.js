export const id = 977;
export const ids = [977];
export const modules = {

/***/ 8977:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  renderAnnotations: () => (  annotations .H),
  renderDrillReport: () => (  renderDrillReport),
  renderJsonReport: () => (  json_report .nJ),
  renderSummary: () => (  renderSummary)
});

// EXTERNAL MODULE: ./lib/report/annotations.js
var annotations = __webpack_require__(1116);
// EXTERNAL MODULE: ./lib/report/json-report.js + 1 modules
var json_report = __webpack_require__(9518);
// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/report/time.js
var time = __webpack_require__(9793);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
;// CONCATENATED MODULE: ./lib/report/summary/drill.js



function measureDrill({ outcome, events, context }) {
    const { recoveryTargetMs } = context.settings;
    const isBegun = events.some(({ kind }) => kind === 'rollback-started');
    if (recoveryTargetMs === undefined || !isBegun)
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
        const head = `<testcase ${attributes({ classname: 'Recovery', name, time: seconds(tookMs) })}`;
        if (isMet)
            return [`  ${head}/>`];
        const missed = attributes({ message: `${took}, and the target is ${target}` });
        return [`  ${head}>`, `    <failure ${missed}>${escapeXml(outcome.reason)}</failure>`, '  </testcase>'];
    });
    const suite = attributes({
        name: 'Safe Landing: rollback drill',
        tests: String(measures.length),
        failures: String(measures.filter(({ isMet }) => !isMet).length),
        time: seconds(Math.max(...measures.map(({ tookMs = 0 }) => tookMs))),
        timestamp: context.startedAt,
    });
    const lines = ['<?xml version="1.0" encoding="UTF-8"?>', `<testsuite ${suite}>`, ...cases, '</testsuite>'];
    return `${lines.join('\n')}\n`;
}
function attributes(values) {
    return Object.entries(values)
        .map(([name, value]) => `${name}="${escapeXml(value)}"`)
        .join(' ');
}
function escapeXml(text) {
    return (0,untrusted .bo)(text)
        .replace(/[\uFFFE\uFFFF]/g, '')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replaceAll('"', '&quot;');
}
function seconds(durationMs = 0) {
    return (durationMs / 1_000).toFixed(3);
}

// EXTERNAL MODULE: ./lib/report/summary/sections.js + 2 modules
var sections = __webpack_require__(8147);
;// CONCATENATED MODULE: ./lib/report/summary/dry-run.js


function dryRunFolds(story) {
    const plan = [(0,sections .lA)(story), describePlannedSteps(story)].filter(Boolean).join('\n\n');
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
// EXTERNAL MODULE: ./lib/report/log/probe-runs.js
var probe_runs = __webpack_require__(1192);
// EXTERNAL MODULE: ./lib/report/short-ids.js
var short_ids = __webpack_require__(8935);
// EXTERNAL MODULE: ./lib/report/summary/cause.js
var summary_cause = __webpack_require__(8066);
// EXTERNAL MODULE: ./lib/report/summary/headline.js + 1 modules
var headline = __webpack_require__(4347);
// EXTERNAL MODULE: ./lib/report/summary/probe-strip.js
var probe_strip = __webpack_require__(7528);
// EXTERNAL MODULE: ./lib/report/summary/where.js
var summary_where = __webpack_require__(6514);
;// CONCATENATED MODULE: ./lib/report/summary/first-screen.js








const FIRST_SCREEN_LENGTH = 1_200;
const BEFORE_NEXT = 1_050;
const SHARES = [1, 0.7, 0.5, 0.3, 0.15];
function firstScreen(story, headline) {
    const steps = nextSteps(story, headline);
    const facts = SHARES.map((share) => renderFacts(story, headline, share));
    const fitting = facts.find((text) => text.length <= BEFORE_NEXT) ?? facts.at(-1) ?? '';
    return steps === undefined ? fitting : `${fitting}\n\n**What to do next**\n\n${steps}`;
}
function renderFacts(story, headline, share) {
    const where = (0,summary_where .W)(story, share);
    const paragraphs = [
        `## ${headline.icon} ${headline.headline}`,
        headline.progress,
        ...(where === '' ? [] : [`**Where:** ${where}`]),
        ...renderWhy(story, share),
    ];
    return paragraphs.join('\n\n');
}
const LABELS = { captured: 'Recorded', validated: 'Found' };
function renderWhy(story, share) {
    if (story.outcome.result === 'healthy')
        return [renderVerified(story, share), ...renderProbes(story, share)];
    const cause = (0,summary_cause .lO)(story);
    const label = LABELS[story.outcome.result] ?? 'Why';
    return [
        ...(cause === undefined ? [] : [`**${label}:** ${renderCause(cause, share)}`]),
        ...renderMove(story, cause, share),
    ];
}
function renderVerified({ outcome, context, events }, share) {
    const answered = events.findLast((event) => event.kind === 'observed' && event.observation.answer?.version !== undefined);
    const version = context.settings.expectVersion ??
        (answered?.kind === 'observed' ? answered.observation.answer?.version : undefined);
    const revisions = (context.where ?? []).flatMap(({ name, value }) => (name === 'revision' ? [value] : []));
    const { verification } = outcome;
    const at = verification && (0,time .Ej)(context.startedAt, verification.endedAtMs);
    return [
        `**Verified:** ${version === undefined ? 'the version that runs' : `version ${(0,untrusted .DJ)(version, 80 * share, untrusted .SS)}`}`,
        ...(revisions.length === 0 ? [] : [`as ${(0,untrusted .DJ)(revisions.join(', '), 80 * share, untrusted .SS)}`]),
        ...(at === undefined ? [] : [`at ${at}`]),
    ]
        .join(' ')
        .concat(outcome.reason === '' ? '.' : `: ${(0,untrusted .DJ)(outcome.reason, 300 * share)}`);
}
const MAX_STRIPS = 2;
function renderProbes({ events }, share) {
    const strips = (0,probe_strip .oq)(events).filter(({ stage }) => stage === 'verification');
    if (strips.length === 0)
        return [];
    const shown = strips.slice(0, MAX_STRIPS).map((strip) => {
        const counts = [(0,probe_runs .Pn)((0,probe_strip .aD)(strip.observations)), ...(0,probe_strip .k2)(strip)].join(', ');
        return `${(0,untrusted .DJ)(strip.check, 60 * share, untrusted .SS)} ${counts}`;
    });
    const rest = strips.length - shown.length;
    return [`**Probes:** ${[...shown, ...(rest > 0 ? [`and ${rest} more checks`] : [])].join(' · ')}`];
}
function renderCause(cause, share) {
    const { root, subject, sentence } = cause;
    const showed = (0,untrusted .DJ)(sentence, 320 * share);
    const asked = subject === undefined ? '' : `${(0,untrusted .DJ)(subject, 100 * share, untrusted .SS)}${(0,summary_cause .FP)(cause)}`;
    const all = root === undefined ? '' : `${(0,untrusted .DJ)(root, 160 * share, untrusted .SS)}: `;
    const said = all === '' && asked === '' ? (0,summary_cause .NV)(showed) : showed;
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
    const rest = cause?.rest === undefined ? '' : (0,untrusted .DJ)((0,short_ids .I)(cause.rest), 220 * share);
    if (plan === undefined)
        return rest === '' ? [] : [`**${WITHOUT_PLAN[outcome.result] ?? 'Then'}:** ${rest}`];
    const move = renderRevisions(plan.from, plan.to, share);
    const [evidence = ''] = plan.evidence;
    const isOfTarget = evidence.startsWith(`${plan.to} `);
    const why = isOfTarget ? `, which ${evidence.slice(plan.to.length + 1)}` : evidence && `: ${evidence}`;
    const label = events.some(({ kind }) => kind === 'rollback-started') ? 'Rollback' : 'Planned, not done';
    const became = rest.startsWith(FAILED) ? ` failed: ${rest.slice(FAILED.length)}` : `: ${rest}`;
    return [`**${label}:** ${move}${rest === '' ? (0,untrusted .DJ)(why, 120 * share) : became}`];
}
const MAX_MOVES = 2;
function renderRevisions(from, to, share) {
    const targets = to.split('\n');
    const moves = from.split('\n').map((revision, index) => {
        const shown = [revision, targets[index] ?? ''].map((one) => (0,untrusted .DJ)((0,headline .w7)(one), 60 * share, untrusted .SS));
        return shown.join(' → ');
    });
    const more = moves.length > MAX_MOVES ? ` and ${moves.length - MAX_MOVES} more` : '';
    return `${moves.slice(0, MAX_MOVES).join(', ')}${more}`;
}
const MAX_STEPS = 5;
function nextSteps(story, { next, byHand }) {
    const { hint, plan, run } = story.outcome;
    const tip = (0,summary_cause .lO)(story)?.tip;
    const steps = [
        ...(run === undefined ? [] : [`Follow the rollback run ${(0,untrusted .nf)(run.id, run.url)} to its end.`]),
        ...(hint === undefined ? [] : [(0,untrusted .GH)(hint, 400)]),
        ...(tip === undefined ? [] : [(0,untrusted .GH)(`${tip}.`, 500)]),
        ...next,
    ].slice(0, MAX_STEPS);
    if (steps.length === 0)
        return undefined;
    const list = steps.map((step) => `- [ ] ${step}`).join('\n');
    if (!byHand || plan === undefined || plan.manual.length === 0)
        return list;
    const commands = (0,untrusted .DV)(plan.manual.join('\n'), { maxLines: 40, maxLength: 32_000 });
    return `${list}\n- [ ] To roll back by hand:\n\n${commands}`;
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
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
        ...(story.context.reportPath === undefined ? [] : [describeUpload()]),
        `<sub>${describeSettings(story)}</sub>`,
    ].join('\n\n');
}
function keptRecords({ outcome, context }) {
    const { run, environment } = context;
    const red = (0,headline .UN)(outcome, context);
    const page = run === undefined || environment === undefined
        ? []
        : [
            `GitHub's record of it: ${(0,untrusted .nf)('deployments to this environment', (0,summary_where .fw)(run, environment))}.`,
        ];
    return [...(red === undefined ? [] : [red]), ...page];
}
function describeUpload() {
    return `\`report.json\` holds every event and every probe. The runner deletes it when the job ends. To keep it, give this step \`id: landing\`, and add after it:\n\n\`\`\`yaml\n${UPLOAD}\n\`\`\``;
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
    const isCalm = result === 'healthy' || result === 'captured';
    const title = plan === undefined ? 'Candidates' : 'The rollback';
    const parts = [
        { name: 'the answers', markdown: firstScreen(story, (0,headline .aU)(story.outcome, story.context)), rank: 0 },
        part('Drill report', drillSection(story), 2, 'open'),
        part('Probes over time', (0,sections .fX)(story), 3, isCalm || result === 'validated' ? 'folded' : 'open'),
        part('Timeline', (0,sections .RG)(story), 4),
        part('The failures', (0,failures .L)(story), 2),
        ...(result === 'validated'
            ? dryRunFolds(story).map(([name, markdown]) => part(name, markdown, 1, 'open'))
            : [
                part(title, moveSection(story), 2),
                { name: 'Evidence', markdown: (0,sections .re)(story), rank: 6 },
            ]),
        part('Triggers', (0,sections .b_)(story), 4),
        part('What could not be checked', (0,sections .kR)(story), 5),
        part('The report, and the settings', keptSection(story), 1),
    ];
    return (0,summary_parts .u)(parts.filter(isSaying), SUMMARY_LIMIT_BYTES);
}
function moveSection(story) {
    return [(0,sections .lA)(story), describePlannedSteps(story)].filter(Boolean).join('\n\n');
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






/***/ })

};
