export const id = 832;
export const ids = [832];
export const modules = {

/***/ 2101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Fz: () => (  readDeployments),
    Kn: () => (  writeStatus),
    jy: () => (  writeDeployment),
    r_: () => (  readStatuses)
  });
  var _response_fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6232);

async function readDeployments(github, filter, signal) {
    const route = 'GET /repos/{owner}/{repo}/deployments';
    const { body } = await github.request(route, { per_page: 100, ...filter }, signal);
    return (Array.isArray(body) ? body : []).map((one) => parseDeployment((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .Pf)(one)));
}
function parseDeployment(fields) {
    return {
        id: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .nd)(fields, 'id'),
        sha: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .Qq)(fields, 'sha'),
        task: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .mR)(fields, 'task') ?? 'deploy',
        isTransient: fields.transient_environment === true,
        createdAtMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .kB)(fields, 'created_at'),
        ref: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .mR)(fields, 'ref'),
        creator: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .Xj)(fields, 'creator'),
        payload: fields.payload,
    };
}
async function readStatuses(github, deploymentId, signal) {
    const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const parameters = { deployment_id: deploymentId, per_page: 100 };
    const { body } = await github.request(route, parameters, signal);
    return (Array.isArray(body) ? body : []).map((one) => {
        const fields = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .Pf)(one);
        const logUrl = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .mR)(fields, 'log_url') ?? (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .mR)(fields, 'target_url');
        const description = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .mR)(fields, 'description');
        return { state: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .Qq)(fields, 'state'), atMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .kB)(fields, 'created_at'), description, logUrl };
    });
}
const LONGEST_DESCRIPTION = 140;
async function writeStatus(github, deploymentId, status, signal) {
    const route = 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const { state, description, logUrl } = status;
    const parameters = {
        deployment_id: deploymentId,
        state,
        description: description.slice(0, LONGEST_DESCRIPTION),
        log_url: logUrl,
        auto_inactive: false,
    };
    await github.request(route, parameters, signal);
}
async function writeDeployment(github, deployment, signal) {
    const { sha: ref, ...rest } = deployment;
    const parameters = { ref, ...rest, auto_merge: false, required_contexts: [] };
    const { body } = await github.request('POST /repos/{owner}/{repo}/deployments', parameters, signal);
    return (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .nd)((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .Pf)(body), 'id');
}


/***/ }),

/***/ 6832:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  findBadCommit: () => (  findBadCommit)
});

// EXTERNAL MODULE: ./lib/core/field-at.js
var field_at = __webpack_require__(3001);
// EXTERNAL MODULE: ./lib/github/deployment-reading.js
var deployment_reading = __webpack_require__(2101);
// EXTERNAL MODULE: ./lib/github/model/deployment-record.js
var deployment_record = __webpack_require__(9006);
;// CONCATENATED MODULE: ./lib/github/model/rolled-back-commit.js

const ROLLED_BACK = /^(?:rolled-back|rolled-back-by-platform|rollback-unhealthy)\b|^Rolled back on request\b/;
function saysRolledBack(description) {
    return ROLLED_BACK.test(description ?? '');
}
function judgeCommit(records, markers) {
    const judged = records.map(judgeStatuses);
    const goodAtMs = Math.max(0, ...judged.flatMap((one) => (one.kind === 'good' ? one.atMs : [])));
    const bad = [
        ...judged.flatMap((one) => (one.kind === 'bad' ? one : [])),
        ...markers.flatMap(({ createdAtMs: atMs, state }) => state === 'error' ? [] : { atMs, why: 'a rollback from it was begun' }),
    ];
    const latest = bad.toSorted((one, other) => other.atMs - one.atMs)[0];
    return latest !== undefined && latest.atMs > goodAtMs ? { atMs: latest.atMs, why: latest.why } : undefined;
}
function judgeStatuses(statuses) {
    const own = statuses.find(({ description }) => saysRolledBack(description));
    if (own !== undefined)
        return { kind: 'bad', atMs: own.atMs, why: `recorded as "${own.description}"` };
    const found = (0,deployment_record .d)(statuses);
    if (found.kind === 'succeeded')
        return { kind: 'good', atMs: found.atMs };
    const success = statuses.findIndex(({ state }) => state === 'success');
    const takenBack = statuses.slice(0, Math.max(0, success)).find(({ state }) => FAILED.has(state));
    if (takenBack === undefined)
        return { kind: 'silent' };
    return { kind: 'bad', atMs: takenBack.atMs, why: 'the success of its deployment was taken back' };
}
const FAILED = new Set(['failure', 'error']);

;// CONCATENATED MODULE: ./lib/github/known-bad-commit.js



const MOST_RECORDS = 5;
const MOST_MARKERS = 2;
async function findBadCommit(github, { environment, sha }, signal) {
    const records = (await (0,deployment_reading .Fz)(github, { environment, sha }, signal)).filter(({ task }) => task === 'deploy');
    const statuses = [];
    for (const { id } of records.slice(0, MOST_RECORDS))
        statuses.push(await (0,deployment_reading .r_)(github, id, signal));
    return judgeCommit(statuses, await readMarkers(github, environment, sha, signal));
}
async function readMarkers(github, environment, sha, signal) {
    const own = (await (0,deployment_reading .Fz)(github, { environment, task: 'rollback' }, signal)).filter(({ payload }) => {
        const fields = typeof payload === 'string' ? parse(payload) : payload;
        return (0,field_at .U)(fields, 'from_sha') === sha && (0,field_at .U)(fields, 'from_version') === undefined;
    });
    const markers = [];
    for (const { id, createdAtMs } of own.slice(0, MOST_MARKERS)) {
        const [newest] = await (0,deployment_reading .r_)(github, id, signal);
        markers.push({ createdAtMs, state: newest?.state });
    }
    return markers;
}
function parse(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 9006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    S: () => (  runIdOf),
    d: () => (  judgeRecord)
  });
const SILENT = new Set(['inactive', 'queued', 'pending', 'in_progress', 'waiting']);
function judgeRecord(statuses) {
    const reported = statuses.find(({ state }) => !SILENT.has(state));
    if (reported === undefined)
        return { kind: 'rejected', reason: 'it never succeeded' };
    if (reported.state !== 'success')
        return { kind: 'rejected', reason: `it ended as ${reported.state}` };
    const runId = statuses.map(({ logUrl }) => runIdOf(logUrl)).find((id) => id !== undefined);
    return { kind: 'succeeded', atMs: reported.atMs, runId };
}
function runIdOf(logUrl) {
    const digits = /\/actions\/runs\/(\d{1,15})(?:\/|$)/.exec(logUrl ?? '')?.[1];
    return digits === undefined ? undefined : Number(digits);
}


/***/ }),

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


/***/ })

};
