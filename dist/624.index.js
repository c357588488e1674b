export const id = 624;
export const ids = [624];
export const modules = {

/***/ 5624:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  Notifications: () => (  Notifications)
});

// EXTERNAL MODULE: ./lib/core/field-at.js
var field_at = __webpack_require__(3001);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/github/event-payload.js
var event_payload = __webpack_require__(8124);
// EXTERNAL MODULE: ./lib/http/network.js
var http_network = __webpack_require__(9846);
// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
;// CONCATENATED MODULE: ./lib/report/deliver/environment-record.js


const FOUND_UNHEALTHY = new Set([
    'rolled-back',
    'rolled-back-by-platform',
    'rollback-unhealthy',
    'rollback-failed',
    'unhealthy',
    'unhealthy-before',
    'no-target',
    'handed-off',
    'awaiting-approval',
    'guard-stopped',
]);
function renderEnvironmentRecord({ outcome, context }) {
    if (!FOUND_UNHEALTHY.has(outcome.result) || (0,run_outcome .rZ)(outcome))
        return undefined;
    if (outcome.rehearsal !== undefined)
        return undefined;
    const isManual = context.mode === 'rollback';
    const to = outcome.plan === undefined ? '' : ` to ${outcome.plan.to.replaceAll('\n', ', ')}`;
    const what = isManual ? `Rolled back on request${to}` : `${outcome.result}${to}: ${outcome.reason}`;
    return {
        state: isManual ? 'inactive' : 'failure',
        description: (0,untrusted .bo)(what, 140),
        hasPutBack: (0,run_outcome .Gm)(outcome.result) || outcome.result === 'rollback-unhealthy',
    };
}

// EXTERNAL MODULE: ./lib/report/deliver/notification.js + 1 modules
var deliver_notification = __webpack_require__(7194);
// EXTERNAL MODULE: ./lib/report/deliver/receiver.js
var deliver_receiver = __webpack_require__(363);
;// CONCATENATED MODULE: ./lib/report/deliver/deliver.js







const LIMIT_MS = 20_000;
const CANCELLED_LIMIT_MS = 3_000;
class Notifications {
    #config;
    #deps;
    #notifiers = new Map();
    #sending = Promise.resolve();
    constructor(config, deps) {
        this.#config = config;
        this.#deps = deps;
    }
    begin(story) {
        const notification = (0,deliver_notification .tg)(story);
        if (notification === undefined)
            return;
        this.#sending = this.#send([notification], story, AbortSignal.timeout(LIMIT_MS));
    }
    async end(story) {
        const isCancelled = story.outcome.result === 'cancelled';
        const signal = AbortSignal.timeout(isCancelled ? CANCELLED_LIMIT_MS : LIMIT_MS);
        const [incident] = await Promise.all([
            this.#report(story, signal),
            this.#notify(story, signal),
            this.#correctRecord(story, signal),
            this.#comment(story, signal),
        ]);
        return incident;
    }
    async #notify(story, signal) {
        await this.#sending;
        if (this.#config.notify.length > 0)
            await this.#send((0,deliver_notification .Le)(story), story, signal);
    }
    async #send(notifications, story, signal) {
        await Promise.all(this.#config.notify.map(async (notify) => {
            try {
                const receiver = { form: (0,deliver_receiver .Q)(new URL(notify.url.reveal())), level: notify.on };
                for (const notification of notifications) {
                    if (!(0,deliver_receiver .C)(receiver, notification, story))
                        continue;
                    await (await this.#open(notify)).send(notification, signal);
                }
            }
            catch (error) {
                this.#warn('the notification could not be sent', error);
            }
        }));
    }
    #open(notify) {
        const notifier = this.#notifiers.get(notify) ?? openNotifier(notify, this.#config.network, this.#deps);
        this.#notifiers.set(notify, notifier);
        return notifier;
    }
    async #report(story, signal) {
        const { incident: config, target, environment } = this.#config;
        if (config === undefined)
            return undefined;
        const { env, clock, redact, warn } = this.#deps;
        try {
            const { reportIncident } = await Promise.all( [__webpack_require__.e(790), __webpack_require__.e(294)]).then(__webpack_require__.bind(__webpack_require__, 7294));
            const { connectGithub, readGithubRun } = await __webpack_require__.e(  761).then(__webpack_require__.bind(__webpack_require__, 761));
            const client = connectGithub(readGithubRun(env), config.token, clock);
            const workspace = env.GITHUB_WORKSPACE || undefined;
            const place = environment ?? target.place;
            const deps = { client, place, redact, warn, workspace };
            return (await reportIncident(story, config, { deps, signal }))?.incident.body;
        }
        catch (error) {
            this.#warn('the incident could not be reported', error);
            return undefined;
        }
    }
    async #comment(story, signal) {
        const { prComment, target, environment } = this.#config;
        if (prComment === undefined || story.context.mode === 'capture')
            return;
        const { env, clock, warn } = this.#deps;
        const leaveOut = (why, hint) => warn(`pr-comment was left out: ${why}`, hint, true);
        if ((0,event_payload .B7)(env)) {
            leaveOut('the token of a pull request from a fork cannot write a comment');
            return;
        }
        try {
            const { commentOnPullRequest } = await __webpack_require__.e(  889).then(__webpack_require__.bind(__webpack_require__, 6889));
            const { connectGithub, readGithubRun } = await __webpack_require__.e(  761).then(__webpack_require__.bind(__webpack_require__, 761));
            const run = readGithubRun(env);
            const payload = (0,event_payload .rD)(env);
            const at = { place: environment ?? target.place, commit: deployedCommit(payload) ?? run.sha, payload };
            const client = connectGithub(run, prComment.token, clock);
            const commented = await commentOnPullRequest(client, story, at, signal);
            if (commented.kind === 'no-pull-request')
                leaveOut(commented.why);
        }
        catch (error) {
            const { message, hint } = describe(error);
            const isDenied = error instanceof platform_error .W && error.code === 'access-denied';
            leaveOut(message, isDenied ? COMMENT_PERMISSION : hint);
        }
    }
    async #correctRecord(story, signal) {
        const { environment, githubToken: token, target } = this.#config;
        const record = renderEnvironmentRecord(story);
        if (environment === undefined || token === undefined || record === undefined)
            return;
        const { result, plan } = story.outcome;
        if (target.keepsRecordUnplanned && result === 'rollback-failed' && plan === undefined)
            return;
        const { env, clock } = this.#deps;
        try {
            const { takeBackSuccess } = await __webpack_require__.e(  21).then(__webpack_require__.bind(__webpack_require__, 4021));
            const { connectGithub, readGithubRun } = await __webpack_require__.e(  761).then(__webpack_require__.bind(__webpack_require__, 761));
            const { sha, runId, ...run } = readGithubRun(env);
            const logUrl = `${run.serverUrl}/${run.repository}/actions/runs/${runId}`;
            const github = connectGithub({ sha, runId, ...run }, token, clock);
            await takeBackSuccess(github, { environment, sha, runId, logUrl, ...record }, signal);
        }
        catch (error) {
            this.#warn(`the deployment record of ${environment} could not be corrected`, error);
        }
    }
    #warn(loss, error) {
        const { message, hint } = describe(error);
        this.#deps.warn(`${loss}: ${message}`, hint);
    }
}
function deployedCommit(payload) {
    const sha = (0,field_at .U)(payload, 'workflow_run', 'head_sha');
    return typeof sha === 'string' ? sha : undefined;
}
const COMMENT_PERMISSION = 'Add `pull-requests: write` to the permissions of the job, beside those that it has: a permissions block sets every scope that it does not name to none.';
function describe(error) {
    const message = error instanceof Error ? error.message : String(error);
    return { message, hint: error instanceof platform_error .W ? error.hint : undefined };
}
async function openNotifier(notify, network, { env, clock, redact, warn }) {
    const { Notifier } = await Promise.all( [__webpack_require__.e(902), __webpack_require__.e(217)]).then(__webpack_require__.bind(__webpack_require__, 6217));
    return new Notifier(notify, { clock, redact, warn, network: (0,http_network .X)(network, env) });
}


/***/ }),

/***/ 7194:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Yu: () => (  isWanted),
  tg: () => (  notificationOfStart),
  Le: () => (  notificationsOfEnd)
});


// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/report/annotations.js
var annotations = __webpack_require__(1116);
// EXTERNAL MODULE: ./lib/report/summary/headline.js + 2 modules
var summary_headline = __webpack_require__(5372);
// EXTERNAL MODULE: ./lib/report/time.js
var report_time = __webpack_require__(9793);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
// EXTERNAL MODULE: ./lib/report/warned.js
var warned = __webpack_require__(7673);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
;// CONCATENATED MODULE: ./lib/report/deliver/landing-event.js



function landingEvent({ events, context }, kind, { moment, version }) {
    const { run, startedAt } = context;
    const service = serviceOf(context);
    const atMs = Date.parse(startedAt) + (events.at(-1)?.atMs ?? 0);
    const incident = incidentOf(context);
    return {
        kind,
        id: digest([incident, run?.url, run?.attempt, run?.job, startedAt, moment]),
        at: new Date(atMs).toISOString(),
        source: run?.url.replace(/\/actions\/runs\/.*$/, '') ?? 'safe-landing',
        incident,
        service,
        environment: environmentOf(context),
        artifact: artifactOf(context, version ?? context.settings.expectVersion),
    };
}
function kindOfEnd({ outcome, events, context }) {
    if (outcome.result === 'healthy')
        return 'deployed';
    if ((0,run_outcome .Gm)(outcome.result))
        return 'rolled-back';
    if (context.exitCode === 0 || context.mode === 'validate')
        return 'run-finished';
    if (outcome.rehearsal !== undefined && outcome.isHealthy === true)
        return 'run-finished';
    const isBegun = events.some(({ kind }) => kind === 'rollback-started');
    return isBegun || isAboutService(outcome) ? 'incident-detected' : 'run-finished';
}
function isResolved({ outcome }) {
    return outcome.isHealthy === true && (outcome.result === 'healthy' || (0,run_outcome .Gm)(outcome.result));
}
const ABOUT_RUN_ONLY = new Set(['superseded', 'not-deployed', 'cancelled', 'invalid']);
function isAboutService(outcome) {
    return !ABOUT_RUN_ONLY.has(outcome.result) && !(0,run_outcome .rZ)(outcome);
}
function incidentOf({ run, environment, target, where = [], settings }) {
    const names = where.filter(({ name }) => name !== undefined && name !== 'revision');
    const places = where.filter(({ name }) => name !== 'revision').map(({ value }) => value);
    const checks = names.length > 0 ? [] : settings.checks.map(({ name }) => name);
    return `safe-landing-${digest([run?.repository, environment, target, places, checks])}`;
}
function digest(identity) {
    return (0,external_node_crypto_.createHash)('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}
function serviceOf({ target, where = [], settings, run }) {
    const services = where.filter(({ name }) => name === 'service').map(({ value }) => value);
    const found = services.join(', ') || where[0]?.value || run?.repository || settings.checks[0]?.name;
    return (0,untrusted .bo)(found ?? '', 200) || target;
}
function environmentOf({ environment, where = [], target }) {
    const place = where.find(({ name }) => name === 'cluster' || name === 'host')?.value;
    return (0,untrusted .bo)(environment ?? place ?? '', 200) || target;
}
function artifactOf(context, version) {
    const { run } = context;
    const encode = encodeURIComponent;
    if (version === undefined && run !== undefined) {
        const repository = run.repository.toLowerCase().split('/').map(encode).join('/');
        return `pkg:github/${repository}@${encode(run.commit)}`;
    }
    const said = (0,untrusted .bo)(version ?? 'unknown', 200);
    return `pkg:generic/${encode(serviceOf(context))}@${encode(said)}`;
}

;// CONCATENATED MODULE: ./lib/report/deliver/notification.js







function notificationOfStart(story) {
    const { events, context } = story;
    const started = events.findLast((event) => event.kind === 'rollback-started' && !event.isForward);
    if (started?.kind !== 'rollback-started')
        return undefined;
    const judged = events.slice(0, events.indexOf(started)).findLast((event) => event.kind === 'judged');
    const { from, to, actor } = started.plan;
    const isRehearsed = judged?.kind === 'judged' && judged.stage === 'rehearsal';
    const doing = actor === 'us' ? 'Rolling back' : 'The platform rolls back';
    const kind = isRehearsed ? 'run-finished' : 'incident-detected';
    return {
        moment: 'rollback-started',
        tone: 'busy',
        headline: (0,untrusted .bo)(`${isRehearsed ? 'Rehearsal: ' : ''}${doing}: ${from} → ${to}`, 200),
        reason: (0,untrusted .bo)(judged?.verdict.reason ?? 'a manual rollback was requested'),
        facts: factsOf(context, []),
        runUrl: context.run?.url,
        event: landingEvent(story, kind, { moment: 'rollback-started', version: from }),
    };
}
function notificationsOfEnd(story) {
    const ended = notificationOfEnd(story);
    if (!isResolved(story))
        return [ended];
    const moment = 'resolved';
    const version = versionNow(story);
    const event = landingEvent(story, 'incident-resolved', { moment, version });
    return [ended, { ...ended, moment, event }];
}
function notificationOfEnd(story) {
    const { outcome, context } = story;
    const { headline, icon } = (0,summary_headline .aU)(outcome, context);
    const { plan, timings, isHealthy } = outcome;
    const time = (0,report_time .Kt)(story);
    return {
        moment: 'run-ended',
        tone: isHealthy === true || context.exitCode === 0 ? 'good' : 'bad',
        headline: (0,untrusted .bo)(`${icon} ${(0,annotations .c)(headline)}`, 200),
        reason: (0,untrusted .bo)(outcome.reason),
        facts: factsOf(context, [
            ['Healthy now', isHealthy === undefined ? 'unknown' : isHealthy ? 'yes' : 'no'],
            ['From', plan?.from],
            ['To', plan?.to],
            ['Detected after', timings.detectionMs === undefined ? undefined : (0,report_time .LP)(timings.detectionMs)],
            [`Rollback ${time?.verb}`, time?.span],
            ['Rollback run', outcome.run?.url],
            ['What to do', outcome.hint],
        ]),
        runUrl: context.run?.url,
        event: landingEvent(story, kindOfEnd(story), { moment: 'run-ended', version: versionNow(story) }),
    };
}
function versionNow({ outcome: { result, plan } }) {
    return (0,run_outcome .Gm)(result) ? plan?.to : plan?.from;
}
function isWanted(level, story) {
    switch (level) {
        case 'always':
            return true;
        case 'warning':
            return hasWarned(story) || isWanted('failure', story);
        case 'failure':
            return story.context.exitCode !== 0 || isWanted('rollback', story);
        case 'rollback':
            return story.events.some(({ kind }) => kind === 'rollback-started') || isAboutRollback(story.outcome);
        default:
            return level;
    }
}
function hasWarned(story) {
    return (0,warned .P)(story).some(({ isAdvice }) => isAdvice !== true);
}
function isAboutRollback(outcome) {
    return ABOUT_ROLLBACK.has(outcome.result) && !(0,run_outcome .rZ)(outcome);
}
const ABOUT_ROLLBACK = new Set([
    'rollback-failed',
    'rolled-back-by-platform',
    'handed-off',
    'awaiting-approval',
    'guard-stopped',
    'no-target',
]);
function factsOf({ run, target }, more) {
    const all = [
        ...more,
        ['Repository', run?.repository],
        ['Job', run === undefined ? undefined : `${run.workflow} / ${run.job}`],
        ['Commit', run?.commit.slice(0, 12)],
        ['Target', target],
    ];
    return all.flatMap(([name, value]) => (value ? [{ name, value: (0,untrusted .bo)(value, 300) }] : []));
}


/***/ }),

/***/ 363:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    C: () => (  isSentTo),
    Q: () => (  formOf)
  });
  var _inputs_values_notify_line_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(630);
  var _notification_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7194);


function formOf(address) {
    const host = address.hostname.toLowerCase();
    const path = address.pathname;
    if (host === 'hooks.slack.com' || host === 'hooks.slack-gov.com') {
        return /^\/(?:workflows|triggers)\//.test(path) ? 'slack-workflow' : 'slack';
    }
    if (/^(?:\w+\.)?discord(?:app)?\.com$/.test(host) && path.startsWith('/api/'))
        return 'discord';
    if ((0,_inputs_values_notify_line_js__WEBPACK_IMPORTED_MODULE_0__  .m_)(address))
        return 'pagerduty';
    const isTeams = /\.(?:webhook\.office\.com|logic\.azure\.com|api\.powerplatform\.com)$/.test(host) ||
        (host === 'outlook.office.com' && path.startsWith('/webhook/'));
    return isTeams ? 'teams' : 'cloudevents';
}
function isSentTo({ form, level }, { moment, event }, story) {
    const isStart = moment === 'rollback-started';
    if (moment === 'resolved') {
        return form === 'pagerduty' || (form === 'cloudevents' && hasBegun(story));
    }
    if (form === 'pagerduty' && event.kind !== 'incident-detected')
        return false;
    return isStart || (0,_notification_js__WEBPACK_IMPORTED_MODULE_1__  .Yu)(level, story);
}
function hasBegun({ events }) {
    return events.some(({ kind }) => kind === 'rollback-started');
}


/***/ })

};
