export const id = 295;
export const ids = [295];
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

/***/ 8295:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openCommand: () => (  openCommand)
});

// EXTERNAL MODULE: ./lib/run/capture.js
var run_capture = __webpack_require__(1731);
// EXTERNAL MODULE: ./lib/targets/planning-source.js
var planning_source = __webpack_require__(9927);
// EXTERNAL MODULE: ./lib/core/deadline.js
var deadline = __webpack_require__(1923);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/credential-shapes.js
var credential_shapes = __webpack_require__(2169);
;// CONCATENATED MODULE: ./lib/core/redact-lines.js

const MAX_HELD_LINES = 100;
class LineRedactor {
    #redact;
    #onLine;
    #held = [];
    constructor(redact, onLine) {
        this.#redact = redact;
        this.#onLine = onLine;
    }
    add(line) {
        this.#held.push(line);
        if (this.#held.length >= MAX_HELD_LINES || !this.#mayGoOn())
            this.end();
    }
    end() {
        if (this.#held.length === 0)
            return;
        const lines = this.#redact(this.#held.join('\n')).split('\n');
        this.#held = [];
        for (const line of lines)
            this.#onLine(line);
    }
    #mayGoOn() {
        const text = this.#held.join('\n').trimEnd();
        return (0,credential_shapes .W)(text) || this.#redact(`${text}…`) !== `${this.#redact(text)}…`;
    }
}

// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
// EXTERNAL MODULE: ./lib/run/judge-running.js
var judge_running = __webpack_require__(7440);
// EXTERNAL MODULE: ./lib/run/rollback.js
var rollback = __webpack_require__(4833);
;// CONCATENATED MODULE: ./lib/targets/command/model/plan-output.js

const MAX_REVISION_LENGTH = 200;
function parsePlanOutput(stdout) {
    let value;
    try {
        value = JSON.parse(stdout);
    }
    catch {
        const said = (0,truncate .x)(stdout);
        return { kind: 'wrong', problem: said === '' ? 'printed nothing' : `printed what is not JSON: ${said}` };
    }
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        return { kind: 'wrong', problem: `printed JSON that is not an object: ${(0,truncate .x)(stdout)}` };
    }
    const { from, to } = value;
    if (!isRevision(from))
        return { kind: 'wrong', problem: `printed ${describe(from)} as "from"` };
    if (to === null)
        return { kind: 'no-target', from: from.trim() };
    if (!isRevision(to))
        return { kind: 'wrong', problem: `printed ${describe(to)} as "to"` };
    return { kind: 'planned', from: from.trim(), to: to.trim() };
}
function isRevision(value) {
    return (typeof value === 'string' &&
        value.trim() !== '' &&
        value.length <= MAX_REVISION_LENGTH &&
        !/\p{Cc}/u.test(value.trim()));
}
function describe(value) {
    if (value === undefined)
        return 'nothing';
    return typeof value === 'string'
        ? `the text ${JSON.stringify((0,truncate .x)(value, 60))}`
        : (0,truncate .x)(`${JSON.stringify(value)}`, 60);
}

// EXTERNAL MODULE: ./lib/process/child.js
var child = __webpack_require__(8211);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/core/shell-quote.js
var shell_quote = __webpack_require__(6188);
// EXTERNAL MODULE: ./lib/process/captured-text.js
var captured_text = __webpack_require__(2711);
// EXTERNAL MODULE: ./lib/process/process-tree.js + 1 modules
var process_tree = __webpack_require__(9126);
// EXTERNAL MODULE: ./lib/process/step-environment.js
var step_environment = __webpack_require__(1835);
;// CONCATENATED MODULE: ./lib/targets/command/script.js








const BASH = ['--norc', '-c', 'exec bash --noprofile --norc -eo pipefail "$1" </dev/null', 'bash'];
async function runScript(run, place, signal) {
    signal.throwIfAborted();
    const marker = (0,external_node_crypto_.randomUUID)();
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(place.temporary, `safe-landing-${marker}-`));
    const stopped = Promise.withResolvers();
    const abort = () => void (0,process_tree .S)({ text: marker }, place.clock).then(stopped.resolve, stopped.reject);
    try {
        const file = (0,external_node_path_.join)(folder, 'script.sh');
        await (0,promises_.writeFile)(file, run.script.endsWith('\n') ? run.script : `${run.script}\n`, { mode: 0o600 });
        signal.throwIfAborted();
        signal.addEventListener('abort', abort, { once: true });
        const running = runFile(file, marker, run, place.workspace);
        const end = await Promise.race([running, stopped.promise]);
        if (end !== undefined && !signal.aborted)
            return end;
        await stopped.promise;
        running.catch(() => undefined);
        throw signal.reason;
    }
    finally {
        signal.removeEventListener('abort', abort);
        await (0,promises_.rm)(folder, { recursive: true, force: true });
    }
}
async function runFile(file, marker, run, workspace) {
    const { exec } = await __webpack_require__.e(  260).then(__webpack_require__.bind(__webpack_require__, 1260));
    const stdout = new captured_text .u();
    const stderr = new captured_text .u();
    const lines = [stdout, stderr].map(() => new captured_text .g((line) => run.onLine?.(line)));
    const onLine = (text, splitter) => (chunk) => {
        text.add(chunk);
        splitter?.add(chunk);
    };
    let exitCode;
    try {
        exitCode = await exec('bash', [...BASH, file], {
            cwd: workspace,
            env: { ...withoutUndefined(run.env), SAFE_LANDING_PROCESS: marker },
            silent: true,
            ignoreReturnCode: true,
            delay: 1_000,
            listeners: { stdout: onLine(stdout, lines[0]), stderr: onLine(stderr, lines[1]) },
        });
    }
    catch (cause) {
        throw noBash(cause);
    }
    for (const splitter of lines)
        splitter.end();
    return { exitCode: exitCode ?? 143, stdout: `${stdout}`, stderr: `${stderr}` };
}
function withoutUndefined(env) {
    return Object.fromEntries(Object.entries(env).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
}
function commandEnvironment(own, facts) {
    return {
        ...(0,step_environment .a)(own),
        SAFE_LANDING_FROM: facts.from,
        SAFE_LANDING_TO: facts.to,
        SAFE_LANDING_REASON: facts.reason,
        SAFE_LANDING_REPORT: facts.reportPath,
    };
}
function manualCommand(script, facts) {
    const reason = 'rolled back by hand';
    const variables = Object.entries(commandEnvironment({}, { ...facts, reason, reportPath: '' }));
    return [
        ...variables.map(([name, value]) => `${name}=${(0,shell_quote .Z)(value ?? '')}`),
        `bash --noprofile --norc -eo pipefail -c ${(0,shell_quote .Z)(script)} </dev/null`,
    ].join(' ');
}
function noBash(cause) {
    return new platform_error .W('not-found', 'bash could not be started on this runner', {
        cause,
        hint: 'See that bash is on the PATH and that the workspace exists.',
    });
}

;// CONCATENATED MODULE: ./lib/targets/command/preflight.js




async function checkScript({ name, script, env, redact }, { clock, workspace: cwd }, signal) {
    const parsed = await (0,child .w)({ argv: ['bash', '--norc', '-n'], cwd, env, input: script }, clock, signal);
    if (parsed.kind === 'not-started')
        throw noBash(parsed.cause);
    if (parsed.exitCode !== 0) {
        const said = redact((0,truncate .x)(parsed.stderr));
        throw new platform_error .W('refused', `${name} is not a bash script: ${said}`, {
            hint: 'Run `bash -n` on it.',
        });
    }
    const program = findProgram(script);
    if (program === undefined)
        return;
    const poll = ['bash', '--norc', '-c', 'type -- "$1"', 'bash', program];
    const found = await (0,child .w)({ argv: [...poll], cwd, env }, clock, signal);
    if (found.kind === 'exited' && found.exitCode === 0)
        return;
    throw new platform_error .W('not-found', `${name} starts with ${redact(program)}, which is not on this runner`, {
        hint: 'Install it in a step before, or write its path as seen from the workspace.',
    });
}
function findProgram(script) {
    const line = script
        .split('\n')
        .map((text) => text.trim())
        .find((text) => text !== '' && !text.startsWith('#'));
    return /^([\w./+@-]+)(?:\s|;|$)/.exec(line ?? '')?.[1];
}

;// CONCATENATED MODULE: ./lib/targets/command/strategy.js










const PLAN_LIMIT_MS = 120_000;
const MAX_LINES = 100;
function commandRollback(config, deps) {
    return { plan: (signal) => new CommandPlanner(config, deps).plan(signal) };
}
class CommandPlanner {
    #config;
    #deps;
    #isStarted = false;
    #end;
    constructor(config, deps) {
        this.#config = config;
        this.#deps = deps;
    }
    async plan(signal) {
        await this.#check(this.#config.command, 'command', signal);
        const asked = await this.#askPlan(signal);
        if (asked === undefined)
            return { kind: 'ready', plan: this.#describe(this.#assumed(), false) };
        const { from } = asked;
        if (this.#runsAsBefore(from)) {
            const reason = `plan-command says that ${this.#deps.redact(from)} runs, as before the deployment`;
            return { kind: 'not-deployed', reason };
        }
        if (asked.kind === 'planned')
            this.#refuseOther(asked.to);
        const named = this.#named(from);
        if (named !== undefined)
            return { kind: 'ready', plan: this.#describe({ from, to: named }, true) };
        if (asked.kind === 'planned')
            return { kind: 'ready', plan: this.#describe(asked, true) };
        return {
            kind: 'no-target',
            reason: `plan-command knows of nothing to go back to from ${from}`,
            evidence: ['plan-command printed "to": null'],
            running: from,
        };
    }
    #named(running) {
        const { captured, rollbackTo } = this.#deps;
        if (rollbackTo.kind === 'revision')
            return rollbackTo.revision;
        return rollbackTo.kind === 'previous' && captured !== running ? captured : undefined;
    }
    #refuseOther(planned) {
        const { rollbackTo, isForward, redact } = this.#deps;
        if (!isForward || rollbackTo.kind !== 'revision' || rollbackTo.revision === planned)
            return;
        throw new platform_error .W('refused', `plan-command would go to ${redact(planned)}, and not forward to ${redact(rollbackTo.revision)}`, { hint: 'Let it print the version in SAFE_LANDING_TO as "to" where that is a name of a version.' });
    }
    #runsAsBefore(version) {
        const { captured, seenBefore = [], from, rollbackTo } = this.#deps;
        const before = seenBefore.includes(version) ? version : captured;
        return (0,judge_running .N)({ running: version, deployed: from, captured: before, rollbackTo }) === 'not-deployed';
    }
    #describe({ from, to }, isAsked) {
        const { redact } = this.#deps;
        const script = redact((0,truncate .x)(this.#config.command, 300));
        const manual = [manualCommand(redact(this.#config.command), { from: redact(from), to: redact(to) })];
        const { from: deployed, captured, rollbackTo } = this.#deps;
        const isToNamed = captured !== undefined || rollbackTo.kind === 'revision';
        return {
            from: redact(from),
            to: redact(to),
            ...(isAsked ? {} : (0,rollback .wf)(deployed !== undefined, isToNamed)),
            actor: 'us',
            evidence: [isAsked && this.#named(from) === undefined ? 'plan-command printed it' : this.#assumption()],
            steps: [`run \`command\` once: ${script}`],
            unknowns: isAsked
                ? []
                : [
                    'whether the command has been run before, and what it goes back to: a plan-command would say both',
                ],
            manual,
            apply: (progress, signal) => this.#apply({ from, to }, progress, signal),
            manualNow: () => (this.#isStarted || this.#end !== undefined ? [] : manual),
        };
    }
    async #apply(planned, progress, signal) {
        signal.throwIfAborted();
        this.#end ??= await this.#checkBefore(planned, signal);
        if (this.#end !== undefined)
            return this.#end;
        progress('running the rollback command');
        this.#isStarted = true;
        const end = await this.#run(this.#config.command, planned, signal, recordLines(progress));
        if (end.exitCode !== 0)
            throw this.#failed('the rollback command', end);
        this.#end = { kind: 'in-place' };
        progress('the rollback command ended with exit code 0');
        return this.#end;
    }
    async #checkBefore(planned, signal) {
        const now = await this.#askPlan(signal);
        if (now === undefined && this.#isStarted)
            throw startedBefore();
        const running = now?.from ?? planned.from;
        const found = (0,judge_running .W)(running, planned);
        if (found !== 'superseded')
            return found && { kind: found };
        const by = this.#deps.redact(running);
        return { kind: found, reason: `plan-command now says that ${by} runs`, by };
    }
    async #askPlan(signal) {
        const { planCommand } = this.#config;
        if (planCommand === undefined)
            return undefined;
        await this.#check(planCommand, 'plan-command', signal);
        const end = await (0,deadline .NE)((until) => this.#run(planCommand, this.#assumed(), until), { clock: this.#deps.clock, limitMs: PLAN_LIMIT_MS, reason: planTimedOut }, signal);
        if (end.exitCode !== 0)
            throw this.#failed('plan-command', end);
        const output = parsePlanOutput(end.stdout);
        if (output.kind !== 'wrong')
            return output;
        throw new platform_error .W('refused', `plan-command ${this.#deps.redact(output.problem)}`, {
            hint: 'Let it print one JSON object and nothing else, such as {"from": "v42", "to": "v41"}; messages belong on standard error.',
        });
    }
    #check(script, name, signal) {
        const { env, redact } = this.#deps;
        return checkScript({ name, script, env, redact }, this.#deps, signal);
    }
    async #run(script, facts, signal, onLine) {
        const { reason, reportPath, env, redact } = this.#deps;
        const environment = commandEnvironment(env, { ...facts, reason: reason(), reportPath });
        const lines = onLine && new LineRedactor(redact, onLine);
        return await runScript({ script, env: environment, onLine: lines && ((line) => lines.add(line)) }, this.#deps, signal).finally(() => lines?.end());
    }
    #assumed() {
        const { from = 'the current version', captured = 'previous', rollbackTo } = this.#deps;
        if (rollbackTo.kind === 'previous')
            return { from, to: captured };
        return { from, to: rollbackTo.kind === 'back' ? `-${rollbackTo.count}` : rollbackTo.revision };
    }
    #assumption() {
        const { captured, rollbackTo } = this.#deps;
        if (rollbackTo.kind !== 'previous')
            return 'rollback-to names it';
        return captured === undefined
            ? 'the command itself knows what to go back to'
            : 'mode: capture recorded it before the deployment';
    }
    #failed(name, end) {
        const { redact } = this.#deps;
        const last = (0,truncate .x)(lastLine(redact(end.stderr)) ?? lastLine(redact(end.stdout)) ?? 'it printed nothing');
        const what = `${name} ended with exit code ${end.exitCode}: ${last}`;
        if (end.exitCode === 127) {
            return new platform_error .W('not-found', what, { hint: 'A program that it calls is not on this runner.' });
        }
        if (end.exitCode === 126) {
            return new platform_error .W('access-denied', what, { hint: 'A file that it calls may not be executed.' });
        }
        return new platform_error .W('refused', what, {
            hint: `Look at what ${name} has done so far before you start another deployment.`,
        });
    }
}
function planTimedOut() {
    return new platform_error .W('timed-out', `plan-command did not end within ${(0,duration .P)(PLAN_LIMIT_MS)}`, {
        hint: 'Find out by hand what it waits for; it was ended with every process that it had started.',
    });
}
function startedBefore() {
    return new platform_error .W('ambiguous', 'the rollback command was started before and did not end well', {
        hint: 'It is not run a second time unless a plan-command says what runs now; look at the service, and finish the rollback by hand.',
    });
}
function recordLines(progress) {
    let reported = 0;
    return (line) => {
        const text = (0,truncate .x)(line);
        if (text === '')
            return;
        reported += 1;
        if (reported <= MAX_LINES)
            progress(text);
        if (reported === MAX_LINES)
            progress('the command prints more, which is not shown');
    };
}
function lastLine(text) {
    return text
        .split('\n')
        .map((line) => line.trim())
        .findLast((line) => line !== '');
}

;// CONCATENATED MODULE: ./lib/targets/command/open.js



function openCommand(config, target, deps) {
    const { env, clock, redact, reason, reportPath, capture, rehearsal, deployed: from } = deps;
    const strategy = commandRollback(target, {
        clock,
        env,
        redact,
        reason,
        reportPath,
        rollbackTo: config.rollbackTo,
        isForward: rehearsal === 'forward',
        workspace: env.GITHUB_WORKSPACE ?? process.cwd(),
        temporary: env.RUNNER_TEMP ?? '',
        seenBefore: from === undefined ? [] : (0,run_capture .J)(capture),
        from,
        captured: capture?.revision,
    });
    const hasPlan = target.planCommand !== undefined;
    return {
        strategy,
        source: (0,planning_source .p)(strategy, (plan) => (hasPlan ? plan.from : undefined)),
        probes: [],
    };
}


/***/ }),

/***/ 9927:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    p: () => (  planningSource)
  });
function planningSource(strategy, revisionOf = () => undefined) {
    return {
        async capture(signal) {
            const planned = await strategy.plan(signal);
            if (planned.kind === 'ready') {
                const revision = revisionOf(planned.plan);
                const warnings = planned.plan.unknowns.map((text) => ({ text }));
                return { ...(revision === undefined ? {} : { revision }), warnings };
            }
            const revision = planned.kind === 'no-target' ? planned.running : undefined;
            const warnings = [{ text: `a rollback would not be possible now: ${planned.reason}` }];
            return { ...(revision === undefined ? {} : { revision }), warnings };
        },
    };
}


/***/ })

};
