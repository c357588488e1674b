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
// EXTERNAL MODULE: ./lib/core/redact-deep.js
var redact_deep = __webpack_require__(569);
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
var deliver_notification = __webpack_require__(2856);
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
        const notification = (0,deliver_notification .tg)(story, this.#config.notify.templates);
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
        if (this.#config.notify.addresses.length > 0)
            await this.#send((0,deliver_notification .Le)(story, this.#config.notify.templates), story, signal);
    }
    async #send(all, story, signal) {
        const notifications = all.map((one) => ({ ...one, text: (0,redact_deep .K)(one.text, this.#deps.redact) }));
        await Promise.all(this.#config.notify.addresses.map(async (address) => {
            try {
                const receiver = { form: (0,deliver_receiver .Q)(new URL(address.url.reveal())), level: address.on };
                for (const notification of notifications) {
                    if (!(0,deliver_receiver .C)(receiver, notification, story))
                        continue;
                    await (await this.#open(address)).send(notification, signal);
                }
            }
            catch (error) {
                this.#warn('the notification could not be sent', error);
            }
        }));
    }
    #open(address) {
        const notifier = this.#notifiers.get(address) ?? openNotifier(address, this.#config.network, this.#deps);
        this.#notifiers.set(address, notifier);
        return notifier;
    }
    async #report(story, signal) {
        const { incident: config, target, environment } = this.#config;
        if (config === undefined)
            return undefined;
        const { env, clock, redact, warn } = this.#deps;
        try {
            const { reportIncident } = await Promise.all( [__webpack_require__.e(33), __webpack_require__.e(294)]).then(__webpack_require__.bind(__webpack_require__, 7294));
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
            const { commentOnPullRequest } = await Promise.all( [__webpack_require__.e(33), __webpack_require__.e(889)]).then(__webpack_require__.bind(__webpack_require__, 6889));
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
async function openNotifier(address, network, { env, clock, redact, warn }) {
    const { Notifier } = await Promise.all( [__webpack_require__.e(902), __webpack_require__.e(511)]).then(__webpack_require__.bind(__webpack_require__, 5511));
    return new Notifier(address, { clock, redact, warn, network: (0,http_network .X)(network, env) });
}


/***/ }),

/***/ 2566:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    SU: () => (  hasBegun),
    ZY: () => (  isResolved),
    kZ: () => (  landingEvent),
    nk: () => (  kindOfEnd)
  });
  var node_crypto__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7598);
  var _run_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6293);
  var _untrusted_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(5536);



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
    if ((0,_run_outcome_js__WEBPACK_IMPORTED_MODULE_1__  .Gm)(outcome.result))
        return 'rolled-back';
    if (context.exitCode === 0 || context.mode === 'validate')
        return 'run-finished';
    if (outcome.rehearsal !== undefined && outcome.isHealthy === true)
        return 'run-finished';
    return hasBegun({ events }) || isAboutService(outcome) ? 'incident-detected' : 'run-finished';
}
function hasBegun({ events }) {
    return events.some(({ kind }) => kind === 'rollback-started');
}
function isResolved({ outcome }) {
    return outcome.isHealthy === true && (outcome.result === 'healthy' || (0,_run_outcome_js__WEBPACK_IMPORTED_MODULE_1__  .Gm)(outcome.result));
}
const ABOUT_RUN_ONLY = new Set(['superseded', 'not-deployed', 'cancelled', 'invalid']);
function isAboutService(outcome) {
    return !ABOUT_RUN_ONLY.has(outcome.result) && !(0,_run_outcome_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)(outcome);
}
function incidentOf({ run, environment, target, where = [], settings }) {
    const names = where.filter(({ name }) => name !== undefined && name !== 'revision');
    const places = where.filter(({ name }) => name !== 'revision').map(({ value }) => value);
    const checks = names.length > 0 ? [] : settings.checks.map(({ name }) => name);
    return `safe-landing-${digest([run?.repository, environment, target, places, checks])}`;
}
function digest(identity) {
    return (0,node_crypto__WEBPACK_IMPORTED_MODULE_0__.createHash)('sha256').update(JSON.stringify(identity)).digest('hex').slice(0, 32);
}
function serviceOf({ target, where = [], settings, run }) {
    const services = where.filter(({ name }) => name === 'service').map(({ value }) => value);
    const found = services.join(', ') || where[0]?.value || run?.repository || settings.checks[0]?.name;
    return (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_2__  .bo)(found ?? '', 200) || target;
}
function environmentOf({ environment, where = [], target }) {
    const place = where.find(({ name }) => name === 'cluster' || name === 'host')?.value;
    return (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_2__  .bo)(environment ?? place ?? '', 200) || target;
}
function artifactOf(context, version) {
    const { run } = context;
    const encode = encodeURIComponent;
    if (version === undefined && run !== undefined) {
        const repository = run.repository.toLowerCase().split('/').map(encode).join('/');
        return `pkg:github/${repository}@${encode(run.commit)}`;
    }
    const said = (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_2__  .bo)(version ?? 'unknown', 200);
    return `pkg:generic/${encode(serviceOf(context))}@${encode(said)}`;
}


/***/ }),

/***/ 6671:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    RV: () => (  fitLines),
    fE: () => (  toText),
    oZ: () => (  lineText),
    ou: () => (  fillTemplate)
  });
const NOTHING = '–';
function fillTemplate(template, values) {
    const [headline = [], ...body] = template.map((line) => line.map((piece) => piece.kind === 'own'
        ? { isOwn: true, text: piece.text }
        : { isOwn: false, text: values[piece.name] || NOTHING }));
    return { headline, body };
}
function toText({ headline, body }) {
    return [headline, ...body].map(lineText).join('\n');
}
function lineText(line) {
    return line.map(({ text }) => text).join('');
}
function fitLines(lines, maxLength, render = ({ text }) => text) {
    let left = maxLength;
    const fitted = [];
    for (const line of lines) {
        const kept = [];
        fitted.push(kept);
        for (const piece of line) {
            const shown = shorten(piece, left, render);
            kept.push(shown);
            left -= render(shown).length;
            if (shown !== piece)
                return fitted;
        }
        left -= 1;
    }
    return fitted;
}
function shorten(piece, maxLength, render) {
    if (render(piece).length <= maxLength)
        return piece;
    const characters = [...piece.text];
    let length = 0;
    const kept = characters.findIndex((character) => {
        length += render({ ...piece, text: character }).length;
        return length > maxLength - 1;
    });
    return { ...piece, text: `${characters.slice(0, Math.max(0, kept)).join('')}…` };
}


/***/ }),

/***/ 2856:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Yu: () => (  isWanted),
  tg: () => (  notificationOfStart),
  Le: () => (  notificationsOfEnd)
});


// EXTERNAL MODULE: ./lib/run/outcome.js
var run_outcome = __webpack_require__(6293);
// EXTERNAL MODULE: ./lib/report/impact.js
var impact = __webpack_require__(5462);
// EXTERNAL MODULE: ./lib/report/time.js
var time = __webpack_require__(9793);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
// EXTERNAL MODULE: ./lib/report/warned.js
var warned = __webpack_require__(7673);
// EXTERNAL MODULE: ./lib/report/deliver/landing-event.js
var landing_event = __webpack_require__(2566);
// EXTERNAL MODULE: ./lib/report/deliver/message-text.js
var message_text = __webpack_require__(6671);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/report/annotations.js
var annotations = __webpack_require__(1116);
// EXTERNAL MODULE: ./lib/report/summary/cause.js
var summary_cause = __webpack_require__(8066);
// EXTERNAL MODULE: ./lib/report/summary/headline.js + 2 modules
var summary_headline = __webpack_require__(5372);
;// CONCATENATED MODULE: ./lib/report/deliver/message-values.js







function valuesOfStart(story, { plan: { from, to, actor } }, event) {
    const isRehearsed = event.kind === 'run-finished';
    const doing = actor === 'us' ? 'Rolling back' : 'The platform rolls back';
    const { rollbackTimeoutMs } = story.context.settings;
    return oneLineEach({
        ...valuesOfRun(story, event),
        headline: `${isRehearsed ? 'Rehearsal: ' : ''}${doing}: ${from} → ${to}`,
        status: isRehearsed
            ? 'Safe now? Yes. The version was verified healthy, and is treated as failing.'
            : 'Safe now? Not yet. The rollback has begun, and what is put back is verified next.',
        healthy: isRehearsed ? 'yes' : 'unknown',
        reason: findReason(story),
        from,
        to,
        'detected-after': '',
        duration: '',
        'time-limit': (0,duration .P)(rollbackTimeoutMs),
        next: 'Wait for the message that the rollback has ended.',
    });
}
function valuesOfEnd(story, event) {
    const { outcome, context } = story;
    const { headline, icon, progress, next } = (0,summary_headline .aU)(outcome, context);
    const { plan, timings, isHealthy, hint } = outcome;
    return oneLineEach({
        ...valuesOfRun(story, event),
        headline: `${icon} ${(0,annotations .c)(headline)}`,
        status: (0,annotations .c)(progress.replaceAll(/\*\*([^*`]+)\*\*/g, '$1')),
        healthy: isHealthy === undefined ? 'unknown' : isHealthy ? 'yes' : 'no',
        reason: findReason(story),
        from: plan?.from ?? '',
        to: plan?.to ?? '',
        'detected-after': timings.detectionMs === undefined ? '' : (0,time .LP)(timings.detectionMs),
        duration: (0,time .Kt)(story)?.span ?? '',
        'time-limit': (0,duration .P)(context.settings.rollbackTimeoutMs),
        next: hint ?? (0,annotations .c)(next.join(' ')),
    });
}
function findReason(story) {
    const cause = (0,summary_cause .lO)(story);
    return cause === undefined ? '' : (0,summary_cause .xv)(cause);
}
function valuesOfRun(story, { at, service, environment }) {
    const { run, target } = story.context;
    return {
        impact: (0,impact .a)(story),
        environment,
        service,
        target,
        repository: run?.repository ?? '',
        branch: run?.ref ?? '',
        commit: run?.commit.slice(0, 12) ?? '',
        author: run?.author ?? '',
        actor: run?.actor ?? '',
        job: run === undefined ? '' : `${run.workflow} / ${run.job}`,
        'run-url': run?.url ?? '',
        time: (0,time .Xn)(at),
    };
}
const MAX_LENGTH = 300;
const LONGER = { headline: 200, status: 500, reason: 500, next: 500 };
function oneLineEach(values) {
    const entries = Object.entries(values).map(([name, text]) => [
        name,
        (0,untrusted .bo)(text, LONGER[name] ?? MAX_LENGTH),
    ]);
    return Object.fromEntries(entries);
}

;// CONCATENATED MODULE: ./lib/report/deliver/notification.js








function notificationOfStart(story, templates = {}) {
    const { events, context } = story;
    const started = events.findLast((event) => event.kind === 'rollback-started' && !event.isForward);
    if (started?.kind !== 'rollback-started')
        return undefined;
    const judged = findJudgement(events, started.atMs);
    const isRehearsed = judged?.stage === 'rehearsal';
    const kind = isRehearsed ? 'run-finished' : 'incident-detected';
    const event = (0,landing_event .kZ)(story, kind, { moment: 'rollback-started', version: started.plan.from });
    const reason = judged?.verdict.reason ?? 'a manual rollback was requested';
    const values = valuesOfStart({ ...story, outcome: { result: 'cancelled', reason, timings: {} } }, started, event);
    return {
        moment: 'rollback-started',
        tone: 'busy',
        headline: values.headline,
        reason: values.reason,
        facts: listFacts([
            ['Status', values.status],
            ...placeOf(values),
            ['Impact', values.impact],
            ['Time limit', values['time-limit']],
            ...runOf(values),
        ]),
        text: textOf(templates['rollback-started'], values, isRehearsed),
        runUrl: context.run?.url,
        event,
    };
}
function findJudgement(events, untilMs) {
    const found = events.findLast((event) => event.kind === 'judged' && event.atMs <= untilMs);
    return found?.kind === 'judged' ? found : undefined;
}
function notificationsOfEnd(story, templates = {}) {
    const ended = notificationOfEnd(story, templates);
    if (!(0,landing_event .ZY)(story))
        return [ended];
    const moment = 'resolved';
    const version = versionNow(story);
    const event = (0,landing_event .kZ)(story, 'incident-resolved', { moment, version });
    return [ended, { ...ended, moment, event }];
}
function notificationOfEnd(story, templates = {}) {
    const { outcome, context } = story;
    const event = (0,landing_event .kZ)(story, (0,landing_event .nk)(story), { moment: 'run-ended', version: versionNow(story) });
    const values = valuesOfEnd(story, event);
    const isAboutImpact = (0,landing_event .SU)(story) || (0,impact .V)(story);
    return {
        moment: 'run-ended',
        tone: outcome.isHealthy === true || context.exitCode === 0 ? 'good' : 'bad',
        headline: values.headline,
        reason: values.reason,
        facts: listFacts([
            ['Status', values.status],
            ...placeOf(values),
            ['Impact', isAboutImpact ? values.impact : undefined],
            ['From', values.from],
            ['To', values.to],
            ['Detected after', values['detected-after']],
            [`Rollback ${(0,time .Kt)(story)?.verb}`, values.duration],
            ['Rollback run', outcome.run?.url],
            ['What to do', outcome.hint],
            ...runOf(values),
        ]),
        text: textOf(templates[messageKindOf(story)], values, outcome.rehearsal !== undefined),
        runUrl: context.run?.url,
        event,
    };
}
function messageKindOf({ outcome, context }) {
    if ((0,run_outcome .Gm)(outcome.result))
        return 'rolled-back';
    return context.exitCode === 0 ? 'passed' : 'failed';
}
function textOf(template, values, isRehearsed) {
    if (template === undefined)
        return undefined;
    const text = (0,message_text .ou)(template, values);
    if (!isRehearsed || /rehears/i.test((0,message_text .oZ)(text.headline)))
        return text;
    return { ...text, headline: [{ isOwn: true, text: 'Rehearsal: ' }, ...text.headline] };
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
            return (0,landing_event .SU)(story) || isAboutRollback(story.outcome);
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
function placeOf({ environment, service, target, repository }) {
    return [
        ['Environment', environment === target ? undefined : environment],
        ['Service', service === repository || service === target ? undefined : service],
    ];
}
function runOf({ repository, job, commit, target }) {
    return [
        ['Repository', repository],
        ['Job', job],
        ['Commit', commit],
        ['Target', target],
    ];
}
function listFacts(all) {
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
  var _landing_event_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2566);
  var _notification_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(2856);



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
        return form === 'pagerduty' || (form === 'cloudevents' && (0,_landing_event_js__WEBPACK_IMPORTED_MODULE_1__  .SU)(story));
    }
    if (form === 'pagerduty' && event.kind !== 'incident-detected')
        return false;
    return isStart || (0,_notification_js__WEBPACK_IMPORTED_MODULE_2__  .Yu)(level, story);
}


/***/ }),

/***/ 5462:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    V: () => (  hasFailedProbes),
    a: () => (  describeImpact)
  });
  var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9793);

function describeImpact(story) {
    const { asked, failed, first, last } = countFailures(story);
    if (asked === 0)
        return 'Nothing was probed, so that nobody knows what users met.';
    if (first === undefined || last === undefined)
        return 'No probe failed: users may not have noticed anything.';
    const span = (0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .LP)(last.endedAtMs - first.startedAtMs);
    return `${failed} of ${asked} probes failed, the first at ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .dc)(first.startedAtMs)}, the last at ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .dc)(last.startedAtMs)} (${span}).`;
}
function hasFailedProbes(story) {
    return countFailures(story).failed > 0;
}
const NOT_MET = new Set(['baseline', 'test', 'rehearsal']);
function countFailures({ events }) {
    const count = { asked: 0, failed: 0 };
    for (const event of events) {
        if (event.kind !== 'observed' || NOT_MET.has(event.stage))
            continue;
        const { observation } = event;
        count.asked += 1;
        if (observation.result !== 'fail')
            continue;
        count.failed += 1;
        count.first ??= observation;
        count.last = observation;
    }
    return count;
}


/***/ })

};
