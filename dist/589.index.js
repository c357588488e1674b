export const id = 589;
export const ids = [589];
export const modules = {

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

/***/ 7663:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Gz: () => (  findComparable),
    IX: () => (  tracePipeline),
    c6: () => (  LEAST_COMPARED)
  });
  var _core_statistics_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8752);

const MOST_COMPARED = 10;
const LEAST_COMPARED = 5;
const LEAST_EXCESS_MS = 30_000;
const SLOW_FACTOR = 1.5;
function isSlow(tookMs, usual) {
    if (usual === undefined || tookMs <= usual.longestMs)
        return false;
    return tookMs >= SLOW_FACTOR * usual.medianMs && tookMs >= usual.medianMs + LEAST_EXCESS_MS;
}
function findComparable(runs, self, refType) {
    return runs
        .filter((run) => run.id !== self.id && run.workflowId === self.workflowId && run.event === self.event)
        .filter((run) => run.status === 'completed' && run.conclusion === 'success' && run.attempt === 1)
        .filter((run) => refType === 'tag' || run.branch === self.branch)
        .filter((run) => run.headRepository === self.headRepository && run.createdAtMs < self.createdAtMs)
        .toSorted((one, other) => other.createdAtMs - one.createdAtMs)
        .slice(0, MOST_COMPARED);
}
function tracePipeline(own, earlier, place) {
    const { run, jobs } = own;
    const ownJob = findOwnJob(jobs, place);
    const ownStep = ownJob && placeSteps(ownJob).findLast(({ step }) => step.status === 'in_progress');
    const usualOf = (measure) => summarize(earlier.flatMap((one) => measure(one) ?? []));
    const stages = [
        ...(place.attempt === 1 ? traceTrigger(own, usualOf) : []),
        ...jobs.flatMap((job) => traceJob(job, job === ownJob, usualOf)),
    ];
    return {
        event: run.event,
        actor: run.actor,
        beganAtMs: place.attempt === 1 ? run.createdAtMs : run.startedAtMs,
        attempt: place.attempt,
        stages: stages.toSorted((one, other) => one.startedAtMs - other.startedAtMs),
        usualTotal: place.attempt === 1 ? usualOf((one) => measureTotal(one, ownJob, ownStep?.key)) : undefined,
        comparedRuns: earlier.length,
        ownJob: ownJob?.name,
    };
}
function findOwnJob(jobs, { job: key, runnerName }) {
    const running = jobs.filter(({ status }) => status === 'in_progress');
    return (running.find(({ runner }) => runner !== undefined && runner === runnerName) ??
        running.find(({ name }) => name === key) ??
        (running.length === 1 ? running[0] : undefined));
}
function traceTrigger(own, usualOf) {
    const tookMs = measureWait(own);
    if (tookMs === undefined)
        return [];
    const usual = usualOf(measureWait);
    const shared = { kind: 'trigger', job: '', name: own.run.event, conclusion: undefined };
    return [{ ...shared, startedAtMs: own.run.createdAtMs, tookMs, usual, isSlow: isSlow(tookMs, usual) }];
}
function measureWait({ run, jobs }) {
    const starts = jobs.flatMap(({ startedAtMs, conclusion }) => startedAtMs === undefined || conclusion === 'skipped' ? [] : startedAtMs);
    return starts.length === 0 ? undefined : Math.max(0, Math.min(...starts) - run.createdAtMs);
}
function traceJob(job, isOwn, usualOf) {
    if (job.conclusion === 'skipped' || job.startedAtMs === undefined)
        return [];
    const steps = placeSteps(job).flatMap(({ step, key }) => {
        const usual = usualOf((earlier) => spanOf(stepOf(jobOf(earlier, job.name), key)));
        return stageOf(step, { kind: 'step', job: job.name, usual });
    });
    const usual = usualOf((earlier) => spanOf(jobOf(earlier, job.name)));
    const whole = isOwn ? [] : stageOf({ ...job, status: job.status }, { kind: 'job', job: job.name, usual });
    return [...whole, ...steps];
}
function stageOf(part, { kind, job, usual }) {
    const tookMs = spanOf(part);
    if (tookMs === undefined || part.startedAtMs === undefined || part.conclusion === 'skipped')
        return [];
    const { name, startedAtMs, conclusion } = part;
    return [{ kind, job, name, startedAtMs, tookMs, conclusion, usual, isSlow: isSlow(tookMs, usual) }];
}
function measureTotal(earlier, ownJob, step) {
    const job = ownJob && jobOf(earlier, ownJob.name);
    const endMs = (step === undefined ? job : stepOf(job, step))?.completedAtMs;
    return endMs === undefined ? undefined : Math.max(0, endMs - earlier.run.createdAtMs);
}
function jobOf({ jobs }, name) {
    return jobs.find((job) => job.name === name && job.conclusion === 'success');
}
function stepOf(job, key) {
    const found = job && placeSteps(job).find((one) => one.key === key)?.step;
    return found?.conclusion === 'success' ? found : undefined;
}
function placeSteps({ steps = [] }) {
    const seen = new Map();
    return steps.map((step) => {
        const count = (seen.get(step.name) ?? 0) + 1;
        seen.set(step.name, count);
        return { step, key: `${count} ${step.name}` };
    });
}
function spanOf(part) {
    const { startedAtMs, completedAtMs } = part ?? {};
    if (startedAtMs === undefined || completedAtMs === undefined)
        return undefined;
    return Math.max(0, completedAtMs - startedAtMs);
}
function summarize(spans) {
    if (spans.length < LEAST_COMPARED)
        return undefined;
    return { medianMs: (0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_0__  .Ym)(spans, 50), longestMs: Math.max(...spans), runs: spans.length };
}


/***/ }),

/***/ 4589:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  readGithubRecords: () => (  readGithubRecords)
});

// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/github/deployment-reading.js
var deployment_reading = __webpack_require__(2101);
// EXTERNAL MODULE: ./lib/github/github-error.js
var github_error = __webpack_require__(3343);
// EXTERNAL MODULE: ./lib/github/model/landing-history.js
var landing_history = __webpack_require__(7587);
// EXTERNAL MODULE: ./lib/github/workflow-reading.js
var workflow_reading = __webpack_require__(595);
;// CONCATENATED MODULE: ./lib/github/landing-history-reading.js




const MOST_RECORDS = 20;
const AT_ONCE = 5;
const MOST_SHOWN = 5;
async function readLandingHistory(github, { environment, ownRunId }, signal) {
    const records = (await (0,deployment_reading .Fz)(github, { environment }, signal))
        .filter(({ task, isTransient }) => task === 'deploy' && !isTransient)
        .slice(0, MOST_RECORDS);
    const deployments = [];
    for (let first = 0; first < records.length; first += AT_ONCE) {
        const batch = records.slice(first, first + AT_ONCE).map(async ({ payload: _, ...record }) => ({
            record,
            statuses: await (0,deployment_reading .r_)(github, record.id, signal),
        }));
        deployments.push(...(await Promise.all(batch)));
    }
    const { landings, figures } = (0,landing_history .n)(deployments, ownRunId);
    return { landings: await nameActors(github, landings.slice(0, MOST_SHOWN), signal), figures };
}
async function nameActors(github, landings, signal) {
    const named = [];
    let isReadable = true;
    for (const landing of landings) {
        const { by, runId } = landing;
        const isPerson = by !== undefined && !by.endsWith('[bot]');
        if (isPerson || runId === undefined || !isReadable)
            named.push(landing);
        else {
            const actor = await readActor(github, runId, signal);
            isReadable = actor !== 'refused';
            named.push(actor === 'refused' ? landing : { ...landing, by: actor ?? by });
        }
    }
    return named;
}
async function readActor(github, runId, signal) {
    try {
        return (await (0,workflow_reading .cI)(github, runId, signal)).run.actor;
    }
    catch (error) {
        if (!(error instanceof github_error .E))
            throw error;
        return error.status === 404 ? undefined : 'refused';
    }
}

// EXTERNAL MODULE: ./lib/github/model/pipeline.js
var pipeline = __webpack_require__(7663);
;// CONCATENATED MODULE: ./lib/github/pipeline-reading.js



async function readPipeline(github, context, signal) {
    const { runId, runAttempt: attempt, refType } = context;
    const { run } = await (0,workflow_reading .cI)(github, runId, signal);
    const withJobs = async (one) => ({
        run: one,
        jobs: await (0,workflow_reading .RI)(github, one, signal),
    });
    const [own, { value: runs }] = await Promise.all([
        withJobs({ ...run, attempt }),
        (0,workflow_reading .aq)(github, run.workflowId, signal).next(),
    ]);
    if (own.jobs.length === 0)
        throw new platform_error .W('not-found', 'GitHub lists no job of this run');
    const earlier = [];
    for (const one of (0,pipeline .Gz)(runs ?? [], run, refType))
        earlier.push(await withJobs(one));
    return (0,pipeline .IX)(own, earlier, { ...context, attempt });
}

// EXTERNAL MODULE: ./lib/github/run-context.js + 3 modules
var run_context = __webpack_require__(761);
;// CONCATENATED MODULE: ./lib/main/github-records.js




const LIMIT_MS = 10_000;
async function readGithubRecords({ githubToken: token, environment, landingReport, mode }, { env, clock }) {
    const signal = AbortSignal.timeout(LIMIT_MS);
    const attempt = async (read) => {
        if (env.ACT === 'true')
            return leftOut('act runs this job, and GitHub has no record of it');
        if (token === undefined)
            return leftOut('github-token is empty');
        try {
            const run = (0,run_context.readGithubRun)(env);
            return { kind: 'read', value: await read((0,run_context.connectGithub)(run, token, clock), run) };
        }
        catch (error) {
            return leftOut(signal.aborted ? 'GitHub did not answer in time' : explain(error));
        }
    };
    const isStaged = landingReport && mode !== 'validate';
    const [pipeline, landings] = await Promise.all([
        isStaged ? attempt((github, run) => readPipeline(github, run, signal)) : undefined,
        environment === undefined
            ? undefined
            : attempt((github, { runId: ownRunId }) => readLandingHistory(github, { environment, ownRunId }, signal)),
    ]);
    return { pipeline, landings };
}
function leftOut(why) {
    return { kind: 'left-out', why };
}
function explain(error) {
    if (!(error instanceof platform_error .W) || error.hint === undefined)
        return String(error);
    return `${error.message}. ${error.hint}`;
}


/***/ })

};
