export const id = 367;
export const ids = [367];
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

/***/ 3367:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    commandProbe: () => (  commandProbe)
  });
  var _core_deadline_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(1923);
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(8415);
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_4__ = __webpack_require__(1853);
  var _child_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8211);
  var _step_environment_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(1835);





const BASH = ['--noprofile', '--norc', '-eo', 'pipefail', '-c'];
const EVIDENCE_LINES = 3;
const EVIDENCE_CHARS = 300;
function commandProbe(check, deps) {
    const { name, required, timeoutMs } = check;
    const { clock } = deps;
    return {
        name,
        required,
        async probe(expected, signal, stage) {
            const startedAtMs = clock.nowMs();
            let printed = { stdout: '', stderr: '' };
            const request = {
                argv: ['bash', ...BASH, check.run],
                ...(deps.env.GITHUB_WORKSPACE && { cwd: deps.env.GITHUB_WORKSPACE }),
                env: environmentOf(deps.env, expected, stage === 'recovery' ? stage : (check.stage ?? 'verification')),
                onStopped: (output) => {
                    printed = output;
                },
            };
            const judgement = await (0,_core_deadline_js__WEBPACK_IMPORTED_MODULE_0__  .NE)((until) => (0,_child_js__WEBPACK_IMPORTED_MODULE_2__  .w)(request, clock, until), { clock, limitMs: timeoutMs }, signal).then((end) => judgeEnd(end, deps.redact), (error) => judgeTimeout(error, `${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_1__  .P)(timeoutMs)}: ${said(printed, deps.redact)}`));
            return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...judgement };
        },
    };
}
function environmentOf(own, expected, stage) {
    return {
        ...(0,_step_environment_js__WEBPACK_IMPORTED_MODULE_3__  .a)(own),
        SAFE_LANDING_STAGE: stage,
        SAFE_LANDING_VERSION: expected.kind === 'exactly' ? expected.version : '',
    };
}
function judgeEnd(end, redact) {
    if (end.kind === 'not-started') {
        return { result: 'error', reason: 'bash could not be started in the workspace' };
    }
    if (end.exitCode === 0)
        return { result: 'pass' };
    return {
        result: end.exitCode === 1 ? 'fail' : 'error',
        reason: `the command ended with exit code ${end.exitCode}: ${said(end, redact)}`,
    };
}
function judgeTimeout(error, what) {
    if (!(error instanceof _core_deadline_js__WEBPACK_IMPORTED_MODULE_0__  .j3))
        throw error;
    return { result: 'fail', reason: `the command did not end within ${what}` };
}
function said({ stdout, stderr }, redact) {
    const lines = [stdout, stderr].flatMap((text) => lastLines(redact(text)));
    return (0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_4__  .x)(lines.join(' / '), EVIDENCE_CHARS) || 'it printed nothing';
}
function lastLines(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '')
        .slice(-EVIDENCE_LINES);
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


/***/ })

};
