export const id = 775;
export const ids = [775];
export const modules = {

/***/ 1923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Eu: () => (  untilAborted),
    NE: () => (  withDeadline),
    j3: () => (  DeadlineError)
  });
class DeadlineError extends Error {
    name = 'DeadlineError';
}
const ENDED = new Error('the work has ended');
async function withDeadline(work, { clock, limitMs, reason = () => new DeadlineError('the time is up') }, signal) {
    signal.throwIfAborted();
    const stop = new AbortController();
    const follow = () => stop.abort(signal.reason);
    signal.addEventListener('abort', follow, { once: true });
    clock.sleep(limitMs, stop.signal).then(() => stop.abort(reason()), () => undefined);
    try {
        return await work(stop.signal);
    }
    finally {
        signal.removeEventListener('abort', follow);
        stop.abort(ENDED);
    }
}
async function untilAborted(promise, stop) {
    let leave = () => { };
    const aborted = new Promise((_, reject) => {
        leave = () => reject(stop.reason);
        if (stop.aborted)
            leave();
        else
            stop.addEventListener('abort', leave, { once: true });
    });
    try {
        return await Promise.race([promise, aborted]);
    }
    finally {
        stop.removeEventListener('abort', leave);
    }
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

/***/ 5775:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  openSsh: () => (  openSsh)
});

// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/poll.js
var poll = __webpack_require__(9390);
// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __webpack_require__(1853);
// EXTERNAL MODULE: external "node:crypto"
var external_node_crypto_ = __webpack_require__(7598);
// EXTERNAL MODULE: ./lib/core/deadline.js
var deadline = __webpack_require__(1923);
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
    case $folder in "$path"|"$path"-failed-*|"$path"-restoring-*|*$'\n'*) continue ;; esac
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
  entries=$(timeout 10 find "$@" -printf '%D:%i %C@ %s %P\0' 2>/dev/null | sort -z | cksum) || return
  if [ -n "$unit" ]; then set -- "$(systemctl show --property=InvocationID --value -- "$unit" </dev/null 2>/dev/null)"; else set -- none; fi
  printf '%s %s' "$entries" "$1"
}

# What a newer deployment would change.
take_fingerprint() {
  {
    stat -c '%d:%i' -- "$current"
    file=$(version_file "$current")
    if [ -n "$file" ]; then stat -c '%Z' -- "$file"; basename -- "$file"; fi
    version_of "$current"
    if [ "$method" = backup ]; then each_backup printf '%s\n'; fi
  } 2>/dev/null | cksum
}

report_backup() {
  size=$(timeout 10 du -sk -- "$1" 2>/dev/null | cut -f 1)
  say backup "$1" "$(stat -c %Y -- "$1")" "$size" "$(version_of "$1")" "$(stat -c %.6W -- "$1")"
}

unit_state() {
  if command -v systemctl >/dev/null; then systemctl is-active -- "$unit" </dev/null 2>/dev/null | head -n 1; else echo missing; fi
}

report_unit() {
  say unit "$(systemctl show --property=LoadState --value -- "$unit" </dev/null 2>/dev/null)" "$(unit_state)"
  for verb in stop start; do
    may_by_sudo systemctl "$verb" -- "$unit" || say forbidden "systemctl $verb $unit"
  done
}

inspect() {
  if [ -e "$lock" ] && ! { { exec 8< "$lock"; } 2>/dev/null && flock -n 8; }; then say reply busy; return; fi
  { exec 8<&-; } 2>/dev/null
  locate
  say user "$(id -un)" "$(date +%s)" "$(date +%z)" "$(date +%Y%m%d-%H%M%S)"
  file=$(version_file "$current")
  written=; if [ -n "$file" ]; then written=$(stat -c %Z -- "$file"); fi
  local named identity=
  named=$(version_of "$current")
  if [ -z "$named" ] && [ "$method" = backup ]; then identity=$(identity_of); fi
  say folder "$(kind_of "$current")" "$named" "$written" "$(take_fingerprint)" "$identity"
  if [ -n "$unit" ]; then report_unit; fi
  if [ -n "$health" ] && ! command -v curl >/dev/null; then say missing curl; fi
  if [ "$(kind_of "$current")" = folder ]; then
    if [ "$method" = git ]; then report_checkout; else each_backup report_backup; report_others; fi
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
      active) say reply "$(unit_state)" "$(systemctl show --property=NRestarts --value -- "$unit" </dev/null 2>/dev/null)" ;;
      health) if problem=$(ask_health); then say reply ok; else say reply failed "$problem"; fi ;;
      prune) each_backup prune_one; say reply ok ;;
      commit) complete; say reply ok; break ;;
      *) break ;;
    esac
  done
  finish
}

# Nothing interrupts it.
finish() {
  trap '' HUP INT TERM
  if [ -z "$finished" ]; then undo; fi
  unit_now=; if [ -n "$unit" ]; then unit_now=$(unit_state); fi
  say where "$(kind_of "$path")" "$(kind_of "$failed")" "$(kind_of "$staged/copy")" "$unit_now"
  if [ -n "$locked" ]; then rm -f -- "$lock" 2>/dev/null; fi
}

main`;

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
  if [ -n "$started" ] && [ -n "$stopped" ]; then revert_one as_root systemctl stop -- "$unit"; fi
  if [ -n "$began" ]; then undo_files; fi
  if [ -n "$was_reset" ]; then revert_one owner_git reset --hard "$from"; fi
  if [ -n "$stopped" ] && [ -n "$was_active" ] && [ -d "$path" ]; then revert_one as_root systemctl start -- "$unit"; fi
}

undo_files() {
  [ -d "$staged" ] || return 0
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
      revert_files "$left" "$path-failed-$(time_of "$left")" || { say reply failed "$problem"; return; }
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

# The killed run had stopped the unit.
note_recovery() { recovered=1; if [ -n "$unit" ]; then stopped=1 was_active=1; fi; }

complete() {
  finished=1
  if [ -n "$began" ]; then run with_files rm -rf --one-file-system -- "$staged" || say stuck "$staged ($problem)"; fi
  if [ -n "$recovered" ] && [ -n "$unit" ] && [ -z "$started" ]; then revert_one as_root systemctl start -- "$unit"; fi
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
  if [ "$(take_fingerprint)" != "$fingerprint" ]; then
    if [ -n "$version" ] && [ "$(version_of "$current")" = "$version" ]; then say reply there; else say reply changed "$(version_of "$current")"; fi
    return
  fi
  if [ "$(kind_of "$backup")" != folder ]; then say reply failed "$backup is gone"; return; fi
  choose_files_by "$current" "$backup"
  if [ "$files_by" = root ]; then check_rights || return; fi
  need=$(with_files du -sk -- "$backup" 2>/dev/null | cut -f 1)
  free=$(df -k --output=avail -- "$parent" | tail -n 1 | tr -d ' ')
  if [ "$((need + need / 20 + 1024))" -gt "$free" ]; then say reply full "$need" "$free"; return; fi
  say reply ok
}

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
  run with_files mkdir -p -- "$staged/copy" "$staged/of/$(basename -- "$backup")" || return 1
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

step_stop() {
  case $(unit_state) in active|activating|reloading) was_active=1 ;; esac
  stopped=1
  run as_root systemctl stop -- "$unit"
}

step_aside() { run with_files mv -T -- "$path" "$failed"; }

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
  started=1
  run as_root systemctl start -- "$unit"
}

attempt() { if "step_$1"; then say reply ok; else say reply failed "$problem"; fi; }`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-talk.js
const AGENT_TALK = String.raw `
set -u -o pipefail
export LC_ALL=C
umask 022
trap '' PIPE
trap 'finish; exit 143' HUP INT TERM
nonce= path= backups= backup= exclude= unit= health= failed= staged= fingerprint= version= method= wanted= commit= prune=
from= problem= files_by=root finished= stopped= was_active= began= recovered= was_reset= started= locked=

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
      nonce|path|backups|backup|exclude|unit|health|failed|staged|fingerprint|version|method|wanted|commit|prune)
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

# Whoever may do it all without sudo does.
choose_files_by() {
  if [ "$EUID" = 0 ]; then files_by=self; return; fi
  files_by=root
  [ -w "$parent" ] || return
  strangers=$(
    set -- "$@" '(' '!' -uid "$(id -u)" -o '('
    for group in $(id -G); do set -- "$@" '!' -gid "$group"; done
    find "$@" ')' ')' -print -quit 2>&1
  ) && [ -z "$strangers" ] && files_by=self
}

may_by_sudo() { [ "$EUID" = 0 ] || sudo -n -l -- "$@" </dev/null >/dev/null 2>&1; }`;

;// CONCATENATED MODULE: ./lib/targets/ssh/agent-script.js





const AGENT_SCRIPT = [AGENT_TALK, AGENT_INSPECTION, AGENT_STEPS, AGENT_REVERT, AGENT_MAIN, ''].join('\n');

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

;// CONCATENATED MODULE: ./lib/targets/ssh/ssh-failure.js


function describeConnection({ exitCode, stderr }, { host, port, user, key }, redact) {
    const where = `${user}@${host}${port === 22 ? '' : `:${port}`}`;
    const said = redact((0,truncate .x)(lastLine(stderr)));
    const fail = (code, what, hint) => new platform_error .W(code, `${where}: ${what}`, { hint });
    const scan = `ssh-keyscan ${port === 22 ? '' : `-p ${port} `}${host}`;
    if (/REMOTE HOST IDENTIFICATION HAS CHANGED|host key for .* has changed/i.test(stderr)) {
        return fail('refused', 'the server shows another host key than the one in ssh-known-hosts', `Somebody may listen in between, or the server was set up anew: compare its key with what \`${scan}\` prints from a network that you trust before you change ssh-known-hosts.`);
    }
    if (/host key verification failed|no .* host key is known/i.test(stderr)) {
        return fail('refused', 'the host key of the server is not in ssh-known-hosts', `Add the lines that \`${scan}\` prints, once you have compared them with the server's own /etc/ssh/ssh_host_*_key.pub.`);
    }
    if (/error in libcrypto|invalid format|incorrect passphrase|load key/i.test(stderr)) {
        return fail('access-denied', 'ssh-key cannot be read by OpenSSH', 'Store the whole private key, with its first and last line, and without a passphrase.');
    }
    if (/permission denied|too many authentication failures/i.test(stderr)) {
        return fail('access-denied', `the server refused the key: ${said}`, key === undefined
            ? 'No ssh-key is given, and the agent has no key that fits.'
            : `Add the public key of ssh-key to ~${user}/.ssh/authorized_keys on the server.`);
    }
    if (exitCode === 255) {
        return fail('unreachable', `no connection: ${said}`, 'See that ssh-host and ssh-port can be reached from this runner.');
    }
    if (exitCode === 127) {
        return fail('refused', `there is no bash for this user: ${said}`, 'Install bash on the server; the steps run in it.');
    }
    return fail('refused', `the server ended the session with exit code ${exitCode}: ${said}`, 'The user must be allowed to run commands: no forced command and no login shell that refuses.');
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

;// CONCATENATED MODULE: ./lib/targets/ssh/sudoers.js
function sudoersLines({ user, service }) {
    const allow = (commands) => `${user} ALL=(root) NOPASSWD: ${commands.join(', ')}`;
    const unit = (verb) => `/usr/bin/systemctl ${verb} -- ${service}`;
    return [
        ...(service === undefined ? [] : [allow([unit('stop'), unit('start')])]),
        allow(['mkdir', 'mv', 'rm', 'tar', 'du'].map((name) => `/usr/bin/${name}`)),
    ];
}

;// CONCATENATED MODULE: ./lib/targets/ssh/inspection.js





async function inspectServer(config, deps, wanted, signal) {
    const data = { ...serverData(config), wanted: wanted ?? '' };
    const reported = await withSession(config, deps, data, async (session) => {
        try {
            const pace = { clock: deps.clock, intervalMs: BUSY_POLL_MS, limitMs: BUSY_LIMIT_MS };
            const until = ([answer]) => answer !== 'busy';
            const [answer] = await (0,poll .w)(() => session.ask('inspect', signal), { ...pace, until }, signal);
            if (answer === 'busy')
                throw busy(config);
        }
        catch (error) {
            throw error instanceof LostConnection ? lostWhileReading(config, error) : error;
        }
        return [...session.reports];
    }, signal);
    return readInspection(reported, config, deps.redact);
}
const BUSY_POLL_MS = 2_000;
const BUSY_LIMIT_MS = 120_000;
function serverData(config) {
    const { path, backups, exclude, service = '', healthUrl, method } = config;
    return {
        path,
        backups,
        method,
        exclude: exclude.filter((folder) => !exclude.some((other) => folder.startsWith(`${other}/`))).join('\n'),
        unit: service,
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
    const unitState = first('unit')[1];
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
        unitState,
    };
}
function refuseUnfit(reported, config, kind, redact) {
    const { path, service, host } = config;
    const where = `${path} on ${host}`;
    if (kind === 'missing')
        throw refuse('not-found', `there is no ${where}`, 'Correct ssh-path.');
    if (kind === 'link') {
        throw refuse('refused', `${where} is a symbolic link`, 'ssh-path must be the folder itself; for releases behind a link use target: command.');
    }
    if (kind !== 'folder')
        throw refuse('refused', `${where} is not a folder`, 'Correct ssh-path.');
    const [, load, state] = reported.find(([name]) => name === 'unit') ?? [];
    if (state === 'missing')
        throw refuse('refused', `${host} has no systemctl`, 'Leave ssh-service empty, or use target: command.');
    if (load === 'not-found' || load === 'masked') {
        const hint = 'Correct ssh-service; `systemctl list-units` on the server shows the names.';
        throw refuse('not-found', `the unit ${service} on ${host} is ${load === 'masked' ? 'masked' : 'unknown'}`, hint);
    }
    const forbidden = reported.find(([name]) => name === 'forbidden')?.[1];
    if (forbidden !== undefined)
        throw mayNot(config, redact((0,truncate .x)(forbidden)));
    if (reported.some(([name, tool]) => name === 'missing' && tool === 'curl')) {
        throw refuse('refused', `${host} has no curl, which ssh-health-url needs`, 'Install curl on the server, or leave ssh-health-url empty.');
    }
}
function mayNot(config, command) {
    const { user, host } = config;
    return refuse('access-denied', `${user} on ${host} may not run \`${command}\` by sudo without a password`, `Allow it in a file of /etc/sudoers.d: ${sudoersLines(config).join('; ')}. The second line is for files that belong to somebody else.`);
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
        const why = failure === '' ? '' : `: ${redact((0,truncate .x)(failure))}`;
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
    return new platform_error .W('unreachable', `the connection to ${host} was lost during the inspection`, {
        cause,
        hint: 'Nothing was changed. See that the server is up and the network steady.',
    });
}
function refuse(code, message, hint) {
    return new platform_error .W(code, message, { hint });
}

;// CONCATENATED MODULE: ./lib/targets/ssh/model/backup-time.js
const CLOCK = String.raw `(?<hour>\d\d)[:.h-]?(?<minute>\d\d)(?:[:.m-]?(?<second>\d\d))?`;
const ZONE = String.raw `(?<zone>Z|[_ -]?UTC|\+\d\d:?\d\d)?(?!\d)`;
const YEAR = String.raw `(?<year>\d{4})`;
const MONTH = String.raw `(?<month>\d\d)`;
const DAY = String.raw `(?<day>\d\d)`;
const FORMS = [
    [YEAR, MONTH, DAY],
    [DAY, MONTH, YEAR],
    [MONTH, DAY, YEAR],
].flatMap(([first = '', second = '', third = '']) => [
    new RegExp(`(?<!\\d)${first}${second}${third}(?:[T_ .-]?${CLOCK})?${ZONE}`, 'g'),
    new RegExp(`(?<!\\d|\\d\\d[-._]\\d\\d[-._])${first}(?<between>[-._])${second}\\k<between>${third}(?:[T_ .-]${CLOCK})?${ZONE}`, 'g'),
]);
const DAY_S = 86_400;
function readingsOf(name) {
    const all = FORMS.flatMap((form) => [...name.matchAll(form)]).flatMap(({ groups }) => read(groups ?? {}));
    return all.filter(({ digits }, index) => all.findIndex((one) => one.digits === digits) === index);
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
    const isComparable = one.isZoned === other.isZoned;
    const [first, second] = isComparable
        ? [one, other]
        : [widen(one, offsetMinutes), widen(other, offsetMinutes)];
    if (first.startS >= second.endS)
        return 1;
    return second.startS >= first.endS ? -1 : undefined;
}
function widen(time, offsetMinutes) {
    if (time.isZoned)
        return time;
    const offsetS = offsetMinutes * 60;
    return {
        startS: time.startS - Math.max(offsetS, 0),
        endS: time.endS - Math.min(offsetS, 0),
    };
}
function read(groups) {
    const { year = '', month = '', day = '', hour, minute, second, zone } = groups;
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
    const startS = dayS + h * 3_600 + min * 60 + s - zoneSeconds(zone);
    const digits = [year, month, day, hour, minute, second].join('');
    return [{ startS, endS: startS + lengthS, isZoned: zone !== undefined, digits }];
}
function zoneSeconds(zone = '') {
    const [, hours = '0', minutes = '0'] = /\+(\d\d):?(\d\d)/.exec(zone) ?? [];
    return Number(hours) * 3_600 + Number(minutes) * 60;
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
    const starting = all.filter(({ name }) => isNameOrPart(name, folder) && (isDemanded || showsBackup(name.slice(folder.length))));
    const timed = all.filter((each) => !starting.includes(each) && readingsOf(each.name).length > 0);
    const free = timed.filter(({ name }) => !isLonger(beforeTime(name), folder));
    const own = new Set([...starting, ...ofNoOther(free, all, before, starting.length > 0)]);
    return { own: all.filter((each) => own.has(each)), others: all.filter((each) => !own.has(each)) };
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

;// CONCATENATED MODULE: ./lib/targets/ssh/server-check.js




async function checkPlanned(config, deps, planned, signal) {
    const ask = (session) => session.ask('check', signal);
    try {
        const answer = await withSession(config, deps, restoreData(config, planned), ask, signal);
        return readCheck(answer, config, (text) => deps.redact((0,truncate .x)(text, 300)));
    }
    catch (error) {
        if (!(error instanceof LostConnection))
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
    if (answer === 'in-place')
        return 'in-place';
    if (answer === 'there')
        return { kind: 'in-place' };
    if (answer === 'changed') {
        const now = first === '' ? '' : `, to ${first}`;
        const reason = `${path} on ${host} has changed since the rollback was planned${now}`;
        return { kind: 'superseded', reason, ...(first !== '' && { by: first }) };
    }
    if (answer === 'forbidden')
        throw mayNot({ host, path, ...config }, first);
    if (answer === 'full') {
        const message = `the disk of ${host} is too full: the copy needs ${first} KiB and ${second} KiB are free`;
        throw new platform_error .W('refused', message, {
            hint: 'Nothing was changed. Free some space on the server, for example by removing old backups.',
        });
    }
    throw new platform_error .W('refused', `the check on ${host} failed: ${first}`, {
        hint: 'Nothing was changed.',
    });
}
function restoreData(config, planned) {
    const { backup, commit, fingerprint, timestamp } = planned;
    const data = { ...serverData(config), fingerprint };
    if (backup === undefined)
        return { ...data, commit: commit ?? '' };
    return {
        ...data,
        backup: backup.path,
        version: backup.version ?? '',
        failed: `${config.path}-failed-${timestamp}`,
        staged: `${config.path}-restoring-${timestamp}`,
    };
}

;// CONCATENATED MODULE: ./lib/targets/ssh/capture.js




function sshCapture(config, deps) {
    return {
        async capture(signal) {
            const inspection = await inspectServer(config, deps, undefined, signal);
            const revision = deps.redact(inspection.checkout?.head ?? inspection.version ?? '');
            const { identity } = inspection;
            const state = identity === undefined ? undefined : { identity };
            const warnings = [
                ...warningsOf(config, inspection),
                ...(await checkRights(config, deps, inspection, signal)),
            ];
            return { ...(revision !== '' && { revision }), ...(state && { state }), warnings };
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
    const { service, host, user, port } = config;
    const unit = (verb) => service === undefined ? [] : [`sudo systemctl ${verb} -- ${manual_quoted(service)}`];
    return [
        `ssh -p ${port} ${user}@${host}`,
        ...(planned.backup === undefined
            ? [...unit('stop'), resetLine(config, planned.to)]
            : restoreLines(config, planned, planned.backup.path, unit('stop'))),
        ...unit('start'),
    ];
}
function resetLine({ path }, commit) {
    const folder = manual_quoted(path);
    return `sudo -u "$(stat -c %U ${folder})" git -C ${folder} -c core.hooksPath=/dev/null reset --hard ${commit}`;
}
function restoreLines({ path, exclude }, { timestamp, location = path }, backup, stop) {
    const [failed, staged] = [`${path}-failed-${timestamp}`, `${path}-restoring-${timestamp}`];
    const out = exclude.map((kept) => ` --exclude=${manual_quoted(`./${kept}`)}`).join('');
    const create = `sudo tar --create --file=- --format=posix ${KEEP} --sparse --numeric-owner --anchored --no-wildcards${out}`;
    const extract = `sudo tar --extract --file=- ${KEEP} --preserve-permissions --same-owner --numeric-owner`;
    return [
        `sudo mkdir ${manual_quoted(staged)}`,
        `${create} --directory=${manual_quoted(backup)} . | ${extract} --directory=${manual_quoted(staged)}`,
        ...stop,
        `sudo mv -T ${manual_quoted(location)} ${manual_quoted(failed)}`,
        `sudo mv -T ${manual_quoted(staged)} ${manual_quoted(path)}`,
        ...exclude.map((kept) => keepLine(`${failed}/${kept}`, `${backup}/${kept}`, `${path}/${kept}`)),
    ];
}
function keepLine(own, copy, to) {
    const take = `sudo mkdir -p ${manual_quoted((0,posix_.dirname)(to))} && sudo mv -T ${manual_quoted(own)} ${manual_quoted(to)}`;
    return `if sudo test -e ${manual_quoted(own)}; then ${take}; elif sudo test -e ${manual_quoted(copy)}; then sudo cp -a ${manual_quoted(copy)} ${manual_quoted(to)}; fi`;
}
function manual_quoted(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
}

;// CONCATENATED MODULE: ./lib/targets/ssh/plan-description.js


function describe(config, planned, unknowns) {
    const { path, service, healthUrl, exclude } = config;
    const unit = (text) => (service === undefined ? [] : [`systemctl ${text} ${service}`]);
    const { backup, timestamp } = planned;
    const files = backup === undefined
        ? [...unit('stop'), `git reset --hard ${checkout_short(planned.to)}`]
        : [
            `copy ${backup.path} beside ${path}${backup.sizeKb === undefined ? '' : `, ${describeSize(backup.sizeKb)}`}`,
            ...unit('stop'),
            `move ${path} aside to ${path}-failed-${timestamp}`,
            `move the copy to ${path}`,
            ...exclude.map((folder) => `move ${folder} along, as it is`),
        ];
    const health = healthUrl === undefined ? [] : [`ask ${new URL(healthUrl.reveal()).host} on the server until it answers`];
    return {
        from: planned.from,
        to: planned.to,
        actor: 'us',
        evidence: [],
        steps: [...files, ...unit('start'), ...health],
        unknowns: service === undefined
            ? [...unknowns, 'whether anything has to be restarted: ssh-service is empty']
            : unknowns,
        manual: manualLines(config, planned),
    };
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
;// CONCATENATED MODULE: ./lib/targets/ssh/location.js
function describeWhere(reported, { path, service, host }, { timestamp, backup }) {
    const revertedSteps = reported.flatMap(([kind, text = '']) => {
        if (kind === 'undid')
            return [`reverted: ${text}`];
        return kind === 'stuck' ? [`could not be reverted: ${text}`] : [];
    });
    const [, folder, failed, staged, unit = ''] = reported.findLast(([kind]) => kind === 'where') ?? [];
    if (folder === undefined) {
        const summary = `${host} reverts its own steps without us, within a minute`;
        return { revertedSteps, summary, isReverted: false };
    }
    const isStuck = reported.some(([kind]) => kind === 'stuck');
    const places = [
        folder === 'folder' ? '' : `${path} is ${folder}`,
        backup !== undefined && failed === 'folder'
            ? `the folder that was deployed is at ${path}-failed-${timestamp}`
            : '',
        backup !== undefined && staged === 'folder'
            ? `the restored copy is at ${path}-restoring-${timestamp}`
            : '',
        service === undefined ? '' : `${service} is ${unit}`,
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
const restore_BUSY_LIMIT_MS = 300_000;
class FailedStep extends Error {
    name = 'FailedStep';
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
            return await withSession(this.#config, this.#deps, restoreData(this.#config, this.#planned), async (opened) => {
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
        if (error instanceof LostConnection)
            throw this.#lost(error);
        throw error;
    }
    async #carryOut(session, progress, signal) {
        const { service, healthUrl } = this.#config;
        await this.#prepare(session, progress, signal);
        const verdict = await this.#check(session, signal);
        if (verdict !== 'go') {
            if (verdict !== 'in-place')
                return verdict;
            progress('the folder is in place already');
        }
        else {
            await this.#replaceFiles(session, progress, signal);
        }
        if (service !== undefined) {
            await this.#step(session, 'start', `started ${service}`, progress, signal);
            await this.#timed(`${service} is active`, progress, () => this.#waitForUnit(session, signal));
        }
        if (healthUrl !== undefined) {
            await this.#timed('it answers on the server', progress, () => this.#waitForHealth(session, signal));
        }
        return { kind: 'in-place' };
    }
    async #prepare(session, progress, signal) {
        const { clock } = this.#deps;
        const { host, path } = this.#config;
        const pace = { clock, intervalMs: POLL_MS, limitMs: restore_BUSY_LIMIT_MS };
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
        const { service, path } = this.#config;
        const { backup, to, timestamp } = this.#planned;
        const stop = async () => {
            if (service !== undefined)
                await this.#step(session, 'stop', `stopped ${service}`, progress, signal);
        };
        if (backup === undefined) {
            await stop();
            return await this.#step(session, 'reset', `reset ${path} to ${to}`, progress, signal);
        }
        await this.#step(session, 'stage', `copied ${backup.path}`, progress, signal);
        await stop();
        await this.#step(session, 'aside', `moved ${path} aside to ${path}-failed-${timestamp}`, progress, signal);
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
    async #waitForUnit(session, signal) {
        const { clock } = this.#deps;
        let before;
        const ask = async () => {
            const [state = '', restarts = ''] = await session.ask('active', signal);
            const isSteady = state === 'active' && before === restarts;
            before = state === 'active' ? restarts : undefined;
            return { state, isSteady };
        };
        const until = (unit) => unit.isSteady || unit.state === 'failed';
        const pace = { clock, intervalMs: POLL_MS, limitMs: ACTIVE_LIMIT_MS, until };
        const { state, isSteady } = await (0,poll .w)(ask, pace, signal);
        if (isSteady)
            return;
        throw new FailedStep(`${this.#config.service} did not become active: it is ${this.#shown(state)}`);
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
    const { own: backups, others } = backupsOf(all, { folder: lastPart(path), pattern });
    const rejected = others.map(({ name }) => `${name}: it matches, but its name does not say that it is a backup of ${path}`);
    if (backups.length === 0)
        return { kind: 'none', reason: 'there is no backup', evidence: rejected };
    const good = backups.filter((backup) => {
        const problem = problemWith(backup, question);
        if (problem !== undefined)
            rejected.unshift(`${backup.name}: ${problem}`);
        return problem === undefined;
    });
    if (rollbackTo.kind === 'back')
        return backup_countBack(good, rollbackTo.count, rejected, question);
    const { captured } = question;
    const isReported = good.some(({ version }) => version !== undefined);
    return captured === undefined || !isReported
        ? takeNewest(good, rejected, question)
        : findCaptured(good, rejected, captured, question);
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
    const { own } = backupsOf(all, { folder: lastPart(path), pattern });
    const { ordered, unordered } = orderBackups(own, offsetMinutes);
    const restored = all.find((backup) => backup.path === used);
    if (restored === undefined || unordered.length > 0)
        return [];
    return ordered
        .slice(keep)
        .filter((backup) => backup !== restored && !maybeNewer(backup, restored, offsetMinutes));
}
function shown(text) {
    return (0,truncate .x)(text, 60);
}

;// CONCATENATED MODULE: ./lib/targets/ssh/pruning.js





async function pruneBackups(config, deps, { used, keep, onProgress }, signal) {
    const { backups, offsetMinutes } = await inspectServer(config, deps, undefined, signal);
    const prunable = choosePrunable(backups, {
        keep,
        used,
        offsetMinutes,
        path: config.path,
        pattern: config.backups,
    });
    if (prunable.length === 0)
        return;
    const data = { ...serverData(config), prune: prunable.map(({ path }) => path).join('\n') };
    const reported = await withSession(config, deps, data, (session) => prune(session, signal), signal);
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
        throw error instanceof LostConnection ? notRemoved('the connection was lost') : error;
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
    const doubts = choice.doubt === undefined ? [] : [choice.doubt];
    return readyPlan(config, deps, inspection, {
        planned,
        backup: choice.backup,
        evidence: choice.evidence,
        doubts,
    });
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
            ...(backup.version !== undefined &&
                deps.from !== undefined &&
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
            async conclude(recovered, signal) {
                if (!recovered || keep === undefined)
                    return;
                await pruneBackups(config, deps, { used: backup.path, keep, onProgress }, signal);
            },
        },
    };
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
    const current = { version, versionWrittenAtS };
    return { rollbackTo, current, offsetMinutes, captured, path: config.path, pattern: config.backups };
}

;// CONCATENATED MODULE: ./lib/targets/ssh/strategy.js









function sshRollback(config, deps) {
    return {
        async plan(signal) {
            const inspection = await inspectServer(config, deps, wantedCommit(config, deps), signal);
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
            const inspection = await inspectServer(config, deps, undefined, signal);
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
function judge({ path, host }, deps, inspection) {
    const { checkout, version, backups } = inspection;
    const { from, captured, rollbackTo, redact } = deps;
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
function judgeUnnamed({ path, host, service }, { rollbackTo, capturedState, from, hasAnswered }, { identity, unfinished, left }) {
    const isUntouched = identity !== undefined && identity === capturedState?.identity;
    const isDeployed = from !== undefined && hasAnswered?.(from) === true;
    if (!isUntouched || isDeployed || rollbackTo.kind !== 'previous')
        return undefined;
    if (unfinished !== undefined || left.length > 0)
        return undefined;
    const unit = service === undefined ? '' : `, and ${service} was not started again`;
    const reason = `nothing in ${path} on ${host} has changed since before the deployment${unit}`;
    return { kind: 'not-deployed', reason };
}
function wantedCommit({ method }, { rollbackTo, captured }) {
    if (method !== 'git')
        return undefined;
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



function openSsh(config, target, deps) {
    const { env, clock, redact, capture, hasAnswered, deployed: from } = deps;
    const access = { clock, env, redact, temporary: env.RUNNER_TEMP ?? '' };
    const strategy = sshRollback(target, {
        ...access,
        rollbackTo: config.rollbackTo,
        from,
        captured: capture?.revision,
        capturedState: (0,folder_state .e)(capture?.state),
        hasAnswered,
    });
    return { strategy, source: sshCapture(target, access), probes: [] };
}


/***/ })

};
