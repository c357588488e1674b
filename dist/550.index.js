export const id = 550;
export const ids = [550];
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


/***/ }),

/***/ 1550:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  unitLog: () => (  unitLog)
});

// EXTERNAL MODULE: ./lib/core/log-shape.js
var log_shape = __webpack_require__(7505);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
// EXTERNAL MODULE: ./lib/health/logs/error-lines.js
var error_lines = __webpack_require__(7340);
// EXTERNAL MODULE: ./lib/health/logs/log-counts.js
var log_counts = __webpack_require__(399);
// EXTERNAL MODULE: ./lib/health/triggers/metric-source.js
var metric_source = __webpack_require__(8252);
// EXTERNAL MODULE: ./lib/targets/followed-logs.js
var followed_logs = __webpack_require__(3966);
// EXTERNAL MODULE: ./lib/targets/ssh/inspection.js
var inspection = __webpack_require__(1593);
;// CONCATENATED MODULE: ./lib/targets/ssh/model/journal-line.js
function readJournal(page) {
    return page.split('\n').flatMap((line) => {
        const entry = parse(line);
        if (entry === undefined)
            return [];
        const text = readMessage(entry.MESSAGE);
        const loggedAtMs = Number(entry.__REALTIME_TIMESTAMP) / 1_000;
        if (text === undefined || !Number.isFinite(loggedAtMs))
            return [];
        const { _SYSTEMD_INVOCATION_ID: invocation } = entry;
        return [{ loggedAtMs, text, invocation: typeof invocation === 'string' ? invocation : undefined }];
    });
}
function parse(line) {
    try {
        const value = JSON.parse(line);
        return typeof value === 'object' && value !== null ? { ...value } : undefined;
    }
    catch {
        return undefined;
    }
}
function readMessage(message) {
    if (typeof message === 'string')
        return message;
    if (!Array.isArray(message))
        return undefined;
    if (message.every((one) => typeof one === 'number'))
        return new TextDecoder().decode(Uint8Array.from(message));
    return message.map((one) => readMessage(one) ?? '').join('\n');
}
function isSince({ startedAtMs, invocation }, line) {
    if (line.loggedAtMs >= startedAtMs + 1_000)
        return true;
    return line.loggedAtMs >= startedAtMs && (line.invocation === undefined || line.invocation === invocation);
}

// EXTERNAL MODULE: ./lib/targets/ssh/session.js + 10 modules
var session = __webpack_require__(8919);
;// CONCATENATED MODULE: ./lib/targets/ssh/unit-log.js










const MAX_PAGES = 10;
const MAX_PAGES_BEFORE = 40;
function unitLog(config, deps, options) {
    const logs = config.services.map((unit) => new UnitLog(unit, config, deps, options));
    return {
        isOfBake: true,
        async sample(signal) {
            const reading = await orUnreadable(() => (0,followed_logs .o)(logs, signal), deps.redact);
            return [{ signal: (0,metric_source .yB)('logs'), atMs: deps.clock.nowMs(), reading }];
        },
    };
}
async function orUnreadable(read, redact) {
    try {
        return await read();
    }
    catch (error) {
        if (error instanceof session .$)
            return { kind: 'unreadable', reason: error.message };
        if (!(error instanceof platform_error .W))
            throw error;
        return (0,metric_source .O$)(error, redact);
    }
}
class UnitLog {
    #unit;
    #config;
    #deps;
    #options;
    #errors;
    #begun;
    #cursor = '';
    #isBehind = false;
    #found = [];
    constructor(unit, config, deps, options) {
        this.#unit = unit;
        this.#config = config;
        this.#deps = deps;
        this.#options = options;
        this.#errors = new error_lines .C(options.pattern);
    }
    async follow(signal) {
        this.#begun ??= await this.#session({ cursor: '' }, (session) => this.#begin(session, signal), signal);
        const begun = this.#begun;
        const since = String(Math.floor(begun.startedAtMs / 1_000));
        const follow = (session) => this.#follow(session, begun, signal);
        this.#isBehind = await this.#session({ since, cursor: this.#cursor }, follow, signal);
    }
    take() {
        const errors = this.#begun?.counter.count(this.#found) ?? [];
        this.#found = [];
        const isBehind = this.#isBehind;
        return { kind: 'logs', errors, incomparable: this.#begun?.incomparable, ...(isBehind && { isBehind }) };
    }
    #session(own, talk, signal) {
        return (0,session .f)(this.#config, this.#deps, { ...(0,inspection .uZ)(this.#config), unit: this.#unit, ...own }, talk, signal);
    }
    async #begin(session, signal) {
        const [answer, second = '', invocation = '', now = ''] = await session.ask('log-start', signal);
        if (answer !== 'ok')
            throw this.#describe(second);
        const aheadMs = Number(now) * 1_000 - (this.#options.epochMs + this.#deps.clock.nowMs());
        const startedAtMs = Number(second === '' ? now : second) * 1_000;
        const start = { startedAtMs, invocation, aheadMs };
        if (!this.#options.isNew)
            return { ...start, counter: new log_counts .Z(undefined) };
        if (second === '')
            return { ...start, counter: new log_counts .Z(undefined), incomparable: NO_START };
        return { ...start, ...(await this.#compare(session, signal)) };
    }
    async #compare(session, signal) {
        const shapes = new Set();
        let lineCount = 0;
        for (let page = 0; page < MAX_PAGES_BEFORE; page += 1) {
            const { lines, count } = await readPage(session, 'log-before', signal);
            for (const { text } of lines)
                if ((0,error_lines .B)(text, this.#options.pattern))
                    shapes.add((0,log_shape .k)(text));
            lineCount += count;
            if (count === 0)
                return lineCount === 0 ? incomparable(NOTHING_BEFORE) : { counter: new log_counts .Z(shapes) };
        }
        return incomparable(TOO_MUCH_BEFORE);
    }
    async #follow(session, begun, signal) {
        for (let page = 0; page < MAX_PAGES; page += 1) {
            const { lines, count, cursor } = await readPage(session, 'log-page', signal);
            for (const line of lines.filter((one) => isSince(begun, one))) {
                const atMs = line.loggedAtMs - begun.aheadMs - this.#options.epochMs;
                this.#found.push(...[this.#errors.read({ atMs, text: line.text })].filter((one) => one !== undefined));
            }
            if (count === 0)
                return false;
            this.#cursor = cursor;
        }
        return true;
    }
    #describe(problem) {
        const { user, host } = this.#config;
        const hint = `Add ${user} to the group that may read it: sudo usermod --append --groups systemd-journal ${user}`;
        const message = `the log of ${this.#unit} on ${host} cannot be read: ${(0,truncate .x)(problem)}`;
        return new platform_error .W('access-denied', message, { hint });
    }
}
const NO_START = 'systemd does not say when the unit started, so that there is nothing to compare with';
const NOTHING_BEFORE = 'nothing was logged in the 10m before the unit started, so that there is nothing to compare with';
const TOO_MUCH_BEFORE = 'too much was logged in the 10m before the unit started to be compared with';
function incomparable(why) {
    return { counter: new log_counts .Z(undefined), incomparable: why };
}
async function readPage(session, word, signal) {
    const before = session.reports.length;
    const [, count = '0', cursor = ''] = await session.ask(word, signal);
    const parts = session.reports.slice(before).flatMap(([name, part = '']) => (name === 'log' ? part : []));
    const page = Buffer.from(parts.join(''), 'base64').toString();
    return { lines: readJournal(page), count: Number(count), cursor };
}


/***/ })

};
