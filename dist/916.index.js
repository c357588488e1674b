export const id = 916;
export const ids = [916,761];
export const modules = {

/***/ 315:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    V: () => (  BRIEF),
    f: () => (  backOff)
  });
const BRIEF = { limitMs: 7_500, longestDelayMs: 4_000 };
const FIRST_DELAY_MS = 1_000;
function backOff(clock, { limitMs, longestDelayMs }) {
    const endsAtMs = clock.nowMs() + limitMs;
    return (made) => {
        const delayMs = Math.min(FIRST_DELAY_MS * 2 ** (made - 1), longestDelayMs);
        return clock.nowMs() + delayMs < endsAtMs ? delayMs : undefined;
    };
}


/***/ }),

/***/ 7493:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    L: () => (  retry),
    y: () => (  retryOnError)
  });
async function retry(attempt, policy, signal) {
    for (let made = 1;; made += 1) {
        const result = await attempt();
        const delayMs = delayAfter(result, made, policy);
        if (delayMs === undefined)
            return result;
        await policy.clock.sleep(delayMs, signal);
    }
}
async function retryOnError(attempt, policy, signal) {
    for (let made = 1;; made += 1) {
        try {
            return await attempt();
        }
        catch (error) {
            const delayMs = delayAfter(error, made, policy);
            if (delayMs === undefined)
                throw error;
            await policy.clock.sleep(delayMs, signal);
        }
    }
}
function delayAfter(failure, made, { attempts = Number.POSITIVE_INFINITY, delayAfterMs }) {
    return made < attempts ? delayAfterMs(failure, made) : undefined;
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

/***/ 3343:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    E: () => (  GithubError)
  });
  var _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4851);
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1853);


class GithubError extends _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__  .W {
    status;
    said;
    constructor(failure) {
        const { cause } = failure;
        super(codeFor(failure), messageFor(failure), { cause, hint: hintFor(failure) });
        this.status = failure.status;
        this.said = (0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_1__  .x)(failure.said);
    }
    get isAmbiguous() {
        return this.code === 'ambiguous';
    }
}
const NEVER_SENT = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN', 'EHOSTUNREACH']);
function codeFor({ route, status, said, limitedUntil, cause }) {
    if (limitedUntil !== undefined)
        return 'refused';
    if (status === undefined || status >= 500) {
        const isRead = route.startsWith('GET ');
        return isRead || NEVER_SENT.has(systemCode(cause)) ? 'unreachable' : 'ambiguous';
    }
    if (status === 401)
        return 'access-denied';
    if (status === 403 && isAboutPermissions(said))
        return 'access-denied';
    return status === 404 ? 'not-found' : 'refused';
}
function systemCode(error) {
    if (typeof error !== 'object' || error === null)
        return undefined;
    const { code, cause } = error;
    return NEVER_SENT.has(code) ? code : systemCode(cause);
}
function isAboutPermissions(said) {
    return /not accessible by|must have admin rights|permission|SAML enforcement/i.test(said);
}
function messageFor({ route, status, said, limitedUntil }) {
    if (limitedUntil !== undefined)
        return `GitHub's rate limit is used up until ${limitedUntil} (${route})`;
    const words = (0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_1__  .x)(said);
    if (status === undefined)
        return `GitHub did not answer ${route}: ${words}`;
    return status >= 500
        ? `GitHub failed at ${route}: ${words} (${status})`
        : `GitHub refused ${route}: ${words} (${status})`;
}
function hintFor({ status, said, acceptedPermissions, limitedUntil, route, }) {
    if (limitedUntil !== undefined) {
        return 'Wait for it, or pass another token as github-token; other workflows of this repository spend the same limit.';
    }
    if (status === undefined || status >= 500) {
        return 'See https://www.githubstatus.com or the state of your server, and whether this runner reaches it.';
    }
    if (status === 401)
        return 'Pass a valid github-token; GITHUB_TOKEN ends with its job.';
    if (status === 403 && isAboutPermissions(said))
        return permissionHint(acceptedPermissions);
    if (status === 404)
        return 'See that the name is right and that github-token may see it.';
    return /rerun$/.test(route) ? 'Open the run on GitHub: what it says there is the reason.' : undefined;
}
function permissionHint(accepted) {
    const lines = (accepted?.split(';')[0] ?? '')
        .split(',')
        .map((one) => one.trim().split('='))
        .filter((parts) => parts.length === 2 && parts.every((part) => /^\w+$/.test(part)))
        .map(([scope, access]) => `${scope.replaceAll('_', '-')}: ${access}`);
    const wanted = lines.length === 0 ? 'the permission that is missing' : `\`permissions: { ${lines.join(', ')} }\``;
    return (`Add ${wanted} to the job, beside the permissions that it has: a permissions block sets every scope that it ` +
        'does not name to none. The token of a pull request from a fork can never write.');
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


/***/ }),

/***/ 761:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  connectGithub: () => (  connectGithub),
  readGithubRun: () => (  readGithubRun)
});

// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/patience.js
var core_patience = __webpack_require__(315);
// EXTERNAL MODULE: ./lib/core/request-trace.js
var request_trace = __webpack_require__(2494);
// EXTERNAL MODULE: ./lib/core/retry.js
var retry = __webpack_require__(7493);
// EXTERNAL MODULE: ./lib/github/github-error.js
var github_error = __webpack_require__(3343);
;// CONCATENATED MODULE: ./lib/github/octokit.js
const quiet = { debug: () => { }, info: () => { }, warn: () => { }, error: () => { } };
async function connect(apiUrl, token) {
    const { getOctokit } = await __webpack_require__.e(  157).then(__webpack_require__.bind(__webpack_require__, 157));
    const octokit = getOctokit(token, { baseUrl: apiUrl, log: quiet, userAgent: 'safe-landing' });
    return async (route, parameters, { headers, signal }) => {
        try {
            const { status, data, headers: answered, } = await octokit.request(route, {
                ...parameters,
                headers,
                request: { signal },
            });
            return { kind: 'answered', status, body: data, headers: asHeaders(answered) };
        }
        catch (error) {
            return exchangeOf(error);
        }
    };
}
function exchangeOf(error) {
    if (!(error instanceof Error))
        throw error;
    const response = 'response' in error ? error.response : undefined;
    if (typeof response !== 'object' || response === null) {
        return { kind: 'unanswered', failure: { said: error.message, cause: error.cause ?? error } };
    }
    const { status, data, headers } = response;
    return { kind: 'answered', status, body: data, headers: asHeaders(headers) };
}
function asHeaders(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

;// CONCATENATED MODULE: ./lib/github/rate-limit.js
const SECONDARY_WAIT_MS = 60_000;
function rateLimitWaitMs(status, said, headers) {
    if (status !== 403 && status !== 429)
        return undefined;
    const retryAfterS = Number(headers['retry-after']);
    if (headers['retry-after'] !== undefined && retryAfterS >= 0)
        return retryAfterS * 1_000;
    if (headers['x-ratelimit-remaining'] === '0' && /rate limit/i.test(said)) {
        const resetMs = Number(headers['x-ratelimit-reset']) * 1_000;
        const waitMs = resetMs - answeredAtMs(headers);
        return Number.isFinite(waitMs) ? Math.max(0, waitMs) + 1_000 : SECONDARY_WAIT_MS;
    }
    return status === 429 || /secondary rate limit|abuse detection/i.test(said) ? SECONDARY_WAIT_MS : undefined;
}
function answeredAtMs(headers) {
    const date = Date.parse(headers.date ?? '');
    return Number.isNaN(date) ? Date.now() : date;
}

;// CONCATENATED MODULE: ./lib/github/client.js






const REQUEST_TIMEOUT_MS = 30_000;
const WRITE_GRACE_MS = 2_500;
const LIMIT_ROUNDS = 3;
const LONGEST_LIMIT_WAIT_MS = 120_000;
const HEADERS = { 'x-github-api-version': '2022-11-28', accept: 'application/vnd.github+json' };
const HIGHEST_PAGE = 100;
function githubClient(connection) {
    return new RestClient(connection);
}
class RestClient {
    repository;
    #connection;
    #names;
    #cached = new Map();
    #send;
    constructor(connection) {
        const [owner = '', repo = ''] = connection.repository.split('/');
        this.repository = connection.repository;
        this.#connection = connection;
        this.#names = { owner, repo };
    }
    async request(route, parameters, signal) {
        return (await this.#ask(route, parameters, signal)).answer;
    }
    async *pages(route, parameters, signal) {
        let asked = { per_page: HIGHEST_PAGE, ...parameters };
        for (;;) {
            const { answer, next } = await this.#ask(route, asked, signal);
            yield elementsOf(answer.body);
            if (next === undefined)
                return;
            asked = { ...asked, ...Object.fromEntries(new URL(next).searchParams) };
        }
    }
    async #ask(route, parameters, signal) {
        const { clock, patience = core_patience .V } = this.#connection;
        const delayMs = (0,core_patience .f)(clock, patience);
        const delayAfterMs = (error, made) => error instanceof github_error .E && error.code === 'unreachable' ? delayMs(made) : undefined;
        const ask = async () => this.#interpret(route, parameters, await this.#exchange(route, parameters, signal));
        return await (0,retry .y)(ask, { clock, delayAfterMs }, signal);
    }
    async #exchange(route, parameters, signal) {
        const { clock } = this.#connection;
        const delayAfterMs = (exchange) => {
            const waitMs = limitWaitMs(exchange);
            return waitMs === undefined || waitMs > LONGEST_LIMIT_WAIT_MS ? undefined : waitMs;
        };
        const exchange = await (0,retry .L)(() => this.#sendOnce(route, parameters, signal), { clock, attempts: LIMIT_ROUNDS, delayAfterMs }, signal);
        const waitMs = limitWaitMs(exchange);
        if (exchange.kind === 'unanswered' || waitMs === undefined)
            return exchange;
        const { status, body, headers } = exchange;
        const until = new Date(answeredAtMs(headers) + waitMs);
        const limitedUntil = `${until.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
        throw new github_error .E({ route, status, said: messageOf(body), limitedUntil });
    }
    async #sendOnce(route, parameters, signal) {
        signal.throwIfAborted();
        const { apiUrl, token, requestTimeoutMs = REQUEST_TIMEOUT_MS, send: given } = this.#connection;
        this.#send ??= given === undefined ? connect(apiUrl, token.reveal()) : Promise.resolve(given);
        const send = await this.#send;
        const known = this.#cached.get(keyOf(route, parameters));
        const headers = known === undefined ? HEADERS : { ...HEADERS, 'if-none-match': known.etag };
        const isRead = route.startsWith('GET ');
        const stop = isRead ? signal : afterGrace(signal);
        const within = AbortSignal.any([stop, AbortSignal.timeout(requestTimeoutMs)]);
        const startedAtMs = performance.now();
        const exchange = await send(route, { ...this.#names, ...parameters }, { headers, signal: within });
        traceExchange(route, exchange, performance.now() - startedAtMs);
        if (isRead || exchange.kind === 'unanswered')
            signal.throwIfAborted();
        return exchange;
    }
    #interpret(route, parameters, exchange) {
        if (exchange.kind === 'unanswered')
            throw new github_error .E({ route, ...exchange.failure });
        const { status, body, headers } = exchange;
        const key = keyOf(route, parameters);
        const known = this.#cached.get(key);
        if (status === 304 && known !== undefined) {
            return { answer: { ...known.answer, atMs: answeredAtMs(headers) }, next: known.next };
        }
        if (status >= 400) {
            const acceptedPermissions = headers['x-accepted-github-permissions'];
            throw new github_error .E({ route, status, said: messageOf(body), acceptedPermissions });
        }
        const answer = { status, body, atMs: answeredAtMs(headers) };
        const next = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? '')?.[1];
        if (route.startsWith('GET ') && headers.etag !== undefined) {
            this.#cached.set(key, { etag: headers.etag, answer, next });
        }
        return { answer, next };
    }
}
function traceExchange(action, exchange, tookMs) {
    if (exchange.kind === 'unanswered')
        (0,request_trace .n)({ action, tookMs, failure: exchange.failure.said });
    else
        (0,request_trace .n)({ action, tookMs, status: exchange.status, id: exchange.headers['x-github-request-id'] });
}
function limitWaitMs(exchange) {
    if (exchange.kind === 'unanswered')
        return undefined;
    return rateLimitWaitMs(exchange.status, messageOf(exchange.body), exchange.headers);
}
function afterGrace(signal) {
    const late = new AbortController();
    const wait = () => setTimeout(() => late.abort(signal.reason), WRITE_GRACE_MS).unref();
    signal.addEventListener('abort', wait, { once: true });
    return late.signal;
}
function keyOf(route, parameters) {
    return `${route} ${JSON.stringify(parameters)}`;
}
function elementsOf(body) {
    if (Array.isArray(body))
        return body;
    const list = Object.values((body ?? {})).find((value) => Array.isArray(value));
    return Array.isArray(list) ? list : [];
}
function messageOf(body) {
    if (typeof body === 'string')
        return body || 'no explanation';
    if (typeof body !== 'object' || body === null || !('message' in body))
        return 'no explanation';
    const errors = 'errors' in body && Array.isArray(body.errors) ? body.errors.map(errorText) : [];
    return [String(body.message), ...errors].join(': ');
}
function errorText(error) {
    if (typeof error === 'object' && error !== null && 'message' in error)
        return String(error.message);
    return JSON.stringify(error);
}

;// CONCATENATED MODULE: ./lib/github/run-context.js


function readGithubRun(env) {
    const { GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository } = env;
    const runId = Number(env.GITHUB_RUN_ID);
    if (!apiUrl || !serverUrl || !repository || !Number.isSafeInteger(runId) || runId <= 0) {
        throw new platform_error .W('not-found', 'this target needs the GitHub run that it is part of, and there is none', {
            hint: 'Run it as a step of a GitHub Actions job, where the runner sets GITHUB_API_URL, GITHUB_REPOSITORY and GITHUB_RUN_ID.',
        });
    }
    return {
        apiUrl,
        serverUrl,
        repository,
        runId,
        runAttempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1),
        job: env.GITHUB_JOB ?? '',
        runnerName: env.RUNNER_NAME ?? '',
        sha: env.GITHUB_SHA ?? '',
        refName: env.GITHUB_REF_NAME ?? '',
        refType: env.GITHUB_REF_TYPE === 'tag' ? 'tag' : 'branch',
        event: env.GITHUB_EVENT_NAME ?? '',
    };
}
function connectGithub({ apiUrl, repository }, token, clock, { patience, send } = {}) {
    return githubClient({ apiUrl, repository, token, clock, patience, send });
}


/***/ }),

/***/ 595:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Md: () => (  fileName),
    OG: () => (  readWaiting),
    RI: () => (  readJobs),
    S6: () => (  readWorkflow),
    TQ: () => (  listWorkflowFiles),
    aq: () => (  pagesOfRuns),
    b5: () => (  readGroups),
    cI: () => (  readRun),
    qg: () => (  readPendingApprovals)
  });
  var _github_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3343);
  var _response_fields_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6232);


async function readWorkflow(github, workflow, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}';
    const { body } = await github.request(route, { workflow_id: workflow }, signal);
    const fields = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(body);
    return { id: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .nd)(fields, 'id'), path: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'path'), state: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'state') };
}
async function listWorkflowFiles(github, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows';
    const { body } = await github.request(route, { per_page: 100 }, signal);
    return (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .p_)((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(body), 'workflows').map((one) => fileName((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(one), 'path')));
}
function fileName(path) {
    return path.split('/').at(-1) ?? path;
}
async function readRun(github, runId, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const { body, atMs } = await github.request(route, { run_id: runId }, signal);
    return { run: parseRun(body), nowMs: atMs };
}
async function* pagesOfRuns(github, workflow, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
    for await (const page of github.pages(route, { workflow_id: workflow }, signal))
        yield page.map(parseRun);
}
async function readJobs(github, run, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/attempts/{attempt_number}/jobs';
    const jobs = [];
    const parameters = { run_id: run.id, attempt_number: run.attempt };
    for await (const page of github.pages(route, parameters, signal))
        jobs.push(...page.map(parseJob));
    return jobs;
}
async function readPendingApprovals(github, runId, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/pending_deployments';
    const { body } = await github.request(route, { run_id: runId }, signal);
    return (Array.isArray(body) ? body : []).map((one) => {
        const fields = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(one);
        return {
            environment: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(fields.environment), 'name') ?? 'an environment',
            reviewers: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .p_)(fields, 'reviewers').map((entry) => {
                const reviewer = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(entry).reviewer);
                return (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(reviewer, 'login') ?? (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(reviewer, 'name') ?? 'somebody';
            }),
            waitMinutes: typeof fields.wait_timer === 'number' ? fields.wait_timer : 0,
        };
    });
}
async function readGroups(github, runId, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups';
    try {
        const groups = [];
        for await (const page of github.pages(route, { run_id: runId }, signal))
            groups.push(...page.map(parseGroup));
        return groups;
    }
    catch (error) {
        if (error instanceof _github_error_js__WEBPACK_IMPORTED_MODULE_0__  .E && error.status !== undefined && error.status < 500)
            return undefined;
        throw error;
    }
}
function parseGroup(value) {
    const fields = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(value);
    const members = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .p_)(fields, 'group_members').map(_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf);
    return { name: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'group_name'), isHeld: members.some(({ status }) => status === 'in_progress') };
}
async function readWaiting(github, group, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}';
    try {
        const { body } = await github.request(route, { concurrency_group_name: group }, signal);
        const members = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .p_)((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(body), 'group_members').map(_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf);
        return members.filter(({ status }) => status === 'pending').map((member) => (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .nd)(member, 'run_id'));
    }
    catch (error) {
        if (error instanceof _github_error_js__WEBPACK_IMPORTED_MODULE_0__  .E && error.status !== undefined && error.status < 500)
            return [];
        throw error;
    }
}
function parseRun(value) {
    const fields = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(value);
    const head = fields.head_repository;
    return {
        id: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .nd)(fields, 'id'),
        attempt: typeof fields.run_attempt === 'number' ? fields.run_attempt : 1,
        workflowId: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .nd)(fields, 'workflow_id'),
        sha: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'head_sha'),
        branch: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(fields, 'head_branch'),
        event: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'event'),
        actor: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Xj)(fields, 'triggering_actor') ?? (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Xj)(fields, 'actor'),
        status: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(fields, 'status') ?? 'unknown',
        conclusion: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(fields, 'conclusion'),
        createdAtMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kB)(fields, 'created_at'),
        startedAtMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kX)(fields, 'run_started_at') ?? (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kB)(fields, 'created_at'),
        updatedAtMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kB)(fields, 'updated_at'),
        headRepository: typeof head === 'object' && head !== null ? (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)((0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(head), 'full_name') : undefined,
        title: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(fields, 'display_title') ?? '',
        url: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'html_url'),
    };
}
function parseJob(value) {
    const fields = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(value);
    return {
        name: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'name'),
        status: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'status'),
        conclusion: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(fields, 'conclusion'),
        startedAtMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kX)(fields, 'started_at'),
        completedAtMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kX)(fields, 'completed_at'),
        runner: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(fields, 'runner_name'),
        steps: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .p_)(fields, 'steps').map(parseStep),
    };
}
function parseStep(value) {
    const fields = (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Pf)(value);
    return {
        name: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'name'),
        status: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .Qq)(fields, 'status'),
        conclusion: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .mR)(fields, 'conclusion'),
        startedAtMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kX)(fields, 'started_at'),
        completedAtMs: (0,_response_fields_js__WEBPACK_IMPORTED_MODULE_1__  .kX)(fields, 'completed_at'),
    };
}


/***/ })

};
