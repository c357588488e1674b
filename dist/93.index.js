export const id = 93;
export const ids = [93];
export const modules = {

/***/ 5093:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    renderLandingReport: () => (  renderLandingReport)
  });
  var _core_statistics_js__WEBPACK_IMPORTED_MODULE_6__ = __webpack_require__(8752);
  var _junit_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(5470);
  var _landing_phases_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(438);
  var _log_probe_runs_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1192);
  var _time_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9793);
  var _cause_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(8066);
  var _probe_strip_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(7528);







function renderLandingReport(story) {
    const suites = [...jobSuites(story), landingSuite(story), checkSuite(story)];
    return (0,_junit_js__WEBPACK_IMPORTED_MODULE_4__  .RV)('Safe Landing', suites.filter(({ cases }) => cases.length > 0));
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
            startedAt: (0,_time_js__WEBPACK_IMPORTED_MODULE_2__  .dF)((whole ?? shown[0])?.startedAtMs ?? 0),
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
    const phases = (0,_landing_phases_js__WEBPACK_IMPORTED_MODULE_0__  .r)(events);
    const cause = (0,_cause_js__WEBPACK_IMPORTED_MODULE_5__  .lO)(story);
    const message = `${outcome.result}: ${cause === undefined ? outcome.reason : (0,_cause_js__WEBPACK_IMPORTED_MODULE_5__  .xv)(cause)}`;
    const fault = outcome.result === 'healthy' ? undefined : { kind: 'failure', message };
    const cases = phases.map(({ name, tookMs }, index) => ({
        name,
        tookMs,
        fault: index === phases.length - 1 ? fault : undefined,
    }));
    const tookMs = (0,_landing_phases_js__WEBPACK_IMPORTED_MODULE_0__  .J)(events) ?? 0;
    return {
        name: 'Landing',
        cases: [...cases, { name: 'Verdict', tookMs, fault }],
        startedAt: context.startedAt,
        tookMs,
    };
}
function checkSuite({ events, context }) {
    const strips = (0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_3__  .oq)(events).filter(({ stage }) => stage === 'verification');
    const cases = strips.map((strip) => checkCase(strip, isRequired(strip.check, context.settings)));
    return { name: 'Checks', cases, startedAt: context.startedAt, tookMs: (0,_landing_phases_js__WEBPACK_IMPORTED_MODULE_0__  .J)(events) ?? 0 };
}
function isRequired(check, { checks }) {
    return checks.find(({ name }) => name === check)?.required ?? true;
}
function checkCase(strip, required) {
    const { check, observations } = strip;
    const last = observations.at(-1);
    const message = `${required ? '' : 'it only warns: '}${last?.reason ?? last?.result ?? ''}`;
    const isPassed = last?.result === 'pass';
    const kind = required ? 'failure' : 'skipped';
    const output = [(0,_log_probe_runs_js__WEBPACK_IMPORTED_MODULE_1__  .Pn)((0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_3__  .aD)(observations)), ...(0,_probe_strip_js__WEBPACK_IMPORTED_MODULE_3__  .k2)(strip)].join(', ');
    const latencies = observations.flatMap(({ latencyMs }) => latencyMs ?? []);
    const tookMs = latencies.length === 0 ? 0 : (0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_6__  .Ym)(latencies, 50);
    return { name: check, tookMs, fault: isPassed ? undefined : { kind, message }, output };
}


/***/ })

};
