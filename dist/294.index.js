export const id = 294;
export const ids = [294];
export const modules = {

/***/ 6232:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Pf: () => (  fieldsOf),
    Qq: () => (  text),
    Xj: () => (  loginIn),
    kB: () => (  time),
    kX: () => (  optionalTime),
    mR: () => (  optionalText),
    nd: () => (  integer),
    p_: () => (  list)
  });
  var _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4851);

function fieldsOf(value) {
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
        return value;
    throw unexpected('an object', value);
}
function text(fields, name) {
    const value = fields[name];
    if (typeof value === 'string')
        return value;
    throw unexpected(`text as ${name}`, value);
}
function optionalText(fields, name) {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
}
function integer(fields, name) {
    const value = fields[name];
    if (typeof value === 'bigint')
        return Number(value);
    if (typeof value === 'number' && Number.isFinite(value))
        return value;
    throw unexpected(`a number as ${name}`, value);
}
function time(fields, name) {
    const ms = Date.parse(text(fields, name));
    if (Number.isNaN(ms))
        throw unexpected(`a time as ${name}`, fields[name]);
    return ms;
}
function optionalTime(fields, name) {
    return optionalText(fields, name) === undefined ? undefined : time(fields, name);
}
function list(fields, name) {
    const value = fields[name];
    return Array.isArray(value) ? value : [];
}
function loginIn(fields, name) {
    const user = fields[name];
    return typeof user === 'object' && user !== null ? optionalText(fieldsOf(user), 'login') : undefined;
}
function unexpected(wanted, actual) {
    const kind = actual === null ? 'null' : Array.isArray(actual) ? 'a list' : typeof actual;
    return new _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__  .W('refused', `GitHub's answer was not understood: expected ${wanted}, received ${kind}`, {
        hint: 'Check that GITHUB_API_URL is the API of a GitHub server, and that no proxy answers in its place.',
    });
}


/***/ }),

/***/ 7294:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  reportIncident: () => (  reportIncident)
});


// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/redact-deep.js
var redact_deep = __webpack_require__(569);
// EXTERNAL MODULE: ./lib/github/response-fields.js
var response_fields = __webpack_require__(6232);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/report/annotations.js
var annotations = __webpack_require__(1116);
// EXTERNAL MODULE: ./lib/report/impact.js
var impact = __webpack_require__(5462);
// EXTERNAL MODULE: ./lib/report/summary/cause.js
var summary_cause = __webpack_require__(8066);
// EXTERNAL MODULE: ./lib/report/summary/failures.js
var summary_failures = __webpack_require__(1586);
// EXTERNAL MODULE: ./lib/report/summary/headline.js + 2 modules
var summary_headline = __webpack_require__(5372);
// EXTERNAL MODULE: ./lib/report/summary/parts.js
var summary_parts = __webpack_require__(1951);
// EXTERNAL MODULE: ./lib/report/summary/sections.js + 2 modules
var sections = __webpack_require__(8147);
// EXTERNAL MODULE: ./lib/report/time.js
var report_time = __webpack_require__(9793);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
;// CONCATENATED MODULE: ./lib/report/deliver/incident.js











const LIMIT_BYTES = 60_000;
const WORTH_AN_ISSUE = new Set([
    'rolled-back',
    'rolled-back-by-platform',
    'rollback-unhealthy',
    'rollback-failed',
    'handed-off',
    'awaiting-approval',
    'guard-stopped',
    'no-target',
]);
function isIncident({ outcome }) {
    return WORTH_AN_ISSUE.has(outcome.result) && !(0,run_outcome .rZ)(outcome);
}
function incidentMarker({ context }, place) {
    const identity = JSON.stringify([place, context.run?.commit ?? '']);
    return `<!-- safe-landing-incident ${(0,external_node_crypto_.createHash)('sha256').update(identity).digest('hex').slice(0, 24)} -->`;
}
function renderIncident(story, details) {
    const { outcome, context } = story;
    const { headline } = (0,summary_headline .aU)(outcome, context);
    const place = (0,untrusted .bo)(details.place, 60);
    const title = (0,untrusted .bo)(`Incident: ${(0,annotations .c)(headline)} (${place}${shortCommit(story)})`, 200);
    const values = fillIns(story, details);
    const marker = incidentMarker(story, details.place);
    if (details.template === undefined)
        return { title, body: mentionsMarker(values, marker), unknownPlaceholders: [] };
    const unknown = [];
    const body = details.template.replace(/\{\{\s*([\w-]+)\s*\}\}/g, (whole, name) => {
        if (isPlaceholder(name))
            return values[name];
        unknown.push(name);
        return whole;
    });
    const parts = [{ name: 'the rest', markdown: body, rank: 0 }];
    return { title, body: `${(0,summary_parts .u)(parts, LIMIT_BYTES)}\n${marker}\n`, unknownPlaceholders: unknown };
}
const INCIDENT_PLACEHOLDERS = [
    'status',
    'facts',
    'why',
    'impact',
    'change',
    'timeline',
    'probes',
    'suspects',
    'evidence',
    'questions',
];  
function isPlaceholder(name) {
    return INCIDENT_PLACEHOLDERS.some((one) => one === name);
}
const HEADINGS = [
    ['status', '', 0],
    ['facts', '', 0],
    ['why', 'What happened', 1],
    ['impact', 'Impact', 1],
    ['change', 'Rollback', 2],
    ['suspects', 'Suspects', 3],
    ['timeline', 'Timeline', 4],
    ['probes', 'Probes', 5],
    ['evidence', 'Evidence', 6],
    ['questions', 'Open questions', 1],
];
function mentionsMarker(values, marker) {
    const parts = HEADINGS.map(([name, heading, rank]) => ({
        name: heading,
        markdown: heading === '' ? values[name] : `## ${heading}\n\n${values[name]}`,
        rank,
    }));
    return `${(0,summary_parts .u)(parts, LIMIT_BYTES)}\n${marker}\n`;
}
function fillIns(story, { suspects }) {
    return {
        status: (0,summary_headline .aU)(story.outcome, story.context).progress,
        facts: renderFacts(story),
        why: renderWhy(story),
        impact: renderImpact(story),
        change: (0,sections .lA)(story) ?? 'Unknown.',
        timeline: (0,sections .RG)(story) ?? 'Nothing was recorded.',
        probes: (0,sections .fX)(story) ?? 'Nothing was probed.',
        suspects: renderSuspects(suspects),
        evidence: (0,sections .re)(story) || 'Nothing was gathered.',
        questions: QUESTIONS,
    };
}
function renderWhy(story) {
    const cause = (0,summary_cause .lO)(story);
    if (cause === undefined)
        return 'Unknown.';
    const failures = (0,summary_failures .L)(story);
    return [`> ${(0,untrusted .FV)((0,summary_cause .xv)(cause), 1_000)}`, ...(failures === undefined ? [] : [failures])].join('\n\n');
}
const QUESTIONS = [
    '- [ ] What was the root cause?',
    '- [ ] Why did nothing before the deployment catch it: review, tests, staging?',
    '- [ ] Who was affected, and how?',
    '- [ ] What would have shown it sooner?',
    '- [ ] What changes, so that it does not happen again, and who does it by when?',
].join('\n');
function renderFacts({ context }) {
    const { run, startedAt, target } = context;
    if (run === undefined)
        return `Began ${(0,report_time .Xn)(startedAt)} · target ${(0,untrusted .SS)(target)}`;
    return [
        `Began ${(0,report_time .Xn)(startedAt)}`,
        `target ${(0,untrusted .SS)(target)}`,
        `commit ${(0,untrusted .SS)(run.commit)}`,
        `branch ${(0,untrusted .SS)(run.ref)}`,
        (0,untrusted .nf)(`run of ${(0,untrusted .bo)(run.workflow, 80)}`, run.url),
    ].join(' · ');
}
function renderImpact(story) {
    const { detectionMs } = story.outcome.timings;
    const time = (0,report_time .Kt)(story);
    return [
        `- ${(0,impact .a)(story)}`,
        ...(detectionMs === undefined ? [] : [`- Detected ${(0,report_time .LP)(detectionMs)} after the watch began.`]),
        ...(time === undefined ? [] : [`- The rollback ${time.verb} ${time.span}.`]),
    ].join('\n');
}
const MAX_SUSPECTS = 30;
function renderSuspects(suspects) {
    if (suspects === undefined)
        return 'Could not determine which commits came with this version.';
    if (suspects.length === 0)
        return 'No commit lies between the two versions: check its configuration and environment.';
    const shown = suspects
        .slice(-MAX_SUSPECTS)
        .map(({ sha, subject, author }) => `- ${(0,untrusted .SS)(sha.slice(0, 12))} ${(0,untrusted .FV)(subject, 120)} *by ${(0,untrusted .FV)(author, 60)}*`);
    const rest = suspects.length - shown.length;
    return [...(rest > 0 ? [`*${rest} older ones, and:*`, ''] : []), ...shown].join('\n');
}
function shortCommit({ context }) {
    return context.run === undefined ? '' : `, ${context.run.commit.slice(0, 7)}`;
}

;// CONCATENATED MODULE: ./lib/report/deliver/incident-issue.js

const MAX_PAGES = 5;
const TRUSTED_AUTHORS = ['OWNER', 'MEMBER', 'COLLABORATOR'];
async function openIncidentIssue(client, issue, signal) {
    const { incident, marker, labels } = issue;
    const known = await findOpenIssue(client, marker, signal);
    if (known !== undefined) {
        const parameters = { issue_number: known.number, body: `It happened again.\n\n${incident.body}` };
        await client.request('POST /repos/{owner}/{repo}/issues/{issue_number}/comments', parameters, signal);
        return { ...known, isKnown: true };
    }
    const { body } = await client.request('POST /repos/{owner}/{repo}/issues', { title: incident.title, body: incident.body, labels }, signal);
    return { ...read(body), isKnown: false };
}
async function findOpenIssue(client, marker, signal) {
    const parameters = { state: 'open', sort: 'created', direction: 'desc' };
    let page = 0;
    for await (const issues of client.pages('GET /repos/{owner}/{repo}/issues', parameters, signal)) {
        const known = issues.find((issue) => isIncidentOf((0,response_fields .Pf)(issue), marker));
        if (known !== undefined)
            return read(known);
        page += 1;
        if (page === MAX_PAGES)
            return undefined;
    }
    return undefined;
}
function isIncidentOf(issue, marker) {
    if (!(0,response_fields .mR)(issue, 'body')?.includes(marker))
        return false;
    const { user } = issue;
    const isApp = typeof user === 'object' && user !== null && (0,response_fields .mR)((0,response_fields .Pf)(user), 'type') === 'Bot';
    return isApp || TRUSTED_AUTHORS.includes((0,response_fields .mR)(issue, 'author_association') ?? '');
}
function read(issue) {
    const fields = (0,response_fields .Pf)(issue);
    return { number: (0,response_fields .nd)(fields, 'number'), url: (0,response_fields .Qq)(fields, 'html_url') };
}

;// CONCATENATED MODULE: ./lib/report/deliver/incident-report.js







const TEMPLATE_PATH = '.github/safe-landing-incident.md';
const MAX_TEMPLATE_LENGTH = 30_000;
async function reportIncident(story, config, { deps, signal }) {
    if (!isIncident(story))
        return undefined;
    const { client, place, redact, warn } = deps;
    const attempt = (what, act) => orWarn(what, act, { warn, signal });
    const template = await attempt('the template of incidents could not be read', () => readTemplate(deps.workspace));
    const suspects = await attempt('the commits of this version could not be read', () => findSuspects(client, story, signal));
    const incident = renderIncident(story, {
        place,
        template,
        suspects: suspects && (0,redact_deep .K)(suspects, redact),
    });
    if (incident.unknownPlaceholders.length > 0) {
        const names = incident.unknownPlaceholders.join(', ');
        warn(`${TEMPLATE_PATH} holds placeholders that stand for nothing: ${names}`, `There are ${INCIDENT_PLACEHOLDERS.join(', ')}.`);
    }
    const marker = incidentMarker(story, place);
    const issue = await attempt('no incident issue could be opened', () => openIncidentIssue(client, { incident, marker, labels: config.labels }, signal));
    return { incident, issue };
}
async function findSuspects(client, { outcome, context }, signal) {
    const range = { good: outcome.plan?.toVersion, bad: context.run?.commit ?? '' };
    return await readSuspects(client, range, signal);
}
async function readTemplate(workspace) {
    if (workspace === undefined)
        return undefined;
    try {
        const text = await (0,promises_.readFile)((0,external_node_path_.join)(workspace, TEMPLATE_PATH), 'utf8');
        return text.slice(0, MAX_TEMPLATE_LENGTH);
    }
    catch (error) {
        if (error.code === 'ENOENT')
            return undefined;
        throw error;
    }
}
async function orWarn(what, act, { warn, signal }) {
    try {
        return await act();
    }
    catch (error) {
        if (signal.aborted)
            throw error;
        const { message } = error;
        warn(`${what}: ${message}`, error instanceof platform_error .W ? error.hint : undefined);
        return undefined;
    }
}
const COMMIT = /^[0-9a-f]{7,40}$/i;
async function readSuspects(client, range, signal) {
    const { good, bad } = range;
    if (good === undefined || !COMMIT.test(good) || !COMMIT.test(bad))
        return undefined;
    const basehead = `${good}...${bad}`;
    const { body } = await client.request('GET /repos/{owner}/{repo}/compare/{basehead}', { basehead }, signal);
    return (0,response_fields .p_)((0,response_fields .Pf)(body), 'commits').map((entry) => {
        const fields = (0,response_fields .Pf)(entry);
        const commit = (0,response_fields .Pf)(fields.commit);
        const author = typeof commit.author === 'object' && commit.author !== null ? (0,response_fields .Pf)(commit.author) : {};
        return {
            sha: (0,response_fields .Qq)(fields, 'sha'),
            subject: (0,response_fields .Qq)(commit, 'message').split('\n', 1)[0] ?? '',
            author: (0,response_fields .mR)(author, 'name') ?? 'an unknown author',
        };
    });
}


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


/***/ })

};
