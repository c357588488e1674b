export const id = 21;
export const ids = [21];
export const modules = {

/***/ 4021:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    takeBackSuccess: () => (  takeBackSuccess)
  });
  var _deployment_reading_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2101);
  var _model_deployment_record_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9006);


const MOST_RECORDS = 10;
async function takeBackSuccess(github, { environment, sha, runId, state, description, logUrl }, signal) {
    const records = await (0,_deployment_reading_js__WEBPACK_IMPORTED_MODULE_0__  .Fz)(github, { environment, sha }, signal);
    for (const { id, task } of records.slice(0, MOST_RECORDS)) {
        if (task !== 'deploy')
            continue;
        const statuses = await (0,_deployment_reading_js__WEBPACK_IMPORTED_MODULE_0__  .r_)(github, id, signal);
        const found = (0,_model_deployment_record_js__WEBPACK_IMPORTED_MODULE_1__  .d)(statuses);
        const isTakenBack = statuses[0]?.state === state;
        if (isTakenBack || found.kind !== 'succeeded' || found.runId !== runId)
            continue;
        await (0,_deployment_reading_js__WEBPACK_IMPORTED_MODULE_0__  .Kn)(github, id, { state, description, logUrl }, signal);
        return true;
    }
    return false;
}


/***/ }),

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
        return { state: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .Qq)(fields, 'state'), atMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_0__  .kB)(fields, 'created_at'), logUrl };
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
function unexpected(wanted, actual) {
    const kind = actual === null ? 'null' : Array.isArray(actual) ? 'a list' : typeof actual;
    return new _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__  .W('refused', `GitHub's answer was not understood: expected ${wanted}, received ${kind}`, {
        hint: 'Check that GITHUB_API_URL is the API of a GitHub server, and that no proxy answers in its place.',
    });
}


/***/ })

};
