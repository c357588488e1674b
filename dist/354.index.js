export const id = 354;
export const ids = [354,973];
export const modules = {

/***/ 7973:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    giveUp: () => (  giveUp),
    leaveUnprepared: () => (  leaveUnprepared),
    refuseEarly: () => (  refuseEarly),
    refuseOrExcuse: () => (  refuseOrExcuse)
  });
  var _github_event_payload_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8124);
  var _report_error_pages_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(4973);
  var _report_outputs_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8568);
  var _run_report_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(9333);




function leaveUnprepared(runner, error) {
    runner.annotate((0,_report_error_pages_js__WEBPACK_IMPORTED_MODULE_1__  .xn)(error));
}
function refuseEarly(opened, problems) {
    const certain = problems.filter(({ actual }) => actual !== '');
    if (certain.length === 0)
        return 0;
    opened.runner.noteTurn();
    return refuse(opened, certain);
}
function giveUp(runner, error) {
    const known = 'Nothing had been begun, so the platform is as the deploy step left it.';
    runner.publish({ summary: (0,_report_error_pages_js__WEBPACK_IMPORTED_MODULE_1__.renderBugSummary)(error, known), outputs: { ...(0,_report_outputs_js__WEBPACK_IMPORTED_MODULE_2__  .h5)() } });
    runner.annotate((0,_report_error_pages_js__WEBPACK_IMPORTED_MODULE_1__.renderBugAnnotations)(error));
    return 1;
}
function refuseOrExcuse(opened, problems) {
    const { env, reader, runner } = opened;
    const isExcused = reader.get('mode').trim() === 'validate' && (0,_github_event_payload_js__WEBPACK_IMPORTED_MODULE_0__  .B7)(env);
    const wrong = isExcused ? problems.filter(({ mayBeUnset }) => !mayBeUnset) : problems;
    if (wrong.length > 0)
        return refuse(opened, wrong);
    const outputs = { ...(0,_report_outputs_js__WEBPACK_IMPORTED_MODULE_2__  ._L)(problems) };
    runner.publish({ summary: (0,_report_error_pages_js__WEBPACK_IMPORTED_MODULE_1__  .QB)(problems, (0,_run_report_js__WEBPACK_IMPORTED_MODULE_3__  .h)(env)), outputs });
    runner.annotate((0,_report_error_pages_js__WEBPACK_IMPORTED_MODULE_1__  .iZ)(problems));
    return 0;
}
function refuse({ env, runner }, problems) {
    runner.publish({
        summary: (0,_report_error_pages_js__WEBPACK_IMPORTED_MODULE_1__  .If)(problems, (0,_run_report_js__WEBPACK_IMPORTED_MODULE_3__  .h)(env)),
        outputs: { ...(0,_report_outputs_js__WEBPACK_IMPORTED_MODULE_2__  .A6)(problems) },
    });
    runner.annotate((0,_report_error_pages_js__WEBPACK_IMPORTED_MODULE_1__  .av)(problems));
    return 2;
}


/***/ }),

/***/ 4973:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    If: () => (  renderInvalidSummary),
    QB: () => (  renderExcusedSummary),
    av: () => (  renderInvalidAnnotations),
    iZ: () => (  renderExcusedAnnotations),
    renderBugAnnotations: () => (  renderBugAnnotations),
    renderBugSummary: () => (  renderBugSummary),
    xn: () => (  renderUnpreparedAnnotations)
  });
  var _inputs_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1674);
  var _summary_where_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(6514);
  var _untrusted_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(5536);



function renderInvalidSummary(problems, run) {
    const rows = problems.map(({ input, actual, line, expected, hint }) => {
        const where = line === undefined ? '' : ` (line ${line})`;
        const advice = hint === undefined ? '' : `<br>${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .FV)(hint)}`;
        return `| ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .Hn)((0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .SS)(input))} | ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .Hn)((0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .SS)(actual, 200))}${where} | ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .Hn)(`${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .FV)(expected)}${advice}`)} |`;
    });
    const count = problems.length === 1 ? 'One input is wrong' : `${problems.length} inputs are wrong`;
    return [
        `## ⚠️ ${count}`,
        '**Safe now? As before.** Nothing was touched. No request was sent, and nothing is known about the service.',
        ...renderPlace(run),
        `**Why:** ${nameWrong(problems)}.`,
        '**What to do next**',
        '- [ ] Correct the `with:` block of this step in the workflow file. All problems are listed at once.',
        `${['| Input | Value | Expected |', '| --- | --- | --- |', ...rows].join('\n')}\n`,
    ].join('\n\n');
}
const MAX_NAMED = 3;
function nameWrong(problems) {
    const names = [...new Set(problems.map(({ input }) => (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .DJ)(input, 60, _untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .SS)))];
    const rest = names.length - MAX_NAMED;
    const shown = names.slice(0, MAX_NAMED).join(', ');
    return `${shown}${rest > 0 ? ` and ${rest} more` : ''} ${names.length === 1 ? 'has a value' : 'have values'} that cannot be used`;
}
function renderInvalidAnnotations(problems) {
    const lines = problems.map((problem) => (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)((0,_inputs_input_error_js__WEBPACK_IMPORTED_MODULE_0__  .yM)(problem)));
    return [{ level: 'error', title: 'Safe Landing: wrong inputs', message: lines.join('\n').slice(0, 4_000) }];
}
const NOT_IN_A_FORK = 'A pull request from a fork has neither secrets nor variables, so that these inputs are empty or incomplete';
function renderExcusedSummary(problems, run) {
    const names = (0,_inputs_input_error_js__WEBPACK_IMPORTED_MODULE_0__  .JB)(problems).map((name) => (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .DJ)(name, 60, _untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .SS));
    return [
        '## ✅ What could be checked is right',
        '**Safe now? As before.** Nothing was changed, and nothing was asked. All other inputs are right.',
        ...renderPlace(run),
        `**Why:** ${NOT_IN_A_FORK}: ${names.join(', ')}.`,
        '**What to do next**',
        '- [ ] To try the checks and the rollback too, open the pull request from a branch of this repository.\n',
    ].join('\n\n');
}
function renderPlace(run) {
    return run === undefined ? [] : [`**Where:** ${(0,_summary_where_js__WEBPACK_IMPORTED_MODULE_2__  .eJ)(run, 0.7).join(' · ')}`];
}
function renderExcusedAnnotations(problems) {
    const names = (0,_inputs_input_error_js__WEBPACK_IMPORTED_MODULE_0__  .JB)(problems).join(', ');
    const message = `${NOT_IN_A_FORK}: ${names}. All other inputs are right; nothing else was checked.`;
    return [
        {
            level: 'warning',
            title: 'Safe Landing: checked as far as a fork can be',
            message: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)(message, 1_000),
        },
    ];
}
function renderBugSummary(error, whatIsKnown, { run, issuesUrl } = {}) {
    const makers = issuesUrl === undefined
        ? 'to the makers of Safe Landing'
        : (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .nf)('to the makers of Safe Landing', issuesUrl);
    return [
        '## 🐞 Safe Landing stopped on a bug of its own',
        `**Safe now? Unknown.** ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .FV)(whatIsKnown)}`,
        ...renderPlace(run),
        `**Why:** ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .DJ)(describeError(error), 400)}`,
        '**What to do next**',
        [
            '- [ ] Check what the platform is doing now; do not take this run as a verdict on the version.',
            `- [ ] Please report it ${makers}, with the details below.`,
        ].join('\n'),
        `<details><summary>Details for the report</summary>\n\n${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .DV)(stackOf(error), { maxLines: 40, maxLength: 6_000 })}\n\n</details>\n`,
    ].join('\n\n');
}
function renderUnpreparedAnnotations(error) {
    const message = `How the service is before the deployment could not be recorded: ${describeError(error)}. The deployment is not held up; it will be judged as if nothing had been recorded.`;
    return [{ level: 'warning', title: 'Safe Landing', message: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)(message, 1_000) }];
}
function renderBugAnnotations(error) {
    return [
        {
            level: 'error',
            title: 'Safe Landing: this is a bug in Safe Landing',
            message: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)(describeError(error), 1_000),
        },
    ];
}
function describeError(error) {
    return error instanceof Error ? `${error.name}: ${error.message}` : String(error);
}
function stackOf(error) {
    if (!(error instanceof Error))
        return String(error);
    const cause = error.cause === undefined ? '' : `\ncaused by: ${stackOf(error.cause)}`;
    return `${error.stack ?? describeError(error)}${cause}`;
}


/***/ })

};
