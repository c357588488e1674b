export const id = 610;
export const ids = [610];
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

/***/ 8610:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  carryOutRehearsal: () => (  carryOutRehearsal)
});

// EXTERNAL MODULE: ./lib/run/best-effort.js
var best_effort = __webpack_require__(3006);
// EXTERNAL MODULE: ./lib/run/guard.js + 6 modules
var guard = __webpack_require__(6435);
// EXTERNAL MODULE: ./lib/run/rehearsal.js
var rehearsal = __webpack_require__(6754);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/poll.js
var poll = __webpack_require__(9390);
;// CONCATENATED MODULE: ./lib/run/rehearsed-failure.js
const REHEARSED_FAILURE = 'rehearsed failure';
function rehearseFailure(probe) {
    const { name, required } = probe;
    if (!required)
        return probe;
    return {
        name,
        required,
        async probe(...asked) {
            const observation = await probe.probe(...asked);
            return observation.result === 'error' ? observation : countAsFailed(observation);
        },
    };
}
function countAsFailed({ result, reason, ...observed }) {
    const really = result === 'fail' && reason !== undefined ? `, beside a real one: ${reason}` : '';
    return { ...observed, result: 'fail', reason: `${REHEARSED_FAILURE}${really}` };
}
function rehearsalPolicy(policy) {
    return { ...policy, triggers: [], warnings: [], bakeTimeMs: Number.POSITIVE_INFINITY };
}
function journalOf(stage, journal) {
    const { trace } = journal;
    return {
        ...(trace && { trace: (text) => trace(text) }),
        record: (body) => {
            if (stage === 'rehearsal' && body.kind === 'phase-changed')
                return;
            journal.record(withStage(body, stage));
        },
    };
}
function withStage(body, stage) {
    if ('stage' in body)
        return { ...body, stage };
    if (stage === 'rehearsal')
        return body;
    switch (body.kind) {
        case 'planned':
        case 'rollback-started':
        case 'rollback-progressed':
        case 'rollback-ended':
            return { ...body, isForward: true };
        default:
            return body;
    }
}

// EXTERNAL MODULE: ./lib/run/roll-back.js + 1 modules
var roll_back = __webpack_require__(9882);
;// CONCATENATED MODULE: ./lib/run/rehearsal-forward.js




function findObstacle(wayForward, { unnamed = [], forwardTo }) {
    if (wayForward.kind === 'impossible')
        return wayForward.why;
    return forwardTo === undefined && unnamed.includes('from')
        ? 'nothing says which version ran before, so that none can be named to go forward to: set expect-version'
        : undefined;
}
async function goForward(context, { to, reason, back }, signal) {
    const { clock } = context.ports;
    const startedAtMs = clock.nowMs();
    const before = { reason, timings: {}, isHealthy: back?.leg.isHealthy };
    const end = (outcome) => toLeg({ ...before, ...outcome }, { startedAtMs, endedAtMs: clock.nowMs() });
    try {
        const { strategy, watch } = await context.open(to);
        const taken = back && watch && (await waitForPlatform(watch, context, signal));
        const newer = taken ?? (await back?.plan.findNewerDeployment?.(signal));
        if (newer !== undefined)
            return { ...end({ result: 'superseded', reason: `${reason}; ${newer.reason}` }), isHealthy: undefined };
        const only = back === undefined ? strategy : refusingOthers(strategy, back);
        return end(await carryOut(context, { strategy: only, before, back }, signal));
    }
    catch (error) {
        if (signal.aborted) {
            const early = `the job was cancelled before ${to} was put forward again`;
            return end({ result: 'cancelled', reason: `${reason}; ${early}` });
        }
        if (!(error instanceof platform_error .W))
            throw error;
        const { message, hint } = error;
        const failed = `${reason}; the way forward could not begin: ${message}`;
        return { ...end({ result: 'rollback-failed', reason: failed }), hint };
    }
}
async function carryOut({ ports, settings, rehearsal }, by, signal) {
    const { expected } = settings.verification;
    return await (0,roll_back .F)({
        ...ports,
        journal: journalOf('forward', ports.journal),
        strategy: by.strategy,
        checkpoint: (soFar) => ports.checkpoint({ ...soFar, rehearsal }),
    }, {
        ...settings,
        isDryRun: false,
        isForward: true,
        badVersion: by.back?.plan.toVersion,
        targetVersion: expected.kind === 'exactly' ? expected.version : undefined,
    }, by.before, signal);
}
function isEnded(state) {
    if (state.kind === 'unknown')
        return state.permanent;
    return state.kind === 'complete' ? state.isCleaningUp !== true : state.kind !== 'in-progress';
}
async function waitForPlatform(watch, { ports: { clock }, settings: { pollIntervalMs: intervalMs, rollbackTimeoutMs: limitMs } }, signal) {
    const until = ({ services }) => services.every(({ state }) => isEnded(state));
    const last = await (0,poll .w)(() => watch.poll(signal), { clock, intervalMs, limitMs, until }, signal);
    const newer = last.services.find(({ state }) => state.kind === 'superseded');
    return newer?.state.kind === 'superseded' ? newer.state : undefined;
}
function refusingOthers(strategy, { leg, plan }) {
    return {
        async plan(signal) {
            const planned = await strategy.plan(signal);
            if (planned.kind !== 'ready' || plan.findNewerDeployment !== undefined)
                return planned;
            const { from: running, to, unnamed = [] } = planned.plan;
            const isNamed = !unnamed.includes('from') && !(plan.unnamed ?? []).includes('to');
            const isExpected = [plan.to, to, leg.run?.id].includes(running);
            if (!isNamed || isExpected)
                return planned;
            const reason = `${running} runs now, which is not what the rehearsal put there: it is left alone`;
            return { kind: 'superseded', reason, by: running };
        },
    };
}
function toLeg(outcome, time) {
    const { result, reason, hint, plan, recovery, evidence, run } = outcome;
    const isHealthy = plan === undefined || recovery !== undefined ? outcome.isHealthy : undefined;
    return { ...time, result, reason, isHealthy, hint, plan, recovery, evidence, run };
}

// EXTERNAL MODULE: ./lib/run/verify.js + 3 modules
var verify = __webpack_require__(2160);
;// CONCATENATED MODULE: ./lib/run/rehearse.js







async function rehearse(ports, settings, signal) {
    const unfinished = await finishEarlier(ports, settings, signal);
    if (unfinished !== undefined)
        return unfinished;
    let progress;
    const onDecided = (seen) => {
        progress = seen;
    };
    const watching = { ...settings, deployedSinceMs: undefined };
    const outcome = await (0,guard .a)({ ...ports, onDecided }, watching, signal);
    const { verification } = outcome;
    if (outcome.result !== 'healthy' || verification === undefined || progress === undefined)
        return outcome;
    return await new Rehearsing(ports, settings, { verification, progress }).run(signal);
}
async function finishEarlier(ports, settings, signal) {
    const { notes, journal, wayForward } = ports;
    const loss = 'whether an earlier rehearsal was ended half-way could not be determined';
    const version = notes && (await (0,best_effort .z)(journal, loss, () => notes.findUnfinished(signal), signal));
    if (version === undefined || wayForward.kind === 'impossible')
        return undefined;
    const reason = `an earlier rehearsal went back from ${version} and did not go forward again`;
    journal.record({ kind: 'warned', text: `${reason}; ${version} is put forward first` });
    const context = { ports, settings, open: wayForward.open, rehearsal: {} };
    const forward = await goForward(context, { to: version, reason }, signal);
    if ((0,rehearsal .iU)(forward))
        return undefined;
    const { startedAtMs: _, endedAtMs: __, ...ended } = forward;
    return { ...ended, rehearsal: { forward }, timings: {} };
}
class Rehearsing {
    #ports;
    #settings;
    #verified;
    #rehearsal = {};
    #verdict;
    #plan;
    constructor(ports, settings, verified) {
        this.#ports = ports;
        this.#settings = settings;
        this.#verified = verified;
    }
    async run(signal) {
        try {
            await this.#detect(signal);
            if (this.#verdict?.kind === 'unhealthy')
                await this.#goThereAndBack(signal);
        }
        catch (error) {
            if (!signal.aborted)
                throw error;
        }
        const { verification } = this.#verified;
        return (0,rehearsal .xl)({ verification, verdict: this.#verdict, rehearsal: this.#rehearsal });
    }
    async #detect(signal) {
        const { journal, clock, random, probes, watch } = this.#ports;
        const { verification } = this.#settings;
        const startedAtMs = clock.nowMs();
        const { verdict, endedAtMs } = await (0,verify .M)({ clock, random, watch, journal: journalOf('rehearsal', journal), probes: probes.map(rehearseFailure) }, { ...verification, policy: rehearsalPolicy(verification.policy), progress: this.#verified.progress }, signal);
        this.#verdict = verdict;
        if (verdict.kind === 'unhealthy')
            this.#rehearsal = { detection: { startedAtMs, endedAtMs } };
    }
    async #goThereAndBack(signal) {
        const back = await this.#goBack(signal);
        const plan = this.#plan;
        this.#rehearsal = { ...this.#rehearsal, back };
        if (signal.aborted || !(0,rehearsal .Rz)(back) || plan === undefined)
            return;
        const { wayForward } = this.#ports;
        const staysBack = findObstacle(wayForward, plan);
        this.#rehearsal = { ...this.#rehearsal, staysBack };
        if (wayForward.kind === 'impossible' || staysBack !== undefined)
            return;
        const forward = await this.#goForward(wayForward.open, { leg: back, plan }, signal);
        this.#rehearsal = { ...this.#rehearsal, forward };
    }
    async #goForward(open, { leg, plan }, signal) {
        const { notes, journal } = this.#ports;
        const context = { ports: this.#ports, settings: this.#settings, open, rehearsal: this.#rehearsal };
        const to = plan.forwardTo ?? plan.from;
        const destination = (0,rehearsal .iU)(leg)
            ? { to, reason: `${plan.to} is back and verified healthy`, back: { leg, plan } }
            : { to, reason: leg.reason };
        const forward = await goForward(context, destination, signal);
        const loss = 'the end of the rehearsal could not be noted';
        if ((0,rehearsal .iU)(forward) && notes !== undefined)
            await (0,best_effort .z)(journal, loss, () => notes.end(signal), signal);
        return forward;
    }
    async #goBack(signal) {
        const { clock, journal, notes, strategy } = this.#ports;
        const startedAtMs = clock.nowMs();
        const { verification } = this.#verified;
        const rehearsal = this.#rehearsal;
        const outcome = await (0,roll_back .F)({
            ...this.#ports,
            strategy: keepingPlan(strategy, (plan) => {
                this.#plan = plan;
            }),
            checkpoint: async (soFar) => {
                await this.#ports.checkpoint(withoutCommands({ ...soFar, rehearsal }));
                const loss = 'that a rehearsal is under way could not be noted';
                const to = soFar.plan?.to ?? '';
                if (notes !== undefined)
                    await (0,best_effort .z)(journal, loss, () => notes.begin(to, signal), signal);
            },
        }, { ...this.#settings, isDryRun: false }, { reason: REHEARSED_FAILURE, verification, timings: {}, isHealthy: true }, signal);
        return toLeg(outcome, { startedAtMs, endedAtMs: clock.nowMs() });
    }
}
function withoutCommands(outcome) {
    return outcome.plan === undefined ? outcome : { ...outcome, plan: { ...outcome.plan, manual: [] } };
}
function keepingPlan(strategy, keep) {
    return {
        async plan(signal) {
            const planned = await strategy.plan(signal);
            if (planned.kind === 'ready')
                keep(planned.plan);
            return planned;
        },
    };
}

;// CONCATENATED MODULE: ./lib/main/carry-out-rehearsal.js

async function carryOutRehearsal(config, { ports, settings, openForward, attempt }, signal) {
    const { strategy, rehearsalNotes: notes } = ports;
    if (strategy === undefined)
        throw new Error('mode: rehearse needs a target, and the inputs were to refuse this');
    if (notes === undefined && attempt > 1 && config.health.expectVersion === undefined)
        return refuseAttempt(attempt);
    const wayForward = findWayForward(config, openForward);
    if (wayForward.kind === 'impossible') {
        const text = `the rehearsal ends after the way back: ${wayForward.why}`;
        ports.journal.record({ kind: 'warned', text, isAdvice: true });
    }
    return await rehearse({ ...ports, strategy, wayForward, notes }, settings, signal);
}
function refuseAttempt(attempt) {
    return {
        result: 'guard-stopped',
        reason: `this is attempt ${attempt} of the run, and an earlier one may have left the service on an earlier version: nothing says which one should run`,
        hint: 'See which version runs. Then set `expect-version`, or start a new run instead of running this one again.',
        timings: {},
    };
}
function findWayForward(config, openForward) {
    const { staysBack } = config.target;
    if (staysBack !== undefined)
        return { kind: 'impossible', why: staysBack };
    return {
        kind: 'possible',
        open: async (revision) => {
            const { strategy, watch } = await openForward({
                ...config,
                mode: 'rollback',
                rollbackTo: { kind: 'revision', revision },
            });
            if (strategy === undefined)
                throw new Error('a target that went back has no way forward');
            return { strategy, watch };
        },
    };
}


/***/ }),

/***/ 6754:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Rz: () => (  isForwardNeeded),
    iU: () => (  hasArrived),
    xl: () => (  concludeRehearsal)
  });
function concludeRehearsal(facts) {
    const { rehearsal, verification, verdict } = facts;
    const { back } = rehearsal;
    if (back === undefined) {
        const known = { verification, rehearsal, timings: {} };
        if (verdict === undefined || verdict.kind === 'healthy' || verdict.kind === 'unhealthy')
            return { ...known, result: 'cancelled', reason: CANCELLED_EARLY };
        const reason = `the rehearsal ended before anything was changed: ${verdict.reason}`;
        return { ...known, result: verdict.kind, reason };
    }
    return {
        verification,
        rehearsal,
        ...conclusionOf(rehearsal, back),
        ...describePlans(rehearsal, back),
        recovery: back.recovery,
        timings: timingsOf(rehearsal, back),
    };
}
const CANCELLED_EARLY = 'the job was cancelled before the rehearsal had changed anything';
function hasArrived(leg) {
    return leg?.result === 'rolled-back' || leg?.result === 'rolled-back-by-platform';
}
function isForwardNeeded({ result, plan }) {
    if (result === 'rolled-back' || result === 'rollback-unhealthy')
        return true;
    return result === 'rollback-failed' && plan !== undefined;
}
function conclusionOf(rehearsal, back) {
    const { forward, staysBack } = rehearsal;
    const [from, to] = [nameOf(back.plan?.from, 'the version'), nameOf(back.plan?.to, 'the earlier version')];
    if (forward === undefined) {
        const { result, reason, isHealthy, hint, run, evidence } = back;
        if (result === 'rolled-back' && staysBack !== undefined) {
            const went = `the service went from ${from} back to ${to}, which verified healthy`;
            return { result: 'rehearsed', reason: `${went}; it stays there: ${staysBack}`, isHealthy };
        }
        return { result, reason, isHealthy, hint, run, evidence };
    }
    if (hasArrived(forward)) {
        const { isHealthy } = forward;
        if (hasArrived(back)) {
            const reason = `the service went from ${from} back to ${to} and forward again to ${from}, and each verified healthy`;
            return { result: 'rehearsed', reason, isHealthy };
        }
        const reason = `${back.reason}; ${from} was put forward again and verified healthy`;
        return { result: back.result, reason, isHealthy, hint: back.hint };
    }
    const result = hasArrived(back) ? forward.result : back.result;
    const { isHealthy, hint, run } = forward;
    return { result, reason: forward.reason, isHealthy, hint: hint ?? back.hint, run };
}
function nameOf(revision, otherwise) {
    return revision === undefined ? otherwise : revision.split('\n').join(', ');
}
function describePlans({ forward }, back) {
    if (back.plan === undefined)
        return {};
    return { plan: { ...back.plan, manual: hasArrived(forward) ? [] : (forward?.plan?.manual ?? []) } };
}
function timingsOf({ detection }, back) {
    return {
        detectionMs: detection && detection.endedAtMs - detection.startedAtMs,
        rollbackMs: back.endedAtMs - back.startedAtMs,
    };
}


/***/ })

};
