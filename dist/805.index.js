export const id = 805;
export const ids = [805];
export const modules = {

/***/ 9805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    prometheusSource: () => (  prometheusSource)
  });
  var _core_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1923);
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(1853);
  var _health_triggers_metric_source_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(8252);
  var _http_exchange_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(2552);
  var _http_failure_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(3947);
  var _http_progress_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(2985);






const TIMEOUT_MS = 10_000;
function prometheusSource(name, metric, deps) {
    const { clock, network, intervalMs, redact } = deps;
    const request = requestFor(metric, network.userAgent);
    let hasResolvedEver = false;
    async function read(atMs, signal) {
        const progress = new _http_progress_js__WEBPACK_IMPORTED_MODULE_3__  .k(clock);
        const context = { network, progress, timeoutMs: TIMEOUT_MS };
        try {
            const answer = await (0,_core_deadline_js__WEBPACK_IMPORTED_MODULE_0__  .NE)((stop) => (0,_http_exchange_js__WEBPACK_IMPORTED_MODULE_1__  .c)(request, context, stop), { clock, limitMs: TIMEOUT_MS }, signal);
            return readAnswer(answer, { startedAtMs: atMs - intervalMs, periodMs: intervalMs });
        }
        catch (error) {
            if (signal.aborted)
                throw signal.reason;
            const about = { host: request.url.hostname, timeoutMs: TIMEOUT_MS, hasResolvedEver };
            return { kind: 'unreadable', reason: (0,_http_failure_js__WEBPACK_IMPORTED_MODULE_2__  .I)(error, progress, about).clause };
        }
        finally {
            hasResolvedEver ||= progress.hasResolved;
        }
    }
    return {
        async sample(signal) {
            const atMs = clock.nowMs();
            const reading = await read(atMs, signal);
            const reported = reading.kind === 'unreadable' ? { ...reading, reason: redact(reading.reason) } : reading;
            return [{ signal: (0,_health_triggers_metric_source_js__WEBPACK_IMPORTED_MODULE_4__  .yB)('metric', name), atMs, reading: reported }];
        },
    };
}
function requestFor({ url, query, auth }, userAgent) {
    const address = new URL(url.reveal());
    address.pathname = `${address.pathname.replace(/\/(?:api\/v1(?:\/query)?\/?)?$/, '')}/api/v1/query`;
    address.searchParams.set('query', query);
    const headers = ['accept', 'application/json', 'user-agent', userAgent];
    if (auth?.kind === 'bearer')
        headers.push('authorization', `Bearer ${auth.token.reveal()}`);
    if (auth?.kind === 'basic') {
        const pair = Buffer.from(`${auth.user}:${auth.password.reveal()}`).toString('base64');
        headers.push('authorization', `Basic ${pair}`);
    }
    return { method: 'GET', url: address, headers };
}
function readAnswer({ status, body }, time) {
    const value = body.json?.value;
    if (status === 401 || status === 403) {
        return unreadable(`Prometheus answered ${status}. Check bearer-token, or username and password, in metrics`);
    }
    if (!isObject(value) || value.status !== 'success') {
        const message = isObject(value) && typeof value.error === 'string' ? value.error : body.text;
        return unreadable(`Prometheus answered ${status}: ${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_5__  .x)(message)}`);
    }
    const result = isObject(value.data) ? value.data.result : undefined;
    const kind = isObject(value.data) ? value.data.resultType : undefined;
    if (kind === 'scalar')
        return readSample(result, time);
    if (kind !== 'vector' || !Array.isArray(result)) {
        const given = typeof kind === 'string' ? `a ${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_5__  .x)(kind, 40)}` : 'nothing';
        return unreadable(`the query gives ${given}, and one value is needed; use an aggregation such as sum(…)`);
    }
    if (result.length > 1) {
        return unreadable(`the query gives ${result.length} series, and one is needed; use an aggregation such as sum(…)`);
    }
    const [series] = result;
    return series === undefined
        ? { kind: 'metric', datapoints: [] }
        : readSample(isObject(series) ? series.value : undefined, time);
}
function readSample(sample, time) {
    const text = Array.isArray(sample) ? sample[1] : undefined;
    if (typeof text !== 'string')
        return unreadable('Prometheus answered without a value');
    const value = PROMETHEUS_NUMBERS.get(text) ?? Number(text);
    return { kind: 'metric', datapoints: Number.isNaN(value) ? [] : [{ ...time, value }] };
}
const PROMETHEUS_NUMBERS = new Map([
    ['+Inf', Number.POSITIVE_INFINITY],
    ['-Inf', Number.NEGATIVE_INFINITY],
]);
function unreadable(reason) {
    return { kind: 'unreadable', reason };
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}


/***/ })

};
