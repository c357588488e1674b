export const id = 889;
export const ids = [889];
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

/***/ 6889:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    commentOnPullRequest: () => (  commentOnPullRequest)
  });
  var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
  var _core_field_at_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(3001);
  var _github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6232);
  var _summary_first_screen_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9992);
  var _summary_headline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5372);
  var _summary_parts_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1951);






const LIMIT_BYTES = 16_000;
const MAX_PAGES = 10;
const TRUSTED_AUTHORS = ['OWNER', 'MEMBER', 'COLLABORATOR'];
async function commentOnPullRequest(client, story, at, signal) {
    const found = await findPullRequest(client, at, signal);
    if (typeof found !== 'number')
        return { kind: 'no-pull-request', why: found.why };
    const marker = commentMarker(at.place);
    const body = renderComment(story, marker);
    const known = await findOwnComment(client, { issue: found, marker }, signal);
    if (known === undefined) {
        const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments';
        await client.request(route, { issue_number: found, body }, signal);
    }
    else {
        const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}';
        await client.request(route, { comment_id: known, body }, signal);
    }
    return { kind: 'written' };
}
function commentMarker(place) {
    return `<!-- safe-landing ${(0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(place).digest('hex').slice(0, 24)} -->`;
}
function renderComment(story, marker) {
    const facts = (0,_summary_first_screen_js__WEBPACK_IMPORTED_MODULE_2__  .Sk)(story, (0,_summary_headline_js__WEBPACK_IMPORTED_MODULE_3__  .aU)(story.outcome, story.context));
    return `${marker}\n${(0,_summary_parts_js__WEBPACK_IMPORTED_MODULE_4__  .u)([{ name: 'the rest', markdown: facts, rank: 0 }], LIMIT_BYTES)}`;
}
async function findPullRequest(client, { commit, payload }, signal) {
    const own = (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_5__  .U)(payload, 'pull_request', 'number');
    if (typeof own === 'number')
        return own;
    const route = 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls';
    const { body } = await client.request(route, { commit_sha: commit, per_page: 100 }, signal);
    const pulls = (Array.isArray(body) ? body : []).map(_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf);
    return choosePullRequest(pulls, commit);
}
function choosePullRequest(pulls, commit) {
    const merged = pulls
        .filter((pull) => (0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kX)(pull, 'merged_at') !== undefined)
        .toSorted((one, other) => ((0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kX)(other, 'merged_at') ?? 0) - ((0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kX)(one, 'merged_at') ?? 0));
    const open = pulls.filter((pull) => (0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(pull, 'state') === 'open');
    const chosen = merged.find((pull) => (0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(pull, 'merge_commit_sha') === commit) ??
        merged[0] ??
        (open.length === 1 ? open[0] : undefined);
    if (chosen !== undefined)
        return (0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .nd)(chosen, 'number');
    const several = `${open.length} open pull requests have the commit`;
    return { why: open.length > 1 ? several : 'the commit belongs to no pull request' };
}
async function findOwnComment(client, { issue, marker }, signal) {
    const route = 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments';
    let page = 0;
    for await (const comments of client.pages(route, { issue_number: issue }, signal)) {
        const own = comments.map(_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf).find((comment) => isOwn(comment, marker));
        if (own !== undefined)
            return (0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .nd)(own, 'id');
        page += 1;
        if (page === MAX_PAGES)
            return undefined;
    }
    return undefined;
}
function isOwn(comment, marker) {
    if ((0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(comment, 'body')?.startsWith(marker) !== true)
        return false;
    const isApp = (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_5__  .U)(comment, 'user', 'type') === 'Bot';
    return isApp || TRUSTED_AUTHORS.includes((0,_github_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(comment, 'author_association') ?? '');
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
