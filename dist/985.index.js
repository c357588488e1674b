export const id = 985;
export const ids = [985];
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

/***/ 86:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    k: () => (  repoOption)
  });
  var _core_shell_quote_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(6188);

function repoOption(repository, serverUrl) {
    const host = URL.parse(serverUrl)?.host ?? '';
    const isPublic = host === '' || host === 'github.com';
    return `--repo ${(0,_core_shell_quote_js__WEBPACK_IMPORTED_MODULE_0__  .Z)(isPublic ? repository : `${host}/${repository}`)}`;
}


/***/ }),

/***/ 88:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  d: () => (  runMetrics),
  m: () => (  runProbe)
});

// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/health/triggers/metric-source.js
var metric_source = __webpack_require__(8252);
;// CONCATENATED MODULE: ./lib/github/model/run-history.js
const SUCCEEDED = new Set(['success']);
const FAILED = new Set(['failure', 'timed_out', 'startup_failure']);
function judgeRuns(runs, view) {
    return runs
        .filter((run) => run.id !== view.ownRunId && run.status === 'completed')
        .filter((run) => view.branch === undefined || run.branch === view.branch)
        .filter((run) => run.headRepository?.toLowerCase() === view.repository.toLowerCase())
        .filter(({ conclusion = '' }) => SUCCEEDED.has(conclusion) || FAILED.has(conclusion))
        .sort((one, other) => one.startedAtMs - other.startedAtMs)
        .map((run) => ({
        id: String(run.id),
        succeeded: SUCCEEDED.has(run.conclusion ?? ''),
        durationMs: Math.max(0, run.updatedAtMs - run.startedAtMs),
        isOfThisDeploy: run.sha === view.deployedSha || run.startedAtMs >= view.deployedSinceMs,
    }));
}

// EXTERNAL MODULE: ./lib/github/workflow-reading.js
var workflow_reading = __webpack_require__(595);
;// CONCATENATED MODULE: ./lib/github/run-metrics.js




function runMetrics(deps) {
    const { clock } = deps;
    return {
        async sample(signal) {
            const metricName = (0,metric_source .yB)('runs');
            try {
                const runs = await readHistory(deps, signal);
                return [{ signal: metricName, atMs: clock.nowMs(), reading: { kind: 'runs', runs } }];
            }
            catch (error) {
                const reason = describe(error);
                return [{ signal: metricName, atMs: clock.nowMs(), reading: { kind: 'unreadable', reason } }];
            }
        },
    };
}
function runProbe(deps) {
    const { clock } = deps;
    const name = `runs of ${deps.workflow ?? 'the workflow'}`;
    const sample = async (signal) => {
        try {
            const newest = (await readHistory(deps, signal)).at(-1);
            if (newest === undefined)
                return { result: 'nodata', reason: 'no run of the branch has ended yet' };
            return newest.succeeded ? { result: 'pass' } : { result: 'fail', reason: `run ${newest.id} failed` };
        }
        catch (error) {
            return { result: 'error', reason: describe(error) };
        }
    };
    return {
        name,
        required: true,
        async probe(_expected, signal) {
            const startedAtMs = clock.nowMs();
            const seen = await sample(signal);
            return { check: name, startedAtMs, endedAtMs: clock.nowMs(), ...seen };
        },
    };
}
async function readHistory({ github, context, workflow }, signal) {
    const { run: self } = await (0,workflow_reading .cI)(github, context.runId, signal);
    const workflowId = workflow === undefined ? self.workflowId : (await (0,workflow_reading .S6)(github, workflow, signal)).id;
    const { value } = await (0,workflow_reading .aq)(github, workflowId, signal).next();
    return judgeRuns(value ?? [], {
        ownRunId: self.id,
        branch: context.refType === 'tag' ? undefined : self.branch,
        repository: github.repository,
        deployedSha: self.sha,
        deployedSinceMs: self.startedAtMs,
    });
}
function describe(error) {
    if (!(error instanceof platform_error .W))
        throw error;
    return error.hint === undefined ? error.message : `${error.message}. ${error.hint}`;
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

/***/ 4985:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openGit: () => (  openGit)
});

// EXTERNAL MODULE: ./lib/github/event-payload.js
var event_payload = __webpack_require__(8124);
// EXTERNAL MODULE: ./lib/github/run-context.js + 3 modules
var run_context = __webpack_require__(761);
// EXTERNAL MODULE: ./lib/github/run-metrics.js + 1 modules
var run_metrics = __webpack_require__(88);
// EXTERNAL MODULE: ./lib/targets/planning-source.js
var planning_source = __webpack_require__(9927);
// EXTERNAL MODULE: ./lib/targets/rollback-patience.js
var rollback_patience = __webpack_require__(3098);
// EXTERNAL MODULE: ./lib/core/field-at.js
var field_at = __webpack_require__(3001);
;// CONCATENATED MODULE: ./lib/targets/git/model/deployed-commit.js

const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/;
const ABBREVIATED = /^[0-9a-f]{7,64}$/i;
const OF_ITS_OWN_COMMIT = new Set([
    'push',
    'create',
    'release',
    'registry_package',
    'merge_group',
    'schedule',
]);
function deployedCommit(run, baseRef, payload) {
    const { event, sha, refName, refType, isManual } = run;
    const branch = refType === 'branch' && refName !== '' ? refName : undefined;
    if (event.startsWith('pull_request'))
        return { sha: findMerged(payload), branch: baseRef === '' ? branch : baseRef };
    if (event === 'workflow_run')
        return followedRun(run, branch, payload);
    if (event === 'workflow_dispatch' && !isManual)
        return chosenByHand(sha, branch, (0,field_at .U)(payload, 'inputs'));
    if (OF_ITS_OWN_COMMIT.has(event) || isManual)
        return { sha, branch };
    const named = NAMED_BY[event]?.map((path) => (0,field_at .U)(payload, ...path)).find(isSha) ??
        (event === 'repository_dispatch' ? findChosen((0,field_at .U)(payload, 'client_payload')) : undefined);
    return named === undefined ? { sha, branch, doubt: doubtOf(event) } : { sha: named, branch };
}
function findMerged(payload) {
    const merged = (0,field_at .U)(payload, 'pull_request', 'merge_commit_sha');
    return (0,field_at .U)(payload, 'pull_request', 'merged') === true && isSha(merged) ? merged : undefined;
}
function chosenByHand(sha, branch, inputs) {
    const chosen = findChosen(inputs);
    if (chosen !== undefined)
        return { sha: chosen, branch };
    const mayChoose = leavesOf(inputs).some(([name, value]) => isSha(value) || (NAMES_A_VERSION.test(name) && value !== ''));
    return { sha, branch, ...(mayChoose && { doubt: doubtOf('workflow_dispatch') }) };
}
const NAMES_A_VERSION = /version|sha|ref|tag|commit|revision|release|image/i;
function isCommit(name, value) {
    if (isSha(value))
        return true;
    if (!ABBREVIATED.test(value))
        return false;
    return /sha|commit/i.test(name) || (/ref|revision/i.test(name) && /[a-f]/i.test(value));
}
function findChosen(fields) {
    const commits = leavesOf(fields).flatMap(([name, value]) => (isCommit(name, value) ? value : []));
    const [chosen, ...others] = new Set(commits);
    return others.length === 0 ? chosen : undefined;
}
function leavesOf(value, name = '') {
    if (typeof value === 'string')
        return [[name, value.trim()]];
    if (typeof value !== 'object' || value === null)
        return [];
    return Object.entries(value).flatMap(([key, field]) => leavesOf(field, key));
}
const NAMED_BY = {
    deployment: [['deployment', 'sha']],
    deployment_status: [['deployment', 'sha']],
    check_run: [['check_run', 'head_sha']],
    check_suite: [['check_suite', 'head_sha']],
    status: [['sha']],
    page_build: [['build', 'commit']],
};
function followedRun({ sha, repository }, branch, payload) {
    const named = (0,field_at .U)(payload, 'workflow_run', 'head_sha');
    if (!isSha(named))
        return { sha, branch, doubt: doubtOf('workflow_run') };
    const from = (0,field_at .U)(payload, 'workflow_run', 'head_repository', 'full_name');
    const headBranch = (0,field_at .U)(payload, 'workflow_run', 'head_branch');
    const isOwn = typeof from === 'string' && from.toLowerCase() === repository.toLowerCase();
    return { sha: named, branch: isOwn && typeof headBranch === 'string' ? headBranch : branch };
}
function isSha(value) {
    return typeof value === 'string' && SHA.test(value);
}
function doubtOf(event) {
    return `which commit was deployed: the event ${event} does not name it, so the tip of the branch when this run began is taken; set expect-version to the commit`;
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
;// CONCATENATED MODULE: ./lib/targets/git/model/revert-message.js
const LISTED = 50;
function revert_message_short(sha) {
    return sha.slice(0, 7);
}
const OWN_BRANCHES = 'safe-landing/';
function revertBranch({ good, bad, part }) {
    const end = part === undefined ? '' : `-paths-${revert_message_short(part.tree)}`;
    return `${OWN_BRANCHES}back-to-${revert_message_short(good)}-from-${revert_message_short(bad)}${end}`;
}
function nameCount({ count }) {
    return count === 1 ? '1 commit' : `${count} commits`;
}
function namePaths({ paths }) {
    return paths.length === 1 ? '1 path' : `${paths.length} paths`;
}
function revertTitle(range) {
    if (range.part !== undefined)
        return `Put back ${namePaths(range.part)} to ${revert_message_short(range.good)}`;
    return `Revert ${nameCount(range)}: back to ${revert_message_short(range.good)}`;
}
function revertReason({ good, bad }) {
    return `${bad} did not land healthy, and ${good} was good.`;
}
function revertMessage(range) {
    const head = [revertTitle(range), '', revertReason(range), ''];
    if (range.part !== undefined)
        return [...head, 'Everything else stays as it is.', '', ...listPaths(range.part), ''].join('\n');
    const listed = range.newest.slice(0, LISTED).map((sha) => `This reverts commit ${sha}.`);
    const more = range.count - listed.length;
    return [...head, ...listed, ...(more > 0 ? [`And ${more} more, down to ${range.good}.`] : []), ''].join('\n');
}
function contentOf({ good, part }) {
    return part === undefined ? `the content of ${revert_message_short(good)}` : `${part.paths.join(', ')} of ${revert_message_short(good)}`;
}
function listPaths({ paths }) {
    const plain = paths.filter((path) => /^[\w./+-]+$/.test(path)).slice(0, LISTED);
    const more = paths.length - plain.length;
    return [...plain.map((path) => `- ${path}`), ...(more > 0 ? [`- and ${more} more`] : [])];
}

;// CONCATENATED MODULE: ./lib/targets/git/branch-history.js

const MOST_LISTED = 100;
const EMAIL = 'safe-landing@users.noreply.github.com';
class History {
    #git;
    #branch;
    #signal;
    constructor(git, branch, signal) {
        this.#git = git;
        this.#branch = branch;
        this.#signal = signal;
    }
    async fetch() {
        const ref = `refs/heads/${this.#branch}`;
        await this.#git.askRemote(this.#signal, 'fetch', '--quiet', '--no-tags', '--filter=blob:none', 'origin', `+${ref}:${ref}`);
        return await this.#git.ask(this.#signal, 'rev-parse', '--verify', `${ref}^{commit}`);
    }
    async resolve(sha) {
        if (!/^[0-9a-f]{7,64}$/i.test(sha))
            return undefined;
        const listed = await this.#git.ask(this.#signal, 'rev-parse', `--disambiguate=${sha.toLowerCase()}`);
        const found = [];
        for (const object of listed.split('\n').filter((one) => one !== '')) {
            const isCommit = (await this.#git.ask(this.#signal, 'cat-file', '-t', object)) === 'commit';
            if (isCommit && (await this.isAncestor(object, `refs/heads/${this.#branch}`)))
                found.push(object);
        }
        return found.length === 1 ? found[0] : undefined;
    }
    async isKnown(sha) {
        if (!/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(sha))
            return false;
        const fetch = ['fetch', '--quiet', '--no-tags', '--filter=blob:none', '--depth=1', 'origin', sha];
        const isThere = async () => {
            const end = await this.#git.try(this.#signal, ...fetch);
            if (end.exitCode === 0)
                return true;
            const failure = this.#git.describe(end, 'git fetch');
            if (failure.code === 'unreachable')
                throw failure;
            return false;
        };
        return await this.#git.whileAway(isThere, this.#signal);
    }
    async isAncestor(ancestor, descendant) {
        const end = await this.#git.try(this.#signal, 'merge-base', '--is-ancestor', ancestor, descendant);
        if (end.exitCode > 1)
            throw this.#git.describe(end, 'git merge-base');
        return end.exitCode === 0;
    }
    async range(from, to) {
        const walk = ['rev-list', '--first-parent', `${from}..${to}`];
        const count = await this.#git.ask(this.#signal, ...walk, '--count');
        const newest = await this.#git.ask(this.#signal, ...walk, `--max-count=${MOST_LISTED}`);
        return { count: Number(count), newest: newest.split('\n').filter((sha) => sha !== '') };
    }
    async revertOf(commit, to) {
        const words = ['--fixed-strings', `--grep=This reverts commit ${commit}`];
        const by = await this.#git.ask(this.#signal, 'rev-list', '--max-count=1', ...words, `${commit}..${to}`);
        return by === '' ? undefined : by;
    }
    async tree(commit) {
        return await this.#git.ask(this.#signal, 'rev-parse', '--verify', `${commit}^{tree}`);
    }
    async treeAfter({ good, bad, part }) {
        return part === undefined ? await this.tree(good) : await this.treeWith(part.paths, { good, bad });
    }
    async treeWith(paths, { good, bad }) {
        const ask = async (...args) => await this.#git.ask(this.#signal, ...args);
        await ask('read-tree', bad);
        const restore = ['restore', `--source=${good}`, '--staged', '--', ...paths];
        await ask('--work-tree=.', '--literal-pathspecs', ...restore);
        return await ask('write-tree', '--missing-ok');
    }
    async has(commit, path) {
        return (await this.#git.ask(this.#signal, '--literal-pathspecs', 'ls-tree', commit, '--', path)) !== '';
    }
    async differences(from, to, paths) {
        const diff = ['diff-tree', '-r', '--no-renames', '--name-status', from, to, '--', ...paths];
        const listed = await this.#git.ask(this.#signal, '--literal-pathspecs', ...diff);
        return listed.split('\n').filter((line) => line !== '');
    }
    async isByUs(commit) {
        return (await this.#git.ask(this.#signal, 'show', '--no-patch', '--format=%ae', commit)) === EMAIL;
    }
    async revert(range) {
        const { bad } = range;
        const date = await this.#git.ask(this.#signal, 'show', '--no-patch', '--format=%ct', bad);
        const identity = `Safe Landing <${EMAIL}> ${date} +0000`;
        const text = [
            `tree ${await this.treeAfter(range)}`,
            `parent ${bad}`,
            `author ${identity}`,
            `committer ${identity}`,
            '',
            revertMessage(range),
        ].join('\n');
        const end = await this.#git.feed(text, this.#signal, 'hash-object', '-t', 'commit', '-w', '--stdin');
        if (end.exitCode !== 0)
            throw this.#git.describe(end, 'git hash-object');
        return end.stdout.trim();
    }
}

// EXTERNAL MODULE: external "node:fs/promises"
var promises_ = __webpack_require__(1455);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/core/patience.js
var core_patience = __webpack_require__(315);
// EXTERNAL MODULE: ./lib/core/retry.js
var retry = __webpack_require__(7493);
// EXTERNAL MODULE: ./lib/process/child.js
var child = __webpack_require__(8211);
;// CONCATENATED MODULE: ./lib/targets/git/model/push-refusal.js

function parseRefusal({ stdout, stderr }) {
    const line = /^!\t\S+\t\[(rejected|remote rejected|remote failure)\] \((.*)\)$/m.exec(stdout);
    if (line === null)
        return undefined;
    const [, kind, said = ''] = line;
    if (kind === 'remote failure' || SERVER_FAILED.test(said))
        return { kind: 'failed', said };
    if (kind === 'rejected' || /fetch first|non-fast-forward|cannot lock ref|failed to update ref/.test(said))
        return { kind: 'moved', said };
    const reasons = remoteReasons(stderr);
    return { kind: 'rejected', said: reasons === '' ? said : `${said}: ${reasons}` };
}
const SERVER_FAILED = /^(?:internal server error|failure|fatal error in \w+|(?:service )?unavailable|timed? ?out)\b/i;
const NO_REASON = /^(Review all|Resolving deltas|https?:|error: hook declined)|: +\d+% \(/;
function remoteReasons(stderr) {
    return stderr
        .split('\n')
        .filter((line) => line.startsWith('remote: '))
        .map((line) => line.slice('remote: '.length).trim())
        .filter((line) => line !== '' && !NO_REASON.test(line))
        .join(' ');
}
const REMEDIES = [
    {
        pattern: /without `?workflows?`? (permission|scope)|to create or update workflow/i,
        hint: 'The revert changes a workflow file, which GITHUB_TOKEN may never do. Pass the token of a GitHub App with the permission workflows: write as github-token, or a personal access token with the scope workflow.',
    },
    {
        pattern: /(?:verified|valid) signature|must be signed|signed commits|not signed|unsigned/i,
        hint: 'The rule asks for signed commits, and Safe Landing cannot sign. Let git-method: pull-request open a pull request and squash it, since GitHub signs that commit; if the rule covers the branch of the pull request too, exclude safe-landing/** from it.',
    },
    {
        pattern: /\b(?:message|e-?mail|author|committer)\b.*\bmust\b|\bmust (?:start|end|contain|match)\b/i,
        hint: 'The rule asks for another commit message or author than those of Safe Landing. Let git-method: pull-request open a pull request and squash it with a message of your own; if the rule covers the branch of the pull request too, exclude safe-landing/** from it.',
    },
    {
        pattern: /restricted file|file (?:path|extension)s?\b/i,
        hint: 'The rule lets nobody push such a file. Put it back by hand as the rule wants it, or allow the token of this job to bypass the rule.',
    },
    {
        pattern: /secret/i,
        hint: 'Push protection found a secret in what would come back. Remove it by hand, or allow this secret at the address that GitHub names, and roll back again.',
    },
    {
        pattern: /GH001|large files?|file size limit|exceeds/i,
        hint: 'What would come back has a file that is larger than the server takes by now. Move it to Git LFS or out of the history by hand, or roll back to another commit with rollback-to.',
    },
    {
        pattern: /SAML|single sign-on|SSO/,
        hint: 'The organization asks for single sign-on: authorize the token for it, or use the token of a GitHub App that is installed there.',
    },
    {
        pattern: /IP allow list|not permitted to access/i,
        hint: 'The organization takes no pushes from the address of this runner: add it to the IP allow list, or use a runner whose address is on it.',
    },
    {
        pattern: /archived|read-only|locked|disabled/i,
        hint: 'The repository takes no pushes as long as it is archived, locked or disabled.',
    },
    {
        pattern: /GH006|GH013|protected (branch|ref)|rule violations|through (a pull request|the merge queue)|status check|required deployment/i,
        hint: 'The branch is protected: leave git-method at pull-request, or allow the token of this job to bypass the rule.',
        hintForOwnBranch: 'A rule covers the branch of the pull request too: exclude safe-landing/** from it, or allow the token of this job to bypass the rule.',
    },
];
const NAMES = /\brefs\/\S+|https?:\S+/g;
function remedyFor(said, branch = '') {
    const words = said.replace(NAMES, '');
    const known = REMEDIES.find(({ pattern }) => pattern.test(words));
    const isOwn = branch.startsWith(OWN_BRANCHES);
    const hint = (isOwn ? known?.hintForOwnBranch : undefined) ?? known?.hint;
    return `${hint ?? 'What the server said is the reason: a hook or a rule of the repository refuses this push.'} Nothing was forced.`;
}

;// CONCATENATED MODULE: ./lib/targets/git/git.js








const PASSED_ON = /^(?:PATH|HOME|SYSTEMROOT|TMPDIR|TEMP|TMP|https?_proxy|all_proxy|no_proxy|SSL_CERT_(?:FILE|DIR)|GIT_SSL_CAINFO)$/i;
class Git {
    #folder;
    #deps;
    #env;
    #delayMs;
    constructor(folder, deps) {
        this.#folder = folder;
        this.#deps = deps;
        this.#env = gitEnvironment(deps);
        this.#delayMs = (0,core_patience .f)(deps.clock, deps.patience);
    }
    get remote() {
        return remoteUrl(this.#deps);
    }
    async ask(signal, ...args) {
        const end = await this.try(signal, ...args);
        if (end.exitCode === 0)
            return end.stdout.trim();
        throw this.describe(end, `git ${args[0]}`);
    }
    async askRemote(signal, ...args) {
        return await this.whileAway(() => this.ask(signal, ...args), signal);
    }
    async whileAway(attempt, signal) {
        const { clock } = this.#deps;
        const delayAfterMs = (error, made) => error instanceof platform_error .W && error.code === 'unreachable' ? this.#delayMs(made) : undefined;
        return await (0,retry .y)(attempt, { clock, delayAfterMs }, signal);
    }
    async try(signal, ...args) {
        return await this.feed('', signal, ...args);
    }
    async feed(input, signal, ...args) {
        const argv = ['git', ...args];
        const request = { argv: [...argv], cwd: this.#folder, env: this.#env, input };
        const end = await (0,child .w)(request, this.#deps.clock, signal);
        if (end.kind === 'exited')
            return end;
        throw new platform_error .W('not-found', 'git could not be started on this runner', {
            cause: end.cause,
            hint: 'Install git 2.29 or newer.',
        });
    }
    shown(output) {
        return (0,truncate .x)(this.#deps.redact(output));
    }
    describe({ exitCode, stderr }, what) {
        const remote = remoteReasons(stderr);
        const said = this.shown([complaintOf(stderr), remote].filter((text) => text !== '').join(' '));
        const message = `${what} ended with exit code ${exitCode}: ${said}`;
        if (/archived|read-only|SAML|single sign-on|IP allow list/i.test(remote)) {
            return new platform_error .W('refused', message, { hint: remedyFor(remote) });
        }
        if (/could not read Username|invalid (?:username|credentials)|Authentication failed|error: 401/i.test(stderr)) {
            return new platform_error .W('access-denied', message, {
                hint: 'The token is not valid, or not any more: an App token expires after an hour, and that of a job with its job. Make it anew just before this step, or leave github-token out. The job needs `permissions: { contents: write }`.',
            });
        }
        if (/HTTP 40[13]|error: 403|access denied/i.test(stderr)) {
            return new platform_error .W('access-denied', message, {
                hint: 'Give the job `permissions: { contents: write }`, or pass a github-token that may push to this repository.',
            });
        }
        if (/couldn't find remote ref/i.test(stderr)) {
            return new platform_error .W('not-found', message, {
                hint: 'See that git-branch names a branch of this repository.',
            });
        }
        if (/repository '.*' not found|error: 404/i.test(stderr)) {
            return new platform_error .W('not-found', message, {
                hint: 'GitHub says this too where the token may not see the repository: pass a github-token that may read and push it.',
            });
        }
        if (/could not resolve host|failed to connect|connection|timed out|hung up|early EOF|RPC failed|error: (?:429|5\d\d)/i.test(stderr)) {
            return new platform_error .W('unreachable', message, {
                hint: 'See that this runner reaches the GitHub server.',
            });
        }
        return new platform_error .W('refused', message, {
            hint: 'The words of git are the reason; nothing was forced.',
        });
    }
}
async function withRepository(deps, work, signal) {
    signal.throwIfAborted();
    const folder = await (0,promises_.mkdtemp)((0,external_node_path_.join)(deps.temporary, 'safe-landing-git-'));
    try {
        const git = new Git(folder, deps);
        await git.ask(signal, 'init', '--quiet', '--bare', '--template=');
        await git.ask(signal, 'remote', 'add', 'origin', git.remote);
        return await work(git);
    }
    finally {
        await (0,promises_.rm)(folder, { recursive: true, force: true, maxRetries: 3 });
    }
}
function remoteUrl({ serverUrl, repository }) {
    return `${serverUrl.replace(/\/$/, '')}/${repository}.git`;
}
function gitEnvironment(deps) {
    const inherited = Object.entries(deps.env).filter(([name]) => PASSED_ON.test(name));
    const header = `http.${deps.serverUrl.replace(/\/$/, '')}/.extraheader`;
    const settings = [
        ['core.hooksPath', '/dev/null'],
        ['credential.helper', ''],
        ['gc.auto', '0'],
        ['maintenance.auto', 'false'],
        ['commit.gpgSign', 'false'],
        ['http.followRedirects', 'false'],
        ['http.extraheader', ''],
        [header, ''],
    ];
    if (deps.token !== undefined) {
        const credentials = Buffer.from(`x-access-token:${deps.token.reveal()}`).toString('base64');
        settings.push([header, `AUTHORIZATION: basic ${credentials}`]);
    }
    const numbered = settings.flatMap(([key, value], index) => [
        [`GIT_CONFIG_KEY_${index}`, key],
        [`GIT_CONFIG_VALUE_${index}`, value],
    ]);
    return {
        ...Object.fromEntries(inherited),
        ...Object.fromEntries(numbered),
        GIT_CONFIG_COUNT: String(settings.length),
        GIT_TERMINAL_PROMPT: '0',
        LC_ALL: 'C',
    };
}
function complaintOf(stderr) {
    const lines = stderr
        .split('\n')
        .map((line) => line.trim())
        .filter((line) => line !== '' && !line.startsWith('remote: '));
    const complaint = lines.find((line) => /^(?:fatal|error|! \[)/i.test(line));
    return complaint ?? lines.at(-1) ?? 'it printed nothing';
}

// EXTERNAL MODULE: ./lib/github/deployment-reading.js
var deployment_reading = __webpack_require__(2101);
// EXTERNAL MODULE: ./lib/github/model/deployment-record.js
var deployment_record = __webpack_require__(9006);
// EXTERNAL MODULE: ./lib/github/response-fields.js
var response_fields = __webpack_require__(6232);
;// CONCATENATED MODULE: ./lib/targets/git/good-commit.js





const MOST_COMMITS = 50;
async function findGoodCommit(bad, history, deps, signal) {
    const { rollbackTo, captured } = deps;
    if (rollbackTo.kind === 'revision')
        return await check(rollbackTo.revision, 'rollback-to names it', bad, history);
    if (rollbackTo.kind === 'previous' && captured !== undefined) {
        return await check(captured, 'mode: capture recorded it before the deployment', bad, history);
    }
    try {
        return await searchDeployments(bad, history, deps, signal);
    }
    catch (error) {
        if (!(error instanceof platform_error .W) || error.code !== 'access-denied')
            throw error;
        return none(`the deployments could not be read: ${error.message}`, [], error.hint ?? HINT);
    }
}
async function check(wanted, evidence, bad, history) {
    const sha = await history.resolve(wanted);
    if (sha === undefined) {
        return none(`${wanted} is no commit of the branch`, [wanted], 'Name a commit by its SHA, of at least seven characters.');
    }
    const problem = await unfit(sha, bad, history);
    return problem === undefined ? { kind: 'found', sha, evidence: [evidence] } : none(problem, [sha], HINT);
}
async function unfit(sha, bad, history) {
    if (sha === bad)
        return `${revert_message_short(sha)} is the bad commit itself`;
    if (!(await history.isAncestor(sha, bad)))
        return `${revert_message_short(sha)} did not come before ${revert_message_short(bad)}`;
    const isSame = (await history.tree(sha)) === (await history.tree(bad));
    return isSame ? `${revert_message_short(sha)} has the same content as ${revert_message_short(bad)}` : undefined;
}
async function searchDeployments(bad, history, { github, rollbackTo, environment }, signal) {
    let back = rollbackTo.kind === 'back' ? rollbackTo.count : 1;
    const evidence = [];
    for await (const found of goodDeployments(bad, history, { github, environment }, signal)) {
        if (found.kind === 'rejected')
            evidence.push(found.reason);
        else if (--back === 0)
            return { kind: 'found', sha: found.sha, evidence: [found.reason] };
    }
    return none('no earlier deployment of this branch succeeded', evidence, HINT);
}
async function listGoodCommits(bad, history, { most, ...deps }, signal) {
    const good = [];
    for await (const found of goodDeployments(bad, history, deps, signal)) {
        if (found.kind === 'good')
            good.push(found);
        if (good.length === most)
            break;
    }
    return good;
}
async function* goodDeployments(bad, history, { github, environment }, signal) {
    const seen = new Set();
    for await (const { id, sha, name } of deployments(github, environment, signal)) {
        if (seen.has(sha))
            continue;
        if (seen.size >= MOST_COMMITS)
            break;
        seen.add(sha);
        const problem = await unfitToSearch(sha, bad, history);
        if (problem !== undefined) {
            yield { kind: 'rejected', reason: `deployment ${id} to ${name}: ${problem}` };
            continue;
        }
        const statuses = await (0,deployment_reading .r_)(github, id, signal);
        const state = (0,deployment_record .d)(statuses);
        if (state.kind === 'rejected') {
            yield { kind: 'rejected', reason: `deployment ${id} to ${name} of ${revert_message_short(sha)}: ${state.reason}` };
            if (!statuses.some((status) => status.state === 'success'))
                seen.delete(sha);
        }
        else {
            const reason = `deployment ${id} to ${name} of ${revert_message_short(sha)} succeeded`;
            yield { kind: 'good', sha, reason, atMs: state.atMs };
        }
    }
}
async function unfitToSearch(sha, bad, history) {
    const known = await history.resolve(sha);
    if (known === undefined)
        return `${revert_message_short(sha)} is no commit of the branch`;
    const problem = await unfit(known, bad, history);
    if (problem !== undefined)
        return problem;
    const by = await history.revertOf(known, bad);
    return by === undefined ? undefined : `${revert_message_short(sha)} was reverted by ${revert_message_short(by)}`;
}
async function* deployments(github, environment, signal) {
    const filter = environment === undefined ? {} : { environment };
    for await (const page of github.pages('GET /repos/{owner}/{repo}/deployments', filter, signal)) {
        for (const one of page) {
            const fields = (0,response_fields .Pf)(one);
            if ((0,response_fields .mR)(fields, 'task') === 'rollback')
                continue;
            const name = (0,response_fields .mR)(fields, 'environment') ?? 'an environment';
            yield { id: (0,response_fields .nd)(fields, 'id'), sha: (0,response_fields .Qq)(fields, 'sha'), name };
        }
    }
}
const HINT = 'Name the good commit in rollback-to, take mode: capture before the deploy, or give the deploy job an environment, so that GitHub records its deployments (reading them needs `deployments: read`).';
function none(reason, evidence, hint) {
    return { kind: 'none', reason, evidence, hint };
}

// EXTERNAL MODULE: ./lib/core/shell-quote.js
var shell_quote = __webpack_require__(6188);
// EXTERNAL MODULE: ./lib/github/model/gh-command.js
var gh_command = __webpack_require__(86);
;// CONCATENATED MODULE: ./lib/targets/git/model/manual-commands.js



function manualCommands(revert) {
    const { method, workflow, range, isPushed, branch, repository, serverUrl } = revert;
    const isPush = method === 'push';
    const repo = (0,gh_command .k)(repository, serverUrl);
    const title = (0,shell_quote .Z)(revertTitle(range));
    const reason = (0,shell_quote .Z)(revertReason(range));
    const head = isPush ? branch : revertBranch(range);
    const ends = `--base ${(0,shell_quote .Z)(branch)} --head ${(0,shell_quote .Z)(head)}`;
    const steps = [
        ...(isPush && isPushed ? [] : pushing(range, head, `-m ${title} -m ${reason}`)),
        ...(isPush ? [] : [`gh pr create ${repo} ${ends} --title ${title} --body ${reason}`]),
        ...(isPush && workflow !== undefined
            ? [`gh workflow run ${(0,shell_quote .Z)(workflow)} ${repo} --ref ${(0,shell_quote .Z)(branch)}`]
            : []),
    ];
    return steps.length === 0 ? [] : [steps.join(' && ')];
}
function pushing(range, head, message) {
    const { good, bad } = range;
    const [tree, before] = treeOf(range);
    return [
        `git fetch origin ${good} ${bad}`,
        `commit="$(${before}git commit-tree ${tree} -p ${bad} ${message})"`,
        `git push origin "\${commit}":${(0,shell_quote .Z)(`refs/heads/${head}`)}`,
    ];
}
function treeOf({ good, bad, part }) {
    if (part === undefined)
        return [`'${good}^{tree}'`, ''];
    const index = 'export GIT_INDEX_FILE="$(git rev-parse --git-path safe-landing-index)"';
    const paths = part.paths.map(shell_quote .Z).join(' ');
    const restore = `git --literal-pathspecs restore --source=${good} --staged -- ${paths}`;
    return ['"$(git write-tree)"', `${index}; git read-tree ${bad} && ${restore} && `];
}

;// CONCATENATED MODULE: ./lib/targets/git/part.js


const part_LISTED = 20;
async function findPart(history, { good, bad }, paths) {
    if (paths.length === 0)
        return { kind: 'found', found: undefined, touched: [] };
    for (const path of paths) {
        if ((await history.has(good, path)) || (await history.has(bad, path)))
            continue;
        throw new platform_error .W('refused', `neither ${revert_message_short(good)} nor ${revert_message_short(bad)} has ${path}`, {
            hint: 'Nothing was changed. Correct git-paths.',
        });
    }
    const changes = await history.differences(bad, good, paths);
    if (changes.length === 0) {
        const reason = `${paths.join(', ')} did not change between ${revert_message_short(good)} and ${revert_message_short(bad)}, so that nothing is to be put back`;
        const hint = 'The cause is elsewhere: leave git-paths out to put everything back, or name an older commit in rollback-to.';
        return { kind: 'no-target', reason, evidence: [], hint };
    }
    const listed = changes.slice(0, part_LISTED).map(describe);
    const more = changes.length - listed.length;
    const touched = more === 0 ? listed : [...listed, `and ${more} more files`];
    return { kind: 'found', found: { paths, tree: await history.treeWith(paths, { good, bad }) }, touched };
}
function describe(line) {
    const [status = '', path = ''] = line.split('\t');
    if (status === 'A')
        return `bring back ${path}`;
    return status === 'D' ? `remove ${path}` : `change ${path} back`;
}

// EXTERNAL MODULE: ./lib/core/poll.js
var poll = __webpack_require__(9390);
// EXTERNAL MODULE: ./lib/github/github-error.js
var github_error = __webpack_require__(3343);
// EXTERNAL MODULE: ./lib/github/workflow-reading.js
var workflow_reading = __webpack_require__(595);
;// CONCATENATED MODULE: ./lib/targets/git/dispatch.js



const ROUTE = 'POST /repos/{owner}/{repo}/actions/workflows/{workflow_id}/dispatches';
async function dispatch(github, { workflow, branch }, signal) {
    const wanted = { workflow_id: workflow, ref: branch };
    try {
        const { body } = await ask(github, wanted, signal);
        return { kind: 'started', run: referenceOf(body) };
    }
    catch (error) {
        if (!(error instanceof github_error .E))
            throw error;
        const lost = 'the answer was lost, so check on GitHub whether it runs';
        return { kind: 'refused', because: error.isAmbiguous ? lost : error.message };
    }
}
async function findRun(github, { workflow, sha }, signal) {
    const { value: newest = [] } = await (0,workflow_reading .aq)(github, workflow, signal).next();
    const found = newest.find((run) => run.sha === sha && run.status !== 'completed');
    return found && { id: String(found.id), url: found.url };
}
async function ask(github, wanted, signal) {
    try {
        return await github.request(ROUTE, { ...wanted, return_run_details: true }, signal);
    }
    catch (error) {
        if (!(error instanceof github_error .E) || !/return_run_details/.test(error.said))
            throw error;
        return await github.request(ROUTE, wanted, signal);
    }
}
function referenceOf(body) {
    if (typeof body !== 'object' || body === null || !('workflow_run_id' in body))
        return undefined;
    const fields = (0,response_fields .Pf)(body);
    const url = (0,response_fields .mR)(fields, 'html_url');
    return url === undefined ? undefined : { id: String((0,response_fields .nd)(fields, 'workflow_run_id')), url };
}

// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
;// CONCATENATED MODULE: ./lib/targets/git/pull-request.js







async function findPullRequest(github, { head, base }, signal) {
    const owner = github.repository.split('/')[0];
    const filter = { state: 'open', head: `${owner}:${head}`, base };
    const { body } = await github.request('GET /repos/{owner}/{repo}/pulls', filter, signal);
    const [first] = Array.isArray(body) ? body : [];
    return first === undefined ? undefined : pull_request_referenceOf(first);
}
async function openPullRequest(github, pull, { clock, patience }, signal) {
    const delayMs = (0,core_patience .f)(clock, patience);
    const delayAfterMs = (error, made) => error instanceof platform_error .W && error.code === 'ambiguous' ? delayMs(made) : undefined;
    return await (0,retry .y)(() => openOnce(github, pull, signal), { clock, delayAfterMs }, signal);
}
async function openOnce(github, pull, signal) {
    const { head, base, range } = pull;
    const parameters = {
        title: revertTitle(range),
        head,
        base,
        body: renderBody(pull),
        maintainer_can_modify: true,
    };
    try {
        const { body } = await github.request('POST /repos/{owner}/{repo}/pulls', parameters, signal);
        return pull_request_referenceOf(body);
    }
    catch (error) {
        if (!(error instanceof github_error .E))
            throw error;
        const mayExist = error.isAmbiguous || error.status === 422;
        const found = mayExist ? await findPullRequest(github, pull, signal) : undefined;
        if (found !== undefined)
            return found;
        throw pull_request_describe(error, pull);
    }
}
function pull_request_describe(error, { head, base }) {
    const message = `the branch ${head} is pushed, but no pull request could be opened: ${error.message}`;
    if (/not permitted to create or approve pull requests/i.test(error.said)) {
        return new platform_error .W('access-denied', message, {
            cause: error,
            hint: 'Allow it in the settings of the repository: Actions, General, "Allow GitHub Actions to create and approve pull requests"; or open the pull request by hand.',
        });
    }
    const hint = error.status === 403
        ? 'Give the job `permissions: { contents: write, pull-requests: write }`.'
        : error.hint;
    return new platform_error .W(error.code, message, {
        cause: error,
        hint: hint ?? `Open it by hand, from ${head} to ${base}.`,
    });
}
function renderBody({ range, reason }) {
    const more = range.count - range.newest.length;
    return [
        `${range.bad} did not land healthy: ${(0,untrusted .FV)(reason)}`,
        '',
        ...(range.part === undefined
            ? [
                `Merging this puts back the content of ${range.good}, the last good commit. It reverts:`,
                '',
                ...range.newest.map((sha) => `- ${sha}`),
                ...(more > 0 ? [`- and ${more} more`] : []),
            ]
            : [
                `Merging this puts back only these paths to ${range.good}, the last good commit:`,
                '',
                ...listPaths(range.part),
            ]),
        '',
        `*Opened by Safe Landing. Until it is merged and deployed, ${revert_message_short(range.bad)} is still live.*`,
    ].join('\n');
}
function pull_request_referenceOf(value) {
    const fields = (0,response_fields .Pf)(value);
    return { id: String((0,response_fields .nd)(fields, 'number')), url: (0,response_fields .Qq)(fields, 'html_url') };
}

;// CONCATENATED MODULE: ./lib/targets/git/push.js


async function push(git, wanted, signal) {
    return await git.whileAway(() => pushOnce(git, wanted, signal), signal);
}
async function pushOnce(git, { commit, branch, expected }, signal) {
    const end = await git.try(signal, 'push', '--porcelain', 'origin', `${commit}:refs/heads/${branch}`);
    if (end.exitCode === 0)
        return { kind: 'pushed' };
    const refusal = parseRefusal(end);
    if (refusal?.kind === 'rejected')
        throw rejected(branch, git.shown(refusal.said), remedyFor(refusal.said, branch));
    const error = refusal === undefined
        ? git.describe(end, `git push to ${branch}`)
        : failed(branch, git.shown(refusal.said));
    if (error.code !== 'unreachable')
        throw error;
    const tip = await tipOf(git, branch, signal);
    if (tip === commit)
        return { kind: 'pushed' };
    if (tip !== expected)
        return { kind: 'moved', tip };
    throw error;
}
async function tipOf(git, branch, signal) {
    const line = await git.askRemote(signal, 'ls-remote', 'origin', `refs/heads/${branch}`);
    return /^([0-9a-f]{40,64})\s/.exec(line)?.[1];
}
function rejected(branch, said, hint) {
    return new platform_error .W('refused', `the push to ${branch} was rejected (${said})`, { hint });
}
function failed(branch, said) {
    return new platform_error .W('unreachable', `the server could not take the push to ${branch} (${said})`, {
        hint: 'See githubstatus.com, and roll back again once the server takes pushes. Nothing was forced.',
    });
}

;// CONCATENATED MODULE: ./lib/targets/git/revert.js








class Revert {
    #config;
    #deps;
    #planned;
    #run;
    #isPushed = false;
    constructor(config, deps, planned) {
        this.#config = config;
        this.#deps = deps;
        this.#planned = planned;
    }
    async apply(progress, signal) {
        const begunAtMs = this.#deps.clock.nowMs();
        const deps = { ...this.#deps, token: this.#config.token };
        const early = await withRepository(deps, (git) => this.#config.method === 'push'
            ? this.#push(git, progress, signal)
            : this.#propose(git, progress, signal), signal);
        return early ?? (await this.#follow(begunAtMs, progress, signal));
    }
    async #propose(git, progress, signal) {
        const { branch: base, range } = this.#planned;
        const { github, redact, reason } = this.#deps;
        const head = revertBranch(range);
        const known = await findPullRequest(github, { head, base }, signal);
        if (known !== undefined)
            return this.#proposed(known);
        const history = new History(git, base, signal);
        const tip = await history.fetch();
        if (tip !== range.bad)
            return await this.#moved(history, tip);
        const commit = await history.revert(range);
        const there = await tipOf(git, head, signal);
        if (there !== undefined && there !== commit)
            throw occupied(head);
        if (there === undefined) {
            progress(`pushing ${revert_message_short(commit)} to ${head}`);
            const pushed = await push(git, { commit, branch: head, expected: undefined }, signal);
            if (pushed.kind === 'moved')
                throw occupied(head);
        }
        progress(`opening a pull request from ${head} to ${base}`);
        const pull = { head, base, range, reason: redact(reason()) };
        return this.#proposed(await openPullRequest(github, pull, this.#deps, signal));
    }
    #proposed(run) {
        const reason = `pull request #${run.id} puts back ${putBack(this.#planned.range)}; it has to be merged and deployed`;
        return { kind: 'handed-off', reason, run };
    }
    async #push(git, progress, signal) {
        const { branch, range } = this.#planned;
        const history = new History(git, branch, signal);
        const tip = await history.fetch();
        const commit = await history.revert(range);
        if (this.#isPushed || tip === commit)
            return undefined;
        if (tip !== range.bad)
            return await this.#moved(history, tip);
        progress(`pushing ${revert_message_short(commit)} to ${branch}`);
        const pushed = await push(git, { commit, branch, expected: tip }, signal);
        if (pushed.kind === 'moved')
            return this.#superseded(pushed.tip);
        this.#isPushed = true;
        progress(`${branch} is at ${revert_message_short(commit)}, with ${contentOf(range)}`);
        return undefined;
    }
    async #moved(history, tip) {
        const isBack = (await history.tree(tip)) === (await history.treeAfter(this.#planned.range));
        return isBack ? { kind: 'in-place' } : this.#superseded(tip);
    }
    #superseded(tip) {
        const { branch } = this.#planned;
        const where = tip === undefined ? 'is gone' : `is at ${revert_message_short(tip)} now`;
        const reason = `${branch} ${where}: somebody pushed since the rollback was planned, and nothing is forced`;
        return { kind: 'superseded', reason, by: tip };
    }
    async #follow(begunAtMs, progress, signal) {
        const { workflow } = this.#config;
        const { branch } = this.#planned;
        const { github, startsWorkflows, clock, pollIntervalMs, rollbackTimeoutMs, isBack } = this.#deps;
        const { pushed } = this.#planned;
        if (workflow !== undefined && pushed !== undefined)
            this.#run ??= await findRun(github, { workflow, sha: pushed }, signal);
        if (workflow !== undefined && this.#run === undefined) {
            const started = await dispatch(github, { workflow, branch }, signal);
            if (started.kind === 'refused')
                return this.#handedOff(`but ${workflow} could not be dispatched: ${started.because}`);
            progress(`dispatched ${workflow} on ${branch}`);
            this.#run = started.run;
        }
        if (workflow === undefined && !startsWorkflows) {
            return this.#handedOff('which starts no workflow, since it was pushed with GITHUB_TOKEN: deploy the branch by hand');
        }
        if (isBack === undefined)
            return this.#handedOff('and its deployment is not watched: that needs expect-version beside a check');
        progress('waiting until another version than the bad one answers');
        const endsAtMs = begunAtMs + rollbackTimeoutMs - pollIntervalMs;
        const limitMs = endsAtMs - clock.nowMs();
        const ask = async () => clock.nowMs() < endsAtMs && (await isBack(signal));
        const pace = { clock, intervalMs: pollIntervalMs, limitMs, until: (isThere) => isThere };
        if (await (0,poll .w)(ask, pace, signal))
            return { kind: 'in-place', run: this.#run };
        return this.#handedOff('but the bad version still answers; its deployment goes on after this run');
    }
    #handedOff(what) {
        const { branch, range } = this.#planned;
        const reason = `${branch} has ${contentOf(range)} again, ${what}`;
        return { kind: 'handed-off', reason, run: this.#run };
    }
}
function putBack(range) {
    return range.part === undefined ? revert_message_short(range.good) : contentOf(range);
}
function occupied(branch) {
    return new platform_error .W('refused', `the branch ${branch} exists already, with other commits and no open pull request`, {
        hint: 'Delete it if it is left from an earlier rollback; it is not overwritten.',
    });
}

;// CONCATENATED MODULE: ./lib/targets/git/strategy.js










function gitRollback(config, deps) {
    const branch = branchOf(config, deps.event);
    return {
        plan: (signal) => withRepository({ ...deps, token: config.token }, (git) => plan(git, { config, branch, deps }, signal), signal),
        listCandidates: (most, signal) => withRepository({ ...deps, token: config.token }, (git) => list(git, { config, branch, deps }, most, signal), signal),
    };
}
function branchOf(config, event) {
    const branch = config.branch ?? event.branch;
    if (branch !== undefined)
        return branch;
    throw new platform_error .W('refused', 'this run belongs to a tag or a single commit, and no branch', {
        hint: 'Name the branch on which the commits are to be reverted in the input git-branch.',
    });
}
async function plan(git, { config, branch, deps }, signal) {
    const history = new History(git, branch, signal);
    const tip = await history.fetch();
    const deployed = await findDeployed(history, tip, deps);
    if (!deployed.isOnBranch) {
        const reason = `${branch} does not have the deployed commit ${revert_message_short(deployed.sha)}, so there is nothing to revert`;
        return { kind: 'superseded', reason, by: tip };
    }
    const bad = deployed.sha;
    const later = bad === tip ? undefined : await supersededBy(history, branch, { bad, tip });
    const mayBeRevert = later !== undefined && config.method === 'push' && (await history.isByUs(tip));
    if (later !== undefined && !mayBeRevert)
        return later;
    const good = await findGoodCommit(bad, history, { ...deps, environment: config.environment }, signal);
    if (good.kind === 'none') {
        const { reason, evidence, hint } = good;
        return (later ?? { kind: 'no-target', reason: deps.redact(reason), evidence: evidence.map(deps.redact), hint });
    }
    const whole = { good: good.sha, bad, ...(await history.range(good.sha, bad)) };
    const part = await findPart(history, whole, config.paths);
    if (part.kind === 'no-target')
        return later ?? part;
    const range = { ...whole, part: part.found };
    if (later !== undefined && (await history.revert(range)) !== tip)
        return later;
    const planned = { branch, range, touched: part.touched, ...(later && { pushed: tip }) };
    const revert = new Revert(config, deps, planned);
    const description = strategy_describe(config, planned, good, deps);
    return { kind: 'ready', plan: { ...description, apply: revert.apply.bind(revert) } };
}
async function list(git, { config, branch, deps }, most, signal) {
    const history = new History(git, branch, signal);
    const { sha: bad, isOnBranch } = await findDeployed(history, await history.fetch(), deps);
    if (!isOnBranch)
        return [];
    const good = await listGoodCommits(bad, history, { ...deps, environment: config.environment, most }, signal);
    return good.map(({ sha, reason, atMs }, index) => {
        const at = `${new Date(atMs).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
        const untilMs = good[index - 1]?.atMs;
        const long = untilMs === undefined ? '' : `, and it ran for ${(0,duration .P)(Math.max(0, untilMs - atMs))}`;
        return { revision: sha, evidence: deps.redact(`${(0,truncate .x)(reason)} at ${at}${long}`) };
    });
}
async function supersededBy(history, branch, { bad, tip }) {
    const later = nameCount(await history.range(bad, tip)).replace(' ', ' newer ');
    const reason = `${branch} has ${later}, up to ${revert_message_short(tip)}, and ${revert_message_short(bad)} was deployed: nobody has tested a revert together with what is newer`;
    return { kind: 'superseded', reason, by: tip };
}
async function findDeployed(history, tip, { expected = '', event }) {
    const named = await history.resolve(expected);
    if (named !== undefined)
        return { sha: named, isOnBranch: true };
    if (await history.isKnown(expected))
        return { sha: expected, isOnBranch: false };
    const sha = event.sha ?? tip;
    const found = await history.resolve(sha);
    return { sha: found ?? sha, isOnBranch: found !== undefined };
}
function strategy_describe(config, { branch, range, pushed, touched }, good, deps) {
    const head = config.method === 'push' ? branch : revertBranch(range);
    const commits = nameCount(range);
    return {
        from: range.bad,
        to: range.good,
        actor: 'us',
        evidence: [
            ...(range.part === undefined
                ? []
                : [
                    `only ${range.part.paths.join(', ')} of ${branch} goes back: git-paths; everything else stays as it is`,
                ]),
            ...good.evidence.map((text) => deps.redact((0,truncate .x)(text))),
            `${commits} of ${branch} came after it: ${range.newest.slice(0, 10).map(revert_message_short).join(', ')}`,
            ...(pushed === undefined
                ? []
                : [`${branch} has the revert already, ${revert_message_short(pushed)}, by an earlier run`]),
        ],
        steps: [
            ...(pushed === undefined
                ? [
                    ...(range.part === undefined
                        ? [`make one commit that reverts ${commits}`]
                        : ['make one commit with these changes', ...touched]),
                    `git push origin to ${head}`,
                ]
                : []),
            ...(config.method === 'push'
                ? dispatchStep(config, branch)
                : [`POST pull request ${head} → ${branch}`]),
        ],
        unknowns: unknownsOf(config, deps),
        manual: manualCommands({
            ...config,
            range,
            branch,
            repository: deps.repository,
            serverUrl: deps.serverUrl,
            isPushed: pushed !== undefined,
        }),
    };
}
function dispatchStep({ workflow }, branch) {
    return workflow === undefined ? [] : [`POST workflow_dispatch of ${workflow} on ${branch}`];
}
function unknownsOf({ method, workflow }, { startsWorkflows, event }) {
    const doubt = event.doubt === undefined ? [] : [event.doubt];
    if (method === 'pull-request')
        return [...doubt, 'when the pull request will be merged and deployed: a person decides'];
    if (workflow !== undefined || startsWorkflows)
        return doubt;
    return [
        ...doubt,
        'who deploys the revert: a push with GITHUB_TOKEN starts no workflow, so name the one to dispatch in the input workflow, or pass another token',
    ];
}

;// CONCATENATED MODULE: ./lib/targets/git/open.js







function openGit(config, target, deps) {
    const { env, clock, redact, reason, capture, deployed } = deps;
    const run = (0,run_context.readGithubRun)(env);
    const isManual = config.mode === 'rollback';
    const event = deployedCommit({ ...run, isManual }, env.GITHUB_BASE_REF ?? '', (0,event_payload .rD)(env));
    const github = (0,run_context.connectGithub)(run, target.token, clock);
    const patience = (0,rollback_patience .w)(config);
    const { rollbackTo, pollIntervalMs, rollbackTimeoutMs } = config;
    const strategy = gitRollback(target, {
        github: (0,run_context.connectGithub)(run, target.token, clock, { patience }),
        clock,
        patience,
        env,
        redact,
        reason,
        rollbackTo,
        pollIntervalMs,
        rollbackTimeoutMs,
        serverUrl: run.serverUrl,
        repository: run.repository,
        event,
        expected: deployed,
        temporary: env.RUNNER_TEMP ?? '',
        startsWorkflows: !isGithubToken(target.token.reveal()),
        ...isBack(config, deps),
        captured: captured(capture, [event.sha, deployed]),
    });
    const history = { github, clock, context: run };
    return {
        strategy,
        source: (0,planning_source .p)(strategy, ({ to }) => (rollbackTo.kind === 'previous' ? to : undefined)),
        runs: (0,run_metrics .d)(history),
        probes: config.health.checks.length === 0 ? [(0,run_metrics .m)(history)] : [],
    };
}
function captured(capture, bad) {
    const versions = new Set(capture?.baseline?.checks.map(({ version }) => version));
    const [answered = ''] = versions;
    const isCommit = versions.size === 1 && /^[0-9a-f]{40}$/.test(answered);
    return isCommit && !bad.includes(answered) ? answered : capture?.revision;
}
function isGithubToken(token) {
    return token.startsWith('ghs_');
}
function isBack({ health }, { probes, deployed }) {
    const { expectVersion: version } = health;
    if (version === undefined || probes.length === 0)
        return {};
    const kind = deployed === undefined ? 'exactly' : 'other-than';
    return {
        async isBack(signal) {
            const probing = probes.map((probe) => probe.probe({ kind, version }, signal));
            return (await Promise.all(probing)).every(({ result }) => result === 'pass');
        },
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


/***/ }),

/***/ 3098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    w: () => (  rollbackPatience)
  });
  var _core_patience_js__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(315);

function rollbackPatience({ mode, rollbackTimeoutMs, pollIntervalMs }) {
    const isRollback = mode === 'guard' || mode === 'rollback';
    return isRollback ? { limitMs: rollbackTimeoutMs, longestDelayMs: 2 * pollIntervalMs } : _core_patience_js__WEBPACK_IMPORTED_MODULE_0__  .V;
}


/***/ })

};
