export const id = 33;
export const ids = [33];
export const modules = {

/***/ 1951:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    u: () => (  fitParts)
  });
function fitParts(parts, limitBytes) {
    const left = [...parts];
    const dropped = [];
    for (;;) {
        const text = join(left, dropped);
        if (Buffer.byteLength(text) <= limitBytes || left.length === 0)
            return text;
        const least = left.reduce((a, b) => (b.rank >= a.rank ? b : a));
        if (least.rank === 0)
            return truncateBytes(text, limitBytes);
        left.splice(left.indexOf(least), 1);
        dropped.push(least.name);
    }
}
function join(parts, dropped) {
    const remark = dropped.length === 0
        ? []
        : [`*Left out, since it would not have fitted: ${dropped.join(', ')}. The JSON report has it all.*`];
    return `${[...parts.map(({ markdown }) => markdown.trimEnd()), ...remark].join('\n\n')}\n`;
}
function truncateBytes(text, limitBytes) {
    const head = Buffer.from(text).subarray(0, limitBytes).toString();
    return head.slice(0, head.lastIndexOf('\n') + 1);
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


/***/ }),

/***/ 8147:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  kR: () => (  blindSpotsSection),
  re: () => (  evidenceSection),
  AU: () => (  fold),
  lA: () => (  planSection),
  fX: () => (  probesSection),
  RG: () => (  timelineSection),
  b_: () => (  triggersSection),
  yp: () => (  withoutTarget)
});

// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/report/log/probe-runs.js
var probe_runs = __webpack_require__(1192);
// EXTERNAL MODULE: ./lib/report/short-ids.js
var short_ids = __webpack_require__(8935);
// EXTERNAL MODULE: ./lib/report/stage-names.js
var stage_names = __webpack_require__(697);
// EXTERNAL MODULE: ./lib/report/time.js
var report_time = __webpack_require__(9793);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
// EXTERNAL MODULE: ./lib/report/warned.js
var warned = __webpack_require__(7673);
// EXTERNAL MODULE: ./lib/report/summary/probe-strip.js
var probe_strip = __webpack_require__(7528);
;// CONCATENATED MODULE: ./lib/report/summary/chart.js


const MAX_BARS = 36;
const MIN_BARS = 5;
const MAX_LABELS = 6;
const STEPS_S = [1, 2, 5, 10, 15, 20, 30, 60, 120, 300, 600, 900, 1_800, 3_600];
const BANDS = {
    'rolling out': { colour: '#8b949e33', sign: '◻️' },
    'bake time': { colour: '#54aeff55', sign: '🟦' },
    'rolling back': { colour: '#8250df66', sign: '🟪' },
    verdict: { colour: '#6e7781aa', sign: '⬛' },
};
const COLOURS = {
    pass: '#2da44e',
    stale: '#d4a72c',
    error: '#8c959f',
    nodata: '#8c959f',
    fail: '#cf222e',
};
const LEAST_HEIGHT = 12;
const FULL_HEIGHT = 100;
const HIGHEST_BAR = 85;
const OUTLIER = 3;
function drawChart(events, intervalMs) {
    let [firstMs, endMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (const { startedAtMs } of shownProbes(events)) {
        firstMs = Math.min(firstMs, startedAtMs);
        endMs = Math.max(endMs, startedAtMs);
    }
    if (endMs < firstMs)
        return undefined;
    const barMs = chooseStep(Math.max(intervalMs, (endMs - firstMs) / (MAX_BARS - 1)));
    const startMs = Math.floor(firstMs / barMs) * barMs;
    const bars = collectBars(events, { startMs, barMs, endMs });
    if (bars.length < MIN_BARS)
        return undefined;
    const latencies = bars.flatMap(({ latencyMs }) => latencyMs ?? []).sort((a, b) => a - b);
    const slowestMs = latencies.at(-1) ?? 0;
    const topMs = Math.min(slowestMs, OUTLIER * (latencies[Math.floor(latencies.length / 2)] ?? 0));
    const drawing = ['```mermaid', ...renderChart(bars, { startMs, barMs, topMs }), '```'].join('\n');
    const height = `, as high as its slowest answer (the highest: ${(0,report_time .LP)(topMs)}${slowestMs > topMs ? ' or more' : ''})`;
    const perBar = `one bar for ${(0,report_time .LP)(barMs)}${latencies.length === 0 ? '' : height}`;
    return `${drawing}\n\n<sub>${[...describeBands(bars), perBar].join(' · ')}</sub>`;
}
function* shownProbes(events) {
    for (const event of events) {
        if (event.kind === 'observed' && event.stage !== 'baseline')
            yield event.observation;
    }
}
function chooseStep(leastMs) {
    const step = STEPS_S.find((seconds) => seconds * 1_000 >= leastMs);
    return (step ?? Math.ceil(leastMs / 3_600_000) * 3_600) * 1_000;
}
function collectBars(events, { startMs, barMs, endMs }) {
    const count = Math.floor((endMs - startMs) / barMs) + 1;
    const seen = Array.from({ length: count }, () => ({ results: new Set() }));
    for (const { startedAtMs, result, latencyMs } of shownProbes(events)) {
        const bar = seen[Math.floor((startedAtMs - startMs) / barMs)];
        bar?.results.add(result);
        if (bar !== undefined && latencyMs !== undefined)
            bar.latencyMs = Math.max(bar.latencyMs ?? 0, latencyMs);
    }
    const turns = events.flatMap((event) => (event.kind === 'observed' ? [] : [event]));
    return seen.map(({ results, latencyMs }, index) => ({
        band: bandOf(turns, startMs + index * barMs, barMs),
        result: probe_strip .vh.find((result) => results.has(result)),
        latencyMs,
    }));
}
function bandOf(events, fromMs, barMs) {
    let band;
    for (const event of events) {
        const isInBar = event.atMs >= fromMs && event.atMs < fromMs + barMs;
        if (event.kind === 'judged' && isInBar)
            return 'verdict';
        if (event.atMs > fromMs + barMs / 2)
            continue;
        if (event.kind === 'phase-changed')
            band = PHASES[event.phase];
        if (event.kind === 'judged' || event.kind === 'rollback-ended')
            band = undefined;
        if (event.kind === 'rollback-started')
            band = 'rolling back';
    }
    return band;
}
const PHASES = { 'rolling-out': 'rolling out', starting: undefined, baking: 'bake time' };
function describeBands(bars) {
    const names = Object.keys(BANDS);
    return names
        .filter((name) => bars.some(({ band }) => band === name))
        .map((name) => `${BANDS[name].sign} ${name}`);
}
function renderChart(bars, scale) {
    const height = ({ latencyMs = 0 }) => Math.min(HIGHEST_BAR, Math.max(LEAST_HEIGHT, Math.round((latencyMs / Math.max(1, scale.topMs)) * HIGHEST_BAR)));
    const bands = Object.keys(BANDS).map((band) => ({
        colour: BANDS[band].colour,
        heights: bars.map((bar) => (bar.band === band ? FULL_HEIGHT : 0)),
    }));
    const results = probe_strip .vh.map((result) => ({
        colour: COLOURS[result],
        heights: bars.map((bar) => (bar.result === result ? height(bar) : 0)),
    }));
    const series = [...bands, ...results].filter(({ heights }) => heights.some((one) => one > 0));
    return [
        `%%{init: ${renderStyle(series.map(({ colour }) => colour), bars.length)}}%%`,
        'xychart-beta',
        `  x-axis [${labelBars(bars.length, scale).join(', ')}]`,
        `  y-axis 0 --> ${FULL_HEIGHT}`,
        ...series.map(({ heights }) => `  bar [${heights.join(', ')}]`),
    ];
}
function labelBars(count, { startMs, barMs }) {
    const everyMs = chooseStep((count * barMs) / MAX_LABELS);
    return Array.from({ length: count }, (_, index) => {
        const atMs = startMs + index * barMs;
        return atMs % everyMs === 0 && index < count - 1
            ? `"${renderTime(atMs)}"`
            : `"${'\u200b'.repeat(index + 1)}"`;
    });
}
const MAX_WIDTH = 520;
const BAR_WIDTH = 30;
const HEIGHT = 200;
const LABEL_SIZE = 18;
const LABEL_PADDING = 10;
const renderTime = (atMs) => (atMs === 0 ? '0' : (0,report_time .LP)(atMs));
function renderStyle(palette, barCount) {
    const text = '#848d97';
    return JSON.stringify({
        theme: 'base',
        xyChart: {
            width: Math.min(MAX_WIDTH, BAR_WIDTH * (barCount + 1)),
            height: HEIGHT,
            xAxis: { labelFontSize: LABEL_SIZE, labelPadding: LABEL_PADDING, showTick: false, showAxisLine: false },
            yAxis: { showLabel: false, showTick: false, showAxisLine: false },
        },
        themeVariables: {
            xyChart: { backgroundColor: '#00000000', plotColorPalette: palette.join(', '), xAxisLabelColor: text },
        },
    });
}

// EXTERNAL MODULE: ./lib/report/summary/evidence.js
var evidence = __webpack_require__(3224);
// EXTERNAL MODULE: ./lib/run/gate.js
var gate = __webpack_require__(3602);
// EXTERNAL MODULE: ./lib/report/summary/headline.js + 2 modules
var headline = __webpack_require__(5372);
;// CONCATENATED MODULE: ./lib/report/summary/timeline.js




const MAX_ROWS = 40;
function collectTimeline(events) {
    const rows = [];
    const states = new Map();
    let hasFailed = false;
    for (const event of events) {
        if (event.kind === 'stage-started')
            hasFailed = false;
        const text = event.kind === 'rollout-changed'
            ? renderRollout(event, states.get(event.service))
            : renderLine(event, hasFailed);
        if (event.kind === 'rollout-changed' && event.state.kind !== 'unknown')
            states.set(event.service, event.state);
        if (event.kind === 'observed' && event.observation.result === 'fail')
            hasFailed = true;
        if (text !== undefined)
            rows.push({ atMs: momentOf(event), text });
    }
    return rows.sort((a, b) => a.atMs - b.atMs);
}
function momentOf(event) {
    return event.kind === 'observed' ? event.observation.startedAtMs : event.atMs;
}
function renderTimeline(rows) {
    const half = MAX_ROWS / 2;
    const shown = rows.length <= MAX_ROWS
        ? renderRows(rows)
        : [
            ...renderRows(rows.slice(0, half)),
            `| … | *${rows.length - MAX_ROWS} more* |`,
            ...renderRows(rows.slice(-half)),
        ];
    return ['| Time | What happened |', '| ---: | :--- |', ...shown].join('\n');
}
function renderRows(rows) {
    const moments = rows.map(({ atMs }) => (0,report_time .dc)(atMs));
    return rows.map(({ text }, index) => {
        const moment = moments[index] === moments[index - 1] ? '' : moments[index];
        return `| ${moment} | ${(0,untrusted .Hn)(text)} |`;
    });
}
const BEGINNINGS = {
    baseline: 'Baseline begins',
    test: 'Test with test traffic begins',
    verification: 'Watch begins',
    recovery: 'Verification of the rollback begins',
    rehearsal: '**Rehearsal begins:** from now on every answer counts as failed',
    forward: 'Verification of the way forward begins',
};
function renderLine(event, hasFailed) {
    switch (event.kind) {
        case 'stage-started':
            return BEGINNINGS[event.stage];
        case 'observed': {
            const { check, result } = event.observation;
            return result === 'fail' && !hasFailed ? `First failure of ${(0,untrusted .SS)(check, 80)}` : undefined;
        }
        case 'phase-changed':
            return event.phase === 'baking' ? 'Passing steadily; bake time begins' : undefined;
        case 'judged':
            return `**Verdict: ${event.verdict.kind.replaceAll('-', ' ')}**`;
        case 'gate-reached':
            return `**Waits for this run:** ${(0,untrusted .FV)((0,gate .yg)(event.gates), 200)}`;
        case 'gate-ended':
            return event.state.kind === 'continued' && event.state.by === 'us'
                ? `**Promoted:** ${renderGate(event.gate)} goes on`
                : `${renderGate(event.gate)}: ${(0,untrusted .FV)(event.state.how, 200)}`;
        case 'rollback-started':
            if (event.isForward)
                return `**Way forward to ${(0,untrusted .SS)((0,headline .w7)(event.plan.to))} begins**`;
            return event.plan.actor === 'us'
                ? `**Rollback to ${(0,untrusted .SS)((0,headline .w7)(event.plan.to))} begins**`
                : `**The platform rolls back to ${(0,untrusted .SS)((0,headline .w7)(event.plan.to))}**`;
        case 'rollback-progressed':
            return (0,untrusted .FV)(event.text, 200);
        case 'rollback-ended':
            return event.result.kind === 'in-place'
                ? `**${event.isForward ? 'The version is in place again' : 'The rollback target is in place'}**`
                : `**${event.isForward ? 'Way forward' : 'Rollback'}: ${event.result.kind.replaceAll('-', ' ')}**`;
        default:
            return undefined;
    }
}
function renderGate({ service, gate }) {
    return `${(0,untrusted .SS)(service, 80)} at ${(0,untrusted .SS)(gate.stage, 80)}`;
}
function renderRollout(event, before) {
    const { service, state } = event;
    if (state.kind === 'unknown')
        return undefined;
    const detail = (0,untrusted .FV)('detail' in state ? state.detail : state.reason, 200);
    if (before?.kind !== state.kind)
        return `${(0,untrusted .SS)(service, 80)} ${ROLLOUT_STATES[state.kind]}: ${detail}`;
    const traffic = state.kind === 'in-progress' && before.kind === 'in-progress' ? state.traffic : 'nothing';
    const hasShifted = before.kind === 'in-progress' && before.traffic !== traffic && traffic !== 'nothing';
    return hasShifted
        ? `${(0,untrusted .SS)(service, 80)} has ${traffic} of the production traffic: ${detail}`
        : undefined;
}
const ROLLOUT_STATES = {
    'in-progress': 'is rolling out',
    complete: 'is rolled out',
    failed: 'failed to roll out',
    'rolled-back': 'was rolled back by the platform',
    superseded: 'was taken over',
    absent: 'does not have the new version',
    unverifiable: 'cannot be verified',
    stopped: 'was stopped',
};

;// CONCATENATED MODULE: ./lib/report/summary/sections.js











const MAX_ITEMS = 20;
function planSection({ outcome }, screen = '') {
    const { plan, evidence } = outcome;
    if (plan !== undefined) {
        const move = renderMove(plan);
        const news = plan.evidence.filter((text) => !screen.includes((0,untrusted .FV)(withoutTarget(text, plan))));
        return [screen.includes(move) ? '' : move, bullets(news)].filter(Boolean).join('\n\n');
    }
    if (evidence === undefined || evidence.length === 0)
        return undefined;
    return `Looked at, and why it was not taken:\n\n${bullets(evidence)}`;
}
function withoutTarget(evidence, { to }) {
    return evidence.startsWith(`${to} `) ? evidence.slice(to.length + 1) : evidence;
}
function renderMove({ from, to }) {
    const targets = to.split('\n');
    return from
        .split('\n')
        .map((revision, index) => `${(0,untrusted .SS)(revision)} → ${(0,untrusted .SS)(targets[index] ?? '')}`)
        .join('<br>\n');
}
function timelineSection(story) {
    const rows = collectTimeline(story.events);
    if (rows.length === 0)
        return undefined;
    const beginning = story.outcome.result === 'healthy' ? [] : [renderTimings(story)];
    return [...beginning, renderTimeline(rows)].join('\n\n');
}
function renderTimings(story) {
    const { outcome, context } = story;
    const { detectionMs } = outcome.timings;
    const time = (0,report_time .Kt)(story);
    const did = (0,run_outcome .Gm)(outcome.result) ? 'healthy again after another' : `the rollback ${time?.verb}`;
    return [
        `Began ${(0,report_time .Xn)(context.startedAt)}`,
        ...(detectionMs === undefined ? [] : [`Detected after **${(0,report_time .LP)(detectionMs)}**`]),
        ...(time === undefined ? [] : [`${did} **${time.span}**`]),
    ].join(' · ');
}
function probesSection({ events, context }) {
    const strips = (0,probe_strip .oq)(events);
    if (strips.length === 0)
        return undefined;
    const perSquare = (0,probe_strip .OV)(strips);
    const hasStages = new Set(strips.map(({ stage }) => stage)).size > 1;
    const rows = strips.map((strip) => {
        const of = hasStages ? `, ${stage_names .B[strip.stage]}` : '';
        const check = (0,untrusted .DJ)(strip.check, 80, untrusted .SS);
        const counts = [(0,probe_runs .Pn)((0,probe_strip .aD)(strip)), ...(0,probe_strip .k2)(strip)].join(' · ');
        return `- ${check}${of}<br>${(0,probe_strip .pB)(strip, perSquare)}<br>${counts}`;
    });
    const legend = `<sub>${(0,probe_strip .vW)(strips, perSquare)}</sub>`;
    return [drawChart(events, context.settings.intervalMs), rows.join('\n'), legend]
        .filter(Boolean)
        .join('\n\n');
}
function evidenceSection({ events }) {
    const messages = events.flatMap((event) => event.kind === 'platform-said' ? [`${(0,report_time .dc)(event.atMs)} ${(0,short_ids .I)(event.text)}`] : []);
    const causes = (0,evidence .BR)(events);
    const hasStopped = events.some((event) => event.kind === 'evidence' && event.shows === 'stopped-tasks');
    return [
        fold('Failed tasks, by reason', hasStopped ? undefined : bulletGroups((0,evidence .vH)(events))),
        fold('Failed probes, by cause', causes.length < 2 ? undefined : bulletGroups(causes)),
        ...events.flatMap((event) => (event.kind === 'evidence' ? [evidenceFold(event)] : [])),
        fold('What the platform said', messages.length === 0 ? undefined : (0,untrusted .DV)(messages.join('\n'), { maxLines: 60, maxLength: 8_000 })),
    ]
        .filter(Boolean)
        .join('\n\n');
}
function evidenceFold({ title, lines, links = [] }) {
    const block = lines.length === 0 ? [] : [(0,untrusted .DV)(lines.join('\n'), { maxLines: 60, maxLength: 8_000 })];
    const addresses = links.map(({ label, url }) => (0,untrusted .nf)(label, url)).join(' · ');
    return fold(title, [...block, ...(addresses === '' ? [] : [addresses])].join('\n\n'));
}
function blindSpotsSection({ outcome, events }) {
    const warnings = (0,warned .P)({ outcome, events }).map(({ text, hint }) => hint === undefined ? text : `${text}. ${hint}`);
    const all = [...new Set([...(outcome.plan?.unknowns ?? []), ...warnings])];
    return all.length === 0 ? undefined : bullets(all, untrusted .GH);
}
function bulletGroups(groups) {
    return groups.length === 0 ? undefined : bullets(groups.map(({ text, count }) => `${count} × ${text}`));
}
function bullets(texts, render = untrusted .FV) {
    const shown = texts.slice(0, MAX_ITEMS).map((text) => `- ${render(text)}`);
    const rest = texts.length - shown.length;
    return [...shown, ...(rest > 0 ? [`- *and ${rest} more*`] : [])].join('\n');
}
function fold(title, content, state = 'folded') {
    if (content === undefined || content === '')
        return '';
    const safeTitle = title.replace(/[^\p{L}\p{N} .,:/()-]/gu, ' ').slice(0, 120);
    const attribute = state === 'open' ? ' open' : '';
    return `<details${attribute}><summary>${safeTitle}</summary>\n\n${content}\n\n</details>`;
}
const MAX_TRIGGERS = 30;
const TRIGGER_STATES = {
    fired: '❌ fired',
    pending: '⏳ pending',
    'not-evaluable': '❔ not evaluable',
    ok: '✅ did not fire',
};
function triggersSection({ outcome }) {
    const triggers = outcome.verification?.assessment.triggers ?? [];
    if (triggers.length === 0)
        return undefined;
    const rows = triggers
        .slice(0, MAX_TRIGGERS)
        .map(({ line, state, text }) => `| ${(0,untrusted .Hn)((0,untrusted .SS)(line, 200))} | ${TRIGGER_STATES[state]} | ${(0,untrusted .Hn)((0,untrusted .FV)(text, 300))} |`);
    const rest = triggers.length > MAX_TRIGGERS ? [`| *${triggers.length - MAX_TRIGGERS} more* | | |`] : [];
    return ['| Trigger | State | Figures |', '| --- | --- | --- |', ...rows, ...rest].join('\n');
}


/***/ })

};
