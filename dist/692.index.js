export const id = 692;
export const ids = [692];
export const modules = {

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

/***/ 1692:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  openProbes: () => (  openProbes)
});

// EXTERNAL MODULE: ./lib/core/deadline.js
var deadline = __webpack_require__(1923);
// EXTERNAL MODULE: ./lib/http/exchange.js + 1 modules
var exchange = __webpack_require__(2552);
// EXTERNAL MODULE: ./lib/http/progress.js
var http_progress = __webpack_require__(2985);
;// CONCATENATED MODULE: ./lib/http/control-request.js



const TIMEOUT_MS = 5_000;
const SHARED_FOR_MS = 1_000;
function controlRequest(url, deps) {
    const { clock, timeoutMs = TIMEOUT_MS } = deps;
    let latest;
    return {
        async isReachable(signal) {
            signal.throwIfAborted();
            const asking = isFresh(latest) ? latest : ask();
            latest = asking;
            asking.waiting += 1;
            try {
                return await (0,deadline .Eu)(asking.result, signal);
            }
            finally {
                asking.waiting -= 1;
                if (asking.waiting === 0)
                    asking.stop.abort();
            }
        },
    };
    function isFresh(asking) {
        if (asking === undefined)
            return false;
        if (asking.finishedAtMs === undefined)
            return !asking.stop.signal.aborted;
        return clock.nowMs() - asking.finishedAtMs < SHARED_FOR_MS;
    }
    function ask() {
        const stop = new AbortController();
        const asking = { result: answers(stop.signal), stop, waiting: 0 };
        const finish = () => {
            asking.finishedAtMs = clock.nowMs();
        };
        asking.result.then(finish, finish);
        return asking;
    }
    async function answers(signal) {
        const { network, exchange: send = exchange .c } = deps;
        const request = { method: 'HEAD', url: new URL(url), headers: ['user-agent', network.userAgent] };
        const context = { network, progress: new http_progress .k(clock), timeoutMs };
        try {
            await (0,deadline .NE)((until) => send(request, context, until), { clock, limitMs: timeoutMs }, signal);
            return true;
        }
        catch {
            return context.progress.status !== undefined;
        }
    }
}

// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
// EXTERNAL MODULE: ./lib/http/failure.js + 1 modules
var http_failure = __webpack_require__(3947);
// EXTERNAL MODULE: ./lib/http/model/answer-hint.js
var answer_hint = __webpack_require__(6862);
// EXTERNAL MODULE: ./lib/http/model/answer-version.js
var answer_version = __webpack_require__(1567);
// EXTERNAL MODULE: ./lib/http/model/intermediary.js
var model_intermediary = __webpack_require__(6279);
;// CONCATENATED MODULE: ./lib/http/model/self-reported-status.js
const FIELDS = new Set(['status', 'state', 'health', 'healthy', 'ok', 'success']);
const UNHEALTHY = new Set([
    'unhealthy',
    'down',
    'error',
    'fail',
    'failed',
    'failing',
    'critical',
    'red',
    'out_of_service',
    'unavailable',
    'false',
    'not_serving',
    'not_ok',
    'nok',
    'ko',
    'not_healthy',
    'failure',
    'service_unavailable',
    'major_outage',
]);
const DEGRADED = new Set([
    'degraded',
    'warn',
    'warning',
    'yellow',
    'partial',
    'partially_available',
    'partially_degraded',
    'impaired',
    'degraded_performance',
    'partial_outage',
    'amber',
]);
function findSelfReport({ status, body }, except) {
    if (status < 200 || status > 299 || body.isTruncated)
        return undefined;
    const reports = saidBy(body)
        .filter(({ field }) => !except.has(field))
        .flatMap(({ field, value }) => {
        const kind = kindOf(value);
        return kind === undefined ? [] : [{ kind, text: render(field, value) }];
    });
    return reports.find(({ kind }) => kind === 'unhealthy') ?? reports[0];
}
function saidBy({ text, json }) {
    if (json === undefined)
        return [{ field: '', value: text }];
    const { value } = json;
    if (typeof value === 'string' || typeof value === 'boolean')
        return [{ field: '', value }];
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return [];
    return Object.entries(value)
        .filter(([field]) => FIELDS.has(field.toLowerCase()))
        .flatMap(([field, said]) => typeof said === 'string' || typeof said === 'boolean' ? [{ field, value: said }] : []);
}
function kindOf(value) {
    const word = String(value)
        .trim()
        .toLowerCase()
        .replace(/[\s-]+/g, '_');
    if (UNHEALTHY.has(word))
        return 'unhealthy';
    return DEGRADED.has(word) ? 'degraded' : undefined;
}
function render(field, value) {
    return field === '' ? `its text is ${JSON.stringify(value)}` : `${field} is ${JSON.stringify(value)}`;
}

;// CONCATENATED MODULE: ./lib/http/model/judge-answer.js





function judgeAnswer(expectations, answer) {
    const intermediary = (0,model_intermediary .x)(answer, expectations.status);
    if (intermediary !== undefined) {
        const text = `answered ${answer.status}, which says nothing about the service: ${intermediary}`;
        return { result: 'error', reason: judge_answer_render(answer, text), warnings: [] };
    }
    const reading = (0,answer_version .$)(answer, expectations.versionFrom);
    const version = reading.kind === 'found' ? reading.version : undefined;
    const own = findSelfReport(answer, conditionedFields(expectations));
    const found = fails(findFault(expectations, answer, own)) ??
        finds('nodata', findMissingVersion(expectations.version, reading)) ??
        finds('stale', findOtherVersion(expectations.version, reading));
    if (found !== undefined)
        return { result: found.result, reason: judge_answer_render(answer, found.text), version, warnings: [] };
    const warnings = [...findWarnings(answer, own), ...warnOfVersion(expectations.version, reading)];
    return { result: 'pass', version, warnings };
}
function finds(result, text) {
    return text === undefined ? undefined : { result, text };
}
const fails = (text) => finds('fail', text);
function conditionedFields({ conditions }) {
    return new Set(conditions.flatMap(({ field }) => field ?? []));
}
function findFault({ status, conditions }, answer, own) {
    if (!status.some(({ from, to }) => from <= answer.status && answer.status <= to)) {
        return `answered ${answer.status}, expected ${renderStatus(status)}`;
    }
    if (own?.kind === 'unhealthy')
        return `answered ${answer.status}, but the answer reports itself unhealthy: ${own.text}`;
    const broken = conditions.map((condition) => condition.evaluate(answer)).filter(({ holds }) => !holds);
    if (broken.length === 0)
        return undefined;
    const texts = broken.map(({ text }) => text).join('; ');
    return `answered ${answer.status}, but ${broken.length === 1 ? 'a condition is' : 'conditions are'} not met: ${texts}`;
}
function findWarnings({ headers, body }, own) {
    const isJson = /[/+]json\b/i.test(headers.get('content-type') ?? '');
    return [
        ...(own?.kind === 'degraded' ? [`the answer reports itself degraded: ${own.text}`] : []),
        ...(isJson && body.json === undefined && !body.isTruncated && body.text.trim() !== ''
            ? ['the answer calls itself JSON, and its body cannot be parsed as JSON']
            : []),
        ...(isJson && body.isTruncated
            ? ['the answer is JSON longer than 1 MiB, so that its own status cannot be read']
            : []),
        ...(body.encodingFault !== undefined && isUnreadable(body) ? [body.encodingFault] : []),
    ];
}
function warnOfVersion(expected, reading) {
    if (expected.kind !== 'any' || !expected.isNeeded || reading.kind === 'found')
        return [];
    return [
        `expect-version needs a version, and the answer has none where version-from points: ${reading.because}`,
    ];
}
function isUnreadable({ text }) {
    return text.includes('\uFFFD') || text.includes('\0');
}
function findMissingVersion(expected, reading) {
    if (expected.kind !== 'exactly' || reading.kind === 'found')
        return undefined;
    return `gave a good answer without a version, expected ${renderVersion(expected)}: ${reading.because}`;
}
function findOtherVersion(expected, reading) {
    if (expected.kind === 'any' || reading.kind === 'missing')
        return undefined;
    const { version } = reading;
    if ((version === expected.version) === (expected.kind === 'exactly'))
        return undefined;
    return `gave a good answer from version ${(0,truncate .x)(version, 100)}, expected ${renderVersion(expected)}${hintOnVersion(expected, version)}`;
}
function hintOnVersion(expected, version) {
    if (expected.kind !== 'exactly')
        return '';
    if (version.length >= 7 && expected.version.startsWith(version))
        return ' (its beginning, but versions are compared as a whole)';
    const isSameNumber = version !== '' && Number(version) === Number(expected.version);
    return isSameNumber
        ? ' (versions are compared as text, and YAML rewrites a number without quotes: 2.0 becomes 2)'
        : '';
}
function renderVersion(expected) {
    const version = (0,truncate .x)(expected.version, 100);
    return expected.kind === 'exactly' ? `version ${version}` : `any version but ${version}`;
}
function renderStatus(ranges) {
    return ranges.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`)).join(', ');
}
function judge_answer_render(answer, fault) {
    const from = answer.address === undefined ? '' : ` (${answer.address})`;
    const body = (0,answer_version .l)(answer.body.text) === 'empty' ? 'no body' : `body: ${(0,truncate .x)(answer.body.text)}`;
    const { encodingFault = '' } = answer.body;
    const hint = (0,answer_hint .l)(answer);
    return `${answer.method} ${answer.url}${from} ${fault}; ${[encodingFault, hint, body].filter(Boolean).join('; ')}`;
}

// EXTERNAL MODULE: ./lib/http/proxy-choice.js
var proxy_choice = __webpack_require__(186);
// EXTERNAL MODULE: ./lib/http/request.js
var request = __webpack_require__(1741);
;// CONCATENATED MODULE: ./lib/http/http-probe.js








function httpProbe(config, deps) {
    return new HttpProbe(config, deps);
}
class HttpProbe {
    name;
    required;
    #config;
    #deps;
    #request;
    #shownUrl;
    #hasResolvedEver = false;
    #latest;
    constructor(config, deps) {
        this.name = config.name;
        this.required = config.required;
        this.#config = config;
        this.#deps = deps;
        this.#request = (0,request .pU)(config, deps.network.userAgent);
        this.#shownUrl = this.#request.url.origin + this.#request.url.pathname;
    }
    async probe(expected, signal) {
        const startedAtMs = this.#deps.clock.nowMs();
        const progress = new http_progress .k(this.#deps.clock);
        const ended = await this.#ask(progress, signal);
        const seen = ended.answer === undefined
            ? await this.#seenOfError(ended.error, progress, signal)
            : seenOf(ended.answer, this.#judge(ended.answer, expected));
        this.#hasResolvedEver ||= progress.hasResolved;
        return this.#observe(startedAtMs, seen);
    }
    async #ask(progress, signal) {
        const { clock, network, exchange: send = exchange .c } = this.#deps;
        const { timeoutMs } = this.#config;
        const context = { network, progress, timeoutMs };
        const ask = (stop) => send(this.#request, context, stop);
        try {
            return { answer: await (0,deadline .NE)(ask, { clock, limitMs: timeoutMs }, signal) };
        }
        catch (error) {
            if (signal.aborted)
                throw signal.reason;
            return { error };
        }
    }
    #judge(answer, version) {
        const { expectStatus: status, versionFrom, conditions = [] } = this.#config;
        if (versionFrom === undefined)
            return judgeAnswer({ status, conditions, ...ANY_VERSION }, answer);
        const isAnyNeeded = version.kind === 'any' && this.#deps.isVersionNeeded === true;
        const asked = { version: isAnyNeeded ? SOME_VERSION : version, versionFrom };
        return judgeAnswer({ status, conditions, ...asked }, answer);
    }
    async #seenOfError(error, progress, signal) {
        const failure = (0,http_failure .I)(error, progress, {
            host: (0,proxy_choice .OI)(this.#request.url),
            timeoutMs: this.#config.timeoutMs,
            hasResolvedEver: this.#hasResolvedEver,
        });
        const endedAtMs = this.#deps.clock.nowMs();
        return await this.#reconsider({ ...this.#seenOfFailure(failure, progress), endedAtMs }, failure, signal);
    }
    #seenOfFailure({ clause, attributeTo, isTimeout }, progress) {
        const { address, status, proxy } = progress;
        const { method, timeoutMs } = this.#config;
        const from = address === undefined ? undefined : (0,exchange .B)(address, proxy);
        const at = from === undefined || clause.includes(from) ? '' : ` (${from})`;
        return {
            result: attributeTo === 'us' ? 'error' : 'fail',
            reason: `${method} ${this.#shownUrl}${at}${status === undefined ? '' : ` answered ${status}`}: ${clause}`,
            ...(isTimeout && attributeTo !== 'us' && { latencyMs: timeoutMs }),
            answer: {
                url: this.#shownUrl,
                address: from,
                status,
            },
        };
    }
    async #reconsider(seen, { attributeTo }, signal) {
        const { control } = this.#deps;
        if (attributeTo !== 'connection' || control === undefined)
            return seen;
        if (await control.isReachable(signal))
            return seen;
        const { latencyMs: _, ...rest } = seen;
        const reason = `${seen.reason}; the control request failed too, so the runner's own network may be down`;
        return { ...rest, result: 'error', reason };
    }
    #observe(startedAtMs, seen) {
        const { clock, redact } = this.#deps;
        const { reason, warnings, answer, endedAtMs = clock.nowMs(), ...rest } = seen;
        return {
            check: this.name,
            startedAtMs,
            endedAtMs,
            ...rest,
            ...(reason !== undefined && { reason: redact(reason) }),
            ...(warnings !== undefined && { warnings: warnings.map(redact) }),
            answer: this.#keepOnce(redactAnswer(answer, redact)),
        };
    }
    #keepOnce(answer) {
        if (this.#latest === undefined || !isSame(this.#latest, answer))
            this.#latest = answer;
        return this.#latest;
    }
}
const SOME_VERSION = { kind: 'any', isNeeded: true };
const ANY_VERSION = { version: { kind: 'any' }, versionFrom: { kind: 'body', path: ['version'] } };
function seenOf(answer, { result, reason, version, warnings }) {
    const { url, address, status, body, timings } = answer;
    return {
        result,
        reason,
        ...(warnings.length > 0 && { warnings }),
        ...(result !== 'error' && { latencyMs: timings.totalMs }),
        answer: {
            url,
            address,
            status,
            ...(version !== undefined && { version: (0,truncate .x)(version) }),
            bodyHead: (0,truncate .x)(body.text),
        },
    };
}
function isSame(one, other) {
    return (one.url === other.url &&
        one.address === other.address &&
        one.status === other.status &&
        one.version === other.version &&
        one.bodyHead === other.bodyHead);
}
function redactAnswer(answer, redact) {
    const { version, bodyHead } = answer;
    return {
        ...answer,
        url: redact(answer.url),
        ...(version !== undefined && { version: redact(version) }),
        ...(bodyHead !== undefined && { bodyHead: redact(bodyHead) }),
    };
}

// EXTERNAL MODULE: ./lib/http/network.js
var http_network = __webpack_require__(9846);
;// CONCATENATED MODULE: ./lib/http/open-probes.js



function openProbes(checks, wanted, { env, clock, ...deps }) {
    const network = (0,http_network .X)(wanted, env);
    const { exchange } = deps;
    const control = env.GITHUB_API_URL
        ? controlRequest(env.GITHUB_API_URL, { clock, network, exchange })
        : undefined;
    return checks.map((check) => httpProbe(check, { clock, network, control, ...deps }));
}


/***/ })

};
