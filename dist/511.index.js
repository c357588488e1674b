export const id = 511;
export const ids = [511];
export const modules = {

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

/***/ 9474:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    T: () => (  call)
  });
  var _core_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1923);
  var _exchange_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2552);
  var _failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3947);
  var _progress_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(2985);
  var _proxy_choice_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(186);





const BEFORE_SENDING = new Set([
    'looking up the name',
    'connecting',
    'asking the proxy for a tunnel',
    'shaking hands by TLS',
]);
async function call(request, deps, signal) {
    const { clock, network, timeoutMs, exchange: send = _exchange_js__WEBPACK_IMPORTED_MODULE_1__  .c } = deps;
    const progress = new _progress_js__WEBPACK_IMPORTED_MODULE_4__  .k(clock);
    const context = { network, progress, timeoutMs };
    try {
        const answer = await (0,_core_deadline_js__WEBPACK_IMPORTED_MODULE_0__  .NE)((stop) => send(request, context, stop), { clock, limitMs: timeoutMs }, signal);
        return { kind: 'answered', answer };
    }
    catch (error) {
        if (signal.aborted)
            throw signal.reason;
        const asked = { host: (0,_proxy_choice_js__WEBPACK_IMPORTED_MODULE_3__  .OI)(request.url), timeoutMs, hasResolvedEver: true };
        const { clause } = (0,_failure_js__WEBPACK_IMPORTED_MODULE_2__  .I)(error, progress, asked);
        return { kind: BEFORE_SENDING.has(progress.stage) ? 'unsent' : 'lost', because: clause };
    }
}


/***/ }),

/***/ 5511:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  Notifier: () => (  Notifier)
});

// EXTERNAL MODULE: ./lib/core/retry.js
var retry = __webpack_require__(7493);
// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
// EXTERNAL MODULE: ./lib/http/call.js
var call = __webpack_require__(9474);
// EXTERNAL MODULE: ./lib/http/request.js
var request = __webpack_require__(1741);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
// EXTERNAL MODULE: ./lib/report/deliver/message-text.js
var message_text = __webpack_require__(6671);
;// CONCATENATED MODULE: ./lib/report/deliver/tone-colours.js
const TONE_COLOURS = {
    good: '2da44e',
    bad: 'cf222e',
    busy: '0969da',
};

;// CONCATENATED MODULE: ./lib/report/deliver/discord.js


const MAX_TITLE = 256;
const MAX_DESCRIPTION = 4_000;
const MAX_REASON = 1_000;
const MAX_VALUE = 310;
function discord({ tone, headline, reason, facts, text, runUrl }) {
    const about = { color: Number.parseInt(TONE_COLOURS[tone], 16), url: runUrl };
    const embed = text === undefined
        ? { title: value(headline, MAX_TITLE), description: value(reason, MAX_REASON), fields: fieldsOf(facts) }
        : { title: render([text.headline], MAX_TITLE), description: render(text.body, MAX_DESCRIPTION) };
    return { allowed_mentions: { parse: [] }, embeds: [{ ...embed, ...about }] };
}
function fieldsOf(facts) {
    return facts.map((fact) => ({
        name: fact.name,
        value: value(fact.value, MAX_VALUE),
        inline: fact.value.length < 40,
    }));
}
function value(text, maxLength) {
    return render([[{ isOwn: false, text }]], maxLength);
}
function render(lines, maxLength) {
    return (0,message_text .RV)(lines, maxLength, renderPiece)
        .map((line) => line.map(renderPiece).join(''))
        .join('\n');
}
function renderPiece({ isOwn, text }) {
    return isOwn ? text : text.replace(/[\\`*_~|<>[\]()#:@-]/g, '\\$&');
}

// EXTERNAL MODULE: ./lib/report/deliver/receiver.js
var receiver = __webpack_require__(363);
;// CONCATENATED MODULE: ./lib/report/deliver/slack.js


const MAX_HEADER = 150;
const MAX_TEXT = 3_000;
const MAX_FIELDS = 10;
function slack(notification) {
    const { tone, runUrl, text } = notification;
    const headline = text === undefined ? notification.headline : (0,message_text .oZ)(text.headline);
    const button = { type: 'button', text: plainText('Open the run', 75), url: runUrl };
    return {
        text: escapeSlack(headline),
        mrkdwn: false,
        unfurl_links: false,
        attachments: [
            {
                color: `#${TONE_COLOURS[tone]}`,
                fallback: escapeSlack(headline),
                blocks: [
                    { type: 'header', text: plainText(headline, MAX_HEADER) },
                    ...(text === undefined ? ownBlocks(notification) : templateBlocks(text)),
                    ...(runUrl === undefined ? [] : [{ type: 'actions', elements: [button] }]),
                ],
            },
        ],
    };
}
function plainText(text, maxLength) {
    return { type: 'plain_text', text: fitText(text, maxLength), emoji: false };
}
function fitText(text, maxLength) {
    return (0,message_text .RV)([[{ isOwn: true, text }]], maxLength)
        .map(message_text .oZ)
        .join('');
}
function ownBlocks({ reason, facts }) {
    const fields = facts.map(({ name, value }) => plainText(`${name}\n${value}`, 2_000));
    const sections = Array.from({ length: Math.ceil(fields.length / MAX_FIELDS) }, (_, index) => ({
        type: 'section',
        fields: fields.slice(index * MAX_FIELDS, (index + 1) * MAX_FIELDS),
    }));
    return [...(reason === '' ? [] : [{ type: 'section', text: plainText(reason, MAX_TEXT) }]), ...sections];
}
function templateBlocks({ body }) {
    const lines = (0,message_text .RV)(body, MAX_TEXT).flatMap((line, index) => [
        ...(index === 0 ? [] : [{ type: 'text', text: '\n' }]),
        ...line.flatMap(richElements),
    ]);
    return lines.length === 0
        ? []
        : [{ type: 'rich_text', elements: [{ type: 'rich_text_section', elements: lines }] }];
}
const MARKUP = /<(?:@(?<user>[UW]\w+)|#(?<channel>[CG]\w+)|!subteam\^(?<group>S\w+)|!(?<range>here|channel|everyone)|(?<url>https?:\/\/[^\s<>|]+)(?:\|(?<label>[^<>|]+))?)>/g;
function richElements({ isOwn, text }) {
    if (!isOwn)
        return [{ type: 'text', text }];
    const elements = [];
    let end = 0;
    for (const match of text.matchAll(MARKUP)) {
        if (match.index > end)
            elements.push({ type: 'text', text: text.slice(end, match.index) });
        elements.push(mention(match.groups ?? {}));
        end = match.index + match[0].length;
    }
    if (end < text.length)
        elements.push({ type: 'text', text: text.slice(end) });
    return elements;
}
function mention({ user, channel, group, range, url, label }) {
    if (user !== undefined)
        return { type: 'user', user_id: user };
    if (channel !== undefined)
        return { type: 'channel', channel_id: channel };
    if (group !== undefined)
        return { type: 'usergroup', usergroup_id: group };
    if (range !== undefined)
        return { type: 'broadcast', range };
    return { type: 'link', url, text: label };
}
function slackWorkflow({ moment, tone, headline, reason, facts, text, runUrl }) {
    return {
        moment,
        tone,
        headline: escapeSlack(text === undefined ? headline : (0,message_text .oZ)(text.headline)),
        reason: escapeSlack(text === undefined ? reason : (0,message_text .RV)(text.body, MAX_TEXT).map(message_text .oZ).join('\n')),
        facts: escapeSlack(facts.map(({ name, value }) => `${name}: ${value}`).join('\n')),
        run_url: runUrl ?? '',
    };
}
function escapeSlack(text) {
    return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

;// CONCATENATED MODULE: ./lib/report/deliver/teams.js

const teams_MAX_TEXT = 3_000;
function teams(notification) {
    const { tone, text, headline, runUrl } = notification;
    const color = { good: 'Good', bad: 'Attention', busy: 'Accent' }[tone];
    const style = { weight: 'Bolder', size: 'Large', color };
    const first = text?.headline.map((piece) => piece.text) ?? [headline];
    const content = {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
            block(...first.map((part) => run(part, style))),
            ...(text === undefined ? teams_ownBlocks(notification) : teams_templateBlocks(text)),
        ],
        actions: runUrl && [{ type: 'Action.OpenUrl', title: 'Open the run', url: runUrl }],
    };
    return {
        type: 'message',
        attachments: [{ contentType: 'application/vnd.microsoft.card.adaptive', contentUrl: null, content }],
    };
}
function teams_ownBlocks({ reason, facts }) {
    return [
        ...(reason === '' ? [] : [block(run(reason))]),
        ...facts.map(({ name, value }) => block(run(`${name}: `, { weight: 'Bolder' }), run(value))),
    ];
}
function teams_templateBlocks({ body }) {
    return (0,message_text .RV)(body, teams_MAX_TEXT).flatMap((line, index, all) => {
        if (line.length === 0)
            return [];
        const isAfterGap = all[index - 1]?.length === 0;
        return [{ ...block(...line.map(({ text }) => run(text))), ...(isAfterGap && { spacing: 'Large' }) }];
    });
}
function block(...inlines) {
    return { type: 'RichTextBlock', inlines };
}
function run(text, style = {}) {
    return { type: 'TextRun', text, ...style };
}

;// CONCATENATED MODULE: ./lib/report/deliver/notification-payload.js






function renderRequest(address, notification) {
    const form = (0,receiver .Q)(address);
    const payload = renderPayload(form, notification);
    const isPagerDuty = form === 'pagerduty';
    const key = { routing_key: address.searchParams.get('routing_key') };
    return {
        url: isPagerDuty ? new URL('/v2/enqueue', address.origin) : address,
        contentType: form === 'cloudevents' ? 'application/cloudevents+json; charset=utf-8' : 'application/json',
        body: JSON.stringify(isPagerDuty ? { ...key, ...payload } : payload),
    };
}
function renderPayload(form, notification) {
    switch (form) {
        case 'slack':
            return slack(notification);
        case 'slack-workflow':
            return slackWorkflow(notification);
        case 'discord':
            return discord(notification);
        case 'teams':
            return teams(notification);
        case 'pagerduty':
            return pagerDuty(notification);
        case 'cloudevents':
            return cloudEvent(notification);
        default:
            return form;
    }
}
function pagerDuty({ event, headline, reason, facts, text, runUrl }) {
    if (event.kind === 'incident-resolved')
        return { event_action: 'resolve', dedup_key: event.incident };
    return {
        event_action: 'trigger',
        dedup_key: event.incident,
        client: 'Safe Landing',
        client_url: runUrl,
        links: runUrl && [{ href: runUrl, text: 'Open the run' }],
        payload: {
            summary: (0,untrusted .bo)(text === undefined ? `${headline}: ${reason}` : (0,message_text .fE)(text), 1_024),
            source: event.service,
            severity: 'critical',
            timestamp: event.at,
            component: event.service,
            group: event.environment,
            custom_details: Object.fromEntries(facts.map(({ name, value }) => [name, value])),
        },
    };
}
const CDEVENTS_VERSION = '0.4.1';
const CDEVENTS_TYPES = {
    deployed: 'dev.cdevents.service.deployed.0.2.0',
    'rolled-back': 'dev.cdevents.service.rolledback.0.2.0',
    'incident-detected': 'dev.cdevents.incident.detected.0.2.0',
    'incident-resolved': 'dev.cdevents.incident.resolved.0.2.0',
    'run-finished': 'dev.cdevents.taskrun.finished.0.2.0',
};
function cloudEvent({ event, text, ...message }) {
    const { id, at, source } = event;
    const type = CDEVENTS_TYPES[event.kind];
    const subject = subjectOf(event, message);
    return {
        specversion: '1.0',
        id,
        source,
        type,
        subject: subject.id,
        time: at,
        datacontenttype: 'application/json',
        data: {
            context: { version: CDEVENTS_VERSION, id, source, type, timestamp: at },
            subject,
            customData: { schemaVersion: 1, ...message, ...(text && { text: (0,message_text .fE)(text) }) },
            customDataContentType: 'application/json',
        },
    };
}
function subjectOf({ kind, incident, service, environment, artifact, id }, { headline, reason, runUrl, tone }) {
    const where = { environment: { id: environment }, artifactId: artifact };
    switch (kind) {
        case 'deployed':
        case 'rolled-back':
            return { id: service, type: 'service', content: where };
        case 'incident-detected':
        case 'incident-resolved': {
            const description = `${headline}: ${reason}`;
            return { id: incident, type: 'incident', content: { description, service: { id: service }, ...where } };
        }
        case 'run-finished': {
            const outcome = tone === 'bad' ? 'failure' : 'success';
            const errors = tone === 'bad' ? reason : undefined;
            return { id, type: 'taskRun', content: { taskName: 'Safe Landing', url: runUrl, outcome, errors } };
        }
        default:
            return kind;
    }
}

;// CONCATENATED MODULE: ./lib/report/deliver/notifier.js





const TIMEOUT_MS = 10_000;
const ATTEMPTS = 3;
const RETRY_MS = 1_000;
const LONGEST_WAIT_MS = 20_000;
class Notifier {
    #url;
    #deps;
    #reported = new Set();
    constructor(config, deps) {
        this.#url = new URL(config.url.reveal());
        this.#deps = deps;
    }
    async send(notification, signal) {
        if (this.#reported.has(notification.moment))
            return;
        this.#reported.add(notification.moment);
        try {
            const failure = await this.#deliver(notification, signal);
            if (failure !== undefined)
                this.#warn(failure);
        }
        catch (error) {
            if (!signal.aborted)
                throw error;
            this.#warn('there was no time left for it');
        }
    }
    async #deliver(notification, signal) {
        const { clock } = this.#deps;
        const end = await (0,retry .L)(() => this.#post(notification, signal), { clock, attempts: ATTEMPTS, delayAfterMs: retryAfterMs }, signal);
        const isDelivered = end.kind === 'answered' && end.answer.status >= 200 && end.answer.status <= 299;
        return isDelivered ? undefined : describe(end);
    }
    async #post(notification, signal) {
        const { clock, network } = this.#deps;
        const { url, contentType, body } = renderRequest(this.#url, notification);
        const authorization = (0,request .aR)(url);
        const headers = [
            ...['content-type', contentType, 'user-agent', network.userAgent, 'accept', '*/*'],
            ...(authorization === undefined ? [] : ['authorization', authorization]),
        ];
        return await (0,call .T)({ method: 'POST', url, headers, body }, { clock, network, timeoutMs: TIMEOUT_MS }, signal);
    }
    #warn(failure) {
        const { redact, warn } = this.#deps;
        warn(redact(`the notification to ${this.#url.host} did not arrive: ${failure}`), 'The result is not affected. See that notify-url is still valid and can be reached from this runner.');
    }
}
function retryAfterMs(end) {
    if (end.kind === 'unsent')
        return RETRY_MS;
    if (end.kind === 'lost' || end.answer.status !== 429)
        return undefined;
    const said = end.answer.headers.get('retry-after') ?? '';
    const waitMs = /^\s*[\d.]+\s*$/.test(said) ? Number(said) * 1_000 : Date.parse(said) - Date.now();
    if (!Number.isFinite(waitMs))
        return RETRY_MS;
    return waitMs > LONGEST_WAIT_MS ? undefined : Math.max(0, waitMs);
}
function describe(end) {
    if (end.kind !== 'answered')
        return end.because;
    const body = (0,truncate .x)(end.answer.body.text, 120);
    return `it was answered with ${end.answer.status}${body === '' ? '' : `: ${body}`}`;
}


/***/ })

};
