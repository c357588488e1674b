export const id = 458;
export const ids = [458];
export const modules = {

/***/ 2310:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    He: () => (  requireText),
    Hj: () => (  checkForm),
    wJ: () => (  unexpectedForm)
  });
  var _aws_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(9535);

function checkForm(action, answer, members) {
    for (const member of members) {
        const wrong = findWrong(answer, member.split('.'));
        if (wrong !== undefined)
            throw unexpectedForm(action, `${member} is ${JSON.stringify(wrong)}`.slice(0, 200));
    }
    return answer;
}
function requireText(action, name, text) {
    if (typeof text === 'string' && text !== '')
        return text;
    throw unexpectedForm(action, `it holds no ${name}`);
}
function findWrong(value, [name = '', ...rest]) {
    const isList = name.endsWith('[]');
    const member = value[name.replace('[]', '')];
    if (member === undefined)
        return undefined;
    if (isList && !Array.isArray(member))
        return member;
    const items = isList ? member : [member];
    for (const item of items) {
        if (typeof item !== 'object' || item === null || Array.isArray(item))
            return item;
        const wrong = rest.length === 0 ? undefined : findWrong(item, rest);
        if (wrong !== undefined)
            return wrong;
    }
    return undefined;
}
function unexpectedForm(action, what) {
    const cause = new TypeError(what);
    return new _aws_error_js__WEBPACK_IMPORTED_MODULE_0__  .Gy('transient', `${action} gave an answer of an unexpected form: ${what}`, { cause });
}


/***/ }),

/***/ 9535:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Gy: () => (  AwsError),
    JN: () => (  readAnswer),
    c3: () => (  listOf),
    hf: () => (  toPlatformError),
    yG: () => (  renderAwsError)
  });
  var _core_field_at_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(3001);
  var _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4851);


class AwsError extends Error {
    name = 'AwsError';
    kind;
    hint;
    constructor(kind, message, details) {
        super(message, { cause: details.cause });
        this.kind = kind;
        this.hint = details.hint;
    }
}
const EXPIRED = new Set(['ExpiredTokenException', 'ExpiredToken', 'RequestExpired']);
const NO_ACCESS = new Set([
    'UnrecognizedClientException',
    'InvalidSignatureException',
    'IncompleteSignature',
    'MissingAuthenticationToken',
    'InvalidClientTokenId',
]);
const NOT_FOUND = new Set([
    'ClusterNotFoundException',
    'ServiceNotFoundException',
    'ServiceDeploymentNotFoundException',
    'ResourceNotFoundException',
]);
const THROTTLED = /throttl|^TooManyRequests|^RequestLimitExceeded$|^SlowDown$|^PriorRequestNotComplete$/i;
const TOO_MANY = 429;
const PASSING_NAME = /^RequestTimeout/;
const PASSING_MESSAGE = /too many concurrent attempts/i;
function renderAwsError(action, cause, place = '') {
    const { name, message } = cause instanceof Error ? cause : new Error(String(cause));
    if (THROTTLED.test(name) || (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_1__  .U)(cause, '$metadata', 'httpStatusCode') === TOO_MANY) {
        return new AwsError('transient', `AWS throttles ${action} (${message})`, { cause });
    }
    if (name.startsWith('AccessDenied'))
        return denied(action, message, cause);
    if (EXPIRED.has(name)) {
        const hint = 'The session ended while this step ran. Raise role-duration-seconds in aws-actions/configure-aws-credentials above rollout-timeout, bake-time and rollback-timeout together.';
        return new AwsError('expired-credentials', `the AWS credentials expired (${action}: ${message})`, {
            cause,
            hint,
        });
    }
    if (NO_ACCESS.has(name)) {
        const hint = 'Check the credentials and the region that this job uses, for example role-to-assume and aws-region.';
        return new AwsError('access-denied', `AWS does not accept the credentials (${action}: ${message})`, {
            cause,
            hint,
        });
    }
    if (name === 'CredentialsProviderError') {
        const hint = 'Run aws-actions/configure-aws-credentials before this step, with permissions: { id-token: write } on the job.';
        return new AwsError('access-denied', 'no AWS credentials were found', { cause, hint });
    }
    if (message.includes('Region is missing')) {
        const hint = 'Set aws-region, or run aws-actions/configure-aws-credentials before this step.';
        return new AwsError('refused', 'no AWS region is set', { cause, hint });
    }
    if (NOT_FOUND.has(name)) {
        const hint = 'Check cluster, service and aws-region: the names must be those of the deploy step.';
        const where = place === '' ? '' : `, asked for ${place}`;
        return new AwsError('not-found', `${action}: ${message} (${name}${where})`, { cause, hint });
    }
    if (isClientFault(cause) && !PASSING_NAME.test(name) && !PASSING_MESSAGE.test(message)) {
        return new AwsError('refused', `AWS refused ${action}: ${message} (${name})`, { cause });
    }
    return new AwsError('transient', `${action} got no answer from AWS: ${message} (${name})`, { cause });
}
function readAnswer(action, read) {
    try {
        return read();
    }
    catch (cause) {
        if (!(cause instanceof TypeError || cause instanceof RangeError))
            throw cause;
        throw new AwsError('transient', `${action} gave an answer of an unexpected form: ${cause.message}`, {
            cause,
        });
    }
}
function listOf(list) {
    if (list === undefined)
        throw new TypeError('it holds no list');
    return list;
}
function denied(action, message, cause) {
    const named = /not authorized to perform: ([\w-]+:\w+)(?: on resource: (\S+))?/.exec(message);
    const permission = named?.[1] ?? action;
    const resource = named?.[2] === undefined ? '' : ` on ${generalise(named[2])}`;
    const hint = `Add ${permission}${resource} to the policy of the role that this job assumes.`;
    return new AwsError('access-denied', describeRefusal(permission, message), { cause, hint });
}
function describeRefusal(permission, message) {
    const [, user, resource, why = ''] = /^User: (\S+) is not authorized to perform: \S+(?: on resource: (\S+))?(?: (?:because|with) (.*))?$/s.exec(message) ?? [];
    if (user === undefined)
        return `AWS denied ${permission}: ${message}`;
    const on = resource === undefined ? '' : ` on ${resource}`;
    const because = why === '' ? '' : `: ${why.replace(`the ${permission} action`, 'it')}`;
    return `AWS denied ${permission} to ${user}${on}${because}`;
}
function generalise(arn) {
    return arn
        .replace(/(:service-(?:deployment|revision)\/[^/]+\/[^/]+)\/[^/]+$/, '$1/*')
        .replace(/(:task\/[^/]+)\/[^/]+$/, '$1/*')
        .replace(/(:task-definition\/[^/:]+):\d+$/, '$1:*');
}
function isClientFault(error) {
    return typeof error === 'object' && error !== null && '$fault' in error && error.$fault === 'client';
}
const CODES = {
    transient: 'unreachable',
    'access-denied': 'access-denied',
    'expired-credentials': 'expired-credentials',
    'not-found': 'not-found',
    refused: 'refused',
};
function toPlatformError(error) {
    return new _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__  .W(CODES[error.kind], error.message, { cause: error, hint: error.hint });
}


/***/ }),

/***/ 3009:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    N: () => (  callWith),
    S: () => (  callLazily)
  });
  var _core_field_at_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(3001);
  var _core_request_trace_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2494);
  var _http_proxy_choice_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(186);
  var _aws_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9535);




const READ_ATTEMPTS = 3;
const CONNECT_TIMEOUT_MS = 5_000;
const READ_TIMEOUT_MS = 15_000;
const WRITE_TIMEOUT_MS = 5_000;
const WRITES = /:(Update|Stop|Continue|Register|Tag|Create)/;
function callWith(create, region, place = '') {
    const proxyEnv = (0,_http_proxy_choice_js__WEBPACK_IMPORTED_MODULE_1__  .CI)(process.env);
    const settings = {
        ...(region === undefined ? {} : { region }),
        requestHandler: {
            connectionTimeout: CONNECT_TIMEOUT_MS,
            requestTimeout: READ_TIMEOUT_MS,
            throwOnRequestTimeout: true,
            ...(proxyEnv && { httpsAgent: { proxyEnv } }),
        },
    };
    const reader = create({ ...settings, maxAttempts: READ_ATTEMPTS });
    const writer = create({ ...settings, maxAttempts: 1 });
    return async (action, run, signal) => {
        signal.throwIfAborted();
        const startedAtMs = performance.now();
        const trace = (ended, failure) => (0,_core_request_trace_js__WEBPACK_IMPORTED_MODULE_0__  .n)({ action, ...readMetadata(ended), tookMs: performance.now() - startedAtMs, failure });
        try {
            const output = WRITES.test(action)
                ? await run(writer, { abortSignal: AbortSignal.timeout(WRITE_TIMEOUT_MS) })
                : await run(reader, { abortSignal: signal });
            trace(output);
            return output;
        }
        catch (error) {
            trace(error, error instanceof Error ? error.name : String(error));
            if (signal.aborted && !WRITES.test(action))
                throw signal.reason;
            throw (0,_aws_error_js__WEBPACK_IMPORTED_MODULE_2__  .yG)(action, error, place);
        }
    };
}
function readMetadata(ended) {
    const status = (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_3__  .U)(ended, '$metadata', 'httpStatusCode');
    const id = (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_3__  .U)(ended, '$metadata', 'requestId');
    return { ...(typeof status === 'number' && { status }), ...(typeof id === 'string' && { id }) };
}
function callLazily(load, create, region) {
    let loading;
    const connect = async () => {
        const sdk = await load();
        return { sdk, call: callWith((settings) => create(sdk, settings), region) };
    };
    return async (action, run, signal) => {
        loading ??= connect();
        const { sdk, call } = await loading;
        return await call(action, (client, options) => run({ sdk, client, options }), signal);
    };
}


/***/ }),

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

/***/ 186:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    CI: () => (  proxyForAgents),
    HM: () => (  portOf),
    OI: () => (  hostname),
    UR: () => (  chooseProxy)
  });
  var node_net__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7030);

function chooseProxy(target, env) {
    const name = target.protocol === 'https:' ? 'https_proxy' : 'http_proxy';
    const value = (env[name] || env[name.toUpperCase()])?.trim();
    if (!value || isLoopback(hostname(target)) || isExempt(target, env))
        return { kind: 'direct' };
    const url = URL.parse(/^[a-z][a-z\d+.-]*:\/\//i.test(value) ? value : `http://${value}`);
    if (url === null)
        return { kind: 'unusable', because: `${name.toUpperCase()} is not an address` };
    if (url.protocol !== 'http:' && url.protocol !== 'https:') {
        const because = `${name.toUpperCase()} names a ${url.protocol.slice(0, -1)} proxy, and only http and https proxies can be used`;
        return { kind: 'unusable', because };
    }
    return { kind: 'proxy', url };
}
function hostname(url) {
    return url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/(?<=.)\.$/, '');
}
function portOf(url) {
    return Number(url.port) || (url.protocol === 'https:' ? 443 : 80);
}
function isLoopback(host) {
    return host === 'localhost' || host === '::1' || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4 && host.startsWith('127.'));
}
function isExempt(target, env) {
    return exemptionsOf(env).some((entry) => matches(entry.toLowerCase(), hostname(target), portOf(target)));
}
function exemptionsOf(env) {
    return (env.no_proxy || env.NO_PROXY || '').split(/[\s,]+/).filter(Boolean);
}
function proxyForAgents(env) {
    const entries = exemptionsOf(env);
    const choice = chooseProxy(new URL('https://any.invalid/'), { ...env, no_proxy: ',' });
    if (choice.kind !== 'proxy' || entries.includes('*'))
        return undefined;
    const withSubdomains = entries.flatMap((entry) => (/^[*.]/.test(entry) ? entry : [entry, `.${entry}`]));
    return { HTTPS_PROXY: choice.url.href, NO_PROXY: withSubdomains.join(',') };
}
function matches(entry, host, port) {
    if (entry === '*')
        return true;
    if (entry.includes('/'))
        return (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) !== 0 && isInSubnet(entry, host);
    const withPort = /^(?:\[(.+)\]|([^:]+)):(\d+)$/.exec(entry);
    if (withPort !== null && Number(withPort[3]) !== port)
        return false;
    const name = (withPort?.[1] ?? withPort?.[2] ?? entry).replace(/^\[(.*)\]$/, '$1').replace(/^\*?\./, '');
    return host === name || ((0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 0 && host.endsWith(`.${name}`));
}
function isInSubnet(entry, host) {
    const [network = '', prefix = ''] = entry.split('/');
    const family = (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(network);
    const bits = Number(prefix);
    if (family === 0 || !/^\d+$/.test(prefix) || bits > (family === 4 ? 32 : 128))
        return false;
    const subnet = new node_net__WEBPACK_IMPORTED_MODULE_0__.BlockList();
    subnet.addSubnet(network, bits, family === 4 ? 'ipv4' : 'ipv6');
    return subnet.check(host, (0,node_net__WEBPACK_IMPORTED_MODULE_0__.isIP)(host) === 4 ? 'ipv4' : 'ipv6');
}


/***/ }),

/***/ 8902:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    W: () => (  findLogRequests)
  });
function findLogRequests({ rollbackWhen, warnWhen, }) {
    const lists = [rollbackWhen, warnWhen].flatMap((list) => list?.triggers ?? []);
    const asked = lists.flatMap(({ log }) => log ?? []);
    return [...Map.groupBy(asked, ({ container }) => container)].map(([container, requests]) => ({
        container,
        isNew: requests.some(({ isNew }) => isNew),
    }));
}


/***/ }),

/***/ 1637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    R: () => (  findCrashLine)
  });
const MAX_LINES = 400;
const MAX_LENGTH = 2_000;
const COLOURS = /\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g;
const WRAPPERS = /^(?:npm (?:ERR!|error)|error Command failed|\s?ELIFECYCLE|make(?:\[\d+\])?: \*\*\*|exit status \d|Node\.js v\d|\[?nodemon\]?|error: script .* exited with|Process exited|info Visit https|Stack trace:)/i;
const FRAME = /^\s*(?:at\s|File "|from \S+:\d|\.{3}\s|#\d+\s|[}\])]|\^|[~^\s]+$)/;
const EXCEPTION = /\b[A-Z]\w*(?:Error|Exception)\b|^Error\b|\bError(?: \[\w+\])?:/;
const ERROR_NAMED = /\b[A-Z]\w*(?:Error|Exception)\b|\b(?:error|fatal|panic|critical|emerg)\b/i;
const NO_ERROR = /\b(?:no|without(?: any)?) errors?\b/i;
const ERROR_DESCRIBED = /\b(?:cannot|could not|can't|unable|failed|denied|refused|not found|no such|invalid|missing|not set|is required|must be|already in use|does not exist|unknown (?:flag|option|command|argument)|unsupported|unexpected|mismatch|expired|exceeded|timed out|killed|segmentation fault|out of memory)\b/i;
function findCrashLine(log) {
    const all = log
        .slice(-MAX_LINES)
        .flatMap((line) => line.split(/\r?\n/))
        .map((line) => readable(line.slice(0, MAX_LENGTH).replace(COLOURS, '')));
    const lines = all.filter((line) => !WRAPPERS.test(line));
    const crash = findCrash(lines);
    if (crash !== undefined)
        return crash.trim();
    const plain = lines.filter((line) => !FRAME.test(line) && line.trim() !== '');
    const found = plain.findLast((line) => ERROR_NAMED.test(line) && !NO_ERROR.test(line)) ??
        plain.findLast((line) => ERROR_DESCRIBED.test(line)) ??
        all.findLast((line) => ERROR_DESCRIBED.test(line));
    return found?.trim();
}
function findCrash(lines) {
    let found;
    for (const at of lines.keys()) {
        for (const recognise of RECOGNISERS) {
            const crash = recognise(lines, at);
            if (crash === undefined)
                continue;
            found = crash;
            break;
        }
    }
    return found;
}
const byPattern = (pattern) => (lines, at) => {
    const groups = pattern.exec(lines[at] ?? '')?.slice(1);
    return groups?.find((group) => group !== undefined);
};
const RECOGNISERS = [
    (lines, at) => {
        if (!/^Traceback \(most recent call last\)/.test(lines[at] ?? ''))
            return undefined;
        return lines.slice(at + 1).find((line) => /^\S/.test(line));
    },
    byPattern(/^\s*(?:Caused by:|\[cause\]:| ?--->)\s+(.+?)(?: \{)?$/),
    byPattern(/^Unhandled exception\. (.+)$/i),
    byPattern(/^Exception in thread ".*?" (.+)$/),
    byPattern(/^(?:PHP )?Fatal error: {1,2}(?:Uncaught )?(.+?)(?: in \S+(?::| on line )\d+)?$/),
    byPattern(/^\S+:\d+:in [`'][^']{0,200}': (.+ \([A-Z][\w:]*\))$/),
    byPattern(/^(panic: .+?|fatal error: .+?)(?: \[recovered\])?$/),
    byPattern(/^thread '.*?' panicked at '(.+)', \S+$/),
    (lines, at) => (/^thread '.*?'.* panicked at \S+:\d+:$/.test(lines[at] ?? '') ? lines[at + 1] : undefined),
    byPattern(/^(\*\* \(\w[\w.]*\) .+)$/),
    (lines, at) => {
        if (lines[at]?.trim() !== 'APPLICATION FAILED TO START')
            return undefined;
        const description = lines.indexOf('Description:', at);
        return description < 0 ? undefined : lines.slice(description + 1).find((line) => line.trim() !== '');
    },
    (lines, at) => {
        const isFirstFrame = /^\s+at\s/.test(lines[at] ?? '') && !/^\s+at\s/.test(lines[at - 1] ?? '');
        if (!isFirstFrame)
            return undefined;
        const above = lines.slice(Math.max(0, at - MESSAGE_LINES), at);
        const named = above.findLast((line) => EXCEPTION.test(line) && !FRAME.test(line));
        return named !== undefined && isCauseOfAnother(named) ? undefined : named;
    },
];
const MESSAGE_LINES = 6;
function isCauseOfAnother(line) {
    return /^\s*(?:Caused by:|\[cause\]:|--->|Unhandled exception\.|Exception in thread|Suppressed:)/.test(line);
}
const MESSAGES = ['msg', 'message', '@m', 'event'];
const DETAILS = ['err', 'error', 'exception', 'exc_info', 'cause'];
function readable(line) {
    if (!line.startsWith('{'))
        return line;
    const fields = parse(line);
    if (fields === undefined)
        return line;
    const message = MESSAGES.map((name) => fields.get(name)).find((text) => typeof text === 'string');
    const detail = DETAILS.map((name) => textOf(fields.get(name))).find((text) => text !== undefined);
    const level = [fields.get('level'), fields.get('severity')].find((text) => typeof text === 'string');
    const said = [message, detail === message ? undefined : detail].filter((text) => text !== undefined);
    if (said.length === 0)
        return line;
    return isAlarming(level, fields.get('level')) ? `${level ?? 'error'}: ${said.join(': ')}` : said.join(': ');
}
function isAlarming(word, number) {
    return /^(?:err|error|fatal|critical|panic|emerg)/i.test(String(word)) || Number(number) >= 50;
}
function textOf(value) {
    if (typeof value === 'string')
        return value.split('\n', 1)[0];
    if (typeof value !== 'object' || value === null || !('message' in value))
        return undefined;
    return typeof value.message === 'string' ? value.message : undefined;
}
function parse(line) {
    try {
        const value = JSON.parse(line);
        return typeof value === 'object' && value !== null ? new Map(Object.entries(value)) : undefined;
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 1743:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    K: () => (  connectEcs),
    o: () => (  inBatches)
  });
  var _aws_calling_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3009);

async function connectEcs(cluster, region) {
    const sdk = await Promise.all( [__webpack_require__.e(861), __webpack_require__.e(212)]).then(__webpack_require__.t.bind(__webpack_require__, 212, 19));
    return {
        sdk,
        cluster,
        call: (0,_aws_calling_js__WEBPACK_IMPORTED_MODULE_0__  .N)((settings) => new sdk.ECSClient(settings), region, placeOf(cluster, region)),
        codeDeploy: (0,_aws_calling_js__WEBPACK_IMPORTED_MODULE_0__  .S)(() => Promise.all( [__webpack_require__.e(861), __webpack_require__.e(507)]).then(__webpack_require__.t.bind(__webpack_require__, 7507, 19)), ({ CodeDeployClient }, settings) => new CodeDeployClient(settings), region),
        loadBalancing: (0,_aws_calling_js__WEBPACK_IMPORTED_MODULE_0__  .S)(() => Promise.all( [__webpack_require__.e(861), __webpack_require__.e(586)]).then(__webpack_require__.t.bind(__webpack_require__, 586, 19)), ({ ElasticLoadBalancingV2Client }, settings) => new ElasticLoadBalancingV2Client(settings), region),
    };
}
function placeOf(cluster, region) {
    const used = region ?? process.env.AWS_REGION ?? process.env.AWS_DEFAULT_REGION;
    return `cluster ${cluster}${used === undefined ? '' : ` in ${used}`}`;
}
async function inBatches(items, perCall, read) {
    const answers = [];
    for (let start = 0; start < items.length; start += perCall)
        answers.push(...(await read(items.slice(start, start + perCall))));
    return answers;
}


/***/ }),

/***/ 3801:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    JQ: () => (  readServices),
    Rh: () => (  toService),
    Ss: () => (  readServicesOf),
    uS: () => (  readService)
  });
  var _aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2310);
  var _aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9535);
  var _model_schedule_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4649);
  var _api_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1743);




const DESCRIBE = 'ecs:DescribeServices';
const SERVICES_PER_CALL = 10;
async function readService(api, name, signal) {
    const output = await describe(api, [name], signal);
    return (0,_aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .JN)(DESCRIBE, () => toService(find(output, name, api.cluster)));
}
async function readServices(api, names, signal) {
    const named = names.map((name) => ({ name }));
    return (await readServicesOf(api, named, signal)).map(([, service]) => service);
}
async function readServicesOf(api, askers, signal) {
    return await (0,_api_js__WEBPACK_IMPORTED_MODULE_3__  .o)(askers, SERVICES_PER_CALL, async (batch) => {
        const names = batch.map(({ name }) => name);
        const output = await describe(api, names, signal);
        return (0,_aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .JN)(DESCRIBE, () => batch.map((asker) => [asker, toService(find(output, asker.name, api.cluster))]));
    });
}
async function describe(api, services, signal) {
    const input = { cluster: api.cluster, services };
    const output = await api.call(DESCRIBE, (client, options) => client.send(new api.sdk.DescribeServicesCommand(input), options), signal);
    return (0,_aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__  .Hj)(DESCRIBE, output, ['services[]', 'failures[]']);
}
function find({ services, failures = [] }, name, cluster) {
    if (services === undefined)
        throw new TypeError('it holds no list of services');
    const found = services.find(({ serviceArn, serviceName }) => serviceArn === name || serviceName === shortName(name));
    if (found === undefined)
        throw missing(name, cluster, failures[0]?.reason);
    return found;
}
function missing(name, cluster, reason = 'MISSING') {
    return new _aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .Gy('not-found', `the service ${name} does not exist in the cluster ${cluster} (${reason})`, {
        cause: undefined,
        hint: 'Check service, cluster and aws-region: they must be those of the deploy step.',
    });
}
function shortName(name) {
    return name.split('/').at(-1) ?? name;
}
function toService(service) {
    const deployments = [
        ...(service.deployments ?? []).map(toDeployment),
        ...(service.taskSets ?? []).map(fromTaskSet),
    ];
    const breaker = service.deploymentConfiguration?.deploymentCircuitBreaker;
    const schedule = toSchedule(service);
    return {
        name: service.serviceName ?? '',
        arn: service.serviceArn ?? '',
        status: service.status ?? '',
        controller: service.deploymentController?.type ?? 'ECS',
        strategy: service.deploymentConfiguration?.strategy ?? 'ROLLING',
        desiredCount: service.desiredCount ?? 0,
        runningCount: service.runningCount ?? 0,
        pendingCount: service.pendingCount ?? 0,
        taskDefinition: service.taskDefinition ?? '',
        deployments,
        targetGroups: targetGroupsOf(service),
        isExpress: service.resourceManagementType === 'ECS',
        events: (service.events ?? []).map((event) => ({
            id: event.id ?? '',
            createdAtMs: event.createdAt?.getTime() ?? 0,
            message: event.message ?? '',
        })),
        bakeMs: (0,_model_schedule_js__WEBPACK_IMPORTED_MODULE_2__  .Z_)(schedule),
        bakeTimeMs: (0,_model_schedule_js__WEBPACK_IMPORTED_MODULE_2__  .kr)(schedule),
        schedule: (0,_model_schedule_js__WEBPACK_IMPORTED_MODULE_2__  .rH)(schedule),
        circuitBreaker: breaker && { enable: breaker.enable ?? false, rollback: breaker.rollback ?? false },
        pauses: pausesOf(service),
    };
}
function pausesOf({ deploymentConfiguration }) {
    const { lifecycleHooks = [] } = deploymentConfiguration ?? {};
    return lifecycleHooks
        .filter(({ targetType }) => targetType === 'PAUSE')
        .map(({ lifecycleStages: stages = [], timeoutConfiguration: timeout }) => ({
        stages,
        timeoutMinutes: timeout?.timeoutInMinutes,
        timeoutAction: timeout?.action,
    }));
}
function toSchedule({ deploymentConfiguration: given = {} }) {
    const { strategy = 'ROLLING', linearConfiguration: linear, canaryConfiguration: canary } = given;
    const pauses = (given.lifecycleHooks ?? []).filter(({ targetType }) => targetType === 'PAUSE');
    return {
        strategy,
        linear: { stepPercent: linear?.stepPercent, stepMinutes: linear?.stepBakeTimeInMinutes },
        canaryMinutes: canary?.canaryBakeTimeInMinutes,
        bakeMinutes: given.bakeTimeInMinutes,
        pauses: pauses.map(({ lifecycleStages = [], timeoutConfiguration }) => ({
            count: lifecycleStages.length,
            minutes: timeoutConfiguration?.timeoutInMinutes,
        })),
    };
}
function toDeployment(deployment) {
    return {
        id: deployment.id ?? '',
        status: deployment.status ?? '',
        taskDefinition: deployment.taskDefinition ?? '',
        rolloutState: deployment.rolloutState,
        rolloutStateReason: deployment.rolloutStateReason,
        desiredCount: deployment.desiredCount ?? 0,
        runningCount: deployment.runningCount ?? 0,
        pendingCount: deployment.pendingCount ?? 0,
        failedTasks: deployment.failedTasks ?? 0,
        createdAtMs: deployment.createdAt?.getTime() ?? 0,
    };
}
function fromTaskSet(taskSet) {
    const { startedBy, externalId } = taskSet;
    return {
        id: taskSet.id ?? '',
        status: taskSet.status ?? '',
        taskDefinition: taskSet.taskDefinition ?? '',
        desiredCount: taskSet.computedDesiredCount ?? 0,
        runningCount: taskSet.runningCount ?? 0,
        pendingCount: taskSet.pendingCount ?? 0,
        failedTasks: 0,
        createdAtMs: taskSet.createdAt?.getTime() ?? 0,
        taskSet: {
            stability: taskSet.stabilityStatus ?? '',
            codeDeployId: startedBy === 'CODE_DEPLOY' ? externalId : undefined,
        },
    };
}
function targetGroupsOf({ loadBalancers = [], taskSets = [] }) {
    const primary = taskSets.find(({ status }) => status === 'PRIMARY');
    const named = primary?.loadBalancers ?? loadBalancers;
    const arns = named.flatMap(({ targetGroupArn, advancedConfiguration }) => [
        targetGroupArn ?? [],
        advancedConfiguration?.alternateTargetGroupArn ?? [],
    ]);
    return [...new Set(arns.flat())];
}


/***/ }),

/***/ 3818:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    $t: () => (  registerCopy),
    Lx: () => (  readTaskDefinition),
    Vj: () => (  findCopy),
    gF: () => (  readDependencies),
    x7: () => (  DefinitionReader),
    yk: () => (  copyByHand)
  });
  var _aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2310);
  var _aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9535);
  var _core_platform_error_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(4851);
  var _model_model_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2491);
  var _model_revision_tag_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(940);
  var _writing_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(7143);






const DESCRIBE = 'ecs:DescribeTaskDefinition';
async function readTaskDefinition(api, taskDefinition, signal) {
    const output = await api.call(DESCRIBE, (client, options) => client.send(new api.sdk.DescribeTaskDefinitionCommand({ taskDefinition, include: ['TAGS'] }), options), signal);
    const form = ['tags[]', 'taskDefinition.containerDefinitions[].dependsOn[]'];
    const { taskDefinition: definition, tags = [] } = (0,_aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__  .Hj)(DESCRIBE, output, form);
    if (definition === undefined)
        throw (0,_aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__  .wJ)(DESCRIBE, 'it holds no taskDefinition');
    return {
        arn: definition.taskDefinitionArn ?? taskDefinition,
        isActive: definition.status === 'ACTIVE',
        definition,
        tags,
    };
}
async function readDependencies(api, taskDefinition, signal) {
    const { definition } = await readTaskDefinition(api, taskDefinition, signal);
    const { containerDefinitions = [] } = definition;
    const restarted = new Set(containerDefinitions.filter((each) => each.restartPolicy?.enabled === true).map(({ name }) => name));
    return containerDefinitions
        .flatMap(({ dependsOn = [] }) => dependsOn)
        .filter(({ containerName }) => !restarted.has(containerName))
        .map(({ containerName: on = '', condition = '' }) => ({ on, condition }));
}
const ADDED_BY_ECS = new Set([
    'taskDefinitionArn',
    'revision',
    'status',
    'requiresAttributes',
    'compatibilities',
    'registeredAt',
    'registeredBy',
    'deregisteredAt',
]);
function copyDefinition({ definition, tags }, images) {
    const described = Object.fromEntries(Object.entries(definition).filter(([key]) => !ADDED_BY_ECS.has(key)));
    const kept = (0,_model_revision_tag_js__WEBPACK_IMPORTED_MODULE_3__  .yS)(tags);
    return {
        ...described,
        family: definition.family,
        containerDefinitions: (definition.containerDefinitions ?? []).map((container) => ({
            ...container,
            image: images.get(container.name ?? '') ?? container.image,
        })),
        tags: kept.length === 0 ? undefined : kept,
    };
}
function isSameDefinition(one, other) {
    return contentOf(one) === contentOf(other);
}
function contentOf(registered) {
    const { tags: _, containerDefinitions = [], ...rest } = copyDefinition(registered, new Map());
    const containers = containerDefinitions.map(({ image: _, ...container }) => container);
    return JSON.stringify(sorted({ ...rest, containers }));
}
function sorted(value) {
    if (Array.isArray(value))
        return value.map(sorted);
    if (typeof value !== 'object' || value === null)
        return value;
    const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
    return Object.fromEntries(entries.map(([key, inner]) => [key, sorted(inner)]));
}
class DefinitionReader {
    #api;
    #recorded = [];
    #known = new Map();
    #unknowns = new Set();
    constructor(api) {
        this.#api = api;
    }
    setKnown(known) {
        this.#recorded = [...new Set(known.map(_model_model_js__WEBPACK_IMPORTED_MODULE_5__  .P5))];
    }
    get unknowns() {
        return [...this.#unknowns];
    }
    async read(taskDefinition, signal, isNeeded = false) {
        const known = this.#known.get(taskDefinition);
        if (known !== undefined)
            return known;
        try {
            const registered = await readTaskDefinition(this.#api, taskDefinition, signal);
            this.#known.set(taskDefinition, registered);
            return registered;
        }
        catch (error) {
            if (!(error instanceof _aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .Gy) || error.kind === 'expired-credentials')
                throw error;
            if (isNeeded && error.kind === 'transient')
                throw error;
            if (error.kind === 'refused')
                throw notRegistered(taskDefinition, this.#recorded, error);
            this.#unknowns.add(`whether ${(0,_model_model_js__WEBPACK_IMPORTED_MODULE_5__  .P5)(taskDefinition)} can be used as it is: ${error.message}. ${error.hint ?? ''}`.trim());
            return undefined;
        }
    }
    async readIfThere(taskDefinition, signal, isNeeded = false) {
        try {
            await this.read(taskDefinition, signal, isNeeded);
        }
        catch (error) {
            if (!(error instanceof _core_platform_error_js__WEBPACK_IMPORTED_MODULE_2__  .W))
                throw error;
        }
    }
    imagesOf = (taskDefinition) => {
        const { containerDefinitions = [] } = this.#known.get(taskDefinition)?.definition ?? {};
        return containerDefinitions.map(({ name: container = '', image = '' }) => {
            const digest = /@(sha256:[0-9a-f]{64})$/.exec(image)?.[1];
            return { container, image, digest };
        });
    };
    areSame = (one, other) => {
        const [first, second] = [this.#known.get(one), this.#known.get(other)];
        return first !== undefined && second !== undefined && isSameDefinition(first, second);
    };
}
function notRegistered(taskDefinition, recorded, cause) {
    const [family] = (0,_model_model_js__WEBPACK_IMPORTED_MODULE_5__  .P5)(taskDefinition).split(':');
    const region = taskDefinition.startsWith('arn:') ? taskDefinition.split(':')[3] : undefined;
    const found = recorded.length === 0 ? '' : `On record are ${recorded.join(', ')}. `;
    return new _core_platform_error_js__WEBPACK_IMPORTED_MODULE_2__  .W('not-found', `the task definition ${(0,_model_model_js__WEBPACK_IMPORTED_MODULE_5__  .P5)(taskDefinition)} cannot be found: ${cause.message}`, {
        cause,
        hint: `${found}List what exists with: aws ecs list-task-definitions --status ACTIVE --sort DESC --family-prefix ${family}${region === undefined ? '' : ` --region ${region}`}`,
    });
}
function copyByHand({ of, pins }) {
    const { tags = [], ...fields } = copyDefinition(of, pins);
    return {
        of: of.arn,
        fields: Object.entries(fields).flatMap(([field, value]) => (value === undefined ? [] : field)),
        images: (of.definition.containerDefinitions ?? []).map(({ name = '' }) => pins.get(name)),
        tags: tags.flatMap(({ key }) => key ?? []),
    };
}
async function findCopy(api, { of, pins }, signal) {
    const { tags: _, ...wanted } = copyDefinition(of, pins);
    const newest = await readTaskDefinition(api, of.definition.family ?? '', signal);
    const { tags: __, ...found } = copyDefinition(newest, new Map());
    const isCopy = JSON.stringify(sorted(found)) === JSON.stringify(sorted(wanted));
    return isCopy && newest.isActive && newest.arn !== of.arn ? newest.arn : undefined;
}
async function registerCopy(api, { of, pins }, report, signal) {
    const request = copyDefinition(of, pins);
    const name = (0,_model_model_js__WEBPACK_IMPORTED_MODULE_5__  .P5)(of.arn);
    let copy;
    try {
        copy = await (0,_writing_js__WEBPACK_IMPORTED_MODULE_4__  .eQ)(api, request, signal);
    }
    catch (error) {
        if (request.tags === undefined || !isTaggingDenied(error))
            throw error;
        report(`the copy of ${name} is made without its tags: ${error.message}. ${error.hint ?? ''}`.trim());
        copy = await (0,_writing_js__WEBPACK_IMPORTED_MODULE_4__  .eQ)(api, { ...request, tags: undefined }, signal);
    }
    report(`registered ${(0,_model_model_js__WEBPACK_IMPORTED_MODULE_5__  .P5)(copy)} as a copy of ${name}`);
    return copy;
}
function isTaggingDenied(error) {
    return (error instanceof _aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .Gy && error.kind === 'access-denied' && error.message.includes('ecs:TagResource'));
}


/***/ }),

/***/ 7051:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Di: () => (  stoppedOf),
    K3: () => (  servingOf),
    K6: () => (  readStartedTasks),
    NY: () => (  STOPPED_PAGES),
    Vk: () => (  listTasks),
    j9: () => (  readTasks),
    lc: () => (  pendingOf),
    qr: () => (  TASKS_PER_CALL),
    vv: () => (  readLiveDeployments),
    wN: () => (  readStoppedTasks)
  });
  var _aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2310);
  var _aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9535);
  var _api_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(1743);



const TASKS_PER_CALL = 100;
const STOPPED_PAGES = 5;
async function listTasks(api, request, signal) {
    const { pages = Number.POSITIVE_INFINITY, ...filter } = request;
    const arns = [];
    let nextToken;
    for (let page = 0; page < pages; page += 1) {
        const input = { cluster: api.cluster, ...filter, maxResults: TASKS_PER_CALL, nextToken };
        const output = await api.call('ecs:ListTasks', (client, options) => client.send(new api.sdk.ListTasksCommand(input), options), signal);
        arns.push(...(0,_aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .JN)('ecs:ListTasks', () => (0,_aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .c3)(output.taskArns).map(String)));
        nextToken = output.nextToken;
        if (nextToken === undefined)
            break;
    }
    return arns;
}
async function readTasks(api, arns, signal) {
    return await (0,_api_js__WEBPACK_IMPORTED_MODULE_2__  .o)(arns, TASKS_PER_CALL, async (batch) => {
        const input = { cluster: api.cluster, tasks: batch };
        const output = await api.call('ecs:DescribeTasks', (client, options) => client.send(new api.sdk.DescribeTasksCommand(input), options), signal);
        const { tasks } = (0,_aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__  .Hj)('ecs:DescribeTasks', output, ['tasks[].containers[]']);
        return (0,_aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .JN)('ecs:DescribeTasks', () => [...(0,_aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .c3)(tasks)]);
    });
}
async function readStoppedTasks(api, service, signal) {
    const request = { serviceName: service, desiredStatus: 'STOPPED', pages: STOPPED_PAGES };
    return stoppedOf(await readTasks(api, await listTasks(api, request, signal), signal));
}
function stoppedOf(tasks) {
    return tasks.filter(isStopReasonGiven).map(toStoppedTask);
}
function pendingOf(tasks) {
    return tasks.filter(({ lastStatus }) => lastStatus === 'PENDING').map(toStoppedTask);
}
function servingOf(tasks) {
    const serving = tasks.filter(({ lastStatus, desiredStatus }) => lastStatus === 'RUNNING' && desiredStatus !== 'STOPPED');
    return new Set(serving.map(({ startedBy = '' }) => startedBy));
}
async function readStartedTasks(api, service, signal) {
    const request = { serviceName: service, desiredStatus: 'RUNNING' };
    const tasks = await readTasks(api, await listTasks(api, request, signal), signal);
    return tasks.flatMap(({ taskArn: arn = '', startedBy = '', createdAt, startedAt }) => createdAt === undefined || startedAt === undefined
        ? []
        : [{ arn, startedBy, createdAtMs: createdAt.getTime() }]);
}
async function readLiveDeployments(api, service, signal) {
    const request = { serviceName: service, desiredStatus: 'RUNNING' };
    const tasks = await readTasks(api, await listTasks(api, request, signal), signal);
    const live = tasks.filter(({ desiredStatus }) => desiredStatus !== 'STOPPED');
    return new Set(live.map(({ startedBy = '' }) => startedBy));
}
function isStopReasonGiven({ lastStatus, stopCode, stoppedReason }) {
    return lastStatus === 'STOPPED' || (stopCode !== undefined && stoppedReason !== undefined);
}
function toStoppedTask({ taskArn = '', containers = [], ...task }) {
    const { startedBy, stopCode, stoppedReason, startedAt, stoppingAt, stoppedAt, lastStatus } = task;
    return {
        arn: taskArn,
        startedBy,
        stopCode,
        stoppedReason,
        stoppedAtMs: (stoppingAt ?? stoppedAt)?.getTime(),
        hasRun: startedAt !== undefined,
        isDraining: lastStatus === 'DEACTIVATING',
        containers: containers.map(({ name = '', exitCode, reason, lastStatus: status, imageDigest }) => ({
            ...{ name, exitCode, reason, status },
            lacksImage: imageDigest === undefined,
        })),
    };
}


/***/ }),

/***/ 7143:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    DD: () => (  stopWithRollback),
    FT: () => (  tagResource),
    bU: () => (  updateService),
    eQ: () => (  registerTaskDefinition),
    vI: () => (  continueDeployment)
  });
  var _aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(2310);
  var _aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9535);
  var _service_reading_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3801);



async function updateService(api, service, taskDefinition, signal) {
    const input = { cluster: api.cluster, service, taskDefinition };
    const output = await api.call('ecs:UpdateService', (client, options) => client.send(new api.sdk.UpdateServiceCommand(input), options), signal);
    return (0,_aws_aws_error_js__WEBPACK_IMPORTED_MODULE_1__  .JN)('ecs:UpdateService', () => (0,_service_reading_js__WEBPACK_IMPORTED_MODULE_2__  .Rh)(output.service ?? {}));
}
async function stopWithRollback(api, serviceDeploymentArn, signal) {
    const input = { serviceDeploymentArn, stopType: 'ROLLBACK' };
    await api.call('ecs:StopServiceDeployment', (client, options) => client.send(new api.sdk.StopServiceDeploymentCommand(input), options), signal);
}
async function continueDeployment(api, input, signal) {
    await api.call('ecs:ContinueServiceDeployment', (client, options) => client.send(new api.sdk.ContinueServiceDeploymentCommand(input), options), signal);
}
async function registerTaskDefinition(api, input, signal) {
    const output = await api.call('ecs:RegisterTaskDefinition', (client, options) => client.send(new api.sdk.RegisterTaskDefinitionCommand(input), options), signal);
    const { taskDefinition } = output;
    return (0,_aws_answer_form_js__WEBPACK_IMPORTED_MODULE_0__  .He)('ecs:RegisterTaskDefinition', 'taskDefinitionArn', taskDefinition?.taskDefinitionArn);
}
async function tagResource(api, resourceArn, tags, signal) {
    await api.call('ecs:TagResource', (client, options) => client.send(new api.sdk.TagResourceCommand({ resourceArn, tags }), options), signal);
}


/***/ }),

/***/ 2658:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    G6: () => (  taskIdOf),
    IM: () => (  findContainerLogs),
    UV: () => (  describeMissing),
    _q: () => (  findLogsOf)
  });
  var _stopped_task_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(333);

function findContainerLogs({ definition }) {
    return (definition.containerDefinitions ?? []).flatMap(({ name = '', logConfiguration }) => {
        const { 'awslogs-group': group, 'awslogs-stream-prefix': prefix, 'awslogs-region': region, } = logConfiguration?.options ?? {};
        if (logConfiguration?.logDriver !== 'awslogs' || !group || !prefix || !region)
            return [];
        return [{ container: name, group, prefix: `${prefix}/${name}/`, region }];
    });
}
function findLogsOf(registered, container) {
    const logs = findContainerLogs(registered);
    if (container !== undefined)
        return logs.filter((one) => one.container === container);
    const isApplication = ({ name = '', essential = true }) => essential && !(0,_stopped_task_js__WEBPACK_IMPORTED_MODULE_0__  .$Q)(name);
    const application = (registered.definition.containerDefinitions ?? []).filter(isApplication);
    return logs.filter((one) => application.some(({ name }) => name === one.container));
}
function describeMissing({ definition }, container) {
    const all = definition.containerDefinitions ?? [];
    const names = all.map(({ name = '' }) => name);
    if (container !== undefined && !names.includes(container))
        return `the task definition has no container ${container}, only ${names.join(', ')}`;
    const drivers = [...new Set(all.map(({ logConfiguration }) => logConfiguration?.logDriver ?? 'none'))];
    const whose = container === undefined ? 'no container of the application' : `${container} does not`;
    const logs = container === undefined ? 'logs' : 'log';
    return `${whose} ${logs} by awslogs with a stream prefix (log drivers: ${drivers.join(', ')})`;
}
function taskIdOf(taskArn) {
    return taskArn.split('/').at(-1) ?? '';
}


/***/ }),

/***/ 940:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    M5: () => (  writeTag),
    NM: () => (  describeBadTag),
    g$: () => (  readTags),
    yS: () => (  tagsToCopy)
  });
const KEYS = {
    verified: 'safe-landing:verified',
    bad: 'safe-landing:bad',
};
const OWN_KEYS = /^safe-landing:(?:verified|bad|rehearsal)$/;
const LONGEST_VALUE = 256;
const REFUSED = /[^\p{L}\p{Z}\p{N}_.:/=+\-@]/gu;
function writeTag(found, { at, commit, runUrl }) {
    const value = [at, commit, runUrl].filter(Boolean).join(' ').replace(REFUSED, '-');
    return { key: KEYS[found], value: value.slice(0, LONGEST_VALUE) };
}
function readTags(tags) {
    const [verified, bad] = [valueUnder(tags, KEYS.verified), valueUnder(tags, KEYS.bad)];
    if (verified === '' && bad === '')
        return undefined;
    return verified > bad ? 'verified' : 'bad';
}
function describeBadTag(tags) {
    return `its tag ${KEYS.bad} says ${valueUnder(tags, KEYS.bad)}`;
}
function valueUnder(tags, key) {
    return tags.find((tag) => tag.key === key)?.value ?? '';
}
function tagsToCopy(tags) {
    return tags.filter(({ key = '' }) => !OWN_KEYS.test(key) && !/^aws:/i.test(key));
}


/***/ }),

/***/ 4649:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Ho: () => (  codeDeployScheduleOf),
    Z_: () => (  bakeMsOf),
    kr: () => (  bakeTimeMsOf),
    rH: () => (  scheduleOf)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(8415);

const MINUTE_MS = 60_000;
function scheduleOf({ strategy, linear, canaryMinutes, bakeMinutes, pauses, }) {
    if (strategy === 'ROLLING')
        return [];
    const { stepPercent = 10, stepMinutes = 6 } = linear ?? {};
    const hooks = pauses.flatMap(({ count, minutes }) => minutes === undefined ? [] : lasting(count * minutes, (time) => `PAUSE hooks that may wait for ${time}`));
    return [
        ...(strategy === 'LINEAR' ? stepsOf(Math.ceil(100 / stepPercent), stepMinutes) : []),
        ...(strategy === 'CANARY' ? stepsOf(1, canaryMinutes ?? 10) : []),
        ...lasting(bakeMinutes ?? 0, (time) => `a bake time of ${time}`),
        ...hooks,
    ];
}
function bakeMsOf(facts) {
    return scheduleOf({ ...facts, pauses: [] }).reduce((sum, { durationMs }) => sum + durationMs, 0);
}
function bakeTimeMsOf({ bakeMinutes = 0 }) {
    return bakeMinutes * MINUTE_MS;
}
function codeDeployScheduleOf(configuration, readyMinutes = 0) {
    const [, linear, every] = /ECSLinear(\d+)PercentEvery(\d+)Minutes?$/.exec(configuration) ?? [];
    const [, canary] = /ECSCanary\d+Percent(\d+)Minutes?$/.exec(configuration) ?? [];
    return [
        ...(linear === undefined ? [] : stepsOf(Math.ceil(100 / Number(linear)), Number(every))),
        ...(canary === undefined ? [] : stepsOf(1, Number(canary))),
        ...lasting(readyMinutes, (time) => `a wait of ${time} before the traffic is rerouted`),
    ];
}
function stepsOf(count, minutes) {
    const steps = count === 1 ? 'a step' : `${count} steps`;
    const each = (0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(minutes * MINUTE_MS);
    return lasting(count * minutes, () => `${steps} of the traffic of ${each}`).map((part) => ({
        ...part,
        stepMs: minutes * MINUTE_MS,
    }));
}
function lasting(minutes, describe) {
    const durationMs = minutes * MINUTE_MS;
    return durationMs === 0 ? [] : [{ what: describe((0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(durationMs)), durationMs }];
}


/***/ }),

/***/ 2458:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openEcs: () => (  openEcs),
  wireEcs: () => (  wireEcs)
});

// EXTERNAL MODULE: ./lib/inputs/log-requests.js
var log_requests = __webpack_require__(8902);
// EXTERNAL MODULE: ./lib/targets/ecs/api/api.js
var api_api = __webpack_require__(1743);
// EXTERNAL MODULE: ./lib/aws/aws-error.js
var aws_error = __webpack_require__(9535);
;// CONCATENATED MODULE: ./lib/targets/ecs/model/aws-permissions.js
const AWS_OPTIONS = (  null && ([
    'promote',
    'service-health',
    'alarms',
    'metrics',
    'log-errors',
    'remember-good',
    'rehearse',
    'code-deploy',
]));
const ECS = 'arn:{partition}:ecs:{region}:{account}';
const SERVICE = `${ECS}:service/{cluster}/{service}`;
const CODE_DEPLOY = 'arn:{partition}:codedeploy:{region}:{account}';
const RESOURCES = {
    service: { arns: [SERVICE], name: 'the service' },
    serviceDeployments: {
        arns: [SERVICE, `${ECS}:service-deployment/{cluster}/{service}/*`],
        name: 'the service and its `service-deployment/…/*`',
    },
    serviceRevisions: {
        arns: [SERVICE, `${ECS}:service-revision/{cluster}/{service}/*`],
        name: 'the service and its `service-revision/…/*`',
    },
    clusterTasks: {
        arns: ['*'],
        name: '`*`, with the condition `ecs:cluster`',
        condition: { ArnEquals: { 'ecs:cluster': `${ECS}:cluster/{cluster}` } },
    },
    anything: { arns: ['*'], name: '`*`' },
    family: { arns: [`${ECS}:task-definition/{family}:*`], name: '`task-definition/FAMILY:*`' },
    taskRoles: {
        arns: ['{task-role}', '{execution-role}'],
        name: 'its task and execution role',
        condition: { StringEquals: { 'iam:PassedToService': 'ecs-tasks.amazonaws.com' } },
    },
    logGroup: {
        arns: ['arn:{partition}:logs:{region}:{account}:log-group:{log-group}:*'],
        name: 'the log group',
    },
    deploymentGroup: {
        arns: [`${CODE_DEPLOY}:deploymentgroup:{application}/{deployment-group}`],
        name: 'the deployment group',
    },
    application: { arns: [`${CODE_DEPLOY}:application:{application}`], name: 'the application' },
    deploymentConfiguration: {
        arns: [`${CODE_DEPLOY}:deploymentconfig:CodeDeployDefault.ECSAllAtOnce`],
        name: 'the configuration `CodeDeployDefault.ECSAllAtOnce`',
    },
};
const AWS_PERMISSIONS = [
    {
        purpose: 'watch a service',
        grants: [{ actions: ['ecs:DescribeServices'], on: 'service' }],
        without: '`inconclusive`: it cannot watch',
        isTried: true,
    },
    {
        purpose: 'count failed tasks, say why they failed, and judge by container health',
        grants: [{ actions: ['ecs:ListTasks', 'ecs:DescribeTasks'], on: 'clusterTasks' }],
        without: 'the failed tasks that ECS itself counts are the evidence, without a reason; if ECS also had no room for a task, only the checks and the timeout are',
        isTried: true,
    },
    {
        purpose: 'find the version to go back to',
        grants: [
            { actions: ['ecs:ListServiceDeployments'], on: 'service' },
            { actions: ['ecs:DescribeServiceDeployments'], on: 'serviceDeployments' },
            { actions: ['ecs:DescribeServiceRevisions'], on: 'serviceRevisions' },
        ],
        without: 'only a captured revision, or one that still runs, can be the target',
        isTried: true,
    },
    {
        purpose: 'check that version, find the logs of failed tasks, and detect a failed init container of a pending task',
        grants: [{ actions: ['ecs:DescribeTaskDefinition'], on: 'anything' }],
        without: 'the version is used unchecked, no log lines are shown, and such a task is not counted',
        isTried: true,
    },
    {
        purpose: 'roll back while the deployment is in flight',
        grants: [{ actions: ['ecs:StopServiceDeployment'], on: 'serviceDeployments' }],
        without: '`UpdateService` is used instead',
    },
    {
        purpose: 'roll back after it has finished',
        grants: [{ actions: ['ecs:UpdateService'], on: 'service' }],
        without: '`rollback-failed`',
    },
    {
        purpose: 'bring back a task definition that was deregistered, or pin a moved tag',
        grants: [
            { actions: ['ecs:RegisterTaskDefinition'], on: 'family' },
            { actions: ['iam:PassRole'], on: 'taskRoles', behind: 'ecs:RegisterTaskDefinition' },
        ],
        without: 'such a target cannot be used',
    },
    {
        purpose: 'keep the tags of such a task definition',
        grants: [{ actions: ['ecs:TagResource'], on: 'family', behind: 'ecs:RegisterTaskDefinition' }],
        without: 'its copy has no tags',
    },
    {
        purpose: 'show the last log lines of a failed task',
        grants: [{ actions: ['logs:GetLogEvents'], on: 'logGroup' }],
        without: 'the lines are left out',
    },
    {
        purpose: '`promote`: answer a deployment hook that waits',
        grants: [{ actions: ['ecs:ContinueServiceDeployment'], on: 'serviceDeployments' }],
        without: 'a healthy version waits for a person (`awaiting-approval`)',
        option: 'promote',
    },
    {
        purpose: 'judge by target-group health (no `health-url`, or `service-health: true`)',
        grants: [{ actions: ['elasticloadbalancing:DescribeTargetHealth'], on: 'anything' }],
        without: 'only running tasks and containers are checked',
        option: 'service-health',
        isTried: true,
    },
    {
        purpose: 'ask for an `alarm` in `rollback-when` or `warn-when`',
        grants: [{ actions: ['cloudwatch:DescribeAlarms'], on: 'anything' }],
        without: 'the trigger has no data, and never fires',
        option: 'alarms',
        isTried: true,
    },
    {
        purpose: 'ask for a `metric` in `rollback-when` or `warn-when`, from CloudWatch',
        grants: [{ actions: ['cloudwatch:GetMetricData'], on: 'anything' }],
        without: 'the same',
        option: 'metrics',
        isTried: true,
    },
    {
        purpose: '`log errors` in `rollback-when` or `warn-when`',
        grants: [{ actions: ['logs:FilterLogEvents'], on: 'logGroup' }],
        without: 'the line cannot be evaluated: `inconclusive` with `rollback-when`, a warning with `warn-when`',
        option: 'log-errors',
        isTried: true,
    },
    {
        purpose: '`remember-good: true`',
        grants: [{ actions: ['ecs:TagResource'], on: 'family' }],
        without: 'verified revisions are not recorded',
        option: 'remember-good',
    },
    {
        purpose: '`mode: rehearse`: note that one is under way',
        grants: [{ actions: ['ecs:TagResource'], on: 'family' }],
        without: 'one that was killed in the middle is not finished by the next',
        option: 'rehearse',
    },
    {
        purpose: 'services that CodeDeploy deploys: follow',
        grants: [{ actions: ['codedeploy:GetDeployment'], on: 'deploymentGroup' }],
        without: 'only their task sets are followed, and they cannot be rolled back',
        option: 'code-deploy',
        isTried: true,
    },
    {
        purpose: 'the same: find the version to go back to',
        grants: [{ actions: ['codedeploy:GetApplicationRevision'], on: 'application' }],
        without: '`no-target`',
        option: 'code-deploy',
        isTried: true,
    },
    {
        purpose: 'the same: roll back in flight',
        grants: [{ actions: ['codedeploy:StopDeployment'], on: 'anything' }],
        without: '`rollback-failed`',
        option: 'code-deploy',
    },
    {
        purpose: 'the same: roll back after it has finished',
        grants: [
            { actions: ['codedeploy:CreateDeployment'], on: 'deploymentGroup' },
            {
                actions: ['codedeploy:RegisterApplicationRevision'],
                on: 'application',
                behind: 'codedeploy:CreateDeployment',
            },
            {
                actions: ['codedeploy:GetDeploymentConfig'],
                on: 'deploymentConfiguration',
                behind: 'codedeploy:CreateDeployment',
            },
        ],
        without: '`rollback-failed`',
        option: 'code-deploy',
    },
    {
        purpose: 'the same: `promote`',
        grants: [{ actions: ['codedeploy:ContinueDeployment'], on: 'anything' }],
        without: 'a healthy version waits for a person (`awaiting-approval`)',
        option: 'code-deploy',
    },
    {
        purpose: 'the same: `promote` in `mode: validate`',
        grants: [{ actions: ['codedeploy:GetDeploymentGroup'], on: 'deploymentGroup' }],
        without: 'what will happen at the wait is not shown',
        option: 'code-deploy',
        isTried: true,
    },
    {
        purpose: 'the same: `rollback-to: -2` and further',
        grants: [{ actions: ['codedeploy:ListDeployments'], on: 'deploymentGroup' }],
        without: 'only the revision before is known',
        option: 'code-deploy',
        isTried: true,
    },
];

;// CONCATENATED MODULE: ./lib/targets/ecs/api/noted-permissions.js


function notePermissions(api) {
    const noted = new Map();
    const note = async (action, output) => {
        try {
            const answer = await output;
            noted.set(action, true);
            return answer;
        }
        catch (error) {
            if (error instanceof aws_error .Gy && error.kind === 'access-denied')
                noted.set(action, false);
            throw error;
        }
    };
    const noting = {
        ...api,
        call: (action, run, signal) => note(action, api.call(action, run, signal)),
        codeDeploy: (action, run, signal) => note(action, api.codeDeploy(action, run, signal)),
        loadBalancing: (action, run, signal) => note(action, api.loadBalancing(action, run, signal)),
    };
    return { api: noting, noted };
}
function describePermissions(noted, options) {
    if (noted.size === 0)
        return { lines: [], denied: [] };
    const allowed = [...noted].flatMap(([action, isAllowed]) => (isAllowed ? action : []));
    const denied = [...noted].flatMap(([action, isAllowed]) => (isAllowed ? [] : action));
    const used = [
        ...options,
        ...(allowed.some((action) => action.startsWith('codedeploy:')) ? ['code-deploy'] : []),
    ];
    const untried = AWS_PERMISSIONS.filter(({ option, isTried }) => !isTried && (option === undefined || used.includes(option))).flatMap(({ grants }) => grants.flatMap(({ actions }) => actions));
    const lines = [
        ...(allowed.length === 0 ? [] : [`Allowed: ${allowed.join(', ')}.`]),
        ...denied.map((action) => `Denied: ${action}. Without it: ${describeLoss(action)}.`),
        `Not tried, since it would change something or there is nothing to read: ${[...new Set(untried)].join(', ')}.`,
    ];
    return { lines, denied };
}
function describeLoss(action) {
    const permission = AWS_PERMISSIONS.find(({ grants }) => grants.some(({ actions }) => actions.includes(action)));
    return (permission?.without ?? 'unknown').replaceAll('`', '');
}

// EXTERNAL MODULE: ./lib/core/retry.js
var retry = __webpack_require__(7493);
;// CONCATENATED MODULE: ./lib/aws/retry-transient.js


function retryWhileTransient(read, { clock, pollIntervalMs, limitMs }, signal) {
    const endsAtMs = clock.nowMs() + limitMs;
    const delayAfterMs = (error) => isTransient(error) && clock.nowMs() + pollIntervalMs < endsAtMs ? pollIntervalMs : undefined;
    return (0,retry .y)(read, { clock, delayAfterMs }, signal);
}
const BRIEF_ATTEMPTS = 3;
function retryBriefly(read, { clock, pollIntervalMs }, signal) {
    const delayAfterMs = (error) => (isTransient(error) ? pollIntervalMs : undefined);
    return (0,retry .y)(read, { clock, attempts: BRIEF_ATTEMPTS, delayAfterMs }, signal);
}
function isTransient(error) {
    return error instanceof aws_error .Gy && error.kind === 'transient';
}

// EXTERNAL MODULE: ./lib/targets/ecs/api/service-reading.js
var service_reading = __webpack_require__(3801);
// EXTERNAL MODULE: ./lib/targets/ecs/model/tracked-deployment.js
var tracked_deployment = __webpack_require__(9494);
// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
// EXTERNAL MODULE: ./lib/aws/answer-form.js
var answer_form = __webpack_require__(2310);
;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/model/app-spec.js
function taskDefinitionIn(spec) {
    const resources = entryOf(spec, 'resources');
    if (!Array.isArray(resources))
        return undefined;
    for (const resource of resources) {
        for (const target of Object.values(isObject(resource) ? resource : {})) {
            const named = entryOf(entryOf(target, 'properties'), 'taskdefinition');
            if (typeof named === 'string')
                return named;
        }
    }
    return undefined;
}
function withTaskDefinition(spec, taskDefinition) {
    return mapValue(spec, 'resources', (resources) => Array.isArray(resources) ? resources.map((resource) => mapTargets(resource, taskDefinition)) : resources);
}
function mapTargets(resource, taskDefinition) {
    if (!isObject(resource))
        return resource;
    return Object.fromEntries(Object.entries(resource).map(([name, target]) => [
        name,
        mapValue(target, 'properties', (properties) => mapValue(properties, 'taskdefinition', () => taskDefinition)),
    ]));
}
function isObject(value) {
    return typeof value === 'object' && value !== null && !Array.isArray(value);
}
function entryOf(value, lowerKey) {
    if (!isObject(value))
        return undefined;
    return Object.entries(value).find(([key]) => key.toLowerCase() === lowerKey)?.[1];
}
function mapValue(value, lowerKey, map) {
    if (!isObject(value))
        return value;
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, key.toLowerCase() === lowerKey ? map(inner) : inner]));
}

// EXTERNAL MODULE: ./lib/targets/ecs/model/model.js
var model = __webpack_require__(2491);
;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/model/deployment.js

const UNDER_WAY = new Set(['Created', 'Queued', 'InProgress', 'Baking', 'Ready']);
const ENDED = new Set(['Succeeded', 'Failed', 'Stopped']);
function isUnderWay({ status }) {
    return UNDER_WAY.has(status);
}
function hasEnded({ status }) {
    return ENDED.has(status);
}
function servesAll(deployment) {
    return deployment.status === 'Succeeded' || (isUnderWay(deployment) && deployment.hasTrafficMoved);
}
function describeEnd({ status, error }) {
    if (error === undefined)
        return `CodeDeploy says ${status} and gives no reason`;
    return [error.code, error.message].filter((text) => text !== '').join(': ');
}
function describeRollback(from, to) {
    return `Safe Landing: back from ${(0,model .P5)(from)} to ${(0,model .P5)(to)}`;
}
function readRollback(description) {
    return /^Safe Landing: back from \S+ to ([\w-]+:\d+)$/.exec(description ?? '')?.[1];
}
function toHistory(deployments, imagesOf = () => []) {
    const named = deployments.flatMap(({ taskDefinition, ...deployment }) => taskDefinition === undefined ? [] : [{ taskDefinition, ...deployment }]);
    const copies = new Map(named.flatMap(({ taskDefinition, copyOf }) => (copyOf ? [[taskDefinition, copyOf]] : [])));
    const revisions = named.flatMap(({ taskDefinition, previousTaskDefinition, createdAtMs }) => [previousTaskDefinition ?? [], taskDefinition].flat().map((arn) => ({ arn, createdAtMs })));
    return {
        deployments: named.map(toEntry),
        revisions: new Map(revisions.map(({ arn, createdAtMs }) => [
            arn,
            {
                arn,
                taskDefinition: arn,
                copyOf: copies.get(copies.get(arn) ?? '') ?? copies.get(arn),
                createdAtMs,
                images: imagesOf(arn),
                settings: {},
            },
        ])),
        isWhole: false,
    };
}
function toEntry(deployment) {
    const { id, status, createdAtMs, createdAt, taskDefinition, previousTaskDefinition } = deployment;
    const underWay = isUnderWay(deployment) ? 'IN_PROGRESS' : status;
    return {
        arn: id,
        status: status === 'Succeeded' ? 'SUCCESSFUL' : underWay,
        createdAtMs,
        createdAt,
        targetRevisionArn: taskDefinition,
        sourceRevisionArns: previousTaskDefinition === undefined ? [] : [previousTaskDefinition],
        hooks: [],
        triggeredAlarms: [],
    };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/code-deploy-reading.js






const BLUE_GREEN = 'blueGreenDeploymentConfiguration.deploymentReadyOption';
const REVISION = ['revision.appSpecContent', 'revision.string'];
const DEPLOYMENT = [
    ...['revision', 'previousRevision', 'errorInformation', 'rollbackInfo', BLUE_GREEN],
    ...REVISION,
].map((member) => `deploymentInfo.${member}`);
const GROUP = [`deploymentGroupInfo.${BLUE_GREEN}`];
async function readDeploymentInfo(api, deploymentId, signal) {
    const output = await api.codeDeploy('codedeploy:GetDeployment', ({ sdk, client, options }) => client.send(new sdk.GetDeploymentCommand({ deploymentId }), options), signal);
    const { deploymentInfo } = (0,answer_form .Hj)('codedeploy:GetDeployment', output, DEPLOYMENT);
    if (deploymentInfo === undefined)
        throw (0,answer_form .wJ)('codedeploy:GetDeployment', 'it holds no deploymentInfo');
    return deploymentInfo;
}
async function listDeployments(api, group, signal) {
    const { deployments = [] } = await api.codeDeploy('codedeploy:ListDeployments', ({ sdk, client, options }) => client.send(new sdk.ListDeploymentsCommand({ ...group }), options), signal);
    return (0,aws_error .JN)('codedeploy:ListDeployments', () => deployments.map(String));
}
async function readAppSpec(api, applicationName, revision, signal) {
    const reported = contentOf(revision);
    if (reported !== undefined)
        return parseAppSpec(reported);
    if (revision.appSpecContent === undefined && revision.string === undefined)
        return undefined;
    const output = await api.codeDeploy('codedeploy:GetApplicationRevision', ({ sdk, client, options }) => client.send(new sdk.GetApplicationRevisionCommand({ applicationName, revision }), options), signal);
    const { revision: found = {} } = (0,answer_form .Hj)('codedeploy:GetApplicationRevision', output, REVISION);
    return parseAppSpec((0,aws_error .JN)('codedeploy:GetApplicationRevision', () => String(contentOf(found) ?? '')));
}
function keyOf(revision) {
    return revision.appSpecContent?.sha256 ?? revision.string?.sha256 ?? contentOf(revision);
}
function contentOf({ appSpecContent, string }) {
    return appSpecContent?.content ?? string?.content;
}
function parseAppSpec(content) {
    try {
        return (0,dist.parse)(content);
    }
    catch {
        return undefined;
    }
}
function toCodeDeployment(info, specs, like) {
    const { errorInformation: error, rollbackInfo = {} } = info;
    const [taskDefinition, previousTaskDefinition] = [specs.own, specs.previous].map((spec) => {
        const named = taskDefinitionIn(spec);
        return named === undefined ? undefined : (0,tracked_deployment .fd)(named, like);
    });
    const restored = readRollback(info.description);
    const original = restored && (0,tracked_deployment .fd)(restored, like);
    return {
        id: info.deploymentId ?? '',
        application: info.applicationName ?? '',
        group: info.deploymentGroupName ?? '',
        status: info.status ?? '',
        createdAtMs: info.createTime?.getTime() ?? 0,
        createdAt: info.createTime?.toISOString() ?? 'an unknown day',
        readyOption: toReadyOption(info.blueGreenDeploymentConfiguration),
        hasTrafficMoved: info.instanceTerminationWaitTimeStarted ?? false,
        taskDefinition,
        previousTaskDefinition,
        copyOf: original === taskDefinition ? undefined : original,
        error: error && { code: error.code ?? '', message: error.message ?? '' },
        rollbackId: rollbackInfo.rollbackDeploymentId,
        rollbackOfId: rollbackInfo.rollbackTriggeringDeploymentId,
    };
}
async function readReadyOption(api, group, signal) {
    const output = await api.codeDeploy('codedeploy:GetDeploymentGroup', ({ sdk, client, options }) => client.send(new sdk.GetDeploymentGroupCommand({ ...group }), options), signal);
    const { deploymentGroupInfo } = (0,answer_form .Hj)('codedeploy:GetDeploymentGroup', output, GROUP);
    return toReadyOption(deploymentGroupInfo?.blueGreenDeploymentConfiguration);
}
function toReadyOption(configured) {
    const option = configured?.deploymentReadyOption;
    return option && { actionOnTimeout: option.actionOnTimeout, waitMinutes: option.waitTimeInMinutes };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/by-hand.js

function placeOf(like, { cluster, service }) {
    return { region: like.split(':')[3] ?? '', cluster, service };
}
function updateCommand({ region, cluster, service }, target) {
    return `aws ecs update-service --region ${region} --cluster ${quote(cluster)} --service ${quote(service)} --task-definition ${target}`;
}
function stopCommand({ region }, serviceDeploymentArn) {
    return `aws ecs stop-service-deployment --region ${region} --service-deployment-arn ${quote(serviceDeploymentArn)} --stop-type ROLLBACK`;
}
function waitCommand({ region, cluster, service }) {
    return `aws ecs wait services-stable --region ${region} --cluster ${quote(cluster)} --services ${quote(service)}`;
}
function copyCommand({ region }, copy) {
    const describe = `aws ecs describe-task-definition --region ${region} --task-definition ${(0,model .P5)(copy.of)} --include TAGS --output json --query "${queryFor(copy)}"`;
    return `"$(aws ecs register-task-definition --region ${region} --output text --query taskDefinition.taskDefinitionArn --cli-input-json "$(${describe})")"`;
}
function queryFor({ fields, images, tags }) {
    const containers = images.map((image, index) => {
        const container = `taskDefinition.containerDefinitions[${index}]`;
        return image === undefined ? container : `${container}.merge(@,{image:'${image}'})`;
    });
    const isPinned = images.some((image) => image !== undefined);
    const parts = fields.map((field) => field === 'containerDefinitions' && isPinned
        ? `${field}:[${containers.join(',')}]`
        : `${field}:taskDefinition.${field}`);
    const kept = tags.map((key) => `key=='${key}'`).join('||');
    return `{${[...parts, ...(kept === '' ? [] : [`tags:tags[?${kept}]`])].join(',')}}`;
}
function quote(text) {
    return /^[\w./:@-]+$/.test(text) ? text : `'${text.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/code-deploy-writing.js


async function stopDeployment(api, deploymentId, signal) {
    await api.codeDeploy('codedeploy:StopDeployment', ({ sdk, client, options }) => client.send(new sdk.StopDeploymentCommand({ deploymentId, autoRollbackEnabled: true }), options), signal);
}
async function rerouteTraffic(api, deploymentId, signal) {
    await api.codeDeploy('codedeploy:ContinueDeployment', ({ sdk, client, options }) => client.send(new sdk.ContinueDeploymentCommand({ deploymentId, deploymentWaitType: 'READY_WAIT' }), options), signal);
}
const AT_ONCE = 'CodeDeployDefault.ECSAllAtOnce';
async function createDeployment(api, group, { appSpec, description }, signal) {
    const input = { ...group, description, revision: revisionOf(appSpec), deploymentConfigName: AT_ONCE };
    const { deploymentId } = await api.codeDeploy('codedeploy:CreateDeployment', ({ sdk, client, options }) => client.send(new sdk.CreateDeploymentCommand(input), options), signal);
    return (0,answer_form .He)('codedeploy:CreateDeployment', 'deploymentId', deploymentId);
}
function createCommand(region, { applicationName, deploymentGroupName }, { appSpecFor, target, description, copy, }) {
    const names = `--application-name ${quote(applicationName)} --deployment-group-name ${quote(deploymentGroupName)}`;
    const text = (name) => quote(JSON.stringify(revisionOf(appSpecFor(name))));
    const revision = copy === undefined ? text(target) : text('THE_COPY').replace('THE_COPY', `'${copy}'`);
    return `aws deploy create-deployment --region ${region} ${names} --deployment-config-name ${AT_ONCE} --description ${quote(description)} --revision ${revision}`;
}
function stopDeploymentCommand(region, deploymentId) {
    return `aws deploy stop-deployment --region ${region} --deployment-id ${deploymentId} --auto-rollback-enabled`;
}
function waitForDeploymentCommand(region, deploymentId) {
    return `aws deploy wait deployment-successful --region ${region} --deployment-id ${deploymentId}`;
}
function revisionOf(appSpec) {
    return { revisionType: 'AppSpecContent', appSpecContent: { content: JSON.stringify(appSpec) } };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/model/ready-wait.js

const READY_WAIT = 'READY_WAIT';
function toReadyGate({ id, readyOption }) {
    return { id, stage: READY_WAIT, otherwise: describeTimeout(readyOption) };
}
function describeTimeout({ actionOnTimeout, waitMinutes } = {}) {
    if (actionOnTimeout !== 'STOP_DEPLOYMENT' || waitMinutes === undefined)
        return undefined;
    return `CodeDeploy stops it ${waitMinutes} minutes after it became ready`;
}
function readReadyWait(deployment, id) {
    if (deployment?.id !== id)
        return { kind: 'gone', how: `${id} is no longer the deployment that is watched` };
    if (deployment.status === 'Ready')
        return { kind: 'waiting' };
    if (deployment.rollbackId !== undefined ||
        deployment.status === 'Failed' ||
        deployment.status === 'Stopped')
        return { kind: 'refused', how: `it ended there: ${describeEnd(deployment)}` };
    const isOn = deployment.status === 'InProgress' || deployment.status === 'Baking' || hasEnded(deployment);
    return isOn
        ? { kind: 'continued', by: 'others', how: 'somebody let CodeDeploy reroute the traffic' }
        : { kind: 'gone', how: `${id} is ${deployment.status}` };
}
function describeReadyWait(service, option) {
    const unknowns = [
        'whether the role may let CodeDeploy go on (codedeploy:ContinueDeployment), which AWS shows only when it is done',
    ];
    const timeout = describeTimeout(option);
    if (timeout !== undefined) {
        const step = `${service} waits at ${READY_WAIT}: this run decides; without an answer, ${timeout}`;
        return { steps: [step], problems: [], unknowns };
    }
    const problem = `the deployment group of ${service} does not wait before it reroutes the traffic, so that nothing would wait for this run`;
    return { steps: [], problems: [problem], unknowns };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/code-deploy-gates.js




function codeDeployGates(api, tracker) {
    return {
        async read(service, deploymentId, signal) {
            const { deployment } = await tracker.codeDeploy.readLatest(service, trackedOf(tracker, service), signal);
            if (tracker.codeDeploy.accessDenied !== undefined)
                throw tracker.codeDeploy.accessDenied;
            return readReadyWait(deployment, deploymentId);
        },
        async proceed(_service, deploymentId, signal) {
            await rerouteTraffic(api, deploymentId, signal);
        },
        async plan(service, signal) {
            const group = await tracker.codeDeploy.groupOf(service, signal);
            return describeReadyWait(service.name, await readReadyOption(api, group, signal));
        },
    };
}
function trackedOf(tracker, service) {
    return tracker.deployed ?? (0,tracked_deployment .Zk)(service, undefined);
}

// EXTERNAL MODULE: ./lib/targets/ecs/api/writing.js
var writing = __webpack_require__(7143);
// EXTERNAL MODULE: ./lib/targets/ecs/model/pause.js
var model_pause = __webpack_require__(1356);
;// CONCATENATED MODULE: ./lib/targets/ecs/model/pause-plan.js
const PAUSE_STAGES = [
    'RECONCILE_SERVICE',
    'PRE_SCALE_UP',
    'POST_SCALE_UP',
    'POST_TEST_TRAFFIC_SHIFT',
    'PRE_PRODUCTION_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
];
function describePauses({ name, pauses = [], strategy }, stages) {
    const at = (stage) => pauses.filter((pause) => pause.stages.includes(stage));
    const used = PAUSE_STAGES.filter((stage) => at(stage).length > 0);
    const isOwn = (stage) => stages.includes(stage) && at(stage).length === 1;
    const steps = used.map((stage) => {
        const [pause, other] = at(stage);
        const who = isOwn(stage) ? 'this run decides' : 'a person decides';
        const why = stages.includes(stage) && other !== undefined ? ', since two hooks wait there' : '';
        return `${name} waits at ${stage}${eachStep(stage, strategy)}: ${who}${why}${describeLimit(pause)}`;
    });
    if (strategy === 'ROLLING')
        return { steps, problems: [`${name} is deployed by rolling updates, which have no pause to promote at`] };
    if (used.some(isOwn))
        return { steps, problems: [] };
    const problem = `${name} has no PAUSE hook at ${stages.join(' or ')} that is the only one there, so that nothing would wait for this run`;
    return { steps, problems: [problem] };
}
function eachStep(stage, strategy) {
    const isStepped = strategy === 'LINEAR' || strategy === 'CANARY';
    return isStepped && stage === 'PRE_PRODUCTION_TRAFFIC_SHIFT' ? ' before each step of the traffic' : '';
}
const DAY_MINUTES = 1_440;
function describeLimit({ timeoutMinutes = DAY_MINUTES, timeoutAction = 'ROLLBACK', } = {}) {
    const then = timeoutAction === 'CONTINUE' ? 'lets it go on, verified or not' : 'rolls it back';
    return `; without an answer within ${timeoutMinutes} minutes, ECS ${then}`;
}

;// CONCATENATED MODULE: ./lib/targets/ecs/promotion/ecs-gates.js




function ecsGates(api, tracker, stages) {
    return {
        async read(service, hookId, signal) {
            return (0,model_pause .cw)(await readFacts(tracker, service, signal), hookId);
        },
        async proceed(service, hookId, signal) {
            const entry = (0,model_pause .wS)({ ...factsOf(tracker, service), history: tracker.history.known });
            const pause = entry && (0,model_pause .Ww)(service, entry, stages);
            if (entry === undefined || pause?.id !== hookId)
                return;
            await (0,writing .vI)(api, { serviceDeploymentArn: entry.arn, hookId, action: 'CONTINUE' }, signal);
        },
        async plan(service) {
            return {
                ...describePauses(service, stages),
                unknowns: [
                    'whether the role may answer a hook (ecs:ContinueServiceDeployment), which AWS shows only when it is done',
                ],
            };
        },
    };
}
function factsOf(tracker, service) {
    return { service, tracked: tracker.deployed ?? (0,tracked_deployment .Zk)(service, undefined) };
}
async function readFacts(tracker, service, signal) {
    const history = await tracker.history.refresh(signal);
    const { unanswered, accessDenied } = tracker.history;
    const error = unanswered ?? accessDenied;
    if (error !== undefined)
        throw error;
    return { ...factsOf(tracker, service), history };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/promotion/ecs-promotion.js





function ecsPromotion(deps) {
    return {
        inspect: (open, signal) => asPlatformErrors(async () => (await retryBriefly(() => read(deps, open, signal), deps, signal)).state),
        proceed: (open, signal) => asPlatformErrors(() => proceed(deps, open, signal)),
        plan: (signal) => asPlatformErrors(() => planAll(deps, signal)),
    };
}
async function read(deps, { service: label, gate }, signal) {
    const tracker = deps.watched.find((one) => one.label === label);
    if (tracker === undefined)
        throw new Error(`${label} is not a service of this run`);
    const service = await (0,service_reading .uS)(deps.api, tracker.name, signal);
    const gates = gatesOf(deps, tracker, service);
    return { service, gates, state: await gates.read(service, gate.id, signal) };
}
async function proceed(deps, open, signal) {
    const endsAtMs = deps.clock.nowMs() + deps.limitMs;
    let wasSent = false;
    for (;;) {
        const { state, service, gates } = await retryWhileTransient(() => read(deps, open, signal), deps, signal);
        if (state.kind === 'continued' && wasSent)
            return BY_US;
        if (state.kind !== 'waiting')
            return state;
        try {
            signal.throwIfAborted();
            await gates.proceed(service, open.gate.id, signal);
            return BY_US;
        }
        catch (error) {
            const isLost = isTransient(error);
            if (!isLost && !isConflict(error))
                throw error;
            if (deps.clock.nowMs() + deps.pollIntervalMs >= endsAtMs)
                throw error;
            wasSent ||= isLost;
            await deps.clock.sleep(deps.pollIntervalMs, signal);
        }
    }
}
const BY_US = {
    kind: 'continued',
    by: 'us',
    how: 'verified with this traffic, and let go on by this run',
};
function isConflict(error) {
    const cause = error instanceof aws_error .Gy ? error.cause : undefined;
    const names = [
        'ConflictException',
        'DeploymentIsNotInReadyStateException',
        'DeploymentAlreadyCompletedException',
    ];
    return cause instanceof Error && names.includes(cause.name);
}
async function planAll(deps, signal) {
    const plans = [];
    for (const [tracker, service] of await (0,service_reading .Ss)(deps.api, deps.watched, signal))
        plans.push(await gatesOf(deps, tracker, service).plan(service, signal));
    return {
        steps: plans.flatMap(({ steps }) => steps),
        problems: plans.flatMap(({ problems }) => problems),
        unknowns: [...new Set(plans.flatMap(({ unknowns }) => unknowns))],
    };
}
function gatesOf({ api, stages }, tracker, service) {
    return service.controller === 'CODE_DEPLOY' ? codeDeployGates(api, tracker) : ecsGates(api, tracker, stages);
}
async function asPlatformErrors(run) {
    try {
        return await run();
    }
    catch (error) {
        throw error instanceof aws_error .Gy ? (0,aws_error .hf)(error) : error;
    }
}

// EXTERNAL MODULE: ./lib/targets/ecs/api/task-definition.js
var task_definition = __webpack_require__(3818);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/targets/ecs/model/images.js
var model_images = __webpack_require__(5606);
// EXTERNAL MODULE: ./lib/targets/ecs/model/deployment-line.js
var deployment_line = __webpack_require__(270);
;// CONCATENATED MODULE: ./lib/targets/ecs/model/target-candidates.js




const fromCapture = ({ captured, history, failing, isSameDefinition }) => {
    if (captured === undefined)
        return reject('nothing was captured before the deploy');
    const { taskDefinition, images, settings = {} } = captured;
    const name = (0,model .P5)(taskDefinition);
    const left = history && (0,deployment_line .f)((0,deployment_line .i)(before(failing, history), isSameDefinition), captured, isSameDefinition);
    if (left !== undefined)
        return reject(`${name} was rolled back from after it was captured: ${left.why}`);
    const recorded = [...(history?.revisions.values() ?? [])].find((revision) => revision.taskDefinition === taskDefinition && (0,model_images .nw)(revision) === (0,model_images .nw)(captured));
    const evidence = `${name} ran before this deploy, as the capture step recorded`;
    const known = Object.keys(settings).length > 0 ? settings : recorded?.settings;
    return accept({ taskDefinition, images, settings: known, revisionArn: recorded?.arn, evidence });
};
const fromHistory = ({ history, failing, isSameDefinition }) => {
    if (history === undefined)
        return reject('the deployment history could not be read');
    const watched = findNewest(failing, history);
    const { versions, left } = (0,deployment_line .i)(history, isSameDefinition, watched);
    const earlier = (0,model .ll)(before(failing, history).deployments);
    const usable = versions
        .toReversed()
        .filter(({ sinceMs }) => watched === undefined || sinceMs < watched.createdAtMs)
        .flatMap(({ revision, evidence }) => (evidence === undefined ? [] : { ...recordOf(revision), evidence }));
    const rejected = [
        ...(earlier.length === 0 ? ['the deployment history holds nothing before this deployment'] : []),
        ...earlier.flatMap((entry) => findFault(entry, history)),
        ...findForgottenSource(watched, history),
        ...versions
            .flatMap(({ names }) => (names.has(failing) ? [...names] : []))
            .filter((name) => name !== failing)
            .map(describeTwin),
        ...left
            .filter(({ taskDefinition }) => taskDefinition !== failing)
            .map(({ taskDefinition, why }) => `${(0,model .P5)(taskDefinition)} was rolled back from: ${why}`),
    ];
    return { usable, rejected };
};
function findNewest(failing, history) {
    return (0,model .ll)(history.deployments).find(({ targetRevisionArn }) => (0,tracked_deployment .Ib)(targetRevisionArn, history) === failing);
}
function before(failing, history) {
    const watched = findNewest(failing, history);
    const deployments = history.deployments.filter(({ createdAtMs }) => watched === undefined || createdAtMs < watched.createdAtMs);
    return { ...history, deployments };
}
function findFault(entry, history) {
    const { createdAt, status, targetRevisionArn, rollback } = entry;
    const arn = status === 'ROLLBACK_SUCCESSFUL' ? rollback?.serviceRevisionArn : targetRevisionArn;
    const taskDefinition = (0,tracked_deployment .Ib)(arn, history);
    const isGood = status === 'SUCCESSFUL' || status === 'ROLLBACK_SUCCESSFUL';
    if (isGood)
        return taskDefinition === undefined
            ? [`the revision of the deployment of ${createdAt} is no longer on record`]
            : [];
    if (status.startsWith('ROLLBACK_') && taskDefinition !== undefined)
        return [];
    const name = (0,model .P5)(taskDefinition ?? 'an unknown revision');
    return [`${name}: its deployment of ${createdAt} ended ${status}`];
}
function findForgottenSource(watched, history) {
    const isForgotten = watched?.sourceRevisionArns.some((arn) => !history.revisions.has(arn));
    return history.isWhole && isForgotten
        ? ['the revision that ran before this deployment is no longer on record']
        : [];
}
const fromRunning = ({ service, history, isSameDefinition }) => {
    const line = history && (0,deployment_line .i)(history, isSameDefinition);
    const running = service.deployments
        .filter(({ status, rolloutState, taskSet }) => (status === 'ACTIVE' && rolloutState === 'COMPLETED') || taskSet?.stability === 'STEADY_STATE')
        .filter(({ taskDefinition }) => !line?.left.some((one) => one.taskDefinition === taskDefinition));
    if (running.length === 0)
        return reject('no other completed deployment is running any more');
    const usable = (0,model .ll)(running).map(({ taskDefinition }) => ({
        taskDefinition,
        images: [],
        evidence: `${(0,model .P5)(taskDefinition)} is the completed deployment that still runs beside the new one`,
    }));
    return { usable, rejected: [] };
};
function distinct({ usable, rejected }, facts) {
    const { failing: taskDefinition, history, revisions, isSameDefinition } = facts;
    const { images = [], copyOf } = (0,model .Rr)(taskDefinition, history) ?? {};
    const failing = { taskDefinition, images, copyOf };
    const kept = [];
    const dropped = [];
    for (const candidate of usable) {
        const isFailing = candidate.taskDefinition === failing.taskDefinition;
        const name = (0,model .P5)(candidate.taskDefinition);
        if ((0,model_images .p)(candidate, failing, isSameDefinition)) {
            dropped.push(isFailing ? `${name} is the revision that failed` : describeTwin(candidate.taskDefinition));
        }
        else if (revisions?.get(candidate.taskDefinition) === 'bad') {
            dropped.push(`${name} was found bad by an earlier run`);
        }
        else if (!kept.some((earlier) => (0,model_images .p)(candidate, earlier, isSameDefinition))) {
            kept.push(isFailing ? withOtherImage(candidate) : candidate);
        }
    }
    return { usable: kept, rejected: [...rejected, ...dropped] };
}
function describeTwin(taskDefinition) {
    return `${(0,model .P5)(taskDefinition)} has the same images and definition as the revision that failed`;
}
function withOtherImage(candidate) {
    return { ...candidate, evidence: `${candidate.evidence}; its tag meant another image then` };
}
function recordOf({ arn, taskDefinition, images, copyOf, settings, }) {
    return { taskDefinition, images, copyOf, settings, revisionArn: arn };
}
function merge(all) {
    return {
        usable: all.flatMap(({ usable }) => usable),
        rejected: all.flatMap(({ rejected }) => rejected),
    };
}
function accept(candidate) {
    return { usable: [candidate], rejected: [] };
}
function reject(why) {
    return { usable: [], rejected: [why] };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/target-choice.js


function provenOf(captured) {
    return captured?.isProven ? captured : undefined;
}
function chooseTarget(facts) {
    const { rollbackTo } = facts;
    if (rollbackTo.kind === 'revision')
        return chooseNamed(facts, rollbackTo.revision);
    if (rollbackTo.kind === 'back')
        return chooseBack(facts, rollbackTo.count);
    return chooseVerified(facts) ?? choosePrevious(facts, [fromCapture, fromHistory, fromRunning]);
}
function choosePrevious(facts, sources) {
    const evidence = [];
    for (const source of sources) {
        const { usable, rejected } = distinct(source(facts), facts);
        evidence.push(...rejected);
        if (usable[0] !== undefined)
            return found(usable[0], evidence);
    }
    const reason = `no known-good revision of ${facts.service.name} to go back to was found`;
    return { kind: 'none', reason, evidence };
}
function chooseBack(facts, count) {
    const { usable, rejected } = distinct(fromHistory(facts), facts);
    const chosen = usable[count - 1];
    if (chosen !== undefined)
        return found(chosen, rejected);
    const names = usable.map(({ taskDefinition }) => (0,model .P5)(taskDefinition)).join(', ');
    const known = usable.length === 0 ? 'none is on record' : `the record ends after ${usable.length}: ${names}`;
    const reason = `rollback-to -${count} asks for so many good revisions of ${facts.service.name} back, but ${known}`;
    return { kind: 'none', reason, evidence: rejected };
}
function listCandidates(facts) {
    const { usable } = merge([fromCapture(facts), fromHistory(facts)]);
    return [...new Set(usable.map(({ taskDefinition }) => taskDefinition))].filter((taskDefinition) => taskDefinition !== facts.failing);
}
function chooseVerified(facts) {
    const { revisions } = facts;
    if (revisions === undefined)
        return undefined;
    const { usable } = distinct(merge([fromCapture(facts), fromHistory(facts)]), facts);
    const chosen = usable.find(({ taskDefinition }) => revisions.get(taskDefinition) === 'verified');
    if (chosen === undefined)
        return undefined;
    const name = (0,model .P5)(chosen.taskDefinition);
    return found({ ...chosen, evidence: `${name} was verified healthy by an earlier run; ${chosen.evidence}` }, []);
}
function found({ evidence, ...candidate }, rejected) {
    return { kind: 'found', ...candidate, evidence: [evidence, ...rejected.map((why) => `not used: ${why}`)] };
}
function chooseNamed(facts, named) {
    const revisions = [...(facts.history?.revisions.values() ?? [])];
    const revision = facts.history?.revisions.get(named) ??
        (0,model .ll)(revisions.filter((one) => isNamed(one.taskDefinition, named)))[0];
    const evidence = `rollback-to names ${(0,model .P5)(revision?.taskDefinition ?? named)}`;
    return found(revision === undefined
        ? { taskDefinition: named, images: [], evidence }
        : { ...recordOf(revision), evidence }, []);
}
function isNamed(taskDefinition, named) {
    return taskDefinition === named || (0,model .P5)(taskDefinition) === named;
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/deployment-progress.js

function readProgress(service, primary, { entry, promotesAt = [] }) {
    const stage = entry?.lifecycleStage;
    const traffic = entry === undefined ? 'nothing' : readTraffic(entry);
    return {
        traffic,
        servingFully: stage === undefined && onlyDrains(service, primary),
        runningTasks: primary.runningCount,
        milestones: [...reachedBy(entry), ...leftOf(service, primary)],
        hasServed: traffic !== 'nothing' || (stage !== undefined && indexOf(stage) > indexOf('SCALE_UP')),
        waitsFor: entry && findWait(service, entry, promotesAt),
        blocking: findBlock(service.events, primary.createdAtMs),
    };
}
const STAGES = [
    'RECONCILE_SERVICE',
    'PRE_SCALE_UP',
    'SCALE_UP',
    'POST_SCALE_UP',
    'TEST_TRAFFIC_SHIFT',
    'POST_TEST_TRAFFIC_SHIFT',
    'PRE_PRODUCTION_TRAFFIC_SHIFT',
    'PRODUCTION_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
    'BAKE_TIME',
    'CLEAN_UP',
];
function indexOf(stage) {
    return STAGES.indexOf(stage);
}
function readTraffic({ lifecycleStage, productionWeight }) {
    if (lifecycleStage === undefined)
        return 'nothing';
    if (productionWeight !== undefined) {
        if (productionWeight >= 100)
            return 'all';
        return productionWeight > 0 ? 'some' : 'nothing';
    }
    const shifts = indexOf('PRODUCTION_TRAFFIC_SHIFT');
    if (indexOf(lifecycleStage) > shifts)
        return 'all';
    return indexOf(lifecycleStage) === shifts ? 'some' : 'nothing';
}
function hasTrafficBack({ lifecycleStage, productionWeight }) {
    if (productionWeight !== undefined)
        return productionWeight === 0;
    return lifecycleStage === 'TEST_TRAFFIC_SHIFT' || lifecycleStage === 'CLEAN_UP';
}
function reachedBy(entry) {
    if (entry?.lifecycleStage === undefined)
        return [];
    const { lifecycleStage, productionWeight, hooks } = entry;
    return [
        `stage ${lifecycleStage}`,
        ...(productionWeight === undefined ? [] : [`${productionWeight} % of the traffic`]),
        ...hooks.map(({ id, status }) => `hook ${id} ${status}`),
    ];
}
function leftOf({ deployments }, primary) {
    const others = deployments.filter(({ id }) => id !== primary.id);
    return others.map(({ id, runningCount }) => `${runningCount} tasks of ${id} left`);
}
function findWait(service, entry, promotesAt) {
    const { strategy } = service;
    const { lifecycleStage, hooks } = entry;
    if (lifecycleStage === undefined)
        return undefined;
    if (isPaused(entry)) {
        const pause = (0,model_pause .Ww)(service, entry, promotesAt);
        const what = `an answer to the lifecycle hook at its stage ${lifecycleStage}`;
        return { by: 'person', what, gate: pause && (0,model_pause .z4)(pause, lifecycleStage) };
    }
    if (hooks.some(({ status }) => status === 'IN_PROGRESS'))
        return { by: 'schedule', what: 'a lifecycle hook' };
    if (lifecycleStage === 'BAKE_TIME')
        return { by: 'schedule', what: 'the bake time of ECS', durationMs: service.bakeTimeMs };
    const shiftsInSteps = strategy === 'LINEAR' || strategy === 'CANARY';
    return shiftsInSteps && lifecycleStage === 'PRODUCTION_TRAFFIC_SHIFT'
        ? { by: 'schedule', what: 'the next step of the traffic' }
        : undefined;
}
function isPaused({ hooks }) {
    return hooks.some(({ status }) => status === 'AWAITING_ACTION');
}
function onlyDrains(service, primary) {
    const others = service.deployments.filter(({ id }) => id !== primary.id);
    return runsFully(primary) && others.every(({ desiredCount }) => desiredCount === 0);
}
function runsFully({ runningCount, desiredCount, pendingCount }) {
    return runningCount >= desiredCount && pendingCount === 0 && desiredCount > 0;
}
const BLOCKS = /was unable to|is unable to|health check|is unhealthy|throttled|fail/;
const ROOM = /was unable to place a task|Capacity is unavailable|reached the limit on the number of|tasks under protection|operations are being throttled/;
const OF_THE_VERSION = /ResourceInitializationError|CannotPull|role|secret|not authorized/i;
const WITHOUT_A_CAUSE = /unable to consistently start tasks|deployment failed: tasks failed to start/;
const SUBJECTS = /^service \S+|\((?:service|deployment|taskSet|task|instance|container-instance|target-group|elb) [^()]*\)/g;
function findBlock(events, sinceMs) {
    const blocks = events
        .filter(({ createdAtMs }) => createdAtMs >= sinceMs)
        .map(({ message: text }) => ({ text, words: text.replace(SUBJECTS, '') }))
        .filter(({ words }) => BLOCKS.test(words))
        .map(({ text, words }) => ({ text, isRoom: ROOM.test(words) && !OF_THE_VERSION.test(words) }));
    const causes = blocks.filter(({ text }) => !WITHOUT_A_CAUSE.test(text));
    return causes.find(({ isRoom }) => !isRoom) ?? causes[0] ?? blocks[0];
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/rollout-state.js



function readRollout(facts) {
    const { unanswered } = facts;
    const state = readKnown(facts);
    const isGone = state.kind === 'superseded' || state.kind === 'absent';
    return isGone && unanswered !== undefined
        ? { kind: 'unknown', reason: unanswered, permanent: false }
        : state;
}
function readKnown(facts) {
    const { service } = facts;
    const unverifiable = findUnverifiable(service);
    if (unverifiable !== undefined)
        return unverifiable;
    const entry = (0,tracked_deployment .OM)(facts.tracked, service, facts.history);
    const primary = (0,model .Os)(service);
    const shown = (0,tracked_deployment .G4)(facts.tracked, service);
    if ((0,tracked_deployment .$K)(facts.tracked, service, facts.history))
        return readSuperseded(facts);
    const ended = entry === undefined ? undefined : readEnded(facts, entry);
    if (ended !== undefined)
        return ended;
    if (primary !== undefined && shown?.id === primary.id)
        return readPrimary(facts, primary, entry);
    return readDisplaced(facts, shown, entry);
}
function findUnverifiable({ name, status, desiredCount }) {
    if (status !== 'ACTIVE')
        return { kind: 'unverifiable', reason: `${name} is ${status}` };
    return desiredCount === 0
        ? { kind: 'unverifiable', reason: 'its desired count is 0, so nothing runs that could be verified' }
        : undefined;
}
function needsHistory(service, tracked) {
    const primary = (0,model .Os)(service);
    const isRolling = service.strategy === 'ROLLING';
    const isPlain = primary !== undefined && primary.taskDefinition === tracked.taskDefinition && primary.id === tracked.id;
    return !isRolling || !isPlain || primary.rolloutState === 'FAILED';
}
function isPlainlyRollingOut(service, deployed) {
    const primary = (0,model .Os)(service);
    if (deployed === undefined || primary === undefined || service.strategy !== 'ROLLING')
        return false;
    const { taskDefinition } = (0,tracked_deployment .Zk)(service, deployed);
    const named = service.deployments.filter((each) => each.taskDefinition === taskDefinition);
    return named.length === 1 && named[0]?.id === primary.id && primary.rolloutState === 'IN_PROGRESS';
}
function readEnded({ history }, entry) {
    if (!['ROLLBACK_REQUESTED', 'ROLLBACK_IN_PROGRESS', 'ROLLBACK_SUCCESSFUL', 'ROLLBACK_FAILED'].includes(entry.status)) {
        return undefined;
    }
    const why = entry.rollback?.reason ?? entry.statusReason ?? 'ECS gives no reason';
    if (entry.status === 'ROLLBACK_FAILED')
        return { kind: 'failed', reason: `ECS tried to roll it back and failed: ${why}` };
    const to = (0,tracked_deployment .Ib)(entry.rollback?.serviceRevisionArn, history);
    const reason = `ECS ${entry.status === 'ROLLBACK_SUCCESSFUL' ? 'rolled' : 'is rolling'} it back: ${why}`;
    return { kind: 'rolled-back', reason, ...(to === undefined ? {} : { to: (0,model .P5)(to) }) };
}
function readPrimary(facts, primary, entry) {
    const { service, failedTasks, promotesAt } = facts;
    const counts = `${primary.runningCount} of ${primary.desiredCount} tasks run`;
    if (primary.rolloutState === 'FAILED') {
        const reason = primary.rolloutStateReason ?? 'ECS gives no reason';
        const blocking = findBlock(service.events, primary.createdAtMs);
        return blocking?.isRoom === true && failedTasks.length === 0
            ? { kind: 'unverifiable', reason: `${reason} All that ECS says of its tasks is: ${blocking.text}` }
            : { kind: 'failed', reason };
    }
    if (entry?.status === 'STOPPED') {
        const reason = entry.statusReason ?? 'its deployment was stopped';
        return { kind: (0,model .Gj)(entry) ? 'failed' : 'stopped', reason };
    }
    const detail = [counts, ...stageOf(entry), ...circuitOf(entry)].join(', ');
    if (isCompleted(service, primary, entry))
        return { kind: 'complete', failedTasks, isCleaningUp: onlyCleansUp(entry), detail };
    return {
        kind: 'in-progress',
        ...readProgress(service, primary, { entry, promotesAt }),
        failedTasks,
        detail,
    };
}
function isCompleted(service, primary, entry) {
    if (service.strategy !== 'ROLLING' && entry !== undefined)
        return entry.status === 'SUCCESSFUL' || onlyCleansUp(entry);
    if (primary.rolloutState !== undefined)
        return primary.rolloutState === 'COMPLETED';
    return service.deployments.length === 1 && runsFully(primary);
}
function onlyCleansUp(entry) {
    return (entry?.status === 'IN_PROGRESS' && entry.lifecycleStage === 'CLEAN_UP' && readTraffic(entry) === 'all');
}
function stageOf(entry) {
    if (entry?.lifecycleStage === undefined)
        return [];
    return [`stage ${entry.lifecycleStage}${isPaused(entry) ? ' (a lifecycle hook waits for somebody)' : ''}`];
}
function circuitOf(entry) {
    const breaker = entry?.circuitBreaker;
    if (breaker === undefined || breaker.failureCount === 0)
        return [];
    return [`circuit breaker at ${breaker.failureCount} of ${breaker.threshold} failures`];
}
function readDisplaced(facts, shown, entry) {
    const { service, tracked } = facts;
    const now = nowOf(service);
    if ((0,tracked_deployment .$Y)(tracked, service, facts.history))
        return NOT_LISTED_YET;
    if (shown?.rolloutState === 'FAILED') {
        const why = shown.rolloutStateReason ?? 'ECS gives no reason';
        return { kind: 'rolled-back', reason: `ECS is rolling it back: ${why}`, to: now };
    }
    const wasSeen = shown !== undefined || tracked.id !== undefined || entry !== undefined;
    if (wasSeen)
        return readSuperseded(facts);
    const wanted = (0,model .P5)(tracked.taskDefinition);
    return { kind: 'absent', reason: `${service.name} never received ${wanted}; it runs ${now}` };
}
const NOT_LISTED_YET = {
    kind: 'in-progress',
    traffic: 'nothing',
    servingFully: false,
    runningTasks: 0,
    milestones: [],
    hasServed: false,
    failedTasks: [],
    detail: 'ECS does not list it with the service yet',
};
function readSuperseded({ service, tracked, history }) {
    const by = (0,model .P5)((0,tracked_deployment .Jk)(tracked, service, history));
    const reason = `${by} was deployed to ${service.name} after ${(0,model .P5)(tracked.taskDefinition)}`;
    return { kind: 'superseded', reason, by };
}
function nowOf(service) {
    return (0,model .P5)((0,model .Os)(service)?.taskDefinition ?? service.taskDefinition);
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/task-set.js




function readTaskSetRollout({ service, tracked, failedTasks }) {
    const unverifiable = findUnverifiable(service);
    if (unverifiable !== undefined)
        return unverifiable;
    const shown = (0,tracked_deployment .G4)(tracked, service);
    const wanted = (0,model .P5)(tracked.taskDefinition);
    const now = (0,model .P5)((0,model .Os)(service)?.taskDefinition ?? service.taskDefinition);
    if (shown === undefined) {
        return tracked.id === undefined
            ? { kind: 'absent', reason: `${service.name} has no task set of ${wanted}; it runs ${now}` }
            : {
                kind: 'superseded',
                reason: `the task set of ${wanted} is gone; ${service.name} runs ${now}`,
                by: now,
            };
    }
    if (isReplaced(shown, service))
        return {
            kind: 'superseded',
            reason: `another version was deployed to ${service.name} after ${wanted}`,
            by: now,
        };
    const stability = shown.taskSet?.stability ?? '';
    const detail = `its task set is ${shown.status} and ${stability}, ${shown.runningCount} of ${shown.desiredCount} tasks run`;
    const isInPlace = shown.status === 'PRIMARY' && stability === 'STEADY_STATE';
    return isInPlace
        ? { kind: 'complete', failedTasks, detail }
        : { kind: 'in-progress', ...readTaskSetProgress(shown, service), failedTasks, detail };
}
function readTaskSetProgress(shown, service) {
    const isSteady = shown?.taskSet?.stability === 'STEADY_STATE';
    return {
        traffic: isSteady ? 'some' : 'nothing',
        servingFully: false,
        runningTasks: shown?.runningCount ?? 0,
        milestones: shown === undefined ? [] : [`task set ${shown.status} ${shown.taskSet?.stability}`],
        hasServed: isSteady,
        blocking: shown && findBlock(service.events, shown.createdAtMs),
    };
}
function isReplaced(shown, { deployments }) {
    return deployments.some(({ taskDefinition, createdAtMs, status }) => shown !== undefined &&
        status !== 'DRAINING' &&
        taskDefinition !== shown.taskDefinition &&
        createdAtMs > shown.createdAtMs);
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/model/stop.js

const stop_OF_THE_VERSION = new Set([
    'ALARM_ACTIVE',
    'CUSTOMER_APPLICATION_UNHEALTHY',
    'HEALTH_CONSTRAINTS',
    'HOOK_EXECUTION_FAILURE',
]);
function wasFoundFailing({ status, error }) {
    return status === 'Failed' || stop_OF_THE_VERSION.has(error?.code ?? '');
}
function findStayed(service, deployment) {
    const { status, taskDefinition, previousTaskDefinition: before } = deployment;
    if (status !== 'Stopped' || wasFoundFailing(deployment) || before === taskDefinition)
        return undefined;
    return before === (0,model .Os)(service)?.taskDefinition ? before : undefined;
}
function cameToNothing(service, taskDefinition, latest) {
    const hasFailed = latest.status === 'Stopped' || latest.status === 'Failed';
    return hasFailed && (0,model .Os)(service)?.taskDefinition === taskDefinition;
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/model/code-deploy-action.js





const POLLS_FOR_ROLLBACK = 6;
function decideCodeDeployAction(facts) {
    const { progress, deployment, tracked, target } = facts;
    if (progress?.kind === 'updated' &&
        target === tracked.taskDefinition &&
        deployment &&
        isUnderWay(deployment))
        return { kind: 'follow', deploymentId: deployment.id, to: target };
    const action = decideByDeployment(facts);
    return progress?.kind === 'stopping' && progress.deploymentId === deployment?.id
        ? decideAfterStop(action, progress.polls, deployment.rollbackId)
        : action;
}
function decideAfterStop(action, polls, rollbackId) {
    if (action.kind === 'stop')
        return { kind: 'wait', reason: `${action.deploymentId} is being stopped` };
    if (action.kind !== 'create' || rollbackId !== undefined || polls >= POLLS_FOR_ROLLBACK)
        return action;
    return { kind: 'wait', reason: 'CodeDeploy has not begun to roll back yet', isForRollback: true };
}
function decideByDeployment(facts) {
    const { deployment } = facts;
    const other = findOther(facts);
    if (other !== undefined)
        return decideAfterOther(facts, other);
    if (deployment === undefined)
        return decideByTraffic(facts, 'CodeDeploy has no deployment of it');
    if (isUnderWay(deployment))
        return { kind: 'stop', deploymentId: deployment.id };
    if (!hasEnded(deployment)) {
        const reason = `${deployment.id} is ${deployment.status}, which this version does not know`;
        return { kind: 'wait', reason };
    }
    if (deployment.rollbackId !== undefined)
        return decideByRollback(facts, deployment.rollbackId);
    const stayed = facts.target === undefined ? findStayed(facts.service, deployment) : undefined;
    if (stayed !== undefined)
        return { kind: 'follow', to: stayed };
    const shown = (0,tracked_deployment .G4)(facts.tracked, facts.service);
    const isLate = shown !== undefined && shown.status !== 'PRIMARY' && !isReplaced(shown, facts.service);
    if (deployment.status === 'Succeeded' && isLate)
        return { kind: 'create', reason: `${deployment.id} has finished` };
    return deployment.status === 'Succeeded'
        ? decideByTraffic(facts, `${deployment.id} has finished`)
        :  
            decideByTraffic(facts, `${deployment.id} ended ${deployment.status}`, deployment.previousTaskDefinition);
}
function findOther(facts) {
    const { deployment, rollback, latest, tracked, service } = facts;
    if (deployment === undefined || latest === undefined || latest.id === tracked.outlivedId)
        return undefined;
    const isBack = latest.taskDefinition === tracked.taskDefinition && latest.status === 'Succeeded';
    if (isBack && (0,model .Os)(service)?.taskDefinition === tracked.taskDefinition)
        return undefined;
    const isOwn = latest.id === deployment.id || latest.id === rollback?.id || latest.rollbackOfId === deployment.id;
    return isOwn || latest.createdAtMs <= deployment.createdAtMs ? undefined : latest;
}
function decideAfterOther({ service, tracked, target }, other) {
    const by = (0,model .P5)(other.taskDefinition ?? other.id);
    if (target === undefined &&
        tracked.returningTo !== undefined &&
        other.taskDefinition === tracked.returningTo)
        return { kind: 'wait', reason: `${service.name} is being given ${by} already` };
    if (target !== undefined && other.taskDefinition === target) {
        if (!hasEnded(other))
            return { kind: 'follow', deploymentId: other.id, to: target };
        if ((0,model .Os)(service)?.taskDefinition === target)
            return { kind: 'already-there' };
    }
    return { kind: 'superseded', by, reason: `${service.name} has been given ${by} by somebody else` };
}
function decideByRollback({ rollback, target, service }, rollbackId) {
    if (rollback === undefined)
        return { kind: 'wait', reason: `${rollbackId} rolls it back` };
    const { taskDefinition: to } = rollback;
    const isRequestedTarget = target === undefined || to === undefined || to === target;
    if (rollback.status === 'Failed' || rollback.status === 'Stopped') {
        return {
            kind: 'create',
            reason: `CodeDeploy tried to roll it back, and ${rollbackId} ${rollback.status}`,
        };
    }
    if (isRequestedTarget)
        return { kind: 'follow', deploymentId: rollbackId, to };
    if (!hasEnded(rollback))
        return { kind: 'wait', reason: `CodeDeploy first rolls it back to ${(0,model .P5)(to)}` };
    return (0,model .Os)(service)?.taskDefinition === target
        ? { kind: 'already-there' }
        : { kind: 'create', reason: `CodeDeploy itself restored ${(0,model .P5)(to)}` };
}
function decideByTraffic({ service, tracked, target }, reason, before) {
    const now = (0,model .Os)(service)?.taskDefinition ?? service.taskDefinition;
    if (now === target)
        return { kind: 'already-there' };
    if (now === tracked.taskDefinition || now === before)
        return { kind: 'create', reason };
    const by = (0,model .P5)(now);
    return { kind: 'superseded', by, reason: `${service.name} has been given ${by} by somebody else` };
}
function describeCodeDeployAction(action, at) {
    const { service, target, restored } = at;
    switch (action.kind) {
        case 'already-there':
            return [`nothing: ${service} has been given ${target} already; wait until it is stable`];
        case 'follow':
            if (action.deploymentId === undefined)
                return [`nothing: ${service} has kept ${target}`];
            return [`nothing: follow ${action.deploymentId}, by which CodeDeploy brings ${target} back`];
        case 'wait':
            return [`wait: ${action.reason}; then decide again`];
        case 'stop': {
            const stop = `codedeploy:StopDeployment of ${action.deploymentId} with autoRollbackEnabled`;
            return restored === target
                ? [`${stop}, which restores ${target}`]
                : [
                    `${stop}, which restores ${restored ?? 'what ran before it'}`,
                    `codedeploy:CreateDeployment of ${target} for ${service}`,
                ];
        }
        case 'create':
            return [`codedeploy:CreateDeployment of ${target} for ${service} (${action.reason})`];
        case 'superseded':
            return [`nothing: ${action.reason}`];
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/code-deploy-plan.js










function planToFollowCodeDeploy({ label }, { service, deployment }, action) {
    const target = action.to ?? deployment?.previousTaskDefinition ?? (0,model .Os)(service)?.taskDefinition ?? '';
    const name = (0,model .P5)(target);
    return {
        target,
        actor: action.deploymentId === undefined ? 'us' : 'platform',
        evidence: [
            action.deploymentId === undefined
                ? `the deployment was stopped, and the traffic of ${label} has stayed with ${name}`
                : `CodeDeploy itself chose ${name}, the last revision of ${label} that it saw through`,
        ],
        steps: describeCodeDeployAction(action, { service: label, target: name }),
        unknowns: [],
        manual: action.deploymentId === undefined
            ? ''
            : waitForDeploymentCommand(regionOf(service), action.deploymentId),
    };
}
const RECENT = 10;
const FAR_BACK = 60;
async function chooseTargetByCodeDeploy(watched, facts, signal) {
    const { service, tracked, rollbackTo, captured, definitions } = facts;
    const choose = async (count) => chooseTarget({
        ...{ service, failing: tracked.taskDefinition, rollbackTo },
        captured: provenOf(captured),
        history: await readPast(watched, facts, count, signal),
        isSameDefinition: definitions.areSame,
    });
    let choice = await choose(RECENT);
    if (choice.kind === 'none')
        choice = await choose(FAR_BACK);
    if (choice.kind === 'found')
        return choice;
    const hint = watched.codeDeploy.listAccessDenied?.hint;
    return { ...choice, reason: `${choice.reason} for ${watched.label}`, hint };
}
async function readPast(watched, { service, deployment, definitions, rollbackTo }, count, signal) {
    const read = await watched.codeDeploy.readHistory(service, count, signal);
    if (rollbackTo.kind !== 'revision')
        await readDefinitions(definitions, read, signal);
    const toPast = (deployments) => toHistory(deployments, definitions.imagesOf);
    if (deployment === undefined)
        return read.length === 0 ? undefined : toPast(read);
    const listed = read.length === 0 ? [deployment] : read;
    const previous = previousOf(deployment);
    const isListed = listed.some(({ taskDefinition }) => taskDefinition === previous?.taskDefinition);
    return toPast(previous === undefined || isListed ? listed : [...listed, previous]);
}
async function readDefinitions(definitions, deployments, signal) {
    for (const taskDefinition of new Set(deployments.flatMap((each) => each.taskDefinition ?? []))) {
        await definitions.readIfThere(taskDefinition, signal);
        if (definitions.unknowns.length > 0)
            return;
    }
}
function previousOf({ previousTaskDefinition, ...deployment }) {
    if (previousTaskDefinition === undefined)
        return undefined;
    return {
        id: `before ${deployment.id}`,
        application: deployment.application,
        group: deployment.group,
        status: 'Succeeded',
        createdAtMs: deployment.createdAtMs - 1,
        createdAt: 'an earlier day',
        taskDefinition: previousTaskDefinition,
        hasTrafficMoved: false,
    };
}
async function detailCodeDeployPlan(watched, found, definitions, signal) {
    const { action, target, choice } = found;
    const { service, tracked, deployment } = found.facts;
    const name = (0,model .P5)(target);
    const restored = deployment?.previousTaskDefinition ?? primaryBeside(found.facts);
    const steps = describeCodeDeployAction(action, {
        service: watched.label,
        target: name,
        restored: restored && (0,model .P5)(restored),
    });
    const { evidence } = choice;
    const isRestored = action.kind !== 'create' && (action.kind !== 'stop' || restored === target);
    const appSpec = watched.codeDeploy.appSpecFor(target, tracked.taskDefinition);
    const group = await watched.codeDeploy.groupOf(service, signal);
    const creating = appSpec === undefined ? undefined : { group, appSpec };
    if (isRestored)
        return { evidence, steps, unknowns: [], manual: describeRestoring(found, creating) };
    if (appSpec === undefined)
        throw withoutAppSpec(watched);
    const registered = await definitions.read(target, signal);
    const copy = registered !== undefined && !registered.isActive
        ? { of: registered, pins: new Map() }
        : undefined;
    const register = `ecs:RegisterTaskDefinition: a copy of ${name} (it is INACTIVE)`;
    const by = { group, appSpec, copy };
    return {
        copy,
        evidence,
        steps: [...(copy === undefined ? [] : [register]), ...steps],
        unknowns: [...definitions.unknowns, ...tagsOf(registered)],
        manual: describeStopAndCreate(found, by),
    };
}
function describeRestoring(found, by) {
    const { action, facts } = found;
    const region = regionOf(facts.service);
    if (action.kind === 'stop') {
        const stop = stopDeploymentCommand(region, action.deploymentId);
        return by === undefined ? stop : `${stop} || ${describeCreating(found, by)}`;
    }
    const id = action.kind === 'follow' ? action.deploymentId : facts.deployment?.id;
    return id === undefined ? '' : waitForDeploymentCommand(region, id);
}
function describeStopAndCreate(found, by) {
    const create = describeCreating(found, by);
    if (found.action.kind !== 'stop')
        return create;
    const stop = stopDeploymentCommand(regionOf(found.facts.service), found.action.deploymentId);
    return `${stop}; until ${create}; do sleep 5; done`;
}
function describeCreating({ facts, target }, { group, appSpec, copy }) {
    const region = regionOf(facts.service);
    const place = { region, cluster: '', service: facts.service.name };
    return createCommand(region, group, {
        appSpecFor: (name) => withTaskDefinition(appSpec, name),
        target,
        description: describeRollback(facts.tracked.taskDefinition, target),
        copy: copy && copyCommand(place, (0,task_definition .yk)(copy)),
    });
}
function regionOf({ arn }) {
    return arn.split(':')[3] ?? '';
}
function primaryBeside({ service, tracked }) {
    const others = service.deployments.filter(({ taskDefinition }) => taskDefinition !== tracked.taskDefinition);
    return (others.find(({ status }) => status === 'PRIMARY') ?? others[0])?.taskDefinition;
}
function tagsOf(registered) {
    const images = (registered?.definition.containerDefinitions ?? []).flatMap(({ image }) => image ?? []);
    return images.filter((image) => !image.includes('@sha256:')).map(model_images .y);
}
function withoutAppSpec({ label }) {
    return new platform_error .W('not-found', `no AppSpec of ${label} can be read, so that CodeDeploy cannot be given an earlier task definition`, {
        hint: 'Allow codedeploy:GetApplicationRevision on the application; an AppSpec that lies in S3 is not read.',
    });
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/model/code-deploy-stabilization.js


function readCodeDeployStabilization(facts) {
    const { service, tracked, target, deployment, rollbackDeployment } = facts;
    const primary = (0,model .Os)(service);
    const name = (0,model .P5)(target);
    if (rollbackDeployment?.status === 'Failed' || rollbackDeployment?.status === 'Stopped') {
        return {
            kind: 'failed',
            reason: `${rollbackDeployment.id} ${rollbackDeployment.status}: ${describeEnd(rollbackDeployment)}`,
        };
    }
    const last = rollbackDeployment ?? deployment;
    const isDone = rollbackDeployment === undefined
        ? deployment === undefined || hasEnded(deployment)
        : servesAll(rollbackDeployment);
    if (!isDone) {
        return { kind: 'waiting', detail: `${name} on ${service.name}: ${last?.id} is ${last?.status}` };
    }
    const now = primary?.taskDefinition;
    if (now === target)
        return { kind: 'stable' };
    if (now === undefined ||
        now === tracked.taskDefinition ||
        now === rollbackDeployment?.previousTaskDefinition)
        return {
            kind: 'waiting',
            detail: `${service.name} still shows ${(0,model .P5)(now ?? tracked.taskDefinition)}`,
        };
    const by = (0,model .P5)(now);
    return {
        kind: 'superseded',
        by,
        reason: `${service.name} was given ${by} by somebody else while it was rolled back`,
    };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/code-deploy-controller.js









function codeDeployController(api, watched) {
    return {
        watched,
        inspect: (request, signal) => inspect(watched, request, signal),
        read: (service, tracked, signal) => code_deploy_controller_read(watched, service, tracked, signal),
        decide: (facts, state) => decideCodeDeployAction({ ...facts, ...state }),
        findUntouched: ({ tracked }, captured, first) => first.kind !== 'follow' && captured.deploymentId !== undefined && captured.deploymentId === tracked.id
            ? tracked.taskDefinition
            : undefined,
        known: () => [],
        planToFollow: (facts, action) => planToFollowCodeDeploy(watched, facts, action),
        choose: (facts, request, signal) => chooseTargetByCodeDeploy(watched, { ...facts, ...request }, signal),
        detail: (found, definitions, signal) => detailCodeDeployPlan(watched, found, definitions, signal),
        write: (action, at, report, signal) => action.kind === 'stop'
            ? stop(api, { watched, report, deploymentId: action.deploymentId }, signal)
            : create(api, watched, { at, report }, signal),
        judgeRefusal,
        poll: (service, at, signal) => pollStabilization(watched, service, at, signal),
    };
}
async function inspect(watched, { service, rollbackTo, acceptsRunning }, signal) {
    const count = rollbackTo.kind === 'previous' ? RECENT : 1;
    const isOpen = watched.deployed === undefined || acceptsRunning;
    const recent = isOpen ? await watched.codeDeploy.readHistory(service, count, signal) : [];
    const tracked = watched.identify(service, toHistory(recent));
    const [latest] = recent;
    const isOutlived = latest !== undefined && cameToNothing(service, tracked.taskDefinition, latest);
    return await code_deploy_controller_read(watched, service, isOutlived ? { ...tracked, outlivedId: latest.id } : tracked, signal);
}
async function code_deploy_controller_read({ codeDeploy }, service, tracked, signal) {
    const view = await codeDeploy.readLatest(service, tracked, signal);
    if (codeDeploy.accessDenied !== undefined)
        throw codeDeploy.accessDenied;
    return { service, tracked, ...view };
}
async function stop(api, by, signal) {
    const { deploymentId, report } = by;
    const { label } = by.watched;
    report(`asking CodeDeploy to stop ${deploymentId} of ${label} and to roll it back`);
    await stopDeployment(api, deploymentId, signal);
    report(`CodeDeploy accepted to stop ${deploymentId} of ${label} and to roll it back`);
    return { kind: 'stopping', deploymentId, polls: 0 };
}
async function create(api, { codeDeploy, label }, by, signal) {
    const { plan, state, seen } = by.at;
    const name = (0,model .P5)(state.target);
    by.report(`asking CodeDeploy for a deployment of ${name} to ${label}`);
    const group = await codeDeploy.groupOf(seen.service, signal);
    const appSpec = codeDeploy.appSpecFor(plan.target, plan.tracked.taskDefinition);
    const request = {
        appSpec: withTaskDefinition(appSpec, state.target),
        description: describeRollback(plan.tracked.taskDefinition, plan.target),
    };
    const deploymentId = await createDeployment(api, group, request, signal);
    by.report(`CodeDeploy deploys ${name} to ${label} by ${deploymentId}`);
    return { kind: 'updated', deploymentId };
}
const DECIDE_AGAIN = new Set(['DeploymentAlreadyCompletedException', 'DeploymentLimitExceededException']);
function judgeRefusal(_write, { cause }) {
    return cause instanceof Error && DECIDE_AGAIN.has(cause.name) ? 'decide-again' : 'final';
}
async function pollStabilization({ codeDeploy }, service, { plan, state }, signal) {
    const { target, progress } = state;
    const { tracked } = plan;
    const { deployment, rollback } = await codeDeploy.read(service, tracked, signal);
    const id = progress.kind === 'followed' || progress.kind === 'updated' ? progress.deploymentId : undefined;
    const rollbackDeployment = id === undefined || id === rollback?.id ? rollback : await codeDeploy.readById(id, service, signal);
    const facts = { service, tracked, target, deployment, rollbackDeployment };
    const stabilization = readCodeDeployStabilization(facts);
    const shown = (0,tracked_deployment .G4)({ taskDefinition: target }, service);
    const isSuspect = shown !== undefined && shown.runningCount < shown.desiredCount;
    return { stabilization, target, suspect: isSuspect ? shown : undefined };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/captured-service.js


function captureService({ service, history }) {
    const tracked = (0,tracked_deployment .Zk)(service, undefined);
    const revision = (0,model .Rr)(tracked.taskDefinition, history);
    const last = (0,model .ll)(history?.deployments ?? [])[0];
    return {
        service: service.name,
        taskDefinition: tracked.taskDefinition,
        ...(tracked.id === undefined ? {} : { deploymentId: tracked.id }),
        ...(last === undefined ? {} : { lastServiceDeployment: last.arn }),
        isProven: isProven(service, history),
        images: revision?.images ?? [],
        settings: revision?.settings ?? {},
    };
}
function isProven(service, history) {
    const entry = (0,tracked_deployment .OM)((0,tracked_deployment .Zk)(service, undefined), service, history);
    if (entry?.status === 'SUCCESSFUL')
        return true;
    const primary = (0,model .Os)(service);
    if (primary?.taskSet !== undefined)
        return service.deployments.length === 1 && primary.taskSet.stability === 'STEADY_STATE';
    return primary?.rolloutState === 'COMPLETED' && service.runningCount > 0;
}
function isCaptureOf(captured, { name, arn }) {
    const placeOf = (text) => text.split(':').slice(1, 5).join(':');
    return captured.service === name && placeOf(captured.taskDefinition) === placeOf(arn);
}
function isUntouched(captured, service, history) {
    if (service.controller !== 'ECS')
        return false;
    const last = (0,model .ll)(history?.deployments ?? [])[0];
    if (last !== undefined && captured.lastServiceDeployment !== undefined) {
        return last.arn === captured.lastServiceDeployment;
    }
    const primary = (0,model .Os)(service);
    return service.strategy === 'ROLLING' && primary !== undefined && primary.id === captured.deploymentId;
}

// EXTERNAL MODULE: ./lib/targets/ecs/model/captured-state.js
var captured_state = __webpack_require__(2546);
;// CONCATENATED MODULE: ./lib/targets/ecs/model/service-revisions.js
function renderServices(services, isOfSeveral) {
    const [only, ...more] = services;
    if (only !== undefined && more.length === 0 && !isOfSeveral)
        return only.revision;
    return services.map(({ label, revision }) => `${label}=${revision}`).join('\n');
}
function rollbackToOf(rollbackTo, label) {
    if (rollbackTo.kind !== 'revision' || !rollbackTo.revision.includes('='))
        return rollbackTo;
    const line = rollbackTo.revision.split('\n').find((one) => one.startsWith(`${label}=`));
    return line === undefined ? undefined : { kind: 'revision', revision: line.slice(label.length + 1) };
}

// EXTERNAL MODULE: ./lib/core/poll.js
var poll = __webpack_require__(9390);
;// CONCATENATED MODULE: ./lib/targets/ecs/rollback/applying.js





async function applyAll(deps, rollbacks, signal) {
    const begun = [];
    let other;
    for (const rollback of rollbacks.toReversed()) {
        try {
            const written = await rollback.begin(deps, signal);
            if (written.kind === 'under-way')
                begun.unshift(rollback);
            else {
                other = written;
                deps.progress(`left alone: ${written.reason}`);
            }
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy) || begun.length === 0)
                throw error;
            throw await followBegun(deps, { error, begun }, signal);
        }
    }
    if (begun.length === 0 && other !== undefined)
        return other;
    return await awaitStable(deps, begun, signal);
}
async function findNewerDeployment(api, rollbacks, signal) {
    const polls = (await pollAll(api, rollbacks, signal)) ?? [];
    for (const { rollback, service, state } of polls) {
        if (state.kind === 'superseded')
            return state;
        const isGone = (0,model .Os)(service)?.taskDefinition !== rollback.target;
        if (state.kind === 'rollback-failed' && isGone)
            return { reason: state.error.message, isByPlatform: true };
    }
    return undefined;
}
async function followBegun(deps, refused, signal) {
    const { code, message, hint, cause } = (0,aws_error .hf)(refused.error);
    const names = namesOf(refused.begun);
    deps.progress(`${message}; following what was begun: ${names}`);
    let position;
    try {
        const ended = await awaitStable(deps, refused.begun, signal);
        position = ended.kind === 'in-place' ? 'back' : ended.reason;
    }
    catch (error) {
        if (!(error instanceof aws_error .Gy || error instanceof platform_error .W))
            throw error;
        position = error.message;
    }
    const reported = `${message}; what was begun before it (${names}): ${position}`;
    return new platform_error .W(code, reported, { cause, hint });
}
async function awaitStable(deps, rollbacks, signal) {
    const { clock, pollIntervalMs: intervalMs, progress } = deps;
    let position = { following: rollbacks, ends: [], waiting: [] };
    let reported = '';
    const follow = async () => {
        position = await followOnce(deps, position, signal);
        const detail = position.waiting.join('; ');
        if (detail !== '' && detail !== reported)
            progress(detail);
        reported = detail;
        return position;
    };
    const isOver = ({ waiting }) => waiting.length === 0;
    return conclude(await (0,poll .w)(follow, { clock, intervalMs, until: isOver }, signal));
}
async function followOnce(deps, before, signal) {
    const polls = await pollAll(deps.api, before.following, signal);
    if (polls === undefined)
        return { ...before, waiting: ['AWS does not answer at the moment'] };
    const following = [];
    const ends = [...before.ends];
    const waiting = [];
    for (const { rollback, state: polled } of polls) {
        const state = await decideAgain(deps, rollback, polled, signal);
        if (state.kind === 'superseded' || state.kind === 'rollback-failed') {
            ends.push(state);
            if (before.following.length + before.ends.length > 1)
                deps.progress(renderEnd(state));
            continue;
        }
        following.push(rollback);
        if (state.kind === 'waiting')
            waiting.push(state.detail);
        if (state.kind === 'reverted')
            waiting.push(state.reason);
    }
    return { following, ends, waiting };
}
async function decideAgain(deps, rollback, state, signal) {
    if (state.kind !== 'reverted')
        return state;
    deps.progress(`${state.reason}; deciding again`);
    const written = await rollback.begin(deps, signal);
    return written.kind === 'superseded' ? written : state;
}
function conclude({ ends, following }) {
    const failed = ends.find((end) => end.kind === 'rollback-failed');
    if (failed !== undefined)
        throw following.length === 0 ? failed.error : besides(failed.error, following);
    const other = ends.find((end) => end.kind === 'superseded');
    return following.length === 0 && other !== undefined ? other : { kind: 'in-place' };
}
function besides({ code, message, hint, cause }, back) {
    const reported = `${message}; back is: ${namesOf(back)}`;
    return new platform_error .W(code, reported, { cause, hint });
}
function renderEnd(end) {
    return end.kind === 'superseded' ? `left alone: ${end.reason}` : end.error.message;
}
function namesOf(rollbacks) {
    return rollbacks.map(({ watched }) => watched.label).join(', ');
}
async function pollAll(api, rollbacks, signal) {
    try {
        const polls = [];
        for (const [rollback, service] of await (0,service_reading .Ss)(api, rollbacks, signal))
            polls.push({ rollback, service, state: await orFailed(rollback.poll(service, signal), signal) });
        return polls;
    }
    catch (error) {
        if (error instanceof aws_error .Gy && error.kind === 'transient')
            return undefined;
        throw error;
    }
}
async function orFailed(polled, signal) {
    try {
        return await polled;
    }
    catch (error) {
        if (!(error instanceof platform_error .W) || signal.aborted)
            throw error;
        return { kind: 'rollback-failed', error };
    }
}

// EXTERNAL MODULE: ./lib/targets/ecs/api/task-reading.js
var task_reading = __webpack_require__(7051);
;// CONCATENATED MODULE: ./lib/targets/ecs/model/action.js



function decideAction(facts) {
    const action = action_decideByDeployment(facts);
    return action.kind === 'stop-with-rollback' && facts.progress?.kind === 'unstoppable'
        ? { kind: 'update-service', reason: 'its deployment cannot be stopped' }
        : action;
}
function action_decideByDeployment(facts) {
    const { service, tracked, history, target } = facts;
    const primary = (0,model .Os)(service);
    const entry = (0,tracked_deployment .OM)(tracked, service, history);
    const isReplaced = (0,tracked_deployment .$K)(tracked, service, history);
    const own = entry === undefined || isReplaced ? undefined : action_decideByRollback(entry, history);
    if (own !== undefined)
        return own;
    const isGiven = target !== tracked.taskDefinition || facts.progress?.kind === 'updated';
    if ((0,tracked_deployment .$Y)(tracked, service, history))
        return { kind: 'wait', reason: 'its deployment is not listed with the service yet' };
    const running = (0,tracked_deployment .Jk)(tracked, service, history);
    if (primary !== undefined && running === target && isGiven)
        return { kind: 'already-there' };
    if (entry?.status === 'ROLLBACK_FAILED' && isLeftBy(entry, primary?.taskDefinition, history))
        return { kind: 'update-service', reason: 'ECS tried to roll it back and failed' };
    const shown = (0,tracked_deployment .G4)(tracked, service);
    if (primary === undefined || shown?.id !== primary.id || isReplaced) {
        return decideDisplaced(facts, isReplaced ? undefined : shown?.rolloutState);
    }
    return entry === undefined
        ? { kind: 'update-service', reason: 'its deployment is not on record' }
        : decideByStatus(facts, entry);
}
function action_decideByRollback(entry, history) {
    switch (entry.status) {
        case 'ROLLBACK_REQUESTED':
        case 'ROLLBACK_IN_PROGRESS':
        case 'ROLLBACK_SUCCESSFUL': {
            const to = (0,tracked_deployment .Ib)(entry.rollback?.serviceRevisionArn, history) ?? onlySource(entry, history);
            return { kind: 'follow', to };
        }
        default:
            return undefined;
    }
}
function isLeftBy({ rollback }, primary, history) {
    return primary !== undefined && (0,tracked_deployment .Ib)(rollback?.serviceRevisionArn, history) === primary;
}
function decideDisplaced({ service, tracked, target, history }, trackedState) {
    const now = (0,tracked_deployment .Jk)(tracked, service, history);
    if (target === undefined && now === tracked.returningTo)
        return { kind: 'wait', reason: `${service.name} is being given ${(0,model .P5)(now)} already` };
    if (trackedState === 'FAILED')
        return { kind: 'follow', to: now };
    const by = (0,model .P5)(now);
    return { kind: 'superseded', by, reason: `${service.name} has been given ${by} by somebody else` };
}
function decideByStatus(facts, entry) {
    switch (entry.status) {
        case 'PENDING':
        case 'IN_PROGRESS':
            return decideInFlight(facts, entry);
        case 'STOP_REQUESTED':
            return { kind: 'wait', reason: 'its deployment is being stopped' };
        case 'SUCCESSFUL':
            return { kind: 'update-service', reason: 'its deployment has finished' };
        case 'STOPPED':
            return { kind: 'update-service', reason: 'its deployment was stopped and nothing came after it' };
        case 'ROLLBACK_FAILED':
            return { kind: 'update-service', reason: 'ECS tried to roll it back and failed' };
        default:
            return { kind: 'wait', reason: `its deployment is ${entry.status}, which this version does not know` };
    }
}
function decideInFlight(facts, entry) {
    const { service, tracked, target, targetRevisionArn, history, promotesAt = [] } = facts;
    const sources = sourcesOf(entry, history);
    const restores = sources.map((arn) => (0,tracked_deployment .Ib)(arn, history));
    const isRestored = sources.length > 0 &&
        (target === tracked.taskDefinition
            ? sources.every((arn) => arn === targetRevisionArn)
            : restores.every((restored) => restored === target));
    if (target !== undefined && !isRestored) {
        return {
            kind: 'update-service',
            reason: `ECS itself would restore ${restores.map(nameOf).join(', ') || 'nothing'}`,
        };
    }
    const hookId = (0,model_pause .Ww)(service, entry, promotesAt)?.id;
    return { kind: 'stop-with-rollback', serviceDeploymentArn: entry.arn, ...(hookId && { hookId }) };
}
function sourcesOf(entry, history) {
    const entries = history?.deployments ?? [];
    return entry.sourceRevisionArns.filter((arn) => {
        const own = entries.filter(({ targetRevisionArn }) => targetRevisionArn === arn);
        const hasLanded = own.some(({ status }) => status === 'SUCCESSFUL');
        const wasRestored = entries.some(({ rollback }) => rollback?.serviceRevisionArn === arn);
        return own.length === 0 || hasLanded || wasRestored;
    });
}
function onlySource(entry, history) {
    const [only, ...others] = sourcesOf(entry, history);
    return others.length === 0 ? (0,tracked_deployment .Ib)(only, history) : undefined;
}
function nameOf(taskDefinition) {
    return taskDefinition === undefined ? 'an unknown revision' : (0,model .P5)(taskDefinition);
}
function describeAction(action, service, target) {
    switch (action.kind) {
        case 'already-there':
            return `nothing: ${service} has been given ${target} already; wait until it is stable`;
        case 'follow':
            return `nothing: follow the rollback that ECS does by itself`;
        case 'wait':
            return `wait: ${action.reason}; then decide again`;
        case 'stop-with-rollback':
            return action.hookId === undefined
                ? `ecs:StopServiceDeployment with ROLLBACK on ${service}, which restores ${target}`
                : `ecs:ContinueServiceDeployment with ROLLBACK at the hook of ${service} that waits for this run, which restores ${target}`;
        case 'update-service':
            return `ecs:UpdateService of ${service} to ${target} (${action.reason})`;
        case 'superseded':
            return `nothing: ${action.reason}`;
    }
}
function findDrift(failing, target) {
    if (failing === undefined || target === undefined)
        return [];
    return [...new Set([...Object.keys(failing), ...Object.keys(target)])]
        .filter((field) => failing[field] !== target[field])
        .map((field) => ({ field, was: target[field] }));
}
function describeDrift({ field, was = 'not set' }) {
    return `${field} of the service was changed too, and is not put back: it was ${was}`;
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/stabilization.js




function readStabilization(facts) {
    const { service, wentTo, unanswered } = facts;
    if (wentTo !== undefined)
        return { kind: 'failed', reason: `ECS itself has gone back to ${(0,model .P5)(wentTo)}` };
    const known = stabilization_readKnown(facts);
    return known.kind === 'superseded' && unanswered !== undefined
        ? { kind: 'waiting', detail: `what became of ${service.name}: ${unanswered}` }
        : known;
}
function stabilization_readKnown(facts) {
    const { service, tracked, target, history, isUpdated } = facts;
    const primary = (0,model .Os)(service);
    const entry = isUpdated ? undefined : (0,tracked_deployment .OM)(tracked, service, history);
    if (entry?.status === 'ROLLBACK_FAILED') {
        return {
            kind: 'failed',
            reason: entry.statusReason ?? entry.rollback?.reason ?? 'ECS says ROLLBACK_FAILED',
        };
    }
    const isOver = entry?.status === 'SUCCESSFUL' || entry?.status === 'STOPPED';
    if (isOver && primary?.taskDefinition === tracked.taskDefinition) {
        return { kind: 'reverted', reason: `the deployment ended ${entry.status} before the rollback began` };
    }
    if (primary === undefined)
        return { kind: 'waiting', detail: `${service.name} lists no primary deployment` };
    const rollbackDeployment = isUpdated ? findRollbackDeployment(facts) : undefined;
    if (rollbackDeployment?.status.startsWith('ROLLBACK_')) {
        const why = rollbackDeployment.rollback?.reason ?? rollbackDeployment.statusReason ?? 'it gives no reason';
        return { kind: 'failed', reason: `ECS rolled it back: ${why}` };
    }
    if (primary.taskDefinition !== target)
        return readOther(facts, primary.taskDefinition, entry);
    if (primary.rolloutState === 'FAILED') {
        return { kind: 'failed', reason: primary.rolloutStateReason ?? 'ECS says FAILED' };
    }
    if (hasAllTraffic(facts, { primary, entry, rollbackDeployment }))
        return { kind: 'stable' };
    const counts = `${primary.runningCount} of ${primary.desiredCount} tasks run`;
    const detail = [counts, ...stageOf(rollbackDeployment)].join(', ');
    return { kind: 'waiting', detail: `${(0,model .P5)(target)} on ${service.name}: ${detail}` };
}
function hasAllTraffic({ service, tracked, liveIds }, { primary, entry, rollbackDeployment }) {
    const isRollingBack = entry?.status === 'ROLLBACK_IN_PROGRESS';
    if (entry?.status === 'ROLLBACK_REQUESTED' || (isRollingBack && primary.id === tracked.id))
        return false;
    if (service.strategy !== 'ROLLING') {
        if (isRollingBack)
            return hasTrafficBack(entry) && runsFully(primary);
        if (rollbackDeployment !== undefined)
            return rollbackDeployment.status === 'SUCCESSFUL' || readTraffic(rollbackDeployment) === 'all';
    }
    return stabilization_isCompleted(service, primary) || (liveIds !== undefined && servesAlone(service, liveIds));
}
function servesAlone(service, liveIds) {
    const primary = (0,model .Os)(service);
    const onlyOthersLeave = primary !== undefined && [...liveIds].every((id) => id === primary.id);
    return onlyOthersLeave && runsFully(primary) && service.deployments.length > 1;
}
function stabilization_isCompleted(service, primary) {
    if (primary.rolloutState !== undefined)
        return primary.rolloutState === 'COMPLETED';
    const isRunning = primary.runningCount >= primary.desiredCount && primary.pendingCount === 0;
    return isRunning && service.deployments.length === 1;
}
function findRollbackDeployment({ target, history, sinceMs, }) {
    const rollbackDeployment = (0,model .ll)(history?.deployments ?? []).find(({ targetRevisionArn }) => (0,tracked_deployment .Ib)(targetRevisionArn, history) === target);
    return rollbackDeployment !== undefined && sinceMs !== undefined && rollbackDeployment.createdAtMs > sinceMs
        ? rollbackDeployment
        : undefined;
}
function readOther({ service, tracked, target, before, history }, taskDefinition, entry) {
    const own = target === tracked.taskDefinition ? (0,tracked_deployment .OM)(tracked, service, history) : entry;
    if (taskDefinition === tracked.taskDefinition || taskDefinition === before) {
        return { kind: 'waiting', detail: `${service.name} still shows ${(0,model .P5)(taskDefinition)}` };
    }
    const by = (0,model .P5)(taskDefinition);
    if ((0,tracked_deployment .Ib)(own?.rollback?.serviceRevisionArn, history) === taskDefinition)
        return { kind: 'failed', reason: `ECS restores ${by} instead` };
    return {
        kind: 'superseded',
        by,
        reason: `${service.name} was given ${by} by somebody else while it was rolled back`,
    };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/rollback/ecs-plan.js






function planToFollow(api, { name, label }, { service }, action) {
    const target = action.to ?? service.taskDefinition;
    const shown = (0,model .P5)(target);
    return {
        target,
        actor: 'platform',
        evidence: [`ECS itself chose ${shown}, the last deployment of ${label} that it saw through`],
        steps: [describeAction(action, label, shown)],
        unknowns: [],
        manual: waitCommand(placeOf(service.arn, { cluster: api.cluster, service: name })),
    };
}
async function detailPlan(api, watched, by, signal) {
    const { label } = watched;
    const { facts, action, target, choice, pinning } = by.found;
    const { service, tracked, history } = facts;
    const isUpdate = action.kind === 'update-service';
    if (service.isExpress && isUpdate)
        return refuseExpress(label, choice.evidence);
    const { pins, unpinned } = pinning;
    const registered = await by.definitions.read(target, signal, isUpdate && pins.size > 0);
    const copy = registered !== undefined && (pins.size > 0 || !registered.isActive) ? { of: registered, pins } : undefined;
    const shown = (0,model .P5)(target);
    if (isUpdate && copy === undefined && target === tracked.taskDefinition)
        throw uncopied(label, shown);
    const why = isUpdate && copy !== undefined ? whyCopied(copy.of, pins) : undefined;
    const failing = (0,model .Rr)(tracked.taskDefinition, history);
    const drift = isUpdate ? findDrift(failing?.settings, choice.settings) : [];
    return {
        copy,
        notPutBack: drift.map(({ field }) => `${field} of ${label}`),
        evidence: [
            ...choice.evidence,
            ...(why === undefined ? [] : [`${shown} comes back as a copy under a new number: ${why}`]),
        ],
        steps: [
            ...(why === undefined ? [] : [`ecs:RegisterTaskDefinition: a copy of ${shown} (${why})`]),
            describeAction(action, label, why === undefined ? shown : `that copy of ${shown}`),
        ],
        unknowns: [
            ...by.definitions.unknowns,
            ...(history === undefined ? describeUnanswered(watched) : []),
            ...(isUpdate ? unpinned.map(model_images .y) : []),
            ...drift.map(describeDrift),
        ],
        manual: describeManual(api, watched, by.found, copy),
    };
}
function describeUnanswered({ label, history: { unanswered } }) {
    if (unanswered === undefined)
        return [];
    return [
        `what ECS has on record of ${label}, such as whether a tag was moved or the target was rolled back from: ${unanswered.message}`,
    ];
}
function refuseExpress(label, evidence) {
    return {
        kind: 'no-target',
        reason: `${label} is an Express service, of which only a deployment in flight can be rolled back`,
        evidence,
        hint: 'Deploy the earlier image again with the step that deploys it. ECS rolls back by itself while a deployment is in flight if its alarms or its circuit breaker say so.',
    };
}
function whyCopied(registered, pins) {
    return [
        ...(registered.isActive ? [] : ['it is INACTIVE']),
        ...[...pins.values()].map((pin) => `its tag has moved, so it is pinned to ${pin}`),
    ].join('; ');
}
function uncopied(label, name) {
    return new platform_error .W('access-denied', `${label} has to go back to an earlier image of ${name}, whose definition cannot be read to make a copy of it`, { hint: 'Add ecs:DescribeTaskDefinition to the policy of the role that this job assumes.' });
}
function describeManual({ cluster }, { name }, { facts, action, target }, copy) {
    const { service, tracked } = facts;
    const place = placeOf(tracked.taskDefinition, { cluster, service: name });
    if (action.kind === 'already-there' || action.kind === 'follow')
        return waitCommand(place);
    const given = copy === undefined ? (0,model .P5)(target) : copyCommand(place, (0,task_definition .yk)(copy));
    const isUpdatable = !service.isExpress && (copy !== undefined || target !== tracked.taskDefinition);
    const update = isUpdatable ? [updateCommand(place, given)] : [];
    return action.kind === 'stop-with-rollback'
        ? [stopCommand(place, action.serviceDeploymentArn), ...update].join(' || ')
        : update.join();
}

;// CONCATENATED MODULE: ./lib/targets/ecs/api/history-reading.js



const ARNS_PER_CALL = 20;
const ENTRIES_PER_PAGE = 100;
const PAGES = 7;
async function readHistory(api, service, { depth, before }, signal) {
    const arns = await history_reading_listDeployments(api, service, signal);
    const deployments = await readDeployments(api, arns.slice(0, depth), signal);
    const revisions = await readNewRevisions(api, deployments, before, signal);
    return { deployments, revisions, isWhole: arns.length <= depth };
}
async function readHistoryAgain(api, before, signal) {
    const newest = before.deployments.map(({ arn }) => arn).slice(0, ARNS_PER_CALL);
    const read = await readDeployments(api, newest, signal);
    const deployments = [...read, ...before.deployments.filter(({ arn }) => !newest.includes(arn))];
    const revisions = await readNewRevisions(api, deployments, before, signal);
    return { deployments, revisions, isWhole: before.isWhole };
}
async function readNewRevisions(api, deployments, before, signal) {
    const unread = revisionsOf(deployments).filter((arn) => !before?.revisions.has(arn));
    return new Map([...(before?.revisions ?? []), ...(await readRevisions(api, unread, signal))]);
}
async function history_reading_listDeployments(api, service, signal) {
    const listed = [];
    let nextToken;
    for (let page = 0; page < PAGES; page += 1) {
        const input = { cluster: api.cluster, service, maxResults: ENTRIES_PER_PAGE, nextToken };
        const output = await api.call('ecs:ListServiceDeployments', (client, options) => client.send(new api.sdk.ListServiceDeploymentsCommand(input), options), signal);
        listed.push(...(0,aws_error .JN)('ecs:ListServiceDeployments', () => toListed(output)));
        nextToken = output.nextToken;
        if (nextToken === undefined)
            break;
    }
    return (0,model .ll)(listed).map(({ arn }) => arn);
}
function toListed({ serviceDeployments }) {
    return (0,aws_error .c3)(serviceDeployments).flatMap(({ serviceDeploymentArn: arn, createdAt }) => arn === undefined ? [] : { arn, createdAtMs: createdAt?.getTime() ?? 0 });
}
function revisionsOf(deployments) {
    const named = deployments.flatMap(({ targetRevisionArn, sourceRevisionArns, rollback }) => [
        targetRevisionArn ?? [],
        sourceRevisionArns,
        rollback?.serviceRevisionArn ?? [],
    ]);
    return [...new Set(named.flat(2))];
}
async function readDeployments(api, arns, signal) {
    return await (0,api_api .o)(arns, ARNS_PER_CALL, async (serviceDeploymentArns) => {
        const { serviceDeployments } = await api.call('ecs:DescribeServiceDeployments', (client, options) => client.send(new api.sdk.DescribeServiceDeploymentsCommand({ serviceDeploymentArns }), options), signal);
        return (0,aws_error .JN)('ecs:DescribeServiceDeployments', () => (0,aws_error .c3)(serviceDeployments).map(toDeployment));
    });
}
async function readRevisions(api, arns, signal) {
    const revisions = await (0,api_api .o)(arns, ARNS_PER_CALL, async (serviceRevisionArns) => {
        const output = await api.call('ecs:DescribeServiceRevisions', (client, options) => client.send(new api.sdk.DescribeServiceRevisionsCommand({ serviceRevisionArns }), options), signal);
        return (0,aws_error .JN)('ecs:DescribeServiceRevisions', () => (0,aws_error .c3)(output.serviceRevisions).map(toRevision));
    });
    return new Map(revisions.map((revision) => [revision.arn, revision]));
}
function toDeployment(deployment) {
    const { rollback, deploymentCircuitBreaker: breaker } = deployment;
    return {
        arn: deployment.serviceDeploymentArn ?? '',
        status: deployment.status ?? '',
        statusReason: deployment.statusReason,
        createdAtMs: deployment.createdAt?.getTime() ?? 0,
        createdAt: renderTime(deployment.createdAt),
        targetRevisionArn: deployment.targetServiceRevision?.arn,
        sourceRevisionArns: (deployment.sourceServiceRevisions ?? []).flatMap(({ arn }) => arn ?? []),
        lifecycleStage: deployment.lifecycleStage,
        productionWeight: deployment.targetServiceRevision?.requestedProductionTrafficWeight,
        hooks: (deployment.lifecycleHookDetails ?? []).map(toHook),
        rollback: rollback && {
            reason: rollback.reason,
            serviceRevisionArn: rollback.serviceRevisionArn,
            startedAtMs: rollback.startedAt?.getTime(),
        },
        circuitBreaker: breaker && {
            status: breaker.status ?? '',
            failureCount: breaker.failureCount ?? 0,
            threshold: breaker.threshold ?? 0,
        },
        triggeredAlarms: deployment.alarms?.triggeredAlarmNames ?? [],
    };
}
function toHook(hook) {
    return {
        id: hook.hookId ?? '',
        targetType: hook.targetType ?? '',
        status: hook.status ?? '',
        expiresAt: hook.expiresAt && renderTime(hook.expiresAt),
        timeoutAction: hook.timeoutAction,
    };
}
function renderTime(time) {
    return time === undefined ? 'an unknown day' : `${time.toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
const SERVICE_LEVEL = [
    'launchType',
    'capacityProviderStrategy',
    'platformVersion',
    'platformFamily',
    'loadBalancers',
    'serviceRegistries',
    'networkConfiguration',
    'serviceConnectConfiguration',
    'volumeConfigurations',
    'vpcLatticeConfigurations',
];
function canonical(value) {
    if (Array.isArray(value)) {
        const items = value.map(canonical).filter((item) => item !== undefined);
        return items.length === 0
            ? undefined
            : items
                .map((item) => JSON.stringify(item))
                .sort()
                .map((text) => JSON.parse(text));
    }
    if (typeof value !== 'object')
        return value;
    const entries = Object.entries(value ?? {})
        .map(([name, item]) => [name, canonical(item)])
        .filter(([, item]) => item !== undefined)
        .sort(([one], [other]) => (one < other ? -1 : 1));
    return entries.length === 0 ? undefined : Object.fromEntries(entries);
}
function toRevision(revision) {
    const settings = SERVICE_LEVEL.flatMap((field) => {
        const value = canonical(revision[field]);
        return value === undefined ? [] : [[field, JSON.stringify(value)]];
    });
    return {
        arn: revision.serviceRevisionArn ?? '',
        taskDefinition: revision.taskDefinition ?? '',
        createdAtMs: revision.createdAt?.getTime() ?? 0,
        images: (revision.containerImages ?? []).map(({ containerName = '', image = '', imageDigest }) => ({
            container: containerName,
            image,
            digest: imageDigest,
        })),
        settings: Object.fromEntries(settings),
    };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/rollback/ecs-target.js






async function findNamed(api, watched, request, signal) {
    const { rollbackTo } = request;
    const history = await ecs_target_readHistory(watched, request, signal);
    if (rollbackTo.kind !== 'revision')
        return history;
    const { revision: named } = rollbackTo;
    const [, path] = named.split(':service-revision/');
    if (path === undefined || history?.revisions.has(named))
        return history;
    if (path.split('/').at(-2) !== watched.label)
        throw noDeploymentOf(named, watched);
    const found = await readRevisions(api, [named], signal);
    if (found.size === 0)
        throw notOnRecord(named, watched);
    return {
        deployments: history?.deployments ?? [],
        revisions: new Map([...(history?.revisions ?? []), ...found]),
        isWhole: history?.isWhole ?? false,
    };
}
async function ecs_target_readHistory({ history }, request, signal) {
    const read = () => history.readOrThrow(signal);
    if (!isTargetKnown(request))
        return await read();
    try {
        return await retryBriefly(read, request.pace, signal);
    }
    catch (error) {
        if (isTransient(error))
            return undefined;
        throw error;
    }
}
function isTargetKnown({ rollbackTo, captured, service }) {
    if (rollbackTo.kind === 'revision')
        return true;
    const known = provenOf(captured)?.taskDefinition;
    return rollbackTo.kind === 'previous' && known !== undefined && known !== service.taskDefinition;
}
function knownTo({ tracked, history }) {
    const known = [...(history?.revisions.values() ?? [])].map(({ taskDefinition }) => taskDefinition);
    return [tracked.taskDefinition, ...known];
}
async function chooseTargetByEcs(watched, facts, signal) {
    let choice = isFromLongAgo(facts) ? undefined : await choose(facts, signal);
    if (choice === undefined || choice.kind === 'none') {
        const history = await watched.history.readFarBack(signal);
        if (history !== undefined || choice === undefined)
            choice = await choose({ ...facts, history: history ?? facts.history }, signal);
    }
    const { unanswered } = watched.history;
    if (choice.kind === 'none' && facts.history === undefined && unanswered !== undefined)
        throw unanswered;
    if (choice.kind === 'none')
        return { ...choice, hint: watched.history.accessDenied?.hint };
    if (facts.rollbackTo.kind === 'revision')
        refuseOtherFamily(choice.taskDefinition, watched, knownTo(facts));
    return choice;
}
function isFromLongAgo({ tracked, history, rollbackTo }) {
    if (history === undefined || history.isWhole || rollbackTo.kind === 'revision')
        return false;
    const [family, number = 0] = numberOf(tracked.taskDefinition);
    return [...history.revisions.values()]
        .map(({ taskDefinition }) => numberOf(taskDefinition))
        .some(([other, later = 0]) => other === family && later > number);
}
function numberOf(taskDefinition) {
    const [family = '', number] = (0,model .P5)(taskDefinition).split(':');
    return [family, Number(number)];
}
async function choose({ service, tracked, history, rollbackTo, captured, knownGood, definitions }, signal) {
    const failing = tracked.taskDefinition;
    const isCounted = rollbackTo.kind === 'back';
    if (rollbackTo.kind !== 'revision')
        for (const twin of (0,model_images .hW)(history))
            await definitions.readIfThere(twin, signal, isCounted);
    const asked = {
        ...{ service, failing, rollbackTo, history },
        captured: provenOf(captured),
        isSameDefinition: definitions.areSame,
    };
    if (knownGood === undefined || rollbackTo.kind === 'revision')
        return chooseTarget(asked);
    const untilVerified = rollbackTo.kind === 'previous';
    const revisions = await knownGood.recall(listCandidates(asked), { untilVerified }, signal);
    return chooseTarget({ ...asked, revisions });
}
function refuseOtherFamily(target, { label }, known) {
    if (known.some((taskDefinition) => familyOf(taskDefinition) === familyOf(target)))
        return;
    throw new platform_error .W('refused', `rollback-to names ${(0,model .P5)(target)}, but ${label} has only ever run ${[...new Set(known.map(familyOf))].join(', ')}`, { hint: 'Name a revision of the family that this service runs, as family:revision.' });
}
function familyOf(taskDefinition) {
    return numberOf(taskDefinition)[0];
}
function noDeploymentOf(named, { label }) {
    return new platform_error .W('refused', `rollback-to names ${named}, which is no revision of ${label}`, {
        hint: 'Name a revision of this service; its deployments in the ECS console show them.',
    });
}
function notOnRecord(named, { label }) {
    return new platform_error .W('not-found', `rollback-to names ${named}, which is not on record; ECS keeps the revisions of the last 90 days`, {
        hint: `List what exists with: aws ecs list-service-deployments --region ${named.split(':')[3]} --cluster ${named.split('/').at(-3)} --service ${label}`,
    });
}

;// CONCATENATED MODULE: ./lib/targets/ecs/rollback/ecs-controller.js












function ecsController(api, watched) {
    return {
        watched,
        async inspect(request, signal) {
            const { service, rollbackTo, definitions } = request;
            const history = await findNamed(api, watched, request, signal);
            if (rollbackTo.kind !== 'previous') {
                const begun = (0,tracked_deployment .ui)(service, history) === undefined ? undefined : history;
                return { service, tracked: watched.identify(service, begun), history };
            }
            for (const twin of (0,model_images .hW)(history))
                await definitions.readIfThere(twin, signal);
            return { service, tracked: watched.identify(service, history, definitions.areSame), history };
        },
        async read(service, tracked, signal) {
            return { service, tracked, history: await watched.history.refresh(signal) };
        },
        decide(facts, state) {
            const action = decideAction({ ...facts, ...state, promotesAt: watched.promotesAt });
            if (action.kind === 'superseded' && watched.history.unanswered)
                throw watched.history.unanswered;
            return action;
        },
        findUntouched: ({ service, history, tracked }, captured) => isUntouched(captured, service, history) ? ((0,model .Os)(service) ?? tracked).taskDefinition : undefined,
        known: knownTo,
        planToFollow: (facts, action) => planToFollow(api, watched, facts, action),
        choose: (facts, request, signal) => chooseTargetByEcs(watched, { ...facts, ...request }, signal),
        detail: (found, definitions, signal) => detailPlan(api, watched, { found, definitions }, signal),
        write: (action, at, report, signal) => write(api, watched, { action, at, report }, signal),
        judgeRefusal: ecs_controller_judgeRefusal,
        poll: (service, at, signal) => ecs_controller_pollStabilization(api, watched, { service, at }, signal),
    };
}
async function write(api, { label, name }, by, signal) {
    const { action, at, report } = by;
    if (action.kind === 'update-service') {
        const { target } = at.state;
        report(`asking for UpdateService of ${label} to ${(0,model .P5)(target)}`);
        const written = await (0,writing .bU)(api, name, target, signal);
        report(`ECS accepted UpdateService of ${label} to ${(0,model .P5)(target)}`);
        for (const replaced of findReplaced(written, at))
            report(`${label} was given ${replaced} by somebody else just before, which this has replaced`);
        return { kind: 'updated' };
    }
    report(`asking ECS to stop the deployment of ${label} and roll it back`);
    await ecs_controller_stop(api, action, signal);
    report(`ECS accepted to stop the deployment of ${label} and to roll it back`);
    return { kind: 'restoring' };
}
async function ecs_controller_stop(api, { serviceDeploymentArn, hookId }, signal) {
    if (hookId === undefined)
        return await (0,writing .DD)(api, serviceDeploymentArn, signal);
    try {
        await (0,writing .vI)(api, { serviceDeploymentArn, hookId, action: 'ROLLBACK' }, signal);
    }
    catch (error) {
        if (!(error instanceof aws_error .Gy) || error.kind !== 'access-denied')
            throw error;
        await (0,writing .DD)(api, serviceDeploymentArn, signal);
    }
}
function findReplaced({ deployments }, { seen, state }) {
    const before = new Set(seen.service.deployments.map(({ id }) => id));
    return deployments
        .filter(({ id, taskDefinition }) => !before.has(id) && taskDefinition !== state.target)
        .map(({ taskDefinition }) => (0,model .P5)(taskDefinition));
}
function ecs_controller_judgeRefusal({ kind }, error, again) {
    if (kind === 'update-service' || error.kind === 'transient' || error.kind === 'expired-credentials')
        return 'final';
    const isConflict = error.cause instanceof Error && error.cause.name === 'ConflictException';
    return isConflict && !again ? 'decide-again' : 'unstoppable';
}
async function ecs_controller_pollStabilization(api, watched, by, signal) {
    const { service } = by;
    const { plan, state, seen } = by.at;
    const { tracked } = plan;
    const { progress } = state;
    const isUpdated = progress.kind === 'updated';
    const primary = (0,model .Os)(service);
    const isPlain = service.strategy === 'ROLLING' && primary?.taskDefinition === state.target;
    const history = isUpdated && isPlain ? undefined : await watched.history.refresh(signal);
    const rollback = isUpdated ? undefined : (0,tracked_deployment .OM)(tracked, service, history)?.rollback;
    const restored = (0,tracked_deployment .Ib)(rollback?.serviceRevisionArn, history);
    const followed = progress.kind === 'followed' ? (restored ?? state.target) : undefined;
    const wentTo = followed !== undefined && isElsewhere(followed, plan) ? followed : undefined;
    const target = wentTo === undefined ? (followed ?? state.target) : plan.target;
    const mayServeAlone = isPlain && runsFully(primary) && service.deployments.length > 1;
    const stabilization = readStabilization({
        ...{ service, tracked, target, history, isUpdated, wentTo },
        unanswered: watched.history.unanswered?.message,
        liveIds: mayServeAlone ? await findLive(api, watched, signal) : undefined,
        before: seen && (0,model .Os)(seen.service)?.taskDefinition,
        sinceMs: (0,model .ll)(seen?.history?.deployments ?? [])[0]?.createdAtMs,
    });
    const isFailed = target === tracked.taskDefinition && primary?.id === tracked.id && !isUpdated;
    const isSuspect = primary?.taskDefinition === target && primary.failedTasks > 0 && !isFailed;
    const suspect = isSuspect ? primary : undefined;
    return { stabilization, target, suspect, suspectSinceMs: rollback?.startedAtMs };
}
function isElsewhere(followed, { actor, copy, target }) {
    return actor === 'us' && copy === undefined && followed !== target;
}
async function findLive(api, { name }, signal) {
    try {
        return await (0,task_reading .vv)(api, name, signal);
    }
    catch (error) {
        if (error instanceof aws_error .Gy)
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
;// CONCATENATED MODULE: ./lib/targets/ecs/rollback/service-candidates.js



async function listServiceCandidates(controller, asked, most, signal) {
    const back = (count) => ({ ...asked, rollbackTo: { kind: 'back', count } });
    const facts = await controller.inspect(back(1), signal);
    asked.definitions.setKnown(controller.known(facts));
    const found = [];
    while (found.length < most) {
        const choice = await controller.choose(facts, back(found.length + 1), signal);
        if (choice.kind === 'none')
            break;
        const [why = ''] = choice.evidence;
        found.push({ taskDefinition: choice.taskDefinition, why });
    }
    const names = found.map(({ taskDefinition }) => taskDefinition);
    const verified = await asked.knownGood?.recall(names, { untilVerified: false }, signal);
    return found.map(({ taskDefinition, why }) => ({
        revision: (0,model .P5)(taskDefinition),
        evidence: [
            why,
            ...describeTime(facts, taskDefinition, asked),
            ...(verified?.get(taskDefinition) === 'verified' ? ['was verified healthy by an earlier run'] : []),
        ].join(', and it '),
    }));
}
function describeTime({ history }, taskDefinition, { definitions }) {
    if (history === undefined)
        return [];
    const { versions } = (0,deployment_line .i)(history, definitions.areSame);
    const index = versions.findIndex(({ names }) => names.has(taskDefinition));
    const [since, until] = [versions[index]?.sinceMs ?? 0, versions[index + 1]?.sinceMs ?? 0];
    return since > 0 && until > since ? [`ran for ${(0,duration .P)(until - since)}`] : [];
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/rollback-state.js
function advance(state, action) {
    const { target, progress } = state;
    switch (action.kind) {
        case 'already-there':
            return progress.kind === 'updated' ? state : { ...state, progress: { kind: 'updated' } };
        case 'follow': {
            const { to = target, deploymentId } = action;
            return { ...state, target: to, progress: { kind: 'followed', deploymentId } };
        }
        case 'wait':
            return action.isForRollback && progress.kind === 'stopping'
                ? { ...state, progress: { ...progress, polls: progress.polls + 1 } }
                : state;
        case 'superseded':
            return state;
    }
}

// EXTERNAL MODULE: ./lib/targets/ecs/model/stopped-task.js
var stopped_task = __webpack_require__(333);
;// CONCATENATED MODULE: ./lib/targets/ecs/rollback/service-rollback.js











const MAX_REFUSALS = 5;
class ServiceRollback {
    plan;
    #api;
    #controller;
    #retries;
    #state;
    #copy;
    #wasCopySent = false;
    #seen;
    #mayHaveWritten = false;
    #refusals = 0;
    constructor(api, controller, plan, retries) {
        const { target, targetRevisionArn, copy, isInPlace } = plan;
        this.plan = plan;
        this.#api = api;
        this.#controller = controller;
        this.#retries = retries;
        this.#state = { target, targetRevisionArn, progress: { kind: isInPlace ? 'updated' : 'planned' } };
        this.#copy = copy;
    }
    get watched() {
        return this.#controller.watched;
    }
    get name() {
        return this.watched.name;
    }
    get target() {
        return this.#state.target;
    }
    async begin(deps, signal) {
        const { clock, pollIntervalMs, rollbackTimeoutMs, progress: report } = deps;
        const endsAtMs = clock.nowMs() + rollbackTimeoutMs;
        const end = await (0,retry .L)(() => (0,poll .w)(() => this.#step(deps, signal), { clock, intervalMs: pollIntervalMs, until: isOver }, signal), {
            clock,
            delayAfterMs: (step) => {
                if (step.kind !== 'unanswered')
                    return undefined;
                const isTimeUp = clock.nowMs() + pollIntervalMs >= endsAtMs;
                if (isTransient(step.error) ? isTimeUp : this.#refusals > MAX_REFUSALS)
                    return undefined;
                report(`${step.error.message}; reading what became of it`);
                return pollIntervalMs;
            },
        }, signal);
        if (end.kind === 'unanswered')
            throw end.error;
        return end;
    }
    async poll(service, signal) {
        const at = { plan: this.plan, state: this.#state, seen: this.#seen };
        const { stabilization, target, suspect, suspectSinceMs } = await this.#controller.poll(service, at, signal);
        this.#state = { ...this.#state, target };
        if (stabilization.kind === 'failed')
            throw this.#failed(stabilization.reason);
        if (stabilization.kind === 'waiting' && suspect !== undefined)
            await this.#refuseUnhealthyTarget(suspect, suspectSinceMs, signal);
        return stabilization;
    }
    async #step(deps, signal) {
        const pace = { ...deps, limitMs: deps.rollbackTimeoutMs };
        const { facts, action } = await retryWhileTransient(() => this.#decide(signal), pace, signal);
        switch (action.kind) {
            case 'superseded':
                return action;
            case 'already-there':
            case 'follow':
                this.#state = advance(this.#state, action);
                return { kind: 'under-way' };
            case 'wait':
                this.#state = advance(this.#state, action);
                deps.progress(`${this.watched.label}: ${action.reason}`);
                return { kind: 'waiting' };
            default:
                return await this.#try(action, facts, deps.progress, signal);
        }
    }
    async #decide(signal) {
        const service = await (0,service_reading .uS)(this.#api, this.name, signal);
        const facts = await this.#controller.read(service, this.plan.tracked, signal);
        if (!this.#mayHaveWritten)
            this.#seen = facts;
        return { facts, action: this.#controller.decide(facts, this.#state) };
    }
    async #try(write, seen, report, signal) {
        try {
            if (isGivingTarget(write))
                await this.#copyTarget(report, signal);
            const at = { plan: this.plan, state: this.#state, seen };
            const progress = await this.#controller.write(write, at, report, signal);
            this.#state = { ...this.#state, progress };
            return { kind: progress.kind === 'stopping' ? 'waiting' : 'under-way' };
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy))
                throw error;
            const refusal = this.#controller.judgeRefusal(write, error, this.#refusals > 0);
            if (isTransient(error))
                this.#mayHaveWritten = true;
            else
                this.#refusals += 1;
            if (refusal === 'unstoppable')
                this.#state = { ...this.#state, progress: { kind: 'unstoppable' } };
            if (refusal === 'final' && !isTransient(error))
                throw error;
            return { kind: 'unanswered', error };
        }
    }
    async #copyTarget(report, signal) {
        if (this.#copy === undefined)
            return;
        const made = this.#wasCopySent ? await (0,task_definition .Vj)(this.#api, this.#copy, signal) : undefined;
        this.#wasCopySent = true;
        const target = made ?? (await (0,task_definition .$t)(this.#api, this.#copy, report, signal));
        this.#state = { ...this.#state, target };
        this.#copy = undefined;
    }
    async #refuseUnhealthyTarget({ id }, sinceMs, signal) {
        let failed;
        try {
            const stopped = await (0,task_reading .wN)(this.#api, this.name, signal);
            const since = stopped.filter(({ stoppedAtMs = 0 }) => sinceMs === undefined || stoppedAtMs >= sinceMs);
            failed = (0,stopped_task .To)(since, id);
        }
        catch (error) {
            if (error instanceof aws_error .Gy)
                return;
            throw error;
        }
        if (failed.length < this.#retries)
            return;
        throw this.#failed(`${failed.length} of its tasks failed as well, the last one: ${failed[0]?.reason}`);
    }
    #failed(reason) {
        const name = (0,model .P5)(this.target);
        return new platform_error .W('refused', `${this.watched.label} could not be brought back to ${name}: ${reason}`, {
            hint: 'Look at the service in the ECS console before you start another deployment.',
        });
    }
}
function isOver(step) {
    return step.kind !== 'waiting';
}
function isGivingTarget({ kind }) {
    return kind === 'update-service' || kind === 'create';
}

;// CONCATENATED MODULE: ./lib/targets/ecs/rollback/service-planning.js






async function planService(api, controller, request, signal) {
    const { captured, rollbackTo, retries, acceptsRunning } = request;
    const ready = (plan) => ({
        kind: 'ready',
        service: new ServiceRollback(api, controller, plan, retries),
    });
    const facts = await controller.inspect(request, signal);
    const first = controller.decide(facts);
    if (first.kind === 'superseded')
        return first;
    const isCounted = rollbackTo.kind === 'back' && !acceptsRunning;
    if ((rollbackTo.kind === 'previous' || isCounted) && captured !== undefined) {
        const untouched = controller.findUntouched(facts, captured, first);
        if (untouched !== undefined)
            return refuseUntouched(controller.watched, untouched);
    }
    if (first.kind === 'follow') {
        const { tracked } = facts;
        return ready({ tracked, ...controller.planToFollow(facts, first) });
    }
    const plan = await planTarget(api, controller, { facts, request }, signal);
    return 'kind' in plan ? plan : ready(plan);
}
async function planTarget(api, controller, { facts, request }, signal) {
    const { tracked, history } = facts;
    const { definitions } = request;
    definitions.setKnown(controller.known(facts));
    const choice = await controller.choose(facts, request, signal);
    if (choice.kind === 'none') {
        const { reason, evidence, hint } = choice;
        return { kind: 'no-target', reason, evidence, hint };
    }
    const target = (0,tracked_deployment .fd)(choice.taskDefinition, tracked.taskDefinition);
    const failing = (0,model .Rr)(tracked.taskDefinition, history);
    const failingImages = failing === undefined && choice.images.length > 0
        ? await readImages(definitions, tracked.taskDefinition, signal)
        : (failing?.images ?? []);
    const pinning = (0,model_images .Mc)(choice.images, failingImages);
    const { revisionArn: targetRevisionArn } = choice;
    if (pinning.pins.size === 0 && target === tracked.taskDefinition) {
        if (!request.acceptsRunning)
            throw nothingWouldChange(target, controller.watched);
        const place = { cluster: api.cluster, service: facts.service };
        return planInPlace(controller.watched, { ...place, tracked, target, targetRevisionArn }, choice.evidence);
    }
    const action = controller.decide(facts, { target, targetRevisionArn, progress: { kind: 'planned' } });
    if (action.kind === 'superseded')
        return action;
    const found = { facts, action, target, choice, pinning };
    const details = await controller.detail(found, definitions, signal);
    if ('kind' in details)
        return details;
    const actor = action.kind === 'follow' ? 'platform' : 'us';
    return { tracked, ...details, target, targetRevisionArn, actor };
}
async function readImages(definitions, taskDefinition, signal) {
    await definitions.readIfThere(taskDefinition, signal, true);
    return definitions.imagesOf(taskDefinition);
}
function refuseUntouched({ label }, taskDefinition) {
    const name = (0,model .P5)(taskDefinition);
    return {
        kind: 'untouched',
        reason: `${label} has been given nothing since the capture, it runs ${name} as it did then`,
    };
}
function planInPlace({ name, label }, facts, evidence) {
    const { cluster, service, ...to } = facts;
    const shown = (0,model .P5)(to.target);
    const wait = waitCommand(placeOf(to.tracked.taskDefinition, { cluster, service: name }));
    return {
        ...to,
        evidence: [...evidence, `${shown} was deployed to ${label} last: it was already there`],
        steps: [`nothing: ${label} has been given ${shown} already; wait until it is stable`],
        unknowns: [],
        manual: service.controller === 'ECS' ? wait : '',
        actor: 'us',
        isInPlace: true,
    };
}
function nothingWouldChange(target, { label }) {
    const name = (0,model .P5)(target);
    return new platform_error .W('refused', `rollback-to names ${name}, which was deployed to ${label} last, so that nothing would change`, { hint: 'Name an earlier revision, or leave rollback-to at previous.' });
}

;// CONCATENATED MODULE: ./lib/targets/ecs/rollback/strategy.js













function ecsRollback(deps) {
    const { rollbackTimeoutMs: limitMs } = deps;
    return {
        async plan(signal) {
            return await strategy_asPlatformErrors(async () => combine(deps, await retryWhileTransient(() => strategy_planAll(deps, signal), { ...deps, limitMs }, signal)));
        },
        listCandidates: (most, signal) => strategy_asPlatformErrors(async () => {
            const found = [];
            for (const [watched, service] of await (0,service_reading .Ss)(deps.api, deps.watched, signal)) {
                const listed = await listOne(deps, { watched, service, most }, signal);
                const named = deps.watched.length > 1 ? { service: watched.label } : {};
                found.push(...listed.map((one) => ({ ...one, ...named })));
            }
            return found;
        }),
    };
}
async function strategy_planAll(deps, signal) {
    const { api } = deps;
    const plannings = [];
    for (const [watched, service] of await (0,service_reading .Ss)(api, deps.watched, signal)) {
        const rollbackTo = rollbackToOf(deps.rollbackTo, watched.label);
        if (rollbackTo === undefined)
            continue;
        plannings.push(await planOne(api, watched, { ...requestOf(deps, service), rollbackTo }, signal));
    }
    return plannings;
}
function requestOf(deps, service) {
    const { api, rollbackTo, retries, knownGood, acceptsRunning = false } = deps;
    const captured = (0,captured_state .j)(deps.capture?.state)?.find((earlier) => isCaptureOf(earlier, service));
    const definitions = new task_definition .x7(api);
    return { service, rollbackTo, captured, knownGood, retries, definitions, acceptsRunning, pace: deps };
}
async function listOne(deps, { watched, service, most }, signal) {
    const { api } = deps;
    const request = requestOf(deps, service);
    switch (service.controller) {
        case 'ECS':
            return await listServiceCandidates(ecsController(api, watched), request, most, signal);
        case 'CODE_DEPLOY':
            return await listServiceCandidates(codeDeployController(api, watched), request, most, signal);
        default:
            return [];
    }
}
async function planOne(api, watched, request, signal) {
    switch (request.service.controller) {
        case 'ECS':
            return await planService(api, ecsController(api, watched), request, signal);
        case 'CODE_DEPLOY':
            return await planService(api, codeDeployController(api, watched), request, signal);
        default:
            return refuseOtherDeployer(request.service);
    }
}
function refuseOtherDeployer({ name, controller }) {
    return {
        kind: 'no-target',
        reason: `${name} is controlled by an external deployer`,
        evidence: [`the deployment controller of ${name} is ${controller}: ECS takes no rollback from us there`],
        hint: 'Let that deployer roll back: target: webhook or target: command can ask it to.',
    };
}
function combine(deps, plannings) {
    const withoutTarget = plannings.find((planning) => planning.kind === 'no-target');
    if (withoutTarget !== undefined) {
        const { reason, evidence, hint } = withoutTarget;
        return { kind: 'no-target', reason, evidence, ...(hint && { hint }) };
    }
    const services = plannings.flatMap((planning) => (planning.kind === 'ready' ? planning.service : []));
    const others = plannings.flatMap((planning) => planning.kind === 'superseded' || planning.kind === 'untouched' ? planning : []);
    const first = others.find(({ kind }) => kind === 'superseded') ?? others[0];
    if (services.length === 0 && first !== undefined) {
        return first.kind === 'superseded' ? first : { kind: 'not-deployed', reason: first.reason };
    }
    const leftAlone = others.map(({ reason }) => `left alone: ${reason}`);
    return { kind: 'ready', plan: toPlan(deps, services, leftAlone) };
}
function toPlan(deps, services, leftAlone) {
    const notPutBack = services.flatMap(({ plan }) => plan.notPutBack ?? []);
    return {
        from: perService(deps, services, ({ plan }) => plan.tracked.taskDefinition),
        to: perService(deps, services, ({ target }) => target),
        ...versionOf(deps.capture, services),
        actor: services.every(({ plan }) => plan.actor === 'platform') ? 'platform' : 'us',
        evidence: [...services.flatMap(({ plan }) => plan.evidence), ...leftAlone],
        steps: services.toReversed().flatMap(({ plan }) => plan.steps),
        unknowns: services.flatMap(({ plan }) => plan.unknowns),
        ...(notPutBack.length > 0 && { notPutBack }),
        manual: services.map(({ plan }) => plan.manual).filter(Boolean),
        apply: (progress, signal) => strategy_asPlatformErrors(() => applyAll({ ...deps, progress }, services, signal)),
        findNewerDeployment: (signal) => findNewerDeployment(deps.api, services, signal),
        async conclude(recovered, signal) {
            if (!recovered)
                return;
            for (const { target } of services)
                await deps.knownGood?.tag(target, 'verified', signal);
        },
    };
}
function versionOf(capture, services) {
    const captured = new Set((0,captured_state .j)(capture?.state)?.map(({ taskDefinition }) => taskDefinition));
    const versions = new Set(capture?.baseline?.checks.flatMap(({ version }) => version ?? []));
    const [version] = versions;
    const isCaptured = services.every(({ target }) => captured.has(target));
    return isCaptured && versions.size === 1 && version !== undefined ? { toVersion: version } : {};
}
function perService({ watched }, services, pick) {
    const revisions = services.map((one) => ({
        label: one.watched.label,
        revision: (0,model .P5)(pick(one)),
    }));
    return renderServices(revisions, watched.length > 1);
}
async function strategy_asPlatformErrors(run) {
    try {
        return await run();
    }
    catch (error) {
        throw error instanceof aws_error .Gy ? (0,aws_error .hf)(error) : error;
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/capture-warnings.js



function findCaptureWarnings(facts) {
    return [
        warnOfFirst(facts),
        warnOfProgress(facts),
        warnOfInactive(facts),
        warnOfTags(facts),
        warnOfBreaker(facts),
        warnOfNothing(facts),
        warnOfOtherDeployers(facts),
        warnOfLongBake(facts),
    ].flatMap((warning) => warning ?? []);
}
function isFirst(facts) {
    const { service, history } = facts;
    if (history === undefined || captureService(facts).isProven)
        return false;
    const isCompleted = service.deployments.some(({ rolloutState }) => rolloutState === 'COMPLETED');
    const hasSucceeded = history.deployments.some(({ status }) => status === 'SUCCESSFUL' || status === 'ROLLBACK_SUCCESSFUL');
    return !isCompleted && !hasSucceeded;
}
function warnOfFirst(facts) {
    if (!isFirst(facts))
        return undefined;
    return {
        text: `no deployment of ${facts.service.name} on record has succeeded, so there is nothing to roll back to`,
        hint: 'The first version that lands healthy is what later deploys can go back to.',
    };
}
function warnOfProgress(facts) {
    const { service } = facts;
    const inProgress = service.deployments.length > 1 || (0,model .Os)(service)?.rolloutState === 'IN_PROGRESS';
    if (!inProgress || isFirst(facts))
        return undefined;
    return {
        text: `a deployment of ${service.name} to ${capture_warnings_nameOf(facts)} is still in progress`,
        hint: 'Let deployments wait for each other with a concurrency group on the deploy job.',
    };
}
function warnOfInactive(facts) {
    if (facts.isActive !== false)
        return undefined;
    return {
        text: `${capture_warnings_nameOf(facts)} is INACTIVE; a rollback has to register it again`,
        hint: 'Do not deregister the revision that runs.',
    };
}
function warnOfTags(facts) {
    const tags = captureService(facts).images.filter(({ image }) => !image.includes('@sha256:'));
    if (tags.length === 0)
        return undefined;
    return {
        text: `${tags.map(({ image }) => image).join(', ')} of ${capture_warnings_nameOf(facts)} is a tag and can be moved`,
        isAdvice: true,
        hint: 'Deploy images by digest (repo@sha256:…), so that a revision always means the same image.',
    };
}
function warnOfBreaker({ service }) {
    if (service.controller !== 'ECS' || service.circuitBreaker?.rollback === true)
        return undefined;
    return {
        text: `${service.name} has no deployment circuit breaker with rollback`,
        isAdvice: true,
        hint: 'Turn it on: ECS then rolls back by itself even if this job does not get to run.',
    };
}
function warnOfNothing({ service }) {
    if (service.desiredCount > 0)
        return undefined;
    return {
        text: `${service.name} has a desired count of 0, so that a deploy to it cannot be verified`,
        hint: 'Scale it up before the deploy.',
    };
}
const LONG_BAKE_MS = 30 * 60_000;
function warnOfLongBake({ service: { name, strategy, bakeMs = 0 } }) {
    if (bakeMs < LONG_BAKE_MS)
        return undefined;
    const shiftsInSteps = strategy === 'LINEAR' || strategy === 'CANARY';
    const wayBack = shiftsInSteps
        ? ' The same holds for rollback-timeout: once a deployment has completed, the way back takes the same steps.'
        : '';
    return {
        text: `ECS shifts the traffic of ${name} and bakes each deployment for ${(0,duration .P)(bakeMs)}, and the guard waits for that`,
        isAdvice: true,
        hint: `Set timeout-minutes of the job, and the session of its role (role-duration-seconds), to longer than that.${wayBack}`,
    };
}
function warnOfOtherDeployers({ service }) {
    const { name, controller, isExpress } = service;
    if (isExpress)
        return {
            text: `${name} is an Express service, of which only a deployment in flight can be rolled back`,
            isAdvice: true,
        };
    if (controller === 'ECS' || controller === 'CODE_DEPLOY')
        return undefined;
    return {
        text: `${name} is controlled by an external deployer: it is verified, and not rolled back from here`,
        isAdvice: true,
        hint: 'Let that deployer roll back: target: webhook or target: command can ask it to.',
    };
}
function capture_warnings_nameOf(facts) {
    return (0,model .P5)(captureService(facts).taskDefinition);
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/capture-source.js






function ecsCapture(api, watched) {
    return {
        async capture(signal) {
            try {
                return await captureAll(api, watched, signal);
            }
            catch (error) {
                throw error instanceof aws_error .Gy ? (0,aws_error .hf)(error) : error;
            }
        },
    };
}
async function readAdvice(api, watched, signal) {
    try {
        const { warnings } = await captureAll(api, watched, signal);
        return warnings.filter(({ isAdvice }) => isAdvice);
    }
    catch (error) {
        if (error instanceof aws_error .Gy)
            return [];
        throw error;
    }
}
async function captureAll(api, watched, signal) {
    const services = await (0,service_reading .JQ)(api, watched.map(({ name }) => name), signal);
    const facts = [];
    for (const [index, service] of services.entries()) {
        const history = await watched[index]?.refreshHistory(service, signal);
        const isActive = await readIsActive(api, service, signal);
        facts.push({ service, history, isActive });
    }
    const state = facts.map(captureService);
    const running = state.map(({ service, taskDefinition }) => `${service} runs ${(0,model .P5)(taskDefinition)}`);
    return { state, running, warnings: facts.flatMap(findCaptureWarnings) };
}
async function readIsActive(api, service, signal) {
    try {
        return (await (0,task_definition .Lx)(api, service.taskDefinition, signal)).isActive;
    }
    catch (error) {
        if (error instanceof aws_error .Gy && error.kind !== 'expired-credentials')
            return undefined;
        throw error;
    }
}

// EXTERNAL MODULE: ./lib/targets/ecs/model/failure-report.js
var failure_report = __webpack_require__(2459);
;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/model/code-deploy-report.js



function reportCodeDeploy(service, { deployment, rollback }) {
    const recorded = [deployment, rollback].filter((one) => one !== undefined);
    if (recorded.length === 0)
        return [];
    const links = recorded.flatMap(({ id }) => {
        const url = (0,failure_report .FE)(service.arn, (region) => `codesuite/codedeploy/deployments/${id}?region=${region}`);
        return url === undefined ? [] : [{ label: `${id} in the CodeDeploy console`, url }];
    });
    return [
        { title: `Deployment of ${service.name} as CodeDeploy records it`, lines: recorded.map(render), links },
    ];
}
function render(deployment) {
    const { id, status, taskDefinition, error, rollbackOfId } = deployment;
    const of = taskDefinition === undefined ? '' : ` of ${(0,model .P5)(taskDefinition)}`;
    const rolls = rollbackOfId === undefined ? '' : `, which rolls ${rollbackOfId} back`;
    return `${id}${of}${rolls}: ${status}${error === undefined ? '' : ` (${describeEnd(deployment)})`}`;
}

// EXTERNAL MODULE: ./lib/aws/calling.js
var calling = __webpack_require__(3009);
// EXTERNAL MODULE: ./lib/report/summary/crash-line.js
var crash_line = __webpack_require__(1637);
// EXTERNAL MODULE: ./lib/targets/ecs/model/container-log.js
var container_log = __webpack_require__(2658);
;// CONCATENATED MODULE: ./lib/targets/ecs/watch/container-logs.js







const READ_LINES = 300;
const SHOWN_LINES = 20;
async function readContainerLogs(task, definition, warn, signal) {
    const streams = findStreams(task, definition);
    if (streams.length === 0)
        return [];
    const evidence = [];
    for (const { container, group, stream, region } of streams) {
        const call = (0,calling .S)(() => Promise.all( [__webpack_require__.e(861), __webpack_require__.e(303)]).then(__webpack_require__.t.bind(__webpack_require__, 2684, 19)), ({ CloudWatchLogsClient }, settings) => new CloudWatchLogsClient(settings), region);
        const input = { logGroupName: group, logStreamName: stream, limit: READ_LINES, startFromHead: false };
        try {
            const output = await call('logs:GetLogEvents', ({ sdk, client, options }) => client.send(new sdk.GetLogEventsCommand(input), options), signal);
            const { events = [] } = (0,answer_form .Hj)('logs:GetLogEvents', output, ['events[]']);
            const lines = events.map(({ message = '' }) => message);
            const name = (0,model .P5)(definition.arn);
            if (lines.length > 0)
                evidence.push({
                    title: `Last log lines of ${container} in a failed task of ${name}`,
                    lines: withCause(lines),
                    shows: 'log',
                });
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy))
                throw error;
            if (error.kind !== 'not-found')
                warn(`the log of ${container} could not be read: ${error.message}`, error.hint);
        }
    }
    return evidence;
}
function withCause(lines) {
    const shown = lines.slice(-SHOWN_LINES);
    const cause = (0,crash_line .R)(lines);
    if (cause === undefined || (0,crash_line .R)(shown) === cause)
        return shown;
    const at = lines.findLastIndex((line) => line.includes(cause) || (0,crash_line .R)([line]) === cause);
    const end = lines.slice(-(SHOWN_LINES - 3));
    const between = lines.length - end.length - at - 2;
    return at < 0 || between < 1 ? shown : [...lines.slice(at, at + 2), `… ${between} lines …`, ...end];
}
function findStreams(task, definition) {
    const names = (0,stopped_task .IK)(task.containers).map(({ name }) => name);
    const place = (name) => (names.includes(name) ? names.indexOf(name) : names.length);
    return (0,container_log .IM)(definition)
        .toSorted((one, other) => place(one.container) - place(other.container))
        .map(({ container, group, prefix, region }) => ({
        ...{ container, group, region },
        stream: `${prefix}${(0,container_log .G6)(task.arn)}`,
    }));
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/diagnostics.js








function ecsDiagnostics(api, watched, warn) {
    return {
        async diagnose(signal) {
            const evidence = [];
            for (const one of watched) {
                try {
                    const service = await (0,service_reading .uS)(api, one.name, signal);
                    evidence.push(...(await diagnoseService(api, one, { service, warn }, signal)));
                }
                catch (error) {
                    if (!(error instanceof aws_error .Gy))
                        throw error;
                    warn(`could not determine why ${one.label} failed: ${error.message}`, error.hint);
                }
            }
            return evidence;
        },
    };
}
async function diagnoseService(api, watched, { service, warn }, signal) {
    const tracked = watched.identify(service);
    const history = await watched.refreshHistory(service, signal);
    const stopped = await watched.readFailedTasks(signal);
    const entry = (0,tracked_deployment .OM)(tracked, service, history);
    const report = [
        ...(0,failure_report .xV)(service, tracked, { stopped, entry }),
        ...(service.controller === 'CODE_DEPLOY'
            ? reportCodeDeploy(service, await watched.codeDeploy.read(service, tracked, signal))
            : []),
    ];
    return stopped.length === 0
        ? report
        : [...report, ...(await readLogs(api, tracked, { stopped, warn }, signal))];
}
const MAX_TASKS_WITH_LOGS = 5;
async function readLogs(api, { taskDefinition }, { stopped, warn }, signal) {
    try {
        const definition = await (0,task_definition .Lx)(api, taskDefinition, signal);
        let isReadable = true;
        const warnAndEnd = (text, hint) => {
            isReadable = false;
            warn(text, hint);
        };
        for (const task of stopped.slice(0, MAX_TASKS_WITH_LOGS)) {
            const logs = await readContainerLogs(task, definition, warnAndEnd, signal);
            if (logs.length > 0 || !isReadable)
                return logs;
        }
        return [];
    }
    catch (error) {
        if (!(error instanceof aws_error .Gy))
            throw error;
        warn(`the logs of ${(0,model .P5)(taskDefinition)} cannot be found: ${error.message}`, error.hint);
        return [];
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/rehearsal-tag.js

const REHEARSAL_KEY = 'safe-landing:rehearsal';
const rehearsal_tag_ENDED = 'ended';
function writeRehearsalTag(at, to) {
    return { key: REHEARSAL_KEY, value: `${at} ${to}` };
}
function writeRehearsalEnd(at) {
    return { key: REHEARSAL_KEY, value: `${rehearsal_tag_ENDED} ${at}` };
}
function readRehearsalTag(tags) {
    const [at = '', to = ''] = (tags.find(({ key }) => key === REHEARSAL_KEY)?.value ?? '').split(' ');
    const beganAtMs = Date.parse(at);
    return at === rehearsal_tag_ENDED || Number.isNaN(beganAtMs) ? undefined : { beganAtMs, to };
}
function findReplacement(history) {
    const [newest, before] = (0,model .ll)(history.deployments);
    const revisionOf = (arn = '') => history.revisions.get(arn);
    const [from, to] = [revisionOf(before?.targetRevisionArn), revisionOf(newest?.targetRevisionArn)];
    if (newest === undefined || from === undefined || to === undefined)
        return undefined;
    if (from.taskDefinition === to.taskDefinition)
        return undefined;
    const names = [to.taskDefinition, ...(to.copyOf === undefined ? [] : [to.copyOf])];
    return { from: from.taskDefinition, to: names.map(model .P5), deployedAtMs: newest.createdAtMs };
}
const EARLIEST_MS = -60_000;
function isWayBack({ to, deployedAtMs }, begun, longestMs) {
    const sinceMs = deployedAtMs - begun.beganAtMs;
    return to.includes(begun.to) && sinceMs >= EARLIEST_MS && sinceMs <= longestMs;
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/ecs-rehearsal-notes.js







function ecsRehearsalNotes(deps) {
    const tagAll = async (tagFor, signal) => {
        for (const { deployed, label } of deps.watched) {
            const tag = tagFor(label);
            if (deployed !== undefined && tag !== undefined)
                await (0,writing .FT)(deps.api, deployed.taskDefinition, [tag], signal);
        }
    };
    const begin = (to) => (label) => {
        const target = rollbackToOf({ kind: 'revision', revision: to }, label);
        return target?.kind === 'revision' ? writeRehearsalTag(deps.now(), target.revision) : undefined;
    };
    return {
        findUnfinished: (signal) => ecs_rehearsal_notes_asPlatformErrors(() => findUnfinished(deps, signal)),
        begin: (to, signal) => ecs_rehearsal_notes_asPlatformErrors(() => tagAll(begin(to), signal)),
        end: (signal) => ecs_rehearsal_notes_asPlatformErrors(() => tagAll(() => writeRehearsalEnd(deps.now()), signal)),
    };
}
async function findUnfinished({ api, watched, rollbackTimeoutMs }, signal) {
    const found = [];
    for (const [tracker, service] of await (0,service_reading .Ss)(api, watched, signal)) {
        const history = await tracker.refreshHistory(service, signal);
        const last = history && findReplacement(history);
        if (last === undefined)
            continue;
        const { tags } = await (0,task_definition .Lx)(api, last.from, signal);
        const begun = readRehearsalTag(tags);
        if (begun !== undefined && isWayBack(last, begun, rollbackTimeoutMs))
            found.push({ label: tracker.label, revision: (0,model .P5)(last.from) });
    }
    return found.length === 0 ? undefined : renderServices(found, watched.length > 1);
}
async function ecs_rehearsal_notes_asPlatformErrors(run) {
    try {
        return await run();
    }
    catch (error) {
        throw error instanceof aws_error .Gy ? (0,aws_error .hf)(error) : error;
    }
}

// EXTERNAL MODULE: ./lib/targets/ecs/model/revision-tag.js
var revision_tag = __webpack_require__(940);
;// CONCATENATED MODULE: ./lib/targets/ecs/watch/known-good.js





class KnownGood {
    #api;
    #warn;
    #finder;
    constructor(api, warn, finder) {
        this.#api = api;
        this.#warn = warn;
        this.#finder = finder;
    }
    async tag(taskDefinition, found, signal) {
        try {
            await (0,writing .FT)(this.#api, taskDefinition, [(0,revision_tag .M5)(found, this.#finder())], signal);
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy))
                throw error;
            const name = (0,model .P5)(taskDefinition);
            this.#warn(`${name} could not be marked as ${found}: ${error.message}`, error.hint);
        }
    }
    async recall(taskDefinitions, { untilVerified }, signal) {
        const known = new Map();
        try {
            for (const taskDefinition of taskDefinitions) {
                const found = await this.#read(taskDefinition, signal);
                if (found !== undefined)
                    known.set(taskDefinition, found);
                if (found === 'verified' && untilVerified)
                    break;
            }
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy) || error.kind === 'transient')
                throw error;
            if (error.kind === 'expired-credentials')
                throw error;
            this.#warn(`which revisions were verified before cannot be read: ${error.message}`, error.hint);
        }
        return known;
    }
    async #read(taskDefinition, signal) {
        try {
            return (0,revision_tag .g$)((await (0,task_definition .Lx)(this.#api, taskDefinition, signal)).tags);
        }
        catch (error) {
            if (error instanceof aws_error .Gy && error.kind === 'refused')
                return undefined;
            throw error;
        }
    }
}
function ecsRevisionRecord(knownGood, watched) {
    return {
        async record(found, signal) {
            if (found === 'bad' && watched.length > 1)
                return;
            for (const { deployed } of watched) {
                if (deployed !== undefined)
                    await knownGood.tag(deployed.taskDefinition, found, signal);
            }
        },
    };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/landing-limits.js

async function readLandingLimits(api, watched, signal) {
    const schedules = [];
    for (const [tracker, service] of await (0,service_reading .Ss)(api, watched, signal))
        schedules.push({ service: tracker.label, parts: await readParts(tracker, service, signal) });
    return { schedules, credentialsMs: await readCredentialsMs(api, signal) };
}
async function readParts({ codeDeploy }, service, signal) {
    if (service.controller !== 'CODE_DEPLOY')
        return service.schedule;
    return await codeDeploy.readSchedule(service, signal);
}
async function readCredentialsMs(api, signal) {
    const used = await api.call('ecs:DescribeServices', (client) => client.config.credentials(), signal);
    return used.expiration === undefined ? undefined : Math.max(0, used.expiration.getTime() - Date.now());
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/rolled-back-definition.js








function ecsKnownBad(api, services, warn) {
    return {
        async find(signal) {
            const found = [];
            for (const [tracker, { taskDefinition }] of services) {
                if (taskDefinition === undefined)
                    continue;
                try {
                    found.push(...(await judge(api, tracker, taskDefinition, signal)));
                }
                catch (error) {
                    if (!(error instanceof aws_error .Gy))
                        throw error;
                    const loss = `whether ${(0,model .P5)(taskDefinition)} was rolled back from before could not be determined`;
                    warn(`${loss}: ${error.message}`, error.hint);
                }
            }
            return found;
        },
    };
}
async function judge(api, tracker, given, signal) {
    const service = await (0,service_reading .uS)(api, tracker.name, signal);
    const arn = (0,tracked_deployment .fd)(given, service.taskDefinition);
    const definitions = new task_definition .x7(api);
    const registered = await definitions.read(arn, signal);
    const name = (0,model .P5)(arn);
    if (registered !== undefined && (0,revision_tag .g$)(registered.tags) === 'bad')
        return [`${name} was found bad before, and not verified since: ${(0,revision_tag .NM)(registered.tags)}`];
    const history = await tracker.refreshHistory(service, signal);
    if (history === undefined)
        return [];
    const version = { taskDefinition: arn, images: definitions.imagesOf(arn) };
    for (const twin of twinsOf(history, version))
        await definitions.readIfThere(twin, signal);
    const left = (0,deployment_line .f)((0,deployment_line .i)(history, definitions.areSame), version, definitions.areSame);
    if (left === undefined)
        return [];
    const as = left.taskDefinition === arn
        ? ''
        : `, the same images and definition as ${(0,model .P5)(left.taskDefinition)},`;
    return [`${name}${as} was rolled back from before, and not verified since: ${left.why}`];
}
function twinsOf({ revisions }, version) {
    const digests = (0,model_images .nw)(version);
    const same = [...revisions.values()].filter((one) => digests !== undefined && (0,model_images .nw)(one) === digests);
    return new Set(same.map(({ taskDefinition }) => taskDefinition));
}

;// CONCATENATED MODULE: ./lib/targets/ecs/api/cluster-tasks.js


const FEW = 2;
const SERVICES_PER_PAGE = 4;
class ClusterTasks {
    #api;
    #pages;
    #asked = new Map();
    #all = new Map();
    constructor(api, services) {
        this.#api = api;
        this.#pages = Math.min(task_reading .NY, Math.ceil(services / SERVICES_PER_PAGE));
    }
    async list(service, signal) {
        const tasks = await this.#ofCluster(service, 'RUNNING', signal);
        if (tasks !== undefined)
            return tasks.map(({ taskArn = '' }) => taskArn);
        return await (0,task_reading .Vk)(this.#api, { serviceName: service }, signal);
    }
    async stopped(service, signal) {
        const tasks = await this.#ofCluster(service, 'STOPPED', signal);
        return tasks === undefined ? await (0,task_reading .wN)(this.#api, service, signal) : (0,task_reading .Di)(tasks);
    }
    async pending(service, signal) {
        const tasks = await this.#ofCluster(service, 'RUNNING', signal);
        if (tasks !== undefined)
            return (0,task_reading .lc)(tasks);
        const arns = await (0,task_reading .Vk)(this.#api, { serviceName: service }, signal);
        return (0,task_reading .lc)(await (0,task_reading .j9)(this.#api, arns, signal));
    }
    async serving(service, signal) {
        const known = await this.#ofCluster(service, 'RUNNING', signal);
        const list = () => (0,task_reading .Vk)(this.#api, { serviceName: service }, signal);
        return (0,task_reading .K3)(known ?? (await (0,task_reading .j9)(this.#api, await list(), signal)));
    }
    async #ofCluster(service, status, signal) {
        const asked = (this.#asked.get(status) ?? 0) + 1;
        this.#asked.set(status, asked);
        if (asked <= FEW)
            return undefined;
        const all = this.#all.get(status) ?? this.#readAll(status, signal);
        this.#all.set(status, all);
        const name = service.split('/').at(-1);
        const byGroup = await all;
        return byGroup && (byGroup.get(`service:${name}`) ?? []);
    }
    async #readAll(status, signal) {
        try {
            const arns = await (0,task_reading .Vk)(this.#api, { desiredStatus: status, pages: this.#pages }, signal);
            if (arns.length >= this.#pages * task_reading .qr)
                return undefined;
            return Map.groupBy(await (0,task_reading .j9)(this.#api, arns, signal), ({ group = '' }) => group);
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy) || error.kind !== 'access-denied')
                throw error;
            return undefined;
        }
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/services-reader.js

class ServicesReader {
    #api;
    #watched;
    #clock;
    #askedAtMs = Number.NEGATIVE_INFINITY;
    #latest;
    #signal;
    constructor(api, watched, clock) {
        this.#api = api;
        this.#watched = watched;
        this.#clock = clock;
    }
    async read(sinceMs, signal) {
        const isUsable = this.#askedAtMs >= sinceMs && this.#signal?.aborted === false;
        this.#latest = isUsable ? (this.#latest ?? this.#ask(signal)) : this.#ask(signal);
        return await this.#latest;
    }
    async #ask(signal) {
        const askedAtMs = this.#clock.nowMs();
        this.#askedAtMs = askedAtMs;
        this.#signal = signal;
        try {
            const services = await (0,service_reading .Ss)(this.#api, this.#watched, signal);
            return { services, askedAtMs, atMs: this.#clock.nowMs() };
        }
        catch (error) {
            if (this.#askedAtMs === askedAtMs)
                this.#latest = undefined;
            throw error;
        }
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/rollout-watch.js



function ecsRolloutWatch(api, watched, clock, reader = new ServicesReader(api, watched, clock)) {
    const epochMs = Date.now() - clock.nowMs();
    let usedAtMs = Number.NEGATIVE_INFINITY;
    return {
        async poll(signal, sinceMs = clock.nowMs()) {
            try {
                const { services, askedAtMs, atMs } = await reader.read(Math.max(sinceMs, usedAtMs + 1), signal);
                usedAtMs = askedAtMs;
                return {
                    atMs,
                    ...(await follow(services, { tasks: new ClusterTasks(api, watched.length), epochMs }, signal)),
                };
            }
            catch (error) {
                if (!(error instanceof aws_error .Gy))
                    throw error;
                const { message, kind, hint } = error;
                const reason = hint === undefined ? message : `${message}. ${hint}`;
                const state = { kind: 'unknown', reason, permanent: kind !== 'transient' };
                return {
                    atMs: clock.nowMs(),
                    services: watched.map(({ label }) => ({ service: label, state })),
                    news: [],
                };
            }
        },
    };
}
async function follow(described, { tasks, epochMs }, signal) {
    const services = [];
    const news = [];
    for (const [tracker, service] of described) {
        const { state, createdAtMs, ...poll } = await tracker.read(service, tasks, signal);
        const begunAtMs = createdAtMs && createdAtMs - epochMs;
        services.push({ service: tracker.label, state, begunAtMs });
        news.push(...poll.news);
    }
    return { services, news };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/model/service-health.js


function judgeService(evidence) {
    const { service, targets = [] } = evidence;
    if (service.desiredCount === 0)
        return { result: 'nodata', reason: `${service.name} has a desired count of 0` };
    const primary = (0,model .Os)(service);
    const rollsOut = isRollingOut(service, primary);
    const failure = findFailure(evidence, primary, rollsOut);
    const serves = service.runningCount > 0 && !hasNoHealthyTarget(targets);
    if (failure !== undefined && !(rollsOut && serves))
        return { result: 'fail', reason: failure };
    const open = failure ?? findMissing(service, primary) ?? describeNewTargets(targets);
    if (open === undefined)
        return { result: 'pass' };
    return { result: 'nodata', reason: rollsOut ? `${open}, while the rollout runs` : open };
}
function judgeServices(all) {
    const judged = all.map(judgeService);
    return (judged.find(({ result }) => result === 'fail') ??
        judged.find(({ result }) => result !== 'pass') ?? { result: 'pass' });
}
function findFailure({ service, tasks = [], stopped, targets = [] }, primary, rollsOut) {
    const missing = findMissing(service, primary);
    const failed = missing === undefined ? undefined : findUnreplaced(primary, tasks, stopped ?? []);
    if (failed !== undefined)
        return `${missing}: ${(0,stopped_task .Cw)(failed)}`;
    const isUnexplained = stopped === undefined && service.runningCount === 0 && !rollsOut;
    return ((isUnexplained ? missing : undefined) ?? findUnhealthyTasks(primary, tasks) ?? describeUnhealthy(targets));
}
function findUnreplaced(primary, tasks, stopped) {
    if (primary === undefined)
        return undefined;
    const own = tasks.filter(({ startedBy }) => startedBy === primary.id);
    const lastStartMs = Math.max(primary.createdAtMs, ...own.map(({ startedAtMs = 0 }) => startedAtMs));
    return (0,stopped_task .Id)(stopped, primary.id).find(({ stoppedAtMs = 0 }) => stoppedAtMs >= lastStartMs);
}
function missesTasks(service) {
    return findMissing(service, (0,model .Os)(service)) !== undefined;
}
function findMissing(service, primary) {
    const { runningCount, desiredCount, taskDefinition } = primary ?? service;
    if (runningCount >= desiredCount)
        return undefined;
    return `${service.name} runs ${runningCount} of ${desiredCount} tasks of ${(0,model .P5)(taskDefinition)}`;
}
function findUnhealthyTasks(primary, tasks) {
    const own = tasks.filter(({ startedBy }) => startedBy === primary?.id);
    const unhealthy = own.filter(({ health }) => health === 'UNHEALTHY');
    const [first] = unhealthy;
    if (first === undefined || primary === undefined)
        return undefined;
    const count = `${unhealthy.length} of ${own.length} tasks of ${(0,model .P5)(primary.taskDefinition)}`;
    return `${count} ${unhealthy.length === 1 ? 'fails its' : 'fail their'} container health check, such as task ${first.arn.split('/').at(-1)}`;
}
function isRollingOut(service, primary = (0,model .Os)(service)) {
    const { deployments } = service;
    if (primary?.taskSet !== undefined)
        return false;
    return primary?.rolloutState === undefined ? deployments.length > 1 : primary.rolloutState === 'IN_PROGRESS';
}
const SERVING = new Set(['healthy', 'unhealthy', 'initial']);
const ANSWERED_BADLY = 'Target.ResponseCodeMismatch';
const UNREACHABLE = new Set(['Target.Timeout', 'Target.FailedHealthChecks', undefined]);
function describeUnhealthy(targets) {
    const serving = targets.filter(({ state }) => SERVING.has(state));
    const unhealthy = serving.filter(({ state }) => state === 'unhealthy');
    const answered = unhealthy.some(({ reason }) => reason === ANSWERED_BADLY);
    const areAllUnreachable = unhealthy.length === serving.length && unhealthy.some(({ reason }) => UNREACHABLE.has(reason));
    if (!answered && !areAllUnreachable)
        return undefined;
    const one = unhealthy.length === 1 ? 'is' : 'are';
    return `${unhealthy.length} of ${serving.length} targets of ${service_health_namesOf(unhealthy)} ${one} unhealthy: ${reasonsOf(unhealthy)}`;
}
function describeNewTargets(targets) {
    const serving = targets.filter(({ state }) => SERVING.has(state));
    const unhealthy = serving.filter(({ state }) => state === 'unhealthy');
    if (unhealthy.length > 0)
        return `${unhealthy.length} of ${serving.length} targets of ${service_health_namesOf(unhealthy)} cannot be reached: ${reasonsOf(unhealthy)}`;
    return hasNoHealthyTarget(targets)
        ? `no target of ${service_health_namesOf(serving)} is healthy yet: ${reasonsOf(serving)}`
        : undefined;
}
function hasNoHealthyTarget(targets) {
    const serving = targets.filter(({ state }) => SERVING.has(state));
    return serving.length > 0 && serving.every(({ state }) => state !== 'healthy');
}
function service_health_namesOf(targets) {
    const names = targets.map(({ group }) => group.split(':').at(-1)?.split('/').slice(0, 2).join('/') ?? group);
    return [...new Set(names)].join(' and ');
}
function reasonsOf(targets) {
    const reasons = targets.map(({ reason, description, state }) => {
        if (reason === undefined)
            return description ?? state;
        return description === undefined ? reason : `${reason} (${description})`;
    });
    return [...new Set(reasons)].join('; ');
}

;// CONCATENATED MODULE: ./lib/targets/ecs/api/optional-source.js

class OptionalSource {
    #loss;
    #warn;
    #accessDenied;
    constructor(loss, warn) {
        this.#loss = loss;
        this.#warn = warn;
    }
    get accessDenied() {
        return this.#accessDenied;
    }
    async read(ask) {
        if (this.#accessDenied !== undefined)
            return undefined;
        try {
            return await ask();
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy) || error.kind === 'transient' || error.kind === 'expired-credentials')
                throw error;
            this.#accessDenied = error;
            this.#warn(`${this.#loss}: ${error.message}`, error.hint);
            return undefined;
        }
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/api/health-readers.js




class TaskHealthReader {
    #api;
    #source;
    #listed = new Map();
    #stopped = new Map();
    constructor(api, warn) {
        this.#api = api;
        this.#source = new OptionalSource('the health of containers does not count', warn);
    }
    async read(services, signal) {
        return await this.#source.read(async () => {
            const listed = new ClusterTasks(this.#api, services.length);
            const arns = new Map();
            for (const service of services)
                arns.set(service, await this.#list(service, listed, signal));
            const tasks = await this.#readRunning([...arns.values()].flat(), signal);
            return new Map([...arns].map(([service, own]) => [service, own.flatMap((arn) => tasks.get(arn) ?? [])]));
        });
    }
    async readStopped(services, signal) {
        return await this.#source.read(async () => {
            const listed = new ClusterTasks(this.#api, services.length);
            const stopped = new Map();
            for (const service of services.filter(missesTasks))
                stopped.set(service, await this.#listStopped(service, listed, signal));
            return stopped;
        });
    }
    async #listStopped(service, listed, signal) {
        const when = fingerprintOf(service);
        const before = this.#stopped.get(service.arn);
        if (before?.when === when)
            return before.tasks;
        const tasks = await listed.stopped(service.name, signal);
        this.#stopped.set(service.arn, { when, tasks });
        return tasks;
    }
    async #list(service, listed, signal) {
        const when = fingerprintOf(service);
        const before = this.#listed.get(service.arn);
        if (before?.when === when)
            return before.arns;
        const arns = await listed.list(service.name, signal);
        this.#listed.set(service.arn, { when, arns });
        return arns;
    }
    async #readRunning(arns, signal) {
        const running = (await (0,task_reading .j9)(this.#api, arns, signal)).filter(({ lastStatus }) => lastStatus === 'RUNNING');
        return new Map(running.map(({ taskArn: arn = '', startedBy, healthStatus: health = 'UNKNOWN', startedAt }) => [
            arn,
            { arn, startedBy, health, startedAtMs: startedAt?.getTime() },
        ]));
    }
}
function fingerprintOf({ deployments, events }) {
    const counts = deployments.map(({ id, runningCount, pendingCount }) => [id, runningCount, pendingCount]);
    return JSON.stringify([counts, events[0]?.id]);
}

;// CONCATENATED MODULE: ./lib/targets/ecs/api/target-health-reader.js




const DESCRIBE_TARGETS = 'elasticloadbalancing:DescribeTargetHealth';
const target_health_reader_FEW = 3;
const IN_TURN = 2;
const CALM_MS = 120_000;
class TargetHealthReader {
    #api;
    #clock;
    #source;
    #asked = new Map();
    constructor(api, clock, warn) {
        this.#api = api;
        this.#clock = clock;
        this.#source = new OptionalSource('the health of targets does not count', warn);
    }
    async read(services, freshSinceMs, signal) {
        const byGroup = new Map(services.flatMap((service) => service.targetGroups.map((group) => [group, service])));
        return await this.#source.read(async () => {
            const due = this.#findDue(byGroup, freshSinceMs);
            await Promise.all(due.map(([group, service]) => this.#ask(group, service, signal)));
            return [...byGroup.keys()].flatMap((group) => this.#asked.get(group)?.targets ?? []);
        });
    }
    #findDue(byGroup, freshSinceMs) {
        const all = [...byGroup];
        if (all.length <= target_health_reader_FEW)
            return all;
        const needed = all.filter((owned) => this.#isNeeded(owned, freshSinceMs));
        const inTurn = all
            .filter((owned) => !needed.includes(owned) && this.#isOpen(owned))
            .sort(([one], [other]) => this.#askedAtMs(one) - this.#askedAtMs(other));
        return [...needed, ...inTurn.slice(0, IN_TURN)];
    }
    #isNeeded([group, service], freshSinceMs) {
        if (this.#shows(group, 'unhealthy'))
            return true;
        return this.#askedAtMs(group) < freshSinceMs || !(this.#asked.has(group) || isRollingOut(service));
    }
    #isOpen([group, service]) {
        return (this.#shows(group, 'initial') ||
            this.#asked.get(group)?.fingerprint !== fingerprintOf(service) ||
            this.#askedAtMs(group) <= this.#clock.nowMs() - CALM_MS);
    }
    #askedAtMs(group) {
        return this.#asked.get(group)?.atMs ?? Number.NEGATIVE_INFINITY;
    }
    #shows(group, state) {
        return this.#asked.get(group)?.targets.some((target) => target.state === state) ?? false;
    }
    async #ask(group, service, signal) {
        const atMs = this.#clock.nowMs();
        const output = await this.#api.loadBalancing(DESCRIBE_TARGETS, ({ sdk, client, options }) => client.send(new sdk.DescribeTargetHealthCommand({ TargetGroupArn: group }), options), signal);
        const form = ['TargetHealthDescriptions[].TargetHealth'];
        const { TargetHealthDescriptions } = (0,answer_form .Hj)(DESCRIBE_TARGETS, output, form);
        if (TargetHealthDescriptions === undefined)
            throw (0,answer_form .wJ)(DESCRIBE_TARGETS, 'it holds no list of targets');
        const targets = TargetHealthDescriptions.map(({ TargetHealth: health = {} }) => ({
            group,
            state: health.State ?? '',
            reason: health.Reason,
            description: health.Description,
        }));
        this.#asked.set(group, { targets, atMs, fingerprint: fingerprintOf(service) });
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/service-probe.js





function serviceProbe(api, watched, { clock, warn, reader = new ServicesReader(api, watched, clock) }) {
    const name = `ECS ${watched.map(({ label }) => label).join(', ')}`;
    const readers = {
        tasks: new TaskHealthReader(api, warn),
        targets: new TargetHealthReader(api, clock, warn),
    };
    return {
        name,
        required: true,
        async probe(_expected, signal, _stage, freshSinceMs) {
            const startedAtMs = clock.nowMs();
            const read = async () => {
                const { services } = await reader.read(startedAtMs, signal);
                const described = services.map(([, service]) => service);
                return await readEvidence(described, { ...readers, freshSinceMs: freshSinceMs ?? startedAtMs }, signal);
            };
            const seen = await service_probe_judge(read);
            return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...seen };
        },
    };
}
async function service_probe_judge(read) {
    try {
        return judgeServices(await read());
    }
    catch (error) {
        if (!(error instanceof aws_error .Gy))
            throw error;
        return { result: 'error', reason: error.message };
    }
}
async function readEvidence(services, readers, signal) {
    const tasks = await readers.tasks.read(services, signal);
    const stopped = await readers.tasks.readStopped(services, signal);
    const hasTargets = services.some(({ targetGroups }) => targetGroups.length > 0);
    const targets = hasTargets ? await readers.targets.read(services, readers.freshSinceMs, signal) : undefined;
    return services.map((service) => ({
        service,
        tasks: tasks?.get(service),
        stopped: stopped?.get(service),
        targets: targets?.filter(({ group }) => service.targetGroups.includes(group)),
    }));
}

;// CONCATENATED MODULE: ./lib/targets/ecs/api/history-reader.js



const NEWEST = 20;
const POLLS_TO_SETTLE = 2;
const history_reader_FAR_BACK = 200;
class HistoryReader {
    #api;
    #service;
    #warn;
    #known;
    #accessDenied;
    #unanswered;
    #shown = '';
    #polls = 0;
    constructor(api, service, warn) {
        this.#api = api;
        this.#service = service;
        this.#warn = warn;
    }
    get known() {
        return this.#known;
    }
    get accessDenied() {
        return this.#accessDenied;
    }
    get unanswered() {
        return this.#unanswered;
    }
    async follow(service, signal) {
        const shown = service.deployments.map(({ id }) => id).join(' ');
        this.#polls = shown === this.#shown ? this.#polls + 1 : 0;
        this.#shown = shown;
        return await this.#read(NEWEST, signal, this.#polls >= POLLS_TO_SETTLE && this.#isOnRecord(service));
    }
    async refresh(signal) {
        return await this.#read(NEWEST, signal);
    }
    async readOrThrow(signal) {
        const history = await this.#read(NEWEST, signal);
        if (history === undefined && this.#unanswered !== undefined)
            throw this.#unanswered;
        return history;
    }
    async readFarBack(signal) {
        return this.#known?.isWhole ? undefined : await this.#read(history_reader_FAR_BACK, signal);
    }
    async #read(depth, signal, isListed = false) {
        if (this.#accessDenied !== undefined)
            return undefined;
        const before = this.#known;
        try {
            this.#known =
                isListed && before !== undefined
                    ? await readHistoryAgain(this.#api, before, signal)
                    : await readHistory(this.#api, this.#service, { depth, before }, signal);
            this.#unanswered = undefined;
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy) || error.kind === 'expired-credentials')
                throw error;
            if (error.kind === 'transient')
                this.#unanswered = error;
            else
                this.#deny(error);
        }
        return this.#known;
    }
    #isOnRecord(service) {
        const newestAtMs = Math.max(0, ...(this.#known?.deployments ?? []).map(({ createdAtMs }) => createdAtMs));
        return newestAtMs >= ((0,model .Os)(service)?.createdAtMs ?? 0) - 60_000;
    }
    #deny(error) {
        this.#accessDenied = error;
        this.#unanswered = undefined;
        this.#warn(`the deployment history of ${this.#service} cannot be read: ${error.message}`, error.hint);
    }
}

// EXTERNAL MODULE: ./lib/targets/ecs/model/schedule.js
var schedule = __webpack_require__(4649);
;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/code-deploy-reader.js







const SEARCHED = 5;
class CodeDeployReader {
    #api;
    #specs = new Map();
    #seen = new Map();
    #group;
    #watchedId;
    #deployments;
    #list;
    #contents;
    constructor(api, label, warn) {
        this.#api = api;
        this.#deployments = new OptionalSource(`how CodeDeploy deploys ${label} cannot be read`, warn);
        this.#list = new OptionalSource(`earlier deployments of ${label} by CodeDeploy cannot be read`, warn);
        const contents = `which task definitions CodeDeploy deployed to ${label} cannot be read`;
        this.#contents = new OptionalSource(contents, warn);
    }
    get accessDenied() {
        return this.#deployments.accessDenied;
    }
    get listAccessDenied() {
        return this.#list.accessDenied;
    }
    async read(service, tracked, signal) {
        const view = await this.#deployments.read(async () => {
            const deployment = await this.#readWatched(service, tracked, signal);
            if (deployment?.rollbackId === undefined)
                return { deployment };
            return { deployment, rollback: await this.#readDeployment(deployment.rollbackId, service, signal) };
        });
        return view ?? {};
    }
    async readLatest(service, tracked, signal) {
        const view = await this.read(service, tracked, signal);
        const [id] = view.deployment === undefined ? [] : await this.#listIds(service, signal);
        if (id === undefined)
            return view;
        const known = [view.deployment, view.rollback].find((one) => one?.id === id);
        return { ...view, latest: known ?? (await this.#readDeployment(id, service, signal)) };
    }
    async readById(id, service, signal) {
        return await this.#readDeployment(id, service, signal);
    }
    async readHistory(service, count, signal) {
        const read = [];
        for (const id of (await this.#listIds(service, signal)).slice(0, count))
            read.push(this.#seen.get(id) ?? (await this.#readDeployment(id, service, signal)));
        return (0,model .ll)(read);
    }
    async readSchedule(service, signal) {
        const [id] = await this.#listIds(service, signal);
        if (id === undefined)
            return [];
        const info = await this.#deployments.read(() => readDeploymentInfo(this.#api, id, signal));
        const ready = info?.blueGreenDeploymentConfiguration?.deploymentReadyOption;
        return (0,schedule .Ho)(info?.deploymentConfigName ?? '', ready?.waitTimeInMinutes);
    }
    async groupOf(service, signal) {
        const id = this.#watchedId ??
            service.deployments.find(({ taskSet }) => taskSet?.codeDeployId)?.taskSet?.codeDeployId;
        if (this.#group === undefined && id !== undefined)
            await this.#readDeployment(id, service, signal);
        return this.#group ?? consoleNames(this.#api.cluster, service.name);
    }
    appSpecFor(taskDefinition, like) {
        const known = [...this.#specs.values()].filter((spec) => taskDefinitionIn(spec) !== undefined);
        const own = known.find((spec) => (0,tracked_deployment .fd)(taskDefinitionIn(spec) ?? '', like) === taskDefinition);
        if (own !== undefined)
            return own;
        return known[0] === undefined ? undefined : withTaskDefinition(known[0], taskDefinition);
    }
    async #readWatched(service, tracked, signal) {
        this.#watchedId = (0,tracked_deployment .G4)(tracked, service)?.taskSet?.codeDeployId ?? this.#watchedId;
        this.#watchedId ??= await this.#search(service, tracked, signal);
        return this.#watchedId === undefined
            ? undefined
            : await this.#readDeployment(this.#watchedId, service, signal);
    }
    async #search(service, tracked, signal) {
        const recent = await this.readHistory(service, SEARCHED, signal);
        return recent.find(({ taskDefinition, rollbackOfId }) => taskDefinition === tracked.taskDefinition && rollbackOfId === undefined)?.id;
    }
    async #listIds(service, signal) {
        const group = await this.groupOf(service, signal);
        const ask = () => listDeployments(this.#api, group, signal);
        if (this.#group === undefined)
            return await unlessRefused(ask);
        return (await this.#list.read(ask)) ?? [];
    }
    async #readDeployment(id, service, signal) {
        const info = await readDeploymentInfo(this.#api, id, signal);
        const { applicationName = '', deploymentGroupName = '', revision, previousRevision } = info;
        if (applicationName !== '')
            this.#group = { applicationName, deploymentGroupName };
        const own = await this.#readSpec(applicationName, revision, signal);
        const previous = await this.#readSpec(applicationName, previousRevision, signal);
        const deployment = (0,aws_error .JN)('codedeploy:GetDeployment', () => toCodeDeployment(info, { own, previous }, service.taskDefinition));
        this.#seen.set(id, deployment);
        return deployment;
    }
    async #readSpec(applicationName, revision, signal) {
        const key = revision === undefined ? undefined : keyOf(revision);
        if (revision === undefined || key === undefined)
            return undefined;
        if (!this.#specs.has(key)) {
            const read = () => readAppSpec(this.#api, applicationName, revision, signal);
            this.#specs.set(key, await this.#contents.read(read));
        }
        return this.#specs.get(key);
    }
}
async function unlessRefused(ask) {
    try {
        return await ask();
    }
    catch (error) {
        if (error instanceof aws_error .Gy && (error.kind === 'refused' || error.kind === 'access-denied'))
            return [];
        throw error;
    }
}
function consoleNames(cluster, service) {
    const suffix = `${cluster.split('/').at(-1)}-${service}`;
    return { applicationName: `AppECS-${suffix}`, deploymentGroupName: `DgpECS-${suffix}` };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/code-deploy/model/code-deploy-rollout.js







function readCodeDeployRollout(facts) {
    const { service, tracked, deployment } = facts;
    if (deployment === undefined)
        return readTaskSetRollout(facts);
    const unverifiable = findUnverifiable(service);
    if (unverifiable !== undefined)
        return unverifiable;
    if (deployment.rollbackId !== undefined)
        return code_deploy_rollout_readRollback(deployment, facts.rollback);
    const shown = (0,tracked_deployment .G4)(tracked, service);
    switch (deployment.status) {
        case 'Succeeded':
            return readSucceeded(facts, deployment, shown);
        case 'Failed':
        case 'Stopped':
            return code_deploy_rollout_readEnded(service, deployment);
        default:
            return readUnderWay(facts, deployment, shown);
    }
}
function code_deploy_rollout_readEnded(service, deployment) {
    const reason = `${deployment.id} ${deployment.status}: ${describeEnd(deployment)}`;
    if (wasFoundFailing(deployment))
        return { kind: 'failed', reason };
    const stayed = findStayed(service, deployment);
    if (stayed === undefined)
        return { kind: 'stopped', reason };
    const to = (0,model .P5)(stayed);
    return { kind: 'rolled-back', reason: `${reason}; the traffic has stayed with ${to}`, to };
}
function code_deploy_rollout_readRollback(deployment, rollback) {
    const why = describeEnd(deployment);
    if (rollback?.status === 'Failed' || rollback?.status === 'Stopped') {
        return { kind: 'failed', reason: `CodeDeploy tried to roll it back and failed: ${describeEnd(rollback)}` };
    }
    const to = rollback?.taskDefinition ?? deployment.previousTaskDefinition;
    const does = rollback?.status === 'Succeeded' ? 'rolled' : 'is rolling';
    return {
        kind: 'rolled-back',
        reason: `CodeDeploy ${does} it back: ${why}`,
        ...(to === undefined ? {} : { to: (0,model .P5)(to) }),
    };
}
function readSucceeded({ service, tracked, failedTasks }, deployment, shown) {
    const now = (0,model .P5)((0,model .Os)(service)?.taskDefinition ?? service.taskDefinition);
    if (shown === undefined || isReplaced(shown, service)) {
        const reason = `another version was deployed to ${service.name} after ${(0,model .P5)(tracked.taskDefinition)}`;
        return { kind: 'superseded', reason, by: now };
    }
    return { kind: 'complete', failedTasks, detail: `${deployment.id} Succeeded${countsOf(shown)}` };
}
function readUnderWay({ service, failedTasks, promotesAt }, deployment, shown) {
    const { id, status } = deployment;
    const gate = promotesAt && toReadyGate(deployment);
    const detail = `${id} is ${status}${countsOf(shown)}`;
    const progress = readTaskSetProgress(shown, service);
    const milestones = [...progress.milestones, `CodeDeploy says ${status}`];
    if (servesAll(deployment) && status !== 'Baking') {
        return {
            kind: 'complete',
            failedTasks,
            detail: `${detail}, all traffic has moved and the original tasks wait to be ended`,
        };
    }
    const isReady = status === 'Ready';
    const waits = isReady ? ', and waits for somebody to reroute the traffic' : '';
    const unknown = isUnderWay(deployment) ? '' : ', which this version does not know';
    return {
        kind: 'in-progress',
        ...progress,
        traffic: isReady ? 'nothing' : servesAll(deployment) ? 'all' : progress.traffic,
        milestones,
        waitsFor: isReady
            ? { by: 'person', what: 'somebody to reroute the traffic', gate }
            : findSchedule(status, progress.hasServed),
        failedTasks,
        detail: `${detail}${waits}${unknown}`,
    };
}
function findSchedule(status, hasServed) {
    if (status === 'Baking')
        return { by: 'schedule', what: 'the bake time of CodeDeploy' };
    const shifts = status === 'InProgress' && hasServed;
    return shifts ? { by: 'schedule', what: 'CodeDeploy to shift the traffic' } : undefined;
}
function countsOf(shown) {
    return shown === undefined ? '' : `, ${shown.runningCount} of ${shown.desiredCount} tasks run`;
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/failed-task-reader.js




const STUCK_POLLS = 12;
class FailedTaskReader {
    #api;
    #name;
    #warn;
    #ids = new Set();
    #dependencies = new Map();
    #stopped = [];
    #blocked = [];
    #accessDenied;
    #counted;
    #served = new Set();
    #takenAway;
    #stuckPolls = 0;
    #pending;
    constructor(api, name, warn) {
        this.#api = api;
        this.#name = name;
        this.#warn = warn;
    }
    get pending() {
        return this.#pending;
    }
    get takenAway() {
        return this.#takenAway;
    }
    async follow(poll, signal) {
        this.#ids.add(poll.now.id);
        if (poll.now.pendingCount === 0)
            this.#pending = undefined;
        if (mayHaveStopped(poll))
            await this.#readStopped(poll.tasks, signal);
        const empty = await this.#findEmpty(poll, signal);
        this.#takenAway = (0,stopped_task .TI)(empty, this.#stopped);
        if (this.#isStuck(poll))
            await this.#readBlocked(poll, signal);
        this.#counted = (0,stopped_task .R7)(this.#counted, poll.now);
        return this.#accessDenied === undefined
            ? this.#listFailed().map(stopped_task .Oi)
            : this.#listCounted(poll, this.#accessDenied);
    }
    async read(signal) {
        await this.#readStopped(new ClusterTasks(this.#api, 1), signal);
        return this.#listFailed();
    }
    #listFailed() {
        const stopped = [...this.#ids].flatMap((id) => (0,stopped_task .Id)(this.#stopped, id));
        const arns = new Set(stopped.map(({ arn }) => arn));
        return [...stopped, ...this.#blocked.filter(({ arn }) => !arns.has(arn))];
    }
    #listCounted({ service, now }, { message, hint }) {
        if (this.#counted === undefined || (0,stopped_task .kp)(service.events, now.createdAtMs))
            return [];
        return (0,stopped_task .Fc)(this.#counted, hint === undefined ? message : `${message}. ${hint}`);
    }
    async #findEmpty({ service: { deployments }, tasks }, signal) {
        for (const { id, runningCount, rolloutState } of deployments)
            if (runningCount > 0 || rolloutState === 'COMPLETED' || this.#hasRun(id))
                this.#served.add(id);
        const suspected = deployments.filter((each) => this.#served.has(each.id) && mayBeEmpty(each, this.#countDraining(each.id)));
        if (suspected.length === 0)
            return suspected;
        const serving = await this.#attempt(() => tasks.serving(this.#name, signal));
        if (serving === undefined)
            return [];
        await this.#readStopped(tasks, signal);
        return suspected.filter(({ id, runningCount }) => !serving.has(id) || runningCount <= this.#countDraining(id));
    }
    #countDraining(id) {
        return this.#stopped.filter(({ startedBy, isDraining }) => startedBy === id && isDraining).length;
    }
    #hasRun(id) {
        return this.#stopped.some(({ startedBy, hasRun }) => startedBy === id && hasRun === true);
    }
    #isStuck({ now, before }) {
        if (now.pendingCount === 0 || before === undefined || now.runningCount > before.runningCount)
            return false;
        this.#stuckPolls += 1;
        return Number.isInteger(Math.log2(this.#stuckPolls / STUCK_POLLS));
    }
    async #readStopped(tasks, signal) {
        this.#stopped = (await this.#attempt(() => tasks.stopped(this.#name, signal))) ?? this.#stopped;
    }
    async #readBlocked({ now: { taskDefinition }, tasks }, signal) {
        const pending = await this.#attempt(() => tasks.pending(this.#name, signal));
        const own = pending?.filter(({ startedBy = '' }) => this.#ids.has(startedBy)) ?? [];
        this.#pending = (0,stopped_task .nI)(own);
        const hasEnded = own.some(({ containers }) => containers.some(({ exitCode, status }) => exitCode !== undefined || status === 'STOPPED'));
        if (!hasEnded)
            return;
        this.#blocked = (0,stopped_task ._s)(own, await this.#readDependencies(taskDefinition, signal));
    }
    async #attempt(read) {
        if (this.#accessDenied !== undefined)
            return undefined;
        try {
            return await read();
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy))
                throw error;
            if (error.kind === 'transient')
                return undefined;
            this.#accessDenied = error;
            this.#warn(`failed tasks of ${this.#name} cannot be read, only counted: ${error.message}`, error.hint);
            return undefined;
        }
    }
    async #readDependencies(taskDefinition, signal) {
        const known = this.#dependencies.get(taskDefinition);
        if (known !== undefined)
            return known;
        try {
            const found = await (0,task_definition .gF)(this.#api, taskDefinition, signal);
            this.#dependencies.set(taskDefinition, found);
            return found;
        }
        catch (error) {
            if (!(error instanceof aws_error .Gy))
                throw error;
            if (error.kind === 'transient')
                return [];
            this.#dependencies.set(taskDefinition, []);
            this.#warn(`what pending tasks of ${this.#name} wait for cannot be read: ${error.message}`, error.hint);
            return [];
        }
    }
}
function mayBeEmpty({ desiredCount, runningCount, pendingCount }, drainingCount) {
    const isReplacing = pendingCount > 0 && runningCount + pendingCount > desiredCount;
    return desiredCount > 0 && (runningCount <= drainingCount || isReplacing);
}
function mayHaveStopped({ now, before, hasNews }) {
    if (now.failedTasks > 0 && now.failedTasks !== before?.failedTasks)
        return true;
    const hasGrown = now.runningCount > (before?.runningCount ?? 0) ||
        now.runningCount + now.pendingCount > (before?.runningCount ?? 0) + (before?.pendingCount ?? 0);
    const isFull = now.runningCount >= now.desiredCount && before?.runningCount === now.runningCount;
    const isEnding = now.rolloutState === 'IN_PROGRESS' || before?.rolloutState === 'IN_PROGRESS';
    return hasNews && !hasGrown && !(isFull && isEnding);
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/service-tracker.js







class ServiceTracker {
    name;
    label;
    promotesAt;
    history;
    codeDeploy;
    #deployed;
    #failedTasks;
    #seenEvents = new Set();
    #tracked;
    #before;
    constructor(api, service, warn, promotesAt) {
        this.promotesAt = promotesAt;
        this.name = service.service;
        this.label = service.service.split('/').at(-1) ?? service.service;
        this.#deployed = service.taskDefinition;
        this.#failedTasks = new FailedTaskReader(api, this.name, warn);
        this.history = new HistoryReader(api, this.name, warn);
        this.codeDeploy = new CodeDeployReader(api, this.label, warn);
    }
    get deployed() {
        return this.#tracked;
    }
    identify(service, history, isSameDefinition = () => false) {
        const deployed = this.#deployed;
        this.#tracked ??=
            (deployed === undefined ? (0,tracked_deployment .DH)(service, history, isSameDefinition) : undefined) ??
                (0,tracked_deployment .lr)(service, deployed, history);
        return this.#tracked;
    }
    async readFailedTasks(signal) {
        return await this.#failedTasks.read(signal);
    }
    async read(service, tasks, signal) {
        const isFirst = this.#tracked === undefined;
        if (isFirst && !isPlainlyRollingOut(service, this.#deployed))
            await this.refreshHistory(service, signal);
        this.#tracked ??= (0,tracked_deployment .Ho)(service, this.#deployed, this.history.known);
        const tracked = this.#tracked;
        if (!isFirst && needsHistory(service, tracked))
            await this.refreshHistory(service, signal);
        const failedTasks = await this.#followTasks({ service, tracked, tasks }, signal);
        const read = await this.#readState({ service, tracked, failedTasks }, signal);
        const state = withTakenAway(withPending(read, this.#failedTasks.pending), this.#failedTasks.takenAway);
        const news = this.#news(service, tracked, this.history.known);
        this.#recognise(service, tracked, state);
        this.#before = service;
        return { state, news, createdAtMs: this.#findBegin(service, tracked) };
    }
    async refreshHistory(service, signal) {
        return service.controller === 'ECS' ? await this.history.follow(service, signal) : undefined;
    }
    async #readState(seen, signal) {
        const facts = { ...seen, promotesAt: this.promotesAt };
        const { service, tracked } = facts;
        switch (service.controller) {
            case 'ECS':
                return readRollout({
                    ...facts,
                    history: this.history.known,
                    unanswered: this.history.unanswered?.message,
                });
            case 'CODE_DEPLOY':
                return readCodeDeployRollout({ ...facts, ...(await this.codeDeploy.read(service, tracked, signal)) });
            default:
                return readTaskSetRollout(facts);
        }
    }
    #recognise(service, tracked, state) {
        const shown = (0,tracked_deployment .G4)(tracked, service);
        if (shown === undefined || state.kind === 'rolled-back')
            return;
        this.#tracked = { ...tracked, id: shown.id };
    }
    async #followTasks({ service, tracked, tasks }, signal) {
        const now = (0,tracked_deployment .G4)(tracked, service);
        if (now === undefined)
            return [];
        const before = this.#before && (0,tracked_deployment .G4)(tracked, this.#before);
        const hasNews = service.events.some(({ id, createdAtMs }) => createdAtMs >= now.createdAtMs && !this.#seenEvents.has(id));
        return await this.#failedTasks.follow({ service, now, before, hasNews, tasks }, signal);
    }
    #findBegin(service, tracked) {
        const entry = (0,tracked_deployment .OM)(tracked, service, this.history.known);
        return (entry ?? (0,tracked_deployment .G4)(tracked, service))?.createdAtMs;
    }
    #news(service, tracked, history) {
        const sinceMs = ((0,tracked_deployment .G4)(tracked, service) ?? (0,tracked_deployment .OM)(tracked, service, history))?.createdAtMs ??
            Number.POSITIVE_INFINITY;
        const fresh = service.events.filter(({ id, createdAtMs }) => createdAtMs >= sinceMs && !this.#seenEvents.has(id));
        for (const { id } of service.events)
            this.#seenEvents.add(id);
        return fresh.reverse().map(({ message }) => message);
    }
}
function withTakenAway(state, takenAway) {
    const isOn = state.kind === 'in-progress' || state.kind === 'complete';
    if (!isOn || takenAway === undefined)
        return state;
    return { ...state, takenAway, detail: `${state.detail}, the platform took the tasks away (${takenAway})` };
}
function withPending(state, pending) {
    if (state.kind !== 'in-progress' || pending === undefined)
        return state;
    const { blocking } = state;
    const text = blocking === undefined ? pending : `${blocking.text}; ${pending}`;
    return { ...state, blocking: { text, isRoom: blocking?.isRoom ?? false } };
}

;// CONCATENATED MODULE: ./lib/targets/ecs/open.js















async function openEcs(config, target, deps) {
    return await wireEcs(await (0,api_api .K)(target.cluster, target.region), config, target, deps);
}
async function wireEcs(connected, config, target, deps) {
    const { api, noted } = notePermissions(connected);
    const warn = (text, hint) => deps.journal.record({ kind: 'warned', text, hint });
    const watched = trackServices(api, target, { warn, isForward: deps.rehearsal === 'forward' });
    const knownGood = target.recordsKnownGood ? new KnownGood(api, warn, () => findFinder(deps.env)) : undefined;
    const wiring = { api, watched, warn, knownGood, config, target, deps };
    return {
        ...watching(wiring),
        ...rollingBack(wiring),
        ...remembering(wiring),
        logs: await readingLogs(wiring),
        describeAccess: () => describePermissions(noted, optionsOf(target)),
    };
}
function trackServices(api, { services, promotesAt }, { warn, isForward }) {
    return services.map(({ service, taskDefinition }) => {
        const deployed = isForward ? undefined : taskDefinition;
        return new ServiceTracker(api, { service, taskDefinition: deployed }, warn, promotesAt);
    });
}
function watching({ api, watched, warn, config, target, deps: { clock, journal } }) {
    const { checks } = config.health;
    const reader = new ServicesReader(api, watched, clock);
    const judgesService = checks.length === 0 || target.judgesService;
    return {
        watch: ecsRolloutWatch(api, watched, clock, reader),
        probes: judgesService ? [serviceProbe(api, watched, { clock, warn, reader })] : [],
        readLimits: (signal) => readLandingLimits(api, watched, signal),
        diagnostics: ecsDiagnostics(api, watched, warn),
        dryRun: async (signal) => {
            for (const one of watched)
                await one.readFailedTasks(signal);
            for (const advice of await readAdvice(api, watched, signal))
                journal.record({ kind: 'warned', ...advice });
        },
    };
}
function rollingBack({ api, watched, knownGood, config, target, deps }) {
    const { rollbackTo, pollIntervalMs, rollbackTimeoutMs, health, mode } = config;
    const { clock, capture } = deps;
    const { promotesAt: stages } = target;
    const common = { api, watched, clock, pollIntervalMs };
    return {
        source: ecsCapture(api, watched),
        strategy: ecsRollback({
            ...common,
            ...{ rollbackTo, rollbackTimeoutMs, retries: health.retries, capture, knownGood },
            acceptsRunning: mode !== 'guard' && mode !== 'rehearse',
        }),
        promotion: stages && ecsPromotion({ ...common, stages, limitMs: rollbackTimeoutMs }),
    };
}
function remembering({ api, watched, warn, knownGood, config, target, deps }) {
    const { rollbackTimeoutMs } = config;
    const pairs = watched.flatMap((tracker, index) => {
        const service = target.services[index];
        return service === undefined ? [] : [[tracker, service]];
    });
    const now = () => findFinder(deps.env).at;
    return {
        revisions: knownGood && ecsRevisionRecord(knownGood, watched),
        knownBad: config.knownBad === 'ignore' ? undefined : ecsKnownBad(api, pairs, warn),
        rehearsalNotes: deps.rehearsal === 'back' ? ecsRehearsalNotes({ api, watched, rollbackTimeoutMs, now }) : undefined,
    };
}
async function readingLogs({ api, watched, config, deps }) {
    const { clock, epochMs, redact } = deps;
    const { logPattern: pattern } = config.health;
    const logOptions = (0,log_requests .W)(config.health).map((asked) => ({ ...asked, pattern, epochMs }));
    if (logOptions.length === 0)
        return undefined;
    const { ecsLogs } = await __webpack_require__.e(  434).then(__webpack_require__.bind(__webpack_require__, 9434));
    return (of) => ecsLogs(api, watched, { clock, epochMs, redact, logOptions, of });
}
function optionsOf({ promotesAt, recordsKnownGood }) {
    return [
        ...(promotesAt ? ['promote'] : []),
        ...(recordsKnownGood ? ['remember-good'] : []),
    ];
}
function findFinder(env) {
    const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId } = env;
    const runUrl = server && repository && runId ? `${server}/${repository}/actions/runs/${runId}` : '';
    const at = `${new Date().toISOString().slice(0, 19)}Z`;
    return { at, commit: env.GITHUB_SHA ?? '', runUrl };
}


/***/ })

};
