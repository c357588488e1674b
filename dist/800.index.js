export const id = 800;
export const ids = [800];
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

/***/ 800:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  cloudWatchSource: () => (  cloudWatchSource)
});

// EXTERNAL MODULE: ./lib/aws/answer-form.js
var answer_form = __webpack_require__(2310);
// EXTERNAL MODULE: ./lib/aws/aws-error.js
var aws_error = __webpack_require__(9535);
// EXTERNAL MODULE: ./lib/aws/calling.js
var calling = __webpack_require__(3009);
// EXTERNAL MODULE: ./lib/health/triggers/metric-source.js
var metric_source = __webpack_require__(8252);
;// CONCATENATED MODULE: ./lib/metrics/alarm-reading.js
function readAlarms(names, found, epochMs) {
    const byName = new Map(found.map((alarm) => [alarm.AlarmName, alarm]));
    return names.map((name) => {
        const alarm = byName.get(name);
        if (alarm === undefined) {
            const reason = `there is no alarm ${name} in this account and region. Check its name and aws-region`;
            return { kind: 'unreadable', reason };
        }
        const changedAt = alarm.StateTransitionedTimestamp;
        return {
            kind: 'alarm',
            state: stateOf(alarm),
            changedAtMs: changedAt && changedAt.getTime() - epochMs,
        };
    });
}
function stateOf({ StateValue, EvaluationState, }) {
    const isEvaluated = EvaluationState === undefined || EvaluationState === 'PARTIAL_DATA';
    if (!isEvaluated)
        return 'insufficient-data';
    if (StateValue === 'OK')
        return 'ok';
    return StateValue === 'ALARM' ? 'alarm' : 'insufficient-data';
}

;// CONCATENATED MODULE: ./lib/metrics/metric-series.js
function queryOf({ namespace, metric, stat, periodMs, dimensions }, index) {
    return {
        Id: idOf(index),
        ReturnData: true,
        MetricStat: {
            Metric: {
                Namespace: namespace,
                MetricName: metric,
                Dimensions: dimensions.map(({ name, value }) => ({ Name: name, Value: value })),
            },
            Period: periodMs / 1_000,
            Stat: stat,
        },
    };
}
const idOf = (index) => `m${index}`;
class SeriesOfCall {
    #series;
    constructor(series = new Map()) {
        this.#series = series;
    }
    withPage(results) {
        const series = new Map(this.#series);
        for (const { Id = '', Timestamps = [], Values = [], StatusCode, Messages = [] } of results) {
            const before = series.get(Id) ?? { points: [], messages: [] };
            const points = Timestamps.map((at, index) => ({
                atMs: at.getTime(),
                value: Values[index] ?? Number.NaN,
            }));
            series.set(Id, {
                points: [...before.points, ...points],
                status: StatusCode,
                messages: [...before.messages, ...Messages.map(({ Value = '' }) => Value)],
            });
        }
        return new SeriesOfCall(series);
    }
    read(index, { periodMs }, { nowMs, epochMs }) {
        const series = this.#series.get(idOf(index));
        if (series?.status !== 'Complete') {
            const why = series?.messages.join(' ') || 'CloudWatch did not say why';
            return { kind: 'unreadable', reason: `the answer is ${series?.status ?? 'missing'}: ${why}` };
        }
        const datapoints = series.points
            .filter(({ atMs, value }) => atMs + periodMs <= nowMs && Number.isFinite(value))
            .map(({ atMs, value }) => ({ startedAtMs: atMs - epochMs, periodMs, value }))
            .toSorted((a, b) => a.startedAtMs - b.startedAtMs);
        return { kind: 'metric', datapoints };
    }
}

;// CONCATENATED MODULE: ./lib/metrics/cloudwatch.js






const ALARMS_A_CALL = 100;
const ALIGNMENT_MS = 300_000;
function cloudWatchSource(needs, deps) {
    const call = (0,calling .S)(() => Promise.all( [__webpack_require__.e(861), __webpack_require__.e(85)]).then(__webpack_require__.t.bind(__webpack_require__, 4085, 19)), ({ CloudWatchClient }, settings) => new CloudWatchClient(settings), needs.region);
    return {
        async sample(signal) {
            const samples = await Promise.all([
                sampleAlarms(call, needs, deps, signal),
                sampleMetrics(call, needs, deps, signal),
            ]);
            return samples.flat();
        },
    };
}
async function sampleAlarms(call, { alarms }, deps, signal) {
    if (alarms.length === 0)
        return [];
    const keys = alarms.map((name) => (0,metric_source .yB)('alarm', name));
    return await readOrReport(keys, deps, async () => {
        const found = [];
        for (let first = 0; first < alarms.length; first += ALARMS_A_CALL) {
            const output = await call('cloudwatch:DescribeAlarms', ({ sdk, client, options }) => client.send(new sdk.DescribeAlarmsCommand({
                AlarmNames: alarms.slice(first, first + ALARMS_A_CALL),
                AlarmTypes: ['MetricAlarm', 'CompositeAlarm', 'LogAlarm'],
                MaxRecords: ALARMS_A_CALL,
            }), options), signal);
            const form = ['MetricAlarms[]', 'CompositeAlarms[]', 'LogAlarms[]'];
            const { MetricAlarms = [], CompositeAlarms = [], LogAlarms = [], } = (0,answer_form .Hj)('cloudwatch:DescribeAlarms', output, form);
            found.push(...MetricAlarms, ...CompositeAlarms, ...LogAlarms);
        }
        return readAlarms(alarms, found, deps.epochMs);
    });
}
const METRIC_DATA = ['MetricDataResults[].Messages[]'];
async function sampleMetrics(call, { metrics }, deps, signal) {
    if (metrics.length === 0)
        return [];
    const { clock, epochMs } = deps;
    const sources = metrics.map(({ source }) => source);
    const keys = metrics.map(({ name }) => (0,metric_source .yB)('metric', name));
    return await readOrReport(keys, deps, async () => {
        const nowMs = epochMs + clock.nowMs();
        const input = {
            MetricDataQueries: sources.map(queryOf),
            StartTime: new Date(Math.floor(epochMs / ALIGNMENT_MS) * ALIGNMENT_MS),
            EndTime: new Date(nowMs),
            ScanBy: 'TimestampAscending',
        };
        let series = new SeriesOfCall();
        for (let token = null; token !== undefined;) {
            const page = await call('cloudwatch:GetMetricData', ({ sdk, client, options }) => client.send(new sdk.GetMetricDataCommand(token === null ? input : { ...input, NextToken: token }), options), signal);
            const { MetricDataResults = [] } = (0,answer_form .Hj)('cloudwatch:GetMetricData', page, METRIC_DATA);
            series = (0,aws_error .JN)('cloudwatch:GetMetricData', () => series.withPage(MetricDataResults));
            token = page.NextToken;
        }
        return sources.map((source, index) => series.read(index, source, { nowMs, epochMs }));
    });
}
async function readOrReport(keys, { clock, redact }, read) {
    let readings;
    try {
        readings = await read();
    }
    catch (error) {
        if (!(error instanceof aws_error .Gy))
            throw error;
        const reading = (0,metric_source .O$)(error, redact);
        readings = keys.map(() => reading);
    }
    return keys.flatMap((signal, index) => {
        const reading = readings[index];
        return reading === undefined ? [] : { signal, atMs: clock.nowMs(), reading };
    });
}


/***/ })

};
