export const id = 424;
export const ids = [424];
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

/***/ 2711:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    g: () => (  LineSplitter),
    u: () => (  CapturedText)
  });
const HEAD_CHARS = 64 * 1024;
const TAIL_CHARS = 64 * 1024;
class CapturedText {
    #decoder = new TextDecoder();
    #head = '';
    #tail = '';
    #isTruncated = false;
    add(chunk) {
        let text = this.#decoder.decode(chunk, { stream: true });
        const room = HEAD_CHARS - this.#head.length;
        this.#head += text.slice(0, room);
        text = this.#tail + text.slice(Math.max(0, room));
        this.#isTruncated ||= text.length > TAIL_CHARS;
        this.#tail = text.slice(-TAIL_CHARS);
    }
    get isTruncated() {
        return this.#isTruncated;
    }
    toString() {
        return this.#isTruncated ? `${this.#head}\n[…]\n${this.#tail}` : this.#head + this.#tail;
    }
}
const LINE_CHARS = 8 * 1024;
class LineSplitter {
    #decoder = new TextDecoder();
    #onLine;
    #rest = '';
    constructor(onLine) {
        this.#onLine = onLine;
    }
    add(chunk) {
        const lines = (this.#rest + this.#decoder.decode(chunk, { stream: true })).split('\n');
        this.#rest = lines.pop() ?? '';
        for (const line of lines)
            this.#onLine(line);
        while (this.#rest.length > LINE_CHARS) {
            this.#onLine(this.#rest.slice(0, LINE_CHARS));
            this.#rest = this.#rest.slice(LINE_CHARS);
        }
    }
    end() {
        if (this.#rest !== '')
            this.#onLine(this.#rest);
        this.#rest = '';
    }
}


/***/ }),

/***/ 8211:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    w: () => (  runChild)
  });
  var node_child_process__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1421);
  var node_crypto__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(7598);
  var node_os__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8161);
  var node_timers_promises__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(8500);
  var _captured_text_js__WEBPACK_IMPORTED_MODULE_5__ = __webpack_require__(2711);
  var _process_tree_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(9126);






const OUTPUT_GRACE_MS = 500;
async function runChild(request, clock, signal) {
    signal.throwIfAborted();
    const marker = (0,node_crypto__WEBPACK_IMPORTED_MODULE_1__.randomUUID)();
    const [program, ...args] = request.argv;
    const child = (0,node_child_process__WEBPACK_IMPORTED_MODULE_0__.spawn)(program, args, {
        cwd: request.cwd,
        env: { ...request.env, SAFE_LANDING_PROCESS: marker },
        detached: process.platform !== 'win32',
        windowsHide: true,
    });
    const ended = follow(child, request);
    const stopped = Promise.withResolvers();
    const abort = () => {
        (0,_process_tree_js__WEBPACK_IMPORTED_MODULE_4__  .S)({ rootPid: child.pid, text: marker }, clock).then(stopped.resolve, stopped.reject);
    };
    signal.addEventListener('abort', abort, { once: true });
    try {
        const end = await ended;
        if (!signal.aborted)
            return end;
        await stopped.promise;
        if (end.kind === 'exited')
            request.onStopped?.(end);
        throw signal.reason;
    }
    finally {
        signal.removeEventListener('abort', abort);
    }
}
async function follow(child, request) {
    const stdout = new _captured_text_js__WEBPACK_IMPORTED_MODULE_5__  .u();
    const stderr = new _captured_text_js__WEBPACK_IMPORTED_MODULE_5__  .u();
    const stdin = {
        write: (text) => void child.stdin?.write(text),
        end: () => void child.stdin?.end(),
    };
    const { onLine } = request;
    const lines = onLine && new _captured_text_js__WEBPACK_IMPORTED_MODULE_5__  .g((line) => onLine(line, stdin));
    child.stdout?.on('data', (chunk) => {
        stdout.add(chunk);
        lines?.add(chunk);
    });
    child.stderr?.on('data', (chunk) => stderr.add(chunk));
    child.stdin?.on('error', () => undefined);
    request.onStart?.(stdin);
    if (request.input !== undefined)
        stdin.write(request.input);
    if (onLine === undefined)
        stdin.end();
    const exit = await exitOf(child);
    lines?.end();
    if (exit.kind === 'not-started')
        return { ...exit, program: request.argv[0] };
    return { ...exit, stdout: `${stdout}`, stderr: `${stderr}` };
}
async function exitOf(child) {
    const exited = Promise.withResolvers();
    const closed = new AbortController();
    child.once('error', (cause) => exited.resolve({ kind: 'not-started', cause }));
    child.once('exit', (code, signal) => {
        const exitCode = code ?? 128 + (signal === null ? 0 : node_os__WEBPACK_IMPORTED_MODULE_2__.constants.signals[signal]);
        exited.resolve({ kind: 'exited', exitCode });
    });
    child.once('close', () => closed.abort());
    const exit = await exited.promise;
    if (exit.kind === 'not-started')
        return exit;
    await (0,node_timers_promises__WEBPACK_IMPORTED_MODULE_3__.setTimeout)(OUTPUT_GRACE_MS, undefined, { signal: closed.signal }).catch(() => undefined);
    child.stdout?.destroy();
    child.stderr?.destroy();
    return exit;
}


/***/ }),

/***/ 9126:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  S: () => (  endTree)
});

// EXTERNAL MODULE: external "node:child_process"
var external_node_child_process_ = __webpack_require__(1421);
// EXTERNAL MODULE: external "node:util"
var external_node_util_ = __webpack_require__(7975);
// EXTERNAL MODULE: ./lib/core/poll.js
var poll = __webpack_require__(9390);
// EXTERNAL MODULE: ./lib/core/retry.js
var retry = __webpack_require__(7493);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
;// CONCATENATED MODULE: ./lib/process/process-table.js



async function readProcessTable(platform) {
    return platform === 'linux' ? await readProc() : await askPs();
}
async function readProc() {
    const pids = (await (0,promises_.readdir)('/proc')).filter((name) => /^\d+$/.test(name));
    const entries = await Promise.all(pids.map(readProcEntry));
    return entries.filter((entry) => entry !== undefined);
}
async function readProcEntry(pid) {
    const stat = await (0,promises_.readFile)(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
    const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ');
    const [state, parentPid, groupId] = fields ?? [];
    if (fields === undefined || state === 'Z' || state === 'X')
        return undefined;
    const trace = await (0,promises_.readFile)(`/proc/${pid}/environ`, 'utf8').catch(() => '');
    return {
        pid: Number(pid),
        parentPid: Number(parentPid),
        groupId: Number(groupId),
        started: fields[19] ?? '',
        trace,
    };
}
const PS_LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/;
async function askPs() {
    const columns = ['pid=', 'ppid=', 'pgid=', 'stat=', 'lstart=', 'args='].flatMap((column) => ['-o', column]);
    const { stdout } = await (0,external_node_util_.promisify)(external_node_child_process_.execFile)('ps', ['-A', '-ww', ...columns], { maxBuffer: 64 << 20 });
    return parsePs(stdout);
}
function parsePs(text) {
    return text.split('\n').flatMap((line) => {
        const [, pid, parentPid, groupId, state, started, trace] = PS_LINE.exec(line) ?? [];
        if (pid === undefined || state?.startsWith('Z'))
            return [];
        return {
            pid: Number(pid),
            parentPid: Number(parentPid),
            groupId: Number(groupId),
            started: started ?? '',
            trace: trace ?? '',
        };
    });
}

;// CONCATENATED MODULE: ./lib/process/process-tree.js





const GRACE_MS = 3_000;
const POLL_INTERVAL_MS = 50;
const MAX_KILL_ROUNDS = 40;
async function endTree(marker, clock) {
    if (process.platform === 'win32')
        return await endOnWindows(marker);
    const tree = new ProcessTree(marker);
    await tree.signal('SIGTERM');
    const unhurried = new AbortController().signal;
    const members = await (0,poll .w)(() => tree.findMembers(), { clock, intervalMs: POLL_INTERVAL_MS, limitMs: GRACE_MS, until: ({ length }) => length === 0 }, unhurried);
    if (members.length === 0)
        return;
    const delayAfterMs = (isAlive) => (isAlive ? POLL_INTERVAL_MS : undefined);
    await (0,retry .L)(() => tree.signal('SIGKILL'), { clock, attempts: MAX_KILL_ROUNDS, delayAfterMs }, unhurried);
}
class ProcessTree {
    #marker;
    #known = new Map();
    constructor(marker) {
        this.#marker = marker;
    }
    async signal(name) {
        const members = await this.findMembers();
        for (const { pid } of members) {
            try {
                process.kill(pid, name);
            }
            catch {
                this.#known.delete(pid);
            }
        }
        return members.some(({ pid }) => this.#known.has(pid));
    }
    async findMembers() {
        const table = await readProcessTable(process.platform);
        const members = new Map();
        for (const entry of table)
            if (this.#isMarked(entry))
                members.set(entry.pid, entry);
        members.delete(process.pid);
        for (let size = -1; size !== members.size;) {
            size = members.size;
            for (const entry of table)
                if (members.has(entry.parentPid))
                    members.set(entry.pid, entry);
        }
        for (const [pid, entry] of members)
            this.#known.set(pid, entry);
        return [...members.values()];
    }
    #isMarked({ pid, groupId, started, trace }) {
        const { rootPid, text } = this.#marker;
        const isKnown = this.#known.get(pid)?.started === started;
        return pid === rootPid || groupId === rootPid || isKnown || trace.includes(text);
    }
}
async function endOnWindows({ rootPid }) {
    if (rootPid === undefined)
        return;
    await (0,external_node_util_.promisify)(external_node_child_process_.execFile)('taskkill', ['/PID', String(rootPid), '/T', '/F']).catch(() => undefined);
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

/***/ 1593:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Eb: () => (  inspectServer),
    uZ: () => (  serverData),
    zW: () => (  mayNot)
  });
  var _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(4851);
  var _core_poll_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(9390);
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1853);
  var _session_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8919);
  var _sudoers_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(648);





async function inspectServer(config, deps, wanted, signal) {
    const data = { ...serverData(config), wanted: wanted ?? '' };
    const reported = await (0,_session_js__WEBPACK_IMPORTED_MODULE_1__  .f)(config, deps, data, async (session) => {
        try {
            const pace = { clock: deps.clock, intervalMs: BUSY_POLL_MS, limitMs: BUSY_LIMIT_MS };
            const until = ([answer]) => answer !== 'busy';
            const [answer] = await (0,_core_poll_js__WEBPACK_IMPORTED_MODULE_2__  .w)(() => session.ask('inspect', signal), { ...pace, until }, signal);
            if (answer === 'busy')
                throw busy(config);
        }
        catch (error) {
            throw error instanceof _session_js__WEBPACK_IMPORTED_MODULE_1__  .$ ? lostWhileReading(config, error) : error;
        }
        return [...session.reports];
    }, signal);
    return readInspection(reported, config, deps.redact);
}
const BUSY_POLL_MS = 2_000;
const BUSY_LIMIT_MS = 120_000;
function serverData(config) {
    const { path, backups, exclude, only, services, healthUrl, method } = config;
    return {
        path,
        backups,
        method,
        exclude: exclude.filter((folder) => !exclude.some((other) => folder.startsWith(`${other}/`))).join('\n'),
        only: only.join('\n'),
        units: services.join(' '),
        health: healthUrl === undefined
            ? ''
            : new URL(healthUrl.reveal()).href.replaceAll('\\', '%5C').replaceAll('"', '%22'),
    };
}
function readInspection(reported, config, redact) {
    const first = (kind) => reported.find(([name]) => name === kind)?.slice(1) ?? [];
    const [, , zone = '', timestamp = ''] = first('user');
    const [kind = '', version = '', written = '', fingerprint = '', identity = ''] = first('folder');
    refuseUnfit(reported, config, kind, redact);
    return {
        offsetMinutes: readZone(zone),
        timestamp: timestamp.replace(/[^\d-]/g, ''),
        version: version || undefined,
        versionWrittenAtS: readNumber(written),
        fingerprint,
        identity: identity || undefined,
        backups: reported.filter(([name]) => name === 'backup').map(readBackup),
        archives: reported.filter(([name]) => name === 'archive').map(([, path = '']) => path),
        links: reported.filter(([name]) => name === 'link').map(([, path = '']) => path),
        left: reported.filter(([name]) => name === 'left').map(([, path = '']) => path),
        unfinished: readUnfinished(reported.find(([name]) => name === 'unfinished')),
        checkout: config.method === 'git' ? readCheckout(reported, config, redact) : undefined,
    };
}
function refuseUnfit(reported, config, kind, redact) {
    const { path, host } = config;
    const where = `${path} on ${host}`;
    if (kind === 'missing')
        throw refuse('not-found', `there is no ${where}`, 'Correct ssh-path.');
    if (kind === 'link') {
        throw refuse('refused', `${where} is a symbolic link`, 'ssh-path must be the folder itself; for releases behind a link use target: command.');
    }
    if (kind !== 'folder')
        throw refuse('refused', `${where} is not a folder`, 'Correct ssh-path.');
    for (const report of reported)
        if (report[0] === 'unit')
            refuseUnit(report, host);
    const forbidden = reported.find(([name]) => name === 'forbidden')?.[1];
    if (forbidden !== undefined)
        throw mayNot(config, redact((0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_3__  .x)(forbidden)));
    if (reported.some(([name, tool]) => name === 'missing' && tool === 'curl')) {
        throw refuse('refused', `${host} has no curl, which ssh-health-url needs`, 'Install curl on the server, or leave ssh-health-url empty.');
    }
}
function refuseUnit([, unit = '', load, state], host) {
    if (state === 'missing')
        throw refuse('refused', `${host} has no systemctl`, 'Leave ssh-service empty, or use target: command.');
    if (load !== 'not-found' && load !== 'masked')
        return;
    const hint = 'Correct ssh-service; `systemctl list-units` on the server shows the names.';
    const problem = load === 'masked' ? 'masked' : 'unknown';
    throw refuse('not-found', `the unit ${unit} on ${host} is ${problem}`, hint);
}
function mayNot(config, command) {
    const { user, host } = config;
    return refuse('access-denied', `${user} on ${host} may not run \`${command}\` by sudo without a password`, `Allow it in a file of /etc/sudoers.d: ${(0,_sudoers_js__WEBPACK_IMPORTED_MODULE_4__  .N)(config).join('; ')}. The second line is for files that belong to somebody else.`);
}
function readUnfinished(report) {
    const [, backup, timestamp, from = ''] = report ?? [];
    return backup === undefined || timestamp === undefined ? undefined : { backup, timestamp, from };
}
function readBackup([, path = '', modified = '', size = '', version = '', born = '']) {
    return {
        path,
        name: path.slice(path.lastIndexOf('/') + 1),
        modifiedAtS: Number(modified) || 0,
        sizeKb: readNumber(size),
        version: version || undefined,
        bornAtS: Number(born) > 0 ? Number(born) : undefined,
    };
}
function readCheckout(reported, { path, host }, redact) {
    const [, head = '', failure = ''] = reported.find(([name]) => name === 'checkout') ?? [];
    if (head === '') {
        const why = failure === '' ? '' : `: ${redact((0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_3__  .x)(failure))}`;
        throw refuse('refused', `${path} on ${host} is no git checkout with a commit${why}`, 'Use ssh-method: backup, or correct ssh-path.');
    }
    const named = reported.find(([name]) => name === 'named')?.[1];
    return {
        head,
        before: reported
            .filter(([name]) => name === 'before')
            .map(([, sha = '', moved = '']) => ({ sha, movedAtS: Number(/\{(\d+)\}/.exec(moved)?.[1] ?? 0) })),
        named: named || undefined,
        changed: reported.filter(([name]) => name === 'changed').map(([, line = '']) => line),
    };
}
function readNumber(text) {
    return /^\d+$/.test(text) ? Number(text) : undefined;
}
function readZone(zone) {
    const [, sign, hours, minutes] = /^([+-])(\d\d)(\d\d)$/.exec(zone) ?? [];
    if (sign === undefined)
        return 0;
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes));
}
function busy({ host, path }) {
    return refuse('refused', `another rollback of ${path} on ${host} is in progress`, 'Nothing was changed. Wait until it is complete, then see which version runs.');
}
function lostWhileReading({ host }, cause) {
    return new _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__  .W('unreachable', `the connection to ${host} was lost during the inspection`, {
        cause,
        hint: 'Nothing was changed. See that the server is up and the network steady.',
    });
}
function refuse(code, message, hint) {
    return new _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__  .W(code, message, { hint });
}


/***/ }),

/***/ 424:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openSsh: () => (  openSsh)
});

// EXTERNAL MODULE: ./lib/inputs/log-requests.js
var log_requests = __webpack_require__(8902);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/targets/ssh/inspection.js
var ssh_inspection = __webpack_require__(1593);
;// CONCATENATED MODULE: ./lib/targets/ssh/model/backup-time.js
const CLOCK = String.raw `(?<hour>\d\d)[:.h-]?(?<minute>\d\d)(?:[:.m-]?(?<second>\d\d))?(?:[_ .-]?(?<half>[AaPp])[Mm](?![A-Za-z]))?(?:[_ -]?(?<zoneName>(?!GMT|UTC)[A-Z]{1,4}T|MSK)(?![A-Za-z]))?`;
const ZONE = String.raw `(?:(?:[.,]\d{1,9})?(?<zone>Z|[_ -]?(?:UTC|GMT)|\+\d\d(?::?\d\d)?|-\d\d:\d\d)|-(?<west>\d{4}))?(?!\d)`;
const YEAR = String.raw `(?<year>\d{4})`;
const MONTH = String.raw `(?<month>\d\d)`;
const DAY = String.raw `(?<day>\d\d)`;
const EPOCH = /(?<!\d)(?<epoch>1[4-9]\d{8})(?<milli>\d{3})?(?!\d)/g;
const DATES = [
    [YEAR, MONTH, DAY],
    [DAY, MONTH, YEAR],
    [MONTH, DAY, YEAR],
].flatMap(([first = '', second = '', third = '']) => [
    new RegExp(`(?<!\\d)${first}${second}${third}(?:[T_ .-]?${CLOCK})?${ZONE}`, 'g'),
    new RegExp(`(?<!\\d|\\d\\d[-._]\\d\\d[-._])${first}(?<between>[-._])${second}\\k<between>${third}(?:[T_ .-]${CLOCK})?${ZONE}`, 'g'),
]);
const FORMS = [EPOCH, ...DATES];
const DAY_S = 86_400;
function readingsOf(name) {
    const all = FORMS.flatMap((form) => [...name.matchAll(form)]).flatMap(({ groups }) => read(groups ?? {}));
    const isSame = (one, other) => one.digits === other.digits && one.startS === other.startS && one.isZoned === other.isZoned;
    return all.filter((time, index) => all.findIndex((one) => isSame(one, time)) === index);
}
function nameTime(name) {
    const [time, ...others] = readingsOf(name);
    return others.length === 0 ? time : undefined;
}
function beforeTime(name) {
    const starts = FORMS.flatMap((form) => [...name.matchAll(form)].map(({ index }) => index));
    return name.slice(0, Math.min(name.length, ...starts));
}
function compareTimes(one, other, offsetMinutes) {
    const isComparable = one.isZoned === other.isZoned && one.zoneName === other.zoneName;
    const [first, second] = isComparable
        ? [one, other]
        : [widen(one, offsetMinutes), widen(other, offsetMinutes)];
    if (first.startS >= second.endS)
        return 1;
    return second.startS >= first.endS ? -1 : undefined;
}
function widen(time, offsetMinutes) {
    const { startS, endS, isZoned, zoneName } = time;
    if (isZoned)
        return time;
    if (zoneName !== undefined)
        return { startS: startS - EASTMOST_S, endS: endS + WESTMOST_S };
    const offsetS = offsetMinutes * 60;
    return {
        startS: startS - Math.max(offsetS, 0),
        endS: endS - Math.min(offsetS, 0),
    };
}
const EASTMOST_S = 14 * 3_600;
const WESTMOST_S = 12 * 3_600;
function read(groups) {
    if (groups.epoch !== undefined)
        return [readEpoch(groups.epoch, groups.milli)];
    const { year = '', month = '', day = '', minute, second, zone, west, zoneName } = groups;
    const hour = hourOf(groups);
    const [y, m, d] = [Number(year), Number(month), Number(day)];
    const [h, min, s] = [Number(hour ?? 0), Number(minute ?? 0), Number(second ?? 0)];
    const dayS = epochSeconds(y, m, d);
    const isDay = inRange(y, 1970, 2199) &&
        inRange(m, 1, 12) &&
        d >= 1 &&
        dayS < epochSeconds(y + Math.floor(m / 12), (m % 12) + 1, 1);
    if (!isDay || h > 23 || min > 59 || s > 60)
        return [];
    const lengthS = hour === undefined ? DAY_S : second === undefined ? 60 : 1;
    const digits = [year, month, day, hour, minute, second].join('');
    return zonesOf(zone, west).map((zoneS) => {
        const startS = dayS + h * 3_600 + min * 60 + s - (zoneS ?? 0);
        return { startS, endS: startS + lengthS, isZoned: zoneS !== undefined, zoneName, digits };
    });
}
function hourOf({ hour, half }) {
    const isTwelve = hour !== undefined && half !== undefined && inRange(Number(hour), 1, 12);
    if (!isTwelve)
        return hour;
    return String((Number(hour) % 12) + (/p/i.test(half) ? 12 : 0)).padStart(2, '0');
}
function readEpoch(epoch, milli) {
    const startS = Number(epoch) + Number(milli ?? 0) / 1_000;
    const endS = startS + (milli === undefined ? 1 : 0.001);
    return { startS, endS, isZoned: true, digits: `${epoch}${milli ?? ''}` };
}
function zonesOf(zone, west) {
    const [, sign, hours = '0', minutes = '0'] = /([+-])(\d\d):?(\d\d)?/.exec(zone ?? `-${west}`) ?? [];
    const zoneS = (sign === '-' ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60);
    if (zone !== undefined)
        return [zoneS];
    const isZone = west !== undefined && Number(hours) <= 12 && Number(minutes) % 15 === 0;
    return isZone ? [undefined, zoneS] : [undefined];
}
function inRange(value, least, most) {
    return value >= least && value <= most;
}
function epochSeconds(year, month, day) {
    const y = month <= 2 ? year - 1 : year;
    const era = Math.floor(y / 400);
    const yearOfEra = y - era * 400;
    const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1;
    const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
    return (era * 146_097 + dayOfEra - 719_468) * DAY_S;
}

;// CONCATENATED MODULE: ./lib/targets/ssh/model/backup-name.js

const BACKUP_WORD = /(?<![a-z])(?:backups?|bak|bkp|old|orig|prev|previous|last|copy|copies|saved?|snapshots?|snap|archive|release|good|v?\d[\w.]*)(?![a-z])/i;
function backupsOf(all, { folder, pattern }) {
    const before = lastPart(pattern).replace(/[*?[].*$/, '');
    const isDemanded = isNameOrPart(before, folder) && before.length > folder.length;
    const starting = all.filter(({ name }) => isNameOrPart(name, folder) && !isOfLongerName(name, folder, all));
    const marked = starting.filter(({ name }) => isMarked(name, folder));
    const named = isDemanded && marked.length === 0 ? starting : marked;
    const timed = all.filter(({ name }) => !isNameOrPart(name, folder) && readingsOf(name).length > 0);
    const free = timed.filter(({ name }) => !isLonger(beforeTime(name), folder));
    const own = new Set([...named, ...ofNoOther(free, all, before, named.length > 0)]);
    return {
        own: all.filter((each) => own.has(each)),
        unsure: ofAnotherKind(named, folder),
        others: all.filter((each) => !own.has(each)),
    };
}
const USUAL_WORD = /(?<![a-z])(?:auto(?:matic)?|manual|full|pre|before|post|after|deploy(?:ment)?|predeploy|hourly|daily|nightly|weekly|monthly|stable|prod(?:uction)?|main|master|live|current|te?mp)(?![a-z])/gi;
function ofAnotherKind(named, folder) {
    const kindOf = ({ name }) => {
        const [words = ''] = beforeTime(name).slice(folder.length).replaceAll(USUAL_WORD, '').split(BACKUP_WORD);
        return /\d/.test(words) ? '' : words.replaceAll(/[^\p{L}]/gu, '').toLowerCase();
    };
    const areSeveral = new Set(named.map(kindOf)).size > 1;
    return new Set(areSeveral ? named.filter((each) => kindOf(each) !== '') : []);
}
function isMarked(name, folder) {
    return isNameOrPart(name, folder) ? showsBackup(name.slice(folder.length)) : readingsOf(name).length > 0;
}
function isOfLongerName(name, folder, all) {
    return all.some(({ name: other }) => {
        const isAnother = other.length > folder.length && isNameOrPart(other, folder) && !isMarked(other, folder);
        return isAnother && name !== other && isNameOrPart(name, other);
    });
}
function ofNoOther(timed, all, before, areNamed) {
    const untimed = all.map(({ name }) => name).filter((name) => readingsOf(name).length === 0);
    const kindOf = ({ name }) => {
        const rest = beforeTime(name);
        return before !== '' && rest === before ? '' : rest.replace(/[^A-Za-z\d]+$/, '');
    };
    const isOfAnotherApplication = (kind) => kind !== '' && untimed.some((name) => isNameOrPart(kind, name));
    const free = timed.filter((each) => !isOfAnotherApplication(kindOf(each)));
    const kinds = new Set(free.map(kindOf).filter((kind) => kind !== '' && !isBackupWord(kind)));
    const isOneKind = kinds.size === (areNamed ? 0 : Math.min(kinds.size, 1));
    return isOneKind ? free : free.filter((each) => kindOf(each) === '' || isBackupWord(kindOf(each)));
}
function isLonger(kind, folder) {
    const rest = kind.slice(folder.length).replace(/[^A-Za-z\d]+$/, '');
    return kind.startsWith(folder) && rest !== '' && !isBackupWord(rest);
}
function showsBackup(rest) {
    return readingsOf(rest).length > 0 || BACKUP_WORD.test(rest);
}
function isBackupWord(text) {
    return BACKUP_WORD.exec(text)?.[0] === text;
}
function isNameOrPart(text, name) {
    return text === name || (text.startsWith(name) && /^[^A-Za-z\d]/.test(text.slice(name.length)));
}
function lastPart(path) {
    return path.slice(path.lastIndexOf('/') + 1);
}

// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
// EXTERNAL MODULE: ./lib/targets/ssh/session.js + 10 modules
var ssh_session = __webpack_require__(8919);
;// CONCATENATED MODULE: ./lib/targets/ssh/set-aside.js
function setAside({ path, only }, { timestamp }) {
    return `${path}-${only.length === 0 ? 'failed' : 'replaced'}-${timestamp}`;
}

;// CONCATENATED MODULE: ./lib/targets/ssh/server-check.js





async function checkPlanned(config, deps, planned, signal) {
    const ask = (session) => session.ask('check', signal);
    try {
        const answer = await (0,ssh_session .f)(config, deps, restoreData(config, planned), ask, signal);
        return readCheck(answer, config, (text) => deps.redact((0,truncate .x)(text, 300)));
    }
    catch (error) {
        if (!(error instanceof ssh_session .$))
            throw error;
        throw new platform_error .W('unreachable', `the connection to ${config.host} was lost during the check`, {
            cause: error,
            hint: 'Nothing was changed. See that the server is up and the network steady.',
        });
    }
}
function readCheck([answer = '', ...details], { host, path, ...config }, shown) {
    const [first = '', second = ''] = details.map(shown);
    if (answer === 'ok')
        return 'go';
    if (answer === 'in-place' || answer === 'same')
        return answer;
    if (answer === 'there')
        return { kind: 'in-place' };
    if (answer === 'changed') {
        const now = first === '' ? '' : `, to ${first}`;
        const reason = `${path} on ${host} has changed since the rollback was planned${now}`;
        return { kind: 'superseded', reason, ...(first !== '' && { by: first }) };
    }
    if (answer === 'forbidden')
        throw (0,ssh_inspection .zW)({ host, path, ...config }, first);
    if (answer === 'full') {
        const message = `the disk of ${host} is too full: the copy needs ${first} KiB and ${second} KiB are free`;
        throw new platform_error .W('refused', message, {
            hint: 'Nothing was changed. Free some space on the server, for example by removing old backups.',
        });
    }
    if (answer === 'unfit') {
        throw new platform_error .W('refused', `${first} on ${host}`, {
            hint: 'Nothing was changed. Correct ssh-only.',
        });
    }
    throw new platform_error .W('refused', `the check on ${host} failed: ${first}`, {
        hint: 'Nothing was changed.',
    });
}
function restoreData(config, planned) {
    const { backup, commit, fingerprint, timestamp } = planned;
    const data = { ...(0,ssh_inspection .uZ)(config), fingerprint };
    if (backup === undefined)
        return { ...data, commit: commit ?? '' };
    return {
        ...data,
        backup: backup.path,
        version: backup.version ?? '',
        failed: setAside(config, planned),
        staged: `${config.path}-restoring-${timestamp}`,
    };
}

;// CONCATENATED MODULE: ./lib/targets/ssh/capture.js




function sshCapture(config, deps) {
    return {
        async capture(signal) {
            const inspection = await (0,ssh_inspection .Eb)(config, deps, undefined, signal);
            const revision = deps.redact(inspection.checkout?.head ?? inspection.version ?? '');
            const { identity } = inspection;
            const state = identity === undefined ? undefined : { identity };
            const warnings = [
                ...warningsOf(config, inspection),
                ...(await checkRights(config, deps, inspection, signal)),
            ];
            return { ...(revision !== '' && { revision }), state, warnings };
        },
    };
}
async function checkRights(config, deps, { backups, timestamp, fingerprint }, signal) {
    if (config.method === 'git')
        return [];
    const backup = backups[0] ?? { path: config.path, name: lastPart(config.path), modifiedAtS: 0 };
    const planned = { from: config.path, to: backup.name, timestamp, fingerprint, backup };
    try {
        await checkPlanned(config, deps, planned, signal);
        return [];
    }
    catch (error) {
        if (!(error instanceof platform_error .W) || error.code !== 'refused')
            throw error;
        return [{ text: error.message, hint: error.hint }];
    }
}
function* warningsOf({ path, host, backups, method }, inspection) {
    if (method === 'git')
        return;
    if (inspection.version === undefined) {
        const text = `${path} on ${host} has no VERSION file, so its backups cannot be distinguished`;
        yield { text, hint: 'Let the deploy write the version into a file VERSION in the folder.' };
    }
    if (inspection.backups.length === 0) {
        const text = `there is no backup yet that ${backups} matches on ${host}`;
        yield {
            text,
            hint: 'Make one before the deploy changes the folder; without it a rollback has nothing to restore.',
        };
    }
}

// EXTERNAL MODULE: ./lib/targets/ssh/model/folder-state.js
var folder_state = __webpack_require__(5177);
// EXTERNAL MODULE: ./lib/run/judge-running.js
var judge_running = __webpack_require__(7440);
;// CONCATENATED MODULE: ./lib/targets/count-back.js
function countBack(most, at) {
    const found = [];
    while (found.length < most) {
        const candidate = at(found.length + 1);
        if (candidate === undefined)
            break;
        found.push(candidate);
    }
    return found;
}

;// CONCATENATED MODULE: ./lib/targets/ssh/model/checkout.js

function chooseCommit({ head, before, named }, { rollbackTo, captured }) {
    const asked = rollbackTo.kind === 'revision'
        ? rollbackTo.revision
        : rollbackTo.kind === 'previous'
            ? captured
            : undefined;
    if (asked !== undefined) {
        const source = rollbackTo.kind === 'revision' ? 'rollback-to names it' : 'it was recorded before the deployment';
        if (named === undefined)
            return none(`the checkout has no commit ${(0,truncate .x)(asked, 60)}`, before);
        return named === head
            ? none(`the checkout is at ${checkout_short(head)} already`, before)
            : { kind: 'found', sha: named, evidence: source };
    }
    const distinct = [...new Set(before.map(({ sha }) => sha))].filter((sha) => sha !== head);
    const count = rollbackTo.kind === 'back' ? rollbackTo.count : 1;
    const sha = distinct[count - 1];
    if (sha === undefined)
        return none(`the checkout remembers ${distinct.length} earlier commits`, before);
    return {
        kind: 'found',
        sha,
        evidence: `the checkout was at ${checkout_short(sha)} before it moved to ${checkout_short(head)}`,
    };
}
function none(reason, before) {
    return { kind: 'none', reason, evidence: before.map(({ sha }) => checkout_short(sha)) };
}
function checkout_short(sha) {
    return sha.slice(0, 7);
}

// EXTERNAL MODULE: external "node:path/posix"
var posix_ = __webpack_require__(3916);
;// CONCATENATED MODULE: ./lib/targets/ssh/manual.js


const KEEP = "--acls --xattrs --xattrs-include='*'";
function manualLines(config, planned) {
    const { services, host, user, port } = config;
    const stop = services.toReversed().map((unit) => `sudo systemctl stop -- ${quoted(unit)}`);
    const steps = [
        ...(planned.backup === undefined
            ? [...stop, resetLine(config, planned.to)]
            : restoreLines(config, planned, planned.backup.path, stop)),
        ...services.map((unit) => `sudo systemctl start -- ${quoted(unit)}`),
    ];
    const chained = steps.map((step, index) => (index < steps.length - 1 ? `${step} &&` : step));
    return [`ssh -p ${port} ${user}@${host}`, ...chained];
}
function resetLine({ path }, commit) {
    const folder = quoted(path);
    return `sudo -u "$(stat -c %U ${folder})" git -C ${folder} -c core.hooksPath=/dev/null reset --hard ${commit}`;
}
function restoreLines(config, planned, backup, stop) {
    const { path, exclude, only } = config;
    const { timestamp, location = path } = planned;
    const [failed, staged] = [setAside(config, planned), `${path}-restoring-${timestamp}`];
    const out = exclude.map((kept) => ` --exclude=${quoted(`./${kept}`)}`).join('');
    const create = `sudo tar --create --file=- --format=posix ${KEEP} --sparse --numeric-owner --anchored --no-wildcards${out}`;
    const extract = `sudo tar --extract --file=- ${KEEP} --preserve-permissions --same-owner --numeric-owner`;
    if (only.length > 0) {
        const parts = only.map((part) => quoted(`./${part}`)).join(' ');
        return [
            ...(location === path ? [] : [`sudo mv -T ${quoted(location)} ${quoted(path)}`]),
            `sudo mkdir -m 700 ${quoted(staged)} ${quoted(failed)}`,
            `(set -o pipefail; ${create} --directory=${quoted(backup)} -- ${parts} | ${extract} --directory=${quoted(staged)})`,
            ...stop,
            ...only.map((part) => replaceLine(`${path}/${part}`, `${failed}/${part}`, `${staged}/${part}`)),
            `sudo rm -rf ${quoted(staged)}`,
        ];
    }
    return [
        `sudo mkdir ${quoted(staged)}`,
        `(set -o pipefail; ${create} --directory=${quoted(backup)} . | ${extract} --directory=${quoted(staged)})`,
        ...stop,
        `sudo mv -T ${quoted(location)} ${quoted(failed)}`,
        `sudo mv -T ${quoted(staged)} ${quoted(path)}`,
        ...exclude.map((kept) => keepLine(`${failed}/${kept}`, `${backup}/${kept}`, `${path}/${kept}`)),
    ];
}
function replaceLine(own, replaced, copy) {
    const move = `sudo mkdir -p ${quoted((0,posix_.dirname)(replaced))} && sudo mv -T ${quoted(own)} ${quoted(replaced)}`;
    const isThere = `sudo test -e ${quoted(own)} || sudo test -L ${quoted(own)}`;
    return `if ${isThere}; then ${move}; fi && sudo mv -T ${quoted(copy)} ${quoted(own)}`;
}
function keepLine(own, copy, to) {
    const take = `sudo mkdir -p ${quoted((0,posix_.dirname)(to))} && sudo mv -T ${quoted(own)} ${quoted(to)}`;
    return `if sudo test -e ${quoted(own)}; then ${take}; elif sudo test -e ${quoted(copy)}; then sudo cp -a ${quoted(copy)} ${quoted(to)}; fi`;
}
function quoted(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./lib/targets/ssh/plan-description.js



function describe(config, planned, unknowns) {
    const { path, services, only, healthUrl } = config;
    const stop = services.toReversed().map((service) => `systemctl stop ${service}`);
    const start = services.map((service) => `systemctl start ${service}`);
    const files = fileSteps(config, planned, stop);
    const health = healthUrl === undefined ? [] : [`ask ${new URL(healthUrl.reveal()).host} on the server until it answers`];
    return {
        from: planned.from,
        to: planned.to,
        actor: 'us',
        evidence: [],
        steps: [...files, ...start, ...health],
        unknowns: [
            ...unknowns,
            ...(services.length === 0 ? ['whether anything has to be restarted: ssh-service is empty'] : []),
            ...(only.length === 0
                ? []
                : [`whether these paths are enough: everything else in ${path} stays as it was deployed`]),
        ],
        ...(only.length > 0 && { keepsVersion: true }),
        manual: manualLines(config, planned),
    };
}
function fileSteps(config, planned, stop) {
    const { path, only, exclude } = config;
    const { backup } = planned;
    if (backup === undefined)
        return [...stop, `git reset --hard ${checkout_short(planned.to)}`];
    const replaced = setAside(config, planned);
    if (only.length > 0) {
        return [
            ...only.map((part) => `copy ${backup.path}/${part} beside ${path}`),
            ...stop,
            ...only.map((part) => `move ${path}/${part} aside to ${replaced}/${part}`),
            ...only.map((part) => `move the copy to ${path}/${part}`),
        ];
    }
    const size = backup.sizeKb === undefined ? '' : `, ${describeSize(backup.sizeKb)}`;
    return [
        `copy ${backup.path} beside ${path}${size}`,
        ...stop,
        `move ${path} aside to ${replaced}`,
        `move the copy to ${path}`,
        ...exclude.map((folder) => `move ${folder} along, as it is`),
    ];
}
function describeBackup({ name, modifiedAtS, bornAtS = modifiedAtS, sizeKb, version, }) {
    const size = sizeKb === undefined ? '' : `, ${describeSize(sizeKb)}`;
    return `${name}: ${version === undefined ? 'no version' : `version ${version}`}, of ${renderTimeS(bornAtS)}${size}`;
}
function renderTimeS(atS) {
    return `${new Date(atS * 1_000).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
function describeSize(kb) {
    if (kb < 1_024)
        return `${kb} KiB`;
    return kb < 1_048_576 ? `${(kb / 1_024).toFixed(1)} MiB` : `${(kb / 1_048_576).toFixed(1)} GiB`;
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/core/poll.js
var poll = __webpack_require__(9390);
;// CONCATENATED MODULE: ./lib/targets/ssh/location.js

function describeWhere(reported, config, planned) {
    const { path, services, only, host } = config;
    const { timestamp, backup } = planned;
    const what = only.length === 0 ? 'the folder that was deployed' : 'what was replaced';
    const revertedSteps = reported.flatMap(([kind, text = '']) => {
        if (kind === 'undid')
            return [`reverted: ${text}`];
        return kind === 'stuck' ? [`could not be reverted: ${text}`] : [];
    });
    const [, folder, failed, staged, ...units] = reported.findLast(([kind]) => kind === 'where') ?? [];
    if (folder === undefined) {
        const summary = `${host} reverts its own steps without us, within a minute`;
        return { revertedSteps, summary, isReverted: false };
    }
    const isStuck = reported.some(([kind]) => kind === 'stuck');
    const places = [
        folder === 'folder' ? '' : `${path} is ${folder}`,
        backup !== undefined && failed === 'folder' ? `${what} is at ${setAside(config, planned)}` : '',
        backup !== undefined && staged === 'folder'
            ? `the restored copy is at ${path}-restoring-${timestamp}`
            : '',
        ...services.map((service, index) => `${service} is ${units[index] ?? 'unknown'}`),
    ].filter((text) => text !== '');
    const start = isStuck
        ? 'not everything could be reverted'
        : `all steps were reverted, and ${path} is as it was`;
    return { revertedSteps, summary: [start, ...places].join('; '), isReverted: !isStuck };
}

;// CONCATENATED MODULE: ./lib/targets/ssh/restore.js








const POLL_MS = 1_000;
const ACTIVE_LIMIT_MS = 90_000;
const HEALTH_LIMIT_MS = 60_000;
const BUSY_LIMIT_MS = 300_000;
class FailedStep extends Error {
    name = 'FailedStep';
}
function pairs(fields) {
    return fields.flatMap((state, index) => index % 2 === 0 ? [{ state, restarts: fields[index + 1] ?? '' }] : []);
}
class Restore {
    #config;
    #deps;
    #planned;
    constructor(config, deps, planned) {
        this.#config = config;
        this.#deps = deps;
        this.#planned = planned;
    }
    async apply(progress, signal) {
        let session;
        let isCommitted = false;
        try {
            return await (0,ssh_session .f)(this.#config, this.#deps, restoreData(this.#config, this.#planned), async (opened) => {
                session = opened;
                const result = await this.#carryOut(opened, progress, signal);
                await opened.ask('commit', signal);
                isCommitted = true;
                return result;
            }, signal);
        }
        catch (error) {
            if (session === undefined || isCommitted)
                throw error;
            return this.#end(error, session.reports, progress);
        }
    }
    #end(error, reported, progress) {
        const position = describeWhere(reported, this.#config, this.#planned);
        for (const line of position.revertedSteps)
            progress(this.#shown(line));
        progress(this.#shown(position.summary));
        if (error instanceof FailedStep)
            throw this.#failed(error.message, position);
        if (error instanceof ssh_session .$)
            throw this.#lost(error);
        throw error;
    }
    async #carryOut(session, progress, signal) {
        const { services, healthUrl } = this.#config;
        await this.#prepare(session, progress, signal);
        const verdict = await this.#check(session, signal);
        if (verdict !== 'go') {
            if (verdict !== 'in-place' && verdict !== 'same')
                return verdict;
            progress('the files are in place already');
        }
        else {
            await this.#replaceFiles(session, progress, signal);
        }
        if (services.length > 0) {
            const names = services.join(', ');
            await this.#step(session, 'start', `started ${names}`, progress, signal);
            const areActive = services.length === 1 ? `${names} is active` : `${names} are active`;
            await this.#timed(areActive, progress, () => this.#waitForUnits(session, signal));
        }
        if (healthUrl !== undefined) {
            await this.#timed('it answers on the server', progress, () => this.#waitForHealth(session, signal));
        }
        return { kind: 'in-place' };
    }
    async #prepare(session, progress, signal) {
        const { clock } = this.#deps;
        const { host, path } = this.#config;
        const pace = { clock, intervalMs: POLL_MS, limitMs: BUSY_LIMIT_MS };
        const until = ([answer]) => answer === 'ok';
        const [lock] = await (0,poll .w)(() => session.ask('lock', signal), { ...pace, until }, signal);
        if (lock !== 'ok') {
            throw new platform_error .W('refused', `another rollback of ${path} on ${host} is in progress`, {
                hint: 'Nothing was changed. Wait until it is complete, then see which version runs.',
            });
        }
        const [answer, failure = ''] = await session.ask('recover', signal);
        const actions = session.reports.filter(([kind]) => kind === 'undid');
        for (const [, text = ''] of actions)
            progress(this.#shown(`reverted what an earlier rollback left: ${text}`));
        if (answer !== 'ok')
            throw new FailedStep(`an earlier rollback did not complete: ${this.#shown(failure)}`);
    }
    async #check(session, signal) {
        return readCheck(await session.ask('check', signal), this.#config, (text) => this.#shown(text));
    }
    async #replaceFiles(session, progress, signal) {
        const { services, only, path } = this.#config;
        const { backup, to } = this.#planned;
        const stop = async () => {
            const names = services.toReversed().join(', ');
            if (names !== '')
                await this.#step(session, 'stop', `stopped ${names}`, progress, signal);
        };
        if (backup === undefined) {
            await stop();
            return await this.#step(session, 'reset', `reset ${path} to ${to}`, progress, signal);
        }
        const [what, of] = only.length === 0 ? [path, ''] : [only.join(', '), `${only.join(', ')} of `];
        await this.#step(session, 'stage', `copied ${of}${backup.path}`, progress, signal);
        await stop();
        const replaced = setAside(this.#config, this.#planned);
        await this.#step(session, 'aside', `moved ${what} aside to ${replaced}`, progress, signal);
        await this.#step(session, 'restore', `moved the copy to ${path}`, progress, signal);
    }
    async #step(session, word, done, progress, signal) {
        await this.#timed(done, progress, async () => {
            const [answer, failure = ''] = await session.ask(word, signal);
            if (answer !== 'ok')
                throw new FailedStep(`the step \`${word}\` failed: ${this.#shown(failure) || 'without a word'}`);
        });
    }
    async #timed(done, progress, work) {
        const { clock } = this.#deps;
        const startedAtMs = clock.nowMs();
        await work();
        progress(this.#shown(`${done} (${(0,duration .P)(clock.nowMs() - startedAtMs)})`));
    }
    async #waitForUnits(session, signal) {
        const { clock } = this.#deps;
        const { services } = this.#config;
        let before = [];
        const ask = async () => {
            const states = pairs(await session.ask('active', signal));
            const isSteady = ({ state, restarts }, index) => state === 'active' && before[index]?.state === 'active' && before[index].restarts === restarts;
            const unsteady = states.findIndex((unit, index) => !isSteady(unit, index));
            before = states;
            return { unsteady, failed: states.findIndex(({ state }) => state === 'failed') };
        };
        const until = (now) => now.unsteady < 0 || now.failed >= 0;
        const pace = { clock, intervalMs: POLL_MS, limitMs: ACTIVE_LIMIT_MS, until };
        const { unsteady, failed } = await (0,poll .w)(ask, pace, signal);
        if (unsteady < 0)
            return;
        const index = failed < 0 ? unsteady : failed;
        const state = this.#shown(before[index]?.state ?? '');
        throw new FailedStep(`${services[index]} did not become active: it is ${state}`);
    }
    async #waitForHealth(session, signal) {
        const { clock } = this.#deps;
        const [answer, failure = ''] = await (0,poll .w)(() => session.ask('health', signal), { clock, intervalMs: POLL_MS, limitMs: HEALTH_LIMIT_MS, until: ([said]) => said === 'ok' }, signal);
        if (answer === 'ok')
            return;
        throw new FailedStep(`ssh-health-url did not answer well on the server: ${this.#shown(failure)}`);
    }
    #failed(what, { summary, isReverted }) {
        const hint = isReverted
            ? 'Everything is as it was before the rollback. Correct what failed, then roll back again or by hand.'
            : `Manual action is required on the server: ssh ${this.#config.user}@${this.#config.host}`;
        return new platform_error .W('refused', `${what}; ${this.#shown(summary)}`, { hint });
    }
    #lost(cause) {
        const { host, path } = this.#config;
        return new platform_error .W('ambiguous', `the connection to ${host} was lost during the rollback`, {
            cause,
            hint: `The server reverts its own steps within a minute; see there what is at ${path} and whether the unit runs. The next rollback reverts what is left.`,
        });
    }
    #shown(text) {
        return this.#deps.redact((0,truncate .x)(text, 300));
    }
}

;// CONCATENATED MODULE: ./lib/targets/ssh/model/backup-order.js

function orderBackups(all, offsetMinutes) {
    let rest = all;
    const ordered = [];
    const byBirth = new Set();
    while (rest.length > 0) {
        const named = newestByName(rest, offsetMinutes);
        const newest = named ?? newestByBirth(rest);
        if (newest === undefined)
            break;
        if (named === undefined)
            byBirth.add(newest);
        ordered.push(newest);
        rest = rest.filter((backup) => backup !== newest);
    }
    return { ordered, unordered: rest, byBirth };
}
function newestByName(backups, offsetMinutes) {
    if (backups.length === 1)
        return backups[0];
    const timed = backups.map((backup) => ({ backup, time: nameTime(backup.name) }));
    const isNewer = (one, other) => (compareTimes(one, other, offsetMinutes) ?? 0) > 0;
    let newest = timed[0];
    for (const each of timed) {
        if (newest?.time !== undefined && each.time !== undefined && isNewer(each.time, newest.time))
            newest = each;
    }
    const isCertain = timed.every(({ backup, time }) => {
        if (newest?.time === undefined || time === undefined)
            return false;
        if (backup === newest.backup)
            return true;
        return isNewer(newest.time, time) && newest.backup.modifiedAtS >= backup.modifiedAtS;
    });
    return isCertain ? newest?.backup : undefined;
}
function newestByBirth(backups) {
    const [newest, second] = backups.toSorted((one, other) => (other.bornAtS ?? 0) - (one.bornAtS ?? 0));
    const areKnown = backups.every(({ bornAtS }) => bornAtS !== undefined);
    return areKnown && newest?.bornAtS !== second?.bornAtS ? newest : undefined;
}
function maybeNewer(one, other, offsetMinutes) {
    if (one.modifiedAtS > other.modifiedAtS)
        return true;
    if (one.bornAtS !== undefined && other.bornAtS !== undefined && one.bornAtS > other.bornAtS)
        return true;
    const [times, others] = [readingsOf(one.name), readingsOf(other.name)];
    if (times.length === 1 && others.length === 1) {
        return times.some((time) => others.some((its) => compareTimes(time, its, offsetMinutes) !== -1));
    }
    const latestS = Math.max(...times.map((time) => widen(time, offsetMinutes).endS));
    const earliestS = Math.min(...others.map((time) => widen(time, offsetMinutes).startS));
    return times.length > 0 && others.length > 0 && latestS > earliestS;
}

;// CONCATENATED MODULE: ./lib/targets/ssh/model/backup.js




function chooseBackup(all, question) {
    const { path, pattern, rollbackTo } = question;
    if (rollbackTo.kind === 'revision')
        return findNamed(all, rollbackTo.revision, question);
    const { own: backups, unsure, others } = backupsOf(all, { folder: lastPart(path), pattern });
    const rejected = others.map(({ name }) => `${name}: it matches, but its name does not say that it is a backup of ${path}`);
    if (backups.length === 0)
        return { kind: 'none', reason: 'there is no backup', evidence: rejected };
    const good = backups.filter((backup) => {
        const problem = problemWith(backup, question);
        if (problem !== undefined)
            rejected.unshift(`${backup.name}: ${problem}`);
        return problem === undefined;
    });
    const { captured } = question;
    const isReported = good.some(({ version }) => version !== undefined);
    if (rollbackTo.kind === 'previous' && captured !== undefined && isReported)
        return findCaptured(good, rejected, captured, question);
    const choice = rollbackTo.kind === 'back'
        ? backup_countBack(good, rollbackTo.count, rejected, question)
        : takeNewest(good, rejected, question);
    return choice.kind === 'found' && unsure.has(choice.backup)
        ? mayBeOfAnother(choice.backup, good, path)
        : choice;
}
function mayBeOfAnother({ name }, good, path) {
    return {
        kind: 'none',
        reason: `${name} may be a backup of another application than ${path}, by its name beside the others: narrow ssh-backups, or name one in rollback-to`,
        evidence: good.map((backup) => backup.name),
    };
}
function problemWith(backup, { current, offsetMinutes }) {
    if (backup.version !== undefined && backup.version === current.version) {
        return `it holds the version that runs, ${shown(backup.version)}`;
    }
    if (current.versionWrittenAtS === undefined)
        return undefined;
    const named = nameTime(backup.name);
    const madeAtS = named === undefined ? bornWithoutVersion(backup) : widen(named, offsetMinutes).startS;
    return madeAtS !== undefined && madeAtS > current.versionWrittenAtS
        ? 'it was made after the bad version was deployed'
        : undefined;
}
function bornWithoutVersion({ version, bornAtS }) {
    return version === undefined ? bornAtS : undefined;
}
function takeNewest(good, rejected, { current, offsetMinutes }) {
    if (good.length === 0) {
        return { kind: 'none', reason: 'no backup is from before the bad deployment', evidence: rejected };
    }
    const { ordered, unordered, byBirth } = orderBackups(good, offsetMinutes);
    const [backup] = ordered;
    if (backup === undefined)
        return noOrder(unordered, rejected);
    const isKnown = backup.version !== undefined && current.version !== undefined;
    const newest = `${backup.name} is the newest backup from before the bad deployment`;
    return {
        kind: 'found',
        backup,
        evidence: [newest, ...birthEvidence(byBirth.has(backup)), ...rejected],
        doubt: isKnown
            ? undefined
            : 'whether the backup holds another version: there is no VERSION file to compare',
    };
}
function birthEvidence(isByBirth) {
    return isByBirth
        ? [
            'the birth times of the folders say which is the newest: the times in the names are missing, mean several things, or contradict the times of the folders',
        ]
        : [];
}
function noOrder(backups, rejected) {
    return {
        kind: 'none',
        reason: 'nothing says which backup is the newest: neither the times in the names nor the birth times of the folders; name one in rollback-to',
        evidence: [...backups.map(({ name }) => name), ...rejected],
    };
}
function findCaptured(good, rejected, captured, { offsetMinutes }) {
    const { ordered, unordered } = orderBackups(good.filter(({ version }) => version === captured), offsetMinutes);
    const [backup] = ordered;
    if (backup !== undefined) {
        const evidence = `${backup.name} holds ${shown(captured)}, which ran before the deployment, as was recorded then`;
        return { kind: 'found', backup, evidence: [evidence] };
    }
    if (unordered.length > 0)
        return noOrder(unordered, rejected);
    return {
        kind: 'none',
        reason: `no backup holds ${shown(captured)}, which ran before the deployment`,
        evidence: [
            ...good.map(({ name, version }) => `${name}: it holds ${version === undefined ? 'an unknown version' : shown(version)}`),
            ...rejected,
        ],
    };
}
function backup_countBack(good, count, rejected, { offsetMinutes }) {
    const { ordered, unordered } = orderBackups(good, offsetMinutes);
    const distinct = ordered.filter(({ version }, index) => version === undefined || ordered.findIndex((one) => one.version === version) === index);
    const backup = distinct[count - 1];
    if (backup !== undefined) {
        const evidence = `rollback-to asks for ${count} back, and ${backup.name} is that`;
        return { kind: 'found', backup, evidence: [evidence, ...rejected] };
    }
    if (unordered.length > 0)
        return noOrder(unordered, rejected);
    const reason = `rollback-to asks for ${count} back, and there are ${distinct.length}`;
    return { kind: 'none', reason, evidence: [...distinct.map(({ name }) => name), ...rejected] };
}
function findNamed(all, wanted, { path, pattern, offsetMinutes }) {
    const byName = all.filter(({ name, path }) => name === wanted || path === wanted);
    const { own } = backupsOf(all, { folder: lastPart(path), pattern });
    const byVersion = own.filter(({ version }) => version === wanted);
    const digits = /^[\dT:_ -]+$/.test(wanted) ? wanted.replace(/\D/g, '') : '';
    const startsAt = ({ name }) => readingsOf(name).some((time) => time.digits.startsWith(digits));
    const byTime = digits.length >= 8 ? own.filter(startsAt) : [];
    const matching = [byName, byVersion, byTime].find((found) => found.length > 0) ?? [];
    const [backup] = orderBackups(matching, offsetMinutes).ordered;
    if (backup !== undefined) {
        const evidence = [`rollback-to says ${shown(wanted)}, and ${backup.name} is that`];
        return { kind: 'found', backup, evidence };
    }
    if (matching.length > 0)
        return noOrder(matching, []);
    return {
        kind: 'none',
        reason: `no backup has the name, the version or the time ${shown(wanted)}`,
        evidence: own.map(({ name }) => name),
    };
}
function choosePrunable(all, { keep, used, ...question }) {
    const { path, pattern, offsetMinutes } = question;
    const { own, unsure } = backupsOf(all, { folder: lastPart(path), pattern });
    const { ordered, unordered } = orderBackups(own, offsetMinutes);
    const restored = all.find((backup) => backup.path === used);
    if (restored === undefined || unordered.length > 0)
        return [];
    return ordered
        .slice(keep)
        .filter((backup) => isMarked(backup.name, lastPart(path)) && !unsure.has(backup))
        .filter((backup) => backup !== restored && !maybeNewer(backup, restored, offsetMinutes));
}
function shown(text) {
    return (0,truncate .x)(text, 60);
}

;// CONCATENATED MODULE: ./lib/targets/ssh/pruning.js





async function pruneBackups(config, deps, { used, keep, onProgress }, signal) {
    const { backups, offsetMinutes } = await (0,ssh_inspection .Eb)(config, deps, undefined, signal);
    const prunable = choosePrunable(backups, {
        keep,
        used,
        offsetMinutes,
        path: config.path,
        pattern: config.backups,
    });
    if (prunable.length === 0)
        return;
    const data = { ...(0,ssh_inspection .uZ)(config), prune: prunable.map(({ path }) => path).join('\n') };
    const reported = await (0,ssh_session .f)(config, deps, data, (session) => prune(session, signal), signal);
    const of = (kind) => reported.flatMap(([name, text = '']) => (name === kind ? [deps.redact((0,truncate .x)(text))] : []));
    for (const path of of('pruned'))
        onProgress(`removed the old backup ${path}`);
    const stuck = of('stuck');
    if (stuck.length > 0)
        throw notRemoved(stuck.join(', '));
}
async function prune(session, signal) {
    try {
        const [lock] = await session.ask('lock', signal);
        if (lock !== 'ok')
            throw notRemoved('another rollback is in progress');
        await session.ask('prune', signal);
        await session.ask('commit', signal);
        return session.reports;
    }
    catch (error) {
        throw error instanceof ssh_session .$ ? notRemoved('the connection was lost') : error;
    }
}
function notRemoved(what) {
    return new platform_error .W('refused', `old backups could not be removed: ${what}`, {
        hint: 'The rollback itself is done. Remove them by hand before the disk is full.',
    });
}

;// CONCATENATED MODULE: ./lib/targets/ssh/restore-plan.js










async function planRestore(config, deps, inspection, signal) {
    const { version, backups, left } = inspection;
    const choice = chooseBackup(backups, questionOf(config, deps, inspection));
    if (choice.kind === 'none')
        return noTarget(config, deps, choice, inspection);
    const planned = {
        from: version ?? deps.from ?? config.path,
        to: choice.backup.name,
        timestamp: inspection.timestamp,
        fingerprint: inspection.fingerprint,
        location: left.find((place) => place.startsWith(`${config.path}-failed-`)),
        backup: choice.backup,
    };
    const checked = await checkPlanned(config, deps, planned, signal);
    if (typeof checked !== 'string' && checked.kind === 'superseded')
        return checked;
    if (checked === 'same' && left.length === 0 && deps.rollbackTo.kind === 'previous')
        return nothingToPutBack(config, choice);
    const doubts = choice.doubt === undefined ? [] : [choice.doubt];
    return readyPlan(config, deps, inspection, {
        planned,
        backup: choice.backup,
        evidence: [...partEvidence(config), ...choice.evidence],
        doubts,
    });
}
function partEvidence({ only, path }) {
    if (only.length === 0)
        return [];
    const [are, parts] = [only.length === 1 ? 'is' : 'are', only.join(', ')];
    return [`only ${parts} ${are} put back: ssh-only; everything else in ${path} stays as it is`];
}
function nothingToPutBack({ only, path }, { backup, evidence }) {
    const are = only.length === 1 ? 'is' : 'are';
    return {
        kind: 'no-target',
        reason: `${only.join(', ')} in ${path} ${are} the same as in ${backup.name}, so that nothing is to be put back`,
        evidence,
        hint: 'The cause is elsewhere: leave ssh-only out to put the whole folder back, or name an older backup in rollback-to.',
    };
}
function listBackups(config, deps, inspection, most) {
    return countBack(most, (count) => {
        const rollbackTo = { kind: 'back', count };
        const choice = chooseBackup(inspection.backups, questionOf(config, { ...deps, rollbackTo }, inspection));
        if (choice.kind === 'none')
            return undefined;
        const { name } = choice.backup;
        const evidence = describeBackup(choice.backup).slice(name.length + 2);
        return { revision: name, evidence: `${evidence}; nothing says whether it was healthy` };
    });
}
function findUnfinished(config, deps, inspection) {
    const { unfinished, backups, version } = inspection;
    const { rollbackTo } = deps;
    const backup = backups.find(({ name }) => name === unfinished?.backup);
    if (unfinished === undefined || backup === undefined || backup.version !== version)
        return undefined;
    if (deps.from !== undefined && deps.from === version)
        return undefined;
    const isAsked = rollbackTo.kind === 'previous' || (rollbackTo.kind === 'revision' && rollbackTo.revision === backup.name);
    if (!isAsked)
        return undefined;
    const planned = {
        from: unfinished.from || deps.from || config.path,
        to: backup.name,
        timestamp: unfinished.timestamp,
        fingerprint: inspection.fingerprint,
        backup,
    };
    const evidence = [`an earlier rollback moved ${backup.name} to ${config.path} and did not complete`];
    return readyPlan(config, deps, inspection, { planned, backup, evidence, doubts: [] });
}
function readyPlan(config, deps, inspection, { planned, backup, evidence, doubts }) {
    const { backups, offsetMinutes, left, version } = inspection;
    const { keepBackups: keep } = config;
    const { ordered, unordered } = orderBackups(backups, offsetMinutes);
    const listed = [...ordered, ...unordered].slice(0, 20).map(describeBackup);
    const place = { offsetMinutes, path: config.path, pattern: config.backups };
    const prunable = keep === undefined ? [] : choosePrunable(backups, { keep, used: backup.path, ...place });
    const shown = (text) => deps.redact((0,truncate .x)(text, 300));
    const described = describe(config, planned, doubts);
    const restore = new Restore(config, deps, planned);
    let onProgress = () => undefined;
    return {
        kind: 'ready',
        plan: {
            ...described,
            forwardTo: `${lastPart(config.path)}-failed-${planned.timestamp}`,
            ...(backup.version !== undefined &&
                deps.from !== undefined &&
                config.only.length === 0 &&
                version === deps.from && { toVersion: backup.version }),
            from: shown(planned.from),
            evidence: [...evidence, ...listed.map((text) => `backup: ${text}`)].map(shown),
            steps: [
                ...left.map((place) => `revert what an earlier rollback left: ${place}`),
                ...described.steps,
                ...prunable.map(({ path }) => `remove the old backup ${path} once the recovery is verified`),
            ].map(shown),
            apply: (progress, signal) => {
                onProgress = progress;
                return restore.apply(progress, signal);
            },
            ...(deps.rehearsal === 'back' && {
                findNewerDeployment: (signal) => findOtherVersion(config, deps, backup, signal),
            }),
            async conclude(recovered, signal) {
                if (!recovered || keep === undefined)
                    return;
                await pruneBackups(config, deps, { used: backup.path, keep, onProgress }, signal);
            },
        },
    };
}
async function findOtherVersion(config, deps, { version: restored }, signal) {
    if (restored === undefined)
        return undefined;
    const { version } = await (0,ssh_inspection .Eb)(config, deps, undefined, signal);
    if (version === undefined || version === restored)
        return undefined;
    const by = deps.redact((0,truncate .x)(version, 60));
    return { by, reason: `${config.path} on ${config.host} holds ${by} now, which was deployed since` };
}
function noTarget(config, deps, { reason, evidence }, { archives, links }) {
    const shown = (text) => deps.redact((0,truncate .x)(text, 300));
    const because = (what) => (path) => `${lastPart(path)}: it is ${what}, and only folders are restored`;
    const found = [...archives.map(because('an archive')), ...links.map(because('a link'))];
    const unpack = archives.length > 0 ? ' Unpack an archive into a folder beside it, or use target: command.' : '';
    return {
        kind: 'no-target',
        reason: shown(`${reason} (${config.backups})`),
        evidence: [...evidence, ...found].map(shown),
        hint: `Backups are folders that ${config.backups} matches on ${config.host}: make one before each deploy, or name one in rollback-to.${unpack}`,
    };
}
function questionOf(config, { rollbackTo, captured }, { version, versionWrittenAtS, offsetMinutes }) {
    const current = { version: config.only.length === 0 ? version : undefined, versionWrittenAtS };
    return { rollbackTo, current, offsetMinutes, captured, path: config.path, pattern: config.backups };
}

;// CONCATENATED MODULE: ./lib/targets/ssh/strategy.js









function sshRollback(config, deps) {
    return {
        async plan(signal) {
            const inspection = await (0,ssh_inspection .Eb)(config, deps, wantedName(config, deps), signal);
            const unfinished = findUnfinished(config, deps, inspection);
            if (unfinished !== undefined)
                return unfinished;
            const reported = judge(config, deps, inspection) ?? judgeUnnamed(config, deps, inspection);
            if (reported !== undefined)
                return reported;
            return config.method === 'git'
                ? planReset(config, deps, inspection)
                : await planRestore(config, deps, inspection, signal);
        },
        async listCandidates(most, signal) {
            const inspection = await (0,ssh_inspection .Eb)(config, deps, undefined, signal);
            const { checkout } = inspection;
            const shown = (text) => deps.redact((0,truncate .x)(text, 300));
            const found = checkout === undefined ? listBackups(config, deps, inspection, most) : listCommits(checkout, most);
            return found.map(({ revision, evidence }) => ({ revision: shown(revision), evidence: shown(evidence) }));
        },
    };
}
function listCommits(checkout, most) {
    return countBack(most, (count) => {
        const choice = chooseCommit(checkout, { rollbackTo: { kind: 'back', count } });
        if (choice.kind === 'none')
            return undefined;
        const left = checkout.before.find(({ sha }) => sha === choice.sha)?.movedAtS;
        const until = left === undefined ? '' : `, until ${renderTimeS(left)}`;
        return {
            revision: choice.sha,
            evidence: `${choice.evidence}${until}; nothing says whether it was healthy`,
        };
    });
}
function judge({ path, host, only }, deps, inspection) {
    const { checkout, version, backups } = inspection;
    const { from, rollbackTo, redact } = deps;
    const captured = only.length === 0 ? deps.captured : undefined;
    const running = checkout?.head ?? version;
    const earlier = backups.map((backup) => backup.version);
    const found = (0,judge_running .N)({ running, deployed: from, captured, rollbackTo, earlier });
    if (running === undefined || found === undefined)
        return undefined;
    const shown = (text) => redact((0,truncate .x)(text, 60));
    const by = shown(running);
    const holds = `${path} on ${host} holds ${by}`;
    if (found === 'not-deployed')
        return { kind: found, reason: `${holds}, as before the deployment` };
    const { version: deployed = '', name = '' } = backups.find((backup) => backup.version === from) ?? {};
    const kept = `${shown(deployed)}, which was deployed, is in its backup ${shown(name)}`;
    return { kind: found, reason: `${holds}, and ${kept}`, by };
}
function judgeUnnamed({ path, host, services, only }, { rollbackTo, capturedState, from, hasAnswered }, { identity, unfinished, left }) {
    const isUntouched = identity !== undefined && identity === capturedState?.identity;
    const isDeployed = from !== undefined && hasAnswered?.(from) === true;
    if (!isUntouched || isDeployed || rollbackTo.kind !== 'previous')
        return undefined;
    if (unfinished !== undefined || left.length > 0)
        return undefined;
    const units = services.length === 0
        ? ''
        : `, and ${services.join(' and ')} ${services.length === 1 ? 'was' : 'were'} not started again`;
    const what = only.length === 0 ? 'nothing' : `nothing of ${only.join(', ')}`;
    const reason = `${what} in ${path} on ${host} has changed since before the deployment${units}`;
    return { kind: 'not-deployed', reason };
}
function wantedName({ method }, { rollbackTo, captured }) {
    if (method !== 'git')
        return rollbackTo.kind === 'revision' ? rollbackTo.revision : undefined;
    const wanted = rollbackTo.kind === 'revision'
        ? rollbackTo.revision
        : rollbackTo.kind === 'previous'
            ? captured
            : undefined;
    if (wanted === undefined || /^[\w./][\w./-]*$/.test(wanted))
        return wanted;
    throw new platform_error .W('refused', `${(0,truncate .x)(wanted, 60)} is not the name of a commit`, {
        hint: 'Give rollback-to a SHA or a tag.',
    });
}
function planReset(config, deps, inspection) {
    const { checkout } = inspection;
    if (checkout === undefined)
        throw new Error('an inspection of a checkout without one');
    if (checkout.changed.length > 0) {
        const files = deps.redact((0,truncate .x)(checkout.changed.slice(0, 5).join(', ')));
        throw new platform_error .W('refused', `${config.path} has local changes, which a reset would destroy: ${files}`, {
            hint: 'Commit them or put them away on the server; files that git does not know are kept anyway.',
        });
    }
    const choice = chooseCommit(checkout, deps);
    if (choice.kind === 'none') {
        return {
            kind: 'no-target',
            reason: choice.reason,
            evidence: choice.evidence,
            hint: 'Name the good commit in rollback-to.',
        };
    }
    const planned = {
        from: checkout.head,
        to: choice.sha,
        timestamp: inspection.timestamp,
        fingerprint: inspection.fingerprint,
        commit: choice.sha,
    };
    const restore = new Restore(config, deps, planned);
    const unknowns = [
        'whether anything has to be built or installed for that commit: only its files are put back',
    ];
    const plan = {
        ...describe(config, planned, unknowns),
        evidence: [choice.evidence],
        apply: restore.apply.bind(restore),
    };
    return { kind: 'ready', plan };
}

;// CONCATENATED MODULE: ./lib/targets/ssh/open.js




async function openSsh(config, target, deps) {
    const { env, clock, epochMs, redact, capture, hasAnswered, rehearsal, deployed: from } = deps;
    const access = { clock, env, redact, temporary: env.RUNNER_TEMP ?? '' };
    const strategy = sshRollback(target, {
        ...access,
        rollbackTo: config.rollbackTo,
        from,
        captured: capture?.revision,
        capturedState: (0,folder_state .e)(capture?.state),
        hasAnswered,
        rehearsal,
    });
    const [request] = (0,log_requests .W)(config.health);
    const { unitLog } = request === undefined ? {} : await __webpack_require__.e(  550).then(__webpack_require__.bind(__webpack_require__, 1550));
    const options = { isNew: request?.isNew === true, pattern: config.health.logPattern, epochMs };
    return {
        strategy,
        source: sshCapture(target, access),
        ...(unitLog && { logs: () => unitLog(target, access, options) }),
        probes: [],
    };
}


/***/ }),

/***/ 8919:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  $: () => (  LostConnection),
  f: () => (  withSession)
});

// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/core/deadline.js
var deadline = __webpack_require__(1923);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/retry.js
var retry = __webpack_require__(7493);
// EXTERNAL MODULE: ./lib/process/child.js
var child = __webpack_require__(8211);
;// CONCATENATED MODULE: ./lib/targets/ssh/agent-inspection.js
const AGENT_INSPECTION = String.raw `
kind_of() {
  if [ -L "$1" ]; then echo link; elif [ -d "$1" ]; then echo folder; elif [ -e "$1" ]; then echo file; else echo missing; fi
}

version_file() {
  for file in VERSION .version version version.txt REVISION; do
    if [ -f "$1/$file" ] && [ ! -L "$1/$file" ]; then printf '%s' "$1/$file"; return; fi
  done
}

version_of() {
  file=$(version_file "$1")
  if [ -n "$file" ]; then
    if [ -r "$file" ]; then head -c 200 -- "$file"; else as_root tar --create --file=- --directory="$1" -- "$(basename -- "$file")" | tar --extract --to-stdout --file=- | head -c 200; fi 2>/dev/null | head -n 1 | tr -d '\r\0'
  elif [ -d "$1/.git" ]; then
    git -c safe.directory="$1" -C "$1" rev-parse HEAD 2>/dev/null
  fi
}

# An empty IFS splits nothing, so that only the pattern is expanded, and only to names of files.
each_backup() {
  local IFS= folder real seen=$'\n'
  shopt -s nullglob
  for folder in $backups; do
    case $folder in "$path"|"$path"-failed-*|"$path"-replaced-*|"$path"-restoring-*|*$'\n'*) continue ;; esac
    [ -d "$folder" ] && [ ! -L "$folder" ] || continue
    real=$(realpath -- "$folder")
    case $(realpath -- "$current")/ in "$real"/*) continue ;; esac
    # By a link above it, one folder has two paths.
    case $seen in *$'\n'"$real"$'\n'*) continue ;; esac
    seen=$seen$real$'\n'
    "$@" "$folder"
  done
}

report_others() {
  local IFS= file
  shopt -s nullglob
  for file in $backups; do
    if [ -L "$file" ]; then say link "$file"; fi
    case $file in *.tar|*.tar.*|*.tgz|*.tbz2|*.txz|*.zip) if [ -f "$file" ]; then say archive "$file"; fi ;; esac
  done
}

# Where the deployed folder is: a rollback that did not complete may have left it aside.
locate() {
  local left
  shopt -s nullglob
  current=$path unfinished=
  for left in "$path"-restoring-*; do
    [ -d "$left" ] && [ ! -L "$left" ] || continue
    say left "$left"
    if [ -d "$left/only" ]; then continue; fi
    aside=$path-failed-$(time_of "$left")
    if [ "$(kind_of "$path")" = folder ] && [ -d "$aside" ] && [ ! -d "$left/copy" ]; then
      for name in "$left"/of/*; do say unfinished "$(basename -- "$name")" "$(time_of "$left")" "$(version_of "$aside")"; done
    fi
    if [ "$(kind_of "$path")" = missing ] && [ -d "$aside" ]; then current=$aside; fi
  done
  if [ "$(kind_of "$current")" = missing ]; then
    for aside in "$path"-failed-*; do if [ -d "$aside" ] && [ ! -L "$aside" ]; then current=$aside; fi; done
  fi
  if [ "$current" != "$path" ]; then say left "$current"; fi
}

time_of() { printf '%s' "$1" | sed 's/.*-\(restoring\|failed\)-//'; }

# What a deployment changes where no file says the version: an entry of the folder, or the start of the unit.
identity_of() {
  local kept entries
  set -- "$current" -xdev
  while IFS= read -r kept; do
    if [ -n "$kept" ]; then set -- "$@" '!' '(' -path "$current/$kept" -prune ')'; fi
  done < <(printf '%s\n' "$exclude")
  if [ -n "$only" ]; then entries=$(each_only list_entries 2>/dev/null | sort -z | cksum) || return
  else entries=$(timeout 10 find "$@" -printf '%D:%i %C@ %s %P\0' 2>/dev/null | sort -z | cksum) || return; fi
  set --
  for unit in $units; do set -- "$@" "$(systemctl show --property=InvocationID --value -- "$unit" </dev/null 2>/dev/null)"; done
  if [ $# = 0 ]; then set -- none; fi
  printf '%s %s' "$entries" "$*"
}

# What a newer deployment would change.
take_fingerprint() {
  {
    stat -c '%d:%i' -- "$current"
    file=$(version_file "$current")
    if [ -n "$file" ]; then stat -c '%Z' -- "$file"; basename -- "$file"; fi
    version_of "$current"
    if [ "$method" = backup ]; then each_backup printf '%s\n'; fi
    each_only list_lasting
  } 2>/dev/null | cksum
}

# What a rollback set aside: only where it is asked for by its name, which is how a rehearsal goes forward again.
report_aside() {
  case $wanted in */*) return ;; "$(basename -- "$path")"-failed-*) ;; *) return ;; esac
  local folder; folder=$(dirname -- "$path")/$wanted
  if [ -d "$folder" ] && [ ! -L "$folder" ]; then report_backup "$folder"; fi
}

report_backup() {
  size=$(timeout 10 du -sk -- "$1" 2>/dev/null | cut -f 1)
  say backup "$1" "$(stat -c %Y -- "$1")" "$size" "$(version_of "$1")" "$(stat -c %.6W -- "$1")"
}

unit_state() {
  if command -v systemctl >/dev/null; then systemctl is-active -- "$1" </dev/null 2>/dev/null | head -n 1; else echo missing; fi
}

report_unit() {
  say unit "$1" "$(systemctl show --property=LoadState --value -- "$1" </dev/null 2>/dev/null)" "$(unit_state "$1")"
  for verb in stop start; do
    may_by_sudo systemctl "$verb" -- "$1" || say forbidden "systemctl $verb $1"
  done
}

inspect() {
  if [ -e "$lock" ] && ! { { exec 8< "$lock"; } 2>/dev/null && flock -n 8; }; then say reply busy; return; fi
  { exec 8<&-; } 2>/dev/null
  locate
  say user "$(id -un)" "$(date +%s)" "$(date +%z)" "$(date +%Y%m%d-%H%M%S)"
  file=$(version_file "$current")
  written=; if [ -n "$only" ]; then written=$(last_change); elif [ -n "$file" ]; then written=$(stat -c %Z -- "$file"); fi
  local named identity=
  named=$(version_of "$current")
  if [ "$method" = backup ] && { [ -z "$named" ] || [ -n "$only" ]; }; then identity=$(identity_of); fi
  say folder "$(kind_of "$current")" "$named" "$written" "$(take_fingerprint)" "$identity"
  for unit in $units; do report_unit "$unit"; done
  if [ -n "$health" ] && ! command -v curl >/dev/null; then say missing curl; fi
  if [ "$(kind_of "$current")" = folder ]; then
    if [ "$method" = git ]; then report_checkout; else each_backup report_backup; report_aside; report_others; fi
  fi
  say reply ok
}

as_owner() {
  owner=$(stat -c %U -- "$path")
  if [ "$(id -un)" = "$owner" ]; then "$@"
  elif [ "$EUID" = 0 ]; then runuser -u "$owner" -- "$@"
  else sudo -n -u "$owner" -- "$@"; fi
}

# As its owner, since what git writes must not become root's.
owner_git() { as_owner git -c safe.directory="$path" -c core.hooksPath=/dev/null -C "$path" "$@" </dev/null; }

report_checkout() {
  if ! run owner_git rev-parse --show-cdup || ! head=$(owner_git rev-parse --verify HEAD 2>/dev/null); then
    say checkout '' "$problem"; return
  fi
  say checkout "$head" ''
  owner_git status --porcelain --untracked-files=no 2>/dev/null | head -n 20 | while IFS= read -r line; do say changed "$line"; done
  owner_git reflog -n 60 --date=unix --format='%H %gd' HEAD 2>/dev/null | while IFS=' ' read -r sha moved; do
    if owner_git merge-base --is-ancestor "$sha" "$head" 2>/dev/null; then say before "$sha" "$moved"; fi
  done
  if [ -n "$wanted" ]; then say named "$(owner_git rev-parse --verify --quiet "$wanted^{commit}" 2>/dev/null)"; fi
}`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-log.js
const AGENT_LOG = String.raw `
# A user that may not read it gets an empty log, and a hint on the error stream.
report_start() {
  local invocation
  if ! command -v journalctl >/dev/null; then say reply failed 'there is no journalctl'; return; fi
  if ! run journalctl --no-pager --lines=1 --output=cat --unit="$unit" || [ -n "$problem" ]; then say reply failed "$problem"; return; fi
  invocation=$(systemctl show --property=InvocationID --value -- "$unit" </dev/null 2>/dev/null)
  since=$(systemctl show --property=ExecMainStartTimestamp --value -- "$unit" </dev/null 2>/dev/null)
  since=$(date -d "$since" +%s 2>/dev/null)
  say reply ok "$since" "$invocation" "$(date +%s)"
}

# In pieces: a line of a session has its limit. They are not decoded one by one, since a character may be cut in two.
send_page() {
  local page part
  page=$(journalctl --no-pager --quiet --unit="$unit" --output=json --output-fields=MESSAGE,_SYSTEMD_INVOCATION_ID "$@" </dev/null 2>/dev/null | head -n 500)
  while IFS= read -r part; do printf 'safe-landing %s +log +%s\n' "$nonce" "$part"; done < <(printf '%s' "$page" | base64 -w 4000; echo)
  cursor=$(printf '%s' "$page" | tail -n 1 | sed -n 's/.*"__CURSOR" *: *"\([^"]*\)".*/\1/p')
  say reply ok "$(printf '%s' "$page" | grep -c .)" "$cursor"
} 2>/dev/null

read_log() { if [ -n "$cursor" ]; then send_page --after-cursor="$cursor"; else send_page --since="@$since"; fi; }

read_before() {
  if [ -n "$cursor" ]; then send_page --after-cursor="$cursor" --until="@$since"; else send_page --since="@$((since - 600))" --until="@$since"; fi
}`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-main.js
const AGENT_MAIN = `
main() {
  read_data || exit 64
  parent=$(dirname -- "$path") current=$path
  lock=/tmp/safe-landing-$(printf '%s' "$path" | sha256sum | cut -c 1-16).lock
  say reply hello
  while IFS= read -r -t 60 word; do
    problem=
    case $word in
      inspect) inspect ;;
      lock) if take_lock; then say reply ok; else say reply busy; fi ;;
      recover) recover ;;
      check) check ;;
      stage|stop|aside|restore|reset|start) attempt "$word" ;;
      active) report_active ;;
      health) if problem=$(ask_health); then say reply ok; else say reply failed "$problem"; fi ;;
      log-start) report_start ;;
      log-page) read_log ;;
      log-before) read_before ;;
      prune) each_backup prune_one; say reply ok ;;
      commit) complete; say reply ok; break ;;
      *) break ;;
    esac
  done
  finish
}

report_active() {
  set --
  for unit in $units; do
    set -- "$@" "$(unit_state "$unit")" "$(systemctl show --property=NRestarts --value -- "$unit" </dev/null 2>/dev/null)"
  done
  say reply "$@"
}

# Nothing interrupts it.
finish() {
  trap '' HUP INT TERM
  if [ -z "$finished" ]; then undo; fi
  set --
  for unit in $units; do set -- "$@" "$(unit_state "$unit")"; done
  say where "$(kind_of "$path")" "$(kind_of "$failed")" "$(kind_of "$staged/copy")" "$@"
  if [ -n "$locked" ]; then rm -f -- "$lock" 2>/dev/null; fi
}

main`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-part.js
const AGENT_PART = String.raw `
# Where the one that was deployed is: a run that was killed may have set it aside. Nothing: there was none.
origin_of() {
  local left
  for left in "$path"-restoring-*; do
    [ -d "$left/only/$1" ] && [ -d "$left/copy" ] || continue
    if present "$path-replaced-$(time_of "$left")/$1"; then printf '%s' "$path-replaced-$(time_of "$left")/$1"; return; fi
    present "$left/copy/$1" || [ ! -d "$path-replaced-$(time_of "$left")" ] || return
  done
  if present "$current/$1"; then printf '%s' "$current/$1"; fi
}

# The service may write what is in it at any time, and it is the same when it is set aside and comes back.
list_lasting() {
  local origin; origin=$(origin_of "$1")
  [ -z "$origin" ] || stat -c '%d:%i %F' -- "$origin"
}

list_entries() {
  local origin; origin=$(origin_of "$1")
  [ -z "$origin" ] || timeout 10 find "$origin" -xdev -printf '%D:%i %C@ %s %P\0'
}

last_change() { each_only list_entries 2>/dev/null | tr '\0' '\n' | cut -d ' ' -f 2 | sort -n | tail -n 1 | cut -d . -f 1; }

# Whether a path in this folder leads out of it by a link; a link at its end may lead into the deployed folder too.
leads_out() {
  local root; root=$(realpath -m -- "$1")
  case $(realpath -m -- "$(dirname -- "$1/$2")")/ in "$root"/*) ;; *) return 0 ;; esac
  [ -L "$1/$2" ] || return 1
  case $(realpath -m -- "$1/$2") in "$root"/*|"$(realpath -m -- "$current")"/*) return 1 ;; esac
}

# The reply is for the first one that does not fit.
check_one() {
  local folder
  for folder in "$current" "$backup"; do
    if leads_out "$folder" "$1"; then say reply unfit "$1 leads out of $folder by a link"; return 1; fi
  done
  present "$backup/$1" || { say reply unfit "there is no $1 in the backup $backup"; return 1; }
  [ -d "$(dirname -- "$current/$1")" ] || { say reply unfit "there is no folder $(dirname -- "$current/$1") to put $1 back into"; return 1; }
}

shape_of() { find "$1" -printf '%P %y %m %U %G %l\n' 2>/dev/null | sort | cksum; }

is_same() {
  present "$current/$1" && [ "$(shape_of "$current/$1")" = "$(shape_of "$backup/$1")" ] &&
    diff --brief --recursive --no-dereference -- "$current/$1" "$backup/$1" >/dev/null 2>&1
}

# Only what is replaced has to belong to the user, and the folder that it is in.
choose_files_for_one() {
  choose_files_by "$@"
  if [ "$files_by" = self ] && [ "$EUID" != 0 ] && ! [ -w "$(dirname -- "$1")" ]; then files_by=root; fi
  [ "$files_by" = self ]
}

choose_for_one() {
  if [ -e "$current/$1" ] || [ -L "$current/$1" ]; then choose_files_for_one "$current/$1" "$backup/$1"; else choose_files_for_one "$backup/$1"; fi
}

check_rights_of_one() { need_right mv -T -- "$path/$1" "$failed/$1" && need_right mv -T -- "$staged/copy/$1" "$path/$1"; }

check_rights_of_part() {
  need_right mkdir -- "$staged" && need_right mkdir -m 700 -- "$failed" && pack_part need_right && unpack need_right --directory="$staged/copy" &&
    each_only check_rights_of_one && need_right mv -T -- "$staged/copy" "$staged/done" &&
    need_right rm -rf --one-file-system -- "$staged" && need_right du -sk -- "$backup"
}

pack_part() {
  local by=$1 one
  set -- --directory="$backup" --
  while IFS= read -r one; do
    if [ -n "$one" ]; then set -- "$@" "./$one"; fi
  done < <(printf '%s\n' "$only")
  pack "$by" "$@"
}

# Whoever may enter the folders above must not matter beside it, where they are missing.
stage_part() {
  each_only mark_one || return 1
  run with_files mkdir -m 700 -- "$staged/copy" || return 1
  problem=$({ pack_part with_files | unpack with_files --directory="$staged/copy"; } </dev/null 2>&1 >/dev/null)
}

mark_one() { run with_files mkdir -p -- "$staged/only/$1"; }

aside_part() { run with_files mkdir -m 700 -- "$failed" && each_only set_one_aside; }

set_one_aside() {
  present "$path/$1" || return 0
  run with_files mkdir -p -- "$(dirname -- "$failed/$1")" && run with_files mv -T -- "$path/$1" "$failed/$1"
}

# The last rename says that all of it is in place.
restore_part() { each_only restore_one && run with_files mv -T -- "$staged/copy" "$staged/done"; }

restore_one() { run with_files mv -T -- "$staged/copy/$1" "$path/$1"; }

# The paths of a part that a killed run was putting back.
part_of() { (cd -- "$1/only" 2>/dev/null && find . -mindepth 1 -type d -empty -printf '%P\n'); }

revert_part() {
  if [ -d "$2" ]; then
    each_only revert_part_of "$1" "$2" || return 1
    revert_one with_files rm -rf --one-file-system -- "$2"
  fi
  revert_one with_files rm -rf --one-file-system -- "$1"
}

# Without its copy beside the folder, what is in the folder is the copy.
revert_part_of() {
  if ! present "$1/copy/$3" && present "$path/$3"; then revert_one with_files mv -T -- "$path/$3" "$1/copy/$3" || return 1; fi
  if present "$2/$3"; then revert_one with_files mv -T -- "$2/$3" "$path/$3"; fi
}`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-revert.js
const AGENT_REVERT = String.raw `
# Never an argument, which others on the server can list.
ask_health() {
  printf 'url = "%s"\n' "$health" | curl --config - --fail --silent --show-error --max-time 10 --noproxy '*' --output /dev/null 2>&1
}

# The first word says who runs it, which nobody has to know.
revert_one() {
  local by=$1 ended=undid why=; shift
  run "$by" "$@" || { ended=stuck why=" ($problem)"; }
  if [ "$by" = owner_git ]; then set -- git "$@"; fi
  say "$ended" "$*$why"
  [ "$ended" = undid ]
}

undo() {
  if [ -n "$stopped" ]; then for unit in $(reversed "$started"); do revert_one as_root systemctl stop -- "$unit"; done; fi
  if [ -n "$began" ]; then undo_files; fi
  if [ -n "$was_reset" ]; then revert_one owner_git reset --hard "$from"; fi
  if [ -d "$path" ]; then for unit in $was_active; do revert_one as_root systemctl start -- "$unit"; done; fi
}

undo_files() {
  [ -d "$staged" ] || return 0
  if [ -n "$only" ]; then
    if [ -d "$staged/done" ]; then revert_one with_files mv -T -- "$staged/done" "$staged/copy" || return 1; fi
    revert_part "$staged" "$failed"
    return
  fi
  if [ ! -d "$staged/copy" ] && [ -d "$failed" ] && [ -d "$path" ]; then revert_one with_files mv -T -- "$path" "$staged/copy" || return 1; fi
  revert_files "$staged" "$failed"
}

# From any moment before the copy took its place. Data go back first, since what is left is removed.
revert_files() {
  local kept
  while IFS= read -r -d '' kept; do
    if [ -d "$2" ] && present "$1/copy/$kept" && ! present "$2/$kept"; then
      revert_one with_files mv -T -- "$1/copy/$kept" "$2/$kept" || return 1
    fi
  done < <(cd -- "$1/kept" 2>/dev/null && find . -mindepth 1 -type d -empty -printf '%P\0')
  if [ "$(kind_of "$path")" = missing ] && [ -d "$2" ]; then revert_one with_files mv -T -- "$2" "$path" || return 1; fi
  revert_one with_files rm -rf --one-file-system -- "$1"
}

# What an earlier run left that was killed. Under the lock, so that nobody works on it.
recover() {
  local left
  shopt -s nullglob
  locate
  if [ "$method" = backup ]; then
    for left in "$path"-restoring-*; do
      [ -d "$left" ] && [ ! -L "$left" ] || continue
      choose_files_by "$current" "$left"
      note_recovery
      revert_left "$left" || { say reply failed "$problem"; return; }
    done
    if [ "$(kind_of "$path")" = missing ] && [ "$current" != "$path" ]; then
      choose_files_by "$current"
      note_recovery
      revert_one with_files mv -T -- "$current" "$path" || { say reply failed "$problem"; return; }
    fi
  fi
  current=$path
  say reply ok
}

# A part that is all in place stays: only what was staged goes.
revert_left() {
  if [ ! -d "$1/only" ]; then revert_files "$1" "$path-failed-$(time_of "$1")"; return; fi
  if [ ! -d "$1/copy" ]; then revert_one with_files rm -rf --one-file-system -- "$1"; return; fi
  local only; only=$(part_of "$1")
  revert_part "$1" "$path-replaced-$(time_of "$1")"
}

# The killed run had stopped the unit.
note_recovery() { recovered=1 stopped=1 was_active=$units; }

complete() {
  finished=1
  if [ -n "$began" ]; then run with_files rm -rf --one-file-system -- "$staged" || say stuck "$staged ($problem)"; fi
  if [ -n "$recovered" ] && [ -z "$started" ]; then for unit in $units; do revert_one as_root systemctl start -- "$unit"; done; fi
}

prune_one() {
  case $'\n'"$prune"$'\n' in *$'\n'"$1"$'\n'*) ;; *) return ;; esac
  parent=$(dirname -- "$1")
  choose_files_by "$1"
  if run with_files rm -rf --one-file-system -- "$1"; then say pruned "$1"; else say stuck "$1 ($problem)"; fi
}`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-steps.js
const AGENT_STEPS = String.raw `
# As long as it is held nobody else changes this folder; the system lets it go when the script ends.
take_lock() {
  command -v flock >/dev/null || return 0
  for attempt in 1 2 3; do
    ( set -C; : > "$lock" ) 2>/dev/null
    { exec 9< "$lock"; } 2>/dev/null && flock -n 9 || return 1
    if [ "$lock" -ef /dev/fd/9 ]; then locked=1; return 0; fi
  done
  return 1
}

need_right() { may_by_sudo "$@" || { say reply forbidden "$*"; return 1; }; }

# With the words of the steps themselves, since sudo may allow some of them only.
check_rights() {
  need_right mkdir -- "$staged" && pack need_right --directory="$backup" . &&
    unpack need_right --directory="$staged/copy" &&
    need_right mv -T -- "$path" "$failed" && need_right mv -T -- "$staged/copy" "$path" &&
    need_right rm -rf --one-file-system -- "$staged" && need_right du -sk -- "$backup"
}

check() {
  locate
  if [ "$method" = git ]; then check_checkout; return; fi
  if [ -d "$failed" ] && [ -d "$path" ] && [ ! -d "$staged/copy" ]; then say reply in-place; return; fi
  if [ "$(kind_of "$backup")" = folder ] && [ -n "$only" ]; then
    files_by=root
    each_only check_one || return
    if each_only is_same; then say reply same; return; fi
  fi
  if [ "$(take_fingerprint)" != "$fingerprint" ]; then
    if [ -z "$only" ] && [ -n "$version" ] && [ "$(version_of "$current")" = "$version" ]; then say reply there; else say reply changed "$(version_of "$current")"; fi
    return
  fi
  if [ "$(kind_of "$backup")" != folder ]; then say reply failed "$backup is gone"; return; fi
  if [ -n "$only" ]; then each_only choose_for_one; else choose_files_by "$current" "$backup"; fi
  if [ "$files_by" = root ]; then if [ -n "$only" ]; then check_rights_of_part || return; else check_rights || return; fi; fi
  need=$(size_of_copy)
  free=$(df -k --output=avail -- "$parent" | tail -n 1 | tr -d ' ')
  if [ "$((need + need / 20 + 1024))" -gt "$free" ]; then say reply full "$need" "$free"; return; fi
  say reply ok
}

size_of_copy() {
  if [ -n "$only" ]; then each_only size_of_one; else with_files du -sk -- "$backup" 2>/dev/null; fi | awk '{ kb += $1 } END { print kb + 0 }'
}

size_of_one() { with_files du -sk -- "$backup/$1" 2>/dev/null; }

check_checkout() {
  now=$(owner_git rev-parse --verify HEAD 2>/dev/null)
  if [ "$now" = "$commit" ]; then say reply in-place; return; fi
  if [ "$(take_fingerprint)" != "$fingerprint" ]; then say reply changed "$now"; return; fi
  if [ -n "$(owner_git status --porcelain --untracked-files=no 2>/dev/null)" ]; then say reply changed "$now with local changes"; return; fi
  from=$now
  say reply ok
}

# Whoever may not enter the folder asks by sudo.
present() {
  [ -e "$1" ] || [ -L "$1" ] || { [ "$files_by" = root ] && as_root tar --create --file=/dev/null --no-recursion --absolute-names -- "$1" </dev/null >/dev/null 2>&1; }
}

step_stage() {
  began=1
  run with_files mkdir -- "$staged" || return 1
  run with_files mkdir -p -- "$staged/of/$(basename -- "$backup")" || return 1
  if [ -n "$only" ]; then stage_part; return; fi
  run with_files mkdir -- "$staged/copy" || return 1
  set --
  while IFS= read -r kept; do
    [ -n "$kept" ] && present "$path/$kept" || continue
    run with_files mkdir -p -- "$staged/kept/$kept" || return 1
    set -- "$@" --exclude="./$kept"
  done < <(printf '%s\n' "$exclude")
  problem=$(
    { pack with_files "$@" --directory="$backup" . | unpack with_files --directory="$staged/copy"; } </dev/null 2>&1 >/dev/null
  )
}

# The last one first: it may need those before it.
step_stop() {
  stopped=1
  for unit in $(reversed "$units"); do
    case $(unit_state "$unit") in active|activating|reloading) was_active="$unit $was_active" ;; esac
    run as_root systemctl stop -- "$unit" || return 1
  done
}

step_aside() {
  if [ -n "$only" ]; then aside_part; return; fi
  run with_files mv -T -- "$path" "$failed"
}

carry_over() {
  present "$failed/$1" || return 0
  # A folder above it is a link: it is the same one.
  if [ "$failed/$1" -ef "$staged/copy/$1" ]; then return 0; fi
  local above; above=$(dirname -- "$staged/copy/$1")
  present "$above" || run with_files mkdir -p -- "$above" || return 1
  run with_files mv -T -- "$failed/$1" "$staged/copy/$1"
}

# Not by a here-document, which needs a file, and the disk may be full.
step_restore() {
  if [ -n "$only" ]; then restore_part; return; fi
  while IFS= read -r kept; do
    if [ -n "$kept" ]; then carry_over "$kept" || return 1; fi
  done < <(printf '%s\n' "$exclude")
  run with_files mv -T -- "$staged/copy" "$path"
}

step_reset() {
  was_reset=1
  run owner_git reset --hard "$commit"
}

step_start() {
  for unit in $units; do
    started="$started $unit"
    run as_root systemctl start -- "$unit" || return 1
  done
}

attempt() { if "step_$1"; then say reply ok; else say reply failed "$problem"; fi; }`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-talk.js
const AGENT_TALK = String.raw `
set -u -o pipefail
export LC_ALL=C
umask 022
trap '' PIPE
trap 'finish; exit 143' HUP INT TERM
nonce= path= backups= backup= exclude= only= units= health= failed= staged= fingerprint= version= method= wanted= commit= prune=
since= cursor= unit= from= problem= files_by=root finished= stopped= was_active= began= recovered= was_reset= started= locked=

# First who runs it.
pack() { local by=$1; shift; "$by" tar --create --file=- --format=posix --acls --xattrs --xattrs-include='*' --sparse --numeric-owner --anchored --no-wildcards "$@"; }
unpack() { local by=$1; shift; "$by" tar --extract --file=- --acls --xattrs --xattrs-include='*' --preserve-permissions --same-owner --numeric-owner "$@"; }

# Never fails: the steps go on whoever reads. Most fields need no encoding, and no process of their own.
say() {
  printf 'safe-landing %s' "$nonce"
  for field in "$@"; do
    case $field in
      *[!A-Za-z0-9._/:@+-]*) printf ' =%s' "$(printf '%s' "$field" | base64 -w 0)" ;;
      *) printf ' +%s' "$field" ;;
    esac
  done
  printf '\n'
  return 0
} 2>/dev/null

read_data() {
  while IFS=' ' read -r -t 60 name form value; do
    case $name in
      end) return 0 ;;
      nonce|path|backups|backup|exclude|only|units|health|failed|staged|fingerprint|version|method|wanted|commit|prune|unit|since|cursor)
        if [ "$form" = base64 ]; then value=$(printf '%s' "$value" | base64 -d); fi
        printf -v "$name" '%s' "$value" ;;
    esac
  done
  return 1
}

# Runs one command and keeps its error message.
run() { problem=$("$@" </dev/null 2>&1 >/dev/null); }

as_root() { if [ "$EUID" = 0 ]; then "$@"; else sudo -n -- "$@"; fi; }

with_files() { if [ "$files_by" = self ]; then "$@"; else as_root "$@"; fi; }

# A unit's name holds no space.
reversed() { local one all=; for one in $*; do all="$one $all"; done; printf '%s' "$all"; }

each_only() {
  local one
  while IFS= read -r one; do
    if [ -n "$one" ]; then "$@" "$one" || return 1; fi
  done < <(printf '%s\n' "$only")
}

# Whoever may do it all without sudo does.
choose_files_by() {
  if [ "$EUID" = 0 ]; then files_by=self; return; fi
  files_by=root
  [ -w "$parent" ] || return
  strangers=$(
    set -- "$@" '(' '!' -uid "$(id -u)" -o '('
    IFS=' '
    for group in $(id -G); do set -- "$@" '!' -gid "$group"; done
    find "$@" ')' ')' -print -quit 2>&1
  ) && [ -z "$strangers" ] && files_by=self
}

may_by_sudo() { [ "$EUID" = 0 ] || sudo -n -l -- "$@" </dev/null >/dev/null 2>&1; }`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-script.js







const AGENT_SCRIPT = [
    AGENT_TALK,
    AGENT_INSPECTION,
    AGENT_LOG,
    AGENT_STEPS,
    AGENT_PART,
    AGENT_REVERT,
    AGENT_MAIN,
    '',
].join('\n');

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
;// CONCATENATED MODULE: ./lib/targets/ssh/private-files.js


async function withPrivateFiles({ key, knownHosts }, temporary, work) {
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(temporary, 'safe-landing-ssh-'));
    try {
        await (0,promises_.chmod)(folder, 0o700);
        const files = { knownHosts: (0,external_node_path_.join)(folder, 'known_hosts'), key: (0,external_node_path_.join)(folder, 'key') };
        await (0,promises_.writeFile)(files.knownHosts, `${knownHosts.join('\n')}\n`, { mode: 0o600 });
        if (key === undefined)
            return await work({ knownHosts: files.knownHosts });
        const text = key.reveal().replace(/\r\n?/g, '\n').trimEnd();
        await (0,promises_.writeFile)(files.key, `${text}\n`, { mode: 0o600 });
        return await work(files);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}

// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
;// CONCATENATED MODULE: ./lib/targets/ssh/ssh-failure.js


const COMPLAINTS = [
    {
        says: /REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i,
        diagnose: ({ scan }) => ({
            code: 'refused',
            what: 'the server shows another host key than the one in ssh-known-hosts',
            hint: `Somebody may listen in between, or the server was set up anew: compare its key with what \`${scan}\` prints from a network that you trust before you change ssh-known-hosts.`,
        }),
    },
    {
        says: /host key verification failed|no .* host key is known/i,
        diagnose: ({ scan }) => ({
            code: 'refused',
            what: 'the host key of the server is not in ssh-known-hosts',
            hint: `Add the lines that \`${scan}\` prints, once you have compared them with the server's own /etc/ssh/ssh_host_*_key.pub.`,
        }),
    },
    {
        says: /error in libcrypto|invalid format|incorrect passphrase|load key/i,
        diagnose: () => ({
            code: 'access-denied',
            what: 'ssh-key cannot be read by OpenSSH',
            hint: 'Store the whole private key, with its first and last line, and without a passphrase.',
        }),
    },
    {
        says: /unable to negotiate with|no matching .* found/i,
        diagnose: ({ said }) => ({
            code: 'refused',
            what: `the server and the client of this runner know no common algorithm: ${said}`,
            hint: "Update the server's OpenSSH; the one of this runner takes none of the old algorithms that the server offers.",
        }),
    },
    {
        says: /no mutual signature/i,
        diagnose: () => ({
            code: 'access-denied',
            what: 'the server is too old for the kind of key in ssh-key',
            hint: "Use a key that `ssh-keygen -t ed25519` makes, or update the server's OpenSSH.",
        }),
    },
    {
        says: /permission denied|too many authentication failures/i,
        diagnose: ({ user, key, said }) => ({
            code: 'access-denied',
            what: `the server refused the key: ${said}`,
            hint: key === undefined
                ? 'No ssh-key is given, and the agent has no key that fits.'
                : `Add the public key of ssh-key to ~${user}/.ssh/authorized_keys on the server.`,
        }),
    },
    {
        says: /kex_exchange_identification|banner exchange|connection (?:closed|reset) by/i,
        diagnose: ({ said }) => ({
            code: 'unreachable',
            what: `the server ended the connection before it asked for a key: ${said}`,
            hint: 'Something there turns this runner away, such as fail2ban, a firewall, AllowUsers or MaxStartups; the log of sshd says which.',
        }),
    },
];
function describeConnection({ exitCode, stderr }, { host, port, user, key }, redact) {
    const said = redact((0,truncate .x)(lastLine(stderr)));
    const scan = `ssh-keyscan ${port === 22 ? '' : `-p ${port} `}${host}`;
    const names = { user, key, scan, said, exitCode };
    const complaint = COMPLAINTS.find(({ says }) => says.test(stderr));
    const { code, what, hint } = complaint?.diagnose(names) ?? diagnoseExit(names);
    const where = `${user}@${host}${port === 22 ? '' : `:${port}`}`;
    return new platform_error .W(code, `${where}: ${what}`, { hint });
}
function diagnoseExit({ exitCode, said }) {
    switch (exitCode) {
        case 255:
            return {
                code: 'unreachable',
                what: `no connection: ${said}`,
                hint: 'See that ssh-host and ssh-port can be reached from this runner.',
            };
        case 127:
            return {
                code: 'refused',
                what: `there is no bash for this user: ${said}`,
                hint: 'Install bash on the server; the steps run in it.',
            };
        default:
            return {
                code: 'refused',
                what: `the server ended the session with exit code ${exitCode}: ${said}`,
                hint: 'The user must be allowed to run commands: no forced command and no login shell that refuses.',
            };
    }
}
function lastLine(stderr) {
    const lines = stderr
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '');
    return lines.at(-1) ?? 'it said nothing';
}

;// CONCATENATED MODULE: ./lib/targets/ssh/session.js








class LostConnection extends Error {
    name = 'LostConnection';
}
const CONNECT_ATTEMPTS = 3;
const RETRY_AFTER_MS = 2_000;
const REVERT_LIMIT_MS = 120_000;
const CANCELLED_LIMIT_MS = 5_000;
async function withSession(config, deps, data, talk, signal) {
    signal.throwIfAborted();
    const connect = () => withPrivateFiles(config, deps.temporary, (files) => new SshSession(config, deps, files).hold(data, talk, signal));
    const delayAfterMs = (end) => end.kind === 'refused' && end.error.code === 'unreachable' ? RETRY_AFTER_MS : undefined;
    const end = await (0,retry .L)(connect, { clock: deps.clock, attempts: CONNECT_ATTEMPTS, delayAfterMs }, signal);
    if (end.kind === 'refused')
        throw end.error;
    return end.value;
}
class SshSession {
    reports = [];
    #config;
    #deps;
    #files;
    #nonce = (0,external_node_crypto_.randomBytes)(12).toString('hex');
    #stdin;
    #answer = () => undefined;
    #lost;
    constructor(config, deps, files) {
        this.#config = config;
        this.#deps = deps;
        this.#files = files;
    }
    async hold(data, talk, signal) {
        const kill = new AbortController();
        const greeting = Promise.withResolvers();
        this.#answer = greeting.resolve;
        const ended = this.#connect(data, kill.signal);
        this.#lost = ended.then(() => Promise.reject(new LostConnection('the connection was lost')));
        this.#lost.catch(() => undefined);
        const leave = () => {
            greeting.reject(signal.reason);
            if (!isGreeted)
                kill.abort(signal.reason);
        };
        let isGreeted = false;
        signal.addEventListener('abort', leave, { once: true });
        try {
            const first = await Promise.race([greeting.promise, ended]);
            isGreeted = true;
            if (!isReport(first))
                return { kind: 'refused', error: this.#describe(first) };
            return { kind: 'completed', value: await talk(this) };
        }
        finally {
            signal.removeEventListener('abort', leave);
            this.#stdin?.end();
            await this.#waitForEnd(ended, kill, signal);
        }
    }
    async ask(word, signal) {
        signal.throwIfAborted();
        const reply = Promise.withResolvers();
        const leave = () => reply.reject(signal.reason);
        signal.addEventListener('abort', leave, { once: true });
        this.#answer = reply.resolve;
        this.#stdin?.write(`${word}\n`);
        try {
            return await Promise.race([reply.promise, this.#lost ?? reply.promise]);
        }
        finally {
            signal.removeEventListener('abort', leave);
        }
    }
    #connect(data, kill) {
        const lines = Object.entries({ nonce: this.#nonce, ...data }).map(([name, value]) => `${name} ${encode(value)}`);
        return (0,child .w)({
            argv: ['ssh', ...this.#options(), '--', this.#config.host, 'bash --noprofile --norc -s'],
            env: pickEnvironment(this.#deps.env),
            input: `${AGENT_SCRIPT}${lines.join('\n')}\nend\n`,
            onStart: (stdin) => {
                this.#stdin = stdin;
            },
            onLine: (line) => this.#readLine(line),
        }, this.#deps.clock, kill);
    }
    #options() {
        const { knownHosts, key } = this.#files;
        const settings = {
            BatchMode: 'yes',
            StrictHostKeyChecking: 'yes',
            UserKnownHostsFile: knownHosts,
            GlobalKnownHostsFile: '/dev/null',
            UpdateHostKeys: 'no',
            ConnectTimeout: '15',
            ServerAliveInterval: '10',
            ServerAliveCountMax: '3',
            ClearAllForwardings: 'yes',
            ForwardAgent: 'no',
            LogLevel: 'ERROR',
            ...(key === undefined ? {} : { IdentitiesOnly: 'yes', IdentityFile: key, IdentityAgent: 'none' }),
        };
        const { port, user } = this.#config;
        const options = Object.entries(settings).flatMap(([name, value]) => ['-o', `${name}=${quoted(value)}`]);
        return ['-F', 'none', '-T', '-p', String(port), '-l', user, ...options];
    }
    #readLine(line) {
        const prefix = `safe-landing ${this.#nonce} `;
        if (!line.startsWith(prefix))
            return;
        const fields = line.slice(prefix.length).trim().split(' ').map(decode);
        if (fields[0] === 'reply')
            this.#answer(fields.slice(1));
        else
            this.reports.push(fields);
    }
    async #waitForEnd(ended, kill, signal) {
        const isCancelled = signal.aborted && !(signal.reason instanceof platform_error .W);
        const limitMs = isCancelled ? CANCELLED_LIMIT_MS : REVERT_LIMIT_MS;
        const reason = () => new LostConnection('the server took too long to end');
        const waitOrKill = async (stop) => {
            stop.addEventListener('abort', () => kill.abort(stop.reason), { once: true });
            await ended.catch(() => undefined);
        };
        await (0,deadline .NE)(waitOrKill, { clock: this.#deps.clock, limitMs, reason }, new AbortController().signal);
    }
    #describe(end) {
        if (end.kind === 'exited')
            return describeConnection(end, this.#config, this.#deps.redact);
        return new platform_error .W('not-found', 'the ssh client could not be started on this runner', {
            cause: end.cause,
            hint: 'Install OpenSSH; the runners of GitHub have it.',
        });
    }
}
function encode(value) {
    const isSafe = /^[\w./:@+-]*$/.test(value);
    return isSafe ? `text ${value}` : `base64 ${Buffer.from(value).toString('base64')}`;
}
function decode(field) {
    return field.startsWith('+') ? field.slice(1) : Buffer.from(field.replace(/^=/, ''), 'base64').toString();
}
function isReport(value) {
    return Array.isArray(value);
}
function quoted(value) {
    return /[\s"]/.test(value) ? `"${value}"` : value;
}
function pickEnvironment(env) {
    const names = ['PATH', 'HOME', 'SSH_AUTH_SOCK', 'SYSTEMROOT'];
    return { ...Object.fromEntries(names.map((name) => [name, env[name]])), LC_ALL: 'C' };
}


/***/ })

};
