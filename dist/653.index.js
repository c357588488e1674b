export const id = 653;
export const ids = [653];
export const modules = {

/***/ 9390:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    w: () => (  poll)
  });
async function poll(ask, pace, signal) {
    const { clock, intervalMs, until, limitMs = Number.POSITIVE_INFINITY } = pace;
    const begunAtMs = clock.nowMs();
    for (;;) {
        const answer = await ask();
        if (until(answer) || clock.nowMs() - begunAtMs >= limitMs)
            return answer;
        await clock.sleep(typeof intervalMs === 'number' ? intervalMs : intervalMs(answer), signal);
    }
}


/***/ }),

/***/ 6188:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Z: () => (  shellQuote)
  });
const NOT_SHOWN = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]|[^\S ]|(?<= ) |(?<=##)\[/gu;
function shellQuote(text) {
    if (/^[\w./=:@-]+$/.test(text))
        return text;
    if (text.search(NOT_SHOWN) === -1)
        return `'${text.replaceAll("'", "'\\''")}'`;
    return `$'${text.replace(/[\\']/g, '\\$&').replace(NOT_SHOWN, inOctal)}'`;
}
function inOctal(character) {
    if (character === '\n')
        return '\\n';
    const bytes = new TextEncoder().encode(character);
    return Array.from(bytes, (byte) => `\\${byte.toString(8).padStart(3, '0')}`).join('');
}


/***/ }),

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

/***/ 86:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    k: () => (  repoOption)
  });
  var _core_shell_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6188);

function repoOption(repository, serverUrl) {
    const host = URL.parse(serverUrl)?.host ?? '';
    const isPublic = host === '' || host === 'github.com';
    return `--repo ${(0,_core_shell_quote_js__WEBPACK_IMPORTED_MODULE_0__  .Z)(isPublic ? repository : `${host}/${repository}`)}`;
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

/***/ 4572:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Fu: () => (  shortSha),
    Lu: () => (  nameRun),
    Qt: () => (  renderAge)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8415);

const SHORT_SHA = 7;
function shortSha(sha) {
    return sha.slice(0, SHORT_SHA);
}
function nameRun({ id, sha }) {
    return `run ${id} (${shortSha(sha)})`;
}
const DAY_MS = 86_400_000;
function renderAge(ageMs) {
    if (ageMs < 60_000)
        return 'just now';
    const days = Math.floor(ageMs / DAY_MS);
    return days >= 2 ? `${days} days ago` : `${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(Math.floor(ageMs / 60_000) * 60_000)} ago`;
}


/***/ }),

/***/ 88:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  d: () => (  runMetrics),
  m: () => (  runProbe)
});

// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/health/triggers/metric-source.js
var metric_source = __webpack_require__(8252);
;// CONCATENATED MODULE: ./lib/github/model/run-history.js
const SUCCEEDED = new Set(['success']);
const FAILED = new Set(['failure', 'timed_out', 'startup_failure']);
function judgeRuns(runs, view) {
    return runs
        .filter((run) => run.id !== view.ownRunId && run.status === 'completed')
        .filter((run) => view.branch === undefined || run.branch === view.branch)
        .filter((run) => run.headRepository?.toLowerCase() === view.repository.toLowerCase())
        .filter(({ conclusion = '' }) => SUCCEEDED.has(conclusion) || FAILED.has(conclusion))
        .sort((one, other) => one.startedAtMs - other.startedAtMs)
        .map((run) => ({
        id: String(run.id),
        succeeded: SUCCEEDED.has(run.conclusion ?? ''),
        durationMs: Math.max(0, run.updatedAtMs - run.startedAtMs),
        isOfThisDeploy: run.sha === view.deployedSha || run.startedAtMs >= view.deployedSinceMs,
    }));
}

// EXTERNAL MODULE: ./lib/github/workflow-reading.js
var workflow_reading = __webpack_require__(595);
;// CONCATENATED MODULE: ./lib/github/run-metrics.js




function runMetrics(deps) {
    const { clock } = deps;
    return {
        async sample(signal) {
            const metricName = (0,metric_source .yB)('runs');
            try {
                const runs = await readHistory(deps, signal);
                return [{ signal: metricName, atMs: clock.nowMs(), reading: { kind: 'runs', runs } }];
            }
            catch (error) {
                const reason = describe(error);
                return [{ signal: metricName, atMs: clock.nowMs(), reading: { kind: 'unreadable', reason } }];
            }
        },
    };
}
function runProbe(deps) {
    const { clock } = deps;
    const name = `runs of ${deps.workflow ?? 'the workflow'}`;
    const sample = async (signal) => {
        try {
            const newest = (await readHistory(deps, signal)).at(-1);
            if (newest === undefined)
                return { result: 'nodata', reason: 'no run of the branch has ended yet' };
            return newest.succeeded ? { result: 'pass' } : { result: 'fail', reason: `run ${newest.id} failed` };
        }
        catch (error) {
            return { result: 'error', reason: describe(error) };
        }
    };
    return {
        name,
        required: true,
        async probe(_expected, signal) {
            const startedAtMs = clock.nowMs();
            const seen = await sample(signal);
            return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...seen };
        },
    };
}
async function readHistory({ github, context, workflow }, signal) {
    const { run: self } = await (0,workflow_reading .cI)(github, context.runId, signal);
    const workflowId = workflow === undefined ? self.workflowId : (await (0,workflow_reading .S6)(github, workflow, signal)).id;
    const { value } = await (0,workflow_reading .aq)(github, workflowId, signal).next();
    return judgeRuns(value ?? [], {
        ownRunId: self.id,
        branch: context.refType === 'tag' ? undefined : self.branch,
        repository: github.repository,
        deployedSha: self.sha,
        deployedSinceMs: self.startedAtMs,
    });
}
function describe(error) {
    if (!(error instanceof platform_error .W))
        throw error;
    return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
}


/***/ }),

/***/ 3098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    w: () => (  rollbackPatience)
  });
  var _core_patience_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(315);

function rollbackPatience({ mode, rollbackTimeoutMs, pollIntervalMs }) {
    const isRollback = mode === 'guard' || mode === 'rollback';
    return isRollback ? { limitMs: rollbackTimeoutMs, longestDelayMs: 2 * pollIntervalMs } : _core_patience_js__WEBPACK_IMPORTED_MODULE_0__  .V;
}


/***/ }),

/***/ 6653:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openWorkflow: () => (  openWorkflow)
});

// EXTERNAL MODULE: ./lib/github/run-context.js + 3 modules
var run_context = __webpack_require__(761);
// EXTERNAL MODULE: ./lib/github/run-metrics.js + 1 modules
var run_metrics = __webpack_require__(88);
// EXTERNAL MODULE: ./lib/targets/rollback-patience.js
var rollback_patience = __webpack_require__(3098);
// EXTERNAL MODULE: ./lib/github/model/gh-command.js
var gh_command = __webpack_require__(86);
// EXTERNAL MODULE: ./lib/github/model/workflow-run.js
var workflow_run = __webpack_require__(4572);
// EXTERNAL MODULE: ./lib/github/workflow-reading.js
var workflow_reading = __webpack_require__(595);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/poll.js
var poll = __webpack_require__(9390);
// EXTERNAL MODULE: ./lib/core/retry.js
var retry = __webpack_require__(7493);
// EXTERNAL MODULE: ./lib/github/github-error.js
var github_error = __webpack_require__(3343);
;// CONCATENATED MODULE: ./lib/targets/workflow/model/deploy-job.js
const NEUTRAL = new Set(['skipped', 'neutral']);
function findDeploy(jobs, deployJob) {
    const deploying = deployingJobs(jobs, deployJob);
    const [first] = deploying;
    if (first === undefined) {
        const names = jobs.map(({ name }) => name);
        const reason = `it has no job ${deployJob.name}; its jobs: ${names.join(', ') || 'none'}`;
        return { kind: 'unmatched', reason, jobs: names };
    }
    const parts = deploying.filter(({ conclusion }) => !NEUTRAL.has(conclusion));
    const other = parts.find(({ conclusion }) => conclusion !== 'success');
    if (other !== undefined || parts.length === 0) {
        const { name, conclusion, status } = other ?? first;
        return { kind: 'rejected', reason: `its job ${name} is ${conclusion ?? status}` };
    }
    return {
        kind: 'deployed',
        begunAtMs: Math.min(...parts.map(({ startedAtMs }) => startedAtMs ?? 0)),
        atMs: Math.max(...parts.map(({ completedAtMs }) => completedAtMs ?? 0)),
    };
}
function deployingJobs(jobs, { name, title }) {
    const named = jobs.filter((job) => isJob(job.name, name));
    if (named.length > 0 || title === undefined)
        return named;
    return jobs.filter((job) => isJob(job.name, title));
}
const SEPARATOR = ' / ';
const EXPRESSION = /\$\{\{.*?\}\}/g;
function isJob(name, wanted) {
    const parts = name.split(SEPARATOR);
    const wantedParts = wanted.split(SEPARATOR).map(toPattern);
    return parts.some((_, start) => wantedParts.every((pattern, index) => pattern.test(parts[start + index] ?? '')));
}
function toPattern(wanted) {
    const texts = wanted
        .trim()
        .split(EXPRESSION)
        .map((text) => text.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&'));
    const isAnyText = texts.every((text) => !/\w/.test(text));
    return isAnyText ? /^(?!)/ : new RegExp(`^${texts.join('.*')}( \\(.*\\))?$`, 'i');
}

;// CONCATENATED MODULE: ./lib/targets/workflow/follow.js








const LIVELY_MS = 60_000;
const PENDING_MS = 60_000;
async function follow(deps, rollbackRun, progress, signal) {
    const { github, clock, pollIntervalMs } = deps;
    const ask = (question) => retryWhileUnreachable(question, { deps, progress }, signal);
    let status;
    let changedAtMs = clock.nowMs();
    let sinceMs = 0;
    const findEnd = async () => {
        const { run } = await ask(() => (0,workflow_reading .cI)(github, rollbackRun.run.id, signal));
        if (run.status !== status) {
            status = run.status;
            changedAtMs = clock.nowMs();
            progress(`${(0,workflow_run .Lu)(run)}, attempt ${run.attempt}, is ${run.conclusion ?? run.status}: ${run.url}`);
            const approval = status === 'waiting' ? await ask(() => findApproval(github, run, progress, signal)) : undefined;
            if (approval !== undefined)
                return approval;
        }
        sinceMs = clock.nowMs() - changedAtMs;
        if (status === 'completed')
            return await ask(() => judgeCompleted(deps, run, signal));
        const isStuck = status === 'pending' && deps.mayHoldGroup && sinceMs >= PENDING_MS;
        return isStuck ? waitsForUs(run, sinceMs) : undefined;
    };
    const intervalMs = () => (sinceMs < LIVELY_MS ? pollIntervalMs : 2 * pollIntervalMs);
    return await (0,poll .w)(findEnd, { clock, intervalMs, until: (end) => end !== undefined }, signal);
}
async function retryWhileUnreachable(question, { deps, progress }, signal) {
    const { clock, pollIntervalMs } = deps;
    const delayAfterMs = (error, made) => {
        if (!(error instanceof github_error .E) || error.code !== 'unreachable')
            return undefined;
        if (made === 1)
            progress(`${error.message}; asking again`);
        return 2 * pollIntervalMs;
    };
    return await (0,retry .y)(question, { clock, delayAfterMs }, signal);
}
function reference(run) {
    return { id: String(run.id), url: run.url };
}
function waitsForUs(run, sinceMs) {
    const waited = (0,duration .P)(sinceMs);
    const reason = `${(0,workflow_run .Lu)(run)} has been pending for a concurrency group for ${waited}, most likely for this run, and starts once this run has ended`;
    return { kind: 'handed-off', reason, run: reference(run) };
}
async function findApproval(github, run, progress, signal) {
    const pending = await (0,workflow_reading .qg)(github, run.id, signal);
    const reviewed = pending.filter(({ reviewers }) => reviewers.length > 0);
    if (reviewed.length === 0) {
        for (const { environment, waitMinutes } of pending) {
            const rule = waitMinutes > 0 ? `a wait timer of ${waitMinutes} min` : 'a protection rule of its own';
            progress(`${environment} has ${rule}`);
        }
        return undefined;
    }
    const reason = `${(0,workflow_run .Lu)(run)} waits for an approval: ${reviewed.map(describeApproval).join('; ')}`;
    return { kind: 'awaiting-approval', reason, run: reference(run) };
}
function describeApproval({ environment, reviewers, waitMinutes }) {
    const timer = waitMinutes > 0 ? `, and a wait timer of ${waitMinutes} min` : '';
    return `${environment} by ${reviewers.join(' or ')}${timer}`;
}
async function judgeCompleted({ github, deployJob }, run, signal) {
    const name = `${(0,workflow_run .Lu)(run)}, attempt ${run.attempt},`;
    const hint = `See ${run.url}; nothing else was changed.`;
    if (run.conclusion === 'cancelled') {
        const why = 'a newer run that enters the same concurrency group cancels the one that waits there';
        throw new platform_error .W('refused', `${name} was cancelled; ${why}`, { hint });
    }
    const jobs = await (0,workflow_reading .RI)(github, run, signal);
    const deploy = findDeploy(jobs, deployJob);
    if (run.conclusion === 'success' && deploy.kind === 'deployed')
        return { kind: 'in-place', run: reference(run) };
    if (run.conclusion === 'success' && deploy.kind !== 'deployed') {
        throw new platform_error .W('refused', `${name} succeeded without deploying: ${deploy.reason}`, { hint });
    }
    const failed = jobs.filter(({ conclusion }) => conclusion === 'failure' || conclusion === 'timed_out');
    const where = failed.length === 0 ? '' : `: ${failed.map((job) => `job ${job.name} ${job.conclusion}`).join(', ')}`;
    throw new platform_error .W('refused', `${name} ended as ${run.conclusion ?? 'unknown'}${where}`, { hint });
}

;// CONCATENATED MODULE: ./lib/targets/workflow/model/loop-guard.js

const ROLLBACK_TASK = 'rollback';
const WINDOW_MS = 60 * 60_000;
const MOST_IN_WINDOW = 1;
function parsePayload(value) {
    const payload = typeof value === 'string' ? parseJson(value) : value;
    if (typeof payload !== 'object' || payload === null)
        return undefined;
    const fields = payload;
    const { from_run, from_attempt, from_sha, to_sha, from_version, to_version, to_run, to_attempt } = fields;
    const { rehearsal } = fields;
    if (typeof from_run !== 'number' || typeof from_attempt !== 'number')
        return undefined;
    if (typeof from_sha !== 'string' || typeof to_sha !== 'string')
        return undefined;
    return {
        v: 1,
        from_run,
        from_attempt,
        from_sha,
        to_sha,
        ...(typeof from_version === 'string' ? { from_version } : {}),
        ...(typeof to_version === 'string' ? { to_version } : {}),
        ...(typeof to_run === 'number' ? { to_run } : {}),
        ...(typeof to_attempt === 'number' ? { to_attempt } : {}),
        ...(rehearsal === 'back' || rehearsal === 'forward' ? { rehearsal } : {}),
    };
}
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function fromVersion({ from_version, from_sha }) {
    return from_version ?? from_sha;
}
function toVersion({ to_version, to_sha }) {
    return to_version ?? to_sha;
}
function isSpent({ state }) {
    return state !== 'error';
}
function isReal({ payload }) {
    return payload.rehearsal === undefined;
}
function findUnfinishedRehearsal(markers, now) {
    const newest = markers.filter(isSpent).toSorted((one, other) => other.id - one.id)[0];
    if (newest?.payload.rehearsal !== 'back')
        return undefined;
    const isBack = newest.rollbackRunId === now.runId || toVersion(newest.payload) === now.version;
    return isBack ? newest : undefined;
}
function isWithinWindow({ createdAtMs }, nowMs) {
    return nowMs - createdAtMs < WINDOW_MS;
}
const UNDER_WAY = new Set(['queued', 'in_progress']);
function isOwn(marker, self) {
    const { from_run, from_attempt } = marker.payload;
    if (from_run !== self.id)
        return false;
    return from_attempt === self.attempt || (from_attempt < self.attempt && isUnfinished(marker));
}
function isUnfinished({ state }) {
    return state === undefined || UNDER_WAY.has(state);
}
function findCause(markers, run, nowMs) {
    return markers.filter(isSpent).find((marker) => {
        const { to_run, to_attempt, rehearsal } = marker.payload;
        const isRollbackRun = to_run === run.id ? to_attempt === run.attempt : marker.rollbackRunId === run.id;
        const isItsVersion = rehearsal === undefined && toVersion(marker.payload) === run.version;
        return isRollbackRun || (isItsVersion && isWithinWindow(marker, nowMs));
    });
}
function findUnderWay(markers, from, nowMs) {
    return markers.find((marker) => UNDER_WAY.has(marker.state) && isWithinWindow(marker, nowMs) && fromVersion(marker.payload) === from);
}
function findSpentBudget(markers, self, nowMs) {
    const spent = markers.filter((marker) => isSpent(marker) && isReal(marker) && isWithinWindow(marker, nowMs) && !isOwn(marker, self));
    return spent.length < MOST_IN_WINDOW ? [] : spent;
}
function findEarlier(markers, ownId, nowMs) {
    return markers.find((marker) => marker.id < ownId && isSpent(marker) && isReal(marker) && isWithinWindow(marker, nowMs));
}
function rolledBackFrom(markers) {
    const rolledBack = new Map();
    for (const { payload, createdAtMs, ...marker } of markers) {
        if (marker.state === 'error' || payload.rehearsal !== undefined)
            continue;
        const version = fromVersion(payload);
        rolledBack.set(version, Math.max(createdAtMs, rolledBack.get(version) ?? 0));
    }
    return rolledBack;
}
function describeCause({ payload }, who = 'this run') {
    const from = (0,workflow_run .Lu)({ id: payload.from_run, sha: payload.from_sha });
    return `${who} is itself the rollback that ${from} asked for, and a rollback is never rolled back`;
}
function describeSpentBudget(markers, environment, nowMs) {
    const reported = markers.map(({ payload, createdAtMs }) => {
        const from = (0,workflow_run .Lu)({ id: payload.from_run, sha: payload.from_sha });
        return `${from} rolled back ${(0,workflow_run .Qt)(nowMs - createdAtMs)}`;
    });
    return `${environment} may be rolled back ${MOST_IN_WINDOW} time in 60m, and ${reported.join(', ')}`;
}

;// CONCATENATED MODULE: ./lib/targets/workflow/model/run-version.js

const ABOUT_A_COMMIT = /^(push|release|merge_group|pull_request\w*)$/;
function standsForCommit({ event }) {
    return ABOUT_A_COMMIT.test(event);
}
function versionOf(run) {
    return standsForCommit(run) ? run.sha : `run ${run.id}`;
}
function revisionOf(run) {
    return standsForCommit(run) ? run.sha : String(run.id);
}
function nameVersion(run) {
    return standsForCommit(run) ? (0,workflow_run .Fu)(run.sha) : `run ${run.id}`;
}

;// CONCATENATED MODULE: ./lib/targets/workflow/already-begun.js






async function findAlreadyBegun(context, from, deps, signal) {
    const { markers, nowMs, self } = context;
    if (from.id !== self.id && isNamed(deps.rollbackTo, versionOf(from)))
        return inPlace(from);
    const marker = findUnderWay(markers, versionOf(from), nowMs);
    if (marker?.rollbackRunId === undefined)
        return undefined;
    const isPrevious = deps.rollbackTo.kind === 'previous';
    if (!isPrevious && !isNamed(deps.rollbackTo, toVersion(marker.payload)))
        return undefined;
    const { run } = await (0,workflow_reading .cI)(deps.github, marker.rollbackRunId, signal);
    if (run.status === 'completed')
        return undefined;
    const rollbackRun = { run, attempt: run.attempt };
    return followed(context, { from: revisionOf(from), marker, rollbackRun }, deps);
}
async function findBegunByEarlierAttempt(context, deps, signal) {
    const { markers, self, markerEnvironment, nowMs } = context;
    const marker = markers.find((one) => isOwn(one, self) && one.payload.from_attempt < self.attempt && one.rollbackRunId !== undefined);
    if (marker?.rollbackRunId === undefined)
        return undefined;
    const { run } = await (0,workflow_reading .cI)(deps.github, marker.rollbackRunId, signal);
    const { to_run, to_attempt = 1 } = marker.payload;
    if (to_run === run.id && run.attempt < to_attempt)
        return undefined;
    if (run.status !== 'completed') {
        const rollbackRun = { run, attempt: run.attempt };
        const from = fromRevision(marker.payload);
        return { kind: 'ready', plan: followed(context, { from, marker, rollbackRun }, deps) };
    }
    if (run.conclusion === 'success')
        return undefined;
    return {
        kind: 'guard-stopped',
        reason: describeSpentBudget([marker], markerEnvironment, nowMs),
        hint: `See why ${run.url} ended as ${run.conclusion ?? 'unknown'}. A person can still roll back, with mode: rollback.`,
    };
}
function fromRevision({ from_version, from_sha }) {
    return from_version?.replace('run ', '') ?? from_sha;
}
function isNamed(rollbackTo, version) {
    if (rollbackTo.kind !== 'revision')
        return false;
    const revision = rollbackTo.revision.toLowerCase();
    return version === `run ${revision}` || (!version.startsWith('run ') && version.startsWith(revision));
}
function inPlace(from) {
    return {
        from: revisionOf(from),
        to: revisionOf(from),
        actor: 'us',
        evidence: [`it runs already: ${(0,workflow_run .Lu)(from)} was the last to deploy`],
        steps: ['call nothing, and verify'],
        unknowns: [],
        manual: [],
        apply: async () => ({ kind: 'in-place' }),
    };
}
function followed({ deployJob, unknowns, self }, { from, marker: { payload }, rollbackRun }, { github, clock, pollIntervalMs }) {
    const { run, attempt } = rollbackRun;
    const deps = { github, clock, pollIntervalMs, deployJob, mayHoldGroup: true };
    return {
        from,
        to: payload.to_version === undefined ? payload.to_sha : String(payload.to_run ?? run.id),
        actor: 'us',
        evidence: [
            `${payload.from_run === self.id ? 'an earlier attempt of this run' : `run ${payload.from_run}`} has requested this rollback, and it is under way`,
        ],
        steps: [`follow ${(0,workflow_run .Lu)(run)}, attempt ${attempt}, then verify`],
        unknowns,
        manual: [`gh run watch ${run.id} ${(0,gh_command .k)(github.repository, run.url)}`],
        apply: (progress, signal) => follow(deps, rollbackRun, progress, signal),
    };
}

;// CONCATENATED MODULE: ./lib/targets/workflow/run-archive.js

const DAY_MS = 86_400_000;
const HORIZON_MS = 31 * DAY_MS;
const MOST_PAGES = 10;
const MOST_JOB_LOOKUPS = 40;
class RunArchive {
    #github;
    #workflowId;
    #nowMs;
    #runs = new Map();
    #jobs = new Map();
    #pages;
    #pagesRead = 0;
    #isComplete = false;
    #oldestMs = Number.POSITIVE_INFINITY;
    constructor(github, workflowId, nowMs) {
        this.#github = github;
        this.#workflowId = workflowId;
        this.#nowMs = nowMs;
    }
    get runs() {
        return [...this.#runs.values()].filter(({ workflowId }) => workflowId === this.#workflowId);
    }
    get extent() {
        const all = this.#isComplete ? 'all' : 'the newest';
        return `${all} ${this.runs.length} runs of the workflow, unfiltered`;
    }
    async readRecent(signal) {
        while (this.#oldestMs > this.#nowMs - HORIZON_MS && (await this.readMore(signal)))
            ;
    }
    async readMore(signal) {
        if (this.#isComplete || this.#pagesRead >= MOST_PAGES)
            return false;
        this.#pages ??= (0,workflow_reading .aq)(this.#github, this.#workflowId, signal);
        const { done, value } = await this.#pages.next();
        if (done) {
            this.#isComplete = true;
            return false;
        }
        this.#pagesRead += 1;
        for (const run of value) {
            this.#runs.set(run.id, run);
            this.#oldestMs = Math.min(this.#oldestMs, run.createdAtMs);
        }
        return true;
    }
    async run(id, signal) {
        const known = this.#runs.get(id);
        if (known !== undefined)
            return known;
        const { run } = await (0,workflow_reading .cI)(this.#github, id, signal);
        this.#runs.set(id, run);
        return run;
    }
    async jobs(run, signal) {
        const key = `${run.id}/${run.attempt}`;
        const known = this.#jobs.get(key);
        if (known !== undefined)
            return known;
        if (this.#jobs.size >= MOST_JOB_LOOKUPS)
            return undefined;
        const jobs = await (0,workflow_reading .RI)(this.#github, run, signal);
        this.#jobs.set(key, jobs);
        return jobs;
    }
}

// EXTERNAL MODULE: ./lib/github/deployment-reading.js
var deployment_reading = __webpack_require__(2101);
// EXTERNAL MODULE: ./lib/github/model/deployment-record.js
var deployment_record = __webpack_require__(9006);
;// CONCATENATED MODULE: ./lib/targets/workflow/model/candidate.js


const DEPLOYING_EVENTS = new Set([
    'push',
    'workflow_dispatch',
    'schedule',
    'release',
    'repository_dispatch',
    'workflow_run',
    'registry_package',
    'merge_group',
    'deployment',
]);
function rejectRun(run, criteria) {
    if (run.id === criteria.ownRunId)
        return 'it is this run';
    if (versionOf(run) === criteria.fromVersion) {
        return `it ${standsForCommit(run) ? 'ran the commit' : 'is the run'} that is rolled back from`;
    }
    if (run.status !== 'completed')
        return `it is still ${run.status}`;
    if (run.conclusion !== 'success')
        return `it ended as ${run.conclusion ?? 'unknown'}`;
    if (!DEPLOYING_EVENTS.has(run.event))
        return `it was started by ${run.event}`;
    if (!criteria.acceptsAnyEvent && !standsForCommit(run)) {
        return `it was started by ${run.event}, so its commit need not be what it deployed`;
    }
    if (run.headRepository?.toLowerCase() !== criteria.repository.toLowerCase())
        return 'it ran a fork';
    if (criteria.branch !== undefined && run.branch !== criteria.branch) {
        return `it ran ${run.branch ?? 'no branch'} and not ${criteria.branch}`;
    }
    return undefined;
}
function rejectDeployed({ run, deployedAtMs }, criteria) {
    const rolledBackAtMs = criteria.rolledBackFrom.get(versionOf(run));
    if (rolledBackAtMs === undefined || deployedAtMs > rolledBackAtMs)
        return undefined;
    return `it was rolled back from ${(0,workflow_run .Qt)(criteria.nowMs - rolledBackAtMs)}`;
}
function byDeploy(deployed) {
    return [...deployed].sort((one, other) => other.deployedAtMs - one.deployedAtMs);
}
function distinctVersions(deployed) {
    const seen = new Set();
    return deployed.filter(({ run }) => !seen.has(versionOf(run)) && seen.add(versionOf(run)));
}
function describeRejected(run, reason) {
    return `${(0,workflow_run .Lu)(run)}: ${reason}`;
}
function isSha(revision) {
    return /^[0-9a-f]{7,64}$/i.test(revision) && !isRunId(revision);
}
function isRunId(revision) {
    return /^[0-9]{1,15}$/.test(revision);
}

;// CONCATENATED MODULE: ./lib/targets/workflow/good-runs.js


async function judge(run, { archive, criteria }, signal) {
    const objection = rejectRun(run, criteria);
    if (objection !== undefined)
        return { kind: 'rejected', reason: objection };
    const jobs = await archive.jobs(run, signal);
    if (jobs === undefined)
        return { kind: 'not-read' };
    const deploy = findDeploy(jobs, criteria.deployJob);
    if (deploy.kind === 'unmatched')
        return { kind: 'rejected', reason: deploy.reason, deployJob: deploy.jobs };
    if (deploy.kind === 'rejected')
        return { ...deploy, deployJob: 'found' };
    const deployed = { run, deployedAtMs: deploy.atMs };
    const rolledBack = rejectDeployed(deployed, criteria);
    if (rolledBack === undefined)
        return { kind: 'good', deployed };
    return { kind: 'rejected', reason: rolledBack, deployJob: 'found' };
}
async function searchRuns(archive, { criteria, wanted }, signal) {
    await archive.readRecent(signal);
    for (;;) {
        const found = await searchKnown(archive, { criteria, wanted }, signal);
        if (found.good.length >= wanted || !(await archive.readMore(signal)))
            return found;
    }
}
async function searchKnown(archive, { criteria, wanted }, signal) {
    const good = [];
    const rejected = [];
    const newestFirst = [...archive.runs].sort((one, other) => other.updatedAtMs - one.updatedAtMs);
    for (const run of newestFirst) {
        const last = distinctVersions(byDeploy(good))[wanted - 1];
        if (last !== undefined && run.updatedAtMs < last.deployedAtMs)
            break;
        if (run.id === criteria.ownRunId)
            continue;
        const judgement = await judge(run, { archive, criteria }, signal);
        if (judgement.kind === 'not-read') {
            rejected.push({ reason: 'older runs: not read, to spare the rate limit' });
            break;
        }
        if (judgement.kind === 'good')
            good.push(judgement.deployed);
        else
            rejected.push(rejectedRun(run, judgement));
    }
    return { good: distinctVersions(byDeploy(good)), rejected };
}
function rejectedRun(run, judgement) {
    if (judgement.kind === 'not-read')
        return { reason: describeRejected(run, 'not read') };
    return { deployJob: judgement.deployJob, reason: describeRejected(run, judgement.reason) };
}
async function findDeployedNow(archive, criteria, signal) {
    await archive.readRecent(signal);
    let newest;
    const newestFirst = [...archive.runs].sort((one, other) => other.updatedAtMs - one.updatedAtMs);
    for (const run of newestFirst) {
        if (newest !== undefined && run.updatedAtMs < newest.deployedAtMs)
            break;
        if (run.id === criteria.ownRunId || (criteria.branch !== undefined && run.branch !== criteria.branch))
            continue;
        const jobs = await archive.jobs(run, signal);
        if (jobs === undefined)
            break;
        const deploy = findDeploy(jobs, criteria.deployJob);
        if (deploy.kind === 'deployed' && deploy.atMs > (newest?.deployedAtMs ?? 0)) {
            newest = { run, deployedAtMs: deploy.atMs, begunAtMs: deploy.begunAtMs };
        }
    }
    return newest;
}

;// CONCATENATED MODULE: ./lib/targets/workflow/environment-records.js









const MOST_RECORDS = 20;
async function searchRecords(github, archive, { environment, criteria, wanted }, signal) {
    const records = (await (0,deployment_reading .Fz)(github, { environment }, signal)).filter(({ task, isTransient, sha }) => task !== ROLLBACK_TASK && !isTransient && sha !== criteria.fromVersion);
    const good = [];
    const rejected = [];
    for (const record of records.slice(0, MOST_RECORDS)) {
        if (distinctVersions(byDeploy(good)).length >= wanted)
            break;
        const name = `the deployment of ${(0,workflow_run .Fu)(record.sha)} to ${environment}`;
        const found = (0,deployment_record .d)(await (0,deployment_reading .r_)(github, record.id, signal));
        if (found.kind === 'rejected') {
            rejected.push({ reason: `${name}: ${found.reason}` });
            continue;
        }
        const run = await runOf(archive, record, found.runId, signal);
        if (run === undefined) {
            rejected.push({ reason: `${name}: no run of the workflow belongs to it` });
            continue;
        }
        const judgement = await judge(run, { archive, criteria }, signal);
        if (judgement.kind === 'good')
            good.push(judgement.deployed);
        else
            rejected.push(rejectedRun(run, judgement));
    }
    return { good: distinctVersions(byDeploy(good)), rejected };
}
async function findRecordedNow(github, archive, wanted, signal) {
    const { environment, deployJob, ownRunId } = wanted;
    await archive.readRecent(signal);
    const records = (await (0,deployment_reading .Fz)(github, { environment }, signal)).filter(({ task, isTransient }) => task !== ROLLBACK_TASK && !isTransient);
    for (const record of records.slice(0, MOST_RECORDS)) {
        const statuses = await (0,deployment_reading .r_)(github, record.id, signal);
        if (!statuses.some(({ state }) => state === 'success'))
            continue;
        const runId = statuses.map(({ logUrl }) => (0,deployment_record .S)(logUrl)).find((id) => id !== undefined);
        const run = await runOf(archive, record, runId, signal);
        if (run === undefined || run.id === ownRunId)
            continue;
        const deploy = findDeploy((await archive.jobs(run, signal)) ?? [], deployJob);
        if (deploy.kind === 'deployed')
            return { run, deployedAtMs: deploy.atMs, begunAtMs: deploy.begunAtMs };
    }
    return undefined;
}
async function runOf(archive, { sha }, runId, signal) {
    if (runId === undefined)
        return archive.runs.find((run) => run.sha === sha && standsForCommit(run) && run.conclusion === 'success');
    try {
        const run = await archive.run(runId, signal);
        return archive.runs.includes(run) ? run : undefined;
    }
    catch (error) {
        if (error instanceof github_error .E && error.status === 404)
            return undefined;
        throw error;
    }
}
function describeDisagreement(byRecords, byRuns, environment) {
    const [recorded] = byRecords.good;
    const [listed] = byRuns.good;
    if (recorded === undefined || listed === undefined || listed.run.id === recorded.run.id)
        return undefined;
    if (listed.deployedAtMs < recorded.deployedAtMs)
        return undefined;
    return `${(0,workflow_run .Lu)(listed.run)} deployed later than ${(0,workflow_run .Lu)(recorded.run)}, but ${environment} has no record of its success; the recorded one was chosen`;
}

;// CONCATENATED MODULE: ./lib/targets/workflow/run-choice.js









const REREAD_AFTER_MS = 5_000;
async function choose(context, deps, signal) {
    const { nowMs } = context;
    const { chooser, now, from } = await openChooser(context, deps, signal);
    const watchBegunAtMs = nowMs - deps.clock.nowMs();
    if (now !== undefined && !deps.isManual && now.begunAtMs > watchBegunAtMs) {
        const reason = `${(0,workflow_run .Lu)(from)}, which began to deploy after this step began, has deployed since`;
        return { kind: 'superseded', from, reason };
    }
    return { ...(await chooser.find(signal)), from };
}
async function listGood(context, deps, most, signal) {
    const { chooser, now } = await openChooser(context, deps, signal);
    return { deployed: await chooser.list(most, signal), now: now?.deployedAtMs };
}
async function openChooser(context, deps, signal) {
    const { self, workflow, nowMs, deployJob, branch } = context;
    const archive = new RunArchive(deps.github, workflow.id, nowMs);
    const deploysItself = context.isOwnWorkflow && !deps.isManual;
    const now = deploysItself ? undefined : await findNow(context, archive, deps, signal);
    const from = now?.run ?? self;
    const criteria = {
        nowMs,
        repository: deps.github.repository,
        ownRunId: self.id,
        fromVersion: versionOf(from),
        branch,
        deployJob,
        rolledBackFrom: rolledBackFrom(context.markers),
        acceptsAnyEvent: acceptsAnyEvent(context),
    };
    return { chooser: new Chooser(context, deps, archive, criteria), now, from };
}
async function findNow({ config: { environment }, deployJob, branch, self }, archive, { github }, signal) {
    const wanted = { deployJob, ownRunId: self.id };
    const recorded = environment === undefined
        ? undefined
        : await findRecordedNow(github, archive, { ...wanted, environment }, signal);
    return recorded ?? (await findDeployedNow(archive, { ...wanted, branch }, signal));
}
function acceptsAnyEvent({ config: { strategy } }) {
    if (strategy.kind === 'rerun')
        return true;
    return !strategy.inputs.some(({ value }) => /\{(sha|ref)\}/.test(value));
}
class Chooser {
    #context;
    #deps;
    #archive;
    #criteria;
    constructor(context, deps, archive, criteria) {
        this.#context = context;
        this.#deps = deps;
        this.#archive = archive;
        this.#criteria = criteria;
    }
    async list(most, signal) {
        const { search } = await this.#searchOnce(most, signal);
        return search.good.slice(0, most);
    }
    async find(signal) {
        const { rollbackTo, captured } = this.#deps;
        if (rollbackTo.kind === 'revision') {
            const judged = await this.#byRevision(rollbackTo.revision, signal);
            if (judged.good.length > 0)
                return this.#chosen(judged, `rollback-to names it: ${rollbackTo.revision}`, []);
            return this.#none(`rollback-to ${rollbackTo.revision} is no run to go back to`, judged);
        }
        const early = [];
        if (captured !== undefined && rollbackTo.kind === 'previous') {
            const judged = await this.#byRevision(captured, signal);
            if (judged.good.length > 0) {
                return this.#chosen(judged, 'it was the newest good deploy before this one, as the capture step recorded', []);
            }
            early.push(...judged.rejected.map(({ reason }) => ({ reason: `captured: ${reason}` })));
        }
        const wanted = rollbackTo.kind === 'back' ? rollbackTo.count : 1;
        return await this.#bySearch(wanted, early, signal);
    }
    async #byRevision(revision, signal) {
        const criteria = { ...this.#criteria, branch: undefined, rolledBackFrom: new Map() };
        if (isRunId(revision)) {
            const run = await this.#readRun(Number(revision), signal);
            return await judgeAll([run], { archive: this.#archive, criteria }, signal);
        }
        if (!isSha(revision)) {
            throw new platform_error .W('not-found', `rollback-to: ${revision} is neither a commit nor the number of a run`, {
                hint: 'Give a commit SHA of at least 7 digits, the number of a run, previous, or -N.',
            });
        }
        const matching = () => this.#archive.runs.filter(({ sha }) => sha.startsWith(revision.toLowerCase()));
        await this.#archive.readRecent(signal);
        while (matching().length === 0 && (await this.#archive.readMore(signal)))
            ;
        const runs = matching();
        if (runs.length === 0)
            return rejectedAll(`${revision}: ${this.#archive.extent} have no such commit`);
        const named = runs.filter(standsForCommit);
        const judged = await judgeAll(named.length > 0 ? named : runs, { archive: this.#archive, criteria }, signal);
        return judged.good.length > 1 ? rejectedAll(tooMany(revision, judged.good)) : judged;
    }
    async #readRun(id, signal) {
        let run;
        try {
            run = await this.#archive.run(id, signal);
        }
        catch (error) {
            if (!(error instanceof github_error .E) || error.code !== 'not-found')
                throw error;
            const { repository } = this.#deps.github;
            throw new platform_error .W('not-found', `run ${id} does not exist in ${repository}, or github-token may not see it`, {
                cause: error,
                hint: 'Give the number in the address of the run: .../actions/runs/NUMBER.',
            });
        }
        if (run.workflowId === this.#context.workflow.id)
            return run;
        throw new platform_error .W('refused', `${(0,workflow_run .Lu)(run)} belongs to another workflow than ${this.#context.workflow.path}`, {
            hint: 'Name its file in the input workflow, or give a run of this one.',
        });
    }
    async #bySearch(wanted, early, signal) {
        const unknowns = [];
        let found = await this.#searchOnce(wanted, signal);
        if (found.doubt !== undefined) {
            await this.#deps.clock.sleep(REREAD_AFTER_MS, signal);
            this.#archive = new RunArchive(this.#deps.github, this.#context.workflow.id, this.#criteria.nowMs);
            found = await this.#searchOnce(wanted, signal);
            if (found.doubt !== undefined)
                unknowns.push(found.doubt);
        }
        const { search, source } = found;
        if (found.isWithoutRecords && this.#context.config.environment !== undefined) {
            unknowns.push(`whether it was deployed to ${this.#context.config.environment}: there is no record of any good deployment`);
        }
        const rejected = [...early, ...search.rejected];
        const picked = search.good[wanted - 1];
        if (picked === undefined) {
            const missing = wanted === 1
                ? 'no earlier run that deployed well was found'
                : `only ${search.good.length} of ${wanted} good versions back were found`;
            rejected.push({ reason: `looked at: ${this.#archive.extent}` });
            return this.#none(missing, { good: search.good, rejected });
        }
        const place = wanted === 1 ? 'it is the newest good deploy' : `it is ${wanted} good versions back`;
        return this.#chosen({ good: [picked], rejected }, `${place} by ${source}`, unknowns);
    }
    async #searchOnce(wanted, signal) {
        const { environment } = this.#context.config;
        const criteria = this.#criteria;
        await this.#archive.readRecent(signal);
        const byRecords = environment === undefined
            ? { good: [], rejected: [] }
            : await searchRecords(this.#deps.github, this.#archive, { environment, criteria, wanted }, signal);
        const byRuns = await searchRuns(this.#archive, { criteria, wanted }, signal);
        const staleness = this.#staleness();
        if (environment === undefined || byRecords.good.length === 0) {
            const rejected = [...byRecords.rejected, ...byRuns.rejected];
            return {
                search: { good: byRuns.good, rejected },
                source: 'the list of runs',
                doubt: staleness,
                isWithoutRecords: true,
            };
        }
        const doubt = describeDisagreement(byRecords, byRuns, environment) ?? staleness;
        return { search: byRecords, source: `the deployments of ${environment}`, doubt, isWithoutRecords: false };
    }
    #staleness() {
        const { isOwnWorkflow, self } = this.#context;
        const isStale = isOwnWorkflow && !this.#archive.runs.some(({ id }) => id === self.id);
        return isStale ? "GitHub's list of runs lacks this very run, so that it may be out of date" : undefined;
    }
    #chosen({ good, rejected }, why, unknowns) {
        const [picked] = good;
        if (picked === undefined)
            throw new Error('nothing was picked');
        const { nowMs, deployJob } = this.#criteria;
        const age = (0,workflow_run .Qt)(nowMs - picked.deployedAtMs);
        const version = standsForCommit(picked.run) ? `${nameVersion(picked.run)} ` : '';
        const facts = `${(0,workflow_run .Lu)(picked.run)} succeeded, and its job ${deployJob.name} deployed ${version}${age}`;
        const passedOver = rejected.slice(0, MOST_SHOWN).map(({ reason }) => `passed over: ${reason}`);
        return { kind: 'chosen', good: picked, evidence: [why, facts, ...passedOver], unknowns };
    }
    #none(reason, search) {
        const { rejected } = search;
        const shown = rejected.slice(0, MOST_SHOWN).map((one) => one.reason);
        const rest = rejected.length - MOST_SHOWN;
        const evidence = rest > 0 ? [...shown, `and ${rest} more`] : shown;
        return { kind: 'none', reason, evidence, hint: hintAt(this.#criteria.deployJob.name, search) };
    }
}
const MOST_SHOWN = 12;
function hintAt(deployJob, { good, rejected }) {
    const lists = rejected.map((one) => one.deployJob);
    const jobs = new Set(lists.flatMap((names) => (names === undefined || names === 'found' ? [] : names)));
    if (jobs.size === 0 || good.length > 0 || lists.includes('found'))
        return undefined;
    const names = [...jobs].slice(0, MOST_SHOWN).join(', ');
    return `No job is called ${deployJob}. The jobs are: ${names}. Give the one that deploys as deploy-job.`;
}
function rejectedAll(reason) {
    return { good: [], rejected: [{ reason }] };
}
function tooMany(revision, good) {
    const names = good.map(({ run }) => run.id).join(', ');
    return `${revision}: the runs ${names} share this commit, and each deployed what its inputs said; give the number of one of them`;
}
async function judgeAll(runs, by, signal) {
    const good = [];
    const rejected = [];
    for (const run of runs) {
        const judgement = await judge(run, by, signal);
        if (judgement.kind === 'good')
            good.push(judgement.deployed);
        else
            rejected.push(rejectedRun(run, judgement));
    }
    return { good: distinctVersions(byDeploy(good)), rejected };
}

;// CONCATENATED MODULE: ./lib/targets/workflow/loop-guard-markers.js





const MOST_STATUSES = 8;
async function readMarkers(github, environment, signal) {
    const records = await (0,deployment_reading .Fz)(github, { environment, task: ROLLBACK_TASK }, signal);
    const markers = [];
    for (const { id, createdAtMs, payload: reported } of records) {
        const payload = parsePayload(reported);
        if (payload === undefined)
            continue;
        const bare = { id, createdAtMs, payload, state: undefined, rollbackRunId: payload.to_run };
        const isAsked = markers.length < MOST_STATUSES;
        markers.push(isAsked ? await withStatus(github, bare, signal) : bare);
    }
    return markers;
}
async function withStatus(github, marker, signal) {
    const statuses = await (0,deployment_reading .r_)(github, marker.id, signal);
    const rollbackRunId = statuses
        .map(({ logUrl }) => (0,deployment_record .S)(logUrl))
        .find((id) => id !== undefined && id !== marker.payload.from_run);
    return { ...marker, state: statuses[0]?.state, rollbackRunId: rollbackRunId ?? marker.rollbackRunId };
}
async function writeMarker(github, marker, signal) {
    const { environment, payload, logUrl } = marker;
    const { from_version = (0,workflow_run .Fu)(payload.from_sha), to_version = (0,workflow_run .Fu)(payload.to_sha) } = payload;
    const description = `Roll back ${from_version} to ${to_version}`;
    const deployment = { sha: payload.to_sha, environment, task: ROLLBACK_TASK, description, payload };
    const id = await (0,deployment_reading .jy)(github, deployment, signal);
    await (0,deployment_reading .Kn)(github, id, { state: 'queued', description, logUrl }, signal);
    return id;
}
async function tryStatus(github, deploymentId, status, signal) {
    try {
        await (0,deployment_reading .Kn)(github, deploymentId, status, signal);
        return undefined;
    }
    catch (error) {
        if (error instanceof platform_error .W)
            return error.message;
        throw error;
    }
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/github/response-fields.js
var response_fields = __webpack_require__(6232);
;// CONCATENATED MODULE: ./lib/targets/workflow/workflow-file.js



async function readWorkflowFile(github, { path, ref }, signal) {
    const parameters = ref === undefined ? { path } : { path, ref };
    const { body } = await github.request('GET /repos/{owner}/{repo}/contents/{+path}', parameters, signal);
    return Buffer.from((0,response_fields .Qq)((0,response_fields .Pf)(body), 'content'), 'base64').toString('utf8');
}
async function jobTitle(github, { key, ...file }, signal) {
    let content;
    try {
        content = await readWorkflowFile(github, file, signal);
    }
    catch (error) {
        if (!(error instanceof github_error .E) || error.status === undefined)
            throw error;
        return undefined;
    }
    const jobs = Object.entries(asMapping(asMapping(parseOrNothing(content))?.jobs) ?? {});
    const job = jobs.find(([name]) => name.toLowerCase() === key.toLowerCase());
    const title = asMapping(job?.[1])?.name;
    return typeof title === 'string' ? title : undefined;
}
function declaredInputs(content) {
    const triggers = asMapping(parseOrNothing(content))?.on;
    const events = asMapping(triggers);
    const names = events === undefined ? [triggers].flat() : Object.keys(events);
    if (!names.includes('workflow_dispatch'))
        return undefined;
    const inputs = asMapping(asMapping(events?.workflow_dispatch)?.inputs) ?? {};
    return Object.entries(inputs).map(([name, input]) => {
        const { required, default: otherwise } = asMapping(input) ?? {};
        return { name, isRequired: required === true && otherwise === undefined };
    });
}
function parseOrNothing(content) {
    try {
        return (0,dist.parse)(content);
    }
    catch {
        return undefined;
    }
}
function asMapping(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value)
        ? value
        : undefined;
}

;// CONCATENATED MODULE: ./lib/targets/workflow/workflow-context.js







async function assess(config, deps, signal) {
    const { github, context } = deps;
    const { run, nowMs } = await (0,workflow_reading .cI)(github, context.runId, signal);
    const attempted = { ...run, attempt: context.runAttempt };
    const workflow = await findWorkflow(config, attempted, github, signal);
    const isOwnWorkflow = workflow.id === run.workflowId;
    const ref = isOwnWorkflow ? run.sha : undefined;
    const own = await findDeployJob({ config, path: workflow.path, ref }, deps, signal);
    const startedAtMs = isOwnWorkflow ? await findStart(run, own.deployJob, github, signal) : run.startedAtMs;
    const self = { ...attempted, startedAtMs };
    const markerEnvironment = config.environment ?? `safe-landing-${(0,workflow_reading .Md)(workflow.path)}`;
    return {
        config,
        self,
        workflow,
        isOwnWorkflow,
        deployJob: own.deployJob,
        branch: context.refType === 'tag' || self.event === 'release' ? undefined : self.branch,
        markerEnvironment,
        ...(await readMarkersIfAllowed(github, markerEnvironment, signal)),
        nowMs,
        readOnlyReason: readOnlyReason(self, github.repository),
        unknowns: own.unknowns,
    };
}
async function findStart(run, deployJob, github, signal) {
    if (run.attempt === 1)
        return run.startedAtMs;
    const deploy = findDeploy(await (0,workflow_reading .RI)(github, run, signal), deployJob);
    return deploy.kind === 'deployed' ? Math.min(run.startedAtMs, deploy.begunAtMs) : run.startedAtMs;
}
async function readMarkersIfAllowed(github, environment, signal) {
    try {
        return { markers: await readMarkers(github, environment, signal), markersRefused: undefined };
    }
    catch (error) {
        if (!(error instanceof github_error .E) || error.code !== 'access-denied')
            throw error;
        return { markers: [], markersRefused: error };
    }
}
async function findWorkflow(config, self, github, signal) {
    try {
        return await (0,workflow_reading .S6)(github, config.workflow ?? self.workflowId, signal);
    }
    catch (error) {
        if (!(error instanceof github_error .E) || error.code !== 'not-found' || config.workflow === undefined)
            throw error;
        const files = await (0,workflow_reading .TQ)(github, signal);
        throw new platform_error .W('not-found', `workflow: ${config.workflow} does not exist in ${github.repository}`, {
            cause: error,
            hint: `Give the file name of one of them: ${files.join(', ')}.`,
        });
    }
}
async function findDeployJob({ config, path, ref }, { github, context }, signal) {
    const { deployJob: name } = config;
    if (name !== undefined) {
        const title = await jobTitle(github, { path, ref, key: name }, signal);
        return { deployJob: { name, title }, unknowns: [] };
    }
    const jobs = await (0,workflow_reading .RI)(github, { id: context.runId, attempt: context.runAttempt }, signal);
    const running = jobs.filter(({ status }) => status === 'in_progress');
    const mine = running.find(({ runner }) => runner !== undefined && runner === context.runnerName) ??
        jobs.find((job) => job.name === context.job) ??
        (running.length === 1 ? running[0] : undefined);
    if (mine !== undefined)
        return { deployJob: { name: mine.name }, unknowns: [] };
    const unknown = `which job of this run is ${context.job}: GitHub lists ${jobs.map((job) => job.name).join(', ')}; set deploy-job`;
    return { deployJob: { name: context.job }, unknowns: [unknown] };
}
function readOnlyReason(self, repository) {
    if (self.headRepository?.toLowerCase() !== repository.toLowerCase()) {
        return `${(0,workflow_run .Lu)(self)} ran the code of a fork, whose token may only read`;
    }
    return self.event.startsWith('pull_request')
        ? `${(0,workflow_run .Lu)(self)} was started by ${self.event}, and only what was merged is rolled back`
        : undefined;
}

;// CONCATENATED MODULE: ./lib/targets/workflow/marker-notes.js






function workflowRehearsalNotes(config, deps) {
    return {
        async findUnfinished(signal) {
            const context = await assess(config, deps, signal);
            if (!context.markers.some(({ payload }) => payload.rehearsal === 'back'))
                return undefined;
            const archive = new RunArchive(deps.github, context.workflow.id, context.nowMs);
            const now = await findNow(context, archive, deps, signal);
            if (now === undefined)
                return undefined;
            const running = { runId: now.run.id, version: versionOf(now.run) };
            const unfinished = findUnfinishedRehearsal(context.markers, running);
            return unfinished && fromRevision(unfinished.payload);
        },
        begin: async () => undefined,
        end: async () => undefined,
    };
}

;// CONCATENATED MODULE: ./lib/targets/workflow/model/dispatched-run.js
function fillInputs(inputs, good) {
    const values = { sha: good.sha, ref: good.branch ?? '', run_id: String(good.id) };
    const filled = inputs.map(({ name, value }) => [
        name,
        value.replaceAll(/\{(sha|ref|run_id)\}/g, (_, key) => values[key]),
    ]);
    return Object.fromEntries(filled);
}
function rejectDispatchRef(ref) {
    return /^[0-9a-f]{40}([0-9a-f]{24})?$/i.test(ref)
        ? `dispatch-ref is the commit ${ref.slice(0, 7)}, and GitHub dispatches branches and tags only; pass the commit as an input: \`dispatch-inputs: "sha: {sha}"\``
        : undefined;
}
function rejectInputs(given, declared, file) {
    if (declared === undefined)
        return `${file} has no workflow_dispatch trigger, so that it cannot be dispatched`;
    const names = declared.map(({ name }) => name);
    const said = names.length === 0 ? 'it declares none' : `it declares ${names.join(', ')}`;
    const unknown = given.find((name) => !names.includes(name));
    if (unknown !== undefined)
        return `${file} declares no dispatch input ${unknown}; ${said}`;
    const missing = declared.find(({ name, isRequired }) => isRequired && !given.includes(name));
    return missing === undefined
        ? undefined
        : `${file} requires the dispatch input ${missing.name}, which dispatch-inputs does not give`;
}
function isAboutRunDetails(status, said) {
    return (status === 400 || status === 422) && /return_run_details/.test(said);
}

;// CONCATENATED MODULE: ./lib/targets/workflow/dispatch-check.js





async function checkDispatch(github, { workflow, ref, inputNames }, signal) {
    const file = (0,workflow_reading .Md)(workflow.path);
    const wrongRef = rejectDispatchRef(ref);
    if (wrongRef !== undefined) {
        throw new platform_error .W('refused', wrongRef, { hint: 'Give a branch or a tag as dispatch-ref.' });
    }
    let content;
    try {
        content = await readWorkflowFile(github, { path: workflow.path, ref }, signal);
    }
    catch (error) {
        if (!(error instanceof github_error .E) || error.status === undefined)
            throw error;
        if (error.code === 'not-found') {
            throw new platform_error .W('not-found', `${file} does not exist at dispatch-ref ${ref}, or ${ref} does not exist`, {
                cause: error,
                hint: 'Give a branch or tag that has the file, and `permissions: { contents: read }` to the job.',
            });
        }
        return [
            `whether ${file} at ${ref} declares the dispatch inputs; to check it, the job needs \`permissions: { contents: read }\``,
        ];
    }
    const problem = rejectInputs(inputNames, declaredInputs(content), `${file} at ${ref}`);
    if (problem === undefined)
        return [];
    throw new platform_error .W('refused', problem, {
        hint: `Change dispatch-inputs, or the inputs under on.workflow_dispatch of ${file}.`,
    });
}

// EXTERNAL MODULE: ./lib/core/shell-quote.js
var shell_quote = __webpack_require__(6188);
;// CONCATENATED MODULE: ./lib/targets/workflow/dispatch-request.js








const ROUTE = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
function dispatchRequest(github, facts) {
    const { workflow, ref, inputs, good } = facts;
    const file = (0,workflow_reading .Md)(workflow.path);
    let known;
    let named;
    const list = async (signal) => {
        const { value } = await (0,workflow_reading .aq)(github, workflow.id, signal).next();
        return (value ?? []).filter(({ event, branch }) => event === 'workflow_dispatch' && branch === ref);
    };
    const find = async (signal, markerAtMs) => {
        if (named !== undefined) {
            const { run } = await (0,workflow_reading .cI)(github, named, signal);
            return { run, attempt: run.attempt };
        }
        const seen = known;
        if (seen === undefined && markerAtMs === undefined)
            return undefined;
        const isNew = ({ id, createdAtMs }) => seen === undefined ? createdAtMs >= (markerAtMs ?? 0) : !seen.has(id);
        return pick((await list(signal)).filter(isNew), good);
    };
    const given = Object.entries(inputs).map(([name, value]) => ` -f ${(0,shell_quote .Z)(`${name}=${value}`)}`);
    const repo = (0,gh_command .k)(github.repository, good.url);
    const manual = `gh workflow run ${(0,shell_quote .Z)(file)} ${repo} --ref ${(0,shell_quote .Z)(ref)}${given.join('')}`;
    return {
        step: `POST /repos/${github.repository}/actions/workflows/${file}/dispatches (ref ${ref}, inputs ${JSON.stringify(inputs)})`,
        manual,
        isIdempotent: false,
        find,
        async post(signal) {
            known ??= new Set((await list(signal)).map(({ id }) => id));
            const { status, body } = await send(github, { workflow_id: workflow.id, ref, inputs }, signal);
            if (status === 200)
                named = (0,response_fields .nd)((0,response_fields .Pf)(body), 'workflow_run_id');
        },
        describe(error) {
            if (!(error instanceof github_error .E) || error.code === 'ambiguous' || error.status === undefined)
                return error;
            const hint = error.hint ?? `Try it by hand to see more: ${manual}`;
            const message = `GitHub refused to dispatch ${file} at ${ref}: ${error.said}`;
            return new platform_error .W(error.code, message, { cause: error, hint });
        },
    };
}
async function send(github, parameters, signal) {
    try {
        return await github.request(ROUTE, { ...parameters, return_run_details: true }, signal);
    }
    catch (error) {
        if (!(error instanceof github_error .E) || !isAboutRunDetails(error.status, error.said))
            throw error;
        return await github.request(ROUTE, { ...parameters }, signal);
    }
}
function pick(runs, good) {
    const named = runs.filter(({ title }) => title.includes((0,workflow_run .Fu)(good.sha)) || title.includes(String(good.id)));
    const [run, ...others] = named.length > 0 ? named : runs;
    if (run === undefined)
        return undefined;
    if (others.length === 0)
        return { run, attempt: run.attempt };
    const ids = [run, ...others].map(({ id }) => id).join(', ');
    throw new platform_error .W('ambiguous', `one of the runs ${ids} is the rollback run, and nothing shows which`, {
        hint: "Put the commit that is deployed into the workflow's `run-name`, from its inputs.",
    });
}

// EXTERNAL MODULE: ./lib/github/deployment-correction.js
var deployment_correction = __webpack_require__(4021);
;// CONCATENATED MODULE: ./lib/targets/workflow/marker-writing.js




const MAX_WRITTEN = 10;
const PAUSE_MS = 6_000;
class MarkerWriter {
    #github;
    #clock;
    #facts;
    found;
    #id;
    constructor({ github, clock }, facts) {
        const { markers, self } = facts.context;
        this.#github = github;
        this.#clock = clock;
        this.#facts = facts;
        this.found = markers.find((marker) => isOwn(marker, self) && this.#isOfThis(marker) && isSpent(marker));
        this.#id = this.found?.id;
    }
    get isWritten() {
        return this.#id !== undefined;
    }
    async write(progress, signal) {
        if (this.isWritten)
            return undefined;
        const { context, from, isManual, rehearsal } = this.#facts;
        const { markerEnvironment: environment, nowMs, self } = context;
        progress(`writing the loop-guard marker: a deployment record with the task rollback in ${environment}`);
        try {
            this.#id = await this.#create(environment, signal);
        }
        catch (error) {
            if (!(error instanceof github_error .E) || error.code !== 'access-denied')
                throw error;
            const hint = error.hint === undefined ? {} : { hint: error.hint };
            const reason = `the loop-guard marker could not be written: ${error.said}`;
            return { kind: 'guard-stopped', reason, ...hint };
        }
        if (isManual || rehearsal !== undefined)
            return undefined;
        const markers = await readMarkers(this.#github, environment, signal);
        const earlier = findEarlier(markers, this.#id, nowMs);
        if (earlier === undefined || isOwn(earlier, self))
            return undefined;
        await this.withdraw(`Another rollback was first, and ${nameVersion(from)} is left to it`, signal);
        return { kind: 'guard-stopped', reason: describeSpentBudget([earlier], environment, nowMs) };
    }
    async #create(environment, signal) {
        const { self } = this.#facts.context;
        const marker = { environment, payload: this.#payload(), logUrl: self.url };
        for (let made = 1;; made += 1) {
            try {
                return await writeMarker(this.#github, marker, signal);
            }
            catch (error) {
                if (!(error instanceof github_error .E) || !error.isAmbiguous)
                    throw error;
                const markers = await readMarkers(this.#github, environment, signal);
                const written = markers.find((one) => isOwn(one, self) && this.#isOfThis(one));
                if (written !== undefined)
                    return written.id;
                if (made === MAX_WRITTEN)
                    throw error;
                await this.#clock.sleep(PAUSE_MS, signal);
            }
        }
    }
    #isOfThis({ payload }) {
        const { from, good } = this.#facts;
        return fromVersion(payload) === versionOf(from) && toVersion(payload) === versionOf(good);
    }
    #payload() {
        const { context, from, good, rehearsal } = this.#facts;
        const isRerun = context.config.strategy.kind === 'rerun';
        return {
            v: 1,
            from_run: context.self.id,
            from_attempt: context.self.attempt,
            from_sha: from.sha,
            to_sha: good.sha,
            ...(versionOf(from) === from.sha ? {} : { from_version: versionOf(from) }),
            ...(versionOf(good) === good.sha ? {} : { to_version: versionOf(good) }),
            ...(isRerun ? { to_run: good.id, to_attempt: good.attempt + 1 } : {}),
            ...(rehearsal === undefined ? {} : { rehearsal }),
        };
    }
    async withdraw(why, signal) {
        await this.record('error', why, this.#facts.context.self.url, signal);
        this.#id = undefined;
    }
    async record(state, description, logUrl, signal) {
        if (this.#id === undefined)
            return;
        await tryStatus(this.#github, this.#id, { state, description, logUrl }, signal);
    }
}

;// CONCATENATED MODULE: ./lib/targets/workflow/model/superseded.js

function findLater(runs, { from, branch, ownRunId, targetId }) {
    return runs
        .filter(({ id }) => id !== from.id && id !== ownRunId && id !== targetId)
        .filter((run) => run.startedAtMs > from.startedAtMs && (branch === undefined || run.branch === branch))
        .sort((one, other) => other.startedAtMs - one.startedAtMs);
}
function supersedes(jobs, deployJob) {
    if (findDeploy(jobs, deployJob).kind === 'deployed')
        return 'has deployed since';
    const isDeploying = deployingJobs(jobs, deployJob).some(({ status }) => status === 'in_progress');
    return isDeploying ? 'deploys now' : undefined;
}

;// CONCATENATED MODULE: ./lib/targets/workflow/newer-deployment.js







const MOST_LATER = 10;
const newer_deployment_MOST_RECORDS = 20;
async function findNewerDeployment(github, context, question, signal) {
    const byRun = await findLaterRun(github, context, question, signal);
    if (byRun !== undefined)
        return byRun;
    const { environment } = context.config;
    if (environment === undefined)
        return undefined;
    return await findLaterRecord(github, { ...question, environment, ownRunId: context.self.id }, signal);
}
async function findLaterRun(github, { config, workflow, self, deployJob, branch }, { from, targetId }, signal) {
    const { value: runs } = await (0,workflow_reading .aq)(github, workflow.id, signal).next();
    const later = findLater(runs ?? [], { from, branch, ownRunId: self.id, targetId });
    let recorded;
    for (const run of later.slice(0, MOST_LATER)) {
        const does = supersedes(await (0,workflow_reading .RI)(github, run, signal), deployJob);
        if (does === undefined)
            continue;
        recorded ??= await recordedRuns(github, config.environment, from.startedAtMs, signal);
        if (recorded.has(from.id) && !recorded.has(run.id))
            continue;
        const reason = `${(0,workflow_run .Lu)(run)}, which began later, ${does}`;
        return { revision: revisionOf(run), reason, rollbackRun: { run, attempt: run.attempt } };
    }
    return undefined;
}
async function recordedRuns(github, environment, sinceMs, signal) {
    const runs = new Set();
    if (environment === undefined)
        return runs;
    const records = (await (0,deployment_reading .Fz)(github, { environment }, signal)).filter(({ task, createdAtMs }) => task !== ROLLBACK_TASK && createdAtMs >= sinceMs);
    for (const { id } of records.slice(0, newer_deployment_MOST_RECORDS)) {
        for (const { logUrl } of await (0,deployment_reading .r_)(github, id, signal)) {
            const runId = (0,deployment_record .S)(logUrl);
            if (runId !== undefined)
                runs.add(runId);
        }
    }
    return runs;
}
const TAKING_OVER = new Map([
    ['success', 'has succeeded'],
    ['in_progress', 'is under way'],
]);
async function findLaterRecord(github, wanted, signal) {
    const { from, targetId, environment, ownRunId } = wanted;
    const known = new Set([from.id, ownRunId, targetId]);
    const later = (await (0,deployment_reading .Fz)(github, { environment }, signal)).filter(({ sha, task, createdAtMs }) => task !== ROLLBACK_TASK &&
        createdAtMs > from.startedAtMs &&
        !(sha === from.sha && standsForCommit(from)));
    for (const { id, sha } of later.slice(0, MOST_LATER)) {
        const statuses = await (0,deployment_reading .r_)(github, id, signal);
        const does = TAKING_OVER.get(statuses[0]?.state ?? '');
        const runId = statuses.map(({ logUrl }) => (0,deployment_record .S)(logUrl)).find((one) => one !== undefined);
        const isKnown = runId === undefined ? sha === from.sha : known.has(runId);
        if (does === undefined || isKnown)
            continue;
        return {
            revision: sha,
            reason: `the deployment of ${(0,workflow_run .Fu)(sha)} to ${environment}, which began later, ${does}`,
        };
    }
    return undefined;
}

;// CONCATENATED MODULE: ./lib/targets/workflow/starting.js



const SETTLE_DELAYS_MS = [3_000, 7_000];
const MAX_SENT = { unanswered: 2, failed: 10 };
const CONFIRM_DELAYS_MS = [2_000, 4_000, 8_000, 16_000, 30_000];
async function start(request, deps, signal) {
    const known = await starting_send(request, deps, signal);
    const rollbackRun = known ?? (await findRun(request, CONFIRM_DELAYS_MS, deps.clock, signal));
    if (rollbackRun !== undefined)
        return rollbackRun;
    throw new platform_error .W('refused', `GitHub accepted ${request.step}, but started nothing within 60s`, {
        hint: 'See the run on GitHub: it starts nothing once its 50 re-runs are spent, or while Actions is disabled or degraded.',
    });
}
async function starting_send(request, deps, signal) {
    for (let made = 1;; made += 1) {
        try {
            await request.post(signal);
            deps.onAccepted();
            return undefined;
        }
        catch (error) {
            const isAmbiguous = error instanceof github_error .E && error.isAmbiguous;
            if (!isAmbiguous && made === 1)
                throw request.describe(error);
            deps.progress('the answer was lost; reading what became of it');
            const rollbackRun = await findRun(request, SETTLE_DELAYS_MS, deps.clock, signal);
            if (rollbackRun !== undefined)
                return rollbackRun;
            if (!isAmbiguous)
                throw request.describe(error);
            const most = error.status === undefined ? MAX_SENT.unanswered : MAX_SENT.failed;
            if (!request.isIdempotent || made >= most)
                throw undecided(request, error);
        }
    }
}
function undecided(request, cause) {
    return new platform_error .W('ambiguous', `the answer to ${request.step} was lost, and no run of it shows`, {
        cause,
        hint: `Look at the runs on GitHub; if none has begun: ${request.manual}`,
    });
}
function findRun(request, delaysMs, clock, signal) {
    const delayAfterMs = (found, made) => found === undefined ? delaysMs[made - 1] : undefined;
    return (0,retry .L)(() => request.find(signal), { clock, delayAfterMs }, signal);
}

;// CONCATENATED MODULE: ./lib/targets/workflow/execution.js









const LONGEST_UNREAD_MS = 5_000;
class Execution {
    #deps;
    #facts;
    #marker;
    #rollbackRun;
    #ended;
    constructor(deps, facts) {
        this.#deps = deps;
        this.#facts = facts;
        const { isManual, rehearsal } = deps;
        this.#marker = new MarkerWriter(deps, { ...facts, isManual, rehearsal });
    }
    async apply(progress, signal) {
        signal.throwIfAborted();
        if (this.#ended !== undefined)
            return this.#ended;
        const { context, waitsForUs } = this.#facts;
        if (context.readOnlyReason !== undefined)
            return readOnly(context.readOnlyReason);
        const begun = this.#rollbackRun ?? (await this.#begin(progress, signal));
        if ('kind' in begun)
            return begun;
        this.#rollbackRun = begun;
        const canWait = waitsForUs === undefined || begun.run.status === 'completed';
        this.#ended = canWait ? await this.#follow(begun, progress, signal) : handedOff(begun, waitsForUs);
        return this.#ended;
    }
    async conclude(recovered, signal) {
        const description = recovered ? 'Back, and verified healthy' : 'Back, but not healthy';
        await this.#updateMarker(recovered ? 'success' : 'failure', description, signal);
    }
    async findNewerDeployment(signal) {
        const { context, from } = this.#facts;
        if (this.#rollbackRun === undefined)
            return undefined;
        const { run } = this.#rollbackRun;
        const question = { from: { ...run, startedAtMs: run.startedAtMs - 1 }, targetId: from.id };
        const newer = await findNewerDeployment(this.#deps.github, context, question, signal);
        return newer && { by: newer.revision, reason: newer.reason };
    }
    async #begin(progress, signal) {
        const { github, clock } = this.#deps;
        const { context, from, good, request, waitsForUs } = this.#facts;
        const existing = await this.#findExisting(signal);
        if (existing !== undefined)
            return await this.#goOn(existing, progress, signal);
        const targetId = context.config.strategy.kind === 'rerun' ? good.id : undefined;
        const findNewer = () => findNewerDeployment(github, context, { from, targetId }, signal);
        const readAtMs = clock.nowMs();
        const newer = await findNewer();
        if (newer?.rollbackRun !== undefined && versionOf(newer.rollbackRun.run) === versionOf(good)) {
            return await this.#goOn(newer.rollbackRun, progress, signal);
        }
        if (newer !== undefined)
            return supersededBy(newer);
        const stopped = await this.#marker.write(progress, signal);
        if (stopped !== undefined)
            return stopped;
        const since = clock.nowMs() - readAtMs > LONGEST_UNREAD_MS ? await findNewer() : undefined;
        if (since !== undefined) {
            await this.#marker.withdraw(since.reason, signal);
            return supersededBy(since);
        }
        progress(request.step);
        let isAccepted = false;
        try {
            this.#rollbackRun = await start(request, { clock, progress, onAccepted: () => (isAccepted = true) }, signal);
            isAccepted = true;
            await this.#record(progress, signal);
            return this.#rollbackRun;
        }
        catch (error) {
            if (isAccepted && signal.aborted && waitsForUs !== undefined)
                return cancelledByIt(good, waitsForUs);
            const isDecided = error instanceof platform_error .W && error.code !== 'ambiguous';
            if (isDecided)
                await this.#marker.withdraw(error.message, signal);
            throw error;
        }
    }
    async #findExisting(signal) {
        const { found } = this.#marker;
        if (found?.rollbackRunId !== undefined && found.payload.to_run === undefined) {
            const { run } = await (0,workflow_reading .cI)(this.#deps.github, found.rollbackRunId, signal);
            return { run, attempt: run.attempt };
        }
        return await this.#facts.request.find(signal, found?.createdAtMs);
    }
    async #goOn(rollbackRun, progress, signal) {
        progress(`${(0,workflow_run .Lu)(rollbackRun.run)}, attempt ${rollbackRun.attempt}, deploys ${nameVersion(rollbackRun.run)} already`);
        this.#rollbackRun = rollbackRun;
        if (this.#marker.isWritten)
            await this.#record(progress, signal);
        return rollbackRun;
    }
    async #record(progress, signal) {
        const { context, from, good } = this.#facts;
        const { environment } = context.config;
        await this.#updateMarker('in_progress', `Rollback run ${this.#rollbackRun?.run.id}`, signal);
        if (environment === undefined || this.#deps.rehearsal !== undefined)
            return;
        const state = this.#deps.isManual ? 'inactive' : 'failure';
        const bad = { environment, from, to: good, state };
        const failure = await correctRecord(this.#deps.github, bad, signal);
        if (failure !== undefined)
            progress(`the record of ${nameVersion(from)} was left as it is: ${failure}`);
    }
    async #follow(rollbackRun, progress, signal) {
        const { github, clock, pollIntervalMs } = this.#deps;
        const { context, mayHoldGroup } = this.#facts;
        const deps = { github, clock, pollIntervalMs, deployJob: context.deployJob, mayHoldGroup };
        try {
            return await follow(deps, rollbackRun, progress, signal);
        }
        catch (error) {
            const hasFailed = error instanceof platform_error .W && !signal.aborted;
            if (hasFailed)
                await this.#updateMarker('failure', error.message, signal);
            throw error;
        }
    }
    async #updateMarker(state, description, signal) {
        const logUrl = this.#rollbackRun?.run.url ?? this.#facts.context.self.url;
        await this.#marker.record(state, description, logUrl, signal);
    }
}
function supersededBy({ reason, revision }) {
    return { kind: 'superseded', reason, by: revision };
}
function readOnly(reason) {
    return {
        kind: 'guard-stopped',
        reason: `${reason}; nothing was written`,
        hint: 'Use mode: validate in pull requests.',
    };
}
function handedOff({ run, attempt }, why) {
    const reason = `${(0,workflow_run .Lu)(run)}, attempt ${attempt}, is accepted and starts once this run has ended: ${why}`;
    return { kind: 'handed-off', reason, run: reference(run) };
}
function cancelledByIt(good, why) {
    const reason = `${(0,workflow_run .Lu)(good)} was requested and accepted, and this run is being cancelled, most likely by it: ${why}`;
    return { kind: 'handed-off', reason, run: reference(good) };
}
async function correctRecord(github, { environment, from, to, state }, signal) {
    const description = `Rolled back to ${nameVersion(to)}`;
    const of = { environment, sha: from.sha, runId: from.id, logUrl: from.url };
    const correction = { ...of, state, description, hasPutBack: false };
    try {
        await (0,deployment_correction.takeBackSuccess)(github, correction, signal);
        return undefined;
    }
    catch (error) {
        if (error instanceof platform_error .W)
            return error.message;
        throw error;
    }
}

;// CONCATENATED MODULE: ./lib/targets/workflow/model/rerun.js

const rerun_DAY_MS = 86_400_000;
const LONGEST_AGE_MS = 29 * rerun_DAY_MS;
const MOST_ATTEMPTS = 51;
function rejectRerun(run, workflowState, nowMs) {
    const ageMs = nowMs - run.createdAtMs;
    if (ageMs > LONGEST_AGE_MS) {
        return `GitHub runs nothing again that is older than 30 days, and it was created ${(0,workflow_run .Qt)(ageMs)}`;
    }
    if (run.attempt >= MOST_ATTEMPTS)
        return `it has been run ${run.attempt} times, and GitHub allows 50 re-runs`;
    if (run.status !== 'completed')
        return `it is still ${run.status}`;
    if (workflowState !== 'active')
        return `its workflow is ${workflowState.replaceAll('_', ' ')}`;
    return undefined;
}
function classifyRefusal(said) {
    if (/already running/i.test(said))
        return 'already-running';
    if (/over a month ago/i.test(said))
        return 'too-old';
    if (/not accessible by/i.test(said))
        return 'no-permission';
    return /cannot be (retried|rerun)/i.test(said) ? 'cannot-be-rerun' : 'other';
}
function refusalHint(refusal, runUrl) {
    switch (refusal) {
        case 'already-running':
            return `Somebody else runs it again; follow it at ${runUrl}.`;
        case 'too-old':
            return 'Deploy the good commit anew, or use `workflow-strategy: dispatch`, which has no age limit.';
        case 'cannot-be-rerun':
            return `See ${runUrl}: its workflow may be disabled, or its file at that commit broken.`;
        case 'no-permission':
            return 'Add `permissions: { actions: write }` to the job; a permissions block sets every scope that it does not name to none.';
        case 'other':
            return `See ${runUrl}; what GitHub says there is the reason.`;
        default:
            return refusal;
    }
}

;// CONCATENATED MODULE: ./lib/targets/workflow/model/overlap.js
function findOverlap({ own, candidate, isSameWorkflow }) {
    if (own === undefined || candidate === undefined) {
        return isSameWorkflow
            ? {
                kind: 'overlap',
                reason: 'the concurrency groups could not be read, and it is the workflow of this run, so that it may wait for this run',
            }
            : { kind: 'unknown', reason: 'whether it waits for a concurrency group of this run could not be read' };
    }
    const theirs = candidate.length === 0 && isSameWorkflow ? own : candidate;
    const names = new Set(theirs.map(({ name }) => name.toLowerCase()));
    const shared = own.find(({ name, isHeld }) => isHeld && names.has(name.toLowerCase()));
    return shared === undefined
        ? { kind: 'none' }
        : { kind: 'overlap', reason: `this run holds the concurrency group ${shared.name}, which it needs too` };
}

;// CONCATENATED MODULE: ./lib/targets/workflow/overlap-reading.js


async function readOverlap(github, runs, signal) {
    const own = await (0,workflow_reading .b5)(github, runs.ownId, signal);
    const candidate = own === undefined ? undefined : await (0,workflow_reading .b5)(github, runs.candidateId, signal);
    const overlap = findOverlap({ own, candidate, isSameWorkflow: runs.isSameWorkflow });
    const waiting = new Set();
    for (const { name } of sharedGroups(own, candidate)) {
        for (const id of await (0,workflow_reading .OG)(github, name, signal))
            if (id !== runs.ownId)
                waiting.add(id);
    }
    return { overlap, waiting: [...waiting], mayHoldGroup: own?.some(({ isHeld }) => isHeld) ?? true };
}
const MOST_GROUPS = 3;
function sharedGroups(own = [], candidate = []) {
    return (candidate.length > 0 ? candidate : own).slice(0, MOST_GROUPS);
}

;// CONCATENATED MODULE: ./lib/targets/workflow/rerun-request.js






const rerun_request_ROUTE = 'POST /repos/{owner}/{repo}/actions/runs/{run_id}/rerun';
function rerunRequest(github, good) {
    return {
        step: `POST /repos/${github.repository}/actions/runs/${good.id}/rerun (attempt ${good.attempt + 1})`,
        manual: `gh run rerun ${good.id} ${(0,gh_command .k)(github.repository, good.url)}`,
        isIdempotent: true,
        async find(signal) {
            const { run } = await (0,workflow_reading .cI)(github, good.id, signal);
            return run.attempt > good.attempt ? { run, attempt: run.attempt } : undefined;
        },
        async post(signal) {
            await github.request(rerun_request_ROUTE, { run_id: good.id }, signal);
        },
        describe(error) {
            if (!(error instanceof github_error .E) || error.code === 'ambiguous' || error.status === undefined)
                return error;
            const refusal = classifyRefusal(error.said);
            const hint = refusal === 'no-permission' ? error.hint : refusalHint(refusal, good.url);
            const message = `GitHub refused to run ${(0,workflow_run .Lu)(good)} again: ${error.said}`;
            return new platform_error .W(error.code, message, { cause: error, hint });
        },
    };
}

;// CONCATENATED MODULE: ./lib/targets/workflow/strategy.js
















function workflowRollback(config, deps) {
    return {
        async plan(signal) {
            try {
                return await plan(config, deps, signal);
            }
            catch (error) {
                return unreadable(error);
            }
        },
        async listCandidates(most, signal) {
            const context = await assess(config, deps, signal);
            const { deployed, now } = await listGood(context, deps, most, signal);
            return deployed.map((one, index) => describeCandidate(one, deployed[index - 1]?.deployedAtMs ?? now));
        },
    };
}
function describeCandidate({ run, deployedAtMs }, untilMs) {
    const at = `${new Date(deployedAtMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
    const long = untilMs === undefined ? '' : `, and ran for ${(0,duration .P)(untilMs - deployedAtMs)}`;
    const evidence = `${(0,workflow_run .Lu)(run)} deployed it at ${at} with success${long}`;
    return { revision: revisionOf(run), evidence };
}
function workflowCapture(config, deps) {
    return {
        async capture(signal) {
            const context = await assess(config, deps, signal);
            const choice = await choose(context, { ...deps, rollbackTo: { kind: 'previous' } }, signal);
            if (choice.kind === 'superseded')
                return { warnings: [{ text: `a rollback would touch nothing: ${choice.reason}` }] };
            if (choice.kind === 'none') {
                const reported = choice.evidence.length === 0 ? '' : `: ${choice.evidence.join('; ')}`;
                return { warnings: [{ text: `a rollback would find no target: ${choice.reason}${reported}` }] };
            }
            const { run } = choice.good;
            const objection = config.strategy.kind === 'rerun' ? rejectRerun(run, context.workflow.state, context.nowMs) : undefined;
            const doubt = objection === undefined ? [] : [{ text: `${(0,workflow_run .Lu)(run)} cannot be run again: ${objection}` }];
            return { revision: String(run.id), warnings: [...doubt, ...choice.unknowns.map((text) => ({ text }))] };
        },
    };
}
function unreadable(error) {
    if (!(error instanceof github_error .E) || error.code !== 'access-denied')
        throw error;
    const hint = error.hint === undefined ? {} : { hint: error.hint };
    return {
        kind: 'no-target',
        reason: `the history could not be read: ${error.said}`,
        evidence: [error.message],
        ...hint,
    };
}
async function plan(config, deps, signal) {
    const context = await assess(config, deps, signal);
    const stopped = findStop(context, deps);
    if (stopped !== undefined)
        return stopped;
    const ownBegun = deps.isManual ? undefined : await findBegunByEarlierAttempt(context, deps, signal);
    if (ownBegun !== undefined)
        return ownBegun;
    const choice = await choose(context, deps, signal);
    if (choice.kind === 'superseded')
        return { kind: 'superseded', reason: choice.reason, by: revisionOf(choice.from) };
    const begun = deps.isManual ? await findAlreadyBegun(context, choice.from, deps, signal) : undefined;
    if (begun !== undefined)
        return { kind: 'ready', plan: begun };
    const watched = deps.isManual ? undefined : findWatchedCause(context, choice.from, deps);
    if (watched !== undefined)
        return watched;
    const later = { from: choice.from, targetId: undefined };
    const newer = await findNewerDeployment(deps.github, context, later, signal);
    if (newer !== undefined) {
        return { kind: 'superseded', reason: newer.reason, by: newer.revision };
    }
    if (choice.kind === 'none') {
        const { reason, evidence, hint } = choice;
        return { kind: 'no-target', reason, evidence, hint };
    }
    const good = choice.good.run;
    const objection = config.strategy.kind === 'rerun' ? rejectRerun(good, context.workflow.state, context.nowMs) : undefined;
    if (objection !== undefined)
        return cannotRerun(good, objection, choice);
    const { request, unknowns } = await makeRequest(context, good, deps, signal);
    const runs = { ownId: context.self.id, candidateId: good.id, isSameWorkflow: context.isOwnWorkflow };
    const overlap = await readOverlap(deps.github, runs, signal);
    return { kind: 'ready', plan: describe(context, { choice, request, overlap, unknowns }, deps) };
}
function findStop(context, { isManual, rehearsal }) {
    const { markers, markersRefused, self, nowMs, markerEnvironment, isOwnWorkflow } = context;
    if (markersRefused !== undefined) {
        const hint = markersRefused.hint === undefined ? {} : { hint: markersRefused.hint };
        const reason = `whether this run is a rollback itself could not be read: ${markersRefused.said}`;
        return { kind: 'guard-stopped', reason, ...hint };
    }
    const { id, attempt } = self;
    const version = isOwnWorkflow && !isManual ? versionOf(self) : undefined;
    const cause = findCause(markers, { id, attempt, version }, nowMs);
    if (cause !== undefined)
        return isRollbackItself(describeCause(cause));
    const spentBudget = findSpentBudget(markers, self, nowMs);
    if (isManual || rehearsal !== undefined || spentBudget.length === 0)
        return undefined;
    return {
        kind: 'guard-stopped',
        reason: describeSpentBudget(spentBudget, markerEnvironment, nowMs),
        hint: 'A person can still do it: mode: rollback is not bound by this.',
    };
}
function findWatchedCause({ markers, nowMs }, from, { rehearsal }) {
    const counted = rehearsal === undefined ? markers : markers.filter(isReal);
    const cause = findCause(counted, { ...from, version: versionOf(from) }, nowMs);
    return cause && isRollbackItself(describeCause(cause, (0,workflow_run .Lu)(from)));
}
function isRollbackItself(reason) {
    return {
        kind: 'guard-stopped',
        reason,
        hint: 'The version that was put back is not healthy either: roll back by hand, with mode: rollback and a commit of your choice.',
    };
}
function cannotRerun(good, objection, choice) {
    return {
        kind: 'no-target',
        reason: `${(0,workflow_run .Lu)(good)} is the one to go back to, but it cannot be run again: ${objection}`,
        evidence: choice.evidence,
        hint: 'Name another one as rollback-to, deploy the good commit anew, or use `workflow-strategy: dispatch`, which has no age limit.',
    };
}
async function makeRequest({ config, workflow }, good, { github }, signal) {
    const { strategy } = config;
    if (strategy.kind === 'rerun')
        return { request: rerunRequest(github, good), unknowns: [] };
    const inputs = fillInputs(strategy.inputs, good);
    const ref = strategy.ref ?? good.branch ?? '';
    const unknowns = await checkDispatch(github, { workflow, ref, inputNames: Object.keys(inputs) }, signal);
    return { request: dispatchRequest(github, { workflow, ref, inputs, good }), unknowns };
}
function describe(context, { choice, request, overlap, unknowns }, deps) {
    const { from, evidence } = choice;
    const good = choice.good.run;
    const { overlap: found, waiting, mayHoldGroup } = overlap;
    const waitsForUs = found.kind === 'overlap' ? found.reason : undefined;
    const execution = new Execution(deps, { context, from, good, request, waitsForUs, mayHoldGroup });
    const displaced = waiting.length === 0
        ? []
        : [
            `whether the runs that wait in the same concurrency group are cancelled by it: ${waiting.join(', ')}`,
        ];
    return {
        from: revisionOf(from),
        to: revisionOf(good),
        actor: 'us',
        ...(waitsForUs === undefined ? {} : { handsOff: true }),
        evidence: waitsForUs === undefined ? evidence : [...evidence, `it is handed off: ${waitsForUs}`],
        steps: [
            `POST /repos/${deps.github.repository}/deployments (task rollback, environment ${context.markerEnvironment})`,
            request.step,
            waitsForUs === undefined ? 'wait for the run, then verify' : 'end, so that the run can start',
        ],
        unknowns: [
            ...context.unknowns,
            ...choice.unknowns,
            ...unknowns,
            ...displaced,
            ...(found.kind === 'unknown' ? [found.reason] : []),
            ...(context.readOnlyReason === undefined
                ? []
                : [`it would not be done here: ${context.readOnlyReason}`]),
        ],
        manual: [request.manual],
        apply: (progress, signal) => execution.apply(progress, signal),
        findNewerDeployment: (signal) => execution.findNewerDeployment(signal),
        conclude: (recovered, signal) => execution.conclude(recovered, signal),
    };
}

;// CONCATENATED MODULE: ./lib/targets/workflow/open.js





function openWorkflow(config, target, { env, clock, capture, rehearsal }, send) {
    const run = (0,run_context.readGithubRun)(env);
    const { rollbackTo, pollIntervalMs, mode } = config;
    const github = (0,run_context.connectGithub)(run, target.token, clock, { send });
    const deps = {
        github: (0,run_context.connectGithub)(run, target.token, clock, { patience: (0,rollback_patience .w)(config), send }),
        clock,
        context: run,
        rollbackTo,
        pollIntervalMs,
        isManual: mode === 'rollback',
        rehearsal,
        captured: capture?.revision,
    };
    const { workflow } = target;
    const history = { github, clock, context: run, workflow };
    return {
        strategy: workflowRollback(target, deps),
        ...(rehearsal === 'back' && { rehearsalNotes: workflowRehearsalNotes(target, deps) }),
        source: workflowCapture(target, deps),
        runs: (0,run_metrics .d)(history),
        probes: config.health.checks.length === 0 ? [(0,run_metrics .m)(history)] : [],
    };
}


/***/ })

};
