export const id = 945;
export const ids = [945];
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

/***/ 6862:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    l: () => (  hintOnAnswer),
    y: () => (  leadsToLogin)
  });
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1853);
  var _intermediary_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6279);


const LOGIN = /(?<![a-z])(?:(?:service|user)?log-?[io]n|sign-?in|sso|saml\d?|oauth\d?|openid|auth|authori[sz]e|authenticate)(?![a-z])/i;
function leadsToLogin(location) {
    return LOGIN.test(withoutSecrets(location));
}
function hintOnAnswer(answer) {
    return [hintOnRedirect(answer), hintOnRefusal(answer), hintOnCache(answer)].filter(Boolean).join('; ');
}
function hintOnRedirect({ status, headers }) {
    const location = headers.get('location');
    if (status < 300 || status > 399 || location === undefined)
        return '';
    const target = withoutSecrets(location);
    const advice = leadsToLogin(location)
        ? 'it looks like a login page: give the probe credentials in `headers`, or probe a path that needs none'
        : 'redirects are not followed: probe that address itself';
    return `it redirects to ${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_1__  .x)(target)} (${advice})`;
}
function hintOnRefusal({ status, headers, body }) {
    if ((0,_intermediary_js__WEBPACK_IMPORTED_MODULE_0__  .g)(headers) !== undefined) {
        return 'allow the probe there by a secret header, given in `headers`, or probe past it';
    }
    switch (status) {
        case 401:
            return 'it asks for credentials: give them in `headers`, or probe a path that needs none';
        case 403:
            return 'a login or a web application firewall in front of the service may refuse runners: allow the probe by a secret header';
        case 429:
            return 'raise `interval`, or exempt the probe from the limit';
        default:
            return /^\s*<(?:!doctype|html)\b/i.test(body.text) && status < 300
                ? 'the body is HTML: a login page, an error page of a proxy or a single-page app may answer in its place'
                : '';
    }
}
function hintOnCache({ headers }) {
    const hit = ['cf-cache-status', 'x-cache'].find((name) => /\bhit\b/i.test(headers.get(name) ?? ''));
    const ageSeconds = Number(headers.get('age') ?? 0);
    if (hit === undefined && !(ageSeconds > 0))
        return '';
    return `a cache answered (${hit === undefined ? `age: ${ageSeconds}` : `${hit}: ${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_1__  .x)(headers.get(hit) ?? '', 40)}`})`;
}
function withoutSecrets(address) {
    return address.replace(/[?#].*$/s, '').replace(/^(\s*(?:[a-z][a-z\d+.-]*:)?[\\/]{2})[^\\/]*@/i, '$1');
}


/***/ }),

/***/ 6279:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    g: () => (  findWall),
    x: () => (  findIntermediary)
  });
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1853);

const WALLS = [
    { header: 'cf-mitigated', name: 'Cloudflare' },
    { header: 'x-amzn-waf-action', name: 'AWS WAF' },
    { header: 'x-vercel-mitigated', name: 'the Vercel Firewall' },
    { header: 'x-sucuri-block', name: 'the Sucuri Firewall' },
];
const REFUSALS = new Set([403, 405, 406, 503]);
const SIGNS = [
    {
        name: 'Cloudflare refuses the probe',
        isThere: ({ headers, body }) => /^cloudflare\b/i.test(headers.get('server') ?? '') &&
            /\berror code:? 10(?:0[5-9]|1[0-59]|20)\b/i.test(body.text),
    },
    {
        name: 'Imperva refuses the probe',
        isThere: ({ body }) => /_Incapsula_Resource|\bIncapsula incident ID\b/.test(body.text),
    },
    {
        name: 'Akamai refuses the probe',
        isThere: ({ status, headers }) => status === 403 && /^AkamaiGHost\b/i.test(headers.get('server') ?? ''),
    },
    {
        name: 'a rate limiter refuses the probe',
        isThere: ({ headers }) => /^0\b/.test(headers.get('ratelimit-remaining') ?? headers.get('x-ratelimit-remaining') ?? '') ||
            /\b(?:r|remaining)=0\b/.test(headers.get('ratelimit') ?? ''),
    },
];
const STATUSES = new Map([
    [407, 'a proxy asks for credentials'],
    [429, 'a rate limiter refuses the probe'],
    [511, 'a network asks for a login'],
]);
function findIntermediary(answer, expected) {
    const { status, headers } = answer;
    if (expected.some((range) => !isAnySuccess(range) && range.from <= status && status <= range.to))
        return undefined;
    return findWall(headers) ?? STATUSES.get(status) ?? findSign(answer);
}
function findSign(answer) {
    return REFUSALS.has(answer.status) ? SIGNS.find(({ isThere }) => isThere(answer))?.name : undefined;
}
function isAnySuccess({ from, to }) {
    return from === 200 && to === 299;
}
function findWall(headers) {
    const wall = WALLS.find(({ header }) => headers.get(header));
    if (wall === undefined)
        return undefined;
    return `${wall.name} stopped the probe (${wall.header}: ${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_0__  .x)(headers.get(wall.header) ?? '', 40)})`;
}


/***/ }),

/***/ 7440:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    N: () => (  judgeRunning),
    W: () => (  judgeBeforeWrite)
  });
function judgeRunning(question) {
    const { running, deployed, captured, rollbackTo, earlier = [] } = question;
    if (running === undefined || running === deployed)
        return undefined;
    if (rollbackTo.kind === 'previous' && running === captured)
        return 'not-deployed';
    return deployed !== undefined && earlier.includes(deployed) ? 'superseded' : undefined;
}
function judgeBeforeWrite(running, { from, to }) {
    if (running === to)
        return 'in-place';
    return running === from ? undefined : 'superseded';
}


/***/ }),

/***/ 7945:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openWebhook: () => (  openWebhook)
});

// EXTERNAL MODULE: ./lib/http/network.js
var http_network = __webpack_require__(9846);
// EXTERNAL MODULE: ./lib/run/capture.js
var run_capture = __webpack_require__(1731);
// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
// EXTERNAL MODULE: ./lib/targets/webhook/model/deployment-status.js
var deployment_status = __webpack_require__(7390);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/retry.js
var retry = __webpack_require__(7493);
// EXTERNAL MODULE: ./lib/http/call.js
var call = __webpack_require__(9474);
// EXTERNAL MODULE: ./lib/http/model/answer-version.js
var answer_version = __webpack_require__(1567);
// EXTERNAL MODULE: ./lib/targets/webhook/explanation.js
var explanation = __webpack_require__(7627);
// EXTERNAL MODULE: ./lib/targets/webhook/model/status-expectation.js
var status_expectation = __webpack_require__(7549);
// EXTERNAL MODULE: ./lib/http/body-collector.js
var body_collector = __webpack_require__(7212);
// EXTERNAL MODULE: ./lib/http/request.js
var request = __webpack_require__(1741);
// EXTERNAL MODULE: ./lib/targets/webhook/model/body-template.js
var body_template = __webpack_require__(8027);
;// CONCATENATED MODULE: ./lib/targets/webhook/requests.js



function statusRequest(url, { headers }, network) {
    const own = headers.filter(({ name }) => name.toLowerCase() !== 'content-type');
    return { method: 'GET', ...addressed(url, own, network, {}) };
}
function rollbackRequest({ url, method, headers, body: template }, network, filled) {
    const added = { 'idempotency-key': filled.idempotencyKey };
    if (template === undefined)
        return { method, ...addressed(url, headers, network, added) };
    const named = headers.find(({ name }) => name.toLowerCase() === 'content-type');
    const contentType = named?.value.reveal() ?? 'application/json';
    const body = (0,body_template .c)(template.reveal(), contentType, filled.values);
    return { method, ...addressed(url, headers, network, { ...added, 'content-type': contentType }), body };
}
function addressed(address, headers, network, added) {
    const url = new URL(address.reveal());
    const authorization = (0,request .aR)(url);
    const defaults = {
        'user-agent': network.userAgent,
        accept: 'application/json, */*;q=0.5',
        'accept-encoding': body_collector .d,
        'cache-control': 'no-cache',
        ...(authorization !== undefined && { authorization }),
        ...added,
    };
    const names = new Set(headers.map(({ name }) => name.toLowerCase()));
    const missing = Object.entries(defaults).filter(([name]) => !names.has(name));
    return {
        url,
        headers: [...headers.flatMap(({ name, value }) => [name, value.reveal()]), ...missing.flat()],
    };
}

;// CONCATENATED MODULE: ./lib/targets/webhook/status-address.js








const STATUS_TIMEOUT_MS = 15_000;
const ATTEMPTS = 3;
const RETRY_AFTER_MS = 2_000;
class StatusAddress {
    #config;
    #status;
    #deps;
    constructor(config, status, deps) {
        this.#config = config;
        this.#status = status;
        this.#deps = deps;
    }
    get shown() {
        return (0,explanation .U)(this.#status.url);
    }
    async read(signal) {
        const { clock } = this.#deps;
        const delayAfterMs = (end) => (mayPass(end) ? RETRY_AFTER_MS : undefined);
        const end = await (0,retry .L)(() => this.poll(signal), { clock, attempts: ATTEMPTS, delayAfterMs }, signal);
        return this.#readOrThrow(end);
    }
    poll(signal) {
        const { clock, network, exchange } = this.#deps;
        const request = statusRequest(this.#status.url, this.#config, network);
        return (0,call .T)(request, { clock, network, exchange, timeoutMs: STATUS_TIMEOUT_MS }, signal);
    }
    judge(before, now) {
        return this.#status.expect.map((expectation) => (0,status_expectation .Gh)(expectation, before, now));
    }
    incomparable(before) {
        return this.#status.expect.flatMap((line) => line.kind === 'condition' || (0,status_expectation .n9)(line, before) ? [] : [line.line]);
    }
    prove(before, now) {
        return (0,status_expectation .T7)(this.#status.expect, before, now);
    }
    #readOrThrow(end) {
        if (end.kind !== 'answered') {
            const message = `GET ${this.shown}: ${this.#deps.redact(end.because)}`;
            throw new platform_error .W('unreachable', message, {
                hint: 'The rollback endpoint was not called. See that webhook-status-url can be reached from this runner.',
            });
        }
        const { answer } = end;
        const refusal = (0,explanation .O)(answer, `GET ${this.shown}`, 'webhook-status-url', this.#deps.redact);
        if (refusal !== undefined)
            throw refusal;
        if (answer.body.json === undefined && this.#status.expect.some(status_expectation .YV)) {
            const said = this.#deps.redact((0,truncate .x)(answer.body.text, 120));
            const what = `GET ${this.shown}: webhook-status-expect asks for fields of JSON, and the answer is ${(0,answer_version .l)(answer.body.text)}`;
            throw new platform_error .W('refused', said === '' ? what : `${what}: ${said}`, {
                hint: 'Point webhook-status-url at the address that answers with JSON; a page instead of it is often a login.',
            });
        }
        return answer;
    }
}
function mayPass(end) {
    if (end.kind !== 'answered')
        return true;
    const { status, body } = end.answer;
    return status >= 500 || status === 429 || /^\s*<(?:!doctype html|html)\b/i.test(body.text);
}

;// CONCATENATED MODULE: ./lib/targets/webhook/capture.js



function webhookCapture(config, deps) {
    return {
        async capture(signal) {
            if (config.status === undefined)
                return { warnings: [] };
            const status = new StatusAddress(config, config.status, deps);
            const { current } = (0,deployment_status .i)(await status.read(signal));
            if (current !== undefined)
                return { revision: deps.redact((0,truncate .x)(current)), warnings: [] };
            return { warnings: [{ text: `${status.shown} does not say which deployment is the current one` }] };
        },
    };
}

// EXTERNAL MODULE: ./lib/run/judge-running.js
var judge_running = __webpack_require__(7440);
// EXTERNAL MODULE: ./lib/run/rollback.js
var run_rollback = __webpack_require__(4833);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/core/poll.js
var poll = __webpack_require__(9390);
// EXTERNAL MODULE: ./lib/http/model/answer-hint.js
var answer_hint = __webpack_require__(6862);
// EXTERNAL MODULE: ./lib/run/rollout-pace.js
var rollout_pace = __webpack_require__(4022);
;// CONCATENATED MODULE: ./lib/targets/webhook/endpoint-rollback.js












const UNCLEAR_LIMIT_MS = 120_000;
const CALL_TIMEOUT_MS = 60_000;
const CONNECT_ATTEMPTS = 3;
const NAMED_ATTEMPTS = 3;
const endpoint_rollback_RETRY_AFTER_MS = 2_000;
class WebhookRollback {
    #config;
    #deps;
    #planned;
    #posted;
    #end;
    constructor(config, deps, planned) {
        this.#config = config;
        this.#deps = deps;
        this.#planned = planned;
    }
    async apply(progress, signal) {
        signal.throwIfAborted();
        this.#end ??= await this.#checkBefore(signal);
        if (this.#end !== undefined)
            return this.#end;
        this.#posted ??= await this.#post(progress, signal);
        const other = await this.#awaitStatus(this.#posted, progress, signal);
        this.#end = other === undefined ? { kind: 'in-place' } : this.#superseded(other);
        return this.#end;
    }
    get isToDo() {
        return this.#end === undefined && this.#posted === undefined;
    }
    async findNewerDeployment(signal) {
        const { status } = this.#deps;
        const other = status && this.#otherIn(await status.read(signal));
        return other === undefined ? undefined : this.#superseded(other);
    }
    async #checkBefore(signal) {
        const { status } = this.#deps;
        const { before, isFromKnown } = this.#planned;
        if (status === undefined || before === undefined || this.#posted !== undefined)
            return undefined;
        const now = await this.#readNamed(status, signal);
        const { current } = (0,deployment_status .i)(now);
        const found = isFromKnown ? (0,judge_running .W)(current, this.#planned) : undefined;
        if (found !== undefined)
            return found === 'in-place' ? { kind: found } : this.#superseded(current);
        const { holds, isProof } = status.prove(before, now);
        return holds && isProof ? { kind: 'in-place' } : undefined;
    }
    async #readNamed(status, signal) {
        const { clock, redact } = this.#deps;
        const { isFromKnown, from } = this.#planned;
        const isNameless = (answer) => isFromKnown && (0,deployment_status .i)(answer).current === undefined;
        const delayAfterMs = (answer) => (isNameless(answer) ? endpoint_rollback_RETRY_AFTER_MS : undefined);
        const answer = await (0,retry .L)(() => status.read(signal), { clock, attempts: NAMED_ATTEMPTS, delayAfterMs }, signal);
        if (!isNameless(answer))
            return answer;
        throw new platform_error .W('refused', `${status.shown} named ${redact((0,truncate .x)(from))} as the current deployment, and now names none; the endpoint was not called`, {
            hint: 'Nothing was changed. See what webhook-status-url answers; a page instead of JSON is often a login.',
        });
    }
    #superseded(current) {
        const { status, redact } = this.#deps;
        const by = redact((0,truncate .x)(current ?? 'another deployment'));
        return {
            kind: 'superseded',
            reason: `${status?.shown} now says that ${by} is the current one`,
            by,
        };
    }
    async #post(progress, signal) {
        const { network, reason, idempotencyKey, clock, redact } = this.#deps;
        const { from, to } = this.#planned;
        const name = `${this.#config.method} ${(0,explanation .U)(this.#config.url)}`;
        const request = rollbackRequest(this.#config, network, {
            values: { from, to, reason: redact(reason()) },
            idempotencyKey,
        });
        progress(name);
        const delayAfterMs = (end) => {
            if (end.kind !== 'unsent')
                return undefined;
            progress(`${name}: ${redact(end.because)}; nothing was sent, trying again`);
            return endpoint_rollback_RETRY_AFTER_MS;
        };
        const end = await (0,retry .L)(() => this.#callOnce(request, signal), { clock, attempts: CONNECT_ATTEMPTS, delayAfterMs }, signal);
        if (end.kind === 'unsent')
            throw this.#unreachable(name, end.because);
        if (end.kind !== 'answered')
            return this.#unclear(name, end.because, progress);
        const { status } = end.answer;
        const refusal = (0,explanation .O)(end.answer, name, 'webhook-url', redact);
        if (status >= 500 || status === 408)
            return this.#unclear(name, `it was answered with ${status}`, progress);
        if (isAccepted(end.answer, request.url)) {
            if ((0,answer_hint .y)(end.answer.headers.get('location') ?? ''))
                return this.#unclear(name, `it was answered with ${status}, a redirect to a login page`, progress);
            progress(`${name} was answered with ${status}`);
            return { kind: 'accepted' };
        }
        if (refusal !== undefined)
            throw refusal;
        progress(`${name} was answered with ${status}`);
        return { kind: 'accepted' };
    }
    async #callOnce(request, signal) {
        const { clock, network, exchange } = this.#deps;
        try {
            return await (0,call .T)(request, { clock, network, exchange, timeoutMs: CALL_TIMEOUT_MS }, signal);
        }
        catch (error) {
            this.#posted = { kind: 'unclear', because: 'the job was cancelled while the endpoint was being called' };
            throw error;
        }
    }
    #unclear(name, because, progress) {
        const reported = this.#deps.redact(because);
        progress(`${name}: ${reported}; it is not called again, the status shows what became of it`);
        return { kind: 'unclear', because: reported };
    }
    async #awaitStatus(posted, progress, signal) {
        const { status, clock, random, pollIntervalMs } = this.#deps;
        const { before } = this.#planned;
        if (status === undefined || before === undefined) {
            if (posted.kind === 'accepted')
                return undefined;
            throw ambiguous(posted.because, 'there is no webhook-status-url to read');
        }
        let [reported, changedAtMs] = ['', clock.nowMs()];
        const ask = async () => {
            const found = this.#read(await status.poll(signal), before, posted);
            if (found.isDone || found.text !== reported) {
                ;
                [reported, changedAtMs] = [found.text, clock.nowMs()];
                progress(`${status.shown}: ${found.text}`);
            }
            return found;
        };
        const intervalMs = () => (0,rollout_pace .G)(pollIntervalMs, clock.nowMs() - changedAtMs, { moves: new Map() }, random());
        const limitMs = posted.kind === 'unclear' ? UNCLEAR_LIMIT_MS : undefined;
        const { isDone, other } = await (0,poll .w)(ask, { clock, intervalMs, until: (found) => found.isDone, limitMs }, signal);
        if (isDone || posted.kind === 'accepted')
            return other;
        throw ambiguous(posted.because, `${(0,duration .P)(UNCLEAR_LIMIT_MS)} later ${status.shown} said: ${reported}`);
    }
    #read(end, before, posted) {
        const { redact, status } = this.#deps;
        if (status === undefined || end.kind !== 'answered') {
            return { isDone: false, text: end.kind === 'answered' ? '' : redact(end.because) };
        }
        const { answer } = end;
        const other = this.#otherIn(answer);
        if (other !== undefined)
            return { isDone: true, other, text: redact(`${(0,truncate .x)(other)} is the current one`) };
        const { holds, isProof } = status.prove(before, answer);
        const isDone = holds && (isProof || (posted.kind === 'accepted' && !this.#planned.isFromKnown));
        const results = status.judge(before, answer);
        const reported = isDone || holds ? results : results.filter((result) => !result.holds);
        const text = reported.map((result) => result.text).join('; ');
        const doubt = holds && !isDone ? ', as it did before the call' : '';
        return { isDone, text: redact(`${(0,truncate .x)(`status ${answer.status}: ${text}`)}${doubt}`) };
    }
    #otherIn(answer) {
        const { isFromKnown, isToKnown } = this.#planned;
        const { current } = (0,deployment_status .i)(answer);
        if (!isFromKnown || !isToKnown || current === undefined)
            return undefined;
        return (0,judge_running .W)(current, this.#planned) === 'superseded' ? current : undefined;
    }
    #unreachable(name, because) {
        return new platform_error .W('unreachable', `${name}: ${this.#deps.redact(because)}; nothing was sent`, {
            hint: 'Nothing was changed. See that webhook-url can be reached from this runner.',
        });
    }
}
function isAccepted({ status, headers }, asked) {
    if (status !== 302 && status !== 303)
        return false;
    const target = URL.parse(headers.get('location') ?? '', asked.href);
    const pathOf = ({ pathname }) => pathname.replace(/\/$/, '');
    if (status === 303 || target === null || pathOf(target) !== pathOf(asked))
        return true;
    return target.origin === asked.origin && target.pathname === asked.pathname;
}
function ambiguous(because, reading) {
    return new platform_error .W('ambiguous', `could not determine whether the rollback happened: ${because}, and ${reading}`, {
        hint: 'Look at the service, which version of it runs: a second call might roll back once more.',
    });
}

// EXTERNAL MODULE: ./lib/core/shell-quote.js
var shell_quote = __webpack_require__(6188);
// EXTERNAL MODULE: ./lib/inputs/secret-texts.js + 1 modules
var secret_texts = __webpack_require__(4779);
;// CONCATENATED MODULE: ./lib/targets/webhook/manual-call.js




const REASON = 'rolled back by hand';
function manualCall(config, planned) {
    const url = new URL(config.url.reveal());
    const names = config.headers.map(({ name }) => name.toLowerCase());
    return [
        `curl --silent --show-error --fail-with-body --request ${config.method}`,
        ...config.headers.map(headerOf),
        ...(names.includes('idempotency-key')
            ? []
            : [`--header ${(0,shell_quote .Z)(`idempotency-key: ${planned.idempotencyKey}-by-hand`)}`]),
        ...bodyOf(config, names, planned),
        (0,shell_quote .Z)((0,explanation .U)(config.url) + (url.search === '' ? '' : '?')) +
            (url.search === '' ? '' : variable('WEBHOOK_QUERY', 'what follows ? in webhook-url')),
    ].join(' ');
}
function headerOf({ name }) {
    const value = `HEADER_${name.toUpperCase().replace(/[^A-Z0-9]/g, '_')}`;
    return `--header ${(0,shell_quote .Z)(`${name}: `)}${variable(value, 'its value in webhook-headers')}`;
}
function bodyOf({ body, headers }, names, planned) {
    if (body === undefined)
        return [];
    const template = body.reveal();
    const contentType = headers.find(({ name }) => name.toLowerCase() === 'content-type')?.value.reveal();
    const { from, to, redact } = planned;
    return [
        ...(names.includes('content-type') ? [] : ["--header 'content-type: application/json'"]),
        (0,secret_texts .mj)(template).length > 0
            ? `--data-raw ${variable('WEBHOOK_BODY', 'webhook-body, filled in')}`
            : `--data-raw ${(0,shell_quote .Z)(redact((0,body_template .c)(template, contentType, { from, to, reason: REASON })))}`,
    ];
}
function variable(name, what) {
    return `"\${${name}:?${what}}"`;
}

;// CONCATENATED MODULE: ./lib/targets/webhook/strategy.js










function webhookRollback(config, deps) {
    const status = config.status && new StatusAddress(config, config.status, deps);
    return {
        async plan(signal) {
            signal.throwIfAborted();
            refuseUnsentTarget(config, deps.rollbackTo);
            const before = await status?.read(signal);
            return ready(config, deps, status, before);
        },
    };
}
function ready(config, deps, status, before) {
    const { current, previous } = before === undefined ? {} : (0,deployment_status .i)(before);
    if (current !== undefined) {
        const reported = judge(deps, { current, previous }, status);
        if (reported !== undefined)
            return reported;
    }
    const from = current ?? deps.from ?? 'the current version';
    const to = targetOf(deps) ?? previous ?? deps.captured ?? 'the previous version';
    const isToKnown = targetOf(deps) === undefined && (previous ?? deps.captured) !== undefined;
    const planned = { from, to, isFromKnown: current !== undefined, isToKnown, before };
    const rollback = new WebhookRollback(config, { ...deps, status }, planned);
    const described = describe(config, deps, planned, { current, previous }, status);
    const isToNamed = (targetOf(deps) ?? previous ?? deps.captured) !== undefined;
    const isFromNamed = (current ?? deps.from) !== undefined;
    return {
        kind: 'ready',
        plan: {
            ...described,
            ...(0,run_rollback .wf)(isFromNamed, isToNamed),
            apply: rollback.apply.bind(rollback),
            findNewerDeployment: rollback.findNewerDeployment.bind(rollback),
            manualNow: () => (rollback.isToDo ? described.manual : []),
        },
    };
}
function judge({ redact, from, captured, seenBefore = [], rollbackTo, hasAnswered }, reported, status) {
    const { current: running, previous } = reported;
    const before = seenBefore.includes(running) ? running : captured;
    const isAnother = from !== undefined && running !== from && hasAnswered?.(running) === true;
    const found = (0,judge_running .N)({ running, deployed: from, captured: before, rollbackTo, earlier: [previous] }) ??
        (isAnother ? 'superseded' : undefined);
    if (found === undefined)
        return undefined;
    const by = redact((0,truncate .x)(running));
    const says = `${status?.shown} says that ${by} is the current one`;
    if (found === 'not-deployed')
        return { kind: found, reason: `${says}, as before the deployment` };
    return {
        kind: found,
        reason: `${says}, and ${redact((0,truncate .x)(from ?? ''))}, which was deployed, is not`,
        by,
    };
}
function describe(config, deps, planned, reported, status) {
    const shown = (text) => deps.redact((0,truncate .x)(text));
    const call = `${config.method} ${(0,explanation .U)(config.url)}`;
    const expectations = config.status?.expect.map((line) => line.kind === 'changed' ? line.line : line.condition.line);
    const isThere = planned.isFromKnown && planned.from === planned.to;
    const wait = status && `read ${status.shown} until ${expectations?.join(' and ')}`;
    return {
        from: shown(planned.from),
        to: shown(planned.to),
        actor: 'us',
        evidence: evidenceOf(deps, planned, reported, status),
        steps: isThere ? ['nothing: it is the current one already'] : [call, wait ?? []].flat().map(shown),
        unknowns: unknownsOf(reported, status, planned.before),
        manual: isThere ? [] : [manualCall(config, { ...deps, from: planned.from, to: planned.to })],
    };
}
function evidenceOf(deps, planned, { current, previous }, status) {
    const evidence = [];
    const name = deps.redact((0,truncate .x)(planned.to));
    if (targetOf(deps) !== undefined)
        evidence.push(`rollback-to names ${name}`);
    else if (previous !== undefined)
        evidence.push(`${status?.shown} names ${name} as the one before`);
    else if (deps.captured !== undefined)
        evidence.push(`${name} ran before the deployment, as was recorded then`);
    else
        evidence.push('the endpoint itself knows what to go back to');
    if (current !== undefined)
        evidence.push(`${status?.shown} says that ${deps.redact((0,truncate .x)(current))} is the current one`);
    return evidence;
}
function unknownsOf(reported, status, before) {
    if (status === undefined || before === undefined) {
        return [
            'whether the endpoint has done what it accepted: add webhook-status-url and webhook-status-expect',
        ];
    }
    const unknowns = status
        .incomparable(before)
        .map((line) => `whether \`${line}\` holds: the status has no name of a version or an environment to compare`);
    const holdsBefore = status.judge(before, before).every(({ holds }) => holds);
    if (reported.current === undefined && holdsBefore)
        unknowns.push('whether the endpoint has acted: webhook-status-expect holds before the call too, so add `changed`');
    if (reported.current === undefined)
        unknowns.push(`which deployment is the current one: ${status.shown} has no field such as "current"`);
    if (reported.previous === undefined)
        unknowns.push(`what the rollback brings back: ${status.shown} has no field such as "previous" or "history"`);
    return unknowns;
}
function targetOf({ rollbackTo }) {
    if (rollbackTo.kind === 'previous')
        return undefined;
    return rollbackTo.kind === 'revision' ? rollbackTo.revision : `-${rollbackTo.count}`;
}
function refuseUnsentTarget({ body }, rollbackTo) {
    if (rollbackTo.kind === 'previous' || (0,body_template .I)(body?.reveal() ?? ''))
        return;
    throw new platform_error .W('refused', 'rollback-to names a revision, but webhook-body does not pass it on', {
        hint: 'Write {to} where the endpoint expects the revision, such as {"version": "{to}"}, or leave rollback-to at previous.',
    });
}

;// CONCATENATED MODULE: ./lib/targets/webhook/open.js




function openWebhook(config, target, deps, exchange) {
    const { env, clock, redact, reason, capture, deployed: from, rehearsal, hasAnswered } = deps;
    const { rollbackTo, pollIntervalMs } = config;
    const network = (0,http_network .X)(config.network, env);
    const strategy = webhookRollback(target, {
        clock,
        network,
        exchange,
        redact,
        reason,
        hasAnswered,
        rollbackTo,
        pollIntervalMs,
        random: Math.random,
        idempotencyKey: [
            ...[env.GITHUB_RUN_ID, env.GITHUB_RUN_ATTEMPT, env.GITHUB_JOB, env.GITHUB_ACTION],
            ...(rehearsal === 'forward' ? [rehearsal] : []),
        ].join('-'),
        seenBefore: from === undefined ? [] : (0,run_capture .J)(capture),
        from,
        captured: capture?.revision,
    });
    return { strategy, source: webhookCapture(target, { clock, network, exchange, redact }), probes: [] };
}


/***/ })

};
