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
  var _model_landing_history_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(7587);



const MOST_RECORDS = 10;
async function takeBackSuccess(github, { environment, sha, runId, state, description, hasPutBack, logUrl }, signal) {
    const records = await (0,_deployment_reading_js__WEBPACK_IMPORTED_MODULE_0__  .Fz)(github, { environment, sha }, signal);
    let underWay;
    for (const { id, task } of records.slice(0, MOST_RECORDS)) {
        if (task !== 'deploy')
            continue;
        const statuses = await (0,_deployment_reading_js__WEBPACK_IMPORTED_MODULE_0__  .r_)(github, id, signal);
        if (isUnderWay(statuses, runId))
            underWay ??= id;
        const found = (0,_model_deployment_record_js__WEBPACK_IMPORTED_MODULE_1__  .d)(statuses);
        const isTakenBack = statuses[0]?.state === state;
        if (isTakenBack || found.kind !== 'succeeded' || found.runId !== runId)
            continue;
        await (0,_deployment_reading_js__WEBPACK_IMPORTED_MODULE_0__  .Kn)(github, id, { state, description, logUrl }, signal);
        return true;
    }
    if (hasPutBack && underWay !== undefined)
        await (0,_deployment_reading_js__WEBPACK_IMPORTED_MODULE_0__  .Kn)(github, underWay, { state: _model_landing_history_js__WEBPACK_IMPORTED_MODULE_2__  .R, description, logUrl }, signal);
    return false;
}
function isUnderWay([newest], runId) {
    return newest?.state === _model_landing_history_js__WEBPACK_IMPORTED_MODULE_2__  .R && (0,_model_deployment_record_js__WEBPACK_IMPORTED_MODULE_1__  .S)(newest.logUrl) === runId;
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

/***/ 7587:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    R: () => (  NOTE_STATE),
    n: () => (  readLandings)
  });
  var _core_statistics_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8752);
  var _deployment_record_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9006);


const NOTE_STATE = 'in_progress';
const ROLLED_BACK = /^(?:rolled-back(?:-by-platform)?|Rolled back(?: on request)?)(?: to (.{1,120}?))?(?:: |$)/;
function readLandings(deployments, ownRunId) {
    const all = deployments
        .filter(({ record }) => record.task === 'deploy' && !record.isTransient)
        .toSorted((one, other) => other.record.createdAtMs - one.record.createdAtMs)
        .map(toLanding);
    const own = all.findIndex(({ runId }) => runId === ownRunId);
    const landings = all.filter((_, index) => index !== own);
    return { landings, figures: countFigures(landings) };
}
function toLanding({ record, statuses }) {
    const judged = (0,_deployment_record_js__WEBPACK_IMPORTED_MODULE_0__  .d)(statuses);
    const rollback = statuses.find(({ description = '' }) => ROLLED_BACK.test(description));
    const end = statuses.findLast(({ state }) => ENDED.has(state));
    const isDeployedAgain = rollback?.state !== NOTE_STATE && judged.kind === 'succeeded' && judged.atMs > (rollback?.atMs ?? 0);
    const isRolledBack = rollback !== undefined && !isDeployedAgain;
    return {
        sha: record.sha,
        ref: record.ref,
        result: isRolledBack ? 'rolled-back' : resultOf(statuses, judged.kind === 'succeeded'),
        rolledBackTo: isRolledBack ? ROLLED_BACK.exec(rollback.description ?? '')?.[1] : undefined,
        beganAtMs: record.createdAtMs,
        tookMs: spanTo(record, isRolledBack ? rollback : end),
        by: record.creator,
        runId: statuses.map(({ logUrl }) => (0,_deployment_record_js__WEBPACK_IMPORTED_MODULE_0__  .S)(logUrl)).find((id) => id !== undefined),
    };
}
const ENDED = new Set(['success', 'failure', 'error']);
const UNDER_WAY = new Set([
    undefined,
    'queued',
    'pending',
    'in_progress',
    'waiting',
]);
function resultOf(statuses, hasSucceeded) {
    if (hasSucceeded)
        return 'landed';
    if (statuses.some(({ state }) => ENDED.has(state)))
        return 'failed';
    return UNDER_WAY.has(statuses[0]?.state) ? 'under-way' : 'unknown';
}
function spanTo({ createdAtMs }, status) {
    return status === undefined ? undefined : Math.max(0, status.atMs - createdAtMs);
}
function countFigures(landings) {
    const ended = landings.filter(({ result }) => result !== 'under-way' && result !== 'unknown').toReversed();
    const spans = [];
    let brokenAtMs;
    for (const { result, beganAtMs, tookMs = 0 } of ended) {
        if (result !== 'failed') {
            const sinceMs = brokenAtMs ?? (result === 'rolled-back' ? beganAtMs : undefined);
            if (sinceMs !== undefined)
                spans.push(beganAtMs + tookMs - sinceMs);
            brokenAtMs = undefined;
        }
        else {
            brokenAtMs ??= beganAtMs;
        }
    }
    return {
        ended: ended.length,
        failed: ended.filter(({ result }) => result !== 'landed').length,
        restored: spans.length,
        medianRestoreMs: spans.length === 0 ? undefined : (0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_1__  .Ym)(spans, 50),
    };
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
