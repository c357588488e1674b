export const id = 434;
export const ids = [434];
export const modules = {

/***/ 7340:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    B: () => (  isErrorLine),
    C: () => (  ErrorLines)
  });
  var _core_log_shape_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7505);
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(1853);


const SEARCHED_LENGTH = 4_000;
const SHOWN_LENGTH = 300;
const COLOURS = /\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g;
const NO_ERRORS = [
    /\b(?:0|no|zero|without)\s{1,4}(?:errors?|fatals?|criticals?|failures?|exceptions?|panics?)\b/gi,
    /\b(?:errors?|fatals?|criticals?|failures?|exceptions?|panics?)\b["']?\s{0,4}=\s{0,4}["']?(?:0|null|none|false|nil)\b(?!\.\d)/gi,
    /\b(?:errors?|fatals?|criticals?|failures?|exceptions?|panics?)\b["']?\s{0,4}:\s{0,4}["']?(?:0|null|none|false|nil)["']?(?=\s{0,4}(?:[,;)}\]]|$))/gi,
    /\blog[ _.-]?level\b\W{0,4}(?:(?:is|set|to|at)\W{1,4}){0,3}\w+/gi,
];
function isErrorLine(text, pattern) {
    let searched = text.slice(0, SEARCHED_LENGTH).replace(COLOURS, '');
    for (const none of NO_ERRORS)
        searched = searched.replace(none, ' ');
    return pattern.find(searched) === 'found';
}
const OF_A_TRACE = /^(?:\s|at \S|\.{3}|[}\])]|Caused by:|Suppressed:|goroutine \d|\[signal |exit status \d|created by |\/\S+:\d+|-{3,}|\^|$)/;
const FURTHER = /^(?:During handling of the above|The above exception was)/;
const TRACEBACK = /^Traceback \(most recent call last\)/;
const EXCEPTION = /^(?:[\w$]{1,80}[.:]{1,2}){0,12}[\w$]{0,80}(?:Error|Exception|Exit|Interrupt)\b/;
class ErrorLines {
    #pattern;
    #state = 'quiet';
    constructor(pattern) {
        this.#pattern = pattern;
    }
    read({ atMs, text }) {
        if (this.#goesOn(text))
            return undefined;
        const isError = isErrorLine(text, this.#pattern);
        if (isError || !OF_A_TRACE.test(text))
            this.#state = isError ? stateAfter(text) : 'quiet';
        return isError ? { atMs, shape: (0,_core_log_shape_js__WEBPACK_IMPORTED_MODULE_0__  .k)(text), text: (0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_1__  .x)(text, SHOWN_LENGTH) } : undefined;
    }
    #goesOn(text) {
        if (this.#state === 'quiet')
            return false;
        if (OF_A_TRACE.test(text))
            return true;
        if (FURTHER.test(text)) {
            this.#state = 'begun';
            return true;
        }
        if (this.#state === 'named')
            return false;
        if (TRACEBACK.test(text)) {
            const isFirst = this.#state === 'begun';
            this.#state = 'traced';
            return isFirst;
        }
        if (this.#state === 'begun' && !EXCEPTION.test(text))
            return false;
        this.#state = 'named';
        return true;
    }
}
function stateAfter(text) {
    if (TRACEBACK.test(text))
        return 'traced';
    return EXCEPTION.test(text) ? 'named' : 'begun';
}


/***/ }),

/***/ 399:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Z: () => (  LogCounter)
  });
const MAX_EXAMPLES = 3;
const SECOND_MS = 1_000;
class LogCounter {
    #before;
    #shown = { old: new Set(), new: new Set() };
    constructor(before) {
        this.#before = before;
    }
    count(errors) {
        const counts = new Map();
        for (const error of errors) {
            const isNew = this.#before !== undefined && !this.#before.has(error.shape);
            const atMs = Math.floor(error.atMs / SECOND_MS) * SECOND_MS;
            const example = this.#exampleOf(error, isNew);
            const key = `${atMs} ${isNew} ${example ?? ''}`;
            const count = (counts.get(key)?.count ?? 0) + 1;
            counts.set(key, { atMs, count, isNew, example });
        }
        return [...counts.values()];
    }
    #exampleOf({ shape, text }, isNew) {
        const shown = isNew ? this.#shown.new : this.#shown.old;
        if (shown.has(shape) || shown.size >= MAX_EXAMPLES)
            return undefined;
        shown.add(shape);
        return text;
    }
}


/***/ }),

/***/ 9434:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  ecsLogs: () => (  ecsLogs)
});

// EXTERNAL MODULE: ./lib/aws/aws-error.js
var aws_error = __webpack_require__(9535);
// EXTERNAL MODULE: ./lib/health/triggers/metric-source.js
var metric_source = __webpack_require__(8252);
// EXTERNAL MODULE: ./lib/targets/followed-logs.js
var followed_logs = __webpack_require__(3966);
// EXTERNAL MODULE: ./lib/targets/ecs/api/service-reading.js
var service_reading = __webpack_require__(3801);
// EXTERNAL MODULE: ./lib/targets/ecs/model/model.js
var model = __webpack_require__(2491);
// EXTERNAL MODULE: ./lib/targets/ecs/model/tracked-deployment.js
var tracked_deployment = __webpack_require__(9494);
// EXTERNAL MODULE: ./lib/core/log-shape.js
var log_shape = __webpack_require__(7505);
// EXTERNAL MODULE: ./lib/health/logs/error-lines.js
var error_lines = __webpack_require__(7340);
// EXTERNAL MODULE: ./lib/health/logs/log-counts.js
var log_counts = __webpack_require__(399);
// EXTERNAL MODULE: ./lib/aws/answer-form.js
var answer_form = __webpack_require__(2310);
// EXTERNAL MODULE: ./lib/aws/calling.js
var calling = __webpack_require__(3009);
;// CONCATENATED MODULE: ./lib/targets/ecs/api/log-reading.js


function connectLogs(region) {
    return (0,calling .S)(() => Promise.all( [__webpack_require__.e(861), __webpack_require__.e(303)]).then(__webpack_require__.t.bind(__webpack_require__, 2684, 19)), ({ CloudWatchLogsClient }, settings) => new CloudWatchLogsClient(settings), region);
}
async function readLogPage(call, query, next, signal) {
    const output = await call('logs:FilterLogEvents', ({ sdk, client, options }) => client.send(new sdk.FilterLogEventsCommand({ ...query, nextToken: next }), options), signal);
    const { events = [], nextToken } = (0,answer_form .Hj)('logs:FilterLogEvents', output, ['events[]']);
    return {
        lines: events.map(({ eventId = '', logStreamName = '', timestamp = 0, message = '' }) => ({
            ...{ id: eventId, stream: logStreamName, loggedAtMs: timestamp, text: message },
        })),
        next: nextToken,
    };
}

// EXTERNAL MODULE: ./lib/targets/ecs/api/task-definition.js
var task_definition = __webpack_require__(3818);
// EXTERNAL MODULE: ./lib/targets/ecs/api/task-reading.js
var task_reading = __webpack_require__(7051);
// EXTERNAL MODULE: ./lib/targets/ecs/model/container-log.js
var container_log = __webpack_require__(2658);
;// CONCATENATED MODULE: ./lib/targets/ecs/watch/stream-reader.js

const STREAMS_PER_CALL = 100;
const MAX_PAGES = 5;
const LATEST_ARRIVAL_MS = 60_000;
class StreamReader {
    #call;
    #group;
    #from = new Map();
    #seen = new Map();
    #newestMs = 0;
    #pending = [];
    constructor(call, group) {
        this.#call = call;
        this.#group = group;
    }
    get isBehind() {
        return this.#pending.length > 0;
    }
    add(stream, fromMs) {
        if (!this.#from.has(stream))
            this.#from.set(stream, fromMs);
    }
    async read(onLines, signal) {
        let pending = this.isBehind ? this.#pending : this.#queries();
        this.#pending = [];
        for (let page = 0; page < MAX_PAGES; page += 1) {
            const [first, ...others] = pending;
            if (first === undefined)
                break;
            const { lines, next } = await readLogPage(this.#call, first.query, first.next, signal);
            onLines(lines.filter((line) => this.#isNew(line)));
            pending = next === undefined ? others : [{ query: first.query, next }, ...others];
        }
        this.#pending = pending;
        if (!this.isBehind)
            this.#moveOn();
    }
    #queries() {
        const streams = [...this.#from.keys()];
        return Array.from({ length: Math.ceil(streams.length / STREAMS_PER_CALL) }, (_, batch) => {
            const names = streams.slice(batch * STREAMS_PER_CALL, (batch + 1) * STREAMS_PER_CALL);
            const startTime = Math.min(...names.map((name) => this.#from.get(name) ?? 0));
            return { query: { logGroupName: this.#group, logStreamNames: names, startTime } };
        });
    }
    #isNew({ id, stream, loggedAtMs }) {
        if (this.#seen.has(id) || loggedAtMs < (this.#from.get(stream) ?? 0))
            return false;
        this.#seen.set(id, loggedAtMs);
        this.#newestMs = Math.max(this.#newestMs, loggedAtMs);
        return true;
    }
    #moveOn() {
        for (const [stream, fromMs] of this.#from)
            this.#from.set(stream, Math.max(fromMs, this.#newestMs - LATEST_ARRIVAL_MS));
        const oldestMs = Math.min(...this.#from.values());
        for (const [id, loggedAtMs] of this.#seen)
            if (loggedAtMs < oldestMs)
                this.#seen.delete(id);
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/service-log.js








const BEFORE_MS = 600_000;
const MAX_PAGES_BEFORE = 10;
class ServiceLog {
    #api;
    #options;
    #calls = new Map();
    #readers = new Map();
    #streams = new Map();
    #definition;
    #counter;
    #incomparable;
    #missing;
    #found = [];
    constructor(api, options) {
        this.#api = api;
        this.#options = options;
    }
    async follow(deployment, signal) {
        this.#definition ??= await (0,task_definition .Lx)(this.#api, deployment.taskDefinition, signal);
        const { container } = this.#options;
        const logs = (0,container_log ._q)(this.#definition, container);
        if (logs.length === 0) {
            this.#missing = (0,container_log .UV)(this.#definition, container);
            return;
        }
        this.#counter ??= await this.#openCounter(logs, deployment, signal);
        const tasks = await (0,task_reading .K6)(this.#api, deployment.service, signal);
        for (const { arn, createdAtMs } of tasks.filter(({ startedBy }) => deployment.ids.has(startedBy))) {
            for (const log of logs)
                this.#readerOf(log).add(`${log.prefix}${(0,container_log .G6)(arn)}`, createdAtMs);
        }
        for (const reader of this.#readers.values()) {
            await reader.read((lines) => this.#find(lines, deployment), signal);
        }
    }
    take() {
        const errors = this.#counter?.count(this.#found) ?? [];
        this.#found = [];
        const isBehind = [...this.#readers.values()].some((reader) => reader.isBehind);
        const [missing, incomparable] = [this.#missing, this.#incomparable];
        return { kind: 'logs', errors, missing, incomparable, ...(isBehind && { isBehind }) };
    }
    #find(lines, { begunAtMs }) {
        for (const { stream, loggedAtMs, text } of lines) {
            if (loggedAtMs < begunAtMs)
                continue;
            const errors = this.#streams.get(stream) ?? new error_lines .C(this.#options.pattern);
            this.#streams.set(stream, errors);
            const found = errors.read({ atMs: loggedAtMs - this.#options.epochMs, text });
            if (found !== undefined)
                this.#found.push(found);
        }
    }
    #readerOf({ region, group }) {
        const key = `${region} ${group}`;
        const reader = this.#readers.get(key) ?? new StreamReader(this.#callOf(region), group);
        this.#readers.set(key, reader);
        return reader;
    }
    #callOf(region) {
        const call = this.#calls.get(region) ?? connectLogs(region);
        this.#calls.set(region, call);
        return call;
    }
    async #openCounter(logs, deployment, signal) {
        if (!this.#options.isNew)
            return new log_counts .Z(undefined);
        const shapes = new Set();
        for (const log of logs) {
            const { lineCount, isWhole } = await this.#readBefore(log, deployment, shapes, signal);
            if (lineCount === 0)
                this.#incomparable =
                    'nothing was logged in the 10m before the deployment, so that there is nothing to compare with';
            if (!isWhole)
                this.#incomparable = 'too much was logged in the 10m before the deployment to be compared with';
        }
        return new log_counts .Z(this.#incomparable === undefined ? shapes : undefined);
    }
    async #readBefore({ group, prefix, region }, { begunAtMs }, shapes, signal) {
        const query = {
            logGroupName: group,
            logStreamNamePrefix: prefix,
            startTime: begunAtMs - BEFORE_MS,
            endTime: begunAtMs,
        };
        let lineCount = 0;
        let next;
        for (let page = 0; page < MAX_PAGES_BEFORE; page += 1) {
            const answer = await readLogPage(this.#callOf(region), query, next, signal);
            lineCount += answer.lines.length;
            for (const { text } of answer.lines)
                if ((0,error_lines .B)(text, this.#options.pattern))
                    shapes.add((0,log_shape .k)(text));
            next = answer.next;
            if (next === undefined)
                return { lineCount, isWhole: true };
        }
        return { lineCount, isWhole: false };
    }
}

;// CONCATENATED MODULE: ./lib/targets/ecs/watch/log-source.js







function ecsLogs(api, watched, deps) {
    const { clock, redact, logOptions } = deps;
    const restoredAtMs = deps.of === 'restored' ? deps.epochMs + clock.nowMs() : undefined;
    const followed = watched.map((tracker) => new FollowedDeployment(api, tracker, restoredAtMs));
    const logs = logOptions.map((options) => ({
        name: (0,metric_source .yB)('logs', options.container),
        ofServices: followed.map((deployment) => logOf(deployment, new ServiceLog(api, options))),
    }));
    return {
        isOfBake: true,
        async sample(signal) {
            const samples = [];
            for (const { name, ofServices } of logs) {
                const reading = await orUnreadable(() => (0,followed_logs .o)(ofServices, signal), redact);
                samples.push({ signal: name, atMs: clock.nowMs(), reading });
            }
            return samples;
        },
    };
}
function logOf(deployment, log) {
    return {
        follow: async (signal) => log.follow(await deployment.find(signal), signal),
        take: () => log.take(),
    };
}
async function orUnreadable(read, redact) {
    try {
        return await read();
    }
    catch (error) {
        if (!(error instanceof aws_error .Gy))
            throw error;
        return (0,metric_source .O$)(error, redact);
    }
}
class FollowedDeployment {
    #api;
    #tracker;
    #restoredAtMs;
    #ids = new Set();
    #begun;
    constructor(api, tracker, restoredAtMs) {
        this.#api = api;
        this.#tracker = tracker;
        this.#restoredAtMs = restoredAtMs;
    }
    async find(signal) {
        this.#begun ??= await this.#begin(signal);
        const { id } = (this.#restoredAtMs === undefined ? this.#tracker.deployed : undefined) ?? {};
        if (id !== undefined)
            this.#ids.add(id);
        return { ...this.#begun, service: this.#tracker.name, ids: this.#ids };
    }
    async #begin(signal) {
        const service = await (0,service_reading .uS)(this.#api, this.#tracker.name, signal);
        const primary = (0,model .Os)(service);
        const tracked = this.#restoredAtMs === undefined || primary === undefined
            ? this.#tracker.identify(service)
            : { taskDefinition: primary.taskDefinition, id: primary.id };
        if (tracked.id !== undefined)
            this.#ids.add(tracked.id);
        const begunAtMs = this.#restoredAtMs ?? (0,tracked_deployment .G4)(tracked, service)?.createdAtMs ?? 0;
        return { taskDefinition: tracked.taskDefinition, begunAtMs };
    }
}


/***/ }),

/***/ 3966:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    o: () => (  readLogs)
  });
async function readLogs(logs, signal) {
    for (const log of logs)
        await log.follow(signal);
    const readings = logs.map((log) => log.take());
    const missing = readings.every((one) => one.missing !== undefined) ? readings[0]?.missing : undefined;
    return {
        kind: 'logs',
        errors: readings.flatMap(({ errors }) => errors),
        missing,
        incomparable: readings.find(({ incomparable }) => incomparable !== undefined)?.incomparable,
        ...(readings.some(({ isBehind }) => isBehind) && { isBehind: true }),
    };
}


/***/ })

};
