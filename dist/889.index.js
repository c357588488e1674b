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
  var _summary_headline_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(4347);
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


/***/ })

};
