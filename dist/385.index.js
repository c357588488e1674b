export const id = 385;
export const ids = [385];
export const modules = {

/***/ 4791:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Fz: () => (/* binding */ readDeployments),
/* harmony export */   Kn: () => (/* binding */ writeStatus),
/* harmony export */   jy: () => (/* binding */ writeDeployment),
/* harmony export */   r_: () => (/* binding */ readStatuses)
/* harmony export */ });
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7604);

/** One page of them, newest first. A filter on the environment is answered by the database, not by a search. */
async function readDeployments(github, filter, signal) {
    const route = 'GET /repos/{owner}/{repo}/deployments';
    const { body } = await github.request(route, { per_page: 100, ...filter }, signal);
    return (Array.isArray(body) ? body : []).map((one) => parseDeployment((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(one)));
}
function parseDeployment(fields) {
    return {
        id: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(fields, 'id'),
        sha: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'sha'),
        task: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'task') ?? 'deploy',
        isTransient: fields.transient_environment === true,
        createdAtMs: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .time */ .kB)(fields, 'created_at'),
        payload: fields.payload,
    };
}
/** Newest first. */
async function readStatuses(github, deploymentId, signal) {
    const route = 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses';
    const parameters = { deployment_id: deploymentId, per_page: 100 };
    const { body } = await github.request(route, parameters, signal);
    return (Array.isArray(body) ? body : []).map((one) => {
        const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(one);
        const logUrl = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'log_url') ?? (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'target_url');
        return { state: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'state'), atMs: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .time */ .kB)(fields, 'created_at'), logUrl };
    });
}
const LONGEST_DESCRIPTION = 140;
/** Never lets GitHub make other records inactive: what it says of them is for their own jobs to say. */
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
/** Answers its number. */
async function writeDeployment(github, deployment, signal) {
    const { sha: ref, ...rest } = deployment;
    const parameters = { ref, ...rest, auto_merge: false, required_contexts: [] };
    const { body } = await github.request('POST /repos/{owner}/{repo}/deployments', parameters, signal);
    return (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(body), 'id');
}


/***/ }),

/***/ 7604:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Pf: () => (/* binding */ fieldsOf),
/* harmony export */   Qq: () => (/* binding */ text),
/* harmony export */   kB: () => (/* binding */ time),
/* harmony export */   kX: () => (/* binding */ optionalTime),
/* harmony export */   mR: () => (/* binding */ optionalText),
/* harmony export */   nd: () => (/* binding */ integer),
/* harmony export */   p_: () => (/* binding */ list)
/* harmony export */ });
/* harmony import */ var _domain_rollback_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9553);

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
/** `undefined` for null, for an absent field and for an empty text. */
function optionalText(fields, name) {
    const value = fields[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
}
/** Numbers of GitHub's are identifiers and counts; one beyond 2^53 arrives as a bigint. */
function integer(fields, name) {
    const value = fields[name];
    if (typeof value === 'bigint')
        return Number(value);
    if (typeof value === 'number' && Number.isFinite(value))
        return value;
    throw unexpected(`a number as ${name}`, value);
}
/** Epoch milliseconds. */
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
function unexpected(wanted, got) {
    const kind = got === null ? 'null' : Array.isArray(got) ? 'a list' : typeof got;
    return new _domain_rollback_js__WEBPACK_IMPORTED_MODULE_0__/* .RollbackError */ .Z('refused', `GitHub's answer was not understood: expected ${wanted}, got ${kind}`, {
        hint: 'See that GITHUB_API_URL is the API of a GitHub server, and that no proxy answers in its place.',
    });
}


/***/ }),

/***/ 1934:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  E: () => (/* binding */ GithubError)
});

// EXTERNAL MODULE: ./lib/domain/excerpt.js
var excerpt = __webpack_require__(3280);
// EXTERNAL MODULE: ./lib/domain/rollback.js
var rollback = __webpack_require__(9553);
;// CONCATENATED MODULE: ./lib/adapters/github/permission.js
/**
 * What to add to the workflow, from GitHub's own header: `actions=write; contents=read`, where a comma
 * separates what is needed together and a semicolon the alternatives.
 */
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

;// CONCATENATED MODULE: ./lib/adapters/github/github-error.js



/** GitHub refused or did not answer. One status has many reasons, so callers look at what it said. */
class GithubError extends rollback/* RollbackError */.Z {
    status;
    said;
    constructor(trouble) {
        const hint = hintFor(trouble);
        super(codeFor(trouble), messageFor(trouble), {
            ...(trouble.cause === undefined ? {} : { cause: trouble.cause }),
            ...(hint === undefined ? {} : { hint }),
        });
        this.status = trouble.status;
        this.said = (0,excerpt/* excerpt */.K)(trouble.said);
    }
    /** A write may or may not have happened. */
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
/** The code of the innermost cause that has one, such as `ECONNREFUSED`. */
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
    const words = (0,excerpt/* excerpt */.K)(said);
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


/***/ }),

/***/ 8857:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   Md: () => (/* binding */ fileName),
/* harmony export */   OG: () => (/* binding */ readWaiting),
/* harmony export */   RI: () => (/* binding */ readJobs),
/* harmony export */   S6: () => (/* binding */ readWorkflow),
/* harmony export */   TQ: () => (/* binding */ listWorkflowFiles),
/* harmony export */   aq: () => (/* binding */ pagesOfRuns),
/* harmony export */   b5: () => (/* binding */ readGroups),
/* harmony export */   cI: () => (/* binding */ readRun),
/* harmony export */   qg: () => (/* binding */ readPendingApprovals)
/* harmony export */ });
/* harmony import */ var _fields_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7604);
/* harmony import */ var _github_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1934);


async function readWorkflow(github, workflow, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}';
    const { body } = await github.request(route, { workflow_id: workflow }, signal);
    const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(body);
    return { id: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(fields, 'id'), path: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'path'), state: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'state') };
}
/** The names of the workflow files, for a message about one that does not exist. */
async function listWorkflowFiles(github, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows';
    const { body } = await github.request(route, { per_page: 100 }, signal);
    return (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(body), 'workflows').map((one) => fileName((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(one), 'path')));
}
function fileName(path) {
    return path.split('/').at(-1) ?? path;
}
async function readRun(github, runId, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}';
    const { body, atMs } = await github.request(route, { run_id: runId }, signal);
    return { run: parseRun(body), nowMs: atMs };
}
/**
 * Pages of a workflow's runs, newest created first. Without any filter: filtered lists come from a search
 * index that may be days behind. https://github.com/nrwl/nx-set-shas/issues/219
 */
async function* pagesOfRuns(github, workflowId, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/workflows/{workflow_id}/runs';
    for await (const page of github.pages(route, { workflow_id: workflowId }, signal))
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
        const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(one);
        return {
            environment: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(fields.environment), 'name') ?? 'an environment',
            reviewers: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(fields, 'reviewers').map((entry) => {
                const reviewer = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(entry).reviewer);
                return (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(reviewer, 'login') ?? (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(reviewer, 'name') ?? 'somebody';
            }),
            waitMinutes: typeof fields.wait_timer === 'number' ? fields.wait_timer : 0,
        };
    });
}
/** Undefined: this server has no such thing, or the token may not ask. */
async function readGroups(github, runId, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/runs/{run_id}/concurrency_groups';
    try {
        const groups = [];
        for await (const page of github.pages(route, { run_id: runId }, signal))
            groups.push(...page.map(parseGroup));
        return groups;
    }
    catch (error) {
        if (error instanceof _github_error_js__WEBPACK_IMPORTED_MODULE_1__/* .GithubError */ .E && error.status !== undefined && error.status < 500)
            return undefined;
        throw error;
    }
}
function parseGroup(value) {
    const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(value);
    const members = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)(fields, 'group_members').map(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf);
    return { name: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'group_name'), isHeld: members.some(({ status }) => status === 'in_progress') };
}
/** Titles of the runs that wait for a group; our own entry may cancel them. */
async function readWaiting(github, group, signal) {
    const route = 'GET /repos/{owner}/{repo}/actions/concurrency_groups/{concurrency_group_name}';
    try {
        const { body } = await github.request(route, { concurrency_group_name: group }, signal);
        const members = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .list */ .p_)((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(body), 'group_members').map(_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf);
        return members.filter(({ status }) => status === 'pending').map((member) => (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(member, 'run_id'));
    }
    catch (error) {
        if (error instanceof _github_error_js__WEBPACK_IMPORTED_MODULE_1__/* .GithubError */ .E && error.status !== undefined && error.status < 500)
            return [];
        throw error;
    }
}
function parseRun(value) {
    const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(value);
    const head = fields.head_repository;
    return {
        id: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(fields, 'id'),
        attempt: typeof fields.run_attempt === 'number' ? fields.run_attempt : 1,
        workflowId: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .integer */ .nd)(fields, 'workflow_id'),
        sha: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'head_sha'),
        branch: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'head_branch'),
        event: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'event'),
        status: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'status') ?? 'unknown',
        conclusion: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'conclusion'),
        createdAtMs: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .time */ .kB)(fields, 'created_at'),
        startedAtMs: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalTime */ .kX)(fields, 'run_started_at') ?? (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .time */ .kB)(fields, 'created_at'),
        updatedAtMs: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .time */ .kB)(fields, 'updated_at'),
        // A fork that was deleted is null here.
        headRepository: typeof head === 'object' && head !== null ? (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)((0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(head), 'full_name') : undefined,
        title: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'display_title') ?? '',
        url: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'html_url'),
    };
}
function parseJob(value) {
    const fields = (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .fieldsOf */ .Pf)(value);
    return {
        name: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'name'),
        status: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .text */ .Qq)(fields, 'status'),
        conclusion: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'conclusion'),
        startedAtMs: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalTime */ .kX)(fields, 'started_at'),
        completedAtMs: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalTime */ .kX)(fields, 'completed_at'),
        runner: (0,_fields_js__WEBPACK_IMPORTED_MODULE_0__/* .optionalText */ .mR)(fields, 'runner_name'),
    };
}


/***/ }),

/***/ 9883:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  K: () => (/* binding */ runSignal)
});

// EXTERNAL MODULE: ./lib/domain/rollback.js
var rollback = __webpack_require__(9553);
;// CONCATENATED MODULE: ./lib/domain/signal.js
/** Metrics and alarms have names of their own, so that one of each may be called the same. */
function signalKey(kind, name = '') {
    return `${kind} ${name}`.trim();
}

;// CONCATENATED MODULE: ./lib/domain/workflow/run-history.js
const SUCCEEDED = new Set(['success']);
/** Everything else says nothing of the pipeline: cancelled, skipped, neutral, stale, action_required. */
const FAILED = new Set(['failure', 'timed_out', 'startup_failure']);
/** The workflow's own completed runs on the branch, as evidence of the pipeline's health; newest first. */
function judgeRuns(runs, view) {
    return runs
        .filter((run) => run.id !== view.ownRunId && run.status === 'completed')
        .filter((run) => view.branch === undefined || run.branch === view.branch)
        .filter((run) => run.headRepository?.toLowerCase() === view.repository.toLowerCase())
        .filter(({ conclusion = '' }) => SUCCEEDED.has(conclusion) || FAILED.has(conclusion))
        .map((run) => ({
        id: String(run.id),
        succeeded: SUCCEEDED.has(run.conclusion ?? ''),
        durationMs: Math.max(0, run.updatedAtMs - run.startedAtMs),
        isOfThisDeploy: run.startedAtMs >= view.deployedSinceMs,
    }));
}

// EXTERNAL MODULE: ./lib/adapters/github/workflow-reading.js
var workflow_reading = __webpack_require__(8857);
;// CONCATENATED MODULE: ./lib/adapters/rollback/workflow/run-signal.js




/** The workflow's own recent runs on the branch, newest first: a pipeline can be what is ill. */
function runSignal({ github, clock, context, workflow }) {
    const read = async (signal) => {
        const { run: self } = await (0,workflow_reading/* readRun */.cI)(github, context.runId, signal);
        const workflowId = workflow === undefined ? self.workflowId : (await (0,workflow_reading/* readWorkflow */.S6)(github, workflow, signal)).id;
        // One page is a hundred runs, more than any trigger asks for; it costs nothing while nothing changes.
        const { value } = await (0,workflow_reading/* pagesOfRuns */.aq)(github, workflowId, signal).next();
        const branch = context.refType === 'tag' ? undefined : self.branch;
        return judgeRuns(value ?? [], {
            ownRunId: self.id,
            branch,
            repository: github.repository,
            deployedSinceMs: self.startedAtMs,
        });
    };
    return {
        async look(signal) {
            const signalName = signalKey('runs');
            try {
                const runs = await read(signal);
                return [{ signal: signalName, atMs: clock.nowMs(), reading: { kind: 'runs', runs } }];
            }
            catch (error) {
                if (!(error instanceof rollback/* RollbackError */.Z))
                    throw error;
                const reason = error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
                return [{ signal: signalName, atMs: clock.nowMs(), reading: { kind: 'unreadable', reason } }];
            }
        },
    };
}


/***/ }),

/***/ 8441:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


// EXPORTS
__webpack_require__.d(__webpack_exports__, {
  S: () => (/* binding */ connectGithub),
  l: () => (/* binding */ readGithubRun)
});

// EXTERNAL MODULE: ./lib/adapters/github/github-error.js + 1 modules
var github_error = __webpack_require__(1934);
;// CONCATENATED MODULE: ./lib/adapters/github/octokit.js
const quiet = { debug: () => { }, info: () => { }, warn: () => { }, error: () => { } };
/**
 * Octokit, as @actions/github sets it up for proxies, without any retry of its own. Loaded only when the
 * run talks to GitHub at all. Its log is silent: what it prints comes from the other side.
 */
async function connect(apiUrl, token) {
    const { getOctokit } = await __webpack_require__.e(/* import() */ 221).then(__webpack_require__.bind(__webpack_require__, 7221));
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
        return { kind: 'unanswered', trouble: { said: error.message, cause: error.cause ?? error } };
    }
    const { status, data, headers } = response;
    return { kind: 'answered', status, body: data, headers: asHeaders(headers) };
}
function asHeaders(headers) {
    return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
}

;// CONCATENATED MODULE: ./lib/adapters/github/rate-limit.js
const SECONDARY_WAIT_MS = 60_000;
/**
 * How long to wait before the same request may be sent again, by GitHub's rules; undefined: it was not a
 * rate limit that refused it. A limited request was not carried out, so that a write may be sent again.
 * https://docs.github.com/rest/using-the-rest-api/best-practices-for-using-the-rest-api
 */
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
/** GitHub's own clock, since that of a runner may be wrong. Epoch milliseconds. */
function answeredAtMs(headers) {
    const date = Date.parse(headers.date ?? '');
    return Number.isNaN(date) ? Date.now() : date;
}

;// CONCATENATED MODULE: ./lib/adapters/github/client.js



const REQUEST_TIMEOUT_MS = 30_000;
const READ_ATTEMPTS = 4;
const FIRST_DELAY_MS = 1_000;
const LIMIT_ROUNDS = 3;
/** Longer than this is not worth a runner's time; it is said instead. */
const LONGEST_LIMIT_WAIT_MS = 120_000;
/** The oldest version that every server since GHES 3.9 knows. */
const HEADERS = { 'x-github-api-version': '2022-11-28', accept: 'application/vnd.github+json' };
const HIGHEST_PAGE = 100;
function githubClient(connection) {
    return new RestClient(connection);
}
class RestClient {
    repository;
    #connection;
    #names;
    #remembered = new Map();
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
        const isRead = route.startsWith('GET ');
        for (let attempt = 1;; attempt += 1) {
            const exchange = await this.#exchange(route, parameters, signal);
            const failed = exchange.kind === 'unanswered' || exchange.status >= 500;
            if (!failed || !isRead || attempt >= READ_ATTEMPTS)
                return this.#settle(route, parameters, exchange);
            await this.#connection.clock.sleep(FIRST_DELAY_MS * 2 ** (attempt - 1), signal);
        }
    }
    /** Sends it, and again after a rate limit that is worth waiting for. */
    async #exchange(route, parameters, signal) {
        for (let round = 1;; round += 1) {
            const exchange = await this.#sendOnce(route, parameters, signal);
            if (exchange.kind === 'unanswered')
                return exchange;
            const { status, body, headers } = exchange;
            const waitMs = rateLimitWaitMs(status, messageOf(body), headers);
            if (waitMs === undefined)
                return exchange;
            if (round >= LIMIT_ROUNDS || waitMs > LONGEST_LIMIT_WAIT_MS) {
                const until = new Date(answeredAtMs(headers) + waitMs);
                const limitedUntil = `${until.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
                throw new github_error/* GithubError */.E({ route, status, said: messageOf(body), limitedUntil });
            }
            await this.#connection.clock.sleep(waitMs, signal);
        }
    }
    async #sendOnce(route, parameters, signal) {
        signal.throwIfAborted();
        const { apiUrl, token, requestTimeoutMs = REQUEST_TIMEOUT_MS } = this.#connection;
        this.#send ??= connect(apiUrl, token.reveal());
        const send = await this.#send;
        const known = this.#remembered.get(keyOf(route, parameters));
        const headers = known === undefined ? HEADERS : { ...HEADERS, 'if-none-match': known.etag };
        const within = AbortSignal.any([signal, AbortSignal.timeout(requestTimeoutMs)]);
        const exchange = await send(route, { ...this.#names, ...parameters }, { headers, signal: within });
        signal.throwIfAborted();
        return exchange;
    }
    #settle(route, parameters, exchange) {
        if (exchange.kind === 'unanswered')
            throw new github_error/* GithubError */.E({ route, ...exchange.trouble });
        const { status, body, headers } = exchange;
        const key = keyOf(route, parameters);
        const known = this.#remembered.get(key);
        if (status === 304 && known !== undefined) {
            return { answer: { ...known.answer, atMs: answeredAtMs(headers) }, next: known.next };
        }
        if (status >= 400) {
            const accepted = headers['x-accepted-github-permissions'];
            throw new github_error/* GithubError */.E({
                route,
                status,
                said: messageOf(body),
                ...(accepted === undefined ? {} : { acceptedPermissions: accepted }),
            });
        }
        const answer = { status, body, atMs: answeredAtMs(headers) };
        const next = /<([^>]+)>;\s*rel="next"/.exec(headers.link ?? '')?.[1];
        if (route.startsWith('GET ') && headers.etag !== undefined) {
            this.#remembered.set(key, { etag: headers.etag, answer, next });
        }
        return { answer, next };
    }
}
function keyOf(route, parameters) {
    return `${route} ${JSON.stringify(parameters)}`;
}
/** A list is the body itself, or the one array in it, as `workflow_runs`. */
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

// EXTERNAL MODULE: ./lib/domain/rollback.js
var rollback = __webpack_require__(9553);
;// CONCATENATED MODULE: ./lib/wiring/github-run.js


/** @throws RollbackError outside of a GitHub run, where targets that need one cannot work */
function readGithubRun(env) {
    const { GITHUB_API_URL: apiUrl, GITHUB_SERVER_URL: serverUrl, GITHUB_REPOSITORY: repository } = env;
    const runId = Number(env.GITHUB_RUN_ID);
    if (!apiUrl || !serverUrl || !repository || !Number.isSafeInteger(runId) || runId <= 0) {
        throw new rollback/* RollbackError */.Z('not-found', 'this target needs the GitHub run that it is part of, and there is none', {
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
    };
}
function connectGithub({ apiUrl, repository }, token, clock) {
    return githubClient({ apiUrl, repository, token, clock });
}


/***/ })

};
