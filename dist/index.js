if (Number(process.versions.node.split('.')[0]) < 24) {
  if (process.argv[2] === 'cli') console.error('safe-landing: it needs Node 24 or newer, and was started by Node ' + process.versions.node + '. Install a newer one, or put it first on the PATH.')
  else console.log('::error title=Safe Landing needs Node 24::It was started by Node ' + process.versions.node + ', so that nothing was verified. Update the runner (self-hosted ones have Node 24 from version 2.327.0 on); a program that runs actions locally takes the node that it finds first on its PATH.')
  process.exit(process.argv[2] === 'cli' ? 2 : 1)
}
import { createRequire as __WEBPACK_EXTERNAL_createRequire } from "module";
/******/ var __webpack_modules__ = ({

/***/ 2613:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("assert");

/***/ }),

/***/ 181:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("buffer");

/***/ }),

/***/ 5317:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("child_process");

/***/ }),

/***/ 4434:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("events");

/***/ }),

/***/ 9896:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("fs");

/***/ }),

/***/ 8611:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("http");

/***/ }),

/***/ 5692:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("https");

/***/ }),

/***/ 9278:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("net");

/***/ }),

/***/ 6970:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:assert");

/***/ }),

/***/ 6698:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:async_hooks");

/***/ }),

/***/ 4573:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:buffer");

/***/ }),

/***/ 1421:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:child_process");

/***/ }),

/***/ 7540:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:console");

/***/ }),

/***/ 7598:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:crypto");

/***/ }),

/***/ 3053:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:diagnostics_channel");

/***/ }),

/***/ 610:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:dns");

/***/ }),

/***/ 8474:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:events");

/***/ }),

/***/ 3024:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs");

/***/ }),

/***/ 1455:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:fs/promises");

/***/ }),

/***/ 7067:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http");

/***/ }),

/***/ 2467:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:http2");

/***/ }),

/***/ 4708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:https");

/***/ }),

/***/ 7030:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:net");

/***/ }),

/***/ 8161:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:os");

/***/ }),

/***/ 6760:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path");

/***/ }),

/***/ 3916:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:path/posix");

/***/ }),

/***/ 643:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:perf_hooks");

/***/ }),

/***/ 1708:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:process");

/***/ }),

/***/ 1792:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:querystring");

/***/ }),

/***/ 6848:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:readline/promises");

/***/ }),

/***/ 99:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:sqlite");

/***/ }),

/***/ 7075:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:stream");

/***/ }),

/***/ 7997:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers");

/***/ }),

/***/ 8500:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:timers/promises");

/***/ }),

/***/ 9311:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:tls");

/***/ }),

/***/ 3136:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:url");

/***/ }),

/***/ 7975:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util");

/***/ }),

/***/ 3429:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:util/types");

/***/ }),

/***/ 5919:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:worker_threads");

/***/ }),

/***/ 8522:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("node:zlib");

/***/ }),

/***/ 857:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("os");

/***/ }),

/***/ 6928:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("path");

/***/ }),

/***/ 932:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("process");

/***/ }),

/***/ 3193:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("string_decoder");

/***/ }),

/***/ 3557:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("timers");

/***/ }),

/***/ 4756:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("tls");

/***/ }),

/***/ 9023:
/***/ ((module) => {

module.exports = __WEBPACK_EXTERNAL_createRequire(import.meta.url)("util");

/***/ }),

/***/ 2169:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    W: () => (  isInsideKey),
    g: () => (  findCredentials)
  });
const QUOTE = `["'\u0060<>]`;
const BASE64_RUN = /[A-Za-z0-9+/]{16}/;
const SHAPES = [
    {
        pattern: /(?<before>:\/\/[^\s/?#@:"'`<>\\]{0,256}:)(?!\d{1,5}(?:[/?#\s"']|$))[^\s"'`<>]{1,256}(?=@(?!sha256:))/g,
    },
    { pattern: /(?<before>:\/\/)(?=[a-z_-]{0,256}\d)[^\s/?#@:"'`<>]{20,256}(?=@)/gi },
    {
        pattern: new RegExp(`(?<before>\\bauthorization${QUOTE}?\\s{0,4}[:=,]\\s{0,4}${QUOTE}?(?:bearer|basic|token|digest|apikey|negotiate)\\s{1,4})[^\\s"'\u0060<>$*{…]{4,}`, 'gi'),
    },
    { pattern: /(?<before>\bbearer\s{1,4})(?=[a-z._~+/-]{0,256}\d)[\w.~+/-]{16,}={0,2}/gi },
    {
        pattern: /(?<before>\bbasic\s{1,4})[a-z0-9+/]{8,}={0,2}/gi,
        isCredential: (text) => /^[\x20-\x7e]*:[\x20-\x7e]+$/.test(decodeBase64(text)),
    },
    {
        pattern: /(?<before>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:(?!-----)[\s\S])*(?=-----END )/g,
        isCredential: (text) => BASE64_RUN.test(text),
    },
    {
        pattern: /(?<before>-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----)(?:\s|\\[nr]|[\w-]{1,20}: [\w,-]{1,80}\s)*[A-Za-z0-9+/]{8}[A-Za-z0-9+/=\s\\…]*/g,
    },
    { pattern: /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g },
    {
        pattern: new RegExp(`(?<before>(?:secret_?access_?key|session_?token)${QUOTE}?\\s{0,4}[:=,]\\s{0,4}${QUOTE}?)[A-Za-z0-9/+=]{16,}`, 'gi'),
    },
    { pattern: /(?<![A-Za-z0-9])(?:gh[pousr]_[A-Za-z0-9]{16,}|github_pat_\w{20,})(?:[._-][\w-]{8,})*/g },
    { pattern: /(?<![A-Za-z0-9])xox[abceoprs](?:\.xox[a-z])?-[A-Za-z0-9-]{10,250}/g },
    { pattern: /(?<![A-Za-z0-9])xapp-\d-[A-Z0-9]{6,20}-\d{6,20}-[A-Za-z0-9]{16,}/g },
    { pattern: /(?<before>\bhooks\.slack\.com\/(?:services|workflows|triggers)\/)[A-Za-z0-9/_-]{16,}/g },
    { pattern: /(?<before>\bdiscord(?:app)?\.com\/api\/(?:v\d{1,2}\/)?webhooks\/)\d{10,25}\/[\w-]{16,}/g },
    { pattern: /(?<before>\.webhook\.office\.com\/webhookb2\/)[\w@/-]{16,}/g },
    {
        pattern: /(?<![A-Za-z0-9])(?:sk|rk)_(?:live|test)_[A-Za-z0-9]{16,}|(?<![A-Za-z0-9])whsec_[A-Za-z0-9+/]{24,}={0,2}/g,
    },
    { pattern: /(?<![A-Za-z0-9])(?:glpat|gldt|glrt|glcbt|glptt)-[\w-]{20,}/g },
    { pattern: /(?<![A-Za-z0-9])npm_[A-Za-z0-9]{36}(?![A-Za-z0-9])/g },
    { pattern: /(?<![A-Za-z0-9])pypi-AgE[\w-]{50,}/g },
    { pattern: /(?<![A-Za-z0-9])dckr_(?:pat|oat)_[\w-]{20,}/g },
    { pattern: /(?<![A-Za-z0-9])SG\.[\w-]{16,32}\.[\w-]{32,64}(?![\w-])/g },
    { pattern: /(?<![A-Za-z0-9_])AIza[\w-]{35}(?![\w-])/g },
    { pattern: /(?<![A-Za-z0-9_])ya29\.[\w-]{20,}/g },
    { pattern: /(?<![A-Za-z0-9])sk-(?=[\w-]{0,200}\d)[\w-]{32,}/g },
    { pattern: /(?<![A-Za-z0-9])dop_v1_[0-9a-f]{64}|(?<![A-Za-z0-9])shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}/g },
    { pattern: /(?<![A-Za-z0-9])hvs\.[\w-]{24,}/g },
    {
        pattern: /(?<before>(?:^|[;?&\s"'`])(?:password|pwd|accountkey|sharedaccesskey|sharedaccesssignature|sharedsecretvalue)\s{0,2}=\s{0,2})(?!\s|\*\*\*|\$)[^;&\s"'`<>]{4,512}(?=[;&"'`\s]|$)/gi,
        isCredential: (text) => !/^(?:true|false|null|none|required|missing|incorrect|invalid|wrong|expired|changed|set|unset|yes|no|\{.*\}|<.*>|%.*%)[,.)]*$/i.test(text),
    },
    {
        pattern: /(?<before>(?:password|passwd|api[_-]?key|client[_-]?secret|secret[_-]?key|private[_-]?key|access[_-]?token|auth[_-]?token|refresh[_-]?token|routing[_-]?key|[a-z\d][_-](?:pass|pwd|token|secret))["'`]?\s{0,2}[=:]\s{0,2}["'`]?)(?=[^\s"'`]{0,200}[\d!@#%^&])(?![$*<{[(])[^\s"'`,;&<>(){}[\]]{8,512}/gi,
        isCredential: (text) => !PUBLIC_VALUE.test(text),
    },
    {
        pattern: /(?<before>(?:^|\s)--(?:password|token|secret|api-key)\s{1,4})(?=[^\s"'`]{0,200}[\d!@#%^&])(?![-$*<{/.])[^\s"'`]{6,512}/gi,
    },
    {
        pattern: /(?<before>\bcurl\s[^\n"'`]{0,200}?(?:-u|--user)[\s=]{1,4}["']?[^\s:"'`]{1,64}:)(?!\$)[^\s"'`]{4,512}/g,
    },
    {
        pattern: /(?<before>\bcookie["'`]?\s{0,2}:\s{0,2}["'`]?)[\w.-]{1,64}=[^\s"'`;]{1,4096}(?:;\s?[\w.-]{1,64}(?:=[^\s"'`;]{0,4096})?){0,50}/gi,
    },
    {
        pattern: /(?<before>[?&;](?:X-Amz-Signature|X-Amz-Security-Token|X-Goog-Signature|sig|signature)=)[A-Za-z0-9%+/=_-]{16,2048}/gi,
    },
    { pattern: /(?<![\w-])eyJ[\w-]{8,}\.[\w-]{2,}(?:\.[\w-]*){1,3}/g },
];
function decodeBase64(text) {
    const isWhole = text.replace(/=+$/, '').length % 4 !== 1;
    return isWhole ? atob(text.replace(/=+$/, '')) : '';
}
const PUBLIC_VALUE = /^(?:sha256:|[0-9a-f]{40}$|[0-9a-f]{64}$|[0-9a-f]{8}-[0-9a-f]{4}-|arn:|https?:|\/|\d[\d.:TZ+-]*$|v?\d+\.\d)/i;
const ACCESS_KEY_ID = /(?<![A-Za-z0-9])(?:AKIA|ASIA|ABIA|ACCA)[A-Z0-9]{16}(?![A-Za-z0-9])/g;
const NEIGHBOURHOOD = 300;
const SECRET_ACCESS_KEY = /(?<![A-Za-z0-9/+=])[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/g;
function findCredentials(text) {
    const found = SHAPES.flatMap(({ pattern, isCredential = () => true }) => [...text.matchAll(pattern)].flatMap((match) => {
        const { before = '' } = match.groups ?? {};
        const credential = match[0].slice(before.length);
        const from = match.index + before.length;
        return isCredential(credential) ? [[from, from + credential.length]] : [];
    }));
    return [...found, ...findSecretAccessKeys(text)];
}
function findSecretAccessKeys(text) {
    const ids = [...text.matchAll(ACCESS_KEY_ID)].map(({ index }) => index);
    if (ids.length === 0)
        return [];
    let next = 0;
    return [...text.matchAll(SECRET_ACCESS_KEY)].flatMap(({ 0: key, index }) => {
        while (next + 1 < ids.length && (ids[next] ?? 0) < index - NEIGHBOURHOOD)
            next += 1;
        const isNear = Math.abs((ids[next] ?? 0) - index) <= NEIGHBOURHOOD;
        return isNear && /[A-Z]/.test(key) && /[a-z]/.test(key) ? [[index, index + key.length]] : [];
    });
}
function isInsideKey(text) {
    const begin = text.search(/-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----(?![\s\S]*-----BEGIN )/);
    return begin >= 0 && !text.slice(begin).includes('-----END ');
}


/***/ }),

/***/ 1923:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
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

/***/ 8415:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    E: () => (  parseDuration),
    P: () => (  renderDuration)
  });
const UNITS = [
    { suffix: 'h', ms: 3_600_000 },
    { suffix: 'm', ms: 60_000 },
    { suffix: 's', ms: 1_000 },
];
function renderDuration(durationMs) {
    const ms = Math.max(0, Math.round(durationMs));
    if (ms < 1_000)
        return `${ms}ms`;
    if (ms < 10_000)
        return `${Number((ms / 1_000).toFixed(1))}s`;
    let rest = Math.round(ms / 1_000) * 1_000;
    let text = '';
    for (const { suffix, ms: unitMs } of UNITS) {
        const count = Math.floor(rest / unitMs);
        rest -= count * unitMs;
        if (count > 0)
            text += `${count}${suffix}`;
    }
    return text;
}
const UNIT_MS = { d: 86_400_000, h: 3_600_000, m: 60_000, s: 1_000, ms: 1 };
const DURATION = /^(?:\d{1,9}(?:\.\d{1,3})?d)?(?:\d{1,9}(?:\.\d{1,3})?h)?(?:\d{1,9}(?:\.\d{1,3})?m)?(?:\d{1,9}(?:\.\d{1,3})?s)?(?:\d{1,9}ms)?$/;
function parseDuration(text) {
    if (text === '' || !DURATION.test(text))
        return undefined;
    const terms = text.matchAll(/([\d.]+)(ms|[dhms])/g);
    return Math.round([...terms].reduce((sum, [, count, unit = '']) => sum + Number(count) * (UNIT_MS[unit] ?? 0), 0));
}


/***/ }),

/***/ 3001:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    U: () => (  fieldAt)
  });
function fieldAt(value, ...names) {
    return names.reduce((at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined), value);
}


/***/ }),

/***/ 7505:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    R: () => (  causeShape),
    k: () => (  logShape)
  });
const VARYING = [
    [/\x1b\[[0-?]{0,32}[ -/]{0,8}[@-~]/g, ''],
    [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '#'],
    [
        /\b\d{4}[-/.]\d\d[-/.]\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?: ?(?:Z|UTC|[+-]\d\d:?\d\d))?)?/g,
        '#',
    ],
    [/"(?:[^"\\]|\\.){0,400}"|'[^']{0,400}'|`[^`]{0,400}`/g, '#'],
    [/\b(?=\w{0,64}\d)[\w-]{1,64}\b/g, '#'],
    [/#(?:[-.:/,#]{0,4}#)+/g, '#'],
];
const LENGTH = 300;
const NAMES = [
    [/\b[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\b/gi, '#'],
    [/\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d)?(?:[.,]\d{1,9})?(?:Z|[+-]\d\d:?\d\d)?/g, '#'],
    [/\b\d\d:\d\d:\d\d(?:[.,]\d{1,9})?\b/g, '#'],
    [/\b\d{1,3}(?:[.-]\d{1,3}){3}(?::\d{1,5})?\b/g, '#'],
    [/\b\d{1,9}(?:\.\d{1,9})? ?(?:ms|s|m)\b/g, '#'],
    [/\b(?=[a-z]{0,64}\d)(?=\d{0,64}[a-z])[a-z0-9]{5,64}\b/gi, '#'],
    [/\b[0-9a-f]{8,64}\b|\b\d{6,64}\b/gi, '#'],
];
function causeShape(reason) {
    let shape = reason.slice(0, 2 * LENGTH);
    for (const [pattern, instead] of NAMES)
        shape = shape.replace(pattern, instead);
    return shape;
}
function logShape(line) {
    let shape = line.slice(0, LENGTH);
    for (const [pattern, instead] of VARYING)
        shape = shape.replace(pattern, instead);
    return shape.replace(/\s+/g, ' ').trim().toLowerCase();
}


/***/ }),

/***/ 6661:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    p: () => (  nearest)
  });
function nearest(word, candidates) {
    const typed = word.toLowerCase().replace(/[\s_]+/g, '-');
    if (typed === '' || typed.length > 40)
        return undefined;
    const distances = candidates.map((candidate) => ({
        candidate,
        edits: countEdits(typed, candidate.toLowerCase()),
    }));
    const [best] = distances.toSorted((a, b) => a.edits - b.edits);
    return best !== undefined && best.edits <= Math.ceil(best.candidate.length / 3) ? best.candidate : undefined;
}
function countEdits(from, to) {
    let before = [];
    let above = Array.from({ length: to.length + 1 }, (_, index) => index);
    for (let row = 1; row <= from.length; row++) {
        const current = [row];
        for (let column = 1; column <= to.length; column++) {
            const isSame = from[row - 1] === to[column - 1];
            const isSwap = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
            current.push(Math.min((above[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1, (above[column - 1] ?? 0) + (isSame ? 0 : 1), isSwap ? (before[column - 2] ?? 0) + 1 : Number.POSITIVE_INFINITY));
        }
        before = above;
        above = current;
    }
    return above[to.length] ?? 0;
}


/***/ }),

/***/ 320:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  Z: () => (  readPattern)
});

;// CONCATENATED MODULE: ./lib/core/pattern/pattern-syntax.js
class PatternRefusal extends Error {
}
const ESCAPE = /\\(?:u\{[0-9a-fA-F]+\}|u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|c[a-zA-Z]|[pP]\{[^}]*\}|.)/suy;
const CLASS = /\[(?:\\.|[^\]\\])*\]/suy;
const QUANTIFIER = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const GROUP = /\((?:\?:|\?<(?![=!])[^>]+>|(?!\?))/y;
const LITERAL = /[^\\[\](){}*+?|^$.]/suy;
function parsePattern(source, flags) {
    return new PatternReader(source, flags).choices();
}
class PatternReader {
    #source;
    #flags;
    #at = 0;
    constructor(source, flags) {
        this.#source = source;
        this.#flags = flags;
    }
    choices() {
        const first = this.#sequence();
        const choices = [first];
        while (this.#take(/\|/y))
            choices.push(this.#sequence());
        return choices.length === 1 ? first : { kind: 'any', choices };
    }
    #sequence() {
        const parts = [];
        while (this.#at < this.#source.length && !/[|)]/.test(this.#source.charAt(this.#at))) {
            parts.push(this.#quantified(this.#atom()));
        }
        return { kind: 'all', parts };
    }
    #quantified(node) {
        const [whole, sign, low, comma, high] = this.#take(QUANTIFIER) ?? [];
        if (whole === undefined)
            return node;
        if (sign !== undefined) {
            const max = sign === '?' ? 1 : Number.POSITIVE_INFINITY;
            return { kind: 'repeat', node, min: sign === '+' ? 1 : 0, max };
        }
        const min = Number(low);
        const max = comma === undefined ? min : high ? Number(high) : Number.POSITIVE_INFINITY;
        return { kind: 'repeat', node, min, max };
    }
    #atom() {
        if (this.#take(GROUP)) {
            const inner = this.choices();
            this.#take(/\)/y);
            return inner;
        }
        if (this.#take(/\^/y))
            return { kind: 'border', border: 'start' };
        if (this.#take(/\$/y))
            return { kind: 'border', border: 'end' };
        if (this.#take(/\(\?/y)) {
            throw new PatternRefusal('look-ahead, look-behind and inline flags are not supported');
        }
        const escaped = this.#take(ESCAPE)?.[0];
        if (escaped === '\\b')
            return { kind: 'border', border: 'word' };
        if (escaped === '\\B')
            return { kind: 'border', border: 'no-word' };
        if (escaped !== undefined && /^\\[1-9k]/.test(escaped)) {
            throw new PatternRefusal('references to groups are not supported');
        }
        const one = escaped ?? this.#take(CLASS)?.[0] ?? this.#take(/\./y)?.[0] ?? this.#take(LITERAL)?.[0];
        if (one === undefined)
            throw new PatternRefusal(`"${this.#source.charAt(this.#at)}" was not expected`);
        return { kind: 'one', test: single(one, this.#flags) };
    }
    #take(pattern) {
        pattern.lastIndex = this.#at;
        const match = pattern.exec(this.#source);
        if (match === null)
            return undefined;
        this.#at = pattern.lastIndex;
        return match;
    }
}
function single(source, flags) {
    if (source.length === 1 && source !== '.' && !flags.includes('i'))
        return (character) => character === source;
    const engine = new RegExp(`^${source}$`, flags.replace('m', ''));
    const known = new Map();
    return (character) => {
        const before = known.get(character);
        if (before !== undefined)
            return before;
        const matches = engine.test(character);
        if (known.size < 1_000)
            known.set(character, matches);
        return matches;
    };
}

;// CONCATENATED MODULE: ./lib/core/pattern/pattern-program.js

const MAX_STEPS = 2_000;
const TOO_LARGE = 'its repetitions make it too large';
function compilePattern(root) {
    const builder = new ProgramBuilder();
    const start = builder.build(root, builder.add({ kind: 'match' }));
    return { steps: builder.steps, start };
}
class ProgramBuilder {
    steps = [];
    #built = 0;
    add(step) {
        if (this.steps.length >= MAX_STEPS)
            throw new PatternRefusal(TOO_LARGE);
        return this.steps.push(step) - 1;
    }
    build(node, next) {
        this.#built += 1;
        if (this.#built > 10 * MAX_STEPS)
            throw new PatternRefusal(TOO_LARGE);
        switch (node.kind) {
            case 'one':
                return this.add({ kind: 'one', test: node.test, next });
            case 'border':
                return this.add({ kind: 'border', border: node.border, next });
            case 'all':
                return node.parts.reduceRight((after, part) => this.build(part, after), next);
            case 'any':
                return this.add({ kind: 'fork', next: node.choices.map((choice) => this.build(choice, next)) });
            case 'repeat':
                return this.#repeat(node, next);
        }
    }
    #repeat({ node, min, max }, next) {
        const optional = Number.isFinite(max) ? max - min : 0;
        if (min > MAX_STEPS || optional > MAX_STEPS)
            throw new PatternRefusal(TOO_LARGE);
        let entry = Number.isFinite(max) ? next : this.#loop(node, next);
        for (let left = 0; left < optional; left++) {
            entry = this.add({ kind: 'fork', next: [this.build(node, entry), next] });
        }
        for (let count = 0; count < min; count++)
            entry = this.build(node, entry);
        return entry;
    }
    #loop(node, next) {
        const entry = this.add({ kind: 'fork', next: [] });
        this.steps[entry] = { kind: 'fork', next: [this.build(node, entry), next] };
        return entry;
    }
}

;// CONCATENATED MODULE: ./lib/core/pattern/pattern.js


const MAX_WORK = 30_000_000;
function readPattern(source, flags = '') {
    const wrong = /[^ims]/.exec(flags)?.[0];
    if (wrong !== undefined)
        return { ok: false, because: `the flag ${wrong} is not one of i, m and s` };
    if (new Set(flags).size < flags.length)
        return { ok: false, because: 'a flag is given twice' };
    try {
        new RegExp(source, `u${flags}`);
        const program = compilePattern(parsePattern(source, `u${flags}`));
        const options = { isMultiline: flags.includes('m'), mayBegin: findBeginnings(program) };
        return { ok: true, pattern: { find: (text) => find(program, text, options) } };
    }
    catch (error) {
        if (error instanceof PatternRefusal)
            return { ok: false, because: error.message };
        if (error instanceof SyntaxError)
            return { ok: false, because: renderSyntax(error) };
        throw error;
    }
}
function renderSyntax({ message }) {
    const why = message.slice(message.lastIndexOf(': ') + 2);
    return why.charAt(0).toLowerCase() + why.slice(1);
}
const ASCII = 128;
function findBeginnings({ steps, start }) {
    const reached = new Set();
    const waiting = [start];
    for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
        const step = steps[state];
        if (step === undefined || reached.has(state))
            continue;
        reached.add(state);
        if (step.kind === 'match')
            return undefined;
        if (step.kind === 'fork')
            waiting.push(...step.next);
        if (step.kind === 'border')
            waiting.push(step.next);
    }
    const first = [...reached].flatMap((state) => steps[state] ?? []);
    return Array.from({ length: ASCII }, (_, code) => first.some((step) => step.kind === 'one' && step.test(String.fromCharCode(code))));
}
function find(program, text, { isMultiline, mayBegin }) {
    const { steps, start } = program;
    const reachedAt = new Int32Array(steps.length).fill(-1);
    const waiting = [];
    let current = [];
    let before = '';
    let work = 0;
    for (let index = 0; index <= text.length; index += before.length) {
        const after = characterAt(text, index);
        if (current.length === 0 && mayBegin?.[text.charCodeAt(index)] === false) {
            before = after;
            continue;
        }
        const reached = [];
        for (const state of current) {
            const step = steps[state];
            if (step?.kind === 'one' && step.test(before))
                waiting.push(step.next);
        }
        waiting.push(start);
        for (let state = waiting.pop(); state !== undefined; state = waiting.pop()) {
            const step = steps[state];
            if (step === undefined || reachedAt[state] === index)
                continue;
            reachedAt[state] = index;
            work += 1;
            if (step.kind === 'match')
                return 'found';
            if (step.kind === 'one')
                reached.push(state);
            else if (step.kind === 'fork')
                waiting.push(...step.next);
            else if (holds(step.border, before, after, isMultiline))
                waiting.push(step.next);
        }
        if (work > MAX_WORK)
            return 'too-costly';
        if (after === '')
            break;
        current = reached;
        before = after;
    }
    return 'not-found';
}
function characterAt(text, index) {
    const code = text.codePointAt(index);
    return code === undefined ? '' : String.fromCodePoint(code);
}
function holds(border, before, after, isMultiline) {
    switch (border) {
        case 'start':
            return before === '' || (isMultiline && LINE_END.test(before));
        case 'end':
            return after === '' || (isMultiline && LINE_END.test(after));
        case 'word':
            return WORD.test(before) !== WORD.test(after);
        case 'no-word':
            return WORD.test(before) === WORD.test(after);
    }
}
const LINE_END = /^[\n\r\u2028\u2029]$/;
const WORD = /^\w$/;


/***/ }),

/***/ 4851:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    W: () => (  PlatformError)
  });
class PlatformError extends Error {
    name = 'PlatformError';
    code;
    hint;
    constructor(code, message, details = {}) {
        super(message, details.cause === undefined ? {} : { cause: details.cause });
        this.code = code;
        this.hint = details.hint;
    }
}


/***/ }),

/***/ 569:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    K: () => (  redactDeep)
  });
const OWN_FIELDS = new Set(['kind', 'result', 'stage', 'phase', 'actor', 'state']);
function redactDeep(value, redact) {
    if (typeof value === 'string')
        return redact(value);
    if (Array.isArray(value)) {
        const items = value.map((item) => redactDeep(item, redact));
        return items.every((item, index) => item === value[index]) ? value : items;
    }
    if (value instanceof Map)
        return new Map([...value].map((entry) => redactDeep(entry, redact)));
    if (!isPlainObject(value))
        return value;
    const changed = {};
    for (const [key, item] of Object.entries(value)) {
        if (typeof item === 'string' && OWN_FIELDS.has(key))
            continue;
        const redacted = redactDeep(item, redact);
        if (redacted !== item)
            changed[key] = redacted;
    }
    return Object.keys(changed).length === 0 ? value : { ...value, ...changed };
}
function isPlainObject(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const prototype = Object.getPrototypeOf(value);
    return prototype === Object.prototype || prototype === null;
}


/***/ }),

/***/ 8962:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  l: () => (  createRedactor)
});

// EXTERNAL MODULE: ./lib/core/credential-shapes.js
var credential_shapes = __nccwpck_require__(2169);
;// CONCATENATED MODULE: ./lib/core/decoded-text.js
const ANSI = String.raw `(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]`;
const INVISIBLE = String.raw `(?![\s\x1b\x9b])[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]`;
const UNSEEN = new RegExp(`${ANSI}|${INVISIBLE}`, 'gu');
const MAX_DECODINGS = 3;
function readEncodings(source) {
    let last = { text: source, startOf: (at) => at, endOf: (at) => at + 1 };
    const readings = [last];
    if (MAIL.test(source))
        readings.push(replace(last, new RegExp(MAIL, 'g'), ([whole]) => decodeMail(whole)));
    for (const step of [withoutUnseen, ...Array.from({ length: MAX_DECODINGS }, () => decode)]) {
        const next = step(last);
        if (next === last)
            continue;
        readings.push(next);
        last = next;
    }
    return readings;
}
function withoutUnseen(given) {
    return given.text.search(UNSEEN) < 0 ? given : replace(given, UNSEEN, () => ({ text: '' }));
}
const BYTE = String.raw `(?:%|\\x)[0-9a-f]{2}|\\[0-3][0-7]{2}`;
const ENCODED = new RegExp(String.raw `(?<bytes>(?:${BYTE})+)|\\u\{(?<point>[0-9a-f]{1,6})\}|[\\%]u(?<unit>[0-9a-f]{4})|\\(?<escaped>[^\w\s]|[bfnrtv0])` +
    '|&(?:#0*(?<decimal>\\d{1,7});?|#x0*(?<hex>[0-9a-f]{1,6});?|(?<name>[a-z]{2,6});)' +
    '|(?<folded>=\\r?\\n)', 'gi');
const MAIL = /(?:=[0-9A-F]{2})+/;
const NAMED = new Map('amp& lt< gt> quot" apos\' sol/ bsol\\ plus+ equals= colon: semi; commat@ num# percnt% dollar$ excl! quest? lowbar_ ast* lpar( rpar) lsqb[ rsqb] lcub{ rcub} grave` hat^ verbar| comma, period.'
    .split(' ')
    .map((entry) => [entry.slice(0, -1), entry.slice(-1)]));
function decode(given) {
    if (given.text.search(ENCODED) < 0)
        return given;
    return withoutUnseen(replace(given, ENCODED, ({ 0: whole, groups = {} }) => decodeMatch(whole, groups)));
}
function decodeMail(whole) {
    return decodeBytes(whole.replaceAll('=', '%'));
}
function decodeMatch(whole, groups) {
    const { bytes, point, unit, escaped, decimal, hex, name, folded } = groups;
    if (folded !== undefined)
        return { text: '' };
    if (bytes !== undefined)
        return decodeBytes(bytes);
    if (escaped !== undefined)
        return { text: /\w/.test(escaped) ? ' ' : escaped };
    if (name !== undefined)
        return { text: name.toLowerCase() === 'nbsp' ? ' ' : (NAMED.get(name.toLowerCase()) ?? whole) };
    const code = decimal === undefined ? Number.parseInt(point ?? unit ?? hex ?? '', 16) : Number(decimal);
    return { text: code > 0x10_ff_ff ? whole : String.fromCodePoint(code) };
}
const UTF8 = new TextDecoder();
function decodeBytes(encoded) {
    const pieces = encoded.match(new RegExp(BYTE, 'gi')) ?? [];
    const bytes = pieces.map((piece) => /^\\\d/.test(piece) ? Number.parseInt(piece.slice(1), 8) : Number.parseInt(piece.slice(-2), 16));
    let text = '';
    const widths = [];
    for (let at = 0; at < bytes.length;) {
        const length = lengthOfUtf8(bytes[at] ?? 0);
        const char = UTF8.decode(Uint8Array.from(bytes.slice(at, at + length)));
        const taken = char.includes('\ufffd') ? 1 : length;
        const shown = taken === length ? char : String.fromCharCode(bytes[at] ?? 0);
        const width = pieces.slice(at, at + taken).join('').length;
        text += shown;
        widths.push(...Array.from(shown, () => width));
        if (shown.length > Array.from(shown).length)
            widths.push(0);
        at += taken;
    }
    return { text, widths };
}
function lengthOfUtf8(lead) {
    if (lead >= 0xf0)
        return 4;
    if (lead >= 0xe0)
        return 3;
    return lead >= 0xc0 ? 2 : 1;
}
function replace(given, pattern, replacementOf) {
    const parts = [];
    const [starts, ends] = [[], []];
    const add = (text, placeOf) => {
        parts.push(text);
        for (let at = 0; at < text.length; at += 1) {
            const [from, to] = placeOf(at);
            starts.push(given.startOf(from));
            ends.push(given.endOf(Math.max(from, to - 1)));
        }
    };
    let done = 0;
    for (const match of given.text.matchAll(pattern)) {
        const { index } = match;
        const { text, widths } = replacementOf(match);
        const before = done;
        add(given.text.slice(before, index), (at) => [before + at, before + at + 1]);
        done = index + match[0].length;
        let from = index;
        const whole = [index, done];
        add(text, (at) => {
            if (widths === undefined)
                return whole;
            const place = [from, from + (widths[at] ?? 0)];
            [, from] = place;
            return place;
        });
    }
    const rest = done;
    add(given.text.slice(rest), (at) => [rest + at, rest + at + 1]);
    return {
        text: parts.join(''),
        startOf: (at) => starts[at] ?? 0,
        endOf: (at) => ends[at] ?? 0,
    };
}

;// CONCATENATED MODULE: ./lib/core/secret-needles.js

const MIN_LENGTH = 4;
const MIN_LINE_LENGTH = 8;
const MIN_FOLDED_LENGTH = 8;
const MAX_RARE_LENGTH = 256;
const MIN_BARE_LENGTH = 16;
function formsOf(secrets) {
    const lines = new Set(secrets.flatMap(linesOf));
    const values = [...new Set(secrets.flatMap(partsOf))].filter((value) => value.length >= MIN_LENGTH);
    const rare = values.filter((value) => value.length <= MAX_RARE_LENGTH && !lines.has(value));
    return {
        plain: values.flatMap(spellingsOf),
        encoded: [...values.flatMap(encodingsOf), ...rare.flatMap(rareEncodingsOf)],
        literals: values.filter((value) => fold(value).length < MIN_LENGTH),
    };
}
function needlesOf(forms) {
    return forms.map(toNeedle).filter(({ text }) => text.length >= MIN_LENGTH);
}
function beginningsOf(forms) {
    return forms.map((form) => fold(form.slice(0, MIN_LENGTH)));
}
function partsOf(secret) {
    return [...new Set([...linesOf(secret), ...credentialsOf(secret)])];
}
function linesOf(secret) {
    const lines = secret.split(/[\r\n]+/).filter((line) => line.length >= MIN_LINE_LENGTH);
    return lines.filter((line) => line !== secret);
}
function credentialsOf(secret) {
    const credentials = /^(?:Basic|Bearer|Token|Digest|ApiKey)\s+(\S.*)$/is.exec(secret)?.[1];
    if (credentials === undefined)
        return [secret];
    if (!/^Basic\s/i.test(secret))
        return [secret, credentials];
    const plain = Buffer.from(credentials, 'base64').toString();
    return [secret, credentials, plain, plain.slice(plain.indexOf(':') + 1)];
}
function spellingsOf(secret) {
    const decoded = readEncodings(secret).map(({ text }) => text);
    const spelled = decoded.flatMap((text) => [text, text.replaceAll(' ', '+'), text.replaceAll('+', ' ')]);
    return [...new Set(spelled)];
}
function encodingsOf(secret) {
    const bytes = Buffer.from(secret);
    return [bytes.toString('hex'), ...base64Forms(bytes)].filter(({ length }) => length >= MIN_FOLDED_LENGTH);
}
function rareEncodingsOf(secret) {
    const utf8 = Buffer.from(secret);
    const utf16 = Buffer.from(secret, 'utf16le').subarray(0, -1);
    const written = [...utf8].map((byte) => byte.toString(16).padStart(2, '0'));
    const marked = written.map((byte) => `0x${byte}`);
    const bare = utf8.join('');
    const lists = [
        ...[':', '-'].map((between) => written.join(between)),
        ...[',', ''].map((between) => marked.join(between)),
        utf8.join(','),
        ...(bare.length < MIN_BARE_LENGTH ? [] : [bare]),
    ];
    return [utf16.toString('hex'), ...base64Forms(utf16), ...lists];
}
function toNeedle(text) {
    return { text: fold(text), written: text.trim() };
}
function base64Forms(bytes) {
    return [0, 1, 2].flatMap((offset) => {
        const encoded = Buffer.concat([Buffer.alloc(offset), bytes])
            .toString('base64')
            .replace(/=+$/, '');
        const from = offset === 0 ? 0 : offset + 1;
        const whole = Math.floor(((offset + bytes.length) * 8) / 6);
        const inner = encoded.slice(from, whole);
        return [inner, inner.replaceAll('+', '-').replaceAll('/', '_')];
    });
}
function fold(text) {
    return [...text].map(foldCharacter).join('');
}
const FOLDED = new Map();
function foldCharacter(character) {
    const known = FOLDED.get(character);
    if (known !== undefined)
        return known;
    const isNothing = /^[\s\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]$/u.test(character);
    const folded = isNothing ? '' : character.normalize('NFKD').toUpperCase().toLowerCase();
    FOLDED.set(character, folded);
    return folded;
}

;// CONCATENATED MODULE: ./lib/core/text-search.js
const UNITS = 65_536;
class TextSearch {
    #next = new Map();
    #fallback = [0];
    #depth = [0];
    #beginning = [undefined];
    #whole = [undefined];
    #isEnd = [false];
    #first = new Int32Array(UNITS);
    #node = 0;
    constructor(needles) {
        for (const needle of needles)
            this.#insert(needle);
        this.#link();
    }
    reset() {
        this.#node = 0;
    }
    feed(unit) {
        let node = this.#node;
        while (node !== 0) {
            const next = this.#next.get(keyOf(node, unit));
            if (next !== undefined) {
                this.#node = next;
                return this.#isEnd[next] === true;
            }
            node = this.#fallback[node] ?? 0;
        }
        this.#node = this.#first[unit] ?? 0;
        return this.#isEnd[this.#node] === true;
    }
    endingHere() {
        const found = [];
        for (let node = this.#node; node !== 0; node = this.#fallback[node] ?? 0) {
            const needle = this.#whole[node];
            if (needle !== undefined)
                found.push({ needle, length: needle.text.length });
        }
        return found;
    }
    beginningHere() {
        const needle = this.#beginning[this.#node];
        return needle && { needle, length: this.#depth[this.#node] ?? 0 };
    }
    #insert(needle) {
        let node = 0;
        for (let at = 0; at < needle.text.length; at += 1) {
            const key = keyOf(node, needle.text.charCodeAt(at));
            let next = this.#next.get(key);
            if (next === undefined) {
                next = this.#depth.push(at + 1) - 1;
                this.#next.set(key, next);
                this.#beginning[next] = needle;
                if (node === 0)
                    this.#first[needle.text.charCodeAt(at)] = next;
            }
            node = next;
        }
        this.#whole[node] ??= needle;
    }
    #link() {
        const edges = [...this.#next].toSorted(([one], [other]) => this.#depthOf(one) - this.#depthOf(other));
        for (const [key, child] of edges) {
            const [parent, unit] = [Math.floor(key / UNITS), key % UNITS];
            this.#node = this.#fallback[parent] ?? 0;
            if (parent === 0)
                this.#fallback[child] = 0;
            else {
                this.feed(unit);
                this.#fallback[child] = this.#node;
            }
            this.#isEnd[child] =
                this.#whole[child] !== undefined || this.#isEnd[this.#fallback[child] ?? 0] === true;
        }
        this.#node = 0;
    }
    #depthOf(key) {
        return this.#depth[Math.floor(key / UNITS)] ?? 0;
    }
}
function keyOf(node, unit) {
    return node * UNITS + unit;
}

;// CONCATENATED MODULE: ./lib/core/redaction.js




const HIDDEN = '***';
const MAX_KEPT_LENGTH = 1_024;
const MAX_KEPT = 4_096;
function createRedactor(secrets) {
    const forms = formsOf([...secrets].map((secret) => secret.reveal()));
    const { plain, encoded, literals } = forms;
    const search = lazily(() => new SecretSearch(forms));
    const tails = lazily(() => new TextSearch(needlesOf([...plain, ...encoded]).map(backwards)));
    return onceForEach((text) => {
        const readings = readEncodings(text);
        const ranges = [
            ...literals.flatMap((literal) => findLiteral(text, literal)),
            ...readings.flatMap((reading) => search().find(text, reading)),
            ...readings.flatMap((reading) => findTails(reading, tails)),
            ...readings.flatMap((reading) => (0,credential_shapes .g)(reading.text).map((range) => inSource(reading, range))),
        ];
        return ranges.length === 0 ? text : hide(text, ranges);
    });
}
function lazily(make) {
    let made;
    return () => {
        made ??= make();
        return made;
    };
}
function onceForEach(redact) {
    const kept = new Map();
    return (text) => {
        if (text.length > MAX_KEPT_LENGTH)
            return redact(text);
        const known = kept.get(text);
        if (known !== undefined)
            return known;
        const redacted = redact(text);
        if (kept.size >= MAX_KEPT)
            kept.clear();
        kept.set(text, redacted);
        return redacted;
    };
}
const ASCII = Uint16Array.from({ length: 128 }, (_, unit) => {
    const folded = foldCharacter(String.fromCharCode(unit));
    return folded === '' ? 0 : folded.charCodeAt(0);
});
function findLiteral(text, literal) {
    const ranges = [];
    for (let at = text.indexOf(literal); at >= 0; at = text.indexOf(literal, at + literal.length)) {
        ranges.push([at, at + literal.length]);
    }
    return ranges;
}
class SecretSearch {
    #usual;
    #beginnings;
    #whole;
    constructor({ plain, encoded }) {
        this.#beginnings = new Set(beginningsOf(encoded));
        const beginnings = [...this.#beginnings].map((text) => ({ text }));
        this.#usual = new TextSearch([...needlesOf(plain), ...beginnings]);
        this.#whole = lazily(() => new TextSearch(needlesOf([...plain, ...encoded])));
    }
    find(source, reading) {
        let isEncoded = false;
        const ranges = findNeedles(source, reading, this.#usual, (found) => {
            isEncoded ||= found.some(({ needle }) => this.#beginnings.has(needle.text));
        });
        return isEncoded ? findNeedles(source, reading, this.#whole()) : ranges;
    }
}
function findNeedles(source, reading, search, onFound = () => { }) {
    search.reset();
    const { text } = reading;
    const ranges = [];
    const [starts, ends] = [[], []];
    const take = (found) => {
        const range = inSource(reading, [starts.at(-found.length) ?? 0, ends.at(-1) ?? 0]);
        const isOne = isMeant(source, range, found);
        if (isOne)
            ranges.push(range);
        return isOne;
    };
    const feed = (unit, from, to) => {
        starts.push(from);
        ends.push(to);
        if (!search.feed(unit))
            return;
        const found = search.endingHere();
        onFound(found);
        found.some(take);
    };
    for (let at = 0; at < text.length;) {
        if (isEllipsis(text, at) && ends.at(-1) === at)
            takeBeginning(search.beginningHere(), take);
        const unit = text.charCodeAt(at);
        if (unit < ASCII.length) {
            const folded = ASCII[unit] ?? 0;
            if (folded !== 0)
                feed(folded, at, at + 1);
            at += 1;
            continue;
        }
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        for (const one of foldCharacter(character).split(''))
            feed(one.charCodeAt(0), at, at + character.length);
        at += character.length;
    }
    return ranges;
}
function takeBeginning(begun, take) {
    if (begun !== undefined && begun.length >= MIN_LENGTH)
        take(begun);
}
const MAX_TAIL_LENGTH = 512;
const ELLIPSIS = /(?:…|\.{3})\]?\s*/gu;
function findTails(reading, tails) {
    const { text } = reading;
    return [...text.matchAll(ELLIPSIS)].flatMap(({ 0: ellipsis, index }) => {
        const start = index + ellipsis.length;
        const units = foldedAfter(text, start);
        if (units.length < MIN_FOLDED_LENGTH)
            return [];
        const search = tails();
        search.reset();
        for (const { unit } of units.toReversed())
            search.feed(unit);
        const { length = 0 } = search.beginningHere() ?? {};
        const end = units[length - 1]?.to ?? start;
        return length < MIN_FOLDED_LENGTH ? [] : [inSource(reading, [start, end])];
    });
}
function foldedAfter(text, start) {
    const units = [];
    for (let at = start; at < text.length && units.length < MAX_TAIL_LENGTH && !isEllipsis(text, at);) {
        const character = String.fromCodePoint(text.codePointAt(at) ?? 0);
        at += character.length;
        for (const one of foldCharacter(character).split(''))
            units.push({ unit: one.charCodeAt(0), to: at });
    }
    return units;
}
function backwards({ text, written }) {
    return { text: text.split('').reverse().join(''), written };
}
function isEllipsis(text, at) {
    return text[at] === '…' || text.startsWith('...', at);
}
function isMeant(source, [from, to], { needle, length }) {
    if (length >= MIN_FOLDED_LENGTH)
        return true;
    return readEncodings(source.slice(from, to)).some(({ text }) => needle.written?.startsWith(text) === true);
}
function inSource(reading, [from, to]) {
    return [reading.startOf(from), reading.endOf(to - 1)];
}
function hide(text, ranges) {
    const sorted = ranges.toSorted(([one], [other]) => one - other);
    let shown = '';
    let done = 0;
    let hiddenTo = -1;
    for (const [from, to] of sorted) {
        if (from > hiddenTo)
            shown += text.slice(done, from) + HIDDEN;
        hiddenTo = Math.max(hiddenTo, to);
        done = hiddenTo;
    }
    return shown + text.slice(done);
}


/***/ }),

/***/ 2494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    H: () => (  onRequest),
    n: () => (  traceRequest)
  });
const listeners = new Set();
function onRequest(listener) {
    listeners.add(listener);
}
function traceRequest(request) {
    for (const listener of listeners)
        listener(request);
}


/***/ }),

/***/ 944:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    z: () => (  Secret)
  });
const HIDDEN = '***';
class Secret {
    #value;
    constructor(value) {
        this.#value = value;
    }
    reveal() {
        return this.#value;
    }
    toString() {
        return HIDDEN;
    }
    toJSON() {
        return HIDDEN;
    }
    [Symbol.for('nodejs.util.inspect.custom')]() {
        return HIDDEN;
    }
}


/***/ }),

/***/ 8752:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Ym: () => (  percentile),
    Yw: () => (  binomialUpperTail),
    i2: () => (  mean),
    nK: () => (  mannWhitneyGreater)
  });
function mean(values) {
    return values.reduce((sum, value) => sum + value, 0) / values.length;
}
function percentile(values, percent) {
    const sorted = values.toSorted((a, b) => a - b);
    const rank = Math.max(1, Math.ceil((percent * sorted.length) / 100));
    return sorted[rank - 1] ?? Number.NaN;
}
function mannWhitneyGreater(values, reference) {
    const [n, m] = [values.length, reference.length];
    const all = [
        ...values.map((value) => ({ value, isVersion: true })),
        ...reference.map((value) => ({ value, isVersion: false })),
    ].toSorted((a, b) => a.value - b.value);
    let rankSum = 0;
    let ties = 0;
    for (let first = 0; first < all.length;) {
        let after = first + 1;
        while (all[after]?.value === all[first]?.value)
            after += 1;
        const count = after - first;
        const sharedRank = (first + 1 + after) / 2;
        rankSum += sharedRank * all.slice(first, after).filter(({ isVersion }) => isVersion).length;
        ties += count ** 3 - count;
        first = after;
    }
    const u = rankSum - (n * (n + 1)) / 2;
    const total = n + m;
    const variance = ((n * m) / 12) * (total + 1 - ties / (total * (total - 1)));
    if (!(variance > 0))
        return 1;
    return normalUpperTail((u - (n * m) / 2 - 0.5) / Math.sqrt(variance));
}
function binomialUpperTail(successes, trials, probability) {
    if (successes <= 0)
        return 1;
    let logTerm = trials * Math.log1p(-probability);
    let below = Math.exp(logTerm);
    for (let count = 1; count < successes; count++) {
        logTerm += Math.log(((trials - count + 1) / count) * (probability / (1 - probability)));
        below += Math.exp(logTerm);
    }
    return Math.max(0, 1 - below);
}
function normalUpperTail(z) {
    if (z < 0)
        return 1 - normalUpperTail(-z);
    const t = 1 / (1 + 0.2316419 * z);
    const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
    return (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * series;
}


/***/ }),

/***/ 1805:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    A: () => (  parseLine)
  });
const MAX_LINE_CHARACTERS = 4_000;
class LineError extends Error {
    problem;
    constructor(problem) {
        super(problem.expected);
        this.problem = problem;
    }
}
class Scanner {
    line;
    #at = 0;
    constructor(line) {
        this.line = line;
    }
    get column() {
        return this.#at + 1;
    }
    get isAtEnd() {
        return this.#at >= this.line.length;
    }
    skipSpace() {
        this.take(/\s*/y);
    }
    take(pattern) {
        pattern.lastIndex = this.#at;
        const match = pattern.exec(this.line);
        if (match === null)
            return undefined;
        this.#at += match[0].length;
        return match;
    }
    takeKeyword(...words) {
        const [found] = this.peek(/[^\s]+/y) ?? [];
        const word = words.find((one) => one === found);
        if (word === undefined)
            return undefined;
        this.#at += word.length;
        this.skipSpace();
        return word;
    }
    peek(pattern) {
        pattern.lastIndex = this.#at;
        return pattern.exec(this.line) ?? undefined;
    }
    rest() {
        return this.line.slice(this.#at);
    }
    fail(expected, { hint, column = this.column } = {}) {
        const actual = /^\S+/.exec(this.line.slice(column - 1))?.[0] ?? '';
        throw new LineError({ column, actual, expected, hint });
    }
}
function parseLine(line, parse) {
    const scanner = new Scanner(line);
    try {
        if (line.length > MAX_LINE_CHARACTERS)
            scanner.fail(`at most ${MAX_LINE_CHARACTERS} characters a line`);
        scanner.skipSpace();
        return { ok: true, value: parse(scanner) };
    }
    catch (error) {
        if (error instanceof LineError)
            return { ok: false, problem: error.problem };
        throw error;
    }
}


/***/ }),

/***/ 1853:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    x: () => (  truncate)
  });
const COLOURS = /\x1b\[[0-?]*[ -/]*[@-~]/g;
function truncate(text, maxLength = 200) {
    const line = text
        .slice(0, maxLength * 8)
        .replace(COLOURS, '')
        .replace(/[\p{Cc}\p{Cf}\p{Cs}\s]+/gu, ' ')
        .trim();
    const isWhole = line.length <= maxLength && text.length <= maxLength * 8;
    return isWhole ? line : `${line.slice(0, maxLength - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;
}


/***/ }),

/***/ 8067:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    x: () => (  VERSION)
  });
const VERSION = '0.1.0';


/***/ }),

/***/ 8124:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Aj: () => (  readJobStart),
    B7: () => (  isForkPullRequest),
    kN: () => (  readCommit),
    rD: () => (  readPayload)
  });
  var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
  var _core_field_at_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3001);


function isForkPullRequest(env) {
    const head = (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_1__  .U)(readPayload(env), 'pull_request', 'head');
    const from = (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_1__  .U)(head, 'repo', 'full_name');
    return head !== undefined && from !== env.GITHUB_REPOSITORY;
}
function readCommit(env) {
    const payload = readPayload(env);
    const commits = [(0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_1__  .U)(payload, 'head_commit'), (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_1__  .U)(payload, 'workflow_run', 'head_commit')];
    const commit = commits.find((one) => (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_1__  .U)(one, 'id') === env.GITHUB_SHA);
    const message = (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_1__  .U)(commit, 'message');
    const author = (0,_core_field_at_js__WEBPACK_IMPORTED_MODULE_1__  .U)(commit, 'author', 'name');
    return {
        ...(typeof message === 'string' && { message: message.split('\n', 1)[0] ?? '' }),
        ...(typeof author === 'string' && { author }),
    };
}
function readJobStart({ GITHUB_EVENT_PATH: path }) {
    return path ? (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(path, { throwIfNoEntry: false })?.mtimeMs : undefined;
}
function readPayload({ GITHUB_EVENT_PATH: path }) {
    if (!path)
        return undefined;
    try {
        return JSON.parse((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8'));
    }
    catch {
        return undefined;
    }
}


/***/ }),

/***/ 3607:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  n: () => (  assess)
});

// EXTERNAL MODULE: ./lib/health/check.js
var check = __nccwpck_require__(5694);
// EXTERNAL MODULE: ./lib/health/end-of-bake.js
var end_of_bake = __nccwpck_require__(3071);
// EXTERNAL MODULE: ./lib/health/health-progress.js
var health_progress = __nccwpck_require__(7336);
// EXTERNAL MODULE: ./lib/health/interruption.js
var interruption = __nccwpck_require__(559);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __nccwpck_require__(8415);
// EXTERNAL MODULE: ./lib/health/rollout-moves.js
var rollout_moves = __nccwpck_require__(3324);
;// CONCATENATED MODULE: ./lib/health/judge-rollout.js


function judgeRollout(progress, policy, nowMs) {
    return (worstState(progress, policy) ??
        tooManyFailedTasks(progress, policy) ??
        judgeStalled(progress, policy) ??
        judgeUnfollowed(progress, policy, nowMs));
}
const WORST_FIRST = [
    'failed',
    'rolled-back',
    'superseded',
    'absent',
    'unverifiable',
    'stopped',
    'unknown',
];
function worstState(progress, policy) {
    const services = progress.latest?.services ?? [];
    for (const kind of WORST_FIRST) {
        for (const { service, state } of services) {
            const verdict = state.kind === kind ? judgeState(service, state, progress, policy) : undefined;
            if (verdict !== undefined)
                return verdict;
        }
    }
    return undefined;
}
function judgeState(service, state, progress, policy) {
    switch (state.kind) {
        case 'failed':
            return { kind: 'unhealthy', reason: `the rollout of ${service} failed: ${state.reason}` };
        case 'rolled-back':
            return { kind: 'rolled-back-by-platform', ...withoutKind(state) };
        case 'superseded':
            return { kind: 'superseded', ...withoutKind(state) };
        case 'unverifiable':
            return { kind: 'inconclusive', reason: `${service} cannot be verified: ${state.reason}` };
        case 'stopped':
            return goneForMs(progress) > 0
                ? { kind: 'inconclusive', reason: `the deployment of ${service} was stopped: ${state.reason}` }
                : undefined;
        case 'absent':
            return goneForMs(progress) >= Math.min(policy.startPeriodMs, ABSENT_GRACE_MS)
                ? { kind: 'not-deployed', reason: state.reason }
                : undefined;
        case 'unknown':
            return state.permanent ? { kind: 'inconclusive', reason: state.reason } : undefined;
        case 'in-progress':
        case 'complete':
            return undefined;
    }
}
function goneForMs({ latest, goneSinceMs = Number.POSITIVE_INFINITY }) {
    return (latest?.atMs ?? 0) - goneSinceMs;
}
const ABSENT_GRACE_MS = 30_000;
function withoutKind(state) {
    const { kind: _, ...rest } = state;
    return rest;
}
function tooManyFailedTasks(progress, policy) {
    for (const [service, tasks] of progress.failedTasks) {
        if (tasks.size < policy.retries)
            continue;
        const last = [...tasks.values()].at(-1);
        return {
            kind: 'unhealthy',
            reason: `${tasks.size} tasks of ${service} failed, the last one: ${last?.reason}`,
        };
    }
    return undefined;
}
function judgeStalled(progress, policy) {
    const { services = [], atMs = 0 } = progress.latest ?? {};
    const verdicts = services.flatMap(({ service, state }) => {
        const moves = progress.moves.get(service);
        if (state.kind !== 'in-progress' || state.servingFully || moves === undefined)
            return [];
        if (!(0,rollout_moves .C_)(moves, policy.rolloutTimeoutMs, atMs))
            return [];
        const hasServed = (0,rollout_moves .EG)(moves, policy.rolloutTimeoutMs, atMs);
        return [judgeStall(service, state, hasServed, policy)];
    });
    return verdicts.find(({ kind }) => kind === 'unhealthy') ?? verdicts[0];
}
function judgeStall(service, state, hasServed, policy) {
    const { waitsFor, blocking, detail, failedTasks } = state;
    const timeout = `the rollout timeout of ${(0,duration .P)(policy.rolloutTimeoutMs)}`;
    if (waitsFor !== undefined) {
        const reason = `${service} has waited for longer than ${timeout} for ${waitsFor.what}: ${detail}`;
        return { kind: 'awaiting-approval', reason };
    }
    const why = blocking === undefined ? '' : `; the platform says: ${blocking.text}`;
    const reason = `the rollout of ${service} made no progress within ${timeout}: ${detail}${why}`;
    const isOnlyRoom = blocking?.isRoom === true && failedTasks.length === 0;
    return { kind: hasServed || isOnlyRoom ? 'inconclusive' : 'unhealthy', reason };
}
function judgeUnfollowed(progress, policy, nowMs) {
    if (progress.completedAtMs !== undefined)
        return undefined;
    const { services } = progress.latest ?? {};
    const blind = services?.find(({ state }) => state.kind === 'unknown');
    if (services !== undefined && blind === undefined)
        return undefined;
    const movedAtMs = Math.max(progress.startedAtMs, ...[...progress.moves.values()].map((own) => own.movedAtMs));
    if (nowMs - movedAtMs < policy.rolloutTimeoutMs)
        return undefined;
    const why = blind?.state.kind === 'unknown' ? blind.state.reason : 'the platform never answered';
    const timeout = `the rollout timeout of ${(0,duration .P)(policy.rolloutTimeoutMs)}`;
    return {
        kind: 'inconclusive',
        reason: `the rollout could not be followed to its end within ${timeout}: ${why}`,
    };
}

// EXTERNAL MODULE: ./lib/health/observation.js
var observation = __nccwpck_require__(7464);
// EXTERNAL MODULE: ./lib/health/outage.js
var health_outage = __nccwpck_require__(899);
// EXTERNAL MODULE: ./lib/health/shifted-traffic.js
var shifted_traffic = __nccwpck_require__(7763);
// EXTERNAL MODULE: ./lib/health/triggers/trigger.js
var trigger = __nccwpck_require__(778);
;// CONCATENATED MODULE: ./lib/health/assess.js









function assess(policy, progress, nowMs) {
    const byPlatform = judgeRollout(progress.rollout, policy, nowMs);
    const required = those(progress.checks, isRequired);
    const { landedAtMs, firstTaskAtMs } = progress.rollout;
    if (landedAtMs === undefined) {
        const outage = (0,health_outage .Z)(policy, required, firstTaskAtMs);
        const dueAtMs = outage &&
            findDue(progress, required.map((check) => check.outage), policy);
        const verdict = byPlatform ??
            (0,shifted_traffic .t)(policy, required, progress.rollout) ??
            (dueAtMs === undefined ? outage : undefined);
        const nothing = { checks: [], triggers: [], warnings: [] };
        return { ...nothing, phase: 'rolling-out', verdict, verdictDueAtMs: dueAtMs };
    }
    const bakeEndAtMs = findBakeEnd(policy, required, landedAtMs);
    const moment = { progress, required, nowMs };
    const ask = (lines = []) => bakeEndAtMs === undefined ? [] : armTriggers(lines, policy, { ...moment, bakeEndAtMs });
    const triggers = ask(policy.triggers);
    const verdict = byPlatform ?? judgeChecks(policy, { ...moment, bakeEndAtMs }, triggers);
    const phase = bakeEndAtMs === undefined ? 'starting' : 'baking';
    const warnings = ask(policy.warnings);
    const judged = { phase, checks: progress.checks, triggers, warnings, bakeEndAtMs, verdict };
    const dueAtMs = findDue(progress, required.filter(isFailed).map(({ counted }) => counted.fail), policy);
    if (dueAtMs !== undefined && verdict === undefined)
        return { ...judged, verdictDueAtMs: dueAtMs };
    if (bakeEndAtMs === undefined || verdict !== undefined)
        return judged;
    const view = { ...progress, nowMs, bakeEndAtMs, open: those(required, isOpen), triggers };
    return { ...judged, verdictDueAtMs: (0,end_of_bake .T4)(policy, view) };
}
const isRequired = ({ required }) => required;
const isOpen = ({ verdict }) => verdict === undefined;
function those(checks, isOne) {
    return checks.every(isOne) ? checks : checks.filter(isOne);
}
const isFailed = ({ verdict }) => verdict?.kind === 'unhealthy';
function findDue({ rollout }, failures, { intervalMs }) {
    const due = failures.map((tally) => (0,interruption .N6)(rollout, tally, intervalMs));
    return due.find((dueAtMs) => dueAtMs !== undefined);
}
function findBakeEnd(policy, required, landedAtMs) {
    let startMs = landedAtMs;
    for (const { bakeStartedAtMs } of required) {
        if (bakeStartedAtMs === undefined)
            return undefined;
        if (bakeStartedAtMs > startMs)
            startMs = bakeStartedAtMs;
    }
    return startMs + policy.bakeTimeMs;
}
function armTriggers(lines, policy, { progress, required, bakeEndAtMs, nowMs }) {
    if (lines.length === 0)
        return [];
    const { rollout, baseline, samples } = progress;
    return (0,trigger .Z)(lines, {
        nowMs,
        bakeStartedAtMs: bakeEndAtMs - policy.bakeTimeMs,
        bakeEndAtMs,
        deployBegunAtMs: (0,health_progress .rK)(progress),
        deployedAtMs: rollout.landedAtMs ?? rollout.startedAtMs,
        observations: new Map(required.map(({ name, recent }) => [name, recent])),
        samples,
        baseline,
    });
}
function judgeChecks(policy, { progress, required, nowMs, ...at }, triggers) {
    const { rollout, samples } = progress;
    const failed = required.filter(isFailed);
    const certain = failed.find(({ counted }) => (0,interruption .N6)(rollout, counted.fail, policy.intervalMs) === undefined);
    const unhealthy = certain?.verdict ?? judgeFired(progress, triggers);
    if (unhealthy !== undefined || failed.length > 0)
        return unhealthy;
    const open = those(required, isOpen);
    const decided = open.length === required.length ? [] : required.flatMap(({ verdict }) => verdict ?? []);
    if (open.some(({ phase }) => phase === 'starting'))
        return undefined;
    const bakeEndAtMs = at.bakeEndAtMs ?? lastStart(open) + policy.bakeTimeMs;
    const atBakeEnd = (0,end_of_bake .OZ)(policy, { nowMs, bakeEndAtMs, open, triggers, rollout, samples });
    if (atBakeEnd === undefined && open.length > 0)
        return undefined;
    return worstOf([...decided, ...(atBakeEnd === undefined ? [] : [atBakeEnd])]);
}
const assess_WORST_FIRST = ['unhealthy', 'not-deployed', 'inconclusive'];
function worstOf(verdicts) {
    const worst = assess_WORST_FIRST.map((kind) => verdicts.find((verdict) => verdict.kind === kind));
    return worst.find((verdict) => verdict !== undefined) ?? verdicts[0];
}
function lastStart(open) {
    return Math.max(0, ...open.map(({ bakeStartedAtMs }) => bakeStartedAtMs ?? 0));
}
function judgeFired({ checks }, triggers) {
    const fired = triggers.filter(({ state }) => state === 'fired');
    if (fired.length === 0)
        return undefined;
    const reason = fired.map(({ text }) => text).join('; ');
    const name = fired.find(({ check }) => check !== undefined)?.check;
    if (name === undefined)
        return { kind: 'unhealthy', reason };
    return (0,check .f6)(name, reason, checks.find((check) => check.name === name)?.failures ?? observation .x3);
}


/***/ }),

/***/ 35:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Bv: () => (  baselineOf),
    ki: () => (  wasUnhealthy),
    mF: () => (  readBaseline),
    uk: () => (  summariseBaseline)
  });
function summariseBaseline(observations) {
    const byCheck = Map.groupBy(observations, ({ check }) => check);
    return { checks: [...byCheck].map(([check, seen]) => summariseCheck(check, seen)) };
}
function summariseCheck(check, seen) {
    const asked = seen.filter(({ result }) => result !== 'error' && result !== 'nodata');
    const failures = asked.filter(({ result }) => result === 'fail');
    const version = asked.findLast(({ answer }) => answer?.version !== undefined)?.answer?.version;
    const reason = failures.at(-1)?.reason;
    return {
        check,
        asked: asked.length,
        failed: failures.length,
        latenciesMs: asked.flatMap(({ latencyMs }) => latencyMs ?? []),
        version,
        reason,
    };
}
function wasUnhealthy({ asked, failed }) {
    return failed * 2 > asked;
}
function baselineOf(baseline, check) {
    return baseline?.checks.find((one) => one.check === check);
}
function readBaseline(value) {
    const checks = isObject(value) ? value.checks : undefined;
    return Array.isArray(checks) && checks.every(isCheckBaseline) ? { checks } : undefined;
}
function isCheckBaseline(value) {
    if (!isObject(value))
        return false;
    const { check, asked, failed, latenciesMs, version, reason } = value;
    return (typeof check === 'string' &&
        isCount(asked) &&
        isCount(failed) &&
        failed <= asked &&
        Array.isArray(latenciesMs) &&
        latenciesMs.every((latency) => Number.isFinite(latency) && latency >= 0) &&
        [version, reason].every((text) => text === undefined || typeof text === 'string'));
}
function isCount(value) {
    return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}
function isObject(value) {
    return typeof value === 'object' && value !== null;
}


/***/ }),

/***/ 5694:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Aq: () => (  beginCheck),
    Dj: () => (  allTriggers),
    f6: () => (  unhealthy),
    iG: () => (  followCheck),
    q_: () => (  failuresInARow),
    xx: () => (  because)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _observation_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7464);
  var _triggers_trigger_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(778);



const ERRORS_IN_A_ROW_LIMIT = 5;
const NOTHING_COUNTED = { fail: _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3, stale: _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3, error: _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3, nodata: _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3 };
function beginCheck({ name, required }) {
    return {
        name,
        required,
        phase: 'starting',
        outage: _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3,
        shifted: _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3,
        passesInARow: 0,
        counted: NOTHING_COUNTED,
        bakedCount: 0,
        askedCount: 0,
        failures: _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3,
        recent: [],
    };
}
function followCheck(before, observation, policy, firstTaskAtMs = observation.startedAtMs) {
    if (before.phase === 'baking')
        return bake(before, observation, policy);
    return before.verdict === undefined ? start(before, observation, policy, firstTaskAtMs) : before;
}
function failuresInARow({ phase, counted }) {
    return phase === 'baking' ? counted.fail.count : 0;
}
function start(before, observation, policy, firstTaskAtMs) {
    const { result } = observation;
    const passesInARow = result === 'pass' ? before.passesInARow + 1 : 0;
    const after = { ...before, passesInARow, last: observation };
    if (passesInARow >= policy.successThreshold) {
        return { ...after, phase: 'baking', bakeStartedAtMs: observation.startedAtMs, counted: NOTHING_COUNTED };
    }
    if (result === 'pass' || observation.startedAtMs - firstTaskAtMs < policy.startPeriodMs)
        return after;
    const counted = { ...before.counted, [result]: (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__  .WQ)(before.counted[result], observation) };
    const isDecided = counted[result].count >= policy.retries;
    return {
        ...after,
        counted,
        verdict: isDecided ? neverHealthy(after, result, counted[result], policy) : undefined,
    };
}
const IN_WORDS = {
    fail: 'failed',
    stale: 'was answered by another version',
    error: 'could not be asked',
    nodata: 'did not say what was asked',
};
function neverHealthy({ name }, kind, counted, { startPeriodMs }) {
    const after = startPeriodMs > 0 ? ` after the start period of ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(startPeriodMs)}` : '';
    const reason = `${name} never became healthy: it ${IN_WORDS[kind]} ${times(counted.count)}${after}${because(counted.last)}`;
    if (kind === 'stale')
        return { kind: 'not-deployed', reason };
    if (kind !== 'fail')
        return { kind: 'inconclusive', reason };
    return unhealthy(name, reason, counted);
}
function bake(before, observation, policy) {
    const { result } = observation;
    const seen = {
        ...before,
        bakedCount: before.bakedCount + 1,
        askedCount: before.askedCount + ((0,_observation_js__WEBPACK_IMPORTED_MODULE_1__  .Tq)(observation) ? 1 : 0),
        failures: result === 'fail' ? (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__  .WQ)(before.failures, observation) : before.failures,
        recent: keepRecent([...before.recent, observation], allTriggers(policy)),
    };
    if (before.verdict !== undefined)
        return seen;
    const { fail } = before.counted;
    const counted = {
        ...before.counted,
        fail: result === 'pass' ? _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3 : result === 'fail' ? (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__  .WQ)(fail, observation) : fail,
        error: result === 'error' ? (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__  .WQ)(before.counted.error, observation) : _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3,
    };
    return {
        ...seen,
        counted,
        passesInARow: result === 'pass' ? before.passesInARow + 1 : 0,
        last: observation,
        verdict: decideInBake(before.name, counted, policy),
    };
}
function keepRecent(baked, triggers) {
    const longestMs = Math.max(0, ...triggers.map(_triggers_trigger_js__WEBPACK_IMPORTED_MODULE_2__  .d));
    const sinceMs = (baked.at(-1)?.endedAtMs ?? 0) - longestMs;
    const lastPass = baked.findLastIndex(({ result }) => result === 'pass');
    return baked.filter(({ endedAtMs }, index) => index >= lastPass || endedAtMs > sinceMs);
}
function decideInBake(name, { fail, error }, { retries }) {
    if (fail.count >= retries) {
        return unhealthy(name, `${name} failed ${times(fail.count)} in a row${because(fail.last)}`, fail);
    }
    if (error.count < ERRORS_IN_A_ROW_LIMIT)
        return undefined;
    const reason = `${name} could not be asked ${times(error.count)} in a row${because(error.last)}`;
    return { kind: 'inconclusive', reason };
}
function unhealthy(check, reason, { first, last }) {
    return { kind: 'unhealthy', reason, check, firstFailure: first, lastFailure: last };
}
function because(reported) {
    return reported?.reason === undefined ? '' : `: ${reported.reason}`;
}
function times(count) {
    return count === 1 ? 'once' : `${count} times`;
}
function allTriggers({ triggers, warnings = [], }) {
    return [...triggers, ...warnings];
}


/***/ }),

/***/ 3071:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    KZ: () => (  extensionMs),
    OZ: () => (  judgeBakeEnd),
    T4: () => (  findVerdictDue)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5694);
  var _intermittent_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(1041);



function judgeBakeEnd(policy, view) {
    const oldestMs = oldestSampleMs(view);
    const endAtMs = findEnd(view);
    if (endAtMs === undefined || oldestMs < endAtMs)
        return undefined;
    const doubt = view.open.map(doubtOfCheck).find((found) => found !== undefined) ??
        doubtOfRollout(view.rollout) ??
        doubtOfTriggers(view.triggers);
    if (doubt === undefined) {
        const intermittent = view.open.flatMap((check) => (0,_intermittent_js__WEBPACK_IMPORTED_MODULE_2__  .p)(check, policy) ?? []);
        const healthy = describeBake(policy);
        return { kind: 'healthy', reason: [healthy, ...intermittent].join('; ') };
    }
    const isOver = oldestMs >= endAtMs + extensionMs(policy);
    return isOver && !view.open.some(isFailing) ? doubt : undefined;
}
function findVerdictDue(policy, view) {
    const endAtMs = findEnd(view);
    if (endAtMs === undefined)
        return undefined;
    return oldestSampleMs(view) < endAtMs ? endAtMs : endAtMs + extensionMs(policy);
}
function findEnd({ bakeEndAtMs, rollout }) {
    const { completedAtMs } = rollout;
    return completedAtMs === undefined ? undefined : Math.max(bakeEndAtMs, completedAtMs);
}
function oldestSampleMs({ nowMs, open, rollout, samples }) {
    let oldestMs = Math.min(nowMs, rollout.latest?.atMs ?? nowMs);
    for (const { last } of open) {
        if (last === undefined)
            return Number.NEGATIVE_INFINITY;
        if (last.endedAtMs < oldestMs)
            oldestMs = last.endedAtMs;
    }
    if (samples.length === 0)
        return oldestMs;
    const bySource = new Map(samples.map(({ signal, atMs }) => [signal, atMs]));
    return Math.min(oldestMs, ...bySource.values());
}
function extensionMs(policy) {
    const longestWindowMs = Math.max(0, ...policy.triggers.map(({ windowMs }) => windowMs));
    return longestWindowMs || (policy.retries + policy.successThreshold) * policy.intervalMs;
}
const isFailing = ({ last }) => last?.result === 'fail';
function doubtOfCheck({ name, last }) {
    if (last?.result === 'pass')
        return undefined;
    const reason = `${name} was not healthy at the end of the extended bake time${(0,_check_js__WEBPACK_IMPORTED_MODULE_1__  .xx)(last)}`;
    return { kind: last?.result === 'stale' ? 'not-deployed' : 'inconclusive', reason };
}
function doubtOfRollout({ latest }) {
    const blind = latest?.services.find(({ state }) => state.kind === 'unknown');
    if (blind?.state.kind !== 'unknown')
        return undefined;
    return {
        kind: 'inconclusive',
        reason: `whether ${blind.service} still runs this deployment could not be determined: ${blind.state.reason}`,
    };
}
function doubtOfTriggers(triggers) {
    const pending = triggers.find(({ state }) => state === 'pending');
    if (pending !== undefined) {
        const reason = `${pending.text} (still pending at the end of the extended bake time)`;
        return { kind: 'unhealthy', reason };
    }
    const unreadable = triggers.find(({ isUnreadable }) => isUnreadable);
    return unreadable && { kind: 'inconclusive', reason: unreadable.text };
}
function describeBake({ bakeTimeMs }) {
    return bakeTimeMs === 0
        ? 'passed, and no bake time was asked for'
        : `healthy for ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(bakeTimeMs)} of bake time`;
}


/***/ }),

/***/ 7336:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    CS: () => (  beginHealth),
    M0: () => (  followObservation),
    P4: () => (  followSamples),
    rK: () => (  deployBegin),
    tg: () => (  followPoll)
  });
  var _check_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5694);
  var _interruption_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(559);
  var _outage_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(899);
  var _rollout_progress_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(4047);
  var _shifted_traffic_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(7763);





function deployBegin({ rollout, deployBegunAtMs }) {
    return (0,_rollout_progress_js__WEBPACK_IMPORTED_MODULE_3__  .GP)(rollout) ?? deployBegunAtMs ?? rollout.startedAtMs;
}
function beginHealth(checks, rollout, expectedVersion) {
    return {
        rollout,
        expectedVersion,
        checks: checks.map(_check_js__WEBPACK_IMPORTED_MODULE_0__  .Aq),
        sincePoll: [],
        samples: [],
    };
}
function followObservation(before, seen, policy) {
    const observation = (0,_interruption_js__WEBPACK_IMPORTED_MODULE_1__  .IX)(seen, before.rollout, policy.startPeriodMs);
    const { check: name, startedAtMs } = observation;
    const { landedAtMs, firstTaskAtMs } = before.rollout;
    const place = before.checks.findIndex((each) => each.name === name);
    const known = before.checks[place];
    if (known === undefined)
        return before;
    const check = observation.result === 'pass' ? (0,_interruption_js__WEBPACK_IMPORTED_MODULE_1__  .Cm)(known, before.rollout, policy.intervalMs) : known;
    if (landedAtMs === undefined) {
        const outage = (0,_outage_js__WEBPACK_IMPORTED_MODULE_2__  .L)(check.outage, observation);
        const view = { ...before, startPeriodMs: policy.startPeriodMs };
        const shifted = (0,_shifted_traffic_js__WEBPACK_IMPORTED_MODULE_4__  .n)(check.shifted, observation, view);
        return {
            ...before,
            checks: before.checks.with(place, { ...check, outage, shifted }),
            sincePoll: [...before.sincePoll, observation],
        };
    }
    if (startedAtMs < landedAtMs)
        return before;
    const isExcused = observation !== seen && check.phase === 'starting';
    const after = isExcused
        ? { ...check, passesInARow: 0, last: observation }
        : (0,_check_js__WEBPACK_IMPORTED_MODULE_0__  .iG)(check, observation, policy, firstTaskAtMs);
    return { ...before, checks: before.checks.with(place, after) };
}
function followPoll(before, poll, policy) {
    const rollout = (0,_rollout_progress_js__WEBPACK_IMPORTED_MODULE_3__  .h4)(before.rollout, poll, policy);
    const isNew = rollout.interruption !== undefined && before.rollout.interruption !== rollout.interruption;
    return followLanding(isNew ? takeBack(before, rollout) : before, rollout, poll, policy);
}
function takeBack(before, rollout) {
    return { ...before, checks: before.checks.map((check) => (0,_interruption_js__WEBPACK_IMPORTED_MODULE_1__  .ni)(check, rollout)) };
}
function followLanding(before, rollout, poll, policy) {
    const sincePoll = before.sincePoll.filter(({ startedAtMs }) => startedAtMs >= poll.atMs);
    if (rollout.landedAtMs === undefined)
        return { ...before, rollout, sincePoll };
    if (before.rollout.landedAtMs !== undefined)
        return { ...before, rollout, sincePoll: [] };
    let after = land(before, rollout);
    for (const observation of sincePoll) {
        const { last } = after.checks.find(({ name }) => name === observation.check)?.shifted ?? {};
        const isCounted = last !== undefined && observation.startedAtMs <= last.startedAtMs;
        if (!isCounted)
            after = followObservation(after, observation, policy);
    }
    return after;
}
function land(before, rollout) {
    const checks = before.checks.map((check) => ({
        ...check,
        counted: { ...check.counted, fail: check.shifted },
    }));
    return { ...before, rollout, checks, sincePoll: [] };
}
function followSamples(before, samples) {
    return { ...before, samples: [...before.samples, ...samples] };
}


/***/ }),

/***/ 1041:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    p: () => (  describeIntermittent),
    s: () => (  lineAgainst)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _triggers_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3981);


const PERCENTAGES = [50, 40, 30, 20, 10, 5, 2, 1];
function describeIntermittent({ name, askedCount, failures, hasRecovered = false }, { retries }) {
    if (failures.count === 0)
        return undefined;
    const probes = `${failures.count} of ${askedCount} ${askedCount === 1 ? 'probe' : 'probes'} of ${name} failed`;
    return failures.count < retries || hasRecovered ? probes : `${probes}, never ${retries} in a row`;
}
function lineAgainst({ askedCount, failures }, { bakeTimeMs, triggers }) {
    if (triggers.length > 0 || failures.count < _triggers_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .fQ || askedCount < _triggers_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .Pu)
        return undefined;
    const percent = PERCENTAGES.find((candidate) => (failures.count / askedCount) * 100 > candidate);
    return percent === undefined ? undefined : `failure rate > ${percent}% over ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(bakeTimeMs)}`;
}


/***/ }),

/***/ 559:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Cm: () => (  withoutHeld),
    IX: () => (  excuse),
    N6: () => (  findPlatformDue),
    VH: () => (  followInterruption),
    ni: () => (  withoutInterrupted)
  });
  var _observation_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7464);

function followInterruption({ interruption, undisturbedAtMs, startedAtMs }, { atMs, services }) {
    const isOn = interruption !== undefined && interruption.runsAgainAtMs === undefined;
    const why = services.map(({ state }) => ('takenAway' in state ? state.takenAway : undefined)).find(Boolean);
    if (why !== undefined) {
        const sinceMs = undisturbedAtMs ?? startedAtMs;
        return { undisturbedAtMs, interruption: isOn ? interruption : { sinceMs, why } };
    }
    if (services.some(({ state }) => state.kind === 'unknown'))
        return { interruption, undisturbedAtMs };
    return {
        undisturbedAtMs: atMs,
        interruption: isOn ? { ...interruption, runsAgainAtMs: atMs } : interruption,
    };
}
function excuse(observation, { interruption }, startPeriodMs) {
    if (observation.result !== 'fail' || interruption === undefined)
        return observation;
    const { sinceMs, runsAgainAtMs, why } = interruption;
    const { startedAtMs } = observation;
    const isWithin = startedAtMs >= sinceMs &&
        (runsAgainAtMs === undefined ||
            startedAtMs < runsAgainAtMs ||
            startedAtMs - runsAgainAtMs < startPeriodMs);
    if (!isWithin)
        return observation;
    const reason = `the platform took the tasks away: ${why}`;
    return { ...observation, result: 'nodata', reason: [observation.reason, reason].filter(Boolean).join('; ') };
}
function withoutHeld(check, interruptions, intervalMs) {
    const isHeld = check.verdict?.kind === 'unhealthy' &&
        findPlatformDue(interruptions, check.counted.fail, intervalMs) !== undefined;
    return isHeld ? { ...check, verdict: undefined, hasRecovered: true } : check;
}
function withoutInterrupted(check, { interruption }) {
    const isTaken = ({ first }) => interruption !== undefined && first !== undefined && first.startedAtMs >= interruption.sinceMs;
    const recent = check.recent.map((observation) => excuse(observation, { interruption }, 0));
    const { counted, failures } = check;
    const fail = check.phase === 'baking' ? countInARow(recent) : isTaken(counted.fail) ? _observation_js__WEBPACK_IMPORTED_MODULE_0__  .x3 : counted.fail;
    const excusedCount = recent.filter((observation, index) => observation !== check.recent[index]).length;
    const after = {
        ...check,
        recent,
        outage: isTaken(check.outage) ? _observation_js__WEBPACK_IMPORTED_MODULE_0__  .x3 : check.outage,
        askedCount: check.askedCount - excusedCount,
        failures: { ...failures, count: failures.count - excusedCount },
    };
    if (fail.count === counted.fail.count)
        return after;
    const verdict = check.verdict?.kind === 'unhealthy' ? undefined : check.verdict;
    return { ...after, verdict, counted: { ...counted, fail } };
}
function countInARow(recent) {
    const sincePass = recent.slice(recent.findLastIndex(({ result }) => result === 'pass') + 1);
    return sincePass.filter(({ result }) => result === 'fail').reduce(_observation_js__WEBPACK_IMPORTED_MODULE_0__  .WQ, _observation_js__WEBPACK_IMPORTED_MODULE_0__  .x3);
}
const NOBODY = new Set([502, 503, 504]);
const SHOWN_AFTER_MS = 10_000;
const SHOWN_AFTER_PROBES = 5;
function findPlatformDue({ latest }, { first, last }, intervalMs) {
    if (latest === undefined || first === undefined || last === undefined)
        return undefined;
    const { bodyHead, status = 0 } = last.answer ?? {};
    const isFromNobody = bodyHead === undefined || NOBODY.has(status);
    const dueAtMs = first.startedAtMs + Math.min(SHOWN_AFTER_MS, SHOWN_AFTER_PROBES * intervalMs);
    return isFromNobody && latest.atMs < dueAtMs ? dueAtMs : undefined;
}


/***/ }),

/***/ 7464:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Tq: () => (  isAnswer),
    WQ: () => (  add),
    x3: () => (  NONE)
  });
const NONE = { count: 0 };
function add({ count, first }, observation) {
    return { count: count + 1, first: first ?? observation, last: observation };
}
function isAnswer({ result }) {
    return result === 'pass' || result === 'fail' || result === 'stale';
}


/***/ }),

/***/ 899:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    L: () => (  followOutage),
    Z: () => (  judgeOutage)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _check_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5694);
  var _observation_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7464);



function followOutage(before, observation) {
    if (isAnswered(observation))
        return _observation_js__WEBPACK_IMPORTED_MODULE_2__  .x3;
    return observation.result === 'fail' ? (0,_observation_js__WEBPACK_IMPORTED_MODULE_2__  .WQ)(before, observation) : before;
}
function isAnswered({ result, answer }) {
    if (result !== 'fail')
        return result === 'pass' || result === 'stale';
    return answer?.bodyHead !== undefined && (answer.status ?? 500) < 500;
}
function judgeOutage(policy, outages, firstTaskAtMs) {
    const verdicts = outages.map((outage) => judgeFailures(outage, policy, firstTaskAtMs));
    return verdicts.includes(undefined) ? undefined : verdicts[0];
}
function judgeFailures({ name, outage }, policy, firstTaskAtMs) {
    const { count, first, last } = outage;
    if (first === undefined || last === undefined || count < policy.retries)
        return undefined;
    if (firstTaskAtMs === undefined)
        return undefined;
    const durationMs = last.endedAtMs - first.startedAtMs;
    const startsAtMs = Math.max(first.startedAtMs, firstTaskAtMs);
    if (last.endedAtMs - startsAtMs <= policy.startPeriodMs)
        return undefined;
    const reason = `${name} failed ${count} times in a row within ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(durationMs)}, during the rollout${(0,_check_js__WEBPACK_IMPORTED_MODULE_1__  .xx)(last)}`;
    return (0,_check_js__WEBPACK_IMPORTED_MODULE_1__  .f6)(name, reason, outage);
}


/***/ }),

/***/ 3324:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    AU: () => (  followMoves),
    C_: () => (  isStalled),
    E$: () => (  beginMoves),
    EG: () => (  hasEverServed)
  });
function beginMoves(startedAtMs) {
    return { movedAtMs: startedAtMs, mostTasks: 0, milestones: new Set(), failedCount: 0, hasServed: false };
}
function followMoves(before, { state, failedCount, atMs }) {
    if (state.kind === 'complete')
        return { ...before, firstTaskAtMs: before.firstTaskAtMs ?? atMs, hasServed: true, failedCount };
    if (state.kind !== 'in-progress')
        return before;
    const { runningTasks, milestones, waitsFor } = state;
    const hasMoved = runningTasks > before.mostTasks ||
        milestones.some((each) => !before.milestones.has(each)) ||
        waitsFor?.by === 'schedule';
    const isSteady = runningTasks > 0 && failedCount === before.failedCount;
    const runningSinceMs = isSteady ? (before.runningSinceMs ?? atMs) : undefined;
    return {
        movedAtMs: hasMoved ? atMs : before.movedAtMs,
        mostTasks: Math.max(before.mostTasks, runningTasks),
        milestones: new Set([...before.milestones, ...milestones]),
        firstTaskAtMs: before.firstTaskAtMs ?? (runningTasks > 0 ? atMs : undefined),
        failedCount,
        runningSinceMs,
        hasServed: before.hasServed || state.hasServed || hasRunFor(SERVED_AFTER_MS, runningSinceMs, atMs),
        wait: followWait(before, state, atMs),
    };
}
function followWait({ wait }, { waitsFor }, atMs) {
    if (waitsFor?.by !== 'schedule')
        return undefined;
    return wait?.what === waitsFor.what ? wait : { what: waitsFor.what, sinceMs: atMs };
}
const SERVED_AFTER_MS = 180_000;
function hasRunFor(durationMs, sinceMs, atMs) {
    return sinceMs !== undefined && atMs - sinceMs >= durationMs;
}
function isStalled({ movedAtMs }, timeoutMs, atMs) {
    return atMs - movedAtMs >= timeoutMs;
}
function hasEverServed(moves, timeoutMs, atMs) {
    return moves.hasServed || hasRunFor(Math.min(timeoutMs, SERVED_AFTER_MS), moves.runningSinceMs, atMs);
}


/***/ }),

/***/ 4047:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    AH: () => (  withoutRollout),
    GP: () => (  findDeployBegin),
    Zf: () => (  beginRollout),
    h4: () => (  followRollout),
    lD: () => (  findLastBegin)
  });
  var _interruption_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(559);
  var _rollout_moves_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3324);


function withoutRollout(startedAtMs) {
    return {
        ...beginRollout(startedAtMs),
        firstTaskAtMs: startedAtMs,
        landedAtMs: startedAtMs,
        completedAtMs: startedAtMs,
    };
}
function beginRollout(startedAtMs) {
    return { startedAtMs, moves: new Map(), failedTasks: new Map() };
}
function followRollout(before, poll, policy) {
    const { atMs, services } = poll;
    const failedTasks = addFailedTasks(before.failedTasks, poll);
    const moves = new Map(before.moves);
    for (const { service, state, begunAtMs } of services) {
        const known = moves.get(service) ?? (0,_rollout_moves_js__WEBPACK_IMPORTED_MODULE_1__  .E$)(before.startedAtMs);
        const failedCount = failedTasks.get(service)?.size ?? 0;
        moves.set(service, {
            ...(0,_rollout_moves_js__WEBPACK_IMPORTED_MODULE_1__  .AU)(known, { state, failedCount, atMs }),
            begunAtMs: known.begunAtMs ?? begunAtMs,
        });
    }
    const isOver = (one) => one.state.kind === 'complete' || (servesFully(one.state) && isLate(one, moves, policy, atMs));
    const isServed = (one) => hasAllTraffic(one.state) || isOver(one);
    return {
        ...before,
        latest: poll,
        moves,
        failedTasks,
        firstTaskAtMs: before.firstTaskAtMs ?? findFirstTask(services, moves),
        landedAtMs: before.landedAtMs ?? (services.every(isServed) ? atMs : undefined),
        completedAtMs: before.completedAtMs ?? (services.every(isOver) ? atMs : undefined),
        ...(0,_interruption_js__WEBPACK_IMPORTED_MODULE_0__  .VH)(before, poll),
        goneSinceMs: followAbsence(before.goneSinceMs, poll),
    };
}
function servesFully(state) {
    return state.kind === 'in-progress' && state.servingFully;
}
function hasAllTraffic(state) {
    return state.kind === 'in-progress' && state.traffic === 'all';
}
function isLate({ service }, moves, { rolloutTimeoutMs }, atMs) {
    const own = moves.get(service);
    return own !== undefined && (0,_rollout_moves_js__WEBPACK_IMPORTED_MODULE_1__  .C_)(own, rolloutTimeoutMs, atMs);
}
function findFirstTask(services, moves) {
    const firsts = services.map(({ service }) => moves.get(service)?.firstTaskAtMs);
    return firsts.includes(undefined) ? undefined : Math.max(...firsts.map((atMs) => atMs ?? 0));
}
const LONGEST_JOB_MS = 6 * 3_600_000;
function findDeployBegin({ moves, startedAtMs }) {
    const fresh = beginsOf(moves).filter((atMs) => atMs > startedAtMs - LONGEST_JOB_MS);
    return fresh.length === 0 ? undefined : Math.min(...fresh);
}
function findLastBegin({ moves }) {
    const begun = beginsOf(moves);
    return begun.length === 0 ? undefined : Math.max(...begun);
}
function beginsOf(moves) {
    return [...moves.values()].flatMap(({ begunAtMs }) => begunAtMs ?? []);
}
function followAbsence(sinceMs, { atMs, services }) {
    const isGone = services.some(({ state }) => state.kind === 'absent' || state.kind === 'stopped');
    const isBlind = services.some(({ state }) => state.kind === 'unknown');
    return (isGone || isBlind ? sinceMs : undefined) ?? (isGone ? atMs : undefined);
}
function addFailedTasks(before, poll) {
    const after = new Map(before);
    for (const { service, state } of poll.services) {
        if (state.kind !== 'in-progress' && state.kind !== 'complete')
            continue;
        const known = new Map(after.get(service));
        for (const task of state.failedTasks)
            known.set(task.id, task);
        after.set(service, known);
    }
    return after;
}


/***/ }),

/***/ 7763:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    n: () => (  followShifted),
    t: () => (  judgeShifted)
  });
  var _check_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5694);
  var _observation_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7464);


function followShifted(before, observation, view) {
    const { startedAtMs, result, answer } = observation;
    const { rollout, expectedVersion, startPeriodMs } = view;
    const isOfNewVersion = expectedVersion !== undefined && answer?.version === expectedVersion;
    if (!isOfNewVersion || !isShifting(rollout))
        return before;
    if (result === 'pass')
        return _observation_js__WEBPACK_IMPORTED_MODULE_1__  .x3;
    const isStarting = startedAtMs - (rollout.firstTaskAtMs ?? startedAtMs) < startPeriodMs;
    return result !== 'fail' || isStarting ? before : (0,_observation_js__WEBPACK_IMPORTED_MODULE_1__  .WQ)(before, observation);
}
function isShifting({ latest }) {
    const services = latest?.services ?? [];
    return services.some(({ state }) => state.kind === 'in-progress' && (state.traffic !== 'nothing' || state.servingFully));
}
function onlyDrains({ latest }) {
    const services = latest?.services ?? [];
    return services.every(({ state }) => state.kind === 'complete' || (state.kind === 'in-progress' && state.servingFully));
}
function judgeShifted({ retries }, checks, rollout) {
    const found = checks.find(({ shifted }) => shifted.count >= retries);
    if (found === undefined)
        return undefined;
    const { name, shifted: tally } = found;
    const serves = onlyDrains(rollout) ? 'serves while old tasks drain' : 'gets a part of the traffic';
    const reason = `${name} failed ${tally.count} times in a row on the new version, which ${serves}${(0,_check_js__WEBPACK_IMPORTED_MODULE_0__  .xx)(tally.last)}`;
    return (0,_check_js__WEBPACK_IMPORTED_MODULE_0__  .f6)(name, reason, tally);
}


/***/ }),

/***/ 1922:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    T0: () => (  MIN_SAMPLES_OF_COMPARISON),
    Xt: () => (  askTimeOfBaseline)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _core_statistics_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(8752);
  var _baseline_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(35);
  var _probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3981);
  var _trigger_line_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6393);





const MIN_SAMPLES_OF_COMPARISON = 20;
const MIN_DELTA_MS = 100;
const SIGNIFICANCE = 0.01;
function askTimeOfBaseline(line, view) {
    const name = `${(0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .d6)(line.statistic)} time`;
    return (0,_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .c0)(view, (samples, check) => {
        const before = (0,_baseline_js__WEBPACK_IMPORTED_MODULE_3__  .Bv)(view.baseline, check)?.latenciesMs;
        if (before === undefined) {
            return { state: 'not-evaluable', text: `${name}: there is no baseline of before the deployment` };
        }
        if (before.length < MIN_SAMPLES_OF_COMPARISON) {
            return (0,_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .dI)(`${name} in the baseline`, before.length, MIN_SAMPLES_OF_COMPARISON);
        }
        const all = (0,_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .h0)(samples.filter(({ endedAtMs }) => endedAtMs <= view.nowMs));
        if (all.length < MIN_SAMPLES_OF_COMPARISON)
            return (0,_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .dI)(name, all.length, MIN_SAMPLES_OF_COMPARISON);
        const sampled = view.nowMs >= view.bakeEndAtMs
            ? all
            : all.slice(0, all.length - (all.length % MIN_SAMPLES_OF_COMPARISON));
        return compare(line, sampled, before);
    });
}
function compare({ statistic, bound }, now, before) {
    const { valueMs, beforeMs, breaks, p } = compareTimes(statistic, bound.value / 100, now, before);
    const isOver = (0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .Or)(valueMs, { ...bound, value: (beforeMs * bound.value) / 100 });
    const shown = `${(0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .d6)(statistic)} time ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(valueMs)} ${(0,_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .mU)(isOver, bound.operator)} ${bound.value}% of baseline ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(beforeMs)}`;
    const figures = `n = ${now.length} and ${before.length}, p = ${p < 0.0001 ? '<0.0001' : p.toFixed(4)}`;
    if (!isOver)
        return { state: 'ok', text: `${shown} (${figures})` };
    if (breaks)
        return { state: 'fired', text: `${shown} (${figures})` };
    const why = valueMs - beforeMs < MIN_DELTA_MS ? `by less than ${MIN_DELTA_MS}ms` : 'which may be chance';
    return { state: 'ok', text: `${shown}, ${why} (${figures})` };
}
function compareTimes(statistic, factor, now, before) {
    const valueMs = (0,_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .OX)(statistic, now);
    const beforeMs = (0,_probe_trigger_js__WEBPACK_IMPORTED_MODULE_1__  .OX)(statistic, before);
    const limitMs = factor * beforeMs;
    const p = Math.min((0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_4__  .nK)(now, before), pOfTail(statistic, now, limitMs));
    const breaks = valueMs > limitMs && valueMs - beforeMs >= MIN_DELTA_MS && p < SIGNIFICANCE;
    return { valueMs, beforeMs, breaks, p };
}
function pOfTail(statistic, now, limitMs) {
    if (statistic.kind === 'mean')
        return 1;
    const beyond = now.filter((value) => value > limitMs).length;
    return (0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_4__  .Yw)(beyond, now.length, 1 - statistic.percent / 100);
}


/***/ }),

/***/ 3673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  v: () => (  makeTrigger)
});

// EXTERNAL MODULE: ./lib/health/triggers/baseline-trigger.js
var baseline_trigger = __nccwpck_require__(1922);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __nccwpck_require__(8415);
// EXTERNAL MODULE: ./lib/health/triggers/metric-trigger.js
var metric_trigger = __nccwpck_require__(4101);
// EXTERNAL MODULE: ./lib/health/triggers/probe-trigger.js
var probe_trigger = __nccwpck_require__(3981);
// EXTERNAL MODULE: ./lib/health/triggers/trigger-line.js
var trigger_line = __nccwpck_require__(6393);
;// CONCATENATED MODULE: ./lib/health/triggers/log-trigger.js




const MAX_EXAMPLES = 3;
function askLog(line, view) {
    const { isNew, container, bound, windowMs } = line;
    const samples = (0,metric_trigger .lc)(view, 'logs', container);
    if (!Array.isArray(samples))
        return samples;
    const name = `${isNew ? 'new ' : ''}log errors${container === undefined ? '' : ` of ${container}`}`;
    const { missing, incomparable } = samples.at(-1)?.reading ?? {};
    if (missing !== undefined)
        return { state: 'not-evaluable', text: `${name}: ${missing}` };
    if (isNew && incomparable !== undefined)
        return { state: 'not-evaluable', text: `${name}: ${incomparable}` };
    const counts = samples.flatMap(({ reading }) => reading.errors).filter((one) => one.isNew || !isNew);
    const fullest = findFullest(counts, { windowMs, fromMs: view.bakeStartedAtMs });
    const isOver = (0,trigger_line .Or)(fullest.count, bound);
    const text = `${name} ${fullest.count} ${(0,probe_trigger .mU)(isOver, bound.operator)} ${bound.value} over ${(0,duration .P)(windowMs)}`;
    if (isOver)
        return { state: 'fired', text, examples: examplesOf(fullest.counts, counts) };
    const isBehind = samples.at(-1)?.reading.isBehind;
    return isBehind
        ? { state: 'not-evaluable', text: `${text} so far; there are more lines than could be read` }
        : { state: 'ok', text };
}
function findFullest(counts, { windowMs, fromMs }) {
    const sorted = counts.toSorted((one, other) => one.atMs - other.atMs);
    const ends = [fromMs, ...sorted.map(({ atMs }) => atMs).filter((atMs) => atMs > fromMs)];
    let [first, after, count] = [0, 0, 0];
    let best = { count: -1, first: 0, after: 0 };
    for (const endMs of ends) {
        for (; (sorted[after]?.atMs ?? Number.POSITIVE_INFINITY) <= endMs; after += 1)
            count += sorted[after]?.count ?? 0;
        for (; first < after && (sorted[first]?.atMs ?? 0) <= endMs - windowMs; first += 1)
            count -= sorted[first]?.count ?? 0;
        if (count > best.count)
            best = { count, first, after };
    }
    return { count: best.count, counts: sorted.slice(best.first, best.after) };
}
function examplesOf(window, all) {
    const examples = [...window, ...all].flatMap(({ example }) => example ?? []);
    return [...new Set(examples)].slice(0, MAX_EXAMPLES);
}

// EXTERNAL MODULE: ./lib/core/statistics.js
var statistics = __nccwpck_require__(8752);
;// CONCATENATED MODULE: ./lib/health/triggers/run-trigger.js





const MIN_EARLIER_RUNS = 5;
function askRunSuccessRate({ bound, runs: count }, view) {
    const samples = (0,metric_trigger .lc)(view, 'runs');
    if (!Array.isArray(samples))
        return samples;
    const runs = (samples.at(-1)?.reading.runs ?? []).slice(-count);
    if (runs.length < count) {
        return { state: 'not-evaluable', text: `run success rate: ${runs.length} runs, ${count} are needed` };
    }
    const good = runs.filter(({ succeeded }) => succeeded).length;
    const percent = (good / runs.length) * 100;
    const breaks = (0,trigger_line .Or)(percent, bound);
    const text = `run success rate ${good}/${runs.length} = ${(0,trigger_line .kT)(percent)}% ${(0,probe_trigger .mU)(breaks, bound.operator)} ${bound.value}% over ${count} runs`;
    const hasOwnFailure = runs.some(({ succeeded, isOfThisDeploy }) => !succeeded && isOfThisDeploy);
    if (breaks && !hasOwnFailure)
        return { state: 'ok', text: `${text}, but no run of this deployment failed` };
    return { state: breaks ? 'fired' : 'ok', text };
}
function askRunDuration({ bound }, view) {
    const samples = (0,metric_trigger .lc)(view, 'runs');
    if (!Array.isArray(samples))
        return samples;
    const runs = samples.at(-1)?.reading.runs ?? [];
    const earlier = runs.flatMap((run) => (run.succeeded && !run.isOfThisDeploy ? run.durationMs : []));
    if (earlier.length < MIN_EARLIER_RUNS)
        return (0,probe_trigger .dI)('run duration in the baseline', earlier.length, MIN_EARLIER_RUNS);
    const latest = runs.findLast(({ isOfThisDeploy }) => isOfThisDeploy);
    if (latest === undefined) {
        return { state: 'not-evaluable', text: 'run duration: no run of this deployment has ended yet' };
    }
    const medianMs = (0,statistics .Ym)(earlier, 50);
    const isOver = (0,trigger_line .Or)(latest.durationMs, { ...bound, value: (medianMs * bound.value) / 100 });
    const text = `run duration ${(0,duration .P)(latest.durationMs)} ${(0,probe_trigger .mU)(isOver, bound.operator)} ${bound.value}% of baseline ${(0,duration .P)(medianMs)}`;
    const isLongest = earlier.every((durationMs) => durationMs < latest.durationMs);
    if (isOver && !isLongest)
        return { state: 'ok', text: `${text}, but an earlier run took longer` };
    return { state: isOver ? 'fired' : 'ok', text };
}

;// CONCATENATED MODULE: ./lib/health/triggers/make-trigger.js





function makeTrigger(text, line) {
    return {
        line: text,
        windowMs: windowOf(line),
        needsBaseline: line.kind === 'time-of-baseline',
        isAbsolute: isAbsolute(line),
        log: line.kind === 'log' ? { isNew: line.isNew, container: line.container } : undefined,
        evaluate: (view) => ask(line, view),
    };
}
function isAbsolute(line) {
    return ['failures-in-a-row', 'rate', 'time'].includes(line.kind) || (line.kind === 'log' && !line.isNew);
}
function windowOf(line) {
    switch (line.kind) {
        case 'rate':
        case 'time':
        case 'log':
            return line.windowMs;
        case 'metric':
            return line.durationMs;
        default:
            return 0;
    }
}
function ask(line, view) {
    switch (line.kind) {
        case 'failures-in-a-row':
            return (0,probe_trigger .HQ)(line, view);
        case 'rate':
            return (0,probe_trigger .eI)(line, view);
        case 'time':
            return (0,probe_trigger .fo)(line, view);
        case 'time-of-baseline':
            return (0,baseline_trigger .Xt)(line, view);
        case 'metric':
            return (0,metric_trigger .Gl)(line, view);
        case 'alarm':
            return (0,metric_trigger .HY)(line, view);
        case 'log':
            return askLog(line, view);
        case 'run-success-rate':
            return askRunSuccessRate(line, view);
        case 'run-duration':
            return askRunDuration(line, view);
    }
}


/***/ }),

/***/ 8252:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    EU: () => (  sampleIntervalMs),
    O$: () => (  unreadable),
    yB: () => (  sampleKey)
  });
function sampleKey(kind, name = '') {
    return `${kind} ${name}`.trim();
}
function unreadable({ message, hint }, redact) {
    return { kind: 'unreadable', reason: redact(hint === undefined ? message : `${message}. ${hint}`) };
}
const SIGNAL_INTERVAL_MS = 15_000;
function sampleIntervalMs(pollIntervalMs) {
    return Math.max(SIGNAL_INTERVAL_MS, pollIntervalMs);
}


/***/ }),

/***/ 4101:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Gl: () => (  askMetric),
    HY: () => (  askAlarm),
    a0: () => (  PUBLISHING_LAG_MS),
    lc: () => (  samplesOf)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(1853);
  var _metric_source_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(8252);
  var _trigger_line_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6393);




const PUBLISHING_LAG_MS = 120_000;
const MIN_DATAPOINTS = 2;
const MAX_GAP = 2.5;
function samplesOf(view, kind, name) {
    const key = (0,_metric_source_js__WEBPACK_IMPORTED_MODULE_1__  .yB)(kind, name);
    const samples = view.samples.filter(({ signal, atMs }) => signal === key && atMs <= view.nowMs);
    const latest = samples.at(-1)?.reading;
    if (latest === undefined)
        return unreadable(`${key} has not been read yet`);
    if (latest.kind === 'unreadable')
        return unreadable(`${key} could not be read: ${latest.reason}`);
    return samples.flatMap(({ reading, ...sample }) => (isOf(reading, kind) ? [{ ...sample, reading }] : []));
}
function isOf(reading, kind) {
    return reading.kind === kind;
}
function unreadable(text) {
    return { state: 'not-evaluable', text, isUnreadable: true };
}
function askMetric({ name, bound, durationMs }, view) {
    const samples = samplesOf(view, 'metric', name);
    if (!Array.isArray(samples))
        return samples;
    const known = new Map(samples.flatMap(({ reading }) => reading.datapoints.map((point) => [point.startedAtMs, point])));
    const points = [...known.values()]
        .filter(({ startedAtMs }) => startedAtMs >= view.deployedAtMs)
        .toSorted((a, b) => a.startedAtMs - b.startedAtMs);
    const last = points.at(-1);
    const isOld = last !== undefined && view.nowMs - endOf(last) > durationMs + last.periodMs + PUBLISHING_LAG_MS;
    if (last === undefined || isOld) {
        const since = last === undefined ? 'since the deployment' : `for ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(view.nowMs - endOf(last))}`;
        return { state: 'not-evaluable', text: `metric ${name}: no complete datapoint ${since}` };
    }
    const run = lastRun(points, ({ value }) => (0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .Or)(value, bound));
    const [first] = run;
    const shown = `metric ${name} ${renderValue(last.value)}`;
    if (first === undefined)
        return { state: 'ok', text: `${shown}, not ${bound.operator} ${bound.value}` };
    const heldMs = endOf(last) - first.startedAtMs;
    const text = `${shown} ${bound.operator} ${bound.value} for ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(heldMs)}`;
    if (heldMs >= durationMs && run.length >= MIN_DATAPOINTS)
        return { state: 'fired', text };
    return { state: 'pending', text: `${text} of ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(durationMs)}` };
}
function lastRun(points, breaks) {
    let first = points.length;
    for (let index = points.length - 1; index >= 0; index--) {
        const [point, next] = [points[index], points[index + 1]];
        if (point === undefined || !breaks(point))
            break;
        if (next !== undefined && next.startedAtMs - point.startedAtMs > MAX_GAP * next.periodMs)
            break;
        first = index;
    }
    return points.slice(first);
}
function endOf({ startedAtMs, periodMs }) {
    return startedAtMs + periodMs;
}
function renderValue(value) {
    return Math.abs(value) >= 1 ? (0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .kT)(value) : String(Number(value.toPrecision(3)));
}
function askAlarm({ name }, view) {
    const samples = samplesOf(view, 'alarm', name);
    if (!Array.isArray(samples))
        return samples;
    const [first, latest] = [samples[0]?.reading, samples.at(-1)?.reading];
    if (latest === undefined || latest.state === 'insufficient-data') {
        return { state: 'not-evaluable', text: `alarm ${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_3__  .x)(name, 100)} has no data` };
    }
    if (latest.state === 'ok')
        return { state: 'ok', text: `alarm ${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_3__  .x)(name, 100)} is OK` };
    const wasRed = first?.state === 'alarm' && (first.changedAtMs ?? Number.NEGATIVE_INFINITY) < view.deployBegunAtMs;
    const wasGreen = samples.some(({ reading }) => reading.state === 'ok');
    const text = `alarm ${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_3__  .x)(name, 100)} in ALARM`;
    if (wasRed && !wasGreen) {
        return { state: 'not-evaluable', text: `${text} since before the deployment, so that it does not count` };
    }
    return { state: 'fired', text };
}


/***/ }),

/***/ 7266:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  U: () => (  parseTriggerLine)
});

// EXTERNAL MODULE: ./lib/core/nearest.js
var nearest = __nccwpck_require__(6661);
// EXTERNAL MODULE: ./lib/core/syntax/scanner.js
var scanner = __nccwpck_require__(1805);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __nccwpck_require__(8415);
;// CONCATENATED MODULE: ./lib/health/triggers/trigger-syntax.js

const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const PERCENT = /(\d+(?:\.\d+)?)\s*%/y;
const NAME = /"([^"]+)"|'([^']+)'|([^\s"'<>=!]+)/y;
function readName(scanner, { expected, form, next, nextAllowed }) {
    const [, inDouble, inSingle, bare] = scanner.take(NAME) ?? [];
    const name = inDouble ?? inSingle ?? bare;
    if (name === undefined)
        return scanner.fail(expected, { hint: `For example: ${form}` });
    scanner.skipSpace();
    if (scanner.isAtEnd || scanner.peek(next))
        return name;
    return scanner.fail(nextAllowed, { hint: `A name of several words goes in quotes. For example: ${form}` });
}
function readUpper(scanner, form) {
    return readOperator(scanner, ['>', '>='], form);
}
function readOperator(scanner, operators, form) {
    const { column } = scanner;
    const [, found] = scanner.take(/([<>=!]+)\s*/y) ?? [];
    const operator = operators.find((one) => one === found);
    return operator ?? scanner.fail(operators.join(' or '), { column, hint: `For example: ${form}` });
}
function readPercent(scanner, max) {
    const { column } = scanner;
    const [, digits] = scanner.take(PERCENT) ?? [];
    const value = Number(digits);
    if (digits === undefined || value > max) {
        const [number] = scanner.peek(NUMBER) ?? [];
        const hint = number === undefined ? undefined : `Did you mean ${number}%?`;
        return scanner.fail(`a percentage${max === 100 ? ' up to 100%' : ', such as 150%'}`, { column, hint });
    }
    scanner.skipSpace();
    return value;
}
function readWindow(scanner, form) {
    if (scanner.takeKeyword('over', 'for') === undefined)
        scanner.fail('over or for and a duration', { hint: `For example: ${form}` });
    const { column } = scanner;
    const durationMs = readDuration(scanner, 'a duration with its unit, such as 2m');
    return durationMs > 0 ? durationMs : scanner.fail('a duration above 0', { column });
}
function readDuration(scanner, expected) {
    const [word = ''] = scanner.peek(/[^\s]+/y) ?? [];
    const durationMs = (0,duration .E)(word);
    if (durationMs === undefined) {
        return scanner.fail(expected, { hint: guessDuration(word) });
    }
    scanner.takeKeyword(word);
    return durationMs;
}
function guessDuration(word) {
    if (/^\d+(?:\.\d+)?$/.test(word))
        return `Did you mean ${word}s or ${word}m?`;
    const [, count = '', unit = ''] = /^(\d+(?:\.\d+)?)(ms|[dhms])[a-z]*$/i.exec(word) ?? [];
    const meant = `${count}${unit.toLowerCase()}`;
    return (0,duration .E)(meant) === undefined ? undefined : `Did you mean ${meant}?`;
}
function expectKeywords(scanner, form, ...words) {
    for (const word of words) {
        if (scanner.takeKeyword(word) === undefined)
            scanner.fail(word, { hint: `For example: ${form}` });
    }
}

;// CONCATENATED MODULE: ./lib/health/triggers/parse-trigger.js



const FORMS = {
    failures: '3 consecutive failures',
    failure: 'failure rate > 5% over 2m',
    stale: 'stale rate > 5% over 2m',
    mean: 'mean time > 3s over 5m',
    percentile: 'p95 time > 150% of baseline',
    metric: 'metric cpu > 95 for 5m',
    alarm: 'alarm web-5xx in ALARM',
    log: 'log errors > 5 over 2m',
    new: 'new log errors > 0 over 2m',
    run: 'run success rate < 95% over 10 runs',
};
function parseTriggerLine(text) {
    return (0,scanner .A)(text.trim(), (scanner) => {
        const line = readLine(scanner);
        scanner.skipSpace();
        if (!scanner.isAtEnd)
            scanner.fail('the end of the line', { hint: hintAfter(scanner.rest()) });
        return line;
    });
}
function readLine(scanner) {
    const [, count] = scanner.take(/(\d+)(?![\w.%])\s*/y) ?? [];
    if (count !== undefined)
        return readFailures(scanner, Number(count));
    const of = scanner.takeKeyword('failure', 'stale');
    if (of !== undefined)
        return readRate(scanner, of);
    const statistic = readStatistic(scanner);
    if (statistic !== undefined)
        return readTime(scanner, statistic);
    if (scanner.takeKeyword('metric') !== undefined)
        return readMetric(scanner);
    if (scanner.takeKeyword('alarm') !== undefined)
        return readAlarm(scanner);
    if (scanner.takeKeyword('log') !== undefined)
        return readLog(scanner, false);
    if (scanner.takeKeyword('new') !== undefined)
        return readLog(scanner, true);
    if (scanner.takeKeyword('run') !== undefined)
        return readRun(scanner);
    const expected = Object.values(FORMS)
        .map((form) => `"${form}"`)
        .join(', ');
    return scanner.fail(`a line such as ${expected}`, { hint: guess(scanner.rest()) });
}
function readFailures(scanner, count) {
    expectKeywords(scanner, FORMS.failures, 'consecutive', 'failures');
    if (count < 1)
        scanner.fail('at least 1', { column: 1 });
    return { kind: 'failures-in-a-row', count };
}
function readRate(scanner, of) {
    expectKeywords(scanner, FORMS[of], 'rate');
    const operator = readUpper(scanner, FORMS[of]);
    const value = readPercent(scanner, 100);
    return { kind: 'rate', of, bound: { operator, value }, windowMs: readWindow(scanner, FORMS[of]) };
}
function readStatistic(scanner) {
    const { column } = scanner;
    if (scanner.takeKeyword('mean') !== undefined)
        return { kind: 'mean' };
    const [word, digits] = scanner.take(/p(\d+(?:\.\d+)?)(?!\S)\s*/y) ?? [];
    if (word === undefined)
        return undefined;
    const percent = Number(digits);
    if (percent > 0 && percent < 100)
        return { kind: 'percentile', percent };
    return scanner.fail('a percentile between p1 and p99', { column });
}
function readTime(scanner, statistic) {
    const form = statistic.kind === 'mean' ? FORMS.mean : FORMS.percentile;
    expectKeywords(scanner, form, 'time');
    const operator = readUpper(scanner, form);
    if (scanner.peek(PERCENT)) {
        const bound = readOfBaseline(scanner, operator);
        const { column } = scanner;
        if (scanner.takeKeyword('over', 'for') === undefined)
            return { kind: 'time-of-baseline', statistic, bound };
        const hint = 'A comparison with the baseline covers the whole bake time.';
        return scanner.fail('the end of the line', { column, hint });
    }
    const value = readDuration(scanner, 'a duration with its unit, such as 3s, or a percentage of baseline');
    return { kind: 'time', statistic, bound: { operator, value }, windowMs: readWindow(scanner, FORMS.mean) };
}
function readOfBaseline(scanner, operator) {
    const { column } = scanner;
    const value = readPercent(scanner, 100_000);
    if (value <= 100)
        scanner.fail('more than 100%', { column, hint: '150% is half as much again as the baseline.' });
    expectKeywords(scanner, FORMS.percentile, 'of', 'baseline');
    return { operator, value };
}
function readMetric(scanner) {
    const operators = ['<', '<=', '>', '>=', '==', '!='];
    const name = readName(scanner, {
        expected: 'the name of a metric',
        form: FORMS.metric,
        next: /[<>=!]/y,
        nextAllowed: operators.join(' or '),
    });
    const operator = readOperator(scanner, operators, FORMS.metric);
    const { column } = scanner;
    const [value] = scanner.take(NUMBER) ?? [];
    if (value === undefined || scanner.peek(/%/y)) {
        const [number] = /^-?[\d.]*\d/.exec(scanner.line.slice(column - 1)) ?? [];
        const hint = number === undefined ? `For example: ${FORMS.metric}` : `Did you mean ${number}?`;
        return scanner.fail('a number without a unit, such as 95', { column, hint });
    }
    scanner.skipSpace();
    return {
        kind: 'metric',
        name,
        bound: { operator, value: Number(value) },
        durationMs: readWindow(scanner, FORMS.metric),
    };
}
function readAlarm(scanner) {
    const name = readName(scanner, {
        expected: 'the name of an alarm',
        form: FORMS.alarm,
        next: /in(?!\S)/y,
        nextAllowed: 'in',
    });
    expectKeywords(scanner, FORMS.alarm, 'in', 'ALARM');
    return { kind: 'alarm', name };
}
function readLog(scanner, isNew) {
    const form = isNew ? FORMS.new : FORMS.log;
    expectKeywords(scanner, form, ...(isNew ? ['log', 'errors'] : ['errors']));
    const ofOne = `${isNew ? 'new ' : ''}log errors of envoy > 5 over 2m`;
    const name = { expected: 'the name of a container', form: ofOne, next: /[<>=!]/y, nextAllowed: '> or >=' };
    const container = scanner.takeKeyword('of') === undefined ? undefined : readName(scanner, name);
    const operator = readUpper(scanner, form);
    const { column } = scanner;
    const [digits] = scanner.take(/\d{1,9}(?!\S)/y) ?? [];
    if (digits === undefined || (operator === '>=' && Number(digits) === 0))
        return scanner.fail('a number of lines, such as 5', { column, hint: `For example: ${form}` });
    scanner.skipSpace();
    return {
        kind: 'log',
        isNew,
        container,
        bound: { operator, value: Number(digits) },
        windowMs: readWindow(scanner, form),
    };
}
function readRun(scanner) {
    const what = scanner.takeKeyword('success', 'duration');
    if (what === undefined)
        return scanner.fail('success rate or duration', { hint: `For example: ${FORMS.run}` });
    if (what === 'duration') {
        return {
            kind: 'run-duration',
            bound: readOfBaseline(scanner, readUpper(scanner, 'run duration > 150% of baseline')),
        };
    }
    expectKeywords(scanner, FORMS.run, 'rate');
    const operator = readOperator(scanner, ['<', '<='], FORMS.run);
    const value = readPercent(scanner, 100);
    expectKeywords(scanner, FORMS.run, 'over');
    const [, runs] = scanner.take(/(\d+)(?!\S)\s*/y) ?? [];
    if (runs === undefined || Number(runs) < 1 || Number(runs) > 100)
        return scanner.fail('1 to 100 runs', { hint: `For example: ${FORMS.run}` });
    expectKeywords(scanner, FORMS.run, 'runs');
    return { kind: 'run-success-rate', bound: { operator, value }, runs: Number(runs) };
}
const MEANT = {
    error: FORMS.failure,
    errors: FORMS.failure,
    failures: FORMS.failures,
    logs: FORMS.log,
    success: FORMS.failure,
    average: FORMS.mean,
    avg: FORMS.mean,
    latency: FORMS.mean,
    time: FORMS.mean,
    median: 'p50 time > 1s over 5m',
    consecutive: FORMS.failures,
    cpu: FORMS.metric,
};
function guess(rest) {
    const word = /^[\w-]+/.exec(rest)?.[0]?.toLowerCase() ?? '';
    const known = (0,nearest .p)(word, ['failure', 'stale', 'mean', 'metric', 'alarm', 'log', 'new', 'run']);
    const form = Object.hasOwn(MEANT, word) ? MEANT[word] : known && FORMS[known];
    return form === undefined ? undefined : `Did you mean a line such as ${form}?`;
}
function hintAfter(rest) {
    return /^(?:and|or|&&|\|\|)/i.test(rest)
        ? 'Write one trigger a line; any of them fires by itself.'
        : undefined;
}


/***/ }),

/***/ 3981:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    HQ: () => (  askFailuresInARow),
    OX: () => (  compute),
    Pu: () => (  MIN_SAMPLES),
    c0: () => (  askEachTimedCheck),
    dI: () => (  tooFew),
    eI: () => (  askRate),
    fQ: () => (  MIN_FAILURES),
    fo: () => (  askTime),
    h0: () => (  latencies),
    mU: () => (  compared),
    rS: () => (  samplesFor)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _core_statistics_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(8752);
  var _observation_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(7464);
  var _trigger_line_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6393);




const MIN_SAMPLES = 10;
const MIN_SAMPLES_OF_PERCENTILE = 20;
const MIN_FAILURES = 3;
function askEachCheck(view, ask) {
    const readings = [...view.observations].map(([check, samples]) => ({ ...ask(samples, check), check }));
    const order = ['fired', 'pending', 'not-evaluable', 'ok'];
    const [worst] = readings.toSorted((a, b) => order.indexOf(a.state) - order.indexOf(b.state));
    if (worst === undefined)
        return { state: 'not-evaluable', text: 'there is no check to ask' };
    return readings.length === 1 ? worst : { ...worst, text: `${worst.check}: ${worst.text}` };
}
function askEachTimedCheck(view, ask) {
    const isUntimed = ({ result, latencyMs }) => result === 'pass' && latencyMs === undefined;
    const timed = [...view.observations].filter(([, samples]) => !samples.some(isUntimed));
    return askEachCheck({ ...view, observations: new Map(timed) }, ask);
}
function askFailuresInARow({ count }, view) {
    return askEachCheck(view, (samples) => {
        const since = samples.findLastIndex(({ result }) => result === 'pass') + 1;
        const failures = samples.slice(since).filter(({ result }) => result === 'fail').length;
        const text = `${failures} of ${count} consecutive failures`;
        return { state: failures >= count ? 'fired' : 'ok', text };
    });
}
function askRate({ of, bound, windowMs }, view) {
    return askEachCheck(view, (samples) => {
        const counted = inWindow(samples, view.nowMs, windowMs).filter(_observation_js__WEBPACK_IMPORTED_MODULE_1__  .Tq);
        const bad = counted.filter(({ result }) => result === (of === 'failure' ? 'fail' : 'stale')).length;
        const over = `over ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(windowMs)}`;
        if (counted.length < MIN_SAMPLES)
            return tooFew(`${of} rate ${over}`, counted.length, MIN_SAMPLES);
        const percent = (bad / counted.length) * 100;
        const breaks = (0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .Or)(percent, bound);
        const shown = `${of} rate ${bad}/${counted.length} = ${(0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .kT)(percent)}%`;
        const text = `${shown} ${compared(breaks, bound.operator)} ${bound.value}% ${over}`;
        if (breaks && bad < MIN_FAILURES)
            return { state: 'ok', text: `${text}, but fewer than ${MIN_FAILURES}` };
        return { state: stateOf(breaks, windowMs, view), text };
    });
}
function askTime({ statistic, bound, windowMs }, view) {
    return askEachTimedCheck(view, (samples) => {
        const times = latencies(inWindow(samples, view.nowMs, windowMs));
        const over = `over ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(windowMs)}`;
        const needed = samplesFor(statistic);
        const name = `${(0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .d6)(statistic)} time`;
        if (times.length < needed)
            return tooFew(`${name} ${over}`, times.length, needed);
        const valueMs = compute(statistic, times);
        const breaks = (0,_trigger_line_js__WEBPACK_IMPORTED_MODULE_2__  .Or)(valueMs, bound);
        const text = `${name} ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(valueMs)} ${compared(breaks, bound.operator)} ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(bound.value)} ${over}`;
        return { state: stateOf(breaks, windowMs, view), text };
    });
}
function samplesFor({ kind }) {
    return kind === 'mean' ? MIN_SAMPLES : MIN_SAMPLES_OF_PERCENTILE;
}
function compute(statistic, values) {
    return statistic.kind === 'mean' ? (0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_3__  .i2)(values) : (0,_core_statistics_js__WEBPACK_IMPORTED_MODULE_3__  .Ym)(values, statistic.percent);
}
function latencies(samples) {
    return samples.flatMap(({ latencyMs }) => latencyMs ?? []);
}
function inWindow(samples, nowMs, windowMs) {
    return samples.filter(({ endedAtMs }) => endedAtMs > nowMs - windowMs && endedAtMs <= nowMs);
}
function compared(breaks, operator) {
    const opposite = { '>': '≤', '>=': '<', '<': '≥', '<=': '>' };
    const shown = { '>': '>', '>=': '≥', '<': '<', '<=': '≤' };
    return breaks ? shown[operator] : opposite[operator];
}
function stateOf(breaks, windowMs, view) {
    if (!breaks)
        return 'ok';
    return view.nowMs - view.bakeStartedAtMs >= windowMs ? 'fired' : 'pending';
}
function tooFew(name, found, needed) {
    return { state: 'not-evaluable', text: `${name}: ${found} samples, ${needed} are needed` };
}


/***/ }),

/***/ 6393:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Or: () => (  exceeds),
    d6: () => (  renderStatistic),
    kT: () => (  renderNumber)
  });
function exceeds(value, { operator, value: bound }) {
    switch (operator) {
        case '<':
            return value < bound;
        case '<=':
            return value <= bound;
        case '>':
            return value > bound;
        case '>=':
            return value >= bound;
        case '==':
            return value === bound;
        case '!=':
            return value !== bound;
    }
}
function renderStatistic(statistic) {
    return statistic.kind === 'mean' ? 'mean' : `p${statistic.percent}`;
}
function renderNumber(value) {
    return String(Number(value.toFixed(1)));
}


/***/ }),

/***/ 778:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Z: () => (  askTriggers),
    d: () => (  longestWindowMs)
  });
function longestWindowMs({ windowMs, needsBaseline }) {
    return needsBaseline ? Number.POSITIVE_INFINITY : windowMs;
}
function askTriggers(triggers, view) {
    return triggers.map((trigger) => ({ line: trigger.line, ...trigger.evaluate(view) }));
}


/***/ }),

/***/ 1567:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    $: () => (  readVersion),
    l: () => (  describeText)
  });
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1853);

function readVersion(answer, source) {
    return source.kind === 'header' ? readHeader(answer, source.name) : readPath(answer, source.path);
}
function readHeader({ headers }, name) {
    const value = headers.get(name.toLowerCase())?.trim();
    if (value === undefined)
        return missing(`it has no header ${name}, only ${listNames([...headers.keys()])}`);
    if (value === '')
        return missing(`its header ${name} is empty`);
    const [one = '', ...others] = new Set(value.split(/\s*,\s*/));
    return { kind: 'found', version: others.length === 0 ? one : value };
}
function readPath({ body }, path) {
    const shown = renderPath(path);
    if (body.isTruncated)
        return missing(`its body is longer than 1 MiB, so that ${shown} cannot be read`);
    if (body.json === undefined)
        return path.length === 0 ? readText(body.text) : missing(needsJson(shown, body));
    let value = body.json.value;
    for (const [depth, key] of path.entries()) {
        const step = stepInto(value, key);
        if (step === undefined)
            return missing(`it has no ${renderPath(path.slice(0, depth + 1))}${besides(value)}`);
        value = step.value;
    }
    if (typeof value === 'number')
        return readNumber(body.text, path);
    if (typeof value === 'string' && value.trim() !== '')
        return { kind: 'found', version: value.trim() };
    return missing(`${shown} is ${describeValue(value)}, not a version`);
}
function readText(text) {
    const version = text.trim();
    if (version === '' || version.includes('\n') || describeText(version) === 'HTML')
        return missing(`its body is ${version.includes('\n') ? 'more than one line' : describeText(text)}`);
    return { kind: 'found', version };
}
function needsJson(shown, { text }) {
    return `${shown} needs JSON, and the body is ${describeText(text)}`;
}
function besides(parent) {
    if (typeof parent !== 'object' || parent === null || Array.isArray(parent))
        return '';
    const fields = Object.keys(parent);
    return fields.length === 0 ? ', and no other field' : `, only ${listNames(fields)}`;
}
const MAX_NAMES = 12;
function listNames(names) {
    const shown = names.slice(0, MAX_NAMES).map((name) => (0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_0__  .x)(name, 40));
    return names.length > MAX_NAMES
        ? `${shown.join(', ')} and ${names.length - MAX_NAMES} more`
        : shown.join(', ');
}
class WrittenNumber {
    source;
    constructor(source) {
        this.source = source;
    }
}
function readNumber(text, path) {
    try {
        return { kind: 'found', version: numberAsWritten(text, path) };
    }
    catch (error) {
        if (!(error instanceof RangeError))
            throw error;
        return missing(`${renderPath(path)} is a number in a body that is nested too deep to be read as it stands`);
    }
}
function numberAsWritten(text, path) {
    const reviver = (_key, value, context) => typeof value === 'number' && context?.source !== undefined ? new WrittenNumber(context.source) : value;
    let value = JSON.parse(text, reviver);
    for (const key of path)
        value = stepInto(value, key)?.value;
    return value instanceof WrittenNumber ? value.source : String(value);
}
function stepInto(value, key) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    if (Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key))
        return undefined;
    return { value: Reflect.get(value, key) };
}
function describeText(text) {
    if (text.trim() === '')
        return 'empty';
    return /^\s*<(?:!doctype|html|head|body|\?xml)\b/i.test(text) ? 'HTML' : 'not JSON';
}
function describeValue(value) {
    if (value === null)
        return 'null';
    if (Array.isArray(value))
        return 'a list';
    if (typeof value === 'object')
        return 'an object';
    return typeof value === 'string' ? `"${(0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_0__  .x)(value)}"` : String(value);
}
function renderPath(path) {
    const steps = path.map((key) => {
        if (typeof key === 'number')
            return `[${key}]`;
        return /^[A-Za-z_][\w-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    });
    return `body${steps.join('')}`;
}
function missing(because) {
    return { kind: 'missing', because };
}


/***/ }),

/***/ 5588:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  z: () => (  parseCondition)
});

// EXTERNAL MODULE: ./lib/core/nearest.js
var nearest = __nccwpck_require__(6661);
// EXTERNAL MODULE: ./lib/core/syntax/scanner.js
var scanner = __nccwpck_require__(1805);
;// CONCATENATED MODULE: ./lib/http/model/condition/condition.js
const OPERATORS = [
    '==',
    '!=',
    '<',
    '<=',
    '>',
    '>=',
    'in',
    'contains',
    'startsWith',
    'endsWith',
    'matches',
    'exists',
    'isEmpty',
];
function typeOf({ kind }) {
    switch (kind) {
        case 'status':
        case 'redirects':
            return 'number';
        case 'time':
        case 'certificate':
            return 'duration';
        case 'url':
        case 'text':
        case 'header':
            return 'text';
        case 'body':
            return 'json';
    }
}
function renderSubject(subject) {
    switch (subject.kind) {
        case 'header':
            return `header ${subject.name}`;
        case 'certificate':
            return 'certificate expires';
        case 'body':
            return renderPath(subject.path);
        default:
            return subject.kind;
    }
}
function renderPath(path) {
    const steps = path.map((key) => {
        if (typeof key === 'number')
            return `[${key}]`;
        return /^[A-Za-z_$][\w$-]*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
    });
    return `body${steps.join('')}`;
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __nccwpck_require__(8415);
// EXTERNAL MODULE: ./lib/core/truncate.js
var truncate = __nccwpck_require__(1853);
// EXTERNAL MODULE: ./lib/http/model/answer-version.js
var answer_version = __nccwpck_require__(1567);
;// CONCATENATED MODULE: ./lib/http/model/condition/value.js


function readValue(subject, operator, answer) {
    switch (subject.kind) {
        case 'status':
            return found(answer.status);
        case 'redirects':
            return found(answer.redirects);
        case 'url':
            return found(answer.url);
        case 'time':
            return found(answer.timings.totalMs);
        case 'certificate':
            return answer.certificate === undefined
                ? { kind: 'missing', because: 'the answer did not come over TLS, so that there is no certificate' }
                : found(answer.certificate.expiresInMs);
        case 'header': {
            const value = answer.headers.get(subject.name);
            return value === undefined
                ? { kind: 'missing', because: `the answer has no header ${subject.name}` }
                : found(value);
        }
        case 'text':
            return readText(answer.body);
        case 'body':
            return subject.path.length === 0
                ? readBody(answer.body, operator)
                : readField(answer.body, subject.path);
    }
}
function readText({ text, isTruncated }) {
    return isTruncated ? CUT : found(text.trim());
}
const ON_TEXT = new Set(['contains', 'startsWith', 'endsWith', 'matches']);
function readBody(body, operator) {
    if (body.isTruncated || body.json === undefined || ON_TEXT.has(operator))
        return readText(body);
    return found(body.json.value);
}
function readField(body, path) {
    if (body.isTruncated)
        return CUT;
    if (body.json === undefined) {
        return {
            kind: 'unknown',
            because: `${renderPath(path)} needs JSON, and the body is ${(0,answer_version .l)(body.text)}`,
        };
    }
    let value = body.json.value;
    for (const [depth, key] of path.entries()) {
        const step = stepInto(value, key);
        if (step === undefined)
            return { kind: 'missing', because: renderMissing(path, depth, value) };
        value = step.value;
    }
    return found(value);
}
function stepInto(value, key) {
    if (typeof value !== 'object' || value === null)
        return undefined;
    if (Array.isArray(value) !== (typeof key === 'number') || !Object.hasOwn(value, key))
        return undefined;
    return { value: Reflect.get(value, key) };
}
function renderMissing(path, depth, parent) {
    const missing = `${renderPath(path.slice(0, depth + 1))} is missing`;
    if (Array.isArray(parent) && typeof path[depth] === 'string')
        return `${missing}, since ${renderPath(path.slice(0, depth))} is a list`;
    return missing;
}
const CUT = {
    kind: 'unknown',
    because: 'the body is longer than 1 MiB, so that nothing can be said about it',
};
function found(value) {
    return { kind: 'found', value };
}

;// CONCATENATED MODULE: ./lib/http/model/condition/evaluate.js





function evaluate({ subject, isNegated, test }, answer) {
    const name = renderSubject(subject);
    const reading = readValue(subject, test.operator, answer);
    if (reading.kind === 'unknown')
        return { holds: false, found: reading.because };
    if (test.operator === 'exists') {
        const found = reading.kind === 'found' ? `${name} is ${show(reading.value)}` : reading.because;
        return { holds: (reading.kind === 'found') !== isNegated, found };
    }
    if (reading.kind === 'missing')
        return { holds: false, found: reading.because };
    const { value } = reading;
    const isDuration = typeOf(subject) === 'duration' && typeof value === 'number';
    const shown = `${name} ${subject.kind === 'certificate' ? 'in' : 'is'} ${isDuration ? (0,duration .P)(value) : show(value)}`;
    const answered = ask(test, value);
    if (typeof answered === 'string')
        return { holds: false, found: `${shown}, ${answered}` };
    return { holds: answered !== isNegated, found: shown };
}
function ask(test, value) {
    switch (test.operator) {
        case '==':
            return equals(value, test.value);
        case '!=':
            return negate(equals(value, test.value));
        case '<':
            return typeof value === 'number' ? value < test.value : NOT_A_NUMBER;
        case '<=':
            return typeof value === 'number' ? value <= test.value : NOT_A_NUMBER;
        case '>':
            return typeof value === 'number' ? value > test.value : NOT_A_NUMBER;
        case '>=':
            return typeof value === 'number' ? value >= test.value : NOT_A_NUMBER;
        case 'in':
            return isIn(value, test.items);
        case 'contains':
            return contains(value, test.value);
        case 'startsWith':
            return typeof value === 'string' ? value.startsWith(test.value) : NOT_TEXT;
        case 'endsWith':
            return typeof value === 'string' ? value.endsWith(test.value) : NOT_TEXT;
        case 'matches': {
            const found = typeof value === 'string' ? test.pattern.find(value) : NOT_TEXT;
            if (found === 'too-costly')
                return 'on which this pattern takes too long';
            return found === NOT_TEXT ? found : found === 'found';
        }
        case 'isEmpty':
            return isEmpty(value);
        case 'exists':
            return true;
    }
}
const NOT_A_NUMBER = 'which is not a number';
const NOT_TEXT = 'which is not text';
function negate(answered) {
    return typeof answered === 'string' ? answered : !answered;
}
function equals(value, wanted) {
    if (value === null || wanted === null || typeof value === typeof wanted)
        return value === wanted;
    return `which is not ${TYPE_NAMES[typeof wanted]}`;
}
const TYPE_NAMES = {
    string: 'text',
    number: 'a number',
    boolean: 'true or false',
};
function isIn(value, items) {
    const answers = items.map((item) => {
        if (item === null || typeof item !== 'object')
            return equals(value, item);
        return typeof value === 'number' ? item.from <= value && value <= item.to : NOT_A_NUMBER;
    });
    if (answers.includes(true))
        return true;
    return answers.includes(false) ? false : (answers[0] ?? false);
}
function contains(value, wanted) {
    if (Array.isArray(value))
        return value.includes(wanted);
    if (typeof value !== 'string')
        return 'which is neither text nor a list';
    return typeof wanted === 'string' ? value.includes(wanted) : 'which is text and can contain only text';
}
function isEmpty(value) {
    if (typeof value === 'string' || Array.isArray(value))
        return value.length === 0;
    if (typeof value === 'object' && value !== null)
        return Object.keys(value).length === 0;
    return 'which is neither text nor a list nor an object';
}
function show(value) {
    if (typeof value === 'string')
        return value === '' || !/\S/.test(value) ? JSON.stringify(value.slice(0, 20)) : quote(value);
    if (Array.isArray(value))
        return `a list of ${value.length}`;
    if (typeof value === 'object' && value !== null)
        return `an object with ${renderKeys(Object.keys(value))}`;
    return String(value);
}
function quote(value) {
    return (0,answer_version .l)(value) === 'HTML' ? 'HTML' : `"${(0,truncate .x)(value, 100)}"`;
}
function renderKeys(keys) {
    if (keys.length === 0)
        return 'no fields';
    const more = keys.length > 5 ? ', …' : '';
    return `the fields ${keys
        .slice(0, 5)
        .map((key) => (0,truncate .x)(key, 30))
        .join(', ')}${more}`;
}

// EXTERNAL MODULE: ./lib/core/pattern/pattern.js + 2 modules
var pattern = __nccwpck_require__(320);
;// CONCATENATED MODULE: ./lib/http/model/condition/literal.js


const BYTES = {
    B: 1,
    kB: 1e3,
    MB: 1e6,
    GB: 1e9,
    KiB: 2 ** 10,
    MiB: 2 ** 20,
    GiB: 2 ** 30,
};
const VALUES = {
    number: 'a whole number, such as 200',
    duration: 'a duration with its unit, such as 800ms or 7d',
    text: 'text in quotes, such as "ok"',
    json: 'a number, "text", true, false or null',
};
const NUMBER = /-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])/y;
const QUANTITY = /(-?\d+(?:\.\d+)?)([A-Za-z][\w.]*)(?![\w.])/y;
const STRING = /"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)'/y;
const WORD = /(true|false|null)(?![\w.])/y;
const RANGE = /(\d+)\s*-\s*(\d+)(?![\w.])/y;
const PATTERN = /\/((?:[^/\\[]|\\.|\[(?:[^\]\\]|\\.)*\])+)\/([a-zA-Z]*)/y;
function readScalar(scanner, type) {
    const { column } = scanner;
    const value = readNumber(scanner, type) ?? literal_readText(scanner) ?? readKeyword(scanner);
    if (value !== undefined && suits(value, type))
        return value;
    return scanner.fail(VALUES[type], { column, ...hintAt(scanner, column, type) });
}
function readNumberOf(scanner, type) {
    const { column } = scanner;
    const value = readNumber(scanner, type);
    if (value !== undefined)
        return value;
    if (type === 'duration')
        return scanner.fail(VALUES.duration, { column, ...hintAt(scanner, column, type) });
    return scanner.fail('a number, such as 5 or 2MB', { column });
}
function readQuoted(scanner) {
    const { column } = scanner;
    return literal_readText(scanner) ?? scanner.fail(VALUES.text, { column, ...hintAt(scanner, column, 'text') });
}
function readItems(scanner, type) {
    const isBracketed = scanner.take(/\[\s*/y) !== undefined;
    const items = [readItem(scanner, type)];
    while (scanner.take(/\s*,\s*/y))
        items.push(readItem(scanner, type));
    if (isBracketed && !scanner.take(/\s*\]/y))
        scanner.fail('a comma and another value, or ]');
    return items;
}
function readItem(scanner, type) {
    const { column } = scanner;
    const [, from, to] = (type === 'text' ? undefined : scanner.take(RANGE)) ?? [];
    if (from === undefined)
        return readScalar(scanner, type);
    const range = { from: Number(from), to: Number(to) };
    if (range.from <= range.to)
        return range;
    return scanner.fail('a range from the smaller to the larger number', {
        column,
        hint: `Did you mean ${to}-${from}?`,
    });
}
function readRegularExpression(scanner) {
    const { column } = scanner;
    const [, source, flags] = scanner.take(PATTERN) ?? [];
    const expected = 'a regular expression between slashes, such as /v[0-9]+/';
    if (source === undefined) {
        const [, text] = scanner.peek(/["']([^"']*)["']/y) ?? [];
        const hint = text === undefined
            ? 'Within it, write \\/ for a slash and \\[ for a bracket.'
            : `Did you mean /${text}/?`;
        return scanner.fail(expected, { hint });
    }
    const read = (0,pattern .Z)(source, flags);
    return read.ok ? read.pattern : scanner.fail(expected, { column, hint: sentence(read.because) });
}
function readNumber(scanner, type) {
    const { column } = scanner;
    if (type !== 'duration') {
        const [plain] = scanner.take(NUMBER) ?? [];
        if (plain !== undefined)
            return Number(plain);
    }
    const [quantity, count, unit = ''] = scanner.peek(QUANTITY) ?? [];
    if (quantity === undefined)
        return undefined;
    const value = (0,duration .E)(quantity) ?? (type === 'json' ? size(Number(count), unit) : undefined);
    if (value === undefined)
        return scanner.fail(VALUES[type], { column, ...hintOnUnit(count, unit, type) });
    if (type === 'number')
        return scanner.fail('a number without a unit', { column });
    scanner.take(QUANTITY);
    return value;
}
function size(count, unit) {
    const factor = Object.hasOwn(BYTES, unit) ? BYTES[unit] : undefined;
    return factor === undefined ? undefined : count * factor;
}
function literal_readText(scanner) {
    const { column } = scanner;
    const [quoted, inDouble, inSingle] = scanner.take(STRING) ?? [];
    if (quoted !== undefined)
        return unescapeText(inDouble ?? inSingle ?? '');
    const [quote] = scanner.peek(/["']/y) ?? [];
    if (quote === undefined)
        return undefined;
    return scanner.fail(`text that ends with ${quote}`, {
        column,
        hint: `Within the text, write \\${quote} for ${quote}.`,
    });
}
const ESCAPED = { n: '\n', r: '\r', t: '\t' };
function unescapeText(text) {
    return text.replace(/\\(?:u([0-9a-fA-F]{4})|(.))/gs, (_, code, character = '') => code === undefined ? (ESCAPED[character] ?? character) : String.fromCharCode(Number.parseInt(code, 16)));
}
function readKeyword(scanner) {
    const [word] = scanner.take(WORD) ?? [];
    return word === undefined ? undefined : word === 'null' ? null : word === 'true';
}
function suits(value, type) {
    if (type === 'json')
        return true;
    if (type === 'text')
        return typeof value === 'string';
    return typeof value === 'number' && (type === 'duration' || Number.isInteger(value));
}
function hintAt(scanner, column, type) {
    const [word] = /^[^\s,\]]+/.exec(scanner.line.slice(column - 1)) ?? [];
    const [, quoted] = /^["'](\d[\w.]*)["']$/.exec(word ?? '') ?? [];
    if (quoted !== undefined && type !== 'text')
        return { hint: `Did you mean ${quoted}?` };
    if (word === undefined || /^["'/]/.test(word))
        return {};
    if (type === 'duration')
        return /^\d+(?:\.\d+)?$/.test(word) ? { hint: `Did you mean ${word}ms, ${word}s or ${word}d?` } : {};
    if (/^(?:true|false|null)$/i.test(word) && type === 'json')
        return { hint: `Did you mean ${word.toLowerCase()}?` };
    return type === 'number' ? {} : { hint: `Text needs quotes: ${JSON.stringify(word)}.` };
}
function hintOnUnit(count, unit, type) {
    const units = ['ms', 's', 'm', 'h', 'd', ...(type === 'json' ? Object.keys(BYTES) : [])];
    const near = units.find((one) => one.toLowerCase() === unit.toLowerCase());
    if (near !== undefined)
        return { hint: `Did you mean ${count}${near}?` };
    return type === 'number' ? {} : { hint: `The units are ${units.join(', ')}.` };
}
function sentence(clause) {
    return `${clause.charAt(0).toUpperCase()}${clause.slice(1)}.`;
}

;// CONCATENATED MODULE: ./lib/http/model/condition/subject.js

const SIMPLE = ['status', 'redirects', 'time', 'url', 'text'];
const NAMES = [...SIMPLE, 'header', 'certificate', 'body'];
const ALLOWED = 'status, time, url, text, redirects, header NAME, certificate expires, or body with a path';
const STEP = /\.([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*')\]/y;
function readSubject(scanner) {
    const simple = scanner.takeKeyword(...SIMPLE);
    if (simple !== undefined)
        return { kind: simple };
    if (scanner.takeKeyword('header') !== undefined)
        return { kind: 'header', name: readHeaderName(scanner) };
    if (scanner.takeKeyword('certificate') !== undefined) {
        if (scanner.takeKeyword('expires') === undefined)
            scanner.fail('expires', { hint: 'For example: certificate expires > 7d' });
        return { kind: 'certificate' };
    }
    if (scanner.take(/body(?![\w$-])/y))
        return { kind: 'body', path: readPath(scanner) };
    return scanner.fail(ALLOWED, guess(scanner.rest()));
}
function readHeaderName(scanner) {
    const [name] = scanner.take(/[#$%&'*+.^_`|~0-9A-Za-z-]+/y) ?? [];
    if (name === undefined) {
        const hint = 'For example: header content-type startsWith "application/json"';
        return scanner.fail('the name of a header, such as content-type', { hint });
    }
    scanner.skipSpace();
    return name.toLowerCase();
}
function readPath(scanner) {
    const path = [];
    for (let step = scanner.take(STEP); step !== undefined; step = scanner.take(STEP)) {
        const [, field, index, quoted = ''] = step;
        if (field !== undefined)
            path.push(field);
        else
            path.push(index === undefined ? quoted.slice(1, -1).replace(/\\(.)/g, '$1') : Number(index));
    }
    const [number] = scanner.peek(/\.\d+/y) ?? [];
    if (scanner.peek(/[.[]/y)) {
        const hint = number === undefined
            ? 'Other names go in quotes: body["my name"].'
            : `Did you mean [${number.slice(1)}]?`;
        scanner.fail('.name, [0] or ["name"]', { hint });
    }
    scanner.skipSpace();
    return path;
}
function guess(rest) {
    if (/^not\s/.test(rest))
        return { hint: '"not" stands before the operator: body.errors not exists' };
    const [, word = ''] = /^[$[{(]*\.?([\w$-]+)/.exec(rest) ?? [];
    const name = (0,nearest .p)(word, NAMES);
    if (name !== undefined && word !== name)
        return { hint: `Did you mean ${name}?` };
    const [path] = /^[$.]*[A-Za-z_][\w$.[\]-]*/.exec(rest) ?? [];
    if (path === undefined)
        return {};
    return { hint: `For a field of the answer: body.${path.replace(/^[$.]+/, '')}` };
}

;// CONCATENATED MODULE: ./lib/http/model/condition/parse-condition.js






const parse_condition_ON_TEXT = [
    '==',
    '!=',
    'in',
    'contains',
    'startsWith',
    'endsWith',
    'matches',
    'exists',
    'isEmpty',
];
const ON_NUMBERS = ['==', '!=', '<', '<=', '>', '>=', 'in'];
const ON_DURATIONS = ['<', '<=', '>', '>='];
const BY_TYPE = {
    number: ON_NUMBERS,
    duration: ON_DURATIONS,
    text: parse_condition_ON_TEXT,
    json: OPERATORS,
};
function parseCondition(text) {
    const line = text.trim();
    const parsed = (0,scanner .A)(line, readCondition);
    if (!parsed.ok)
        return parsed;
    const condition = parsed.value;
    const { subject } = condition;
    const field = fieldOf(subject);
    return {
        ok: true,
        value: {
            line,
            field,
            evaluate(answer) {
                const { holds, found } = evaluate(condition, answer);
                return { holds, text: `${line}: ${found}` };
            },
        },
    };
}
function fieldOf(subject) {
    if (subject.kind === 'text')
        return '';
    if (subject.kind !== 'body')
        return undefined;
    const [first = ''] = subject.path;
    return typeof first === 'string' ? first : undefined;
}
function readCondition(scanner) {
    const subject = readSubject(scanner);
    const isNegated = scanner.takeKeyword('not') !== undefined;
    const operator = readOperator(scanner, subject);
    const test = readTest(scanner, operator, typeOf(subject));
    scanner.skipSpace();
    if (!scanner.isAtEnd)
        scanner.fail('the end of the line', hintAfter(scanner.rest()));
    return { subject, isNegated, test };
}
function readOperator(scanner, subject) {
    const operators = BY_TYPE[typeOf(subject)];
    const { column } = scanner;
    const [found = ''] = scanner.take(/[=!<>~]+|[A-Za-z]+/y) ?? [];
    const operator = operators.find((one) => one === found);
    scanner.skipSpace();
    if (operator !== undefined)
        return operator;
    const expected = `${column === 1 ? '' : `after ${renderSubject(subject)} `}${operators.join(' ')}`;
    const hint = found === '' ? { hint: exampleOf(subject) } : guessOperator(found, scanner.rest(), operators);
    return scanner.fail(expected, { column, ...hint });
}
const TESTS = {
    number: '== 200',
    duration: '< 800ms',
    text: 'contains "ok"',
    json: '== "ok"',
};
function exampleOf(subject) {
    if (subject.kind === 'certificate')
        return 'For example: certificate expires > 7d';
    return `For example: ${renderSubject(subject)} ${TESTS[typeOf(subject)]}`;
}
const MEANT = {
    '=': '==',
    '===': '==',
    '!==': '!=',
    '<>': '!=',
    '=<': '<=',
    '=>': '>=',
    '~': 'matches',
    '=~': 'matches',
    is: '==',
    equals: '==',
    between: 'in',
    has: 'contains',
    includes: 'contains',
};
function guessOperator(found, rest, operators) {
    const next = /^[A-Za-z]+/.exec(rest)?.[0] ?? '';
    const known = OPERATORS.find((one) => one === found);
    if (known !== undefined)
        return { hint: `${known} cannot be asked of it.` };
    const meant = Object.hasOwn(MEANT, found)
        ? MEANT[found]
        : (closest(found + next, operators) ?? closest(found, operators));
    return meant !== undefined && operators.includes(meant) ? { hint: `Did you mean ${meant}?` } : {};
}
function closest(word, operators) {
    const words = operators.filter((operator) => /[a-z]/.test(operator));
    return words.find((operator) => operator.toLowerCase() === word.toLowerCase()) ?? (0,nearest .p)(word, words);
}
function readTest(scanner, operator, type) {
    switch (operator) {
        case '==':
        case '!=':
        case 'contains':
            return { operator, value: readScalar(scanner, type) };
        case '<':
        case '<=':
        case '>':
        case '>=':
            return { operator, value: readNumberOf(scanner, type) };
        case 'in':
            return { operator, items: readItems(scanner, type) };
        case 'startsWith':
        case 'endsWith':
            return { operator, value: readQuoted(scanner) };
        case 'matches':
            return { operator, pattern: readRegularExpression(scanner) };
        case 'exists':
        case 'isEmpty':
            return { operator };
    }
}
function hintAfter(rest) {
    if (/^(?:ms|s|m|h|d|[kMG]i?B|B)$/.test(rest))
        return { hint: `Write the unit at the number: 10${rest}.` };
    return /^(?:and|or|&&|\|\||,)/i.test(rest)
        ? { hint: 'Write one condition a line; all of them must hold.' }
        : {};
}


/***/ }),

/***/ 9846:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    X: () => (  openNetwork)
  });
  var _core_version_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8067);

function createNetwork(options) {
    let context;
    const { caPem } = options;
    return {
        userAgent: options.userAgent,
        family: options.ipVersion === 4 || options.ipVersion === 6 ? options.ipVersion : 0,
        env: options.env ?? {},
        lookUp: options.lookUp ?? lookUp,
        secureContext() {
            const { createSecureContext, getCACertificates } = process.getBuiltinModule('node:tls');
            context ??= createSecureContext(caPem === undefined ? {} : { ca: [...getCACertificates('default'), caPem] });
            return context;
        },
    };
}
async function lookUp(hostname, family) {
    return await process.getBuiltinModule('node:dns/promises').lookup(hostname, { all: true, family });
}
function openNetwork({ ipVersion, caPem }, env) {
    const userAgent = `safe-landing/${_core_version_js__WEBPACK_IMPORTED_MODULE_0__  .x}`;
    return createNetwork({ userAgent, env, ipVersion, caPem });
}


/***/ }),

/***/ 5691:
/***/ ((__webpack_module__, __unused_webpack___webpack_exports__, __nccwpck_require__) => {

__nccwpck_require__.a(__webpack_module__, async (__webpack_handle_async_dependencies__, __webpack_async_result__) => { try {
  var _main_main_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8797);

const LAST_WORD_MS = 6_000;
const cancelled = new AbortController();
for (const name of ['SIGINT', 'SIGTERM']) {
    process.on(name, () => {
        cancelled.abort(new Error(`the job was cancelled (${name})`));
        setTimeout(() => process.exit(1), LAST_WORD_MS).unref();
    });
}
process.stdout.on('error', () => { });
const SLIM_AFTER_MS = 200;
setTimeout(() => process.getBuiltinModule('node:v8').setFlagsFromString('--semi-space-growth-factor=1'), SLIM_AFTER_MS).unref();
const crashed = new Promise((_, reject) => process.on('uncaughtException', reject));
crashed.catch(() => { });
const exitCode = await start().catch((error) => {
    const name = error instanceof Error ? error.name : typeof error;
    console.log(`::error title=Safe Landing::It could not begin (${name}), and did nothing.`);
    return 1;
});
process.stdout.write('', () => process.exit(exitCode));
async function start() {
    const [kind = '', ...args] = process.argv.slice(2);
    if (kind === 'cli')
        return await (await __nccwpck_require__.e(  98).then(__nccwpck_require__.bind(__nccwpck_require__, 4098))).startCli(args, cancelled.signal);
    const run = kind === 'pre' ? _main_main_js__WEBPACK_IMPORTED_MODULE_0__  .K : _main_main_js__WEBPACK_IMPORTED_MODULE_0__  .i;
    return await run(process.env, crashed, cancelled.signal);
}

__webpack_async_result__();
} catch(e) { __webpack_async_result__(e); } }, 1);

/***/ }),

/***/ 9772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Gq: () => (  invalid),
    Q7: () => (  all),
    __: () => (  each),
    hg: () => (  andThen),
    rZ: () => (  valid)
  });
function valid(value) {
    return { ok: true, value };
}
function invalid(...problems) {
    return { ok: false, problems };
}
function all(parts) {
    const entries = Object.entries(parts);
    const problems = entries.flatMap(([, part]) => (part.ok ? [] : part.problems));
    if (problems.length > 0)
        return invalid(...problems);
    const values = entries.flatMap(([key, part]) => part.ok && part.value !== undefined ? [[key, part.value]] : []);
    return valid(Object.fromEntries(values));
}
function each(parts) {
    const problems = parts.flatMap((part) => (part.ok ? [] : part.problems));
    return problems.length > 0
        ? invalid(...problems)
        : valid(parts.flatMap((part) => (part.ok ? [part.value] : [])));
}
function andThen(checked, next) {
    return checked.ok ? next(checked.value) : checked;
}


/***/ }),

/***/ 9788:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    W: () => (  INPUT_DEFAULTS)
  });
const INPUT_DEFAULTS = {
    mode: 'guard',
    target: '',
    'auto-rollback': 'true',
    'rollback-to': 'previous',
    'health-url': '',
    headers: '',
    'expect-status': '200-299',
    'expect-version': '',
    'version-from': 'body.version',
    conditions: '',
    checks: '',
    interval: '5s',
    timeout: '10s',
    'start-period': '90s',
    'success-threshold': '3',
    'bake-time': '2m',
    retries: '3',
    'ip-version': 'auto',
    'ca-certificate': '',
    'rollback-when': '',
    'warn-when': '',
    'log-pattern': '\\b(?:ERROR|FATAL|CRITICAL|panic|Traceback|Unhandled)\\b|\\b(?:level|lvl|severity)"?\\s*[=:]\\s*"?(?:error|fatal|critical|panic)\\b',
    metrics: '',
    'on-inconclusive': 'fail',
    'fail-on-rollback': 'true',
    'rollout-timeout': '15m',
    'rollback-timeout': '15m',
    'poll-interval': '5s',
    captured: '',
    cluster: '',
    service: '',
    'task-definition': '',
    'aws-region': '',
    'service-health': 'false',
    promote: 'false',
    'promote-at': '',
    'promote-bake-time': '30s',
    'remember-good': 'false',
    'github-token': '${{ github.token }}',
    workflow: '',
    'workflow-strategy': 'rerun',
    'deploy-job': '',
    'known-bad': 'warn',
    environment: '',
    'dispatch-ref': '',
    'dispatch-inputs': '',
    'webhook-url': '',
    'webhook-method': 'POST',
    'webhook-headers': '',
    'webhook-body': '',
    'webhook-status-url': '',
    'webhook-status-expect': '',
    'ssh-host': '',
    'ssh-port': '22',
    'ssh-user': '',
    'ssh-key': '',
    'ssh-known-hosts': '',
    'ssh-path': '',
    'ssh-method': 'backup',
    'ssh-backups': '',
    'ssh-exclude': '',
    'ssh-only': '.',
    'ssh-service': '',
    'ssh-health-url': '',
    'ssh-keep-backups': '',
    'git-branch': '',
    'git-method': 'pull-request',
    'git-paths': '.',
    command: '',
    'plan-command': '',
    'notify-url': '',
    'notify-on': 'rollback',
    'notify-template': '',
    'incident-issue': 'false',
    'incident-labels': '',
    'landing-target': '',
    'pr-comment': 'false',
    'landing-report': 'false',
    'recovery-target': '',
    runbook: '',
    'runbook-contacts': '',
    'rehearse-in-production': 'false',
};


/***/ }),

/***/ 8608:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    C: () => (  Fields)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9772);
  var _declarations_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9788);


class Fields {
    #reader;
    #ruleOf;
    constructor(reader, ruleOf) {
        this.#reader = reader;
        this.#ruleOf = ruleOf;
    }
    text(name) {
        return this.#reader.get(name).trim();
    }
    isEmptyVariable(name) {
        return this.#reader.variable?.(name)?.trim() === '';
    }
    readFile(path) {
        return this.#reader.readFile?.(path);
    }
    isSet(name) {
        const text = this.text(name);
        return text !== '' && text !== _declarations_js__WEBPACK_IMPORTED_MODULE_0__  .W[name];
    }
    take(name, parser) {
        const text = this.text(name);
        if (text === '')
            return this.refuse(name, {
                expected: parser.expected,
                hint: this.#describeEmpty(name),
                mayBeUnset: true,
            });
        if (hasControls(text)) {
            return this.refuse(name, {
                expected: parser.expected,
                hint: 'It holds an invisible control character.',
            });
        }
        const parsed = parser.parse(text);
        if (parsed.ok)
            return parsed;
        return (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .Gq)(...parsed.problems.map((refusal) => this.#problem(name, { expected: parser.expected, ...refusal })));
    }
    takeOptional(name, parser) {
        return this.text(name) === '' ? (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)(undefined) : this.take(name, parser);
    }
    takeList(name, parser) {
        return this.text(name) === '' ? (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)([]) : this.take(name, parser);
    }
    refuse(name, refusal) {
        return (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .Gq)(this.#problem(name, refusal));
    }
    #problem(input, refusal) {
        const actual = refusal.actual ?? this.text(input);
        const { show = (text) => text } = this.#ruleOf(input);
        return { input, ...refusal, actual: actual === '' ? '' : show(actual) };
    }
    #describeEmpty(name) {
        const preset = _declarations_js__WEBPACK_IMPORTED_MODULE_0__  .W[name];
        if (preset !== '')
            return `If it is set from an expression, the expression is empty; left out, it is ${preset === '.' ? '"."' : preset}.`;
        return this.#ruleOf(name).show === undefined
            ? 'It is needed here; if it is set from an expression, the expression is empty.'
            : 'It is needed here; if it is set from a secret, that is not set here (pull requests from forks get none).';
    }
}
function hasControls(text) {
    return /[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]/.test(text);
}


/***/ }),

/***/ 5772:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    $: () => (  hasCommands)
  });
function hasCommands(checks) {
    return /\brun["']?\s*:/.test(checks);
}


/***/ }),

/***/ 8563:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    J5: () => (  refused),
    Tf: () => (  needsYaml),
    gM: () => (  readYaml),
    x5: () => (  refusal),
    yv: () => (  loadYaml)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9772);

let library;
async function loadYaml() {
    library ??= await __nccwpck_require__.e(  815).then(__nccwpck_require__.t.bind(__nccwpck_require__, 8815, 19));
}
function needsYaml(reader) {
    return reader.get('checks') !== '' || reader.get('metrics') !== '';
}
function yaml() {
    if (library === undefined)
        throw new Error('YAML was to be read before loadYaml() had loaded its reader');
    return library;
}
const MAX_CHARACTERS = 64 * 1024;
const MAX_DEPTH = 20;
function readYaml(text, expected) {
    if (text.length > MAX_CHARACTERS)
        return refused({ line: 1, column: 1 }, { actual: `${text.length} characters`, expected: `at most ${MAX_CHARACTERS} characters` });
    const counter = new (yaml().LineCounter)();
    const placeAt = (offset) => {
        const { line, col } = counter.linePos(offset);
        return { line: Math.max(1, line), column: Math.max(1, col) };
    };
    try {
        const { contents, errors } = yaml().parseDocument(text, {
            lineCounter: counter,
            prettyErrors: false,
            strict: true,
        });
        const [error] = errors;
        if (error !== undefined)
            return refuseSyntax(error.message, placeAt(error.pos[0]), expected);
        return convert(contents, { placeAt, text, depth: 0, expected });
    }
    catch (error) {
        if (error instanceof RangeError)
            return refuseDepth();
        throw error;
    }
}
function refuseSyntax(message, place, expected) {
    if (message.includes('call stack'))
        return refuseDepth();
    return refused(place, { actual: UNREADABLE, expected, hint: describe(message) });
}
function refuseDepth() {
    return refused({ line: 1, column: 1 }, { actual: 'deep nesting', expected: `values nested at most ${MAX_DEPTH} deep` });
}
const UNREADABLE = 'YAML that cannot be read';
function convert(node, reading) {
    const place = reading.placeAt(node?.range?.[0] ?? 0);
    if (reading.depth > MAX_DEPTH)
        return refuseDepth();
    if (yaml().isAlias(node) || (node !== null && 'anchor' in node && node.anchor !== undefined)) {
        return refused(place, {
            actual: yaml().isAlias(node) ? `*${node.source}` : 'an anchor',
            expected: 'plain values',
            hint: 'Anchors and aliases (& and *) are not read here.',
        });
    }
    const deeper = { ...reading, depth: reading.depth + 1 };
    if (yaml().isSeq(node)) {
        const items = node.items.map((item) => convert(item, deeper));
        const problems = items.flatMap((item) => (item.ok ? [] : item.problems));
        if (problems.length > 0)
            return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .Gq)(...problems);
        return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .rZ)({ kind: 'list', place, items: items.flatMap((item) => (item.ok ? [item.value] : [])) });
    }
    if (yaml().isMap(node))
        return convertMap(node.items, place, deeper);
    return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .rZ)(yaml().isScalar(node)
        ? convertScalar(node, place)
        : { kind: 'text', place, text: '', json: null, isNull: true, isBlock: false });
}
function convertMap(pairs, place, reading) {
    const entries = new Map();
    const problems = [];
    for (const { key, value } of pairs) {
        const at = reading.placeAt(key.range?.[0] ?? 0);
        const name = yaml().isScalar(key) ? convertScalar(key, at).text : undefined;
        const converted = convert(value, reading);
        if (name === undefined || name === '')
            problems.push(refusal(at, { actual: 'this key', expected: 'plain text before the colon' }));
        else if (converted.ok)
            entries.set(name, {
                key: at,
                value: isEmptyValue(value) ? { ...converted.value, place: at } : converted.value,
            });
        else
            problems.push(...converted.problems);
    }
    return problems.length > 0 ? (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .Gq)(...problems) : (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .rZ)({ kind: 'map', place, entries });
}
function isEmptyValue(node) {
    return node === null || (node.range?.[0] ?? 0) === (node.range?.[1] ?? 0);
}
function convertScalar(node, place) {
    const isPlain = node.type === 'PLAIN';
    const text = isPlain ? (node.source ?? '') : String(node.value ?? '');
    const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
    return {
        kind: 'text',
        place,
        text,
        json: toJson(node.value),
        isNull: isPlain && node.value === null,
        isBlock,
    };
}
function toJson(value) {
    return typeof value === 'number' || typeof value === 'boolean' || value === null ? value : String(value);
}
function describe(message) {
    const [first = ''] = message.split('\n');
    const sentence = /[.!?]$/.test(first) ? first : `${first}.`;
    return /mapping|implicit|quote|scalar/i.test(first)
        ? `${sentence} A value with a colon or a # in it needs quotes.`
        : sentence;
}
function refused(place, rest) {
    return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .Gq)(refusal(place, rest));
}
function refusal({ line, column }, { actual = '', ...rest }) {
    return { actual, ...rest, line, column };
}


/***/ }),

/***/ 1674:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    JB: () => (  unsetInputs),
    dz: () => (  InputError),
    yM: () => (  renderProblem)
  });
class InputError extends Error {
    name = 'InputError';
    problems;
    constructor(problems) {
        super(problems.map(renderProblem).join('\n'));
        this.problems = problems;
    }
}
function unsetInputs(problems) {
    const names = problems.flatMap(({ input, mayBeUnset }) => mayBeUnset === undefined ? [] : [mayBeUnset === true ? input : mayBeUnset]);
    return [...new Set(names)];
}
function renderProblem({ input, actual, line, column, expected, hint }) {
    const where = [line && ` on line ${line}`, column && `, column ${column}`].filter(Boolean).join('');
    return `${input}: invalid value ${quote(actual)}${where}: expected ${expected}${hint === undefined ? '' : `. ${hint}`}`;
}
const MAX_SHOWN_CHARACTERS = 80;
function quote(value) {
    const characters = [...value.slice(0, 2 * MAX_SHOWN_CHARACTERS + 2)];
    const isTruncated = characters.length > MAX_SHOWN_CHARACTERS;
    const head = characters.slice(0, MAX_SHOWN_CHARACTERS).join('');
    const escaped = JSON.stringify(head).replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
    return isTruncated ? `${escaped.slice(0, -1)}…"` : escaped;
}


/***/ }),

/***/ 3770:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    T: () => (  refuse)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9772);

function refuse(hint) {
    return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .Gq)({ hint });
}


/***/ }),

/***/ 4779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  Y9: () => (  addressSecrets),
  mj: () => (  bodySecrets),
  Uw: () => (  everyLine),
  n3: () => (  headerSecrets),
  Bj: () => (  hookSecrets),
  PZ: () => (  keySecrets),
  fe: () => (  yamlSecrets)
});

// EXTERNAL MODULE: ./lib/inputs/health-yaml.js
var health_yaml = __nccwpck_require__(8563);
;// CONCATENATED MODULE: ./lib/inputs/health-secrets.js

const PLAIN = new Set(['bearer-token', 'password', 'body']);
function findYamlSecrets(text) {
    if (text.trim() === '')
        return { headers: [], addresses: [], plain: [], bodies: [] };
    const read = (0,health_yaml .gM)(text, '');
    const found = read.ok ? collect(read.value) : guess(text);
    return {
        headers: found.flatMap(({ kind, text }) => (kind === 'header' ? text : [])),
        addresses: found.flatMap(({ kind, text }) => (kind === 'address' ? text : [])),
        plain: found.flatMap(({ kind, text }) => (kind === 'plain' ? text : [])),
        bodies: found.flatMap(({ kind, text }) => (kind === 'body' ? text : [])),
    };
}
function collect(value) {
    switch (value.kind) {
        case 'text':
            return [];
        case 'list':
            return value.items.flatMap(collect);
        case 'map':
            return [...value.entries].flatMap(([key, entry]) => collectField(key, entry.value));
    }
}
function collectField(key, value) {
    if (key === 'headers')
        return textsOf(value).map((text) => ({ kind: 'header', text: text.includes(':') ? text : `: ${text}` }));
    if (key === 'url')
        return textsOf(value).map((text) => ({ kind: 'address', text }));
    if (key === 'body' && value.kind === 'text')
        return [
            ...textsOf(value).map((text) => ({ kind: 'plain', text })),
            { kind: 'body', text: value.text },
        ];
    if (PLAIN.has(key))
        return textsOf(value).map((text) => ({ kind: 'plain', text }));
    return collect(value);
}
function textsOf(value) {
    switch (value.kind) {
        case 'text':
            return value.text.split('\n').map((line) => line.trim());
        case 'list':
            return value.items.flatMap(textsOf);
        case 'map':
            return [...value.entries].flatMap(([key, entry]) => textsOf(entry.value).map((text) => `${key}: ${text}`));
    }
}
const HARMLESS = /^(?:name|method|expect-status|version-from|required|timeout|namespace|metric|stat|period|region|query|url)$/i;
function guess(text) {
    return text.split('\n').flatMap((line) => {
        const [, key = '', value = ''] = /^[\s-]*"?([\w.-]+)"?\s*:\s*(.*)$/.exec(line) ?? [];
        const bare = value.trim().replace(/^(["'])(.*)\1$/, '$2');
        if (/^url$/i.test(key))
            return [{ kind: 'address', text: bare }];
        return bare === '' || HARMLESS.test(key) ? [] : [{ kind: 'header', text: `${key}: ${bare}` }];
    });
}

// EXTERNAL MODULE: ./lib/inputs/values/lines.js
var lines = __nccwpck_require__(2407);
// EXTERNAL MODULE: ./lib/inputs/values/notify-line.js
var notify_line = __nccwpck_require__(630);
;// CONCATENATED MODULE: ./lib/inputs/secret-texts.js



const SHORTEST_PARAMETER = 8;
const everyLine = (text) => (0,lines .u)(text).map((line) => line.text);
const headerSecrets = (text) => everyLine(text).flatMap(secretsOfHeader);
const addressSecrets = (text) => everyLine(text).flatMap(secretsOfAddress);
const PUBLIC = /^(?:version|sha|commit|ref|branch|tag|revision|release|environment|env|service|app|application|cluster|project|name|action|reason|message|text|channel|type|kind|status|state|event|target|from|to|slot|region|url|format)$/i;
const ORDINARY = /\s|^v?[\d.]+$|^[a-z]+(?:\/[a-z]+)?$/i;
const SECRET_FIELD = /(?:key|token|secret|pass|password|passwd|pat|credentials?|auth|signature|pin)$/i;
const bodySecrets = (text) => {
    if (text.trim() === '')
        return [];
    const fields = readFields(text);
    if (fields === undefined)
        return ORDINARY.test(text.trim()) ? [] : [text];
    return fields.flatMap(([name, value]) => {
        const isSecret = SECRET_FIELD.test(name) ||
            (!PUBLIC.test(name) && value.length >= SHORTEST_PARAMETER && !ORDINARY.test(value));
        return isSecret && !/\{(?:from|to|reason)\}/.test(value) ? [value] : [];
    });
};
function readFields(text) {
    try {
        return fieldsOf('', JSON.parse(text));
    }
    catch {
        return /^[^\s=&{]+=[^\s]*$/.test(text.trim()) ? [...new URLSearchParams(text.trim())] : undefined;
    }
}
function fieldsOf(name, value) {
    if (typeof value === 'string' || typeof value === 'number')
        return [[name, String(value)]];
    if (Array.isArray(value))
        return value.flatMap((item) => fieldsOf(name, item));
    if (typeof value !== 'object' || value === null)
        return [];
    return Object.entries(value).flatMap(([key, item]) => fieldsOf(key, item));
}
const hookSecrets = (text) => everyLine(text)
    .flatMap((line) => (0,notify_line .qA)(line).rest)
    .flatMap((address) => [
    ...secretsOfAddress(address),
    address,
    address.replace(/^[^?#]*?\/\/[^/?#]*\/?/, ''),
]);
const keySecrets = (text) => everyLine(text).filter((line) => !line.startsWith('-----'));
const yamlSecrets = (text) => {
    const { headers, addresses, plain, bodies } = findYamlSecrets(text);
    return [
        ...headers.flatMap(secretsOfHeader),
        ...addresses.flatMap(secretsOfAddress),
        ...plain,
        ...bodies.flatMap(bodySecrets),
    ];
};
function secretsOfHeader(line) {
    const value = line.slice(line.indexOf(':') + 1).trim();
    const [, credential] = /^[A-Za-z-]+\s+(\S{8,})$/.exec(value) ?? [];
    return credential === undefined ? [value] : [value, credential];
}
function secretsOfAddress(line) {
    const [, userInfo = '', query = ''] = /^(?:[^?#]*\/\/([^?#]*)@)?[^?#]*(?:\?([^#]*))?/.exec(line) ?? [];
    const password = userInfo.slice(userInfo.indexOf(':') + 1);
    const parameters = query.split('&').map((parameter) => parameter.slice(parameter.indexOf('=') + 1));
    const long = [...parameters, password].filter((text) => text.length >= SHORTEST_PARAMETER);
    return [userInfo, query, ...long, ...long.map(decode)];
}
function decode(text) {
    try {
        return decodeURIComponent(text.replaceAll('+', ' '));
    }
    catch {
        return text;
    }
}


/***/ }),

/***/ 9516:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    d: () => (  findSecrets)
  });
  var _core_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(944);
  var _declarations_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9788);


const SHORTEST = 4;
function findSecrets(reader, ruleOf) {
    const names = Object.keys(_declarations_js__WEBPACK_IMPORTED_MODULE_1__  .W);
    const found = names.flatMap((name) => ruleOf(name).secrets?.(reader.get(name)) ?? []);
    return [...new Set(found.map((text) => text.trim()))]
        .filter((text) => text.length >= SHORTEST)
        .toSorted((a, b) => b.length - a.length)
        .map((text) => new _core_secret_js__WEBPACK_IMPORTED_MODULE_0__  .z(text));
}


/***/ }),

/***/ 4620:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Sr: () => (  showOrigin),
    hl: () => (  address),
    mC: () => (  showAddress),
    rk: () => (  secretAddress)
  });
  var _core_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(944);
  var _checked_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3770);



const MAX_CHARACTERS = 8_000;
const address = {
    expected: 'an http or https address, such as https://api.example.com/health',
    parse(text) {
        if (text.length > MAX_CHARACTERS)
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)(`It is longer than ${MAX_CHARACTERS} characters.`);
        if (/\s/.test(text))
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('It has white space in it; if these are several addresses, write one per line.');
        const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1]?.toLowerCase();
        if (text.startsWith('/'))
            return unset('It must begin with https:// or http://; an expression before the / may have given nothing.');
        if (scheme === undefined)
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)(text === '' ? undefined : 'It must begin with https:// or http://.');
        if (scheme !== 'http' && scheme !== 'https')
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)(`${scheme} cannot be asked for.`);
        if (/^[^:]+:\/\/(?:[/\\?#:]|$)/.test(text)) {
            return unset('It has no host; an expression in it may have given nothing.');
        }
        return check(URL.parse(text));
    },
};
function unset(hint) {
    return (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .Gq)({ hint, mayBeUnset: true });
}
function check(url) {
    if (url === null)
        return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('It is not a valid address.');
    if (url.username !== '' || url.password !== '') {
        return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('A user name or password does not belong here: send them in a header.');
    }
    if (url.hash !== '')
        return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('What follows # is never sent to a server.');
    return (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .rZ)(url);
}
const secretAddress = {
    expected: address.expected,
    parse: (text) => (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .hg)(address.parse(text), ({ href }) => (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .rZ)(new _core_secret_js__WEBPACK_IMPORTED_MODULE_0__  .z(href))),
};
function showAddress(text) {
    const [, head = '', query] = /^([^?#]*)([?#].*)?$/s.exec(text) ?? [];
    const at = head.lastIndexOf('@');
    const scheme = /^[a-z][a-z0-9+.-]*:\/\//i.exec(head)?.[0] ?? '';
    const path = at < 0 ? head : `${scheme}***${head.slice(at)}`;
    return query === undefined ? path : `${path}${query.charAt(0)}***`;
}
function showOrigin(text) {
    const url = URL.parse(text);
    return url !== null && /^https?:$/.test(url.protocol) && url.username === '' ? `${url.origin}/***` : '***';
}


/***/ }),

/***/ 7664:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    z: () => (  boolean)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3770);


const boolean = {
    expected: 'true or false',
    parse(text) {
        if (/^(?:true|True|TRUE)$/.test(text))
            return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .rZ)(true);
        if (/^(?:false|False|FALSE)$/.test(text))
            return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .rZ)(false);
        const word = text.toLowerCase();
        if (['yes', 'y', 'on', '1', 'true'].includes(word))
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('Did you mean true?');
        if (['no', 'n', 'off', '0', 'false'].includes(word))
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('Did you mean false?');
        return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)();
    },
};


/***/ }),

/***/ 3157:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    H: () => (  enumerate),
    Y: () => (  choice)
  });
  var _core_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6661);
  var _checked_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3770);



function choice(words, meantBy = () => undefined) {
    return {
        expected: enumerate(words),
        parse(text) {
            const found = words.find((word) => word === text);
            if (found !== undefined)
                return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .rZ)(found);
            const meant = meantBy(text.toLowerCase()) ?? (0,_core_nearest_js__WEBPACK_IMPORTED_MODULE_1__  .p)(text, words);
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_2__  .T)(meant === undefined ? undefined : `Did you mean ${meant}?`);
        },
    };
}
function enumerate(words) {
    const last = words.at(-1) ?? '';
    return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} or ${last}`;
}


/***/ }),

/***/ 1182:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    p: () => (  duration)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _checked_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3770);



const MAX_MS = 24 * 3_600_000;
function duration(minMs, maxMs = MAX_MS) {
    return {
        expected: `a duration from ${minMs === 0 ? '0s' : (0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(minMs)} to ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(maxMs)}, such as 30s, 5m, 1m30s or 500ms`,
        parse(text) {
            const ms = (0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .E)(text);
            if (ms === undefined)
                return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)(guessDuration(text));
            if (ms < minMs)
                return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('It is too short.');
            return ms > maxMs ? (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('It is too long.') : (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .rZ)(ms);
        },
    };
}
const LONG_UNITS = /^(\d{1,9}(?:\.\d{1,3})?)\s*(d|h|m|s|ms)[a-z]*$/i;
function guessDuration(text) {
    if (text === '0')
        return 'A unit is needed: 0s.';
    if (/^\d{1,9}(?:\.\d{1,3})?$/.test(text)) {
        return `A unit is needed: ${text}s are seconds, ${text}m are minutes, ${text}ms are milliseconds.`;
    }
    if (/^-/.test(text))
        return 'A duration cannot be negative.';
    const [, count = '', unit = ''] = LONG_UNITS.exec(text) ?? [];
    const isMilliseconds = /^\s*\S+\s*(?:ms|msec|milli)/i.test(text);
    const meant = `${count}${isMilliseconds ? 'ms' : unit.toLowerCase()}`;
    return (0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .E)(meant) === undefined ? undefined : `Did you mean ${meant}?`;
}


/***/ }),

/***/ 5961:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    EY: () => (  workflowFile),
    Pk: () => (  isRunId),
    VE: () => (  environmentName),
    bU: () => (  githubToken)
  });
  var _core_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(944);
  var _checked_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3770);
  var _text_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2573);




const githubToken = {
    expected: 'a GitHub token',
    parse: (text) => (/\s/.test(text) ? (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('It has white space in it.') : (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .rZ)(new _core_secret_js__WEBPACK_IMPORTED_MODULE_0__  .z(text))),
};
const environmentName = (0,_text_js__WEBPACK_IMPORTED_MODULE_3__  .T)('the name of a GitHub environment');
function isRunId(text) {
    return /^[1-9]\d{0,18}$/.test(text);
}
const workflowFile = {
    expected: 'the file name or id of a workflow, such as deploy.yml',
    parse(text) {
        if (/^[\w.-]+\.ya?ml$/i.test(text) || isRunId(text))
            return (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .rZ)(text);
        const file = /^(?:\.?\/)?\.github\/workflows\/([\w.-]+\.ya?ml)(?:@.*)?$/i.exec(text)?.[1];
        return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)(file === undefined ? undefined : `Without the folder: ${file}.`);
    },
};


/***/ }),

/***/ 5075:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    E: () => (  HEADER_NAME),
    _: () => (  headerList)
  });
  var _core_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(944);
  var _checked_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3770);
  var _lines_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(2407);




const HEADER_NAME = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;
const REFUSED = new Set([
    'connection',
    'content-length',
    'expect',
    'keep-alive',
    'proxy-authenticate',
    'proxy-authorization',
    'proxy-connection',
    'te',
    'trailer',
    'transfer-encoding',
    'upgrade',
]);
const header = {
    expected: 'name: value',
    parse(line) {
        const colon = line.indexOf(':');
        if (colon < 0)
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('There is no colon between name and value.');
        const name = line.slice(0, colon).trim();
        const value = line.slice(colon + 1).trim();
        if (!HEADER_NAME.test(name))
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)('What stands before the colon is not a header name.');
        if (REFUSED.has(name.toLowerCase()))
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)(`The client sets ${name.toLowerCase()} itself.`);
        if (!HEADER_VALUE.test(value))
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_1__  .T)(`The value of ${name} has a character that no header may hold.`);
        if (value === '') {
            const hint = `The value of ${name} is empty: if it comes from a secret, that is not set here (pull requests from forks get none).`;
            return (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .Gq)({ hint, mayBeUnset: true });
        }
        return (0,_checked_js__WEBPACK_IMPORTED_MODULE_2__  .rZ)({ name, value: new _core_secret_js__WEBPACK_IMPORTED_MODULE_0__  .z(value) });
    },
};
const headerList = (0,_lines_js__WEBPACK_IMPORTED_MODULE_3__  .M)(header, ({ name }) => name.toLowerCase());


/***/ }),

/***/ 154:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    n: () => (  integer)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3770);


function integer(min, max) {
    return {
        expected: `a whole number from ${min} to ${max}`,
        parse(text) {
            if (!/^\d{1,9}$/.test(text))
                return (0,_parser_js__WEBPACK_IMPORTED_MODULE_0__  .T)();
            const number = Number(text);
            return number >= min && number <= max ? (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)(number) : (0,_parser_js__WEBPACK_IMPORTED_MODULE_0__  .T)();
        },
    };
}


/***/ }),

/***/ 3044:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    B: () => (  language)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9772);

function language(expected, read) {
    return {
        expected,
        parse(line) {
            const parsed = read(line);
            return parsed.ok ? (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .rZ)(parsed.value) : (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .Gq)(parsed.problem);
        },
    };
}


/***/ }),

/***/ 2407:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    M: () => (  lines),
    u: () => (  splitLines)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9772);

function splitLines(text) {
    return text
        .split(/\r\n|\r|\n/)
        .map((line, index) => ({ number: index + 1, text: line.trim() }))
        .filter((line) => line.text !== '');
}
function lines(item, keyOf) {
    return {
        expected: `${item.expected}, one per line`,
        parse(text) {
            const firstLines = new Map();
            const found = splitLines(text);
            if (found.length === 0)
                return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .Gq)({});
            return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .__)(found.map((line) => {
                const parsed = atLine(line, item.parse(line.text), item.expected);
                if (!parsed.ok || keyOf === undefined)
                    return parsed;
                const key = keyOf(parsed.value);
                const firstLine = firstLines.get(key);
                if (firstLine === undefined)
                    firstLines.set(key, line.number);
                return firstLine === undefined ? parsed : repeated(line, firstLine);
            }));
        },
    };
}
function atLine({ number, text }, parsed, expected) {
    if (parsed.ok)
        return parsed;
    return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .Gq)(...parsed.problems.map((refusal) => ({ expected, actual: text, ...refusal, line: number })));
}
function repeated(line, firstLine) {
    const hint = `Line ${firstLine} already names it.`;
    return (0,_checked_js__WEBPACK_IMPORTED_MODULE_0__  .Gq)({ actual: line.text, line: line.number, expected: 'each only once', hint });
}


/***/ }),

/***/ 630:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    EX: () => (  showNotifyLines),
    m_: () => (  isPagerDuty),
    mr: () => (  NOTIFY_LEVELS),
    oQ: () => (  notifyLine),
    qA: () => (  splitNotifyLine)
  });
  var _core_nearest_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(6661);
  var _checked_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3770);
  var _address_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4620);
  var _choice_js__WEBPACK_IMPORTED_MODULE_4__ = __nccwpck_require__(3157);





const NOTIFY_LEVELS = ['always', 'warning', 'failure', 'rollback'];
const EXAMPLE = 'https://hooks.slack.com/services/…';
const notifyLine = {
    expected: `an http or https address, such as ${EXAMPLE}, or a level and an address, such as rollback ${EXAMPLE}`,
    parse(line) {
        const { level: word, rest } = splitNotifyLine(line);
        if (rest.length === 0) {
            const hint = `The level ${word} has no address; if it is set from a secret, that is not set here.`;
            return (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .Gq)({ hint, mayBeUnset: true });
        }
        if (rest.length > 1)
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_2__  .T)(describeSeveral(rest));
        const level = NOTIFY_LEVELS.find((one) => one === word);
        if (word !== undefined && level === undefined)
            return refuseLevel(word);
        const [text = ''] = rest;
        if (/^[^?#]*[,;]https?:/i.test(text))
            return (0,_parser_js__WEBPACK_IMPORTED_MODULE_2__  .T)('These are several addresses: write one per line.');
        return (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .hg)(_address_js__WEBPACK_IMPORTED_MODULE_0__  .rk.parse(text), (url) => isWithoutRoutingKey(url)
            ? (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .Gq)({
                hint: 'PagerDuty needs a routing key: add ?routing_key=… to the address.',
                mayBeUnset: true,
            })
            : (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)({ url, level }));
    },
};
function describeSeveral(words) {
    const isLevel = (word) => NOTIFY_LEVELS.some((level) => level === word);
    if (isLevel(words[0]))
        return 'An address has one level.';
    if (isLevel(words.at(-1)))
        return `The level ${words.at(-1)} has to stand before the address.`;
    return 'It has white space in it; if these are several addresses, write one per line.';
}
function refuseLevel(word) {
    const meant = (0,_core_nearest_js__WEBPACK_IMPORTED_MODULE_3__  .p)(word, NOTIFY_LEVELS);
    const hint = `${word} is no level: ${(0,_choice_js__WEBPACK_IMPORTED_MODULE_4__  .H)(NOTIFY_LEVELS)}.`;
    return (0,_parser_js__WEBPACK_IMPORTED_MODULE_2__  .T)(meant === undefined ? hint : `${hint} Did you mean ${meant}?`);
}
function isPagerDuty({ hostname }) {
    return /^events\.(?:eu\.)?pagerduty\.com$/i.test(hostname);
}
function isWithoutRoutingKey(secret) {
    const url = new URL(secret.reveal());
    return isPagerDuty(url) && !url.searchParams.get('routing_key');
}
function splitNotifyLine(line) {
    const [first = '', ...rest] = line.trim().split(/\s+/);
    const isLevel = NOTIFY_LEVELS.some((level) => level === first);
    if (isLevel || (rest.length > 0 && /^[a-z]{1,12}[:=,]?$/i.test(first)))
        return { level: first, rest };
    return { rest: [first, ...rest] };
}
function showNotifyLines(text) {
    return text
        .split('\n')
        .map(splitNotifyLine)
        .map(({ level, rest }) => [...(level === undefined ? [] : [level]), ...rest.map(_address_js__WEBPACK_IMPORTED_MODULE_0__  .Sr)].join(' '))
        .join('\n');
}


/***/ }),

/***/ 2573:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    K: () => (  script),
    T: () => (  oneLine)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3770);


const MAX_CHARACTERS = 1_000;
function oneLine(expected) {
    return {
        expected,
        parse(text) {
            if (/[\r\n]/.test(text))
                return (0,_parser_js__WEBPACK_IMPORTED_MODULE_0__  .T)('It must be on one line.');
            if (text.length > MAX_CHARACTERS)
                return (0,_parser_js__WEBPACK_IMPORTED_MODULE_0__  .T)(`It is longer than ${MAX_CHARACTERS} characters.`);
            return text === '' ? (0,_parser_js__WEBPACK_IMPORTED_MODULE_0__  .T)() : (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)(text);
        },
    };
}
function script(expected) {
    return { expected, parse: (text) => (text === '' ? (0,_parser_js__WEBPACK_IMPORTED_MODULE_0__  .T)() : (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)(text)) };
}


/***/ }),

/***/ 7020:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    s: () => (  versionSource)
  });
  var _checked_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(9772);
  var _parser_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(3770);
  var _header_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5075);



const versionSource = {
    expected: 'a path into the body, such as body.version or body.build["id"], or a header, such as header x-version',
    parse(text) {
        const [, header] = /^header\s+(\S+)$/.exec(text) ?? [];
        if (header !== undefined) {
            return _header_js__WEBPACK_IMPORTED_MODULE_0__  .E.test(header) ? (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)({ kind: 'header', name: header.toLowerCase() }) : (0,_parser_js__WEBPACK_IMPORTED_MODULE_2__  .T)();
        }
        const path = parseBodyPath(text);
        if (path !== undefined)
            return (0,_checked_js__WEBPACK_IMPORTED_MODULE_1__  .rZ)({ kind: 'body', path });
        return (0,_parser_js__WEBPACK_IMPORTED_MODULE_2__  .T)(guess(text));
    },
};
function guess(text) {
    const [, header] = /^headers?[.:\s]+([\w-]+)$/i.exec(text) ?? [];
    if (header !== undefined)
        return `Did you mean header ${header}?`;
    const field = text.replace(/^\$?\.?/, '');
    return parseBodyPath(`body.${field}`) === undefined ? undefined : `Did you mean body.${field}?`;
}
const STEP = /\.([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*')\]/y;
function parseBodyPath(text) {
    if (!text.startsWith('body'))
        return undefined;
    const path = [];
    STEP.lastIndex = 'body'.length;
    while (STEP.lastIndex < text.length) {
        const [, field, index, quoted] = STEP.exec(text) ?? [];
        if (field !== undefined)
            path.push(field);
        else if (index !== undefined)
            path.push(Number(index));
        else if (quoted !== undefined)
            path.push(quoted.slice(1, -1).replace(/\\(.)/g, '$1'));
        else
            return undefined;
    }
    return path;
}


/***/ }),

/***/ 1118:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    A1: () => (  recoveryPolicy),
    GD: () => (  recoveryBakeTime),
    WG: () => (  verificationPolicy),
    _1: () => (  testProbes),
    ho: () => (  costOf),
    jf: () => (  commandProbes),
    qR: () => (  httpProbes)
  });
  var _health_end_of_bake_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3071);
  var _process_command_check_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6313);


const RECOVERY_BAKE_MS = 30_000;
function recoveryBakeTime(bakeTimeMs) {
    return Math.min(bakeTimeMs, RECOVERY_BAKE_MS);
}
function verificationPolicy({ health, rolloutTimeoutMs }) {
    const { intervalMs, startPeriodMs, successThreshold, bakeTimeMs, retries } = health;
    return {
        intervalMs,
        startPeriodMs,
        successThreshold,
        bakeTimeMs,
        retries,
        rolloutTimeoutMs,
        triggers: health.rollbackWhen?.triggers ?? [],
        warnings: health.warnWhen?.triggers ?? [],
    };
}
function recoveryPolicy(config) {
    const policy = verificationPolicy(config);
    return {
        ...policy,
        bakeTimeMs: recoveryBakeTime(policy.bakeTimeMs),
        triggers: policy.triggers.filter(({ isAbsolute }) => isAbsolute),
        warnings: [],
    };
}
async function httpProbes({ health, network }, deps) {
    return await openHttp(health.checks, network, { ...deps, isVersionNeeded: isVersionNeeded(health) });
}
async function commandProbes({ health }, deps) {
    return await openCommands(health.checks, deps);
}
async function testProbes({ health, network }, deps) {
    const { testChecks } = health;
    const needs = { ...deps, isVersionNeeded: isVersionNeeded(health) };
    return [...(await openHttp(testChecks, network, needs)), ...(await openCommands(testChecks, deps))];
}
function isVersionNeeded({ expectVersion }) {
    return expectVersion !== undefined;
}
async function openHttp(checks, network, deps) {
    const byHttp = checks.filter((check) => !(0,_process_command_check_js__WEBPACK_IMPORTED_MODULE_1__  .y)(check));
    if (byHttp.length === 0)
        return [];
    const { openProbes } = await Promise.all( [__nccwpck_require__.e(902), __nccwpck_require__.e(692)]).then(__nccwpck_require__.bind(__nccwpck_require__, 1692));
    return openProbes(byHttp, network, deps);
}
async function openCommands(checks, deps) {
    const byCommand = checks.filter(_process_command_check_js__WEBPACK_IMPORTED_MODULE_1__  .y);
    if (byCommand.length === 0)
        return [];
    const { commandProbe } = await __nccwpck_require__.e(  367).then(__nccwpck_require__.bind(__nccwpck_require__, 3367));
    return byCommand.map((check) => commandProbe(check, deps));
}
function costOf(config) {
    const { health, rolloutTimeoutMs, rollbackTimeoutMs, promotion } = config;
    const promotingMs = promotion?.bakeTimeMs ?? 0;
    const { intervalMs, successThreshold, bakeTimeMs, startPeriodMs, retries } = health;
    const probeMs = Math.max(intervalMs, ...health.checks.map(({ timeoutMs }) => timeoutMs));
    const startingMs = startPeriodMs + (retries + successThreshold) * probeMs;
    const [verifyingMs = 0, recoveringMs = 0] = [verificationPolicy(config), recoveryPolicy(config)].map((policy) => startingMs + policy.bakeTimeMs + (0,_health_end_of_bake_js__WEBPACK_IMPORTED_MODULE_0__  .KZ)(policy));
    return {
        shortestMs: promotingMs + (successThreshold - 1) * intervalMs + bakeTimeMs,
        longestMs: promotingMs + rolloutTimeoutMs + verifyingMs + rollbackTimeoutMs + recoveringMs,
        verifyingMs,
    };
}


/***/ }),

/***/ 8797:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  i: () => (  main),
  K: () => (  mainBeforeJob)
});

// EXTERNAL MODULE: ./lib/core/redaction.js + 3 modules
var redaction = __nccwpck_require__(8962);
// EXTERNAL MODULE: ./lib/inputs/has-commands.js
var has_commands = __nccwpck_require__(5772);
// EXTERNAL MODULE: ./lib/inputs/health-yaml.js
var health_yaml = __nccwpck_require__(8563);
// EXTERNAL MODULE: ./lib/inputs/input-error.js
var input_error = __nccwpck_require__(1674);
// EXTERNAL MODULE: ./lib/inputs/secrets.js
var inputs_secrets = __nccwpck_require__(9516);
// EXTERNAL MODULE: ./lib/runner/environment-secrets.js
var environment_secrets = __nccwpck_require__(2603);
// EXTERNAL MODULE: ./lib/runner/workspace-file.js
var workspace_file = __nccwpck_require__(214);
;// CONCATENATED MODULE: ./lib/runner/inputs.js

function runnerInputs(env, entry) {
    return {
        get: (name) => env[`INPUT_${name.replaceAll(' ', '_').toUpperCase()}`] ?? '',
        given: () => Object.keys(env).flatMap((name) => (/^INPUT_/i.test(name) ? [name.slice(6).toLowerCase()] : [])),
        variable: (name) => env[name],
        ...(entry === 'main' && {
            readFile: (path) => (0,workspace_file .Z)(env.GITHUB_WORKSPACE || process.cwd(), path),
        }),
    };
}

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __nccwpck_require__(3024);
// EXTERNAL MODULE: external "node:os"
var external_node_os_ = __nccwpck_require__(8161);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __nccwpck_require__(6760);
// EXTERNAL MODULE: ./lib/core/redact-deep.js
var redact_deep = __nccwpck_require__(569);
// EXTERNAL MODULE: ./lib/report/json-report.js + 1 modules
var json_report = __nccwpck_require__(9518);
;// CONCATENATED MODULE: ./lib/runner/workflow-commands.js

function writeAnnotation({ level, title, message }) {
    process.stdout.write(`::${level} title=${escapeProperty(title)}::${escapeData(message)}${external_node_os_.EOL}`);
}
function escapeData(text) {
    return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}
function escapeProperty(text) {
    return escapeData(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}

;// CONCATENATED MODULE: ./lib/runner/runner.js






const MIN_MASKED_LINE = 8;
class Runner {
    #environment;
    #redact;
    #warned = new Map();
    #reportPath;
    constructor(environment, redact) {
        this.#environment = environment;
        this.#redact = redact;
    }
    get reportPath() {
        this.#reportPath ??= this.#attempt('the JSON report', () => {
            const folder = (0,external_node_fs_.mkdtempSync)((0,external_node_path_.join)(this.#environment.RUNNER_TEMP || (0,external_node_os_.tmpdir)(), 'safe-landing-'));
            return (0,external_node_path_.join)(folder, 'report.json');
        });
        return this.#reportPath;
    }
    noteTurn() {
        const path = this.#environment.GITHUB_STATE;
        if (path)
            this.#attempt('the state of the step', () => (0,external_node_fs_.appendFileSync)(path, 'started=true\n'));
    }
    publish({ summary, outputs, report, incident, drill, landing, rehearsal = {} }) {
        this.#writeSummary(this.#redact(summary));
        this.#attempt('an output', () => this.#writeOutputs(outputs));
        if (report !== undefined)
            this.#writeBeside('report.json', redactJson(report, this.#redact));
        if (incident !== undefined)
            this.#writeBeside('incident.md', this.#redact(incident));
        if (drill !== undefined)
            this.#writeBeside('recovery.xml', this.#redact(drill));
        if (landing !== undefined)
            this.#writeBeside('landing.xml', this.#redact(landing));
        if (rehearsal.markdown !== undefined)
            this.#writeBeside('rehearsal.md', this.#redact(rehearsal.markdown));
        if (rehearsal.xml !== undefined)
            this.#writeBeside('rehearsal.xml', this.#redact(rehearsal.xml));
        this.#reportWarnings();
    }
    annotate(annotations) {
        this.#reportWarnings();
        for (const annotation of annotations)
            this.#annotate(annotation);
    }
    mask(secret) {
        const lines = secret.split(/[\r\n]+/);
        const isMaskable = (line) => line.trim() !== '' && (lines.length === 1 || line.length >= MIN_MASKED_LINE);
        for (const line of lines.filter(isMaskable)) {
            process.stdout.write(`::add-mask::${line.replaceAll('%', '%25')}\n`);
        }
    }
    #writeBeside(name, text) {
        const { reportPath } = this;
        if (reportPath === undefined)
            return;
        this.#attempt(name, () => (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)((0,external_node_path_.dirname)(reportPath), name), text, { mode: 0o600 }));
    }
    #writeSummary(text) {
        this.#attempt('the job summary', () => {
            const path = this.#environment.GITHUB_STEP_SUMMARY;
            if (!path)
                throw new Error('GITHUB_STEP_SUMMARY is not set');
            if (!(0,external_node_fs_.existsSync)(path))
                throw new Error(`${path} does not exist`);
            (0,external_node_fs_.writeFileSync)(path, text);
        });
    }
    #writeOutputs(outputs) {
        const path = this.#environment.GITHUB_OUTPUT;
        if (!path)
            throw new Error('GITHUB_OUTPUT is not set');
        if (!(0,external_node_fs_.existsSync)(path))
            throw new Error(`${path} does not exist`);
        const values = Object.entries(outputs).map(([name, value]) => [name, this.#redact(value)]);
        let delimiter = 'safe-landing';
        while (values.some(([, value]) => value.includes(delimiter)))
            delimiter += '-end';
        const records = values.map(([name, value]) => `${name}<<${delimiter}\n${value}\n${delimiter}\n`);
        (0,external_node_fs_.appendFileSync)(path, records.join(''));
    }
    #attempt(what, act) {
        try {
            return act();
        }
        catch (error) {
            this.#warnOnce(what, error instanceof Error ? error.message : String(error));
            return undefined;
        }
    }
    #warnOnce(what, why) {
        const text = `Safe Landing could not write ${what}: ${why}. The result is not affected.`;
        if (!this.#warned.has(text))
            this.#warned.set(text, 'pending');
    }
    #annotate({ level, title, message }) {
        writeAnnotation({ level, title, message: this.#redact(message) });
    }
    #reportWarnings() {
        for (const [text, state] of this.#warned) {
            if (state === 'pending')
                this.#annotate({ level: 'warning', title: 'Safe Landing', message: text });
            this.#warned.set(text, 'reported');
        }
    }
}
function redactJson(json, redact) {
    for (const [text] of json.matchAll(/"(?:[^"\\]+|\\.)*"/g)) {
        if (redact(text) !== text)
            return redactValues(json, redact);
    }
    return json;
}
function redactValues(json, redact) {
    return `${(0,json_report .v8)((0,redact_deep .K)(JSON.parse(json), redact))}\n`;
}

// EXTERNAL MODULE: ./lib/targets/registry.js + 18 modules
var registry = __nccwpck_require__(2696);
// EXTERNAL MODULE: ./lib/health/baseline.js
var health_baseline = __nccwpck_require__(35);
;// CONCATENATED MODULE: ./lib/inputs/captured.js


function parseCaptured(text, owner) {
    const value = parseJson(text);
    if (!isCapture(value))
        throw refused(text, UNREADABLE);
    if (value.subject !== owner.subject) {
        throw refused(value.subject, `It was taken of another target than this step's, which is ${owner.subject}.`);
    }
    if (!owner.isCapturedState(value.state))
        throw refused(text, UNREADABLE);
    return value;
}
const UNREADABLE = 'It is not what mode: capture writes, or of another version of it.';
function parseJson(text) {
    try {
        return JSON.parse(text);
    }
    catch {
        return undefined;
    }
}
function isCapture(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { schemaVersion, subject, takenAt, revision, baseline } = value;
    if (schemaVersion !== 1 || typeof subject !== 'string' || typeof takenAt !== 'string')
        return false;
    if (revision !== undefined && typeof revision !== 'string')
        return false;
    return baseline === undefined || (0,health_baseline .mF)(baseline) !== undefined;
}
function refused(actual, hint) {
    const expected = 'the output captured of an earlier step with mode: capture, as it is';
    return new input_error .dz([{ input: 'captured', actual, expected, hint }]);
}

// EXTERNAL MODULE: ./lib/run/best-effort.js
var best_effort = __nccwpck_require__(3006);
// EXTERNAL MODULE: ./lib/run/capture.js
var run_capture = __nccwpck_require__(1731);
// EXTERNAL MODULE: ./lib/process/step-environment.js
var step_environment = __nccwpck_require__(1835);
;// CONCATENATED MODULE: ./lib/runner/step-variables.js


const OF_THE_RUNNER = /^(?:GITHUB|RUNNER|ACTIONS|SAFE_LANDING)_|^(?:PATH|PWD|OLDPWD|SHLVL|_|HOME|AGENT_.*)$/i;
function stepVariables(env) {
    const { createHash } = process.getBuiltinModule('node:crypto');
    const digest = (text) => createHash('sha256').update(text).digest('hex').slice(0, 8);
    const own = Object.entries((0,step_environment .a)(env)).filter(([name]) => !OF_THE_RUNNER.test(name) && !environment_secrets .N.test(name));
    return Object.fromEntries(own.map(([name, value = '']) => [name, digest(value)]));
}
function contradictions(one, other) {
    return Object.keys(one).filter((name) => name in other && one[name] !== other[name]);
}

;// CONCATENATED MODULE: ./lib/runner/capture-store.js




const PREFIX = 'safe-landing-capture-';
class CaptureStore {
    #folder;
    constructor(runnerTemp) {
        this.#folder = runnerTemp || (0,external_node_os_.tmpdir)();
    }
    keep({ subject, variables }, text) {
        const entry = { keptAtMs: Date.now(), variables, text };
        const name = `${this.#prefixOf(subject)}${digest(JSON.stringify(Object.entries(variables).sort()))}.json`;
        (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(this.#folder, name), JSON.stringify(entry), { mode: 0o600 });
    }
    find({ subject, variables }) {
        const names = this.#names();
        if (names.length === 0)
            return undefined;
        const kept = names
            .filter((name) => name.startsWith(this.#prefixOf(subject)))
            .map((name) => this.#read(name))
            .sort((one, other) => other.keptAtMs - one.keptAtMs)
            .map((entry) => ({ text: entry.text, contradicted: contradictions(entry.variables, variables) }));
        return kept.find(({ contradicted }) => contradicted.length === 0) ?? kept[0];
    }
    #names() {
        try {
            return (0,external_node_fs_.readdirSync)(this.#folder).filter((name) => name.startsWith(PREFIX));
        }
        catch {
            return [];
        }
    }
    #read(name) {
        try {
            const entry = JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(this.#folder, name), 'utf8'));
            return isEntry(entry) ? entry : capture_store_UNREADABLE;
        }
        catch {
            return capture_store_UNREADABLE;
        }
    }
    #prefixOf(subject) {
        return `${PREFIX}${digest(subject)}-`;
    }
}
const capture_store_UNREADABLE = { keptAtMs: 0, variables: {}, text: '' };
function isEntry(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { keptAtMs, variables, text } = value;
    return typeof keptAtMs === 'number' && typeof variables === 'object' && typeof text === 'string';
}
function digest(text) {
    const { createHash } = process.getBuiltinModule('node:crypto');
    return createHash('sha256').update(text).digest('hex').slice(0, 24);
}

;// CONCATENATED MODULE: ./lib/main/capture.js






function ownerOf(config, env) {
    const { target } = config;
    return { subject: target.subject({ config, env }), isCapturedState: target.isCapturedState };
}
function readGivenCapture(config, env) {
    const { captured } = config;
    return captured === undefined ? undefined : parseCaptured(captured, ownerOf(config, env));
}
function findKeptCapture(config, env, journal) {
    const owner = ownerOf(config, env);
    const kept = new CaptureStore(env.RUNNER_TEMP).find(keyOf(config, env));
    if (kept === undefined)
        return undefined;
    if (kept.contradicted.length > 0) {
        const names = kept.contradicted.slice(0, 5).join(', ');
        journal.record({
            kind: 'warned',
            text: `what was captured before the deploy is not used: ${names} had another value then, so that it may be of another service`,
            hint: 'Give the steps before and after the deploy the same environment, or each service an environment of its own in the input of that name.',
        });
        return undefined;
    }
    try {
        const capture = parseCaptured(kept.text, owner);
        return capture.isFromJobStart && !config.target.isDeployedSinceStart
            ? (0,run_capture .q)(capture)
            : capture;
    }
    catch (error) {
        if (!(error instanceof input_error .dz))
            throw error;
        journal.record({
            kind: 'warned',
            text: 'what was captured before the deploy cannot be used: its file is not as it was written',
            hint: 'The deploy is judged as if nothing had been captured. Check whether the disk of the runner is full.',
        });
        return undefined;
    }
}
function keyOf(config, env) {
    const { target } = config;
    return {
        subject: target.subject({ config, env }),
        variables: target.passesEnvironment ? stepVariables(env) : {},
    };
}
async function keepCapture({ config, capture }, { env, journal }, signal) {
    const loss = 'what was captured could not be kept for the later steps of this job';
    const keep = async () => new CaptureStore(env.RUNNER_TEMP).keep(keyOf(config, env), capture);
    await (0,best_effort .z)(journal, loss, keep, signal);
}

// EXTERNAL MODULE: ./lib/main/parse-inputs.js + 20 modules
var parse_inputs = __nccwpck_require__(5007);
// EXTERNAL MODULE: ./lib/health/check.js
var check = __nccwpck_require__(5694);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __nccwpck_require__(5536);
;// CONCATENATED MODULE: ./lib/run/known-bad.js
const HINT = 'If it was not the fault of the version, deploy it all the same. known-bad: refuse would stop it here, known-bad: ignore says nothing.';
async function judgeKnownBad({ journal, sources }, action, signal) {
    if (action === 'ignore')
        return undefined;
    const found = await findAll(sources, signal);
    if (found.length === 0)
        return undefined;
    if (action === 'refuse')
        return { result: 'guard-stopped', isKnownBad: true, reason: found.join('; '), timings: {} };
    for (const text of found)
        journal.record({ kind: 'warned', text, hint: HINT });
    return undefined;
}
async function findAll(sources, signal) {
    try {
        return (await Promise.all(sources.map((source) => source.find(signal)))).flat();
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        return [];
    }
}

// EXTERNAL MODULE: ./lib/run/warnings.js
var run_warnings = __nccwpck_require__(5064);
;// CONCATENATED MODULE: ./lib/run/take-baseline.js


function paceBaseline(intervalMs, triggers) {
    return triggers.some(({ needsBaseline }) => needsBaseline)
        ? { probes: 30, intervalMs: Math.min(intervalMs, 1_000), atMostMs: 60_000 }
        : { probes: 10, intervalMs, atMostMs: 30_000 };
}
async function takeBaseline(ports, pace, signal) {
    signal.throwIfAborted();
    ports.journal.record({ kind: 'stage-started', stage: 'baseline' });
    const series = ports.probes.map((probe) => probeRepeatedly(ports, probe, pace, signal));
    return (0,health_baseline .uk)((await Promise.all(series)).flat());
}
async function probeRepeatedly({ clock, journal }, probe, { probes, intervalMs, atMostMs }, signal) {
    const startedAtMs = clock.nowMs();
    const warnings = new run_warnings .e(journal);
    const seen = [];
    for (;;) {
        const observation = await probe.probe({ kind: 'any' }, signal);
        journal.record({ kind: 'observed', stage: 'baseline', observation });
        warnings.reportAnswer(observation);
        seen.push(observation);
        const elapsedMs = clock.nowMs() - startedAtMs;
        const nextMs = (Math.floor(elapsedMs / intervalMs) + 1) * intervalMs;
        if (seen.length >= probes || nextMs >= atMostMs)
            return seen;
        await clock.sleep(nextMs - elapsedMs, signal);
    }
}

;// CONCATENATED MODULE: ./lib/main/commit-records.js

const COMMIT = /^[0-9a-f]{40}$/;
function commitToDeploy({ health }, env) {
    const { expectVersion = '' } = health;
    if (COMMIT.test(expectVersion))
        return expectVersion;
    const { GITHUB_SHA: sha = '', GITHUB_EVENT_NAME: event } = env;
    return event === 'push' && COMMIT.test(sha) ? sha : undefined;
}
function githubRecords(config, { env, clock, journal }) {
    const { environment, githubToken: token, knownBad } = config;
    const sha = commitToDeploy(config, env);
    if (environment === undefined || token === undefined || sha === undefined || knownBad === 'ignore')
        return undefined;
    const read = async (signal) => {
        const { findBadCommit } = await __nccwpck_require__.e(  832).then(__nccwpck_require__.bind(__nccwpck_require__, 6832));
        const { connectGithub, readGithubRun } = await __nccwpck_require__.e(  761).then(__nccwpck_require__.bind(__nccwpck_require__, 761));
        const github = connectGithub(readGithubRun(env), token, clock);
        const bad = await findBadCommit(github, { environment, sha }, signal);
        if (bad === undefined)
            return [];
        const at = new Date(bad.atMs).toISOString().slice(0, 16).replace('T', ' ');
        return [
            `${sha.slice(0, 7)} was rolled back from in ${environment} on ${at} UTC, and not verified since: ${bad.why}`,
        ];
    };
    const loss = 'whether this commit was rolled back from before could not be determined';
    return { find: async (signal) => (await (0,best_effort .z)(journal, loss, () => read(signal), signal)) ?? [] };
}

// EXTERNAL MODULE: ./lib/github/event-payload.js
var event_payload = __nccwpck_require__(8124);
;// CONCATENATED MODULE: ./lib/main/deploy-ahead.js

function isDeployAhead({ captured, target }, env) {
    return captured === undefined && target.isDeployAhead(env);
}
function isAfterDeploy({ checks }, expectVersion) {
    return expectVersion !== undefined && checks.some(({ version }) => version === expectVersion);
}
function isBeforeDeploy({ checks }, expectVersion) {
    const versions = checks.flatMap(({ version }) => version ?? []);
    return expectVersion !== undefined && versions.length > 0 && !versions.includes(expectVersion);
}
function deployBegunAtMs(capture, epochMs) {
    if (capture === undefined || capture.isFromJobStart)
        return undefined;
    const takenAtMs = Date.parse(capture.takenAt);
    return Number.isNaN(takenAtMs) ? undefined : takenAtMs - epochMs;
}
const LONGEST_JOB_MS = 6 * 3_600_000;
function findDeployedSince(capture, env, epochMs) {
    const takenAtMs = Date.parse(capture?.takenAt ?? '') - epochMs;
    if (!Number.isNaN(takenAtMs))
        return takenAtMs;
    const jobStartedAtMs = (0,event_payload .Aj)(env);
    return jobStartedAtMs === undefined ? -LONGEST_JOB_MS : jobStartedAtMs - epochMs;
}

// EXTERNAL MODULE: ./lib/main/health-policy.js
var health_policy = __nccwpck_require__(1118);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __nccwpck_require__(4851);
// EXTERNAL MODULE: ./lib/run/guard.js + 6 modules
var guard = __nccwpck_require__(6435);
// EXTERNAL MODULE: ./lib/run/roll-back.js + 1 modules
var roll_back = __nccwpck_require__(9882);
// EXTERNAL MODULE: ./lib/run/landing-time.js
var landing_time = __nccwpck_require__(2598);
;// CONCATENATED MODULE: ./lib/run/take-capture.js




async function takeCapture(ports, settings, signal) {
    const { subject, takenAt, pace, landing } = settings;
    try {
        const { running = [], ...target } = await readTarget(ports, signal);
        const short = landing && (await (0,landing_time .xh)(ports, landing, signal));
        if (short !== undefined)
            ports.journal.record({ kind: 'warned', ...short });
        const baseline = ports.probes.length === 0 ? undefined : await takeBaseline(ports, pace, signal);
        const unhealthy = baseline?.checks.filter(health_baseline .ki) ?? [];
        for (const { check, failed, asked } of unhealthy) {
            const text = `${check} is already unhealthy before this deploy: ${failed} of ${asked} probes failed`;
            ports.journal.record({
                kind: 'warned',
                text,
                hint: 'If it stays so, the deploy does not count as the cause and is not rolled back.',
            });
        }
        const capture = { schemaVersion: 1, subject, takenAt, ...target, baseline };
        return {
            capture,
            outcome: {
                result: 'captured',
                reason: renderRunning(running, capture),
                timings: {},
                isHealthy: baseline && unhealthy.length === 0,
            },
        };
    }
    catch (error) {
        return { outcome: endedEarly(error, signal) };
    }
}
async function readTarget({ source, journal }, signal) {
    if (source === undefined)
        return {};
    const { warnings, ...target } = await source.capture(signal);
    for (const warning of warnings)
        journal.record({ kind: 'warned', ...warning });
    return target;
}
function renderRunning(running, { revision }) {
    const what = revision === undefined ? running : [...running, `${revision} runs`];
    return what.length === 0 ? 'the health before the deploy' : what.join(', ');
}
function endedEarly(error, signal) {
    if (signal.aborted)
        return { result: 'cancelled', reason: 'the job was cancelled before the deploy', timings: {} };
    if (!(error instanceof platform_error .W))
        throw error;
    return {
        result: 'inconclusive',
        reason: `what runs before the deploy could not be read: ${error.message}`,
        timings: {},
        hint: error.hint,
    };
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __nccwpck_require__(8415);
// EXTERNAL MODULE: ./lib/run/rollback.js
var rollback = __nccwpck_require__(4833);
;// CONCATENATED MODULE: ./lib/run/validate.js






async function validate(ports, settings, signal) {
    try {
        await probeOnce(ports, signal);
        await sampleMetricsOnce(ports, settings, signal);
        reportCost(ports.journal, settings);
        const short = settings.landing && (await (0,landing_time .xh)(ports, settings.landing, signal));
        if (short !== undefined)
            return { result: 'invalid', reason: short.text, hint: short.hint, timings: {} };
        await planPromotion(ports, settings, signal);
        const outcome = await planOnly(ports, settings, signal);
        reportAccess(ports, outcome);
        return outcome;
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        return {
            result: 'cancelled',
            reason: 'the job was cancelled while the configuration was being checked',
            timings: {},
        };
    }
}
async function probeOnce({ journal, probes, testProbes = [] }, signal) {
    journal.record({ kind: 'stage-started', stage: 'baseline' });
    const warnings = new run_warnings .e(journal);
    const samples = [...probes, ...testProbes].map(async (probe) => {
        const observation = await probe.probe({ kind: 'any' }, signal);
        journal.record({ kind: 'observed', stage: 'baseline', observation });
        warnings.reportAnswer(observation);
        if (observation.result === 'pass')
            return;
        journal.record({
            kind: 'warned',
            text: `${probe.name} did not pass: ${observation.reason ?? observation.result}`,
            hint: 'If the service is healthy at this moment, this check would roll back a good version: correct it first.',
        });
    });
    await Promise.all(samples);
}
async function sampleMetricsOnce({ journal, metricSources = [] }, { hasSecrets }, signal) {
    const samples = (await Promise.all(metricSources.map((source) => source.sample(signal)))).flat();
    if (samples.length === 0)
        return;
    journal.record({ kind: 'metrics-sampled', stage: 'baseline', samples });
    for (const { signal: name, reading } of samples) {
        if (reading.kind === 'logs' && reading.missing !== undefined)
            journal.record({ kind: 'warned', text: `${name}: ${reading.missing}`, hint: NO_LOG });
        if (reading.kind !== 'unreadable')
            continue;
        const text = `${name} could not be read: ${reading.reason}`;
        journal.record(hasSecrets
            ? {
                kind: 'warned',
                text,
                hint: 'Unless it can be read, a deploy that is well will end as inconclusive.',
            }
            : { kind: 'warned', text: `${NOT_IN_A_FORK}: ${text}` });
    }
}
const NO_LOG = 'Lines of triggers that ask for it cannot be evaluated.';
const NOT_IN_A_FORK = 'not checked, since a pull request from a fork has no secrets';
function reportCost(journal, { shortestMs, longestMs }) {
    const billed = (durationMs) => {
        const minutes = Math.ceil(durationMs / 60_000);
        return minutes === 1 ? '1 billed minute' : `${minutes} billed minutes`;
    };
    journal.record({
        kind: 'evidence',
        title: 'What guarding a deploy costs',
        lines: [
            `A healthy deploy holds the runner for ${(0,duration .P)(shortestMs)} after its rollout: ${billed(shortestMs)}.`,
            `With a rollback, and everything as slow as it may be, it is about ${(0,duration .P)(longestMs)}: ${billed(longestMs)}.`,
            'The timeout-minutes of the job, and the session of a role that it assumes, have to be longer than that.',
        ],
    });
}
async function planPromotion({ journal, promotion }, { expectsVersion, hasSecrets }, signal) {
    if (promotion === undefined)
        return;
    try {
        const { steps, problems, unknowns } = await promotion.plan(signal);
        const lines = [...steps, ...unknowns.map((text) => `Not checked: ${text}`)];
        journal.record({ kind: 'evidence', title: 'The plan of promotion', lines });
        for (const text of problems)
            journal.record({ kind: 'warned', text, hint: PROMOTES_NOTHING });
        if (!expectsVersion)
            journal.record({ kind: 'warned', ...WITHOUT_VERSION });
    }
    catch (error) {
        if (!(error instanceof platform_error .W) || signal.aborted)
            throw error;
        const text = hasSecrets
            ? `the promotion could not be planned: ${error.message}`
            : `${NOT_IN_A_FORK}: ${error.message}`;
        journal.record({ kind: 'warned', text, hint: error.hint });
    }
}
const PROMOTES_NOTHING = 'The next version would get production traffic without having been verified: see docs/ecs.md, "No user meets a bad version".';
const WITHOUT_VERSION = {
    text: 'without expect-version nothing shows that it is the new version which answers the test checks',
    hint: 'Set expect-version, and version-from in the checks with stage: test.',
};
function reportAccess({ describeAccess, journal }, { result }) {
    const { lines = [], denied = [] } = describeAccess?.() ?? {};
    if (lines.length > 0)
        journal.record({ kind: 'evidence', title: ACCESS, lines });
    if (denied.length === 0 || result !== 'validated')
        return;
    const count = denied.length === 1 ? 'a permission' : `${denied.length} permissions`;
    const hint = `"${ACCESS}" says what each of them is for; docs/permissions.md has the policy.`;
    journal.record({ kind: 'warned', text: `the role lacks ${count}: ${denied.join(', ')}`, hint });
}
const ACCESS = 'Which permissions were checked';
async function planOnly({ strategy, dryRun, journal }, { hasSecrets }, signal) {
    if (strategy === undefined)
        return validated('the inputs are right');
    try {
        const planned = await strategy.plan(signal);
        await dryRun?.(signal);
        await reportCandidates(strategy, journal, signal);
        if (planned.kind === 'ready') {
            const plan = (0,rollback .df)(planned.plan);
            journal.record({ kind: 'planned', plan });
            return { ...validated(`a rollback now would go from ${plan.from} to ${plan.to}`), plan };
        }
        const hint = planned.kind === 'no-target' ? planned.hint : undefined;
        journal.record({ kind: 'warned', text: `a rollback now would not be possible: ${planned.reason}`, hint });
        return {
            ...validated(`the inputs are right, but a rollback now would not be possible: ${planned.reason}`),
            evidence: planned.kind === 'no-target' ? planned.evidence : undefined,
        };
    }
    catch (error) {
        if (!(error instanceof platform_error .W) || signal.aborted)
            throw error;
        const { hint, message } = error;
        if (hasSecrets)
            return {
                result: 'inconclusive',
                reason: `the rollback could not be planned: ${message}`,
                timings: {},
                hint,
            };
        journal.record({
            kind: 'warned',
            text: `${NOT_IN_A_FORK}: ${message}`,
            hint,
        });
        return validated('the inputs are right; what needs secrets was not checked');
    }
}
const MOST_CANDIDATES = 5;
async function reportCandidates(strategy, journal, signal) {
    const loss = 'the versions that a rollback could go back to could not be listed';
    const list = async () => (await strategy.listCandidates?.(MOST_CANDIDATES, signal)) ?? [];
    const candidates = (await (0,best_effort .z)(journal, loss, list, signal)) ?? [];
    const counts = new Map();
    const lines = candidates.map(({ revision, evidence, service = '' }) => {
        const back = (counts.get(service) ?? 0) + 1;
        counts.set(service, back);
        const of = service === '' ? '' : `${service}: `;
        return `-${back}: ${of}${evidence.startsWith(`${revision} `) ? '' : `${revision}: `}${evidence}`;
    });
    if (lines.length > 0)
        journal.record({ kind: 'evidence', title: 'What rollback-to -1, -2 and so on would take', lines });
}
function validated(reason) {
    return { result: 'validated', reason, timings: {} };
}

// EXTERNAL MODULE: ./lib/health/triggers/metric-source.js
var metric_source = __nccwpck_require__(8252);
// EXTERNAL MODULE: ./lib/http/network.js
var http_network = __nccwpck_require__(9846);
;// CONCATENATED MODULE: ./lib/main/metric-sources.js


async function openMetricSources(config, { runs, logs }, deps) {
    const lists = [config.health.rollbackWhen, config.health.warnWhen].filter((list) => list !== undefined);
    const named = [...new Set(lists.flatMap(({ metrics }) => metrics))];
    const alarms = [...new Set(lists.flatMap((list) => list.alarms))];
    const readsRuns = lists.some((list) => list.readsRuns);
    const cloudWatch = named.flatMap(({ name, source }) => source.kind === 'cloudwatch' ? { name, source } : []);
    const prometheus = named.flatMap(({ name, source }) => source.kind === 'prometheus' ? { name, source } : []);
    return [
        ...(readsRuns && runs !== undefined ? [runs] : []),
        ...(logs === undefined ? [] : [logs('deployed')]),
        ...(await openCloudWatch({ alarms, metrics: cloudWatch }, config, deps)),
        ...(await openPrometheus(prometheus, config, deps)),
    ];
}
function openRecoverySources({ health }, { logs }) {
    const isAsked = health.rollbackWhen?.triggers.some(({ isAbsolute, log }) => isAbsolute && log !== undefined);
    return isAsked && logs !== undefined ? [withoutDoubt(logs('restored'))] : [];
}
function withoutDoubt({ isOfBake, sample }) {
    return {
        ...(isOfBake && { isOfBake }),
        async sample(signal) {
            const samples = await sample(signal);
            return samples.map((one) => one.reading.kind === 'unreadable'
                ? { ...one, reading: { kind: 'logs', errors: [], missing: `not readable: ${one.reading.reason}` } }
                : one);
        },
    };
}
async function openCloudWatch({ alarms, metrics, }, { target }, deps) {
    if (alarms.length === 0 && metrics.length === 0)
        return [];
    const { cloudWatchSource } = await __nccwpck_require__.e(  800).then(__nccwpck_require__.bind(__nccwpck_require__, 800));
    const { region: own } = target;
    const byRegion = Map.groupBy(metrics, ({ source }) => source.region ?? own);
    if (alarms.length > 0 && !byRegion.has(own))
        byRegion.set(own, []);
    return [...byRegion].map(([region, ofRegion]) => {
        const needs = { alarms: region === own ? alarms : [], metrics: ofRegion };
        return cloudWatchSource({ ...needs, region }, deps);
    });
}
async function openPrometheus(metrics, { pollIntervalMs, network: wanted }, deps) {
    if (metrics.length === 0)
        return [];
    const { prometheusSource } = await Promise.all( [__nccwpck_require__.e(902), __nccwpck_require__.e(805)]).then(__nccwpck_require__.bind(__nccwpck_require__, 9805));
    const network = (0,http_network .X)(wanted, deps.env);
    const intervalMs = (0,metric_source .EU)(pollIntervalMs);
    return metrics.map(({ name, source }) => prometheusSource(name, source, { ...deps, network, intervalMs }));
}

;// CONCATENATED MODULE: ./lib/main/run.js














async function carryOut(config, deps, signal) {
    deps.report.open(unfinished(config, deps));
    try {
        return await run(config, await openPorts(config, deps), deps, signal);
    }
    catch (error) {
        if (!(error instanceof platform_error .W))
            throw error;
        return notOpened(config, error, deps);
    }
}
function unfinished({ mode }, { report }) {
    const ended = {
        guard: 'the run ended while the new version was being watched',
        rollback: `${report.reason}; the run ended before the rollback had begun`,
        validate: 'the run ended before everything was checked',
        capture: 'the run ended before the version was recorded',
        rehearse: 'the run ended while the version was being watched, before the rehearsal',
    };
    return { result: 'cancelled', reason: `${ended[mode]}; nothing was changed`, timings: {} };
}
function notOpened({ mode }, { message, hint }, { report }) {
    const reported = { timings: {}, hint };
    return mode === 'rollback'
        ? {
            ...reported,
            result: 'rollback-failed',
            reason: `${report.reason}; the rollback could not begin: ${message}`,
        }
        : { ...reported, result: 'inconclusive', reason: message };
}
async function openTarget(config, { report, env, redact, capture }, probes, rehearsal) {
    const { clock, journal } = report;
    return await config.target.open(config, {
        env,
        redact,
        clock,
        epochMs: report.epochMs,
        journal,
        probes,
        reason: () => report.reason,
        reportPath: report.path,
        hasAnswered: (version) => report.hasAnswered(version),
        rehearsal,
        capture,
        ...deployedVersion(config),
    });
}
async function openPorts(config, deps) {
    const { report, env, redact, exchange } = deps;
    const { clock, journal } = report;
    const probes = await (0,health_policy .qR)(config, { env, redact, clock, exchange });
    const opened = await openTarget(config, deps, probes, config.mode === 'rehearse' ? 'back' : undefined);
    return {
        ...opened,
        clock,
        journal,
        random: Math.random,
        probes: [...probes, ...(await (0,health_policy .jf)(config, { env, redact, clock })), ...opened.probes],
        testProbes: await (0,health_policy ._1)(config, { env, redact, clock, exchange }),
        checkpoint: (soFar) => report.checkpoint(soFar),
        metricSources: await openMetricSources(config, opened, { env, clock, redact, epochMs: report.epochMs }),
        recoverySources: () => openRecoverySources(config, opened),
    };
}
function deployedVersion({ mode, health: { expectVersion } }) {
    return mode === 'rollback' || expectVersion === undefined ? {} : { deployed: expectVersion };
}
async function run(config, ports, deps, signal) {
    switch (config.mode) {
        case 'guard':
            return await (0,guard .a)(ports, guardSettings(config, deps), signal);
        case 'rollback':
            return await rollBackManually(config, ports, deps, signal);
        case 'validate':
            return await checkOnly(config, ports, deps, signal);
        case 'rehearse':
            return await rehearseRollback(config, ports, deps, signal);
        case 'capture':
            return (await stopKnownBad(config, ports, deps, signal)) ?? (await record(config, ports, deps, signal));
        default:
            return config.mode;
    }
}
async function stopKnownBad(config, { knownBad }, { env, report }, signal) {
    const { clock, journal } = report;
    const sources = [githubRecords(config, { env, clock, journal }), knownBad].filter((source) => source !== undefined);
    return await judgeKnownBad({ journal, sources }, config.knownBad, signal);
}
function validateSettings(config, env) {
    return {
        hasSecrets: !(0,event_payload .B7)(env),
        expectsVersion: config.health.expectVersion !== undefined,
        ...(0,health_policy .ho)(config),
        landing: landingSettings(config),
    };
}
function landingSettings(config) {
    const { rolloutTimeoutMs, isRolloutTimeoutGiven: isTimeoutGiven } = config;
    return { rolloutTimeoutMs, isTimeoutGiven, verifyingMs: (0,health_policy .ho)(config).verifyingMs };
}
function rollbackSettings(config, badVersion) {
    const { pollIntervalMs, rollbackTimeoutMs } = config;
    return {
        rollbackTimeoutMs,
        pollIntervalMs,
        recoveryPolicy: (0,health_policy .A1)(config),
        badVersion,
    };
}
function guardSettings(config, { capture, report, env }) {
    const { epochMs } = report;
    const { pollIntervalMs, autoRollback, onInconclusive, health, promotion } = config;
    const { expectVersion: version } = health;
    const baseline = capture?.baseline;
    const begunAtMs = deployBegunAtMs(capture, epochMs);
    return {
        ...rollbackSettings(config, version),
        autoRollback,
        onInconclusive,
        promoteBakeTimeMs: promotion?.bakeTimeMs,
        deployedSinceMs: findDeployedSince(capture, env, epochMs),
        landing: landingSettings(config),
        verification: {
            stage: 'verification',
            policy: (0,health_policy .WG)(config),
            pollIntervalMs,
            expected: version === undefined ? { kind: 'any' } : { kind: 'exactly', version },
            baseline,
            deployBegunAtMs: begunAtMs,
        },
    };
}
async function rollBackManually(config, ports, { report }, signal) {
    const { strategy } = ports;
    if (strategy === undefined)
        throw new Error('mode: rollback needs a target, and the inputs were to refuse this');
    const { expectVersion: targetVersion } = config.health;
    const settings = {
        ...rollbackSettings(config, undefined),
        isDryRun: false,
        ...(targetVersion === undefined ? {} : { targetVersion }),
    };
    return await (0,roll_back .F)({ ...ports, strategy }, settings, { reason: report.reason, timings: {} }, signal);
}
async function checkOnly(config, ports, deps, signal) {
    const stopped = await stopKnownBad(config, ports, deps, signal);
    const outcome = stopped ?? (await validate(ports, validateSettings(config, deps.env), signal));
    const { runbook } = config;
    if (runbook === undefined || outcome.result !== 'validated')
        return outcome;
    const { writeRunbook } = await __nccwpck_require__.e(  68).then(__nccwpck_require__.bind(__nccwpck_require__, 6068));
    const open = async (ordered) => (await openTarget(ordered, deps, ports.probes)).strategy;
    return await writeRunbook({ ...config, runbook }, outcome, { ...deps, open }, signal);
}
async function rehearseRollback(config, ports, deps, signal) {
    const { carryOutRehearsal } = await __nccwpck_require__.e(  610).then(__nccwpck_require__.bind(__nccwpck_require__, 8610));
    const { capture: _, ...others } = deps;
    return await carryOutRehearsal(config, {
        ports,
        settings: guardSettings(config, deps),
        attempt: Number(deps.env.GITHUB_RUN_ATTEMPT ?? 1),
        openForward: (ordered) => openTarget(ordered, others, ports.probes, 'forward'),
    }, signal);
}
async function record(config, ports, { env, report }, signal) {
    const subject = config.target.subject({ config, env });
    const pace = paceBaseline(config.health.intervalMs, (0,check .Dj)((0,health_policy .WG)(config)));
    const settings = { subject, takenAt: new Date().toISOString(), pace, landing: landingSettings(config) };
    const { source } = ports;
    const taken = await takeCapture({ ...ports, ...(source && { source }) }, settings, signal);
    if (taken.capture !== undefined) {
        const text = JSON.stringify(taken.capture);
        report.keepCapture(text);
        await keepCapture({ config, capture: text }, { env, journal: report.journal }, signal);
    }
    return taken.outcome;
}

;// CONCATENATED MODULE: ./lib/main/prepare.js










async function prepare(config, deps, signal) {
    const { env, report, runner } = deps;
    if (!isDeployAhead(config, env))
        return undefined;
    const { clock, journal } = report;
    const source = githubRecords(config, { env, clock, journal });
    const sources = source === undefined ? [] : [source];
    const annotating = annotateWarnings(journal, runner);
    const stopped = await judgeKnownBad({ journal: annotating, sources }, config.knownBad, signal);
    if (stopped === undefined)
        await keepState(config, deps, signal);
    return stopped;
}
function annotateWarnings(journal, runner) {
    return {
        record(body) {
            journal.record(body);
            if (body.kind !== 'warned')
                return;
            const message = (0,untrusted .bo)([body.text, body.hint].filter(Boolean).join('. '), 1_000);
            runner.annotate([{ level: 'warning', title: 'Safe Landing', message }]);
        },
    };
}
async function keepState(config, deps, signal) {
    const { env, redact, report } = deps;
    const { clock, journal } = report;
    const probes = await (0,health_policy .qR)(config, { env, redact, clock });
    if (probes.length === 0)
        return;
    const pace = paceBaseline(config.health.intervalMs, (0,check .Dj)((0,health_policy .WG)(config)));
    const baseline = await takeBaseline({ clock, journal, probes }, pace, signal);
    if (isAfterDeploy(baseline, config.health.expectVersion))
        return;
    const capture = {
        schemaVersion: 1,
        subject: config.target.subject({ config, env }),
        takenAt: new Date().toISOString(),
        ...(isBeforeDeploy(baseline, config.health.expectVersion) && (await readRunning(config, deps, signal))),
        baseline,
        isFromJobStart: true,
    };
    await keepCapture({ config, capture: JSON.stringify(capture) }, { env, journal }, signal);
}
async function readRunning(config, deps, signal) {
    if (!config.target.isReadableEarly)
        return {};
    const read = async () => {
        const { source } = await openTarget(config, deps, []);
        return await source?.capture(signal);
    };
    const loss = 'what runs before the deploy could not be read from the target';
    const { revision, state } = (await (0,best_effort .z)(deps.report.journal, loss, read, signal)) ?? {};
    return { ...(revision !== undefined && { revision }), ...(state !== undefined && { state }) };
}

// EXTERNAL MODULE: ./lib/main/run-report.js + 7 modules
var run_report = __nccwpck_require__(9333);
;// CONCATENATED MODULE: ./lib/main/main.js














async function main(env, crashed, signal) {
    const opened = await main_open(env, 'main');
    opened.runner.noteTurn();
    try {
        const config = (0,parse_inputs .T)(opened.reader);
        const given = readGivenCapture(config, env);
        const report = new run_report .e(config, opened);
        try {
            const capture = given ?? findKeptCapture(config, env, report.journal);
            const deps = { ...opened, report, capture };
            return await report.end(await Promise.race([carryOut(config, deps, signal), crashed]));
        }
        catch (error) {
            return await report.endWithBug(error);
        }
    }
    catch (error) {
        const { giveUp, refuseOrExcuse } = await __nccwpck_require__.e(  354).then(__nccwpck_require__.bind(__nccwpck_require__, 7973));
        return error instanceof input_error .dz ? refuseOrExcuse(opened, error.problems) : giveUp(opened.runner, error);
    }
}
async function mainBeforeJob(env, crashed, signal) {
    const opened = await main_open(env, 'pre');
    if (opened.reader.get('mode') !== 'guard')
        return 0;
    try {
        const config = (0,parse_inputs .T)(opened.reader);
        const report = new run_report .e(config, opened);
        const prepared = prepare(config, { ...opened, report }, signal);
        const stopped = await Promise.race([prepared, crashed]).finally(() => report.close());
        if (stopped !== undefined) {
            opened.runner.noteTurn();
            return await report.end(stopped);
        }
    }
    catch (error) {
        const { leaveUnprepared, refuseEarly } = await __nccwpck_require__.e(  354).then(__nccwpck_require__.bind(__nccwpck_require__, 7973));
        if (error instanceof input_error .dz)
            return refuseEarly(opened, error.problems);
        if (!signal.aborted)
            leaveUnprepared(opened.runner, error);
    }
    return 0;
}
async function main_open(env, entry) {
    const reader = runnerInputs(env, entry);
    if ((0,health_yaml .Tf)(reader))
        await (0,health_yaml .yv)();
    const target = registry .vh.find(({ kind }) => kind === reader.get('target'));
    const given = (0,inputs_secrets .d)(reader, registry .Y);
    const passesEnvironment = target?.passesEnvironment || (0,has_commands .$)(reader.get('checks'));
    const echoed = passesEnvironment ? (0,environment_secrets .w)(env, given) : [];
    const secrets = [...given, ...echoed];
    const redact = (0,redaction .l)(secrets);
    const runner = new Runner(env, redact);
    for (const secret of secrets)
        runner.mask(secret.reveal());
    return { env, reader, redact, runner };
}


/***/ }),

/***/ 5007:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  T: () => (  parseInputs)
});

// EXTERNAL MODULE: ./lib/inputs/checked.js
var inputs_checked = __nccwpck_require__(9772);
// EXTERNAL MODULE: ./lib/core/nearest.js
var nearest = __nccwpck_require__(6661);
// EXTERNAL MODULE: ./lib/inputs/parser.js
var parser = __nccwpck_require__(3770);
// EXTERNAL MODULE: ./lib/inputs/values/choice.js
var choice = __nccwpck_require__(3157);
// EXTERNAL MODULE: ./lib/inputs/values/lines.js
var lines = __nccwpck_require__(2407);
;// CONCATENATED MODULE: ./lib/inputs/values/message-template.js


const MESSAGE_FIELDS = [
    'headline',
    'status',
    'healthy',
    'reason',
    'impact',
    'environment',
    'service',
    'target',
    'from',
    'to',
    'detected-after',
    'duration',
    'time-limit',
    'next',
    'repository',
    'branch',
    'commit',
    'author',
    'actor',
    'job',
    'run-url',
    'time',
];
const MESSAGE_KINDS = ['rollback-started', 'rolled-back', 'failed', 'passed'];
const MAX_TEMPLATE_CHARACTERS = 2_000;
const EXPECTED = `a text of at most ${MAX_TEMPLATE_CHARACTERS} characters with fields such as {{reason}}`;
function parseMessageTemplate(text) {
    const body = text.replace(/^\uFEFF/, '').replaceAll(/\r\n?/g, '\n');
    if (body.trim() === '')
        return (0,inputs_checked .Gq)({ expected: EXPECTED, hint: 'It is empty.' });
    if (body.length > MAX_TEMPLATE_CHARACTERS) {
        return (0,inputs_checked .Gq)({ expected: EXPECTED, hint: `It has ${body.length} characters.` });
    }
    const skipped = /^\s*\n/.exec(body)?.[0].split('\n').length ?? 1;
    const lines = body
        .trimEnd()
        .split('\n')
        .slice(skipped - 1);
    return (0,inputs_checked .__)(lines.map((line, index) => parseLine(line.trimEnd(), index + skipped)));
}
const FIELD = /\{\{([^{}]*)\}\}|\{\{.*/g;
function parseLine(line, number) {
    const control = line.search(/[\x00-\x08\x0b-\x1f\x7f]/);
    if (control >= 0) {
        const hint = 'It holds an invisible control character: is it a text?';
        return (0,inputs_checked .Gq)({ line: number, column: control + 1, expected: EXPECTED, hint });
    }
    const pieces = [];
    let end = 0;
    for (const match of line.matchAll(FIELD)) {
        pieces.push((0,inputs_checked .rZ)(ownPiece(line.slice(end, match.index))), parseField(match, number));
        end = match.index + match[0].length;
    }
    pieces.push((0,inputs_checked .rZ)(ownPiece(line.slice(end))));
    const all = (0,inputs_checked .__)(pieces);
    return all.ok ? (0,inputs_checked .rZ)(all.value.flat()) : all;
}
function ownPiece(text) {
    return text === '' ? [] : [{ kind: 'own', text }];
}
function parseField(match, line) {
    const [actual, inner] = match;
    const place = { actual, line, column: match.index + 1 };
    if (inner === undefined) {
        return (0,inputs_checked .Gq)({ ...place, expected: 'each {{ to be closed by }} on its line' });
    }
    const name = inner.trim();
    const found = MESSAGE_FIELDS.find((field) => field === name);
    if (found !== undefined)
        return (0,inputs_checked .rZ)([{ kind: 'field', name: found }]);
    return (0,inputs_checked .Gq)({ ...place, expected: 'a field of messages', hint: explain(name, match) });
}
function explain(name, { input, index }) {
    if (input[index - 1] === '$')
        return 'GitHub evaluates no expression in a file.';
    const meant = (0,nearest .p)(name, MESSAGE_FIELDS);
    return meant === undefined ? `There are ${MESSAGE_FIELDS.join(', ')}.` : `Did you mean {{${meant}}}?`;
}

;// CONCATENATED MODULE: ./lib/inputs/values/workspace-path.js


function workspacePath(expected) {
    return {
        expected,
        parse(text) {
            const parts = text.split(/[\\/]/);
            if (/^(?:[\\/]|[A-Za-z]:)/.test(text))
                return (0,parser .T)('It is relative to the workspace.');
            if (parts.includes('..'))
                return (0,parser .T)('It may not leave the workspace.');
            if (parts.includes('.git'))
                return (0,parser .T)('That folder belongs to git.');
            return /[\r\n]/.test(text) ? (0,parser .T)('It must be on one line.') : (0,inputs_checked .rZ)(text);
        },
    };
}

;// CONCATENATED MODULE: ./lib/inputs/notify-template.js







function parseNotifyTemplate(fields) {
    const line = templateLine((path) => fields.readFile(path));
    const given = fields.takeList('notify-template', (0,lines .M)(line, ({ kind = '' }) => kind));
    return (0,inputs_checked .hg)(given, (all) => {
        const of = (wanted) => all.find(({ kind }) => kind === wanted)?.template;
        return (0,inputs_checked .rZ)(Object.fromEntries(MESSAGE_KINDS.map((kind) => [kind, of(kind) ?? of(undefined)])));
    });
}
const EXAMPLE = '.github/rolled-back.txt';
const notify_template_EXPECTED = `the path of a file in the workspace, such as ${EXAMPLE}, or a kind of message and a path, such as rolled-back ${EXAMPLE}`;
const pathOfFile = workspacePath(notify_template_EXPECTED);
function templateLine(readFile) {
    const read = (path, kind) => (0,inputs_checked .hg)(pathOfFile.parse(path), () => (0,inputs_checked .hg)(readTemplate(path, readFile), (template) => (0,inputs_checked .rZ)({ kind, template })));
    return {
        expected: notify_template_EXPECTED,
        parse(line) {
            const [, word = '', rest = ''] = /^(\S+)\s*(.*)$/.exec(line) ?? [];
            const kind = MESSAGE_KINDS.find((one) => one === word);
            if (kind === undefined)
                return rest === '' ? read(line) : refuseKind(word);
            return rest === ''
                ? (0,inputs_checked .Gq)({ hint: `The kind ${word} has no path.`, mayBeUnset: true })
                : read(rest, kind);
        },
    };
}
function refuseKind(word) {
    const meant = (0,nearest .p)(word, MESSAGE_KINDS);
    const hint = `${word} is no kind of message: ${(0,choice .H)(MESSAGE_KINDS)}.`;
    return (0,parser .T)(meant === undefined ? hint : `${hint} Did you mean ${meant}?`);
}
function readTemplate(path, readFile) {
    const file = readFile(path);
    if (file === undefined)
        return (0,inputs_checked .rZ)(undefined);
    if (!file.ok)
        return (0,parser .T)(file.problems.join(' '));
    const template = parseMessageTemplate(file.value);
    return template.ok ? template : (0,inputs_checked .Gq)(...template.problems.map((problem) => inFile(path, problem)));
}
function inFile(path, { line, column, hint, ...problem }) {
    const place = line === undefined ? path : `${path}, line ${line}, column ${column}`;
    return { ...problem, hint: [`In ${place}.`, hint].filter(Boolean).join(' ') };
}

// EXTERNAL MODULE: ./lib/inputs/values/boolean.js
var values_boolean = __nccwpck_require__(7664);
// EXTERNAL MODULE: ./lib/inputs/values/github.js
var github = __nccwpck_require__(5961);
// EXTERNAL MODULE: ./lib/inputs/values/notify-line.js
var notify_line = __nccwpck_require__(630);
// EXTERNAL MODULE: ./lib/inputs/values/text.js
var values_text = __nccwpck_require__(2573);
;// CONCATENATED MODULE: ./lib/inputs/consequences.js









function parseNotify(fields) {
    const parts = (0,inputs_checked .Q7)({
        addresses: parseAddresses(fields),
        templates: parseNotifyTemplate(fields),
    });
    return (0,inputs_checked .hg)(parts, (config) => {
        if (config.addresses.length > 0 || !fields.isSet('notify-template'))
            return (0,inputs_checked .rZ)(config);
        return refuseUnused(fields, 'notify-template', config);
    });
}
function parseAddresses(fields) {
    const parts = (0,inputs_checked .Q7)({
        addresses: fields.takeList('notify-url', (0,lines .M)(notify_line .oQ, ({ url }) => url.reveal())),
        on: fields.take('notify-on', (0,choice .Y)(notify_line .mr)),
    });
    return (0,inputs_checked .hg)(parts, ({ addresses, on }) => {
        if (addresses.length === 0)
            return fields.isSet('notify-on') ? refuseUnused(fields, 'notify-on', []) : (0,inputs_checked .rZ)([]);
        if (fields.isSet('notify-on') && addresses.every(({ level }) => level !== undefined)) {
            return fields.refuse('notify-on', {
                expected: 'only with an address that has no level of its own',
                hint: 'Every line of notify-url begins with a level.',
            });
        }
        return (0,inputs_checked .rZ)(addresses.map(({ url, level = on }) => ({ url, on: level })));
    });
}
function refuseUnused(fields, name, unsent) {
    if (fields.text('mode') === 'validate')
        return (0,inputs_checked .rZ)(unsent);
    return fields.refuse(name, {
        expected: 'only with notify-url',
        hint: 'notify-url is empty; if it is set from a secret, that is not set here.',
    });
}
function parsePullRequestComment(fields) {
    return (0,inputs_checked .hg)(fields.take('pr-comment', values_boolean .z), (isWanted) => isWanted ? (0,inputs_checked .Q7)({ token: fields.take('github-token', github .bU) }) : (0,inputs_checked .rZ)(undefined));
}
const label = {
    expected: 'a label of at most 50 characters',
    parse(text) {
        if (text.includes(','))
            return (0,parser .T)('Write one label a line.');
        return text.length > 50 ? (0,parser .T)() : (0,values_text .T)('').parse(text);
    },
};
function parseIncident(fields) {
    const parts = (0,inputs_checked .Q7)({
        isWanted: fields.take('incident-issue', values_boolean .z),
        labels: fields.takeList('incident-labels', (0,lines .M)(label, (text) => text.toLowerCase())),
    });
    return (0,inputs_checked .hg)(parts, ({ isWanted, labels }) => {
        if (isWanted) {
            const token = fields.take('github-token', github .bU);
            return (0,inputs_checked .Q7)({ labels: (0,inputs_checked .rZ)(labels), token });
        }
        if (labels.length === 0)
            return (0,inputs_checked .rZ)(undefined);
        return fields.refuse('incident-labels', { expected: 'only with incident-issue: true' });
    });
}

// EXTERNAL MODULE: ./lib/inputs/declarations.js
var declarations = __nccwpck_require__(9788);
// EXTERNAL MODULE: ./lib/inputs/fields.js
var inputs_fields = __nccwpck_require__(8608);
// EXTERNAL MODULE: ./lib/process/command-check.js
var command_check = __nccwpck_require__(6313);
// EXTERNAL MODULE: ./lib/core/secret.js
var core_secret = __nccwpck_require__(944);
// EXTERNAL MODULE: ./lib/http/model/condition/parse-condition.js + 5 modules
var parse_condition = __nccwpck_require__(5588);
// EXTERNAL MODULE: ./lib/inputs/health-yaml.js
var health_yaml = __nccwpck_require__(8563);
;// CONCATENATED MODULE: ./lib/inputs/health-yaml-fields.js




class YamlFields {
    #map;
    constructor(map) {
        this.#map = map;
    }
    has(name) {
        const value = this.value(name);
        return value !== undefined && !(value.kind === 'text' && value.isNull);
    }
    value(name) {
        return this.#map.entries.get(name)?.value;
    }
    take(name, parser, show) {
        const value = this.value(name);
        if (value !== undefined && this.has(name))
            return parseText(value, parser, show);
        return this.refuse(name, {
            actual: '',
            expected: parser.expected,
            hint: `${name} is needed here.`,
            mayBeUnset: value === undefined ? undefined : true,
        });
    }
    takeOptional(name, parser, show) {
        return this.has(name) ? this.take(name, parser, show) : (0,inputs_checked .rZ)(undefined);
    }
    refuse(name, { actual = name, ...rest }) {
        return (0,health_yaml .J5)(this.#map.entries.get(name)?.key ?? this.#map.place, { actual, ...rest });
    }
    refuseUnknown(known) {
        const problems = [...this.#map.entries].flatMap(([name, { key }]) => {
            if (known.includes(name))
                return [];
            const meant = (0,nearest .p)(name, known);
            const hint = meant && `Did you mean ${meant}?`;
            return [(0,health_yaml .x5)(key, { actual: name, expected: (0,choice .H)(known), hint })];
        });
        return problems.length > 0 ? (0,inputs_checked .Gq)(...problems) : (0,inputs_checked .rZ)(undefined);
    }
}
function parseText(value, parser, show = (text) => text) {
    if (value.kind === 'list') {
        const texts = value.items.flatMap((item) => (item.kind === 'text' ? [item] : []));
        if (texts.length === value.items.length && texts.length > 0) {
            const parsed = parser.parse(texts.map(({ text }) => text.replaceAll('\n', ' ')).join('\n'));
            return parsed.ok
                ? parsed
                : (0,inputs_checked .Gq)(...parsed.problems.map((problem) => relocate(problem, texts[(problem.line ?? 1) - 1] ?? value, parser, show)));
        }
    }
    if (value.kind !== 'text')
        return (0,health_yaml .J5)(value.place, { actual: `a ${value.kind}`, expected: parser.expected });
    const parsed = parser.parse(value.text.trim());
    return parsed.ok
        ? parsed
        : (0,inputs_checked .Gq)(...parsed.problems.map((problem) => relocate(problem, value, parser, show)));
}
function relocate(problem, value, parser, show) {
    const { actual = value.kind === 'text' ? value.text : '', column, line = 1, ...rest } = problem;
    const isBlock = value.kind === 'text' && value.isBlock;
    const place = isBlock
        ? { line: value.place.line + line, column }
        : { line: value.place.line, column: value.place.column + (column ?? 1) - 1 };
    return { expected: parser.expected, ...rest, actual: show(actual), ...place };
}

// EXTERNAL MODULE: ./lib/inputs/values/address.js
var address = __nccwpck_require__(4620);
// EXTERNAL MODULE: ./lib/inputs/values/duration-value.js
var duration_value = __nccwpck_require__(1182);
// EXTERNAL MODULE: ./lib/inputs/values/header.js
var values_header = __nccwpck_require__(5075);
// EXTERNAL MODULE: ./lib/inputs/values/language.js
var language = __nccwpck_require__(3044);
;// CONCATENATED MODULE: ./lib/inputs/values/status-list.js

const statusList = {
    expected: 'status codes from 100 to 599 and ranges of them, such as 200-299, 301',
    parse(text) {
        const items = text.split(/[,\n]/).map((item) => item.trim());
        if (text === '')
            return (0,inputs_checked .Gq)({});
        return (0,inputs_checked .__)(items.map(parseRange));
    },
};
function parseRange(item) {
    const [, first = '', last = first] = /^([1-5]\d\d)(?:\s*-\s*([1-5]\d\d))?$/.exec(item) ?? [];
    const [from, to] = [Number(first), Number(last)];
    if (first !== '' && from <= to)
        return (0,inputs_checked .rZ)({ from, to });
    return (0,inputs_checked .Gq)({ actual: item, hint: guess(item, first, last) });
}
function guess(item, first, last) {
    if (first !== '')
        return `Did you mean ${last}-${first}?`;
    if (/^[1-5]xx$/i.test(item))
        return `Did you mean ${item.charAt(0)}00-${item.charAt(0)}99?`;
    if (item === '')
        return 'There is a comma with nothing beside it.';
    return /^[1-5]\d\d(?:\s+[1-5]\d\d)+$/.test(item) ? 'Separate them by commas.' : undefined;
}

// EXTERNAL MODULE: ./lib/inputs/values/version-source.js
var version_source = __nccwpck_require__(7020);
;// CONCATENATED MODULE: ./lib/inputs/checks.js
















const KNOWN_FIELDS = 'a YAML list of checks, each with a name and a url or a run';
const FIELDS = [
    'name',
    'url',
    'run',
    'method',
    'headers',
    'body',
    'expect-status',
    'version-from',
    'conditions',
    'timeout',
    'required',
    'warn',
    'stage',
];
const OF_COMMANDS = ['name', 'run', 'timeout', 'required', 'warn', 'stage'];
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const MAX_CHECKS = 200;
const probeTimeout = (0,duration_value .p)(10, 600_000);
const checks_name = {
    expected: 'a name of at most 100 characters',
    parse(text) {
        if (text.length > 100)
            return (0,parser .T)('It is longer than 100 characters.');
        return (0,values_text .T)('').parse(text);
    },
};
const conditionList = (0,lines .M)((0,language .B)('a condition such as body.status == "ok" or time < 800ms', parse_condition .z));
const checkList = {
    expected: KNOWN_FIELDS,
    parse: (text) => (0,inputs_checked .hg)((0,health_yaml .gM)(text, KNOWN_FIELDS), parseList),
};
function parseList(value) {
    if (value.kind !== 'list' || value.items.length === 0) {
        const hint = value.kind === 'map' ? 'Begin each check with a dash: "- name: api".' : undefined;
        return (0,health_yaml .J5)(value.place, {
            actual: value.kind === 'text' ? value.text : `a ${value.kind}`,
            expected: KNOWN_FIELDS,
            hint,
        });
    }
    if (value.items.length > MAX_CHECKS)
        return (0,health_yaml .J5)(value.place, {
            actual: `${value.items.length} checks`,
            expected: `at most ${MAX_CHECKS} checks`,
        });
    return (0,inputs_checked .hg)((0,inputs_checked .__)(value.items.map((item) => parseCheck(item))), (checks) => {
        const repeated = checks.findIndex((check, index) => checks.findIndex((other) => other.name === check.name) < index);
        const item = value.items[repeated];
        if (item === undefined)
            return (0,inputs_checked .rZ)(checks);
        return (0,health_yaml .J5)(item.place, { actual: checks[repeated]?.name ?? '', expected: 'each name only once' });
    });
}
function parseCheck(value) {
    if (value.kind !== 'map') {
        return (0,health_yaml .J5)(value.place, {
            actual: value.kind === 'text' ? value.text : `a ${value.kind}`,
            expected: 'a check with name: and url: or run:',
        });
    }
    const fields = new YamlFields(value);
    const unknown = fields.refuseUnknown(FIELDS);
    const check = fields.value('run') === undefined ? parseHttp(fields) : parseCommand(fields);
    return unknown.ok ? check : (0,inputs_checked .Gq)(...unknown.problems, ...(check.ok ? [] : check.problems));
}
const command = {
    expected: 'a command for bash',
    parse(text) {
        if (text === '')
            return (0,parser .T)('It is empty.');
        return text.includes('\0') ? (0,parser .T)('It holds a NUL character.') : (0,inputs_checked .rZ)(text);
    },
};
function parseCommand(fields) {
    if (fields.value('url') !== undefined)
        return fields.refuse('url', { expected: 'a url or a run in one check, not both' });
    if (fields.value('run')?.kind === 'list')
        return fields.refuse('run', {
            actual: 'a list',
            expected: command.expected,
            hint: 'Write it as one text; after `run: |` it can have several lines.',
        });
    const misplaced = FIELDS.filter((field) => fields.value(field) !== undefined && !OF_COMMANDS.includes(field));
    if (misplaced.length > 0) {
        return (0,inputs_checked .__)(misplaced.map((field) => fields.refuse(field, { expected: 'only in a check with a url, not with run' })));
    }
    return (0,inputs_checked .Q7)({
        name: fields.take('name', checks_name),
        run: fields.take('run', command),
        timeoutMs: fields.takeOptional('timeout', probeTimeout),
        required: parseRequired(fields),
        stage: fields.takeOptional('stage', (0,choice .Y)(['test'])),
    });
}
function parseRequired(fields) {
    if (!fields.has('warn'))
        return orElse(fields.takeOptional('required', values_boolean .z), true);
    if (fields.has('required'))
        return fields.refuse('warn', { expected: 'warn or required in one check, not both' });
    return (0,inputs_checked .hg)(fields.take('warn', values_boolean .z), (warns) => (0,inputs_checked .rZ)(!warns));
}
function parseAddress(fields) {
    if (fields.value('url') === undefined)
        return fields.refuse('url', {
            actual: '',
            expected: 'an http or https address as url, or a command as run',
        });
    return (0,inputs_checked .hg)(fields.take('url', address .hl, address .mC), ({ href }) => (0,inputs_checked .rZ)(new core_secret .z(href)));
}
function parseHttp(fields) {
    const body = parseBody(fields);
    const check = (0,inputs_checked .Q7)({
        name: fields.take('name', checks_name),
        url: parseAddress(fields),
        method: orElse(fields.takeOptional('method', (0,choice .Y)(METHODS)), body.ok && body.value !== undefined ? 'POST' : 'GET'),
        headers: parseHeaders(fields),
        body,
        expectStatus: fields.takeOptional('expect-status', statusList),
        versionFrom: fields.takeOptional('version-from', version_source .s),
        conditions: fields.takeOptional('conditions', conditionList),
        timeoutMs: fields.takeOptional('timeout', probeTimeout),
        required: parseRequired(fields),
        stage: fields.takeOptional('stage', (0,choice .Y)(['test'])),
    });
    return (0,inputs_checked .hg)(check, (found) => refuseBodyOfGet(fields, found));
}
function orElse(checked, preset) {
    return (0,inputs_checked .hg)(checked, (value) => (0,inputs_checked .rZ)(value ?? preset));
}
const hide = () => '***';
function parseHeaders(fields) {
    const value = fields.value('headers');
    if (value?.kind !== 'map')
        return orElse(fields.takeOptional('headers', values_header ._, hide), []);
    return (0,inputs_checked .__)([...value.entries].map(([header, entry]) => {
        if (entry.value.kind !== 'text')
            return (0,health_yaml .J5)(entry.key, { actual: header, expected: 'a text as the value of a header' });
        const parsed = values_header ._.parse(`${header}: ${entry.value.text}`);
        if (parsed.ok && parsed.value[0] !== undefined)
            return (0,inputs_checked .rZ)(parsed.value[0]);
        const { hint, mayBeUnset } = parsed.ok ? {} : (parsed.problems[0] ?? {});
        return (0,health_yaml .J5)(entry.key, {
            actual: header,
            expected: 'name: value',
            hint,
            mayBeUnset,
        });
    }));
}
function parseBody(fields) {
    const value = fields.value('body');
    if (value === undefined || !fields.has('body'))
        return (0,inputs_checked .rZ)(undefined);
    return (0,inputs_checked .rZ)(new core_secret .z(value.kind === 'text' ? value.text : JSON.stringify(toJson(value))));
}
function toJson(value) {
    switch (value.kind) {
        case 'list':
            return value.items.map(toJson);
        case 'map':
            return Object.fromEntries([...value.entries].map(([key, entry]) => [key, toJson(entry.value)]));
        case 'text':
            return value.json;
    }
}
function refuseBodyOfGet(fields, check) {
    if (check.body === undefined || !['GET', 'HEAD', 'OPTIONS'].includes(check.method))
        return (0,inputs_checked .rZ)(check);
    return fields.refuse('body', { expected: 'only with a method that has a body, such as POST' });
}

;// CONCATENATED MODULE: ./lib/inputs/health-checks.js








function parseChecks(fields, target) {
    const defaults = (0,inputs_checked .Q7)({
        expectStatus: fields.take('expect-status', statusList),
        timeoutMs: fields.take('timeout', probeTimeout),
    });
    const parts = (0,inputs_checked .Q7)({
        preset: defaults,
        addresses: health_checks_parseAddresses(fields),
        others: fields.takeList('checks', checkList),
    });
    return (0,inputs_checked .hg)(parts, ({ preset, addresses, others }) => refuseTooFew(fields, target, [...addresses, ...others].map((check) => withDefaults(check, preset))));
}
function withDefaults(check, preset) {
    return 'run' in check ? { timeoutMs: preset.timeoutMs, ...check } : { ...preset, ...check };
}
function health_checks_parseAddresses(fields) {
    const parts = (0,inputs_checked .Q7)({
        urls: fields.takeOptional('health-url', (0,lines .M)(address .hl, ({ href }) => href)),
        http: (0,inputs_checked .Q7)({
            headers: fields.takeList('headers', values_header ._),
            versionFrom: fields.take('version-from', version_source .s),
            conditions: fields.takeOptional('conditions', conditionList),
        }),
    });
    return (0,inputs_checked .hg)(parts, ({ urls, http }) => {
        if (urls === undefined)
            return health_checks_refuseUnused(fields);
        const names = nameAddresses(urls, (0,lines .u)(fields.text('health-url')).map(({ number }) => number));
        return (0,inputs_checked .rZ)(urls.map((url, index) => ({
            name: names[index] ?? url.host,
            url: new core_secret .z(url.href),
            method: 'GET',
            required: true,
            ...http,
        })));
    });
}
const OF_ADDRESSES = ['headers', 'version-from', 'conditions'];
const OF_ALL_CHECKS = ['expect-status', 'expect-version', 'timeout'];
function health_checks_refuseUnused(fields) {
    const hasChecks = fields.isSet('checks');
    const names = hasChecks ? OF_ADDRESSES : [...OF_ADDRESSES, ...OF_ALL_CHECKS];
    const unused = names
        .filter((name) => fields.isSet(name))
        .map((name) => fields.refuse(name, {
        expected: 'only with health-url',
        ...(hasChecks
            ? { hint: 'Set it in the entries of checks.' }
            : {
                hint: 'health-url is empty; if it is set from an expression, the expression is empty.',
                mayBeUnset: 'health-url',
            }),
    }));
    return (0,inputs_checked .__)(unused);
}
function refuseTooFew(fields, target, checks) {
    const repeated = checks.find(({ name }, index) => checks.findIndex((other) => other.name === name) < index);
    if (repeated !== undefined) {
        return fields.refuse('checks', {
            actual: repeated.name,
            expected: 'names that no line of health-url has',
        });
    }
    if (target === undefined || target.hasOwnSignals)
        return (0,inputs_checked .rZ)(checks);
    if (checks.length === 0 && target.hasRuns && judgesRuns(fields))
        return (0,inputs_checked .rZ)(checks);
    if (checks.length === 0) {
        return fields.refuse('health-url', {
            expected: `at least one address with target: ${target.kind}`,
            hint: 'Without it nothing shows whether the new version is healthy. If it is set from an expression, the expression is empty.',
            mayBeUnset: true,
        });
    }
    if (checks.some(({ required }) => required))
        return (0,inputs_checked .rZ)(checks);
    return fields.refuse('checks', {
        actual: 'required: false',
        expected: `at least one required check with target: ${target.kind}`,
        hint: 'Without it nothing shows whether the new version is healthy.',
    });
}
function judgesRuns(fields) {
    return /^\s*run\s/m.test(fields.text('rollback-when'));
}
const MAX_NAME_CHARACTERS = 100;
function nameAddresses(urls, lineNumbers) {
    const names = urls.map(({ host, pathname }) => {
        const name = `${host}${pathname}`;
        return name.length > MAX_NAME_CHARACTERS ? `${name.slice(0, MAX_NAME_CHARACTERS - 1)}…` : name;
    });
    return names.map((name, index) => names.indexOf(name) === names.lastIndexOf(name) ? name : `${name} (line ${lineNumbers[index]})`);
}

;// CONCATENATED MODULE: ./lib/inputs/metrics.js








const metrics_KNOWN_FIELDS = 'a YAML map of names to a cloudwatch: or a prometheus: metric';
const CLOUDWATCH_FIELDS = ['namespace', 'metric', 'stat', 'period', 'dimensions', 'region'];
const PROMETHEUS_FIELDS = ['url', 'query', 'bearer-token', 'username', 'password'];
const metricList = {
    expected: metrics_KNOWN_FIELDS,
    parse: (text) => (0,inputs_checked .hg)((0,health_yaml .gM)(text, metrics_KNOWN_FIELDS), parseMetrics),
};
function parseMetrics(value) {
    if (value.kind !== 'map' || value.entries.size === 0) {
        return (0,health_yaml .J5)(value.place, {
            actual: value.kind === 'text' ? value.text : `a ${value.kind}`,
            expected: metrics_KNOWN_FIELDS,
        });
    }
    return (0,inputs_checked .__)([...value.entries].map(([name, entry]) => (0,inputs_checked .hg)(parseSource(name, entry.value), (source) => (0,inputs_checked .rZ)({ name, source }))));
}
function parseSource(name, value) {
    const expected = 'cloudwatch: or prometheus: with its settings';
    if (value.kind !== 'map')
        return (0,health_yaml .J5)(value.place, { actual: value.kind === 'text' ? value.text : `a ${value.kind}`, expected });
    const fields = new YamlFields(value);
    const unknown = fields.refuseUnknown(['cloudwatch', 'prometheus']);
    if (!unknown.ok)
        return unknown;
    const given = [...value.entries].filter(([, entry]) => entry.value.kind === 'map');
    const [kind, entry] = given[0] ?? [];
    if (entry?.value.kind !== 'map' || value.entries.size !== 1)
        return (0,health_yaml .J5)(value.place, { actual: name, expected: `one of ${expected}` });
    return kind === 'cloudwatch' ? parseCloudWatch(entry.value) : parsePrometheus(entry.value);
}
const stat = {
    expected: 'Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99',
    parse(text) {
        if (/^(?:Average|Sum|Minimum|Maximum|SampleCount|p\d{1,2}(?:\.\d{1,2})?)$/.test(text))
            return (0,inputs_checked .rZ)(text);
        const proper = text.charAt(0).toUpperCase() + text.slice(1).toLowerCase();
        return /^(?:Average|Sum|Minimum|Maximum)$/.test(proper) ? (0,parser .T)(`Did you mean ${proper}?`) : (0,parser .T)();
    },
};
const period = {
    expected: 'a period of 1s, 5s, 10s, 30s or whole minutes',
    parse: (text) => (0,inputs_checked .hg)((0,duration_value .p)(1_000).parse(text), (ms) => [1_000, 5_000, 10_000, 30_000].includes(ms) || ms % 60_000 === 0 ? (0,inputs_checked .rZ)(ms) : (0,parser .T)()),
};
function parseCloudWatch(map) {
    const fields = new YamlFields(map);
    const metric = (0,inputs_checked .Q7)({
        kind: (0,inputs_checked .rZ)('cloudwatch'),
        namespace: fields.take('namespace', (0,values_text .T)('a namespace such as AWS/ECS')),
        metric: fields.take('metric', (0,values_text .T)('the name of a metric, such as CPUUtilization')),
        stat: fields.take('stat', stat),
        periodMs: (0,inputs_checked .hg)(fields.takeOptional('period', period), (ms) => (0,inputs_checked .rZ)(ms ?? 60_000)),
        dimensions: parseDimensions(fields),
        region: fields.takeOptional('region', (0,values_text .T)('a region such as us-east-1')),
    });
    return withKnownFields(fields, CLOUDWATCH_FIELDS, metric);
}
function parseDimensions(fields) {
    const value = fields.value('dimensions');
    if (value === undefined || !fields.has('dimensions'))
        return (0,inputs_checked .rZ)([]);
    const expected = 'a map of dimension names to values, such as { ClusterName: prod }';
    if (value.kind !== 'map')
        return fields.refuse('dimensions', { expected });
    return (0,inputs_checked .__)([...value.entries].map(([name, entry]) => entry.value.kind === 'text' && entry.value.text !== ''
        ? (0,inputs_checked .rZ)({ name, value: entry.value.text })
        : (0,health_yaml .J5)(entry.key, { actual: name, expected })));
}
const metrics_hide = () => '***';
function parsePrometheus(map) {
    const fields = new YamlFields(map);
    const metric = (0,inputs_checked .Q7)({
        kind: (0,inputs_checked .rZ)('prometheus'),
        url: fields.take('url', address .rk, address .mC),
        query: fields.take('query', (0,values_text .K)('a PromQL query that gives one value')),
        auth: parseAuth(fields),
    });
    return withKnownFields(fields, PROMETHEUS_FIELDS, metric);
}
function parseAuth(fields) {
    const secret = (0,values_text .T)('a secret on one line');
    if (fields.has('bearer-token') && fields.has('username')) {
        return fields.refuse('bearer-token', { expected: 'either bearer-token, or username and password' });
    }
    if (fields.has('bearer-token')) {
        return (0,inputs_checked .hg)(fields.take('bearer-token', secret, metrics_hide), (token) => (0,inputs_checked .rZ)({ kind: 'bearer', token: new core_secret .z(token) }));
    }
    if (!fields.has('username') && !fields.has('password'))
        return (0,inputs_checked .rZ)(undefined);
    return (0,inputs_checked .hg)((0,inputs_checked .Q7)({
        user: fields.take('username', (0,values_text .T)('a user name')),
        password: fields.take('password', secret, metrics_hide),
    }), ({ user, password }) => (0,inputs_checked .rZ)({ kind: 'basic', user, password: new core_secret .z(password) }));
}
function withKnownFields(fields, known, checked) {
    const unknown = fields.refuseUnknown(known);
    return unknown.ok ? checked : (0,inputs_checked .Gq)(...unknown.problems, ...(checked.ok ? [] : checked.problems));
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __nccwpck_require__(8415);
// EXTERNAL MODULE: ./lib/health/triggers/baseline-trigger.js
var baseline_trigger = __nccwpck_require__(1922);
// EXTERNAL MODULE: ./lib/health/triggers/probe-trigger.js
var probe_trigger = __nccwpck_require__(3981);
// EXTERNAL MODULE: ./lib/health/triggers/trigger-line.js
var trigger_line = __nccwpck_require__(6393);
;// CONCATENATED MODULE: ./lib/health/triggers/can-fire.js




function whyNever(line, numbers) {
    return whyNothingToAsk(line, numbers) ?? whyNeverEnough(line, numbers);
}
const OF_PROBES = new Set([
    'failures-in-a-row',
    'rate',
    'time',
    'time-of-baseline',
]);
function whyNothingToAsk(line, numbers) {
    const { hasChecks, logs, hasRuns, hasVersion } = numbers;
    const { kind } = line;
    if (OF_PROBES.has(kind) && !hasChecks)
        return 'there is no health-url and no required check to probe';
    if (kind === 'rate' && line.of === 'stale' && !hasVersion)
        return 'without expect-version no answer is from another version';
    if (kind === 'log' && logs === undefined)
        return 'logs are read with target: ecs, or with target: ssh and an ssh-service';
    if (kind === 'log' && line.container !== undefined && logs !== 'of containers')
        return 'containers have logs of their own with target: ecs only';
    const isOfRuns = kind === 'run-success-rate' || kind === 'run-duration';
    return isOfRuns && !hasRuns ? 'runs are read with target: workflow or git only' : undefined;
}
function whyNeverEnough(line, numbers) {
    switch (line.kind) {
        case 'failures-in-a-row':
            return line.count > numbers.retries
                ? `retries is ${numbers.retries}, which decides first; set it to ${line.count} or more`
                : tooShort(line.count * numbers.intervalMs, `${line.count} probes`, numbers);
        case 'rate':
            if (line.of === 'failure' && numbers.retries === 1)
                return 'retries is 1, which decides first';
            return whyNeverInWindow(line.windowMs, probe_trigger .Pu, numbers) ?? whyNeverBeyond(line.bound);
        case 'time':
            return (whyNeverSoSlow(line, numbers) ?? whyNeverInWindow(line.windowMs, (0,probe_trigger .rS)(line.statistic), numbers));
        case 'time-of-baseline':
            return tooShort(baseline_trigger .T0 * numbers.intervalMs, `the ${baseline_trigger .T0} samples that ${(0,trigger_line .d6)(line.statistic)} time is compared on`, numbers);
        case 'metric':
            return whyNeverHeld(line.durationMs, numbers, numbers.metrics.get(line.name));
        case 'run-success-rate':
            return whyNeverBeyond(line.bound);
        case 'alarm':
        case 'log':
        case 'run-duration':
            return undefined;
    }
}
function whyNeverInWindow(windowMs, needed, numbers) {
    const samples = Math.floor(windowMs / numbers.intervalMs);
    if (samples < needed) {
        const enoughMs = needed * numbers.intervalMs;
        return `${needed} samples are needed, and ${(0,duration .P)(windowMs)} hold ${samples} at an interval of ${(0,duration .P)(numbers.intervalMs)}; say over ${(0,duration .P)(enoughMs)}, or shorten interval`;
    }
    return tooShort(windowMs, 'the window', numbers);
}
function whyNeverBeyond({ operator, value }) {
    if (operator === '>' && value >= 100)
        return 'a rate is never above 100%';
    return operator === '<' && value <= 0 ? 'a rate is never below 0%' : undefined;
}
function whyNeverSoSlow(line, { intervalMs, timeoutMs }) {
    const { statistic, bound, windowMs } = line;
    if (!(0,trigger_line .Or)(timeoutMs, bound))
        return `timeout is ${(0,duration .P)(timeoutMs)}, and no answer counts for more; raise timeout above ${(0,duration .P)(bound.value)}, or lower the bound`;
    const needed = (0,probe_trigger .rS)(statistic);
    const slow = statistic.kind === 'mean' ? needed : needed - Math.ceil((statistic.percent * needed) / 100) + 1;
    const leastMs = slow * bound.value + Math.max(0, needed - slow - 1) * intervalMs - timeoutMs;
    if (bound.value <= intervalMs || leastMs < windowMs)
        return undefined;
    const enoughMs = needed * bound.value;
    return `${needed} samples are needed, and answers as slow as that do not leave ${(0,duration .P)(windowMs)} room for them; say over ${(0,duration .P)(enoughMs)}`;
}
function whyNeverHeld(durationMs, numbers, pace) {
    const { periodMs = 0, lagMs = 0 } = pace ?? {};
    if (durationMs < 2 * periodMs) {
        return `two values, one each ${(0,duration .P)(periodMs)}, are the least that can be judged; say for ${(0,duration .P)(2 * periodMs)}`;
    }
    const held = `for ${(0,duration .P)(durationMs)}`;
    if (lagMs === 0)
        return tooShort(durationMs, held, numbers);
    const what = `${held}, one period and the ${(0,duration .P)(lagMs)} after which a metric is published`;
    return tooShort(durationMs + periodMs + lagMs, what, numbers);
}
function tooShort(neededMs, what, { bakeTimeMs }) {
    if (neededMs <= bakeTimeMs)
        return undefined;
    return `it takes ${(0,duration .P)(neededMs)} (${what}), and bake-time is ${(0,duration .P)(bakeTimeMs)}`;
}

// EXTERNAL MODULE: ./lib/health/triggers/make-trigger.js + 2 modules
var make_trigger = __nccwpck_require__(3673);
// EXTERNAL MODULE: ./lib/health/triggers/metric-source.js
var metric_source = __nccwpck_require__(8252);
// EXTERNAL MODULE: ./lib/health/triggers/metric-trigger.js
var metric_trigger = __nccwpck_require__(4101);
// EXTERNAL MODULE: ./lib/health/triggers/parse-trigger.js + 1 modules
var parse_trigger = __nccwpck_require__(7266);
;// CONCATENATED MODULE: ./lib/inputs/trigger-list.js










const ALLOWED = 'triggers such as failure rate > 5% over 2m or alarm web-5xx in ALARM';
function triggerList(context) {
    const list = (0,lines .M)((0,language .B)(ALLOWED, parse_trigger .U));
    return {
        expected: list.expected,
        parse(text) {
            const texts = (0,lines .u)(text);
            return (0,inputs_checked .hg)(list.parse(text), (found) => (0,inputs_checked .hg)((0,inputs_checked .__)(found.map((line, index) => refuseUseless(line, texts[index], context))), () => (0,inputs_checked .rZ)(gather(found, texts.map((line) => line.text), context.metrics))));
        },
    };
}
function refuseUseless(line, at, { metrics, numbers, pollIntervalMs }) {
    const place = { actual: at?.text ?? '', line: at?.number, column: at && 1 };
    if (line.kind === 'metric' && metrics.every(({ name }) => name !== line.name)) {
        return (0,inputs_checked .Gq)({ ...place, actual: line.name, ...unknownMetric(line.name, metrics) });
    }
    const paces = metrics.map((metric) => [metric.name, paceOf(metric, pollIntervalMs)]);
    const why = whyNever(line, { ...numbers, metrics: new Map(paces) });
    if (why === undefined)
        return (0,inputs_checked .rZ)(line);
    return (0,inputs_checked .Gq)({ ...place, expected: 'triggers that can fire', hint: `It never could: ${why}.` });
}
function paceOf({ source }, pollIntervalMs) {
    return source.kind === 'cloudwatch'
        ? { periodMs: source.periodMs, lagMs: metric_trigger .a0 }
        : { periodMs: (0,metric_source .EU)(pollIntervalMs), lagMs: 0 };
}
function unknownMetric(name, metrics) {
    const names = metrics.map((metric) => metric.name);
    if (names.length === 0)
        return {
            expected: 'the names in metrics',
            hint: 'The input metrics is empty: define the metric there.',
        };
    const meant = (0,nearest .p)(name, names);
    return { expected: (0,choice .H)(names), hint: meant && `Did you mean ${meant}?` };
}
function gather(found, texts, metrics) {
    const named = new Set(found.flatMap((line) => (line.kind === 'metric' ? line.name : [])));
    return {
        triggers: found.map((line, index) => (0,make_trigger .v)(texts[index] ?? '', line)),
        metrics: metrics.filter(({ name }) => named.has(name)),
        alarms: [...new Set(found.flatMap((line) => (line.kind === 'alarm' ? line.name : [])))],
        readsRuns: found.some(({ kind }) => kind === 'run-success-rate' || kind === 'run-duration'),
    };
}
function findUnusedMetrics(metrics, lists) {
    const used = lists.flatMap((list) => list?.metrics ?? []);
    return metrics.filter((metric) => !used.includes(metric)).map(({ name }) => name);
}

// EXTERNAL MODULE: ./lib/inputs/values/integer.js
var integer = __nccwpck_require__(154);
// EXTERNAL MODULE: ./lib/core/pattern/pattern.js + 2 modules
var pattern = __nccwpck_require__(320);
;// CONCATENATED MODULE: ./lib/inputs/values/pattern-value.js



const BETWEEN_SLASHES = /^\/(.+)\/([A-Za-z]*)$/s;
const pattern_value_pattern = {
    expected: 'a regular expression on one line, such as ERROR|FATAL or /timeout|refused/i',
    parse(text) {
        if (/[\r\n]/.test(text))
            return (0,parser .T)('Write alternatives with |.');
        const [, inner, flags] = BETWEEN_SLASHES.exec(text) ?? [];
        const read = (0,pattern .Z)(inner ?? text, flags);
        if (!read.ok)
            return (0,parser .T)(`${read.because.charAt(0).toUpperCase()}${read.because.slice(1)}.`);
        return read.pattern.find('') === 'found' ? (0,parser .T)('It matches every line.') : (0,inputs_checked .rZ)(read.pattern);
    },
};

;// CONCATENATED MODULE: ./lib/inputs/health.js









const SHORTEST_MS = 10;
const LONGEST_INTERVAL_MS = 3_600_000;
function parseHealth(fields, target) {
    const checks = parseChecks(fields, target);
    const basics = (0,inputs_checked .Q7)({
        checks: (0,inputs_checked .hg)(checks, (all) => (0,inputs_checked .rZ)(all.filter(({ stage }) => stage !== 'test'))),
        testChecks: (0,inputs_checked .hg)(checks, (all) => (0,inputs_checked .rZ)(all.filter(({ stage }) => stage === 'test'))),
        expectVersion: fields.takeOptional('expect-version', (0,values_text .T)('a version on one line')),
        intervalMs: fields.take('interval', (0,duration_value .p)(SHORTEST_MS, LONGEST_INTERVAL_MS)),
        startPeriodMs: fields.take('start-period', (0,duration_value .p)(0)),
        successThreshold: fields.take('success-threshold', (0,integer .n)(1, 1_000)),
        bakeTimeMs: fields.take('bake-time', (0,duration_value .p)(0)),
        retries: fields.take('retries', (0,integer .n)(1, 1_000)),
    });
    const metrics = fields.takeList('metrics', metricList);
    const read = (0,inputs_checked .Q7)({
        basics: (0,inputs_checked .hg)(basics, (found) => refuseUnreadVersion(fields, found)),
        metrics,
    });
    return (0,inputs_checked .hg)(read, (found) => (0,inputs_checked .hg)(parseTriggers(fields, found, target), (lists) => (0,inputs_checked .rZ)({ ...found.basics, ...lists })));
}
function readsLog({ rollbackWhen, warnWhen }) {
    return [rollbackWhen, warnWhen].some((list) => list?.triggers.some(({ log }) => log !== undefined));
}
function readsVersion(check) {
    return (0,command_check .y)(check) ? check.run.includes('SAFE_LANDING_VERSION') : check.versionFrom !== undefined;
}
function refuseUnreadVersion(fields, basics) {
    const isRead = basics.checks.some((check) => check.required && readsVersion(check));
    if (basics.expectVersion === undefined || isRead || basics.checks.length === 0)
        return (0,inputs_checked .rZ)(basics);
    return fields.refuse('expect-version', {
        expected: 'only where a check reads a version',
        hint: 'Set version-from in a required entry of checks, use $SAFE_LANDING_VERSION in its run, or set health-url.',
    });
}
function parseTriggers(fields, { basics, metrics }, target) {
    const { checks, expectVersion, intervalMs, bakeTimeMs, retries } = basics;
    const required = checks.filter((check) => check.required);
    const numbers = {
        intervalMs,
        bakeTimeMs,
        retries,
        timeoutMs: Math.max(0, ...required.map(({ timeoutMs }) => timeoutMs)),
        hasChecks: required.length > 0,
        hasVersion: expectVersion !== undefined,
        hasRuns: target?.hasRuns ?? false,
        logs: target?.logs?.(fields),
    };
    const poll = fields.take('poll-interval', (0,duration_value .p)(SHORTEST_MS));
    const pollIntervalMs = poll.ok ? poll.value : 0;
    const parser = triggerList({ metrics, numbers, pollIntervalMs });
    const logPattern = fields.take('log-pattern', pattern_value_pattern);
    const lists = (0,inputs_checked .Q7)({
        rollbackWhen: fields.takeOptional('rollback-when', parser),
        warnWhen: fields.takeOptional('warn-when', parser),
        logPattern,
    });
    return (0,inputs_checked .hg)(lists, (found) => {
        if (fields.isSet('log-pattern') && !readsLog(found)) {
            const hint = 'For example: log errors > 5 over 2m';
            return fields.refuse('log-pattern', { expected: 'only with a line that reads the log', hint });
        }
        const [unused] = findUnusedMetrics(metrics, [found.rollbackWhen, found.warnWhen]);
        if (unused === undefined)
            return (0,inputs_checked .rZ)(found);
        return fields.refuse('metrics', {
            actual: unused,
            expected: 'metrics that a line of rollback-when or warn-when reads',
            hint: `For example: metric ${unused} > 95 for 5m`,
        });
    });
}

// EXTERNAL MODULE: ./lib/inputs/input-error.js
var input_error = __nccwpck_require__(1674);
;// CONCATENATED MODULE: ./lib/inputs/promotion-inputs.js



function parsePromotion(fields, health) {
    return (0,inputs_checked .hg)(fields.take('promote', values_boolean .z), (isAsked) => {
        const bakeTime = fields.take('promote-bake-time', (0,duration_value .p)(0));
        if (!isAsked)
            return promotion_inputs_refuseUnused(fields, health);
        const tests = health.ok ? health.value.testChecks : undefined;
        if (tests !== undefined && !tests.some(({ required }) => required))
            return fields.refuse('promote', {
                expected: 'a required check with stage: test',
                hint: 'Without one nothing shows whether the new version is healthy before it has production traffic. In checks, add "stage: test" to an entry whose url is that of the test listener.',
            });
        return (0,inputs_checked .hg)(bakeTime, (bakeTimeMs) => (0,inputs_checked .rZ)({ bakeTimeMs }));
    });
}
const OF_PROMOTION = ['promote-at', 'promote-bake-time'];
function promotion_inputs_refuseUnused(fields, health) {
    const unused = OF_PROMOTION.filter((name) => fields.isSet(name)).map((name) => fields.refuse(name, { expected: 'only with promote: true' }));
    const [test] = health.ok ? health.value.testChecks : [];
    if (test !== undefined)
        unused.push(fields.refuse('checks', { actual: 'stage: test', expected: 'only with promote: true' }));
    return (0,inputs_checked .hg)((0,inputs_checked .__)(unused), () => (0,inputs_checked .rZ)(undefined));
}

;// CONCATENATED MODULE: ./lib/inputs/runbook-inputs.js





const path = workspacePath('the path of a Markdown file in the workspace, such as docs/runbook.md');
const markdownPath = {
    expected: path.expected,
    parse: (text) => (0,inputs_checked .hg)(path.parse(text), (found) => /\.md$/i.test(found) ? (0,inputs_checked .rZ)(found) : (0,parser .T)('It must end in .md.')),
};
function parseRunbook(fields) {
    const parts = (0,inputs_checked .Q7)({
        path: fields.takeOptional('runbook', markdownPath),
        contacts: fields.takeList('runbook-contacts', (0,lines .M)((0,values_text .T)('a name with a telephone number or an address'), String)),
    });
    return (0,inputs_checked .hg)(parts, ({ path, contacts }) => {
        if (path !== undefined)
            return (0,inputs_checked .rZ)({ path, contacts });
        return contacts.length === 0
            ? (0,inputs_checked .rZ)(undefined)
            : fields.refuse('runbook-contacts', { expected: 'only with runbook' });
    });
}

;// CONCATENATED MODULE: ./lib/inputs/unknown-inputs.js


function findMisspelt(reader) {
    const names = Object.keys(declarations .W);
    return (reader.given?.() ?? [])
        .filter((name) => !names.includes(name))
        .flatMap((name) => {
        const meant = (0,nearest .p)(name, names);
        return meant === undefined
            ? []
            : [{ input: name, actual: '***', expected: 'only names of inputs', hint: `Did you mean ${meant}?` }];
    });
}

;// CONCATENATED MODULE: ./lib/inputs/values/certificates.js


const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]*?-----END CERTIFICATE-----/g;
const certificates = {
    expected: 'one or more certificates in PEM form (-----BEGIN CERTIFICATE-----)',
    parse(text) {
        const found = text.match(CERTIFICATE) ?? [];
        if (text.includes('PRIVATE KEY'))
            return (0,parser .T)('It holds a private key, which nobody may have but its owner.');
        if (found.length === 0)
            return (0,parser .T)('It must be the content of the file, with its BEGIN and END lines.');
        const broken = found.findIndex((pem) => !isReadable(pem));
        if (broken >= 0)
            return (0,parser .T)(`Certificate ${broken + 1} of ${found.length} cannot be read; its lines may be broken.`);
        return (0,inputs_checked .rZ)(`${found.join('\n')}\n`);
    },
};
function isReadable(pem) {
    try {
        const { X509Certificate } = process.getBuiltinModule('node:crypto');
        return new X509Certificate(pem).subject !== undefined;
    }
    catch {
        return false;
    }
}

;// CONCATENATED MODULE: ./lib/inputs/values/rollback-to-value.js



function rollbackTo(revision) {
    return {
        expected: `previous, -N for the Nth good version back, or ${revision.expected}`,
        parse(text) {
            if (text === 'previous')
                return (0,inputs_checked .rZ)({ kind: 'previous' });
            if (/^-\d+$/.test(text)) {
                const count = -Number(text);
                return count >= 1 && count <= 100 ? (0,inputs_checked .rZ)({ kind: 'back', count }) : (0,parser .T)('N is from 1 to 100.');
            }
            const named = revision.parse(text);
            if (!named.ok && (0,nearest .p)(text, ['previous']) !== undefined)
                return (0,parser .T)('Did you mean previous?');
            return (0,inputs_checked .hg)(named, (found) => (0,inputs_checked .rZ)({ kind: 'revision', revision: found }));
        },
    };
}

// EXTERNAL MODULE: ./lib/targets/registry.js + 18 modules
var registry = __nccwpck_require__(2696);
;// CONCATENATED MODULE: ./lib/main/purpose.js




const mode = (0,choice .Y)(['guard', 'rollback', 'validate', 'capture', 'rehearse']);
const kind = (0,choice .Y)(registry .vh.map(({ kind }) => kind), (text) => registry .vh.find(({ aliases = [] }) => aliases.includes(text))?.kind);
function takeMode(fields) {
    return fields.take('mode', mode);
}
function takeTarget(fields) {
    return (0,inputs_checked .hg)(fields.take('target', kind), (found) => (0,inputs_checked .rZ)(registry .dW[found]));
}
function findMisplaced(fields) {
    const names = Object.keys(declarations .W);
    const chosen = [
        { input: 'mode', key: 'modes', value: fields.take('mode', mode) },
        { input: 'target', key: 'targets', value: fields.take('target', kind) },
    ];
    return names
        .filter((name) => fields.isSet(name))
        .flatMap((name) => chosen.flatMap(({ input, key, value }) => {
        const places = (0,registry .Y)(name)[key];
        if (places === undefined || !value.ok || places.includes(value.value))
            return [];
        const refused = fields.refuse(name, {
            expected: `only with ${input}: ${(0,choice .H)(places)}`,
            hint: `This step has ${input}: ${value.value}.`,
        });
        return refused.ok ? [] : refused.problems;
    }));
}

;// CONCATENATED MODULE: ./lib/main/rehearsal-place.js

const PRODUCTION = /(?<![a-z])(?<!\b(?:pre|non|not|no)[-_. ]?)(?:prod|production|prd)(?![a-z])/i;
function findProduction(environment, places) {
    if (environment !== undefined && (/^prod/i.test(environment) || PRODUCTION.test(environment)))
        return environment;
    return places.find((place) => PRODUCTION.test(place));
}
function findUnsafe(fields, config) {
    return [...findUnasked(fields, config), ...findUnjudged(fields, config)];
}
function findUnasked(fields, { environment, target, health }) {
    const allowed = fields.take('rehearse-in-production', values_boolean .z);
    const names = [target.place, ...health.checks.map(({ name }) => name)];
    const found = findProduction(environment, names);
    if (!allowed.ok || allowed.value || found === undefined)
        return [];
    const refused = fields.refuse('rehearse-in-production', {
        expected: `true, since ${found} is named after production`,
        hint: 'A rehearsal rolls a healthy version back, and forward again: try it in a staging environment first.',
    });
    return refused.ok ? [] : refused.problems;
}
function findUnjudged(fields, config) {
    const { checks } = config.health;
    if (checks.some(({ required }) => required) || config.target.judgesItself(config))
        return [];
    const refused = fields.refuse(checks.length === 0 ? 'health-url' : 'checks', {
        expected: 'at least one required check with mode: rehearse',
        hint: 'Its answers are what counts as failed, and what shows that the version is back.',
    });
    return refused.ok ? [] : refused.problems;
}

;// CONCATENATED MODULE: ./lib/main/parse-inputs.js



















const parse_inputs_SHORTEST_MS = 10;
const LONGEST_POLL_INTERVAL_MS = 600_000;
function parseInputs(reader) {
    const fields = new inputs_fields .C(reader, registry .Y);
    const target = takeTarget(fields);
    const misplaced = [...findMisspelt(reader), ...findMisplaced(fields)];
    const health = parseHealth(fields, target.ok ? target.value : undefined);
    const config = (0,inputs_checked .Q7)({
        mode: parseMode(fields, target),
        target: (0,inputs_checked .hg)(target, (chosen) => chosen.parse(fields)),
        autoRollback: fields.take('auto-rollback', values_boolean .z),
        rollbackTo: parseRollbackTo(fields, target),
        health,
        promotion: parsePromotion(fields, health),
        network: parseNetwork(fields),
        rolloutTimeoutMs: fields.take('rollout-timeout', (0,duration_value .p)(parse_inputs_SHORTEST_MS)),
        isRolloutTimeoutGiven: (0,inputs_checked .rZ)(fields.isSet('rollout-timeout')),
        rollbackTimeoutMs: fields.take('rollback-timeout', (0,duration_value .p)(parse_inputs_SHORTEST_MS)),
        pollIntervalMs: fields.take('poll-interval', (0,duration_value .p)(parse_inputs_SHORTEST_MS, LONGEST_POLL_INTERVAL_MS)),
        onInconclusive: parseOnInconclusive(fields, target),
        failOnRollback: fields.take('fail-on-rollback', values_boolean .z),
        captured: fields.takeOptional('captured', (0,values_text .K)('what the output captured of mode: capture said')),
        githubToken: fields.takeOptional('github-token', github .bU),
        knownBad: fields.take('known-bad', (0,choice .Y)(['warn', 'refuse', 'ignore'])),
        environment: fields.takeOptional('environment', github .VE),
        notify: parseNotify(fields),
        incident: parseIncident(fields),
        landingTargetMs: fields.takeOptional('landing-target', (0,duration_value .p)(1_000)),
        prComment: parsePullRequestComment(fields),
        landingReport: fields.take('landing-report', values_boolean .z),
        runbook: parseRunbook(fields),
        recoveryTargetMs: fields.takeOptional('recovery-target', (0,duration_value .p)(1_000)),
    });
    const unsafe = config.ok && config.value.mode === 'rehearse' ? findUnsafe(fields, config.value) : [];
    if (config.ok && misplaced.length + unsafe.length === 0)
        return config.value;
    throw new input_error .dz(arrange(misplaced, config.ok ? unsafe : config.problems));
}
const IP_VERSIONS = { auto: 'auto', '4': 4, '6': 6 };
function parseNetwork(fields) {
    const ipVersion = fields.take('ip-version', (0,choice .Y)(['auto', '4', '6']));
    return (0,inputs_checked .Q7)({
        ipVersion: (0,inputs_checked .hg)(ipVersion, (version) => (0,inputs_checked .rZ)(IP_VERSIONS[version])),
        caPem: fields.takeOptional('ca-certificate', certificates),
    });
}
function parseMode(fields, target) {
    return (0,inputs_checked .hg)(takeMode(fields), (mode) => {
        const isPutBack = mode === 'rollback' || mode === 'rehearse';
        if (!isPutBack || !target.ok || target.value.revision !== undefined)
            return (0,inputs_checked .rZ)(mode);
        return fields.refuse('mode', {
            expected: `guard, validate or capture with target: ${target.value.kind}`,
            hint: 'There is nothing to put back without a target.',
        });
    });
}
function parseRollbackTo(fields, target) {
    return (0,inputs_checked .hg)(target, ({ revision }) => {
        return revision === undefined
            ? (0,inputs_checked .rZ)({ kind: 'previous' })
            : fields.take('rollback-to', rollbackTo(revision));
    });
}
function parseOnInconclusive(fields, target) {
    const choices = ['fail', 'pass', 'rollback'];
    return (0,inputs_checked .hg)(fields.take('on-inconclusive', (0,choice .Y)(choices)), (chosen) => {
        if (chosen !== 'rollback' || !target.ok || target.value.revision !== undefined)
            return (0,inputs_checked .rZ)(chosen);
        return fields.refuse('on-inconclusive', { expected: `fail or pass with target: ${target.value.kind}` });
    });
}
function arrange(misplaced, others) {
    const names = Object.keys(declarations .W);
    const belonging = others.filter(({ input }) => misplaced.every((problem) => problem.input !== input));
    const unique = new Map([...misplaced, ...belonging].map((problem) => [JSON.stringify(problem), problem]));
    return [...unique.values()].toSorted((a, b) => names.indexOf(a.input) - names.indexOf(b.input) || (a.line ?? 0) - (b.line ?? 0));
}


/***/ }),

/***/ 9333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  e: () => (  RunReport),
  h: () => (  readWorkflowRun)
});

// EXTERNAL MODULE: ./lib/core/redact-deep.js
var redact_deep = __nccwpck_require__(569);
// EXTERNAL MODULE: ./lib/core/request-trace.js
var request_trace = __nccwpck_require__(2494);
// EXTERNAL MODULE: ./lib/core/version.js
var version = __nccwpck_require__(8067);
// EXTERNAL MODULE: ./lib/github/event-payload.js
var event_payload = __nccwpck_require__(8124);
// EXTERNAL MODULE: ./lib/report/journal.js + 2 modules
var journal = __nccwpck_require__(149);
// EXTERNAL MODULE: ./lib/report/json-report.js + 1 modules
var json_report = __nccwpck_require__(9518);
// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __nccwpck_require__(8415);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __nccwpck_require__(5536);
;// CONCATENATED MODULE: ./lib/report/log/configuration.js


function renderConfiguration(context) {
    const { mode, target, where = [], environment, settings, version } = context;
    const place = where.map(({ name, value }) => (name === undefined ? value : `${name} ${value}`)).join(', ');
    const checks = settings.checks.map(({ name, required }) => (required ? name : `${name} (warns only)`));
    const lines = [
        ['version', version],
        ['mode', mode],
        ['target', target],
        ['place', place],
        ['environment', environment],
        ['checks', checks.join(', ')],
        ['expect-version', settings.expectVersion],
        ['interval', (0,duration .P)(settings.intervalMs)],
        ['start-period', (0,duration .P)(settings.startPeriodMs)],
        ['success-threshold', String(settings.successThreshold)],
        ['retries', String(settings.retries)],
        ['bake-time', (0,duration .P)(settings.bakeTimeMs)],
        ...(settings.rollbackWhen ?? []).map((line) => ['rollback-when', line]),
        ['rollout-timeout', (0,duration .P)(settings.rolloutTimeoutMs)],
        ['rollback-timeout', (0,duration .P)(settings.rollbackTimeoutMs)],
        ['poll-interval', (0,duration .P)(settings.pollIntervalMs)],
        ['auto-rollback', String(settings.autoRollback)],
        ['fail-on-rollback', String(settings.failOnRollback)],
        ['on-inconclusive', settings.onInconclusive],
        ...where.flatMap(({ url }) => (url === undefined ? [] : [['console', url]])),
    ];
    return {
        kind: 'group',
        title: 'Configuration',
        lines: lines.flatMap(([name, value]) => (value ? [`${name.padEnd(17)} ${(0,untrusted .bo)(value)}`] : [])),
    };
}

// EXTERNAL MODULE: ./lib/report/time.js
var time = __nccwpck_require__(9793);
;// CONCATENATED MODULE: ./lib/report/log/debug-text.js


function renderDebug(atMs, text) {
    return `::debug::${(0,time .dc)(atMs).padEnd(7)} ${(0,untrusted .bo)(text, 1_000).replaceAll('%', '%25')}\n`;
}
function describeInFull(event) {
    switch (event.kind) {
        case 'observed': {
            const { check, result, reason, startedAtMs, endedAtMs, latencyMs, answer } = event.observation;
            const parts = [
                `probe of ${check}: ${result}`,
                `started ${(0,time .dc)(startedAtMs)}, took ${Math.round(endedAtMs - startedAtMs)} ms`,
                ...(latencyMs === undefined ? [] : [`response time ${Math.round(latencyMs)} ms`]),
                ...(answer?.status === undefined ? [] : [`status ${answer.status}`]),
                ...(answer?.address === undefined ? [] : [`at ${answer.address}`]),
                ...(answer?.version === undefined ? [] : [`version ${answer.version}`]),
                ...(reason === undefined ? [] : [reason]),
            ];
            return parts.join('; ');
        }
        case 'metrics-sampled':
            return `sampled ${event.samples.map(({ signal, reading }) => `${signal}: ${reading.kind}`).join('; ')}`;
        case 'rollout-changed':
            return `the platform says of ${event.service}: ${JSON.stringify(event.state)}`;
        default:
            return undefined;
    }
}
function describeRequest({ action, status, id, tookMs, failure }) {
    return [
        `request ${action}: ${status ?? 'no answer'} in ${Math.round(tookMs)} ms`,
        ...(id === undefined ? [] : [`id ${id}`]),
        ...(failure === undefined ? [] : [failure]),
    ].join('; ');
}

;// CONCATENATED MODULE: ./lib/report/log/colour.js
const RED = 31;
const GREEN = 32;
const YELLOW = 33;
const CYAN = 36;
const GREY = 90;
const COLOURS = [
    [/^(?:✗|■ (?!healthy|superseded|inconclusive|awaiting))/u, RED],
    [/^(?:✓|■ healthy|↩ The rollback target is in place|↪ The version is in place again)/u, GREEN],
    [/^[⚠~?■]/u, YELLOW],
    [/^[▶▷↩↪⏸⏵]/u, CYAN],
    [/^[…»]/u, GREY],
];
function colourLine(line) {
    const [, time = '', text = ''] = /^(\+\S+\s+)(.*)$/su.exec(line) ?? [];
    const colour = COLOURS.find(([sign]) => sign.test(text))?.[1];
    return colour === undefined ? line : `${time}\x1b[${colour}m${text}\x1b[39m`;
}

;// CONCATENATED MODULE: ./lib/report/log/live-log.js


const HEARTBEAT_MS = 60_000;
class LiveLog {
    #renderer;
    #clock;
    #write;
    #style;
    #printedAtMs = 0;
    constructor(renderer, clock, write, style = {}) {
        this.#renderer = renderer;
        this.#clock = clock;
        this.#write = write;
        this.#style = style;
    }
    onEvent(event) {
        const full = this.#style.isDebug ? describeInFull(event) : undefined;
        if (full !== undefined)
            this.#write(renderDebug(event.atMs, full));
        this.#print(this.#renderer.renderLine(event));
    }
    show(entry) {
        this.#print([entry]);
    }
    trace(text) {
        if (this.#style.isDebug)
            this.#write(renderDebug(this.#clock.nowMs(), text));
    }
    async beat(signal) {
        while (!signal.aborted) {
            const restMs = this.#printedAtMs + HEARTBEAT_MS - this.#clock.nowMs();
            if (restMs <= 0) {
                this.#print(this.#renderer.heartbeat(this.#clock.nowMs()));
                this.#printedAtMs = this.#clock.nowMs();
                continue;
            }
            try {
                await this.#clock.sleep(restMs, signal);
            }
            catch (error) {
                if (!signal.aborted)
                    throw error;
            }
        }
    }
    #print(entries) {
        if (entries.length === 0)
            return;
        this.#printedAtMs = this.#clock.nowMs();
        for (const entry of entries)
            this.#write(`${this.#colour(entry)}\n`);
    }
    #colour(entry) {
        const isPlain = !this.#style.isColoured || entry.kind !== 'line';
        return isPlain ? renderEntry(entry) : colourLine(renderEntry(entry));
    }
}
function renderEntry(entry) {
    if (entry.kind === 'line')
        return entry.text;
    const title = entry.title.replaceAll('%', '%25');
    return [`::group::${title}`, ...entry.lines.map((text) => `  ${text}`), '::endgroup::'].join('\n');
}

// EXTERNAL MODULE: ./lib/run/gate.js
var gate = __nccwpck_require__(3602);
// EXTERNAL MODULE: ./lib/report/probe-reason.js
var probe_reason = __nccwpck_require__(6369);
// EXTERNAL MODULE: ./lib/report/short-ids.js
var short_ids = __nccwpck_require__(8935);
// EXTERNAL MODULE: ./lib/report/stage-names.js
var stage_names = __nccwpck_require__(697);
;// CONCATENATED MODULE: ./lib/report/log/metric-text.js

function renderReading(reading) {
    switch (reading.kind) {
        case 'metric': {
            const last = reading.datapoints.at(-1);
            return last === undefined ? 'no data' : String(Number(last.value.toPrecision(4)));
        }
        case 'alarm':
            return ALARM_STATES[reading.state];
        case 'runs':
            return `${reading.runs.filter(({ succeeded }) => succeeded).length} of ${reading.runs.length} runs succeeded`;
        case 'logs':
            return reading.missing ?? `${countErrors(reading)} error lines since the last reading`;
        case 'unreadable':
            return `could not be read: ${reading.reason}`;
        default:
            return reading;
    }
}
function countErrors({ errors }) {
    return errors.reduce((sum, { count }) => sum + count, 0);
}
const ALARM_STATES = { ok: 'OK', alarm: 'ALARM', 'insufficient-data': 'INSUFFICIENT_DATA' };
function renderBaseline({ checks }) {
    return checks.map(({ check, asked, failed, latenciesMs }) => {
        const middle = latenciesMs.toSorted((a, b) => a - b)[Math.floor(latenciesMs.length / 2)];
        const median = middle === undefined ? '' : `, median ${(0,duration .P)(middle)}`;
        return `${check} failed ${failed} of ${asked}${median}`;
    });
}
function isFlowing(reading) {
    return reading.kind === 'metric' || (reading.kind === 'logs' && reading.missing === undefined);
}
class MetricChanges {
    #reported = new Map();
    #latest = new Map();
    add(samples) {
        const lines = [];
        for (const { signal, reading } of samples) {
            const phrase = renderReading(reading);
            this.#latest.set(signal, phrase);
            const state = isFlowing(reading) ? reading.kind : phrase;
            if (this.#reported.get(signal) !== state)
                lines.push(`${signal}: ${phrase}`);
            this.#reported.set(signal, state);
        }
        return lines;
    }
    summary() {
        return [...this.#latest].map(([signal, phrase]) => `${signal}: ${phrase}`);
    }
}

// EXTERNAL MODULE: ./lib/report/log/probe-runs.js
var probe_runs = __nccwpck_require__(1192);
;// CONCATENATED MODULE: ./lib/report/log/log.js








class LogRenderer {
    #settings;
    #runs = new probe_runs .j6();
    #signals = new MetricChanges();
    #stage = 'verification';
    #phase;
    #phaseSinceMs = 0;
    #details = new Map();
    #knownTasks = new Set();
    constructor(settings) {
        this.#settings = settings;
    }
    renderLine(event) {
        const say = (text) => line(event.atMs, text);
        switch (event.kind) {
            case 'stage-started':
                this.#stage = event.stage;
                this.#runs = new probe_runs .j6();
                this.#phase = undefined;
                return [say(`▶ Watching ${stage_names .t[event.stage]}`)];
            case 'observed':
                return this.#runs.add(event.observation).map(say);
            case 'compared-with':
                return [say(`Before the deployment: ${renderBaseline(event.baseline).join('; ')}`)];
            case 'metrics-sampled':
                return this.#signals.add(event.samples).map((text) => say(`◆ ${text}`));
            case 'rollout-changed':
                return this.#renderRollout(event.service, event.state).map(say);
            case 'platform-said':
                return [say(`» ${(0,short_ids .I)(event.text)}`)];
            case 'phase-changed':
                return [...this.#runs.close().map(say), say(this.#enter(event.phase, event.atMs))];
            case 'judged':
                return [...this.#runs.close().map(say), say(renderVerdict(event.verdict))];
            case 'gate-reached':
                return [
                    say(`⏸ ${[`${(0,gate .yg)(event.gates)} for the verdict of this run`, ...(0,gate ._p)(event.gates)].join('; ')}`),
                ];
            case 'gate-ended':
                this.#stage = 'verification';
                this.#runs = new probe_runs .j6();
                this.#phase = undefined;
                return [say(`⏵ ${event.gate.service} at ${event.gate.gate.stage}: ${event.state.how}`)];
            case 'planned':
                return [
                    group(`${(0,time .dc)(event.atMs)} ${event.isForward ? 'Plan of the way forward' : 'Rollback plan'}: ${event.plan.from} → ${event.plan.to}`, planLines(event.plan)),
                ];
            case 'rollback-started':
                this.#phase = 'rolling-back';
                this.#phaseSinceMs = event.atMs;
                return [say(startOfRollback(event.plan, event.isForward))];
            case 'rollback-progressed':
                return [say(`${event.isForward ? '↪' : '↩'} ${event.text}`)];
            case 'rollback-ended':
                this.#phase = undefined;
                return [say(endOfRollback(event.result, event.isForward))];
            case 'evidence':
                return [
                    group(event.title, [
                        ...event.lines,
                        ...(event.links ?? []).map(({ label, url }) => `${label}: ${url}`),
                    ]),
                ];
            case 'warned':
                return [say(`⚠ ${event.text}${event.hint === undefined ? '' : `. ${event.hint}`}`)];
            default:
                return event;
        }
    }
    heartbeat(nowMs) {
        const waiting = this.#waitingFor(nowMs);
        if (waiting === undefined)
            return [];
        const runs = this.#runs.summary();
        const parts = [
            waiting,
            ...(runs.length === 0 ? ['no probe yet'] : runs),
            ...this.#signals.summary(),
            ...(this.#phase === 'rolling-out' ? this.#details.values() : []),
        ];
        return [line(nowMs, `… ${parts.join('; ')}`)];
    }
    get #bakeTimeMs() {
        const { bakeTimeMs, promoteBakeTimeMs, recoveryBakeTimeMs } = this.#settings;
        const own = { test: promoteBakeTimeMs, recovery: recoveryBakeTimeMs, forward: recoveryBakeTimeMs };
        return (this.#stage in own ? own[this.#stage] : undefined) ?? bakeTimeMs;
    }
    #waitingFor(nowMs) {
        const span = (0,time .LP)(nowMs - this.#phaseSinceMs);
        const { successThreshold, rolloutTimeoutMs } = this.#settings;
        switch (this.#phase) {
            case 'rolling-out':
                return `rolling out for ${span} (at most ${(0,time .LP)(rolloutTimeoutMs)})`;
            case 'starting':
                return `waiting for ${successThreshold} passes in a row for ${span}`;
            case 'baking':
                return `baking for ${span} of ${(0,time .LP)(this.#bakeTimeMs)}`;
            case 'rolling-back':
                return `rolling back for ${span}`;
            default:
                return undefined;
        }
    }
    #enter(phase, atMs) {
        this.#phase = phase;
        this.#phaseSinceMs = atMs;
        switch (phase) {
            case 'rolling-out':
                return '▷ Rolling out: the platform decides until the new version serves';
            case 'starting':
                return `▷ Starting: ${stage_names .t[this.#stage]} has to pass ${this.#settings.successThreshold} times in a row`;
            case 'baking':
                return `▷ Baking: watching it for ${(0,time .LP)(this.#bakeTimeMs)}${this.#stage === 'test' ? '' : ', all triggers armed'}`;
        }
    }
    #renderRollout(service, state) {
        const lines = [];
        if (state.kind === 'in-progress' || state.kind === 'complete') {
            for (const task of state.failedTasks) {
                if (this.#knownTasks.has(task.id))
                    continue;
                this.#knownTasks.add(task.id);
                lines.push(`✗ ${service}: a task failed: ${(0,short_ids .I)(task.reason)}`);
            }
        }
        const reported = `${service}: ${progress(state)}`;
        if (this.#details.get(service) !== reported)
            lines.push(`● ${reported}`);
        this.#details.set(service, reported);
        return lines;
    }
}
function renderVerdict(verdict) {
    const last = verdict.kind === 'unhealthy' ? verdict.lastFailure : undefined;
    return `■ ${verdict.kind}: ${(0,probe_reason .z)(verdict.reason, last)}`;
}
function progress(state) {
    switch (state.kind) {
        case 'in-progress':
        case 'complete':
            return state.detail;
        case 'unknown':
            return `no information: ${state.reason}`;
        default:
            return `${state.kind}: ${state.reason}`;
    }
}
const BY_HAND = 'by hand: ';
const MAX_COMMAND_LENGTH = 8_000;
function planLines(plan) {
    return [
        ...plan.evidence.map((text) => `why: ${text}`),
        ...plan.steps.map((text) => `call: ${text}`),
        ...plan.unknowns.map((text) => `unknown: ${text}`),
        ...plan.manual.map((text) => `${BY_HAND}${text}`),
    ];
}
function startOfRollback({ actor, from, to }, isForward = false) {
    if (isForward)
        return `↪ Going forward again from ${from} to ${to}`;
    return actor === 'us'
        ? `↩ Rolling back from ${from} to ${to}`
        : `↩ The platform rolls back from ${from} to ${to} by itself; following it`;
}
function endOfRollback(result, isForward = false) {
    const inPlace = isForward ? '↪ The version is in place again' : '↩ The rollback target is in place';
    return result.kind === 'in-place' ? inPlace : `↩ ${result.kind}: ${result.reason}`;
}
function line(atMs, text) {
    return { kind: 'line', text: `${(0,time .dc)(atMs).padEnd(7)} ${(0,untrusted .bo)(text)}` };
}
function group(title, lines) {
    const shown = lines.map((text) => (0,untrusted .bo)(text, text.startsWith(BY_HAND) ? MAX_COMMAND_LENGTH : undefined));
    return { kind: 'group', title: (0,untrusted .bo)(title), lines: shown };
}

// EXTERNAL MODULE: ./lib/report/outputs.js
var outputs = __nccwpck_require__(8568);
// EXTERNAL MODULE: ./lib/report/run-story.js
var run_story = __nccwpck_require__(3779);
// EXTERNAL MODULE: ./lib/report/summary/begin-sentence.js
var begin_sentence = __nccwpck_require__(3872);
// EXTERNAL MODULE: ./lib/report/summary/where.js
var summary_where = __nccwpck_require__(6514);
;// CONCATENATED MODULE: ./lib/report/summary/opening.js



function renderOpening(story) {
    const pages = SHARES.map((share) => render(story, share));
    return pages.find((page) => page.length <= MAX_LENGTH) ?? pages.at(-1) ?? '';
}
const MAX_LENGTH = 1_200;
const SHARES = [1, 0.5, 0.25, 0.1];
function render(story, share) {
    const where = (0,summary_where .W)(story, share);
    return [
        '## 🛑 The run was ended before it could report',
        '**Safe now? Unknown.** No verdict was reached.',
        ...(where === '' ? [] : [`**Where:** ${where}`]),
        `**Why:** ${(0,untrusted .DJ)((0,begin_sentence .N)(story.outcome.reason), 320)}.`,
        '**What to do next**',
        '- [ ] See in the log of the job why it ended, and run it again if the version shall be verified.',
        '',
    ].join('\n\n');
}

// EXTERNAL MODULE: ./lib/run/outcome.js
var outcome = __nccwpck_require__(6293);
// EXTERNAL MODULE: ./lib/runner/system-clock.js
var system_clock = __nccwpck_require__(2090);
// EXTERNAL MODULE: ./lib/main/health-policy.js
var health_policy = __nccwpck_require__(1118);
;// CONCATENATED MODULE: ./lib/main/run-report.js
















class RunReport {
    clock = new system_clock .A();
    journal;
    epochMs = Date.now() - this.clock.nowMs();
    #events;
    #log;
    #notifications;
    #heartbeat = new AbortController();
    #captured = '';
    #config;
    #deps;
    constructor(config, deps) {
        this.#config = config;
        this.#deps = deps;
        const { successThreshold, bakeTimeMs } = config.health;
        const { rolloutTimeoutMs, promotion } = config;
        const isDebug = deps.env.RUNNER_DEBUG === '1';
        this.#log = new LiveLog(new LogRenderer({
            successThreshold,
            bakeTimeMs,
            promoteBakeTimeMs: promotion?.bakeTimeMs,
            recoveryBakeTimeMs: (0,health_policy .GD)(bakeTimeMs),
            rolloutTimeoutMs,
        }), this.clock, (text) => process.stdout.write(deps.redact(text)), { isColoured: deps.env.GITHUB_ACTIONS === 'true' && !deps.env.NO_COLOR, isDebug });
        const trace = (text) => this.#log.trace(text);
        if (isDebug)
            (0,request_trace .H)((request) => trace(describeRequest(request)));
        this.#events = new journal .z(this.clock, deps.redact, (event) => this.#onEvent(event), isDebug ? trace : undefined);
        this.#log.show(renderConfiguration(this.#context()));
        this.journal = this.#events;
        void this.#log.beat(this.#heartbeat.signal);
    }
    get reason() {
        const judged = this.#events.events.findLast((event) => event.kind === 'judged' && event.stage !== 'recovery');
        if (judged?.kind === 'judged')
            return judged.verdict.reason;
        return `${this.#deps.env.GITHUB_ACTOR || 'a person'} requested it`;
    }
    hasAnswered(version) {
        return this.#events.events.some((event) => event.kind === 'observed' && event.observation.answer?.version === version);
    }
    get path() {
        return this.#deps.runner.reportPath ?? '';
    }
    open(soFar) {
        const story = this.#story(soFar);
        this.#deps.runner.publish({
            summary: renderOpening(story),
            outputs: { ...(0,outputs .$Z)(story, '') },
            report: (0,json_report .nJ)(story),
        });
    }
    async checkpoint(soFar) {
        await this.#publish(this.#story(soFar));
    }
    keepCapture(text) {
        this.#captured = text;
    }
    close() {
        this.#heartbeat.abort();
    }
    async end(outcome) {
        this.#heartbeat.abort();
        const story = this.#story(outcome);
        await this.#publish(story);
        const { length: reported } = this.#events.events;
        const [incident, records] = await Promise.all([
            this.#openNotifications().then((notifications) => notifications.end(story)),
            this.#readRecords(outcome),
        ]);
        const whole = { ...story, records };
        const landing = await this.#renderLanding(whole);
        const isMore = [incident, records, landing].some((one) => one !== undefined);
        if (isMore || this.#events.events.length > reported)
            await this.#publish(whole, { incident, landing });
        const { renderAnnotations } = await loadPages();
        this.#deps.runner.annotate(renderAnnotations(story));
        return story.context.exitCode;
    }
    async #readRecords({ result }) {
        const { env, redact } = this.#deps;
        const isInHurry = result === 'cancelled';
        if (isInHurry || !isInRecords(this.#config))
            return undefined;
        const { readGithubRecords } = await Promise.all( [__nccwpck_require__.e(916), __nccwpck_require__.e(589)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4589));
        return (0,redact_deep .K)(await readGithubRecords(this.#config, { env, clock: this.clock }), redact);
    }
    async #renderLanding(story) {
        if (!this.#config.landingReport || this.#config.mode !== 'guard')
            return undefined;
        const { renderLandingReport } = await __nccwpck_require__.e(  93).then(__nccwpck_require__.bind(__nccwpck_require__, 5093));
        return renderLandingReport(story);
    }
    #onEvent(event) {
        this.#log.onEvent(event);
        if (event.kind !== 'rollback-started' || event.isForward)
            return;
        const { plan } = event;
        const story = this.#story({ result: 'cancelled', reason: this.reason, plan, timings: {} });
        void this.#openNotifications().then((notifications) => notifications.begin(story));
    }
    #openNotifications() {
        const warn = (text, hint, isAdvice) => this.journal.record({ kind: 'warned', text, hint, isAdvice });
        const deps = { ...this.#deps, clock: this.clock, warn };
        this.#notifications ??= Promise.all( [__nccwpck_require__.e(116), __nccwpck_require__.e(624)]).then(__nccwpck_require__.bind(__nccwpck_require__, 5624)).then(({ Notifications }) => new Notifications(this.#config, deps));
        return this.#notifications;
    }
    async endWithBug(error) {
        this.#heartbeat.abort();
        const begun = this.#events.events.findLast((event) => event.kind === 'rollback-started');
        const known = begun
            ? 'A rollback had begun; whether it finished is unknown.'
            : 'No rollback had been begun, so the platform is as the deploy step left it.';
        const outcome = {
            result: begun ? 'rollback-failed' : 'inconclusive',
            plan: begun?.plan,
            reason: `Safe Landing stopped on a bug of its own. ${known}`,
            timings: {},
        };
        const { context, ...rest } = this.#story(outcome);
        const story = { ...rest, context: { ...context, exitCode: 1 } };
        const { renderBugAnnotations, renderBugSummary } = await __nccwpck_require__.e(  973).then(__nccwpck_require__.bind(__nccwpck_require__, 4973));
        const summary = renderBugSummary(error, known, { run: context.run, issuesUrl: this.#issuesUrl() });
        await this.#publish(story, { summary });
        const incident = await (await this.#openNotifications()).end(story);
        if (incident !== undefined)
            await this.#publish(story, { summary, incident });
        this.#deps.runner.annotate(renderBugAnnotations(error));
        return 1;
    }
    async #publish(story, own = {}) {
        const pages = await loadPages();
        const { incident, landing } = own;
        const drill = pages.renderDrillReport(story);
        const rehearsal = { markdown: pages.renderRehearsalReport(story), xml: pages.renderRehearsalXml(story) };
        const files = namesOf({
            'incident.md': incident,
            'recovery.xml': drill,
            'landing.xml': landing,
            'rehearsal.md': rehearsal.markdown,
            'rehearsal.xml': rehearsal.xml,
        });
        this.#deps.runner.publish({
            summary: own.summary ?? pages.renderSummary({ ...story, files }),
            outputs: { ...(0,outputs .$Z)(story, this.#captured) },
            report: (0,json_report .nJ)(story),
            incident,
            drill,
            landing,
            rehearsal,
        });
    }
    #issuesUrl() {
        const { GITHUB_SERVER_URL: server, GITHUB_ACTION_REPOSITORY: repository } = this.#deps.env;
        return server && repository ? `${server}/${repository}/issues` : undefined;
    }
    #story(reported) {
        const { mode, failOnRollback, onInconclusive } = this.#config;
        const { runner, redact } = this.#deps;
        return {
            outcome: (0,redact_deep .K)(reported, redact),
            events: this.#events.events,
            context: {
                ...this.#context(),
                exitCode: (0,outcome .Ep)(reported.result, { mode, failOnRollback, onInconclusive }),
                reportPath: runner.reportPath,
            },
        };
    }
    #context() {
        const { mode, target, environment } = this.#config;
        const { env } = this.#deps;
        return {
            mode,
            target: target.kind,
            settings: (0,run_story .k)(this.#config),
            startedAt: new Date(this.epochMs).toISOString(),
            version: version .x,
            where: target.location(env),
            environment,
            run: readWorkflowRun(env),
        };
    }
}
function namesOf(files) {
    return Object.entries(files).flatMap(([name, text]) => (text === undefined ? [] : [name]));
}
const loadPages = () => Promise.all( [__nccwpck_require__.e(33), __nccwpck_require__.e(116), __nccwpck_require__.e(431)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2431));
function isInRecords({ environment, landingReport, mode }) {
    return mode !== 'capture' && (environment !== undefined || landingReport);
}
function readWorkflowRun(env) {
    const { GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: runId, GITHUB_SERVER_URL: server } = env;
    if (!repository || !runId || !server)
        return undefined;
    return {
        repository,
        workflow: env.GITHUB_WORKFLOW ?? '',
        job: env.GITHUB_JOB ?? '',
        commit: env.GITHUB_SHA ?? '',
        ...(0,event_payload .kN)(env),
        ref: env.GITHUB_REF_NAME ?? '',
        actor: env.GITHUB_TRIGGERING_ACTOR || (env.GITHUB_ACTOR ?? ''),
        url: `${server}/${repository}/actions/runs/${runId}`,
        attempt: Number(env.GITHUB_RUN_ATTEMPT ?? 1),
    };
}


/***/ }),

/***/ 6313:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    y: () => (  isCommand)
  });
function isCommand(check) {
    return 'run' in check;
}


/***/ }),

/***/ 1835:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    a: () => (  stepEnvironment)
  });
const OF_THIS_ACTION = /^(?:INPUT_.*|STATE_.*|GITHUB_OUTPUT|GITHUB_STATE|ACTIONS_RUNTIME_(?:TOKEN|URL)|ACTIONS_RESULTS_URL|ACTIONS_CACHE_URL)$/i;
function stepEnvironment(own) {
    return Object.fromEntries(Object.entries(own).filter(([name]) => !OF_THIS_ACTION.test(name)));
}


/***/ }),

/***/ 288:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    TP: () => (  tenths),
    kK: () => (  ProbeFold),
    t8: () => (  unfold)
  });
const MAX_RUNS = 8;
class ProbeFold {
    folded = [];
    #length;
    #open;
    constructor(length) {
        this.#length = length;
    }
    add(probe) {
        this.#open ??= new OpenFold(probe.startedAtMs);
        this.#open.add(probe);
        if (this.#open.count >= this.#length)
            this.close();
    }
    close() {
        if (this.#open !== undefined)
            this.folded.push(this.#open.fold());
        this.#open = undefined;
    }
}
class OpenFold {
    count = 0;
    #firstStartedAtMs;
    #lastStartedAtMs;
    #tookMs = 0;
    #latencyMs = 0;
    #timedCount = 0;
    #runs = [];
    constructor(startedAtMs) {
        this.#firstStartedAtMs = startedAtMs;
        this.#lastStartedAtMs = startedAtMs;
    }
    add({ startedAtMs, tookMs, latencyMs, answer }) {
        this.count += 1;
        this.#lastStartedAtMs = startedAtMs;
        this.#tookMs += tookMs;
        if (latencyMs !== null) {
            this.#latencyMs += latencyMs;
            this.#timedCount += 1;
        }
        const run = this.#runs.at(-1);
        if (run?.answer === answer)
            run.count += 1;
        else
            this.#runs.push({ answer, count: 1 });
    }
    fold() {
        const times = [this.#firstStartedAtMs, this.#lastStartedAtMs, tenths(this.#tookMs / this.count)];
        const latencyMs = this.#timedCount === 0 ? null : tenths(this.#latencyMs / this.#timedCount);
        if (this.#runs.length <= MAX_RUNS) {
            return [...times, latencyMs, this.#runs.flatMap(({ answer, count }) => [answer, count]), 0];
        }
        const counts = new Map();
        for (const { answer, count } of this.#runs)
            counts.set(answer, (counts.get(answer) ?? 0) + count);
        return [...times, latencyMs, [...counts].flat(), 1];
    }
}
function unfold(folded) {
    const [firstStartedAtMs, lastStartedAtMs, tookMs, latencyMs, answers, isMixed] = folded;
    const runs = Array.from({ length: answers.length / 2 }, (_, index) => ({
        answer: answers[2 * index] ?? 0,
        count: answers[2 * index + 1] ?? 0,
    }));
    const order = isMixed ? takeTurns(runs) : runs.flatMap(inARow);
    const everyMs = (lastStartedAtMs - firstStartedAtMs) / Math.max(1, order.length - 1);
    return order.map((answer, index) => {
        return { startedAtMs: firstStartedAtMs + index * everyMs, tookMs, latencyMs, answer };
    });
}
function inARow({ answer, count }) {
    return Array.from({ length: count }, () => answer);
}
function takeTurns(runs) {
    const total = runs.reduce((sum, { count }) => sum + count, 0);
    const used = runs.map(() => 0);
    return Array.from({ length: total }, (_, index) => {
        const lag = runs.map(({ count }, which) => (count * (index + 1)) / total - (used[which] ?? 0));
        const which = lag.indexOf(Math.max(...lag));
        used[which] = (used[which] ?? 0) + 1;
        return runs[which]?.answer ?? 0;
    });
}
function tenths(ms) {
    return Math.round(ms * 10) / 10;
}


/***/ }),

/***/ 149:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  z: () => (  RunJournal)
});

// EXTERNAL MODULE: ./lib/core/redact-deep.js
var redact_deep = __nccwpck_require__(569);
// EXTERNAL MODULE: ./lib/report/kept-answers.js
var kept_answers = __nccwpck_require__(1714);
;// CONCATENATED MODULE: ./lib/report/probe-columns.js

const CHUNK_ROWS = 1_024;
class Chunk {
    series = new Uint16Array(CHUNK_ROWS);
    answers = new Uint32Array(CHUNK_ROWS);
    atMs = new Float64Array(CHUNK_ROWS);
    startedAtMs = new Float64Array(CHUNK_ROWS);
    endedAtMs = new Float64Array(CHUNK_ROWS);
    latencyMs = new Float64Array(CHUNK_ROWS);
}
class ProbeColumns {
    length = 0;
    #chunks = [];
    #series = [];
    #byName = new Map();
    #answers = new kept_answers .qS();
    add({ atMs, stage, observation }) {
        const row = this.length % CHUNK_ROWS;
        const chunk = row === 0 ? new Chunk() : this.#chunkOf(this.length);
        if (row === 0)
            this.#chunks.push(chunk);
        const series = this.#seriesOf(stage, observation.check);
        chunk.series[row] = series.number;
        chunk.answers[row] = this.#numberOf(series, observation);
        chunk.atMs[row] = atMs;
        chunk.startedAtMs[row] = observation.startedAtMs;
        chunk.endedAtMs[row] = observation.endedAtMs;
        chunk.latencyMs[row] = observation.latencyMs ?? Number.NaN;
        this.length += 1;
    }
    event(index) {
        return new KeptProbe(this, index);
    }
    atMs(index) {
        return this.#chunkOf(index).atMs[index % CHUNK_ROWS] ?? Number.NaN;
    }
    stage(index) {
        return this.#seriesAt(index).stage;
    }
    observation(index) {
        const chunk = this.#chunkOf(index);
        const row = index % CHUNK_ROWS;
        const { result, reason, warnings, answer } = this.#answers.get(chunk.answers[row] ?? 0);
        const latencyMs = chunk.latencyMs[row] ?? Number.NaN;
        return {
            check: this.#seriesAt(index).check,
            startedAtMs: chunk.startedAtMs[row] ?? Number.NaN,
            endedAtMs: chunk.endedAtMs[row] ?? Number.NaN,
            result,
            reason,
            warnings,
            latencyMs: Number.isNaN(latencyMs) ? undefined : latencyMs,
            answer,
        };
    }
    #chunkOf(index) {
        const chunk = this.#chunks[Math.floor(index / CHUNK_ROWS)];
        if (chunk === undefined)
            throw new Error(`there is no probe ${index}`);
        return chunk;
    }
    #seriesAt(index) {
        const series = this.#series[this.#chunkOf(index).series[index % CHUNK_ROWS] ?? 0];
        if (series === undefined)
            throw new Error(`there is no probe ${index}`);
        return series;
    }
    #seriesOf(stage, check) {
        const name = `${stage} ${check}`;
        const known = this.#byName.get(name);
        if (known !== undefined)
            return known;
        const series = { number: this.#series.length, stage, check };
        this.#series.push(series);
        this.#byName.set(name, series);
        return series;
    }
    #numberOf(series, answered) {
        if ((0,kept_answers .q)(series.last?.answered, answered))
            return series.last?.number ?? 0;
        const number = this.#answers.keep(answered);
        series.last = { answered: this.#answers.get(number), number };
        return number;
    }
}
class KeptProbe {
    kind = 'observed';
    #columns;
    #index;
    constructor(columns, index) {
        this.#columns = columns;
        this.#index = index;
    }
    get atMs() {
        return this.#columns.atMs(this.#index);
    }
    get stage() {
        return this.#columns.stage(this.#index);
    }
    get observation() {
        return this.#columns.observation(this.#index);
    }
}

;// CONCATENATED MODULE: ./lib/report/event-log.js

class EventLog {
    #probes = new ProbeColumns();
    #others = [];
    get length() {
        return this.#probes.length + this.#others.length;
    }
    add(event) {
        if (event.kind === 'observed')
            this.#probes.add(event);
        else
            this.#others.push({ position: this.length, event });
    }
    *[Symbol.iterator]() {
        let probe = 0;
        for (const [before, { position, event }] of this.#others.entries()) {
            while (probe < position - before)
                yield this.#probes.event(probe++);
            yield event;
        }
        while (probe < this.#probes.length)
            yield this.#probes.event(probe++);
    }
    at(index) {
        const place = index < 0 ? this.length + index : index;
        if (place < 0 || place >= this.length)
            return undefined;
        const before = this.#others.findLastIndex(({ position }) => position <= place);
        const last = this.#others[before];
        return last?.position === place ? last.event : this.#probes.event(place - before - 1);
    }
    find(isOne) {
        for (const event of this)
            if (isOne(event))
                return event;
        return undefined;
    }
    findLast(isOne) {
        for (const event of this.#backwards())
            if (isOne(event))
                return event;
        return undefined;
    }
    some(isOne) {
        return this.find(isOne) !== undefined;
    }
    flatMap(map) {
        const mapped = [];
        for (const event of this)
            for (const one of map(event))
                mapped.push(one);
        return mapped;
    }
    *#backwards() {
        let probe = this.#probes.length;
        for (const [back, { position, event }] of this.#others.toReversed().entries()) {
            const before = this.#others.length - 1 - back;
            while (probe > position - before)
                yield this.#probes.event(--probe);
            yield event;
        }
        while (probe > 0)
            yield this.#probes.event(--probe);
    }
}

;// CONCATENATED MODULE: ./lib/report/journal.js


class RunJournal {
    #events = new EventLog();
    #clock;
    #redact;
    #onEvent;
    trace;
    constructor(clock, redact, onEvent, trace) {
        this.#clock = clock;
        this.#redact = redact;
        this.#onEvent = onEvent;
        if (trace !== undefined)
            this.trace = trace;
    }
    get events() {
        return this.#events;
    }
    record(body) {
        const event = { atMs: this.#clock.nowMs(), ...(0,redact_deep .K)(body, this.#redact) };
        this.#events.add(event);
        this.#onEvent(event);
    }
}


/***/ }),

/***/ 9518:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  f$: () => (  SCHEMA_VERSION),
  v8: () => (  layOut),
  nJ: () => (  renderJsonReport)
});

// EXTERNAL MODULE: ./lib/health/check.js
var check = __nccwpck_require__(5694);
// EXTERNAL MODULE: ./lib/report/landing.js
var landing = __nccwpck_require__(6281);
// EXTERNAL MODULE: ./lib/report/folded-probes.js
var folded_probes = __nccwpck_require__(288);
// EXTERNAL MODULE: ./lib/report/kept-answers.js
var kept_answers = __nccwpck_require__(1714);
;// CONCATENATED MODULE: ./lib/report/probe-record.js


const MAX_ANSWERS = 200;
const MAX_SAMPLES = 12_000;
const MAX_FOLDS = 4_000;
function packProbes(events) {
    const rest = [];
    for (const event of events)
        if (event.kind !== 'observed')
            rest.push(event);
    const packer = new Packer(events.length - rest.length);
    let position = 0;
    for (const event of events) {
        if (event.kind === 'observed')
            packer.add(event, position);
        position += 1;
    }
    return { probes: packer.pack(), rest };
}
class Packer {
    #answers = new AnswerTable();
    #series = new Map();
    #foldLength;
    #toFold;
    #foldedBefore;
    constructor(probeCount) {
        this.#toFold = Math.max(0, probeCount - MAX_SAMPLES);
        this.#foldLength = Math.ceil(this.#toFold / MAX_FOLDS);
    }
    add({ stage, atMs, observation }, position) {
        const { check, endedAtMs } = observation;
        const series = this.#seriesOf(stage, check);
        const startedAtMs = (0,folded_probes .TP)(observation.startedAtMs);
        const tookMs = (0,folded_probes .TP)(endedAtMs - observation.startedAtMs);
        const latencyMs = observation.latencyMs === undefined ? null : (0,folded_probes .TP)(observation.latencyMs);
        const answer = this.#placeOf(series, observation);
        if (this.#toFold === 0) {
            series.samples.push([position, startedAtMs, tookMs, (0,folded_probes .TP)(atMs - endedAtMs), latencyMs, answer]);
            return;
        }
        series.fold.add({ startedAtMs, tookMs, latencyMs, answer });
        this.#toFold -= 1;
        this.#foldedBefore = position + 1;
    }
    pack() {
        const series = [...this.#series.values()].map(({ stage, check, samples, fold }) => {
            fold.close();
            return { stage, check, samples, folded: fold.folded.length === 0 ? undefined : fold.folded };
        });
        return { answers: this.#answers.kept, series, foldedBefore: this.#foldedBefore };
    }
    #seriesOf(stage, check) {
        const key = JSON.stringify([stage, check]);
        const known = this.#series.get(key);
        if (known !== undefined)
            return known;
        const series = { stage, check, samples: [], fold: new folded_probes .kK(this.#foldLength) };
        this.#series.set(key, series);
        return series;
    }
    #placeOf(series, { result, reason, warnings, answer }) {
        const answered = { result, reason, warnings, answer };
        if ((0,kept_answers .q)(series.last?.answered, answered))
            return series.last?.place ?? 0;
        const place = this.#answers.place(answered);
        series.last = { answered, place };
        return place;
    }
}
class AnswerTable {
    kept = [];
    #places = new Map();
    place(answered) {
        const key = (0,kept_answers .F5)(answered);
        const known = this.#places.get(key);
        if (known !== undefined)
            return known;
        if (this.kept.length < MAX_ANSWERS)
            return this.#keep(key, answered);
        const bare = withoutWords(answered);
        const bareKey = JSON.stringify(bare);
        return this.#places.get(bareKey) ?? this.#keep(bareKey, bare);
    }
    #keep(key, answered) {
        this.#places.set(key, this.kept.length);
        this.kept.push(answered);
        return this.kept.length - 1;
    }
}
function withoutWords({ result, answer }) {
    if (answer === undefined)
        return { result };
    const { url, status, version } = answer;
    return {
        result,
        answer: { url, status, version },
    };
}

// EXTERNAL MODULE: ./lib/report/summary/where.js
var where = __nccwpck_require__(6514);
;// CONCATENATED MODULE: ./lib/report/json-report.js




const SCHEMA_VERSION = 2;
function renderJsonReport(story) {
    const { outcome, events, context } = story;
    const { probes, rest } = packProbes(events);
    const flat = { ...flatten(outcome), landing: (0,landing .U)(story) };
    const github = describeGithub(story);
    const report = { schemaVersion: SCHEMA_VERSION, context, outcome: flat, github, events: rest, probes };
    return `${layOut(report)}\n`;
}
function describeGithub({ records, context: { run, environment } }) {
    const environmentPage = run && environment && (0,where .fw)(run, environment);
    const github = { environmentUrl: environmentPage || undefined, ...records };
    return Object.values(github).some((value) => value !== undefined) ? github : undefined;
}
const MAX_DEPTH = 4;
function layOut(value, depth = 0) {
    const isDeep = isContainer(value) && Object.values(value).some(isContainer);
    if (!isDeep || depth >= MAX_DEPTH)
        return JSON.stringify(value) ?? 'null';
    const indent = ' '.repeat(depth + 1);
    const children = Array.isArray(value)
        ? value.map((child) => layOut(child, depth + 1))
        : Object.entries(value)
            .filter(([, child]) => child !== undefined)
            .map(([name, child]) => `${JSON.stringify(name)}: ${layOut(child, depth + 1)}`);
    const [open, close] = Array.isArray(value) ? '[]' : '{}';
    return `${open}\n${indent}${children.join(`,\n${indent}`)}\n${' '.repeat(depth)}${close}`;
}
function isContainer(value) {
    return typeof value === 'object' && value !== null;
}
function flatten({ verification, recovery, rehearsal, ...rest }) {
    return {
        ...rest,
        rehearsal: rehearsal && flattenRehearsal(rehearsal),
        verification: verification && flattenVerification(verification),
        recovery: recovery && flattenVerification(recovery),
    };
}
function flattenRehearsal({ back, forward, ...rest }) {
    return { ...rest, back: back && flattenLeg(back), forward: forward && flattenLeg(forward) };
}
function flattenLeg({ recovery, ...leg }) {
    return { ...leg, recovery: recovery && flattenVerification(recovery) };
}
function flattenVerification({ assessment, ...rest }) {
    return { ...rest, assessment: flattenAssessment(assessment) };
}
function flattenAssessment({ checks, verdict: _, ...rest }) {
    const triggers = checks.map((progress) => ({
        check: progress.name,
        phase: progress.phase,
        passesInARow: progress.passesInARow,
        failuresInARow: (0,check .q_)(progress),
        bakeStartedAtMs: progress.bakeStartedAtMs,
        bakedCount: progress.bakedCount,
    }));
    return { ...rest, checks: triggers };
}


/***/ }),

/***/ 1714:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    F5: () => (  shapeOf),
    q: () => (  isIdentical),
    qS: () => (  KeptAnswers)
  });
const MAX_EXACT = 2_000;
class KeptAnswers {
    #byNumber = [];
    #numbers = new Map();
    #alike = new Map();
    #exactFrom = 0;
    get(number) {
        const answered = this.#byNumber[number];
        if (answered === undefined)
            throw new Error(`there is no answer ${number}`);
        return answered;
    }
    keep({ result, reason, warnings, answer }) {
        const answered = { result, reason, warnings, answer };
        const key = JSON.stringify(answered);
        const known = this.#numbers.get(key);
        if (known !== undefined)
            return known;
        const number = this.#byNumber.push(answered) - 1;
        this.#numbers.set(key, number);
        if (this.#numbers.size > MAX_EXACT)
            this.#foldOldest();
        return number;
    }
    #foldOldest() {
        const oldest = this.get(this.#exactFrom);
        const shape = shapeOf(oldest);
        const first = this.#alike.get(shape) ?? oldest;
        this.#alike.set(shape, first);
        this.#byNumber[this.#exactFrom] = first;
        this.#numbers.delete(JSON.stringify(oldest));
        this.#exactFrom += 1;
    }
}
function shapeOf({ result, reason = '', warnings = [], answer }) {
    const body = result === 'pass' ? '' : (answer?.bodyHead ?? '');
    const words = [reason, ...warnings, body].map((text) => text.replace(/\b[0-9a-f-]{8,}\b|\d+/gi, '0'));
    return JSON.stringify([result, answer?.url, answer?.status, answer?.version, ...words]);
}
function isIdentical(one, other) {
    return (one?.result === other.result &&
        one.reason === other.reason &&
        one.warnings === other.warnings &&
        one.answer === other.answer);
}


/***/ }),

/***/ 6281:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    U: () => (  measureLanding),
    i: () => (  renderLanding)
  });
  var _time_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9793);

function measureLanding({ outcome, context }) {
    const { landingTargetMs: targetMs } = context.settings;
    const { verification } = outcome;
    if (targetMs === undefined || verification === undefined)
        return undefined;
    const { verdict, startedAtMs, endedAtMs, deployBegunAtMs = startedAtMs } = verification;
    if (verdict.kind === 'unhealthy' || verdict.kind === 'rolled-back-by-platform')
        return { targetMs, isMet: false };
    if (verdict.kind !== 'healthy')
        return undefined;
    const tookMs = endedAtMs - deployBegunAtMs;
    return { targetMs, tookMs, isMet: tookMs <= targetMs };
}
function renderLanding({ targetMs, tookMs, isMet }) {
    const took = tookMs === undefined ? 'it did not land healthy' : `it took ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .LP)(tookMs)}`;
    return `${took}; the target of ${(0,_time_js__WEBPACK_IMPORTED_MODULE_0__  .LP)(targetMs)} was ${isMet ? 'met' : 'missed'}`;
}


/***/ }),

/***/ 1192:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    C3: () => (  describeObservation),
    Pn: () => (  renderCounts),
    j6: () => (  ProbeRuns)
  });
  var _probe_reason_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(6369);

const LISTED_ONE_BY_ONE = 3;
const MARKS = { pass: '✓', fail: '✗', stale: '~', error: '?', nodata: '?' };
class ProbeRuns {
    #runs = new Map();
    #counts = new Map();
    add(observation) {
        const { check, result } = observation;
        this.#count(check, result);
        const cause = causeOf(observation);
        const run = this.#runs.get(check);
        if (run === undefined || run.result !== result || run.cause !== cause) {
            this.#runs.set(check, { result, cause, count: 1, unreported: 0, last: observation });
            return [...(run === undefined ? [] : fold(check, run)), renderLine(observation)];
        }
        run.count += 1;
        run.last = observation;
        if (result === 'pass' || run.count > LISTED_ONE_BY_ONE) {
            run.unreported += 1;
            return [];
        }
        return [`${renderLine(observation)} (${run.count} in a row)`];
    }
    close() {
        const lines = [...this.#runs].flatMap(([check, run]) => fold(check, run));
        for (const run of this.#runs.values())
            run.unreported = 0;
        return lines;
    }
    summary() {
        return [...this.#runs].map(([check, run]) => {
            const cause = run.result === 'pass' || run.last.reason === undefined
                ? ''
                : `, last cause × ${run.count}: ${(0,_probe_reason_js__WEBPACK_IMPORTED_MODULE_0__  .G)(run.last)}`;
            return `${check}: ${renderCounts(this.#counts.get(check) ?? new Map())}${cause}`;
        });
    }
    #count(check, result) {
        const counts = this.#counts.get(check) ?? new Map();
        counts.set(result, (counts.get(result) ?? 0) + 1);
        this.#counts.set(check, counts);
    }
}
const COUNTED = [
    ['pass', 'passed'],
    ['fail', 'failed'],
    ['stale', 'from another version'],
    ['error', 'could not be asked'],
    ['nodata', 'without data'],
];
function renderCounts(counts) {
    const parts = COUNTED.flatMap(([result, label]) => counts.has(result) ? [`${counts.get(result)} ${label}`] : []);
    return parts.length === 0 ? 'no probe yet' : parts.join(', ');
}
function causeOf({ reason = '' }) {
    return reason.replace(/\d+/g, '0');
}
function fold(check, run) {
    if (run.unreported === 0)
        return [];
    return [
        `${MARKS[run.result]} ${check}: ${run.count} × ${run.result === 'pass' ? 'passed' : (0,_probe_reason_js__WEBPACK_IMPORTED_MODULE_0__  .G)(run.last)}`,
    ];
}
function renderLine(observation) {
    return `${MARKS[observation.result]} ${describeObservation(observation)}`;
}
function describeObservation(observation) {
    const { check, result, answer, latencyMs } = observation;
    if (result !== 'pass')
        return `${check}: ${(0,_probe_reason_js__WEBPACK_IMPORTED_MODULE_0__  .G)(observation)}`;
    const status = answer?.status === undefined ? 'passed' : `${answer.status}`;
    const latency = latencyMs === undefined ? '' : ` in ${Math.round(latencyMs)} ms`;
    const version = answer?.version === undefined ? '' : `, version ${answer.version}`;
    return `${check}: ${status}${latency}${version}`;
}


/***/ }),

/***/ 8568:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    $Z: () => (  renderOutputs),
    A6: () => (  renderInvalidOutputs),
    _L: () => (  renderExcusedOutputs),
    h5: () => (  renderUnbegunOutputs)
  });
  var _inputs_input_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(1674);
  var _run_outcome_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(6293);
  var _untrusted_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5536);
  var _warned_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(7673);




function renderInvalidOutputs(problems) {
    const names = [...new Set(problems.map(({ input }) => input))].join(', ');
    return renderEnd('invalid', `wrong inputs: ${names}`);
}
function renderExcusedOutputs(problems) {
    return renderEnd('validated', `the inputs that a pull request from a fork has are right; without ${(0,_inputs_input_error_js__WEBPACK_IMPORTED_MODULE_0__  .JB)(problems).join(', ')} nothing else was checked`);
}
function renderUnbegunOutputs() {
    return renderEnd('inconclusive', 'Safe Landing stopped on a bug of its own before it began');
}
function renderEnd(result, reason) {
    return {
        result,
        healthy: '',
        'rolled-back': 'false',
        promoted: '',
        reason: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)(reason, 1_000),
        from: '',
        to: '',
        captured: '',
        'detection-seconds': '',
        'rollback-seconds': '',
        'rollback-run-id': '',
        'rollback-run-url': '',
        warnings: '0',
        report: '',
        'report-folder': '',
    };
}
function renderOutputs({ outcome, context, events }, captured = '') {
    const { plan, run, timings, isHealthy, promotion } = outcome;
    return {
        result: outcome.result,
        healthy: trueOrFalse(isHealthy),
        'rolled-back': (0,_run_outcome_js__WEBPACK_IMPORTED_MODULE_2__  .Gm)(outcome.result) ? 'true' : 'false',
        promoted: trueOrFalse(promotion?.isPromoted),
        reason: (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)(outcome.reason, 1_000),
        from: revisions(plan?.from),
        to: revisions(plan?.to),
        captured,
        'detection-seconds': seconds(timings.detectionMs),
        'rollback-seconds': seconds(timings.rollbackMs),
        'rollback-run-id': (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)(run?.id ?? ''),
        'rollback-run-url': (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)(run?.url ?? ''),
        warnings: String((0,_warned_js__WEBPACK_IMPORTED_MODULE_3__  .P)({ events, outcome }).length),
        report: context.reportPath ?? '',
        'report-folder': folderOf(context.reportPath),
    };
}
function trueOrFalse(known) {
    if (known === undefined)
        return '';
    return known ? 'true' : 'false';
}
function folderOf(path = '') {
    return path.replace(/[\\/][^\\/]*$/, '');
}
function revisions(text = '') {
    return text
        .split('\n')
        .map((line) => (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_1__  .bo)(line))
        .join('\n');
}
function seconds(durationMs) {
    return durationMs === undefined ? '' : String(Math.round(durationMs / 1_000));
}


/***/ }),

/***/ 6369:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    G: () => (  describeReason),
    z: () => (  shortenVerdict)
  });
function describeReason({ check, result, reason = result, answer }) {
    if (answer === undefined)
        return reason;
    const at = reason.indexOf(answer.url);
    if (at < 0 || !isNamedBy(check, URL.parse(answer.url)))
        return reason;
    const rest = reason.slice(at + answer.url.length).replace(/^ \([^)]*\)/, '');
    return rest.replace(/^[:\s]+/, '') || reason;
}
function isNamedBy(check, url) {
    const address = url === null ? '' : `${url.host}${url.pathname}`;
    const name = check.replace(/ \(line \d+\)$/, '');
    return name === address || (name.endsWith('…') && address.startsWith(name.slice(0, -1)));
}
function shortenVerdict(reason, last) {
    if (last?.reason === undefined)
        return reason;
    const [found = ''] = describeReason(last).split(/; (?:body: |no body)/);
    return reason.replace(last.reason, found);
}


/***/ }),

/***/ 3779:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    k: () => (  reportSettings)
  });
function reportSettings(config) {
    const { health } = config;
    return {
        checks: health.checks.map(({ name, required }) => ({ name, required })),
        expectVersion: health.expectVersion,
        intervalMs: health.intervalMs,
        startPeriodMs: health.startPeriodMs,
        successThreshold: health.successThreshold,
        bakeTimeMs: health.bakeTimeMs,
        retries: health.retries,
        rolloutTimeoutMs: config.rolloutTimeoutMs,
        rollbackTimeoutMs: config.rollbackTimeoutMs,
        pollIntervalMs: config.pollIntervalMs,
        autoRollback: config.autoRollback,
        failOnRollback: config.failOnRollback,
        onInconclusive: config.onInconclusive,
        landingTargetMs: config.landingTargetMs,
        recoveryTargetMs: config.recoveryTargetMs,
        rollbackWhen: health.rollbackWhen?.triggers.map(({ line }) => line),
    };
}


/***/ }),

/***/ 8935:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    I: () => (  shortenIds)
  });
function shortenIds(text) {
    return text
        .replace(/\barn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9-]*:\d*:(\S*[\w/])/g, (_, resource) => resource.replace(/^targetgroup\/([^/]+)\/[0-9a-f]+$/, 'targetgroup/$1'))
        .replace(/\b([0-9a-f]{8})[0-9a-f]{24}\b/g, '$1…')
        .replace(/\becs-svc\/\d+(\d{4})\b/g, 'ecs-svc/…$1');
}


/***/ }),

/***/ 697:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    B: () => (  STAGE_LABELS),
    t: () => (  WATCHED)
  });
const WATCHED = {
    baseline: 'what runs before the deployment',
    test: 'the new version at the test listener',
    verification: 'the new version',
    recovery: 'the version that was put back',
    rehearsal: 'the new version; from now on it counts as failing, for the rehearsal',
    forward: 'the version that was put forward again',
};
const STAGE_LABELS = {
    baseline: 'before the deployment',
    test: 'new version, test traffic',
    verification: 'new version',
    recovery: 'after the rollback',
    rehearsal: 'rehearsed failure',
    forward: 'forward again',
};


/***/ }),

/***/ 3872:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    N: () => (  beginSentence)
  });
function beginSentence(text) {
    return text.replace(/^(?:a|an|the|no|it|if)\b/, (word) => word.charAt(0).toUpperCase() + word.slice(1));
}


/***/ }),

/***/ 6514:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Ek: () => (  repositoryUrl),
    W: () => (  renderWhere),
    eJ: () => (  renderRun),
    fw: () => (  environmentUrl)
  });
  var _untrusted_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(5536);

const MAX_URL_LENGTH = 160;
const LEAST_URL_LENGTH = 80;
const MAX_CHECKS = 2;
const LEAST_SHARE_WITH_LINKS = 0.5;
function renderWhere(story, share) {
    const { run, environment, where = [], settings } = story.context;
    const checks = settings.checks.slice(0, MAX_CHECKS).map(({ name }) => ({ value: name }));
    const isNamedElsewhere = story.outcome.plan !== undefined || story.outcome.result === 'healthy';
    const place = (where.length > 0 ? where : checks)
        .filter(({ name }) => !(isNamedElsewhere && name === 'revision'))
        .map((fact) => renderFact(fact, share));
    return [
        ...(place.length === 0 ? [] : [place.join(', ')]),
        ...(environment === undefined ? [] : [renderEnvironment(environment, run, share)]),
        ...(run === undefined ? [] : renderRun(run, share)),
    ].join(' · ');
}
function renderRun(run, share) {
    return [renderCommit(run, share), renderActor(run, share)];
}
function renderFact({ name, value, url }, share) {
    const isLinked = url !== undefined && share >= LEAST_SHARE_WITH_LINKS;
    const shown = isLinked ? linked(value, url, { maxLength: 60, share }) : code(value, 60 * share);
    return name === undefined ? shown : `${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .DJ)(name, 20)} ${shown}`;
}
function renderEnvironment(environment, run, share) {
    const url = run && environmentUrl(run, environment);
    const shown = url === undefined ? code(environment, 50 * share) : linked(environment, url, { maxLength: 50, share });
    return `environment ${shown}`;
}
function environmentUrl(run, environment) {
    return `${repositoryUrl(run)}/deployments/${encodeURIComponent(environment)}`;
}
function renderCommit(run, share) {
    const sha = linked(run.commit.slice(0, 7), `${repositoryUrl(run)}/commit/${encodeURIComponent(run.commit)}`, { maxLength: 40, share });
    const message = run.message ? ` ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .DJ)(run.message, 90 * share, quoted)}` : '';
    const author = run.author ? ` by ${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .DJ)(run.author, 50 * share)}` : '';
    return `commit ${sha}${message}${author}`;
}
const quoted = (text, maxLength) => `“${(0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .FV)(text, maxLength)}”`;
function renderActor(run, share) {
    const attempt = run.attempt > 1 ? `, attempt ${run.attempt}` : '';
    const profile = `${URL.parse(run.url)?.origin ?? ''}/${encodeURIComponent(run.actor)}`;
    const actor = run.actor === '' ? '' : `, started by ${linked(run.actor, profile, { maxLength: 40, share })}`;
    return `${linked(`run of ${run.workflow || 'the workflow'}`, run.url, { maxLength: 60, share })}${attempt}${actor}`;
}
function repositoryUrl({ url, repository }) {
    return `${URL.parse(url)?.origin ?? ''}/${repository}`;
}
function linked(text, url, { maxLength, share }) {
    const render = (label, length) => (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .FV)(label, length);
    const label = (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .DJ)(text, Math.max(8, maxLength * share), render);
    const shown = (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .nf)('x', url);
    const longest = Math.max(LEAST_URL_LENGTH, MAX_URL_LENGTH * share);
    return shown.length > longest || !shown.startsWith('[x](') ? label : `[${label}]${shown.slice(3)}`;
}
function code(text, maxLength) {
    return (0,_untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .DJ)(text, Math.max(8, maxLength), _untrusted_js__WEBPACK_IMPORTED_MODULE_0__  .SS);
}


/***/ }),

/***/ 9793:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Ej: () => (  renderWallTime),
    Fz: () => (  epochOf),
    Kt: () => (  measureRollbackTime),
    LP: () => (  renderSpan),
    Xn: () => (  renderClock),
    dF: () => (  isoOf),
    dc: () => (  renderMoment)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _run_outcome_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6293);


function renderMoment(atMs) {
    const seconds = Math.max(0, Math.round(atMs / 1_000));
    const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor((seconds % 3_600) / 60)];
    const two = (count) => String(count).padStart(2, '0');
    if (hours > 0)
        return `+${hours}h${two(minutes)}m${two(seconds % 60)}s`;
    return minutes > 0 ? `+${minutes}m${two(seconds % 60)}s` : `+${seconds}s`;
}
function renderSpan(durationMs) {
    return (0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(durationMs < 1_000 ? durationMs : Math.round(durationMs / 1_000) * 1_000);
}
function renderClock(iso) {
    return `${iso.slice(0, 19).replace('T', ' ')} UTC`;
}
function epochOf(iso) {
    const ms = Date.parse(iso);
    return Number.isNaN(ms) ? undefined : ms;
}
function isoOf(epochMs) {
    return new Date(epochMs).toISOString();
}
function renderWallTime(startedAt, atMs) {
    const start = new Date(startedAt);
    if (Number.isNaN(start.getTime()))
        return undefined;
    start.setMilliseconds(start.getMilliseconds() + atMs);
    return `${renderClock(start.toISOString())} (${renderMoment(atMs)})`;
}
const NOTHING_DONE = new Set([
    'no-target',
    'handed-off',
    'awaiting-approval',
    'guard-stopped',
]);
function measureRollbackTime({ outcome, events }) {
    const { result, timings } = outcome;
    const isBegun = events.some(({ kind }) => kind === 'rollback-started');
    if (timings.rollbackMs === undefined || !isBegun || NOTHING_DONE.has(result))
        return undefined;
    const isDone = (0,_run_outcome_js__WEBPACK_IMPORTED_MODULE_1__  .Gm)(result) || result === 'rollback-unhealthy' || result === 'rehearsed';
    return { verb: isDone ? 'took' : 'ended after', span: renderSpan(timings.rollbackMs) };
}


/***/ }),

/***/ 5536:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    DJ: () => (  fitMarkdown),
    DV: () => (  codeBlock),
    FV: () => (  escapeMarkdown),
    GH: () => (  escapeAdvice),
    Hn: () => (  cell),
    SS: () => (  codeSpan),
    bo: () => (  toPlainText),
    nf: () => (  link)
  });
const MAX_LINE_LENGTH = 500;
const MAX_SCANNED_LENGTH = 65_536;
const ANSI = 
/(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]/g;
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Default_Ignorable_Code_Point}]/gu;
function toPlainText(text, maxLength = MAX_LINE_LENGTH) {
    const line = text
        .slice(0, MAX_SCANNED_LENGTH)
        .replace(ANSI, '')
        .replace(/\s+/gu, ' ')
        .replace(INVISIBLE, '')
        .replace(/ {2,}/g, ' ')
        .trim();
    return truncateText(line.replaceAll('##[', '## [').replace(/^::/, ': :'), maxLength);
}
function truncateText(text, maxLength) {
    if (text.length <= maxLength)
        return text;
    const head = text.slice(0, Math.max(0, maxLength - 1));
    return `${head.replace(/[\uD800-\uDBFF]$/, '')}…`;
}
function escapeMarkdown(text, maxLength = MAX_LINE_LENGTH) {
    return (toPlainText(text, maxLength)
        .replace(/[\\`*_[\]~|]/g, '\\$&')
        .replaceAll('&', '&amp;')
        .replaceAll('<', '&lt;')
        .replaceAll('>', '&gt;')
        .replace(/^[-+=]/, '\\$&')
        .replace(/^(\d{1,9})([.)])/, '$1\\$2')
        .replace(/[#@$]|:(?=\/\/)|(?<=mailto|xmpp):|(?<=www)\.|(?<=GH)-(?=\d)|:(?=(?:(?:\\_|[\w+-])*(?:\\_|[a-z+-])(?:\\_|[\w+-])*|100|1234):)/gi, '<span>$&</span>'));
}
function escapeAdvice(text, maxLength = MAX_LINE_LENGTH) {
    return escapeMarkdown(text, maxLength).replace(/\\`((?:(?!\\`).)+)\\`/g, '<code>$1</code>');
}
function codeSpan(text, maxLength = MAX_LINE_LENGTH) {
    const line = toPlainText(text, maxLength);
    if (line === '')
        return '*(empty)*';
    return /[`|\\]/.test(line) ? `<code>${escapeMarkdown(line, maxLength)}</code>` : `\`${line}\``;
}
function fitMarkdown(text, maxLength, render = escapeMarkdown) {
    for (let length = maxLength; length > 1; length = Math.floor(length * 0.7)) {
        const markdown = render(text, length);
        if (markdown.length <= maxLength)
            return markdown;
    }
    return '…';
}
function codeBlock(text, limits = { maxLines: 20, maxLength: 2_000 }) {
    const scanned = text.slice(0, MAX_SCANNED_LENGTH).replace(ANSI, '').replaceAll('\t', '  ');
    const lines = scanned
        .split(/\r\n|[\n\r\v\f\u0085\u2028\u2029]/)
        .map((line) => line.replace(INVISIBLE, '').trimEnd());
    const shown = truncateText(lines.slice(0, limits.maxLines).join('\n'), limits.maxLength);
    const body = lines.length > limits.maxLines ? `${shown}\n…` : shown;
    const longestRun = Math.max(2, ...[...body.matchAll(/`+/g)].map(([run]) => run.length));
    const fence = '`'.repeat(longestRun + 1);
    return `${fence}text\n${body}\n${fence}`;
}
function cell(markdown) {
    return markdown.replace(/(?<!\\)\|/g, '\\|').replaceAll('\n', '<br>');
}
function mermaidLabel(text, maxLength = 40) {
    const label = toPlainText(text, MAX_LINE_LENGTH).replace(/[^\p{L}\p{N} ._/-]/gu, ' ');
    return truncateText(label.replace(/ {2,}/g, ' ').trim(), maxLength).replaceAll('…', '...') || 'unnamed';
}
function link(label, address) {
    const url = URL.parse(address);
    if (url === null || !/^https?:$/.test(url.protocol))
        return escapeMarkdown(label);
    url.username = '';
    url.password = '';
    const target = url.href.replace(/[()<>\\`*_[\]|~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
    return `[${escapeMarkdown(label)}](${target})`;
}


/***/ }),

/***/ 7673:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    P: () => (  findWarnings)
  });
function findWarnings({ events, outcome }) {
    const warnings = events.flatMap((event) => {
        if (event.kind !== 'warned')
            return [];
        const { text, hint, isAdvice } = event;
        return [{ text, hint: hint === outcome.hint ? undefined : hint, isAdvice }];
    });
    return [...new Map(warnings.map((one) => [`${one.text} ${one.hint}`, one])).values()];
}


/***/ }),

/***/ 3006:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    z: () => (  bestEffort)
  });
  var _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4851);

async function bestEffort(journal, loss, run, signal) {
    try {
        return await run();
    }
    catch (error) {
        if (signal.aborted)
            return undefined;
        const text = `${loss}: ${error instanceof Error ? error.message : String(error)}`;
        const hint = error instanceof _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__  .W ? error.hint : undefined;
        journal.record({ kind: 'warned', text, hint });
        return undefined;
    }
}


/***/ }),

/***/ 1731:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    J: () => (  versionsBefore),
    q: () => (  withoutUnhealthyBaseline)
  });
  var _health_baseline_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(35);

function withoutUnhealthyBaseline(capture) {
    const { baseline, ...rest } = capture;
    const well = baseline?.checks.filter((check) => !(0,_health_baseline_js__WEBPACK_IMPORTED_MODULE_0__  .ki)(check)) ?? [];
    return well.length === 0 ? rest : { ...rest, baseline: { checks: well } };
}
function versionsBefore(capture) {
    return capture?.baseline?.checks.flatMap(({ version }) => version ?? []) ?? [];
}


/***/ }),

/***/ 3602:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    LZ: () => (  hasProductionTraffic),
    SR: () => (  hasLeft),
    _2: () => (  hold),
    _p: () => (  describeOtherwise),
    lz: () => (  decideAtGate),
    ul: () => (  findGates),
    yg: () => (  describeGates)
  });
function findGates({ services }, answered) {
    const gates = services.map((one) => openGateOf(one));
    const isReady = services.every((one, index) => gates[index] !== undefined || hasArrived(one.state));
    if (!isReady || gates.some((open) => open !== undefined && answered.has(open.gate.id)))
        return [];
    return gates.filter((open) => open !== undefined);
}
function openGateOf({ service, state }) {
    if (state.kind !== 'in-progress' || state.waitsFor?.gate === undefined)
        return undefined;
    return { service, gate: state.waitsFor.gate, traffic: state.traffic };
}
function hasArrived(state) {
    return state.kind === 'complete' || (state.kind === 'in-progress' && state.traffic === 'all');
}
function hasLeft({ services }, gates) {
    return gates.some(({ service, gate }) => {
        const state = services.find((one) => one.service === service)?.state;
        if (state?.kind === 'complete')
            return true;
        return state?.kind === 'in-progress' && state.waitsFor?.gate?.id !== gate.id;
    });
}
function hasProductionTraffic({ services }) {
    return services.some(({ state }) => state.kind === 'complete' ||
        (state.kind === 'in-progress' && (state.traffic !== 'nothing' || state.servingFully)));
}
function decideAtGate(verdict, gates, onInconclusive) {
    switch (verdict.kind) {
        case 'healthy':
            return undefined;
        case 'inconclusive':
            return onInconclusive === 'rollback' ? verdict : hold(gates, verdict.reason);
        case 'not-deployed':
            return hold(gates, `the checks of it were answered by another version: ${verdict.reason}`);
        default:
            return verdict;
    }
}
function hold(gates, why) {
    const reason = [
        `${describeGates(gates)}, and nothing was answered: ${why}`,
        ...describeOtherwise(gates),
    ].join('; ');
    return { kind: 'awaiting-approval', reason };
}
function describeGates(gates) {
    return gates.map(({ service, gate }) => `${service} waits at ${gate.stage}`).join(', ');
}
function describeOtherwise(gates) {
    return gates.flatMap(({ gate }) => gate.otherwise === undefined ? [] : `without an answer, ${gate.otherwise}`);
}


/***/ }),

/***/ 6435:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  a: () => (  guard)
});

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __nccwpck_require__(8415);
// EXTERNAL MODULE: ./lib/run/best-effort.js
var best_effort = __nccwpck_require__(3006);
// EXTERNAL MODULE: ./lib/run/landing-time.js
var landing_time = __nccwpck_require__(2598);
// EXTERNAL MODULE: ./lib/run/gate.js
var gate = __nccwpck_require__(3602);
// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __nccwpck_require__(4851);
// EXTERNAL MODULE: ./lib/health/rollout-progress.js
var rollout_progress = __nccwpck_require__(4047);
// EXTERNAL MODULE: ./lib/health/observation.js
var health_observation = __nccwpck_require__(7464);
;// CONCATENATED MODULE: ./lib/health/traffic-step.js
function followStep(before, { check, result, answer, startedAtMs, endedAtMs }, expectedVersion) {
    const version = answer?.version;
    const isOfOther = expectedVersion !== undefined && version !== undefined && version !== expectedVersion;
    if (isOfOther || (result !== 'pass' && result !== 'fail'))
        return before;
    const after = new Map(before);
    if (result === 'fail') {
        after.delete(check);
        return after;
    }
    const known = before.get(check);
    return after.set(check, {
        count: (known?.count ?? 0) + 1,
        firstAtMs: known?.firstAtMs ?? startedAtMs,
        lastAtMs: endedAtMs,
    });
}
function hasPassedStep(progress, { successThreshold, bakeTimeMs }, required) {
    const hasPassed = (name) => {
        const passes = progress.get(name);
        if (passes === undefined || passes.count < successThreshold)
            return false;
        return passes.lastAtMs - passes.firstAtMs >= bakeTimeMs;
    };
    return required.length > 0 && required.every(hasPassed);
}
function describeStep(progress, required) {
    return required
        .map((name) => `${name} passed ${progress.get(name)?.count ?? 0} times in a row for the new version`)
        .join(', ');
}

// EXTERNAL MODULE: ./lib/run/verify.js + 3 modules
var verify = __nccwpck_require__(2160);
;// CONCATENATED MODULE: ./lib/run/judge-gates.js



const WITHOUT_TRAFFIC_FIRST = ['nothing', 'some', 'all'];
async function judgeGates(judgement, signal) {
    const [first, ...more] = WITHOUT_TRAFFIC_FIRST.filter((traffic) => judgement.gates.some((open) => open.traffic === traffic));
    let judged = await judgeWith(first, judgement, signal);
    for (const traffic of more) {
        if (judged.verdict.kind !== 'healthy')
            break;
        judged = await judgeWith(traffic, judgement, signal);
    }
    return judged;
}
async function judgeWith(traffic, judgement, signal) {
    switch (traffic) {
        case 'some':
            return await judgeStep(judgement, signal);
        case 'all':
            return await judgeAlone(judgement, { probes: judgement.ports.probes, stage: 'verification' }, signal);
        default: {
            const probes = judgement.testProbes.map((probe) => observed(probe, countAnswer(judgement)));
            return await judgeAlone(judgement, { probes, stage: 'test' }, signal);
        }
    }
}
function countAnswer({ onTestAnswer }) {
    return (observation) => {
        const isOfNewVersion = (0,health_observation .Tq)(observation) && observation.result !== 'stale';
        if (isOfNewVersion && observation.answer?.status !== undefined)
            onTestAnswer();
    };
}
async function judgeAlone({ ports, rollout, verification, bakeTimeMs }, { probes, stage }, signal) {
    const nowMs = ports.clock.nowMs();
    const settings = {
        ...verification,
        stage,
        policy: { ...verification.policy, bakeTimeMs, triggers: [], warnings: [] },
        baseline: undefined,
        rollout: { ...rollout, landedAtMs: nowMs, completedAtMs: nowMs },
        isResumed: stage === 'verification',
    };
    return await (0,verify .M)({ ...ports, probes, metricSources: [] }, settings, signal);
}
async function judgeStep({ ports, rollout, verification, bakeTimeMs }, signal) {
    const { policy, expected } = verification;
    const version = expected.kind === 'exactly' ? expected.version : undefined;
    const required = ports.probes.filter((probe) => probe.required).map(({ name }) => name);
    const passed = new AbortController();
    let step = new Map();
    const probes = ports.probes.map((probe) => observed(probe, (observation) => {
        step = followStep(step, observation, version);
        if (hasPassedStep(step, { ...policy, bakeTimeMs }, required))
            passed.abort();
    }));
    try {
        const settings = { ...verification, rollout, isResumed: true };
        const until = AbortSignal.any([signal, passed.signal]);
        return withStep(await (0,verify .M)({ ...ports, probes, metricSources: [] }, settings, until), describeStep(step, required));
    }
    catch (error) {
        if (signal.aborted || !passed.signal.aborted)
            throw error;
        return {
            verdict: { kind: 'healthy', reason: describeStep(step, required) },
            assessment: { phase: 'rolling-out', checks: [], triggers: [], warnings: [] },
            startedAtMs: rollout.startedAtMs,
            endedAtMs: ports.clock.nowMs(),
        };
    }
}
function withStep(verification, step) {
    const { verdict } = verification;
    if (verdict.kind !== 'awaiting-approval' && verdict.kind !== 'inconclusive')
        return verification;
    return { ...verification, verdict: { ...verdict, reason: `${verdict.reason}; ${step}` } };
}
function observed(probe, onObservation) {
    return {
        name: probe.name,
        required: probe.required,
        async probe(...asked) {
            const observation = await probe.probe(...asked);
            onObservation(observation);
            return observation;
        },
    };
}

;// CONCATENATED MODULE: ./lib/run/promote.js





class Promoting {
    #ports;
    #settings;
    #answered = new Set();
    #proceeded = [];
    #rollout;
    #gates = [];
    #reached = [];
    #isPromoted = false;
    #wasRefused = false;
    #hadTraffic = false;
    #testAnswers = 0;
    #isResumed = false;
    constructor(ports, settings) {
        this.#ports = ports;
        this.#settings = settings;
        this.#rollout = (0,rollout_progress .Zf)(ports.clock.nowMs());
    }
    get report() {
        return {
            proceeded: [...this.#proceeded],
            isPromoted: this.#isPromoted,
            gates: this.#gates,
            metNobody: false,
            testAnswers: this.#testAnswers,
        };
    }
    async conclude(signal) {
        let states;
        try {
            signal.throwIfAborted();
            states = await Promise.all(this.#reached.map((open) => this.#inspect(open, signal)));
        }
        catch (error) {
            if (!signal.aborted)
                throw error;
            return this.report;
        }
        const isClosed = (state) => state?.kind === 'waiting' || state?.kind === 'refused';
        const isWaiting = (index) => states[index]?.kind === 'waiting';
        return {
            ...this.report,
            gates: this.#reached.filter((_, index) => isWaiting(index)),
            metNobody: !this.#hadTraffic && states.length > 0 && states.every(isClosed),
        };
    }
    get wasRefused() {
        return this.#wasRefused;
    }
    get hasMissed() {
        return this.#reached.length === 0;
    }
    async run(signal) {
        for (;;) {
            const verification = (await this.#watchUntilGate(signal)) ?? (await this.#passGates(signal));
            if (verification !== undefined)
                return verification;
        }
    }
    async #watchUntilGate(signal) {
        const { verification } = this.#settings;
        const settings = { ...verification, rollout: this.#rollout, isResumed: this.#isResumed };
        this.#gates = [];
        this.#isResumed = true;
        return await this.#untilPoll((poll) => {
            this.#gates = (0,gate .ul)(poll, this.#answered);
            return this.#gates.length > 0;
        }, (watch, until) => (0,verify .M)({ ...this.#ports, watch }, settings, until), signal);
    }
    async #passGates(signal) {
        const gates = this.#gates;
        this.#reached = gates;
        this.#ports.journal.record({ kind: 'gate-reached', gates });
        if (gates.some(({ traffic }) => traffic === 'nothing'))
            this.#isPromoted = false;
        const judged = await this.#untilPoll((poll) => (0,gate .SR)(poll, gates), (watch, until) => judgeGates(this.#judgement(watch), until), signal);
        if (judged === undefined) {
            await this.#noteAnswers(signal);
            return undefined;
        }
        if (judged.verdict.kind === 'rolled-back-by-platform')
            await this.#noteAnswers(signal);
        const decided = (0,gate .lz)(judged.verdict, gates, this.#settings.onInconclusive);
        const verdict = decided ?? (await this.#proceed(signal));
        if (verdict === undefined || (await this.#isContradicted(verdict, signal)))
            return undefined;
        return { ...judged, verdict };
    }
    #judgement(watch) {
        const { testProbes } = this.#ports;
        const { verification, bakeTimeMs } = this.#settings;
        return {
            ports: { ...this.#ports, watch },
            testProbes,
            gates: this.#gates,
            rollout: this.#rollout,
            verification,
            bakeTimeMs,
            onTestAnswer: () => {
                this.#testAnswers += 1;
            },
        };
    }
    async #proceed(signal) {
        for (const open of this.#gates) {
            try {
                const state = await this.#ports.promotion.proceed(open, signal);
                if (state.kind === 'waiting')
                    return (0,gate ._2)([open], 'it is healthy, but the platform did not let it go on');
                this.#ended(open, state);
            }
            catch (error) {
                if (!(error instanceof platform_error .W) || signal.aborted)
                    throw error;
                const hint = error.hint === undefined ? '' : `. ${error.hint}`;
                return (0,gate ._2)([open], `it is healthy, but it could not be let go on: ${error.message}${hint}`);
            }
        }
        return undefined;
    }
    async #isContradicted({ kind }, signal) {
        if (kind !== 'awaiting-approval' && kind !== 'unhealthy' && kind !== 'inconclusive')
            return false;
        const ended = await this.#noteAnswers(signal);
        return ended.some((state) => kind === 'awaiting-approval' || state.kind === 'continued');
    }
    async #noteAnswers(signal) {
        const states = await Promise.all(this.#gates.map((open) => this.#inspect(open, signal)));
        return this.#gates.flatMap((open, index) => {
            const state = states[index];
            if (state === undefined || state.kind === 'waiting')
                return [];
            this.#ended(open, state);
            return state;
        });
    }
    async #inspect(open, signal) {
        try {
            return await this.#ports.promotion.inspect(open, signal);
        }
        catch (error) {
            if (!(error instanceof platform_error .W) || signal.aborted)
                throw error;
            return undefined;
        }
    }
    #ended(open, state) {
        const { journal } = this.#ports;
        const place = `${open.service} at ${open.gate.stage}`;
        this.#answered.add(open.gate.id);
        journal.record({ kind: 'gate-ended', gate: open, state });
        if (state.kind === 'refused' && !state.isFailing)
            this.#wasRefused = true;
        if (state.kind !== 'continued')
            return;
        if (state.by === 'us') {
            this.#isPromoted = true;
            this.#proceeded.push(place);
        }
        else
            journal.record({ kind: 'warned', text: `this run did not decide about ${place}: ${state.how}` });
    }
    async #untilPoll(isOver, verifyWith, signal) {
        const over = new AbortController();
        const watch = {
            poll: async (until) => {
                const poll = await this.#ports.watch.poll(until);
                this.#rollout = (0,rollout_progress .h4)(this.#rollout, poll, this.#settings.verification.policy);
                this.#hadTraffic ||= (0,gate .LZ)(poll);
                if (isOver(poll))
                    over.abort();
                return poll;
            },
        };
        try {
            return await verifyWith(watch, AbortSignal.any([signal, over.signal]));
        }
        catch (error) {
            if (signal.aborted || !over.signal.aborted)
                throw error;
            return undefined;
        }
    }
}

;// CONCATENATED MODULE: ./lib/run/promotion.js


function beginPromotion(ports, settings) {
    const { promotion, watch, testProbes = [] } = ports;
    const { promoteBakeTimeMs: bakeTimeMs, onInconclusive, verification } = settings;
    if (promotion === undefined || watch === undefined || bakeTimeMs === undefined)
        return undefined;
    return new Promoting({ ...ports, watch, promotion, testProbes }, { bakeTimeMs, onInconclusive, verification });
}
async function concludePromotion({ journal }, promoting, outcome, signal) {
    const promotion = await promoting.conclude(signal);
    const hasLanded = outcome.verification?.verdict.kind === 'healthy';
    if (hasLanded && promoting.hasMissed)
        journal.record({ kind: 'warned', ...MISSED });
    const isUnseen = promotion.metNobody && outcome.recovery === undefined;
    return { ...outcome, promotion, isHealthy: isUnseen ? undefined : outcome.isHealthy };
}
const MISSED = {
    text: 'the deployment waited nowhere for this run, so that users met the new version before it was verified',
    hint: 'Give the service a PAUSE hook (or the deployment group a wait) before the production traffic, and run this step while the deployment waits: the deploy step must not wait for the service to be stable.',
};
function describeCancelled({ proceeded, gates }) {
    const changed = proceeded.length === 0 ? 'nothing was changed' : `it was let go on: ${proceeded.join(', ')}`;
    return [changed, ...(gates.length === 0 ? [] : [(0,gate .yg)(gates), ...(0,gate ._p)(gates)])].join('; ');
}

;// CONCATENATED MODULE: ./lib/run/revision-record.js
const BAD_RESULTS = new Set([
    'rolled-back',
    'rolled-back-by-platform',
    'rollback-failed',
    'unhealthy',
    'no-target',
]);
function judgeRecord({ result, verification, plan }) {
    if (result === 'healthy')
        return 'verified';
    const verdict = verification?.verdict.kind;
    const isBad = verdict === 'unhealthy' || verdict === 'rolled-back-by-platform';
    const hasTwoMeanings = plan !== undefined && plan.from === plan.to;
    return isBad && BAD_RESULTS.has(result) && !hasTwoMeanings ? 'bad' : undefined;
}

// EXTERNAL MODULE: ./lib/run/roll-back.js + 1 modules
var roll_back = __nccwpck_require__(9882);
// EXTERNAL MODULE: ./lib/health/baseline.js
var health_baseline = __nccwpck_require__(35);
// EXTERNAL MODULE: ./lib/health/check.js
var check = __nccwpck_require__(5694);
;// CONCATENATED MODULE: ./lib/run/unhealthy-before.js


const HINT_BEFORE = 'Check what is outside of this deployment: a database, another service, a certificate, DNS, or whether this runner is let through at all.';
function findUnhealthyBefore(baseline, check) {
    const before = check === undefined ? undefined : (0,health_baseline .Bv)(baseline, check);
    return before !== undefined && (0,health_baseline .ki)(before) ? before : undefined;
}
function describeBefore(before) {
    return `${failedBefore(before)}${(0,check .xx)(before)}`;
}
function describeFixed(reason, baseline) {
    const unhealthy = (baseline?.checks ?? []).filter(health_baseline .ki);
    if (unhealthy.length === 0)
        return reason;
    const before = unhealthy.map((one) => `${one.check} had ${failedBefore(one)}`).join(' and ');
    return `${reason}; ${before}, which fixed it`;
}
function failedBefore({ asked, failed }) {
    return `failed ${failed} of ${asked} times before this deployment`;
}

;// CONCATENATED MODULE: ./lib/run/guard.js








async function guard(ports, settings, signal) {
    const promoting = beginPromotion(ports, settings);
    const outcome = await verifyAndAct(ports, settings, promoting, signal);
    if (!promoting?.wasRefused)
        await record(ports, outcome, signal);
    return promoting === undefined ? outcome : await concludePromotion(ports, promoting, outcome, signal);
}
async function verifyAndAct(ports, settings, promoting, signal) {
    let verification;
    try {
        verification = await watch(ports, settings, promoting, signal);
    }
    catch (error) {
        if (!signal.aborted)
            throw error;
        const changed = promoting === undefined ? 'nothing was changed' : describeCancelled(promoting.report);
        const reason = `the job was cancelled while the new version was being watched; ${changed}`;
        return { result: 'cancelled', reason, timings: {} };
    }
    const [outcome] = await Promise.all([
        act(ports, settings, verification, signal),
        diagnose(ports, verification.verdict, signal),
    ]);
    return outcome;
}
async function watch(ports, { verification, landing }, promoting, signal) {
    const decided = new AbortController();
    const until = AbortSignal.any([signal, decided.signal]);
    const warned = warnOfShortTimeout(ports, landing, until).catch((error) => {
        if (!until.aborted)
            throw error;
    });
    try {
        return (await promoting?.run(signal)) ?? (await (0,verify .M)(ports, verification, signal));
    }
    finally {
        decided.abort();
        await warned;
    }
}
async function warnOfShortTimeout(ports, landing, signal) {
    if (landing?.isTimeoutGiven !== true)
        return;
    const limits = await (0,landing_time .BU)(ports, signal);
    const short = limits && (0,landing_time .b_)(limits, landing);
    if (short !== undefined)
        ports.journal.record({ kind: 'warned', ...short });
}
async function record({ revisions, journal }, outcome, signal) {
    const found = judgeRecord(outcome);
    if (found === undefined || revisions === undefined || signal.aborted)
        return;
    const loss = 'what was found could not be kept for later runs';
    await (0,best_effort .z)(journal, loss, () => revisions.record(found, signal), signal);
}
async function diagnose({ diagnostics, journal }, { kind }, signal) {
    if (diagnostics === undefined || kind === 'healthy')
        return;
    const loss = 'why it failed could not be explained';
    const found = await (0,best_effort .z)(journal, loss, () => diagnostics.diagnose(signal), signal);
    for (const diagnosis of found ?? [])
        journal.record({ kind: 'evidence', ...diagnosis });
}
async function act(ports, settings, verification, signal) {
    const { verdict } = verification;
    const reported = { reason: verdict.reason, verification };
    const { baseline } = settings.verification;
    switch (verdict.kind) {
        case 'healthy':
            return {
                ...reported,
                reason: `${describeFixed(verdict.reason, baseline)}${warnOfNothingNew(ports.journal, settings, verification)}`,
                result: 'healthy',
                isHealthy: true,
                timings: {},
            };
        case 'superseded':
            return { ...reported, result: 'superseded', timings: detectedAfter(verification) };
        case 'not-deployed':
        case 'awaiting-approval':
            return { ...reported, result: verdict.kind, timings: detectedAfter(verification) };
        case 'inconclusive':
            if (settings.onInconclusive !== 'rollback')
                return { ...reported, result: 'inconclusive', timings: detectedAfter(verification) };
            return await undo(ports, settings, verification, signal);
        case 'unhealthy': {
            const before = findUnhealthyBefore(baseline, verdict.check);
            if (before === undefined)
                return await undo(ports, settings, verification, signal);
            return {
                ...reported,
                result: 'unhealthy-before',
                reason: `${verdict.reason}; it had already ${describeBefore(before)}`,
                hint: HINT_BEFORE,
                isHealthy: false,
                timings: detectedAfter(verification),
            };
        }
        case 'rolled-back-by-platform':
            return await undo(ports, settings, verification, signal);
        default:
            return verdict;
    }
}
function warnOfNothingNew(journal, { deployedSinceMs, verification: { expected } }, { startedAtMs, lastBegunAtMs }) {
    const isNew = (lastBegunAtMs ?? startedAtMs) >= (deployedSinceMs ?? Number.NEGATIVE_INFINITY);
    if (isNew || lastBegunAtMs === undefined || expected.kind === 'exactly')
        return '';
    const text = `nothing new was watched: this deployment began ${(0,duration .P)(startedAtMs - lastBegunAtMs)} before this step, and before its job`;
    const hint = 'Run the guard after the deploy step, and give it the output of that step as task-definition. With expect-version it is known which version answers.';
    journal.record({ kind: 'warned', text, hint });
    return `, but ${text}`;
}
async function undo(ports, settings, verification, signal) {
    const { verdict } = verification;
    const { strategy } = ports;
    const before = {
        reason: verdict.reason,
        verification,
        timings: detectedAfter(verification),
        isHealthy: verdict.kind === 'unhealthy' ? false : undefined,
    };
    if (strategy === undefined) {
        return { ...before, result: verdict.kind === 'inconclusive' ? 'inconclusive' : 'unhealthy' };
    }
    return await (0,roll_back .F)({ ...ports, strategy }, { ...settings, isDryRun: !settings.autoRollback }, before, signal);
}
function detectedAfter({ startedAtMs, endedAtMs }) {
    return { detectionMs: endedAtMs - startedAtMs };
}


/***/ }),

/***/ 2598:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    BU: () => (  readLimits),
    b_: () => (  findShortTimeout),
    xh: () => (  reportLandings)
  });
  var _core_duration_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(8415);
  var _best_effort_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(3006);


async function readLimits({ journal, readLimits: read }, signal) {
    if (read === undefined)
        return undefined;
    const loss = 'how long a deploy takes by the schedule of the platform could not be read';
    return await (0,_best_effort_js__WEBPACK_IMPORTED_MODULE_1__  .z)(journal, loss, () => read(signal), signal);
}
async function reportLandings(ports, settings, signal) {
    const limits = await readLimits(ports, signal);
    if (limits === undefined)
        return undefined;
    const lines = describeLandings(limits, settings);
    if (lines.length > 0)
        ports.journal.record({ kind: 'evidence', title: 'How long a landing can take', lines });
    for (const warning of findTightLimits(limits, settings))
        ports.journal.record({ kind: 'warned', ...warning });
    return findShortTimeout(limits, settings);
}
function longestLandingMs({ schedules }, settings) {
    return Math.max(0, ...schedules.map((schedule) => landingMs(schedule, settings)));
}
function describeLandings({ schedules }, settings) {
    const { rolloutTimeoutMs, verifyingMs } = settings;
    return schedules
        .filter(({ parts }) => parts.length > 0)
        .map((schedule) => {
        const { service, parts } = schedule;
        const took = (0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(landingMs(schedule, settings));
        const own = `${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(rolloutTimeoutMs)} in which it may make no progress, and ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(verifyingMs)} of start-period, probes and bake-time`;
        return `A landing of ${service} can take ${took}: ${parts.map(({ what }) => what).join(', ')}, ${own}.`;
    });
}
const JOB_MS = 6 * 3_600_000;
function findTightLimits(limits, settings) {
    const longestMs = longestLandingMs(limits, settings);
    const longest = `a landing can take ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(longestMs)}`;
    const { credentialsMs } = limits;
    const warnings = [];
    if (credentialsMs !== undefined && credentialsMs < longestMs)
        warnings.push({
            text: `the AWS credentials end in ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(credentialsMs)}, and ${longest}`,
            hint: 'Without them a bad version cannot be rolled back. Raise role-duration-seconds in aws-actions/configure-aws-credentials, and the maximum session duration of the role.',
        });
    if (longestMs > JOB_MS)
        warnings.push({
            text: `${longest}, and a job ends after six hours unless timeout-minutes says otherwise`,
            hint: 'Set timeout-minutes of the job; a runner of GitHub itself ends it after six hours in any case.',
        });
    return warnings;
}
function findShortTimeout({ schedules }, { rolloutTimeoutMs, isTimeoutGiven }) {
    if (!isTimeoutGiven)
        return undefined;
    for (const { service, parts } of schedules) {
        const longestMs = Math.max(0, ...parts.map(({ stepMs = 0 }) => stepMs));
        if (longestMs <= rolloutTimeoutMs)
            continue;
        const shown = (0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(longestMs);
        return {
            text: `rollout-timeout is ${(0,_core_duration_js__WEBPACK_IMPORTED_MODULE_0__  .P)(rolloutTimeoutMs)}, and one step of the traffic of ${service} takes ${shown}`,
            hint: `Set rollout-timeout to more than ${shown}, or leave it out.`,
        };
    }
    return undefined;
}
function landingMs({ parts }, settings) {
    const scheduleMs = parts.reduce((sum, { durationMs }) => sum + durationMs, 0);
    return scheduleMs + settings.rolloutTimeoutMs + settings.verifyingMs;
}


/***/ }),

/***/ 6293:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Ep: () => (  conclude),
    Gm: () => (  isRolledBack),
    rZ: () => (  isRolloutWaiting)
  });
function conclude(result, settings) {
    switch (result) {
        case 'healthy':
        case 'validated':
        case 'captured':
        case 'rehearsed':
            return 0;
        case 'rolled-back':
        case 'rolled-back-by-platform':
            return settings.mode === 'rollback' || !settings.failOnRollback ? 0 : 1;
        case 'inconclusive':
            return settings.onInconclusive === 'pass' ? 0 : 1;
        case 'invalid':
            return 2;
        case 'rollback-unhealthy':
        case 'rollback-failed':
        case 'unhealthy':
        case 'unhealthy-before':
        case 'no-target':
        case 'not-deployed':
        case 'superseded':
        case 'handed-off':
        case 'awaiting-approval':
        case 'guard-stopped':
        case 'cancelled':
            return 1;
        default:
            return result;
    }
}
function isRolloutWaiting({ result, verification }) {
    return result === 'awaiting-approval' && verification?.verdict.kind === 'awaiting-approval';
}
function isRolledBack(result) {
    return result === 'rolled-back' || result === 'rolled-back-by-platform';
}


/***/ }),

/***/ 9882:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  F: () => (  rollBack)
});

// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __nccwpck_require__(4851);
;// CONCATENATED MODULE: ./lib/health/probe.js
function recoveryExpectation(badVersion, targetVersion) {
    if (targetVersion !== undefined)
        return { kind: 'exactly', version: targetVersion };
    return badVersion === undefined ? { kind: 'any' } : { kind: 'other-than', version: badVersion };
}

// EXTERNAL MODULE: ./lib/run/best-effort.js
var best_effort = __nccwpck_require__(3006);
// EXTERNAL MODULE: ./lib/run/rollback.js
var rollback = __nccwpck_require__(4833);
// EXTERNAL MODULE: ./lib/run/verify.js + 3 modules
var verify = __nccwpck_require__(2160);
;// CONCATENATED MODULE: ./lib/run/roll-back.js





async function rollBack(ports, settings, before, signal) {
    const begunAtMs = ports.clock.nowMs();
    const outcome = await new RollingBack(ports, settings, before).run(signal);
    const rollbackMs = ports.clock.nowMs() - begunAtMs;
    return settings.isDryRun && outcome.recovery === undefined
        ? outcome
        : { ...outcome, timings: { ...before.timings, rollbackMs } };
}
class RollingBack {
    #ports;
    #settings;
    #before;
    #reported;
    #describePlan = () => undefined;
    #position = 'before a rollback was planned; nothing was changed';
    constructor(ports, settings, before) {
        this.#ports = ports;
        this.#settings = settings;
        this.#before = before;
        this.#reported = before;
    }
    async run(signal) {
        try {
            return await this.#planAndAct(signal);
        }
        catch (error) {
            return this.#endedEarly(error, signal);
        }
    }
    async #planAndAct(signal) {
        const before = this.#before;
        const planned = await this.#ports.strategy.plan(signal);
        if (planned.kind !== 'ready') {
            const { kind, reason, running: _running, ...reported } = { running: undefined, ...planned };
            const known = kind === 'superseded' ? withoutHealth(before) : before;
            return { ...known, ...reported, result: kind, reason: `${before.reason}; ${reason}` };
        }
        const plan = (0,rollback .df)(planned.plan);
        this.#describePlan = () => plan;
        const { name } = wordsFor(this.#settings);
        this.#position = `with the ${name} from ${plan.from} to ${plan.to} planned but not begun; nothing was changed`;
        this.#ports.journal.record({ kind: 'planned', plan });
        if (this.#settings.isDryRun && plan.actor === 'us')
            return { ...before, plan, result: dryRunResult(before) };
        signal.throwIfAborted();
        await this.#ports.checkpoint(begun(planned.plan, before, this.#settings));
        signal.throwIfAborted();
        this.#describePlan = () => (0,rollback .DH)(planned.plan);
        const applied = await this.#apply(planned.plan, signal);
        this.#ports.journal.record({ kind: 'rollback-ended', result: applied });
        if (applied.kind === 'in-place')
            return await this.#verify(planned.plan, applied.run, signal);
        const { kind, ...reported } = applied;
        const known = kind === 'superseded' ? withoutHealth(before) : before;
        const reason = `${before.reason}; ${applied.reason}`;
        return { ...known, ...reported, plan: this.#describePlan(), result: kind, reason };
    }
    async #apply(plan, signal) {
        const { clock, journal } = this.#ports;
        journal.record({ kind: 'rollback-started', plan: (0,rollback .df)(plan) });
        const doing = `while ${wordsFor(this.#settings).doing} from ${plan.from} to ${plan.to}`;
        this.#position = doing;
        const onProgress = (text) => {
            this.#position = `${doing}: ${text}`;
            journal.record({ kind: 'rollback-progressed', text });
        };
        const timeUp = new AbortController();
        const applied = new AbortController();
        const until = AbortSignal.any([signal, applied.signal]);
        const timer = clock.sleep(this.#settings.rollbackTimeoutMs, until).then(() => timeUp.abort(timedOut(plan)), () => undefined);
        try {
            return await plan.apply(onProgress, AbortSignal.any([signal, timeUp.signal]));
        }
        finally {
            applied.abort();
            await timer;
        }
    }
    async #verify(planned, run, signal) {
        const { journal } = this.#ports;
        const before = this.#before;
        const plan = (0,rollback .DH)(planned);
        this.#reported = withoutHealth(before);
        this.#position = `while ${plan.to} was being verified; it is in place, but is not verified healthy yet`;
        const recovery = await recover(this.#ports, this.#settings, plan, signal);
        const newer = await findNewerDeployment(journal, planned, signal);
        if (newer !== undefined) {
            const reason = `${before.reason}; ${plan.to} was put back, and ${newer.reason}`;
            const result = newer.isByPlatform ? 'rollback-failed' : 'superseded';
            return { ...this.#reported, result, reason, plan, recovery };
        }
        const tidyUp = async () => planned.conclude?.(recovery.verdict.kind === 'healthy', signal);
        await (0,best_effort .z)(journal, 'after the rollback', tidyUp, signal);
        return { ...this.#reported, run, plan, recovery, ...recovered(plan, recovery, before) };
    }
    #endedEarly(error, signal) {
        const before = this.#before;
        const plan = this.#describePlan();
        const reported = { ...this.#reported, plan };
        if (signal.aborted) {
            const reason = `${before.reason}; the job was cancelled ${this.#position}`;
            return { ...reported, result: 'cancelled', reason };
        }
        if (!(error instanceof platform_error .W))
            throw error;
        const planning = plan === undefined ? 'could not be planned' : 'failed';
        const reason = `${before.reason}; the ${wordsFor(this.#settings).name} ${planning}: ${error.message}`;
        const isOnlyPlanned = this.#settings.isDryRun && plan?.actor !== 'platform';
        const result = isOnlyPlanned ? dryRunResult(before) : 'rollback-failed';
        return { ...reported, hint: error.hint, reason, result };
    }
}
async function findNewerDeployment(journal, plan, signal) {
    const loss = 'whether something newer was deployed after the rollback could not be determined';
    return await (0,best_effort .z)(journal, loss, async () => plan.findNewerDeployment?.(signal), signal);
}
function withoutHealth({ isHealthy: _, ...rest }) {
    return rest;
}
function dryRunResult({ verification }) {
    return verification?.verdict.kind === 'inconclusive' ? 'inconclusive' : 'unhealthy';
}
function wordsFor({ isForward }) {
    return isForward
        ? { name: 'way forward', doing: 'going forward' }
        : { name: 'rollback', doing: 'rolling back' };
}
function begun(planned, before, settings) {
    const { name, doing } = wordsFor(settings);
    const described = (0,rollback .df)(planned);
    const plan = planned.manualNow === undefined ? described : { ...described, manual: [] };
    return plan.handsOff
        ? {
            ...before,
            plan,
            result: 'handed-off',
            reason: `${before.reason}; the ${name} to ${plan.to} was asked for`,
        }
        : {
            ...before,
            plan,
            result: 'cancelled',
            reason: `${before.reason}; the run ended while ${doing} to ${plan.to}`,
        };
}
function timedOut(plan) {
    return new platform_error .W('timed-out', `${plan.to} was not in place within the rollback timeout`, {
        hint: 'Check what the platform does now before you start another deployment; raise rollback-timeout if it is only slow.',
    });
}
async function recover(ports, settings, plan, signal) {
    const { clock, random, journal, probes } = ports;
    const metricSources = ports.recoverySources?.();
    const { recoveryPolicy: policy, pollIntervalMs } = settings;
    const badVersion = plan.keepsVersion ? undefined : settings.badVersion;
    const expected = recoveryExpectation(badVersion, plan.toVersion ?? settings.targetVersion);
    return await (0,verify .M)({ clock, random, journal, probes, metricSources }, { stage: 'recovery', policy, pollIntervalMs, expected }, signal);
}
function describeNotPutBack({ notPutBack = [] }) {
    if (notPutBack.length === 0)
        return [];
    const were = notPutBack.length === 1 ? 'was' : 'were';
    return [`${notPutBack.join(' and ')} ${were} changed by the deploy and ${were} not put back`];
}
function recovered(plan, { verdict }, before) {
    if (verdict.kind === 'healthy') {
        const result = plan.actor === 'us' ? 'rolled-back' : 'rolled-back-by-platform';
        return { result, reason: before.reason, isHealthy: true };
    }
    const unhealthy = `${before.reason}; ${plan.to} is back, but it does not verify healthy: ${verdict.reason}`;
    const reason = [...describeNotPutBack(plan), unhealthy].join('; ');
    return {
        result: 'rollback-unhealthy',
        reason,
        isHealthy: verdict.kind === 'unhealthy' ? false : undefined,
    };
}


/***/ }),

/***/ 4833:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    DH: () => (  describeBegun),
    df: () => (  describePlan),
    wf: () => (  describeUnnamed)
  });
function describeUnnamed(isFromNamed, isToNamed) {
    const unnamed = [...(isFromNamed ? [] : ['from']), ...(isToNamed ? [] : ['to'])];
    return unnamed.length === 0 ? {} : { unnamed };
}
function describePlan({ apply: _apply, findNewerDeployment: _findNewerDeployment, manualNow: _manualNow, conclude: _conclude, ...description }) {
    return description;
}
function describeBegun(plan) {
    return { ...describePlan(plan), manual: plan.manualNow?.() ?? plan.manual };
}


/***/ }),

/***/ 4022:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    G: () => (  nextPollDelayMs)
  });
const LIVELY_MS = 30_000;
const LONG_QUIET_MS = 180_000;
const JITTER = 0.1;
function nextPollDelayMs(pollIntervalMs, sinceChangeMs, seen, random) {
    return paceMs(pollIntervalMs, sinceChangeMs, seen) * (1 - JITTER + 2 * JITTER * random);
}
function paceMs(pollIntervalMs, sinceChangeMs, seen) {
    const isBlind = seen.latest?.services.some(({ state }) => state.kind === 'unknown' && !state.permanent);
    if (isBlind)
        return 4 * pollIntervalMs;
    const scheduledMs = scheduleLeftMs(seen);
    if (scheduledMs !== undefined)
        return Math.max(pollIntervalMs, Math.min(12 * pollIntervalMs, scheduledMs));
    if (sinceChangeMs < LIVELY_MS)
        return pollIntervalMs;
    return sinceChangeMs < LONG_QUIET_MS ? 2 * pollIntervalMs : 3 * pollIntervalMs;
}
function scheduleLeftMs({ latest, moves }) {
    const open = latest?.services.filter(({ state }) => state.kind !== 'complete') ?? [];
    const left = open.map(({ service, state }) => {
        const wait = state.kind === 'in-progress' ? state.waitsFor : undefined;
        if (wait?.by !== 'schedule')
            return undefined;
        const sinceMs = moves.get(service)?.wait?.sinceMs;
        if (wait.durationMs === undefined || sinceMs === undefined)
            return Number.POSITIVE_INFINITY;
        return sinceMs + wait.durationMs - (latest?.atMs ?? 0);
    });
    if (left.length === 0 || left.includes(undefined))
        return undefined;
    return Math.min(...left.map((each) => each ?? 0));
}


/***/ }),

/***/ 2160:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  M: () => (  verify)
});

// EXTERNAL MODULE: ./lib/core/deadline.js
var deadline = __nccwpck_require__(1923);
// EXTERNAL MODULE: ./lib/health/assess.js + 1 modules
var assess = __nccwpck_require__(3607);
// EXTERNAL MODULE: ./lib/health/health-progress.js
var health_progress = __nccwpck_require__(7336);
// EXTERNAL MODULE: ./lib/health/intermittent.js
var intermittent = __nccwpck_require__(1041);
// EXTERNAL MODULE: ./lib/health/rollout-progress.js
var rollout_progress = __nccwpck_require__(4047);
// EXTERNAL MODULE: ./lib/health/triggers/metric-source.js
var metric_source = __nccwpck_require__(8252);
// EXTERNAL MODULE: ./lib/health/check.js
var check = __nccwpck_require__(5694);
;// CONCATENATED MODULE: ./lib/run/describe-assessment.js

function describeAssessment({ phase, checks, triggers, verdict }, progress) {
    const ofChecks = checks.map((one) => `${one.name} ${one.phase}, ${one.passesInARow} passed and ${(0,check .q_)(one)} failed in a row, ${one.bakedCount} probes of the bake`);
    const restless = triggers
        .filter(({ state }) => state !== 'ok')
        .map(({ line, state }) => `"${line}" ${state}`);
    const decided = verdict === undefined ? `goes on: still ${phase}` : `decided ${verdict.kind}: ${verdict.reason}`;
    const ofRollout = phase === 'rolling-out' ? describeRollout(progress) : [];
    return [decided, ...ofRollout, ...ofChecks, ...restless].join('; ');
}
function describeRollout({ rollout, checks }) {
    const failed = [...rollout.failedTasks].filter(([, tasks]) => tasks.size > 0);
    return [
        rollout.firstTaskAtMs === undefined
            ? 'no task of the new version runs everywhere yet'
            : 'the new version does not have all the traffic yet',
        ...checks.flatMap(({ name, outage }) => inARow(name, outage)),
        ...checks.flatMap(({ name, shifted }) => inARow(`${name} of the new version`, shifted)),
        ...failed.map(([service, tasks]) => `${tasks.size} failed tasks of ${service}`),
    ];
}
function inARow(what, { count }) {
    return count === 0 ? [] : [`${what} failed ${count} in a row`];
}

// EXTERNAL MODULE: ./lib/run/rollout-pace.js
var rollout_pace = __nccwpck_require__(4022);
;// CONCATENATED MODULE: ./lib/run/sample-times.js
const MOVED = new Error('the next sample is due at another time');
class SampleTimes {
    #clock;
    #due = {};
    #dueMoved = new AbortController();
    #wake;
    constructor(clock) {
        this.#clock = clock;
    }
    async sleepUntil(turn, until) {
        for (;;) {
            const waitMs = nextSampleAtMs(turn, this.#due) - this.#clock.nowMs();
            if (waitMs <= 0)
                return;
            const { signal } = this.#dueMoved;
            try {
                await this.#clock.sleep(waitMs, this.#wakeSignal(until));
            }
            catch (error) {
                if (until.aborted || !signal.aborted)
                    throw error;
            }
        }
    }
    freshSinceMs(atMs) {
        const { newsAtMs = atMs } = this.#due;
        return Math.max(atMs, newsAtMs, this.dueSinceMs);
    }
    get dueSinceMs() {
        const { verdictAtMs = Number.POSITIVE_INFINITY } = this.#due;
        return verdictAtMs <= this.#clock.nowMs() ? verdictAtMs : Number.NEGATIVE_INFINITY;
    }
    moveVerdict(verdictAtMs) {
        if (verdictAtMs !== this.#due.verdictAtMs)
            this.#move({ ...this.#due, verdictAtMs });
    }
    hurry() {
        this.#move({ ...this.#due, newsAtMs: this.#clock.nowMs() });
    }
    #move(due) {
        this.#due = due;
        this.#dueMoved.abort(MOVED);
        this.#dueMoved = new AbortController();
    }
    #wakeSignal(until) {
        const { moved, signal } = this.#wake ?? {};
        if (signal !== undefined && moved === this.#dueMoved)
            return signal;
        this.#wake = { moved: this.#dueMoved, signal: AbortSignal.any([until, this.#dueMoved.signal]) };
        return this.#wake.signal;
    }
}
function nextSampleAtMs(turn, { verdictAtMs, newsAtMs }) {
    const { lastAtMs, spareMs, soonestAtMs } = turn;
    const isHurried = soonestAtMs !== undefined && newsAtMs !== undefined && newsAtMs > lastAtMs;
    const plannedAtMs = isHurried ? Math.min(turn.plannedAtMs, soonestAtMs) : turn.plannedAtMs;
    if (verdictAtMs === undefined || lastAtMs >= verdictAtMs)
        return plannedAtMs;
    return plannedAtMs > verdictAtMs - spareMs ? verdictAtMs : plannedAtMs;
}

// EXTERNAL MODULE: ./lib/run/warnings.js
var warnings = __nccwpck_require__(5064);
;// CONCATENATED MODULE: ./lib/run/verification.js










class Verifying {
    decided;
    #ports;
    #settings;
    #startedAtMs;
    #progress;
    #phase;
    #changedAtMs;
    #isDecided = false;
    #baking = Promise.withResolvers();
    #times;
    #shown = new Map();
    #hasPassed = new Set();
    #warnings;
    #decide = () => { };
    constructor(ports, settings) {
        this.#ports = ports;
        this.#settings = settings;
        this.#warnings = new warnings .e(ports.journal);
        this.#times = new SampleTimes(ports.clock);
        this.#startedAtMs = ports.clock.nowMs();
        this.#changedAtMs = this.#startedAtMs;
        this.decided = new Promise((resolve) => {
            this.#decide = resolve;
        });
        const { stage, baseline, deployBegunAtMs, expected, isResumed } = settings;
        const begin = ports.watch === undefined ? rollout_progress .AH : rollout_progress .Zf;
        const rollout = settings.rollout ?? begin(this.#startedAtMs);
        const version = expected.kind === 'exactly' ? expected.version : undefined;
        this.#progress = settings.progress ?? {
            ...(0,health_progress .CS)(ports.probes, rollout, version),
            baseline,
            deployBegunAtMs,
        };
        if (isResumed)
            return;
        ports.journal.record({ kind: 'stage-started', stage, deployBegunAtMs });
        if (baseline !== undefined)
            ports.journal.record({ kind: 'compared-with', stage, baseline });
    }
    async probeAtFixedRate(probe, offsetMs, until) {
        const { clock } = this.#ports;
        const { intervalMs } = this.#settings.policy;
        const beginAtMs = this.#startedAtMs + offsetMs;
        if (offsetMs > 0)
            await clock.sleep(offsetMs, until);
        for (let point = 0;;) {
            const lastAtMs = clock.nowMs();
            const { expected, stage } = this.#settings;
            this.#addObservation(await probe.probe(expected, until, stage, this.#times.dueSinceMs));
            if (this.#isDecided)
                return;
            const next = Math.max(point, Math.floor((clock.nowMs() - beginAtMs) / intervalMs)) + 1;
            const plannedAtMs = beginAtMs + next * intervalMs;
            await this.#times.sleepUntil({ plannedAtMs, lastAtMs, spareMs: intervalMs / 2 }, until);
            if (clock.nowMs() >= plannedAtMs)
                point = next;
        }
    }
    async followPlatform(watch, until) {
        const { clock, random } = this.#ports;
        const { pollIntervalMs } = this.#settings;
        for (let plannedAtMs = 0;;) {
            const lastAtMs = clock.nowMs();
            this.#addPoll(await watch.poll(until, this.#times.freshSinceMs(lastAtMs - pollIntervalMs)));
            if (this.#isDecided)
                return;
            const nowMs = clock.nowMs();
            const { rollout } = this.#progress;
            const sinceChangeMs = nowMs - this.#changedAtMs;
            const nextAtMs = nowMs + (0,rollout_pace .G)(pollIntervalMs, sinceChangeMs, rollout, random());
            plannedAtMs = nowMs >= plannedAtMs ? nextAtMs : Math.min(plannedAtMs, nextAtMs);
            const soonestAtMs = nowMs + pollIntervalMs;
            await this.#times.sleepUntil({ plannedAtMs, lastAtMs, spareMs: pollIntervalMs, soonestAtMs }, until);
        }
    }
    async sampleMetrics(source, until) {
        const { clock, journal } = this.#ports;
        const { pollIntervalMs, stage } = this.#settings;
        const intervalMs = (0,metric_source .EU)(pollIntervalMs);
        if (source.isOfBake)
            await (0,deadline .Eu)(this.#baking.promise, until);
        for (let plannedAtMs = 0;;) {
            const lastAtMs = clock.nowMs();
            const samples = await source.sample(until);
            this.#progress = (0,health_progress .P4)(this.#progress, samples);
            journal.record({ kind: 'metrics-sampled', stage, samples });
            this.#reconsider();
            if (this.#isDecided)
                return;
            if (clock.nowMs() >= plannedAtMs)
                plannedAtMs = clock.nowMs() + intervalMs;
            await this.#times.sleepUntil({ plannedAtMs, lastAtMs, spareMs: intervalMs / 2 }, until);
        }
    }
    async waitForBakeEnd(until) {
        const { intervalMs } = this.#settings.policy;
        for (;;) {
            this.#reconsider();
            if (this.#isDecided)
                return;
            const lastAtMs = this.#ports.clock.nowMs();
            await this.#times.sleepUntil({ plannedAtMs: lastAtMs + intervalMs, lastAtMs, spareMs: 0 }, until);
        }
    }
    #followShown({ check, result }) {
        const before = this.#shown.get(check);
        const isFirstPass = result === 'pass' && !this.#hasPassed.has(check);
        const isNews = before !== undefined && before !== result && (result === 'fail' || isFirstPass);
        this.#shown.set(check, result);
        if (result === 'pass')
            this.#hasPassed.add(check);
        if (isNews && this.#ports.watch !== undefined)
            this.#times.hurry();
    }
    #addObservation(observation) {
        this.#progress = (0,health_progress .M0)(this.#progress, observation, this.#settings.policy);
        this.#ports.journal.record({ kind: 'observed', stage: this.#settings.stage, observation });
        this.#warnings.reportAnswer(observation);
        this.#followShown(observation);
        this.#reconsider();
    }
    #addPoll(poll) {
        const before = this.#progress.rollout.latest;
        this.#progress = (0,health_progress .tg)(this.#progress, poll, this.#settings.policy);
        for (const text of poll.news)
            this.#ports.journal.record({ kind: 'platform-said', text });
        for (const { service, state, begunAtMs } of poll.services) {
            const earlier = before?.services.find((one) => one.service === service)?.state;
            if (JSON.stringify(earlier) === JSON.stringify(state))
                continue;
            this.#changedAtMs = poll.atMs;
            this.#ports.journal.record({ kind: 'rollout-changed', service, state, begunAtMs });
        }
        this.#reconsider();
    }
    #reconsider() {
        const { clock, journal } = this.#ports;
        const { policy, stage } = this.#settings;
        if (this.#isDecided)
            return;
        const assessment = (0,assess .n)(policy, this.#progress, clock.nowMs());
        if (assessment.phase !== this.#phase) {
            this.#phase = assessment.phase;
            journal.record({ kind: 'phase-changed', stage, phase: assessment.phase });
            if (assessment.phase === 'baking')
                this.#baking.resolve();
        }
        const { verdict, warnings, triggers } = assessment;
        this.#warnings.showExamples(triggers, 'log');
        this.#warnings.showExamples(warnings);
        this.#warnings.reportTriggers(warnings);
        this.#warnings.reportChecks(assessment.checks);
        journal.trace?.(describeAssessment(assessment, this.#progress));
        if (verdict === undefined) {
            this.#times.moveVerdict(assessment.verdictDueAtMs);
            return;
        }
        this.#isDecided = true;
        if (verdict.kind === 'healthy') {
            this.#warnOfUnevaluated(assessment);
            if (stage === 'verification')
                this.#warnOfIntermittent(assessment);
        }
        journal.record({ kind: 'judged', stage, verdict });
        this.#ports.onDecided?.(this.#progress);
        this.#decide({
            verdict,
            assessment,
            startedAtMs: this.#progress.rollout.startedAtMs,
            endedAtMs: clock.nowMs(),
            lastBegunAtMs: (0,rollout_progress .lD)(this.#progress.rollout),
            deployBegunAtMs: (0,health_progress .rK)(this.#progress),
        });
    }
    #warnOfIntermittent({ checks }) {
        for (const check of checks) {
            const text = (0,intermittent .p)(check, this.#settings.policy);
            const line = (0,intermittent .s)(check, this.#settings.policy);
            if (text === undefined || line === undefined || !check.required)
                continue;
            const hint = `To roll back at such a rate, add this line to rollback-when: ${line}`;
            this.#ports.journal.record({ kind: 'warned', text, hint });
        }
    }
    #warnOfUnevaluated({ triggers, warnings }) {
        for (const { line, state, text } of [...triggers, ...warnings]) {
            if (state !== 'not-evaluable')
                continue;
            this.#ports.journal.record({ kind: 'warned', text: `"${line}" could not be evaluated: ${text}` });
        }
    }
}

;// CONCATENATED MODULE: ./lib/run/verify.js

async function verify(ports, settings, signal) {
    signal.throwIfAborted();
    const watch = new Verifying(ports, settings);
    const offsets = stagger(ports.probes.length, settings.policy.intervalMs);
    const stop = new AbortController();
    const until = AbortSignal.any([signal, stop.signal]);
    const loops = [
        ...ports.probes.map((probe, index) => watch.probeAtFixedRate(probe, offsets(index), until)),
        ...(ports.watch === undefined ? [] : [watch.followPlatform(ports.watch, until)]),
        ...(ports.metricSources ?? []).map((source) => watch.sampleMetrics(source, until)),
        ...(ports.probes.some(({ required }) => required) ? [] : [watch.waitForBakeEnd(until)]),
    ];
    try {
        return await Promise.race([watch.decided, rejectWithFirst(loops)]);
    }
    finally {
        stop.abort();
        await Promise.allSettled(loops);
    }
}
function rejectWithFirst(loops) {
    return new Promise((_, reject) => {
        for (const loop of loops)
            loop.catch(reject);
    });
}
const MAX_SIMULTANEOUS_PROBES = 10;
function stagger(count, intervalMs) {
    return count <= MAX_SIMULTANEOUS_PROBES ? () => 0 : (index) => Math.floor((index * intervalMs) / count);
}


/***/ }),

/***/ 5064:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    e: () => (  Warnings)
  });
class Warnings {
    #journal;
    #reported = new Set();
    #shown = new Set();
    constructor(journal) {
        this.#journal = journal;
    }
    reportAnswer({ check, warnings = [] }) {
        for (const warning of warnings)
            this.#reportOnce(`${check} ${warning}`, `${check}: ${warning}`);
    }
    reportTriggers(statuses) {
        for (const { line, state, text } of statuses) {
            if (state === 'fired')
                this.#reportOnce(line, text);
        }
    }
    reportChecks(checks) {
        for (const { name, required, verdict } of checks) {
            if (!required && verdict !== undefined)
                this.#reportOnce(`check ${name}`, verdict.reason);
        }
    }
    showExamples(statuses, shows) {
        for (const { line, state, examples = [] } of statuses) {
            if (state !== 'fired' || examples.length === 0 || this.#shown.has(line))
                continue;
            this.#shown.add(line);
            this.#journal.record({ kind: 'evidence', title: `Lines of the log: ${line}`, lines: examples, shows });
        }
    }
    #reportOnce(key, text) {
        if (this.#reported.has(key))
            return;
        this.#reported.add(key);
        this.#journal.record({ kind: 'warned', text });
    }
}


/***/ }),

/***/ 2603:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    N: () => (  NAMES_OF_SECRETS),
    w: () => (  findEnvironmentSecrets)
  });
  var _core_secret_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(944);

const NAMES_OF_SECRETS = /(?:KEY|TOKEN|SECRET|PASSWORD|PASSWD|PASSPHRASE|CREDENTIALS?|(?:^|_)(?:PAT|PASS|PWD|AUTH))$/i;
const FOLDERS = /^(?:OLD)?PWD$/i;
const USER_INFO = /:\/\/([^\s/?#@]*:)?([^\s/?#]+)@/;
const SHORTEST = 8;
function findEnvironmentSecrets(env, registered) {
    const known = registered.map((secret) => secret.reveal()).filter(({ length }) => length >= SHORTEST);
    return Object.entries(env).flatMap(([name, value = '']) => {
        if (/^INPUT_/i.test(name) || FOLDERS.test(name))
            return [];
        const [, , password = ''] = USER_INFO.exec(value) ?? [];
        const isSecret = NAMES_OF_SECRETS.test(name) || password !== '' || known.some((text) => value.includes(text));
        const texts = isSecret ? [value, password] : [];
        return texts.filter(isLongEnough).map((text) => new _core_secret_js__WEBPACK_IMPORTED_MODULE_0__  .z(text));
    });
}
function isLongEnough(value) {
    return value.length >= SHORTEST || (value.length >= 4 && /[^a-z]/i.test(value));
}


/***/ }),

/***/ 2090:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    A: () => (  SystemClock)
  });
class SystemClock {
    #startedAtMs = performance.now();
    nowMs() {
        return performance.now() - this.#startedAtMs;
    }
    sleep(durationMs, signal) {
        return new Promise((resolve, reject) => {
            if (signal.aborted) {
                reject(signal.reason);
                return;
            }
            const abort = () => {
                clearTimeout(timer);
                reject(signal.reason);
            };
            const wake = () => {
                signal.removeEventListener('abort', abort);
                resolve();
            };
            const timer = setTimeout(wake, Math.max(0, durationMs));
            signal.addEventListener('abort', abort, { once: true });
        });
    }
}


/***/ }),

/***/ 214:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    H: () => (  rewriteInWorkspace),
    Z: () => (  readInWorkspace)
  });
  var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(3024);
  var node_path__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(6760);
  var _core_platform_error_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(4851);
  var _inputs_checked_js__WEBPACK_IMPORTED_MODULE_3__ = __nccwpck_require__(9772);




function rewriteInWorkspace({ workspace, path, firstLine, }, render) {
    const root = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace);
    const file = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path);
    if (isOutside(root, (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(nearestExisting(file))))
        throw refuse(`${path} leads out of the workspace by a link`);
    const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.lstatSync)(file, { throwIfNoEntry: false });
    if (found !== undefined && !found.isFile())
        throw refuse(`${path} is there already, and is no file`);
    const before = found === undefined ? '' : (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file, 'utf8');
    if (before.trim() !== '' && !before.startsWith(firstLine))
        throw refuse(`${path} is there already, and Safe Landing did not write it`);
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.mkdirSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(file), { recursive: true });
    (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.writeFileSync)(file, render(before));
}
const MAX_BYTES = 64 * 1024;
function readInWorkspace(workspace, path) {
    try {
        const root = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)(workspace);
        const file = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.realpathSync)((0,node_path__WEBPACK_IMPORTED_MODULE_1__.join)(root, path));
        if (isOutside(root, file))
            return (0,_inputs_checked_js__WEBPACK_IMPORTED_MODULE_3__  .Gq)('It leads out of the workspace by a link.');
        const found = (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.statSync)(file);
        if (!found.isFile())
            return (0,_inputs_checked_js__WEBPACK_IMPORTED_MODULE_3__  .Gq)('It is no file.');
        if (found.size > MAX_BYTES)
            return (0,_inputs_checked_js__WEBPACK_IMPORTED_MODULE_3__  .Gq)(`It has ${found.size} bytes, and at most ${MAX_BYTES} are read.`);
        return (0,_inputs_checked_js__WEBPACK_IMPORTED_MODULE_3__  .rZ)(new TextDecoder('utf-8', { fatal: true }).decode((0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(file)));
    }
    catch (error) {
        return (0,_inputs_checked_js__WEBPACK_IMPORTED_MODULE_3__  .Gq)(describe(error));
    }
}
function describe(error) {
    const { code, message } = error;
    if (code === 'ENOENT' || code === 'ENOTDIR')
        return 'There is no such file in the workspace. If it is in the repository, put `uses: actions/checkout` before this step.';
    if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA')
        return 'It is no text in UTF-8.';
    return `It cannot be read: ${message}.`;
}
function isOutside(root, file) {
    const real = (0,node_path__WEBPACK_IMPORTED_MODULE_1__.relative)(root, file);
    return real === '..' || real.startsWith(`..${node_path__WEBPACK_IMPORTED_MODULE_1__.sep}`) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.isAbsolute)(real);
}
function nearestExisting(path) {
    return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.existsSync)(path) || (0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path) === path ? path : nearestExisting((0,node_path__WEBPACK_IMPORTED_MODULE_1__.dirname)(path));
}
function refuse(message) {
    return new _core_platform_error_js__WEBPACK_IMPORTED_MODULE_2__  .W('refused', message, {
        hint: 'Nothing was written. Name another file, or move this one away.',
    });
}


/***/ }),

/***/ 2546:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    j: () => (  readCapturedServices)
  });
function readCapturedServices(state) {
    return Array.isArray(state) && state.every(isCapturedService) ? state : undefined;
}
function isCapturedService(value) {
    if (typeof value !== 'object' || value === null)
        return false;
    const { service, taskDefinition, isProven, images } = value;
    return (typeof service === 'string' &&
        typeof taskDefinition === 'string' &&
        typeof isProven === 'boolean' &&
        Array.isArray(images));
}


/***/ }),

/***/ 270:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    f: () => (  findLeft),
    i: () => (  traceLine)
  });
  var _images_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(5606);
  var _model_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(2491);


function traceLine(history, isSameDefinition, watched) {
    const line = new Tracing(isSameDefinition);
    const entries = (0,_model_js__WEBPACK_IMPORTED_MODULE_0__  .ll)(history.deployments).toReversed();
    for (const entry of entries) {
        for (const source of unrecordedSources(entry, history))
            line.visit(source, {
                ...BEFORE_RECORD,
                evidence: entry === watched ? ranBefore(source, history) : undefined,
            });
    }
    for (const entry of entries) {
        if (entry.status.startsWith('ROLLBACK_'))
            followRollback(line, entry, history);
        else
            followDeployment(line, entry, history);
    }
    return line;
}
function findLeft({ left }, version, isSameDefinition) {
    return left.find((one) => (0,_images_js__WEBPACK_IMPORTED_MODULE_1__  .p)(one, version, isSameDefinition));
}
function followDeployment(line, entry, history) {
    const { status, createdAt, targetRevisionArn } = entry;
    const target = revisionOf(targetRevisionArn, history);
    if (target === undefined)
        return;
    const evidence = `${nameOf(target)} was deployed successfully on ${createdAt}`;
    line.visit(target, { ...timeOf(entry), evidence: status === 'SUCCESSFUL' ? evidence : undefined });
}
function followRollback(line, entry, history) {
    const { status, createdAt, targetRevisionArn, rollback } = entry;
    const target = revisionOf(targetRevisionArn, history);
    if (target !== undefined)
        line.leave(target, `its deployment of ${createdAt} ended ${status}`);
    const restored = revisionOf(rollback?.serviceRevisionArn, history);
    if (restored === undefined || status !== 'ROLLBACK_SUCCESSFUL')
        return;
    const evidence = `ECS restored ${nameOf(restored)} when it rolled back the deployment of ${createdAt}`;
    line.visit(restored, { ...timeOf(entry), evidence });
}
function ranBefore(source, { isWhole }) {
    return isWhole ? `${nameOf(source)} ran before this deployment, as ECS records it` : undefined;
}
function unrecordedSources(entry, history) {
    return entry.sourceRevisionArns
        .filter((arn) => !history.deployments.some(({ targetRevisionArn }) => targetRevisionArn === arn))
        .flatMap((arn) => revisionOf(arn, history) ?? []);
}
const BEFORE_RECORD = { sinceMs: 0, at: 'an earlier day' };
function timeOf({ createdAtMs, createdAt }) {
    return { sinceMs: createdAtMs, at: createdAt };
}
class Tracing {
    #isSameDefinition;
    #wayBack;
    versions = [];
    left = [];
    constructor(isSameDefinition) {
        this.#isSameDefinition = isSameDefinition;
    }
    visit(revision, { sinceMs, at, evidence }) {
        if (evidence !== undefined)
            this.#undoWayBack(revision);
        const known = this.versions.find((version) => this.#isSame(version, revision));
        const from = this.versions.at(-1);
        const isBack = known !== undefined && from !== undefined && known !== from;
        this.#wayBack = isBack ? { from, versions: this.versions, left: this.left } : undefined;
        const name = nameOf(revision);
        for (const later of known === undefined ? [] : this.versions.slice(this.versions.indexOf(known) + 1))
            this.leave(later, `${name} was deployed again on ${at}`);
        const { taskDefinition, images, copyOf } = revision;
        const names = new Set([...(known?.names ?? []), taskDefinition]);
        const version = { taskDefinition, images, copyOf, revision, names, sinceMs: known?.sinceMs ?? sinceMs };
        const others = this.versions.filter((one) => one !== known);
        this.versions = [...others, { ...version, evidence: evidence ?? known?.evidence }];
        if (evidence !== undefined)
            this.left = this.left.filter((one) => !this.#isSame(one, revision));
    }
    #undoWayBack(to) {
        if (this.#wayBack === undefined || !this.#isSame(this.#wayBack.from, to))
            return;
        this.versions = [...this.#wayBack.versions];
        this.left = [...this.#wayBack.left];
    }
    leave({ taskDefinition, images, copyOf }, why) {
        const version = { taskDefinition, images, copyOf, why };
        this.versions = this.versions.filter((one) => !this.#isSame(one, version));
        this.left = [...this.left.filter((one) => !this.#isSame(one, version)), version];
    }
    #isSame(one, other) {
        return (0,_images_js__WEBPACK_IMPORTED_MODULE_1__  .p)(one, other, this.#isSameDefinition);
    }
}
function revisionOf(arn, history) {
    return arn === undefined ? undefined : history.revisions.get(arn);
}
function nameOf({ taskDefinition }) {
    return (0,_model_js__WEBPACK_IMPORTED_MODULE_0__  .P5)(taskDefinition);
}


/***/ }),

/***/ 2459:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    FE: () => (  consolePage),
    tr: () => (  consoleLinks),
    xV: () => (  reportFailure)
  });
  var _core_log_shape_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(7505);
  var _model_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2491);
  var _stopped_task_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(333);



function reportFailure(service, tracked, { stopped, entry, }) {
    const name = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .P5)(tracked.taskDefinition);
    const console = consoleLinks(service);
    const tasks = groupStops(stopped);
    return [
        ...(tasks.length === 0
            ? []
            : [
                {
                    title: `Stopped tasks of ${name}`,
                    lines: tasks,
                    shows: 'stopped-tasks',
                    links: console,
                },
            ]),
        ...(entry === undefined ? [] : reportEntry(name, entry)),
    ];
}
function groupStops(stopped) {
    const groups = Map.groupBy(stopped.map(_stopped_task_js__WEBPACK_IMPORTED_MODULE_0__  .Cw), _core_log_shape_js__WEBPACK_IMPORTED_MODULE_2__  .R);
    return [...groups.values()]
        .sort((one, other) => other.length - one.length)
        .map(([first = '', ...others]) => `${others.length + 1} × ${withoutTaskIds(first)}`);
}
function withoutTaskIds(reason) {
    return reason.replace(/\b[0-9a-f]{32}\b/g, '…');
}
function reportEntry(name, entry) {
    const { status, statusReason, circuitBreaker, triggeredAlarms } = entry;
    const lines = [
        ...(statusReason === undefined ? [] : [statusReason]),
        ...(circuitBreaker === undefined || circuitBreaker.failureCount === 0
            ? []
            : [
                `circuit breaker ${circuitBreaker.status}: ${circuitBreaker.failureCount} failures, threshold ${circuitBreaker.threshold}`,
            ]),
        ...triggeredAlarms.map((alarm) => `alarm ${alarm} was triggered`),
    ];
    return lines.length === 0
        ? []
        : [{ title: `Deployment of ${name} as ECS records it`, lines: [status, ...lines] }];
}
const CONSOLES = {
    aws: 'console.aws.amazon.com',
    'aws-cn': 'console.amazonaws.cn',
    'aws-us-gov': 'console.amazonaws-us-gov.com',
};
function consoleLinks(service) {
    const [, cluster, name] = service.arn.split(':').at(-1)?.split('/') ?? [];
    if (cluster === undefined || name === undefined)
        return [];
    const path = `ecs/v2/clusters/${encodeURIComponent(cluster)}/services/${encodeURIComponent(name)}`;
    const link = (label, tab) => {
        const url = consolePage(service.arn, (region) => `${path}/${tab}?region=${region}`);
        return url === undefined ? [] : [{ label, url }];
    };
    return [
        link(`${name} in the ECS console`, 'health'),
        link('its tasks', 'tasks'),
        link('its deployments', 'deployments'),
    ].flat();
}
function consolePage(arn, path) {
    const [, partition = '', , region = ''] = arn.split(':');
    const host = CONSOLES[partition];
    return host === undefined ? undefined : `https://${region}.${host}/${path(region)}`;
}


/***/ }),

/***/ 5606:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Mc: () => (  pinImages),
    hW: () => (  findTwins),
    nw: () => (  digestsOf),
    p: () => (  isSameVersion),
    y: () => (  describeTag)
  });
function isSameVersion(one, other, isSameDefinition) {
    const [first, second] = [digestsOf(one), digestsOf(other)];
    if ((one.copyOf ?? one.taskDefinition) === (other.copyOf ?? other.taskDefinition)) {
        return first === undefined || second === undefined || first === second;
    }
    return first !== undefined && first === second && isSameDefinition(one.taskDefinition, other.taskDefinition);
}
function digestsOf({ images }) {
    if (images.length === 0 || images.some(({ digest }) => digest === undefined))
        return undefined;
    return images
        .map(({ container, digest }) => `${container}=${digest}`)
        .sort()
        .join(' ');
}
function findTwins(history) {
    const byDigests = new Map();
    for (const revision of history?.revisions.values() ?? []) {
        const digests = digestsOf(revision);
        if (digests === undefined)
            continue;
        const same = byDigests.get(digests) ?? new Set();
        byDigests.set(digests, same.add(revision.taskDefinition));
    }
    return [...byDigests.values()].flatMap((same) => (same.size > 1 ? [...same] : []));
}
function pinImages(target, failing) {
    const pins = new Map();
    const unpinned = [];
    for (const { container, image, digest } of target) {
        if (image.includes('@sha256:'))
            continue;
        const sameText = failing.filter((other) => other.image === image);
        const hasMoved = sameText.some((other) => other.digest !== digest);
        if (digest !== undefined && hasMoved)
            pins.set(container, `${repositoryOf(image)}@${digest}`);
        else
            unpinned.push(image);
    }
    return { pins, unpinned };
}
function describeTag(image) {
    return `${image} is a tag, and nothing shows that it still means the same image`;
}
function repositoryOf(image) {
    const colon = image.lastIndexOf(':');
    return colon > image.lastIndexOf('/') ? image.slice(0, colon) : image;
}


/***/ }),

/***/ 2491:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Gj: () => (  wasFoundFailing),
    Os: () => (  primaryOf),
    P5: () => (  shortTaskDefinition),
    Rr: () => (  newestRevisionOf),
    ll: () => (  newestFirst)
  });
function primaryOf(service) {
    return service.deployments.find(({ status }) => status === 'PRIMARY');
}
function shortTaskDefinition(taskDefinition) {
    return taskDefinition.split(':task-definition/').at(-1) ?? taskDefinition;
}
function newestFirst(entries) {
    return [...entries].sort((one, other) => other.createdAtMs - one.createdAtMs);
}
function newestRevisionOf(taskDefinition, history) {
    const revisions = [...(history?.revisions.values() ?? [])];
    return newestFirst(revisions.filter((revision) => revision.taskDefinition === taskDefinition))[0];
}
function wasFoundFailing({ circuitBreaker, triggeredAlarms }) {
    return circuitBreaker?.status === 'TRIGGERED' || triggeredAlarms.length > 0;
}


/***/ }),

/***/ 1356:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Ww: () => (  findPause),
    YK: () => (  PROMOTABLE_STAGES),
    b$: () => (  PROMOTED_STAGES),
    cw: () => (  readGate),
    wS: () => (  findOwnEntry),
    z4: () => (  toGate)
  });
  var _model_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2491);
  var _tracked_deployment_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(9494);


const PROMOTED_STAGES = ['POST_TEST_TRAFFIC_SHIFT', 'PRE_PRODUCTION_TRAFFIC_SHIFT'];
const PROMOTABLE_STAGES = [
    'POST_TEST_TRAFFIC_SHIFT',
    'PRE_PRODUCTION_TRAFFIC_SHIFT',
    'POST_PRODUCTION_TRAFFIC_SHIFT',
];
function findPause({ pauses = [] }, { status, lifecycleStage = '', hooks }, stages) {
    if (status !== 'IN_PROGRESS' || !stages.includes(lifecycleStage))
        return undefined;
    const waiting = hooks.filter((hook) => hook.targetType === 'PAUSE' && hook.status === 'AWAITING_ACTION');
    const configured = pauses.filter((pause) => pause.stages.includes(lifecycleStage));
    return waiting.length === 1 && configured.length < 2 ? waiting[0] : undefined;
}
function toGate(hook, stage) {
    return { id: hook.id, stage, otherwise: describeTimeout(hook) };
}
function describeTimeout({ expiresAt, timeoutAction }) {
    if (expiresAt === undefined || timeoutAction === undefined)
        return undefined;
    return timeoutAction === 'CONTINUE'
        ? `ECS lets it go on at ${expiresAt}, verified or not`
        : `ECS rolls it back at ${expiresAt}`;
}
function findOwnEntry({ service, tracked, history }) {
    if ((0,_tracked_deployment_js__WEBPACK_IMPORTED_MODULE_0__  .$K)(tracked, service, history))
        return undefined;
    return (0,_tracked_deployment_js__WEBPACK_IMPORTED_MODULE_0__  .OM)(tracked, service, history);
}
function readGate(facts, hookId) {
    const entry = findOwnEntry(facts);
    const now = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .P5)(facts.service.taskDefinition);
    if (entry === undefined)
        return { kind: 'gone', how: `${facts.service.name} has been given ${now}` };
    const hook = entry.hooks.find(({ id }) => id === hookId);
    const answered = hook && readAnswer(hook);
    if (answered !== undefined)
        return answered;
    if (entry.status.startsWith('ROLLBACK_')) {
        const how = 'its deployment was rolled back';
        return (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .Gj)(entry) ? { kind: 'refused', how, isFailing: true } : { kind: 'refused', how };
    }
    if (entry.status === 'IN_PROGRESS' && hook?.status === 'AWAITING_ACTION')
        return { kind: 'waiting' };
    return { kind: 'gone', how: `its deployment is ${entry.status}, and the hook no longer waits` };
}
function readAnswer({ status, timeoutAction }) {
    switch (status) {
        case 'SUCCEEDED':
            return { kind: 'continued', by: 'others', how: 'somebody let it go on' };
        case 'FAILED':
            return { kind: 'refused', how: 'it was rolled back there' };
        case 'TIMED_OUT':
            return timeoutAction === 'CONTINUE'
                ? { kind: 'continued', by: 'others', how: 'nobody answered in time, and ECS let it go on' }
                : { kind: 'refused', how: 'nobody answered in time, and ECS rolled it back' };
        default:
            return undefined;
    }
}


/***/ }),

/***/ 333:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    $Q: () => (  isBesideApplication),
    Cw: () => (  describeStop),
    Fc: () => (  listCounted),
    IK: () => (  causeFirst),
    Id: () => (  selectFailed),
    Oi: () => (  toFailedTask),
    R7: () => (  followCount),
    TI: () => (  findTakenAway),
    To: () => (  findFailedTasks),
    _s: () => (  findBlockedTasks),
    kp: () => (  hasLackedRoom),
    nI: () => (  describePending)
  });
function findFailedTasks(tasks, deploymentId) {
    return selectFailed(tasks, deploymentId).map(toFailedTask);
}
function selectFailed(tasks, deploymentId) {
    return tasks.filter((task) => task.startedBy === deploymentId && isFailure(task));
}
function toFailedTask(task) {
    return { id: task.arn, reason: describeStop(task) };
}
const CODES = new Set([
    'EssentialContainerExited',
    'TaskFailedToStart',
    'ServiceSchedulerInitiated',
    'without a code',
]);
const FAILED_CHECK = /\bTask failed (?:[\w-]+ ){1,4}health checks?\b/i;
const EXITED = /^Essential container in task exited/;
const CANNOT_START = /\b(?:CannotPull\w*|CannotCreate\w*|CannotStart\w*|ResourceInitialization|OutOfMemory)Error\b|^Fetching secret data\b|\bunable to assume the role\b/;
const NOT_OF_THE_VERSION = /no space left on device|port is already allocated|\bENI\b|network interface|netplugin|toomanyrequests|too many requests|rate exceeded|throttl|\b50[0234] (?:Internal Server Error|Bad Gateway|Service Unavailable|Gateway Time-?out)|\bstatus ?code: 50[0234]\b|server misbehaving/i;
function isFailure({ stopCode = 'without a code', stoppedReason = '', containers }) {
    if (!CODES.has(stopCode))
        return false;
    if (FAILED_CHECK.test(stoppedReason))
        return true;
    if (stopCode === 'ServiceSchedulerInitiated')
        return false;
    if (stopCode === 'EssentialContainerExited' || EXITED.test(stoppedReason))
        return !isEndedByProxy(containers);
    const own = containers.filter(({ name }) => !ADDED_BY_AWS.test(name));
    const reasons = [stoppedReason, ...own.map(({ reason = '' }) => reason)];
    return reasons.some(isOfTheVersion);
}
function isOfTheVersion(reason) {
    return CANNOT_START.test(reason) && !NOT_OF_THE_VERSION.test(reason);
}
function isEndedByProxy(containers) {
    const causes = containers.filter(isCause);
    return causes.length > 0 && causes.every(({ name }) => name.startsWith(SERVICE_CONNECT));
}
function findTakenAway(deployments, stopped) {
    const ends = deployments.flatMap(({ id }) => {
        const own = stopped.filter(({ startedBy }) => startedBy === id);
        const last = own.toSorted((one, other) => (other.stoppedAtMs ?? 0) - (one.stoppedAtMs ?? 0))[0];
        return last === undefined || isFailure(last) ? [] : [describeStop(last)];
    });
    return ends[0];
}
function findBlockedTasks(pending, dependencies) {
    return pending.flatMap((task) => {
        const culprit = task.containers.find((container) => dependencies.some(({ on, condition }) => on === container.name && (neverStarted(container) || keepsWaiting(condition, container.exitCode))));
        return culprit === undefined
            ? []
            : [{ ...task, stoppedReason: `Task cannot start: other containers wait for ${culprit.name}` }];
    });
}
function describePending(pending) {
    const [first] = pending;
    if (first === undefined)
        return undefined;
    const waits = causeFirst(first.containers).map(({ name, exitCode, reason, status, lacksImage }) => {
        if (exitCode !== undefined)
            return `${name} ended with exit code ${exitCode}`;
        if (reason !== undefined)
            return `${name}: ${reason}`;
        return `${name} is ${status}${lacksImage ? ' and has no image yet' : ''}`;
    });
    const tasks = pending.length === 1 ? '1 task is' : `${pending.length} tasks are`;
    return `${tasks} PENDING (${waits.join('; ')})`;
}
function neverStarted({ exitCode, status, reason = '' }) {
    return exitCode === undefined && status === 'STOPPED' && isOfTheVersion(reason);
}
function keepsWaiting(condition, exitCode) {
    if (exitCode === undefined)
        return false;
    return condition === 'HEALTHY' || (condition === 'SUCCESS' && exitCode !== 0);
}
const NO_ROOM = /\bunable to place a task\b/;
function hasLackedRoom(events, sinceMs) {
    return events.some(({ createdAtMs, message }) => createdAtMs >= sinceMs && NO_ROOM.test(message));
}
function followCount(before, { id, failedTasks }) {
    const { latest, total } = before?.deploymentId === id ? before : { latest: 0, total: 0 };
    const added = failedTasks >= latest ? failedTasks - latest : failedTasks;
    return { deploymentId: id, latest: failedTasks, total: total + added };
}
function listCounted({ deploymentId, total }, why) {
    return Array.from({ length: total }, (_, index) => ({
        id: `${deploymentId}#${index + 1}`,
        reason: `ECS counted it; the reason cannot be read: ${why}`,
    }));
}
function describeStop({ stoppedReason, stopCode, containers }) {
    const ends = causeFirst(containers).flatMap(({ name, exitCode, reason }) => {
        const code = exitCode === undefined ? [] : [`exit code ${exitCode}`];
        const parts = [...code, ...(reason === undefined ? [] : [reason])];
        return parts.length === 0 ? [] : [`${name}: ${parts.join(', ')}`];
    });
    const why = stoppedReason ?? stopCode ?? 'stopped without a reason';
    return ends.length === 0 ? why : `${why} (${ends.join('; ')})`;
}
const SERVICE_CONNECT = 'ecs-service-connect-';
const ADDED_BY_AWS = /^(?:ecs-service-connect|aws-guardduty-agent)-/;
const BESIDE_THE_APPLICATION = /^(?:ecs-service-connect-|aws-guardduty-agent|envoy|xray|aws-otel|otel|datadog|firelens|fluent|log[-_]?router)/i;
function isBesideApplication(container) {
    return BESIDE_THE_APPLICATION.test(container);
}
const MONITORING = /^aws-guardduty-agent/;
const SIGKILL = 137;
const SIGTERM = 143;
function causeFirst(containers) {
    const rank = (container) => {
        if (MONITORING.test(container.name))
            return 4;
        return (isCause(container) ? 0 : 2) + Number(BESIDE_THE_APPLICATION.test(container.name));
    };
    return [...containers].sort((one, other) => rank(one) - rank(other));
}
function isCause({ exitCode, reason }) {
    if (exitCode === SIGKILL || exitCode === undefined)
        return reason !== undefined;
    return exitCode !== 0 && exitCode !== SIGTERM;
}


/***/ }),

/***/ 9494:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    $K: () => (  isReplacedByOthers),
    $Y: () => (  isNotListedYet),
    DH: () => (  identifyReturning),
    G4: () => (  findTracked),
    Ho: () => (  identifyDeployed),
    Ib: () => (  taskDefinitionOf),
    Jk: () => (  runningDefinition),
    OM: () => (  findTrackedEntry),
    Zk: () => (  identifyTracked),
    fd: () => (  completeArn),
    lr: () => (  identifyRequested),
    ui: () => (  findUnlisted)
  });
  var _deployment_line_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(270);
  var _images_js__WEBPACK_IMPORTED_MODULE_2__ = __nccwpck_require__(5606);
  var _model_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(2491);



function newestTaskSet({ deployments }) {
    return (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .ll)(deployments.filter(({ taskSet, status }) => taskSet !== undefined && status !== 'DRAINING'))[0];
}
function findTracked(tracked, service) {
    return (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .ll)(service.deployments.filter(({ taskDefinition }) => taskDefinition === tracked.taskDefinition))[0];
}
function identifyTracked(service, deployed) {
    const running = (newestTaskSet(service) ?? (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .Os)(service))?.taskDefinition ?? service.taskDefinition;
    const taskDefinition = deployed === undefined ? running : completeArn(deployed, running);
    return { taskDefinition, id: findTracked({ taskDefinition }, service)?.id };
}
function identifyDeployed(service, deployed, history) {
    const last = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .ll)(history?.deployments ?? [])[0];
    const given = deployed ??
        (last?.status.startsWith('ROLLBACK_') ? taskDefinitionOf(last.targetRevisionArn, history) : undefined);
    return identifyTracked(service, given);
}
function identifyRequested(service, deployed, history) {
    const last = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .ll)(history?.deployments ?? [])[0];
    const isRollingBack = last?.status === 'ROLLBACK_REQUESTED' || last?.status === 'ROLLBACK_IN_PROGRESS';
    if (isRollingBack)
        return identifyDeployed(service, deployed, history);
    return identifyTracked(service, deployed ?? findUnlisted(service, history));
}
function findUnlisted(service, history) {
    const [last] = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .ll)(history?.deployments ?? []);
    const newest = taskDefinitionOf(last?.targetRevisionArn, history);
    if (newest === undefined)
        return undefined;
    return isNotListedYet({ taskDefinition: newest }, service, history) ? newest : undefined;
}
function identifyReturning(service, history, isSameDefinition) {
    const [last, ...before] = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .ll)(history?.deployments ?? []);
    const isInFlight = last?.status === 'PENDING' || last?.status === 'IN_PROGRESS';
    const target = history?.revisions.get(last?.targetRevisionArn ?? '');
    if (history === undefined || target === undefined || !isInFlight)
        return undefined;
    const line = (0,_deployment_line_js__WEBPACK_IMPORTED_MODULE_0__  .i)({ ...history, deployments: before }, isSameDefinition);
    const isKnown = line.versions.some((one) => (0,_images_js__WEBPACK_IMPORTED_MODULE_2__  .p)(one, target, isSameDefinition));
    const leaving = line.versions.at(-1);
    if (!isKnown || leaving === undefined || (0,_images_js__WEBPACK_IMPORTED_MODULE_2__  .p)(leaving, target, isSameDefinition))
        return undefined;
    return { ...identifyTracked(service, leaving.taskDefinition), returningTo: target.taskDefinition };
}
function completeArn(taskDefinition, like) {
    if (taskDefinition.startsWith('arn:'))
        return taskDefinition;
    const prefix = like.slice(0, like.indexOf(':task-definition/'));
    return `${prefix}:task-definition/${taskDefinition}`;
}
const SAME_DEPLOYMENT_MS = 60_000;
function findTrackedEntry(tracked, service, history) {
    const entry = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .ll)(history?.deployments ?? []).find(({ targetRevisionArn }) => taskDefinitionOf(targetRevisionArn, history) === tracked.taskDefinition);
    const shown = findTracked(tracked, service);
    if (entry === undefined || shown === undefined)
        return entry;
    const lastBegunMs = Math.max(entry.createdAtMs, entry.rollback?.startedAtMs ?? 0);
    return lastBegunMs < shown.createdAtMs - SAME_DEPLOYMENT_MS ? undefined : entry;
}
function taskDefinitionOf(revisionArn, history) {
    return revisionArn === undefined ? undefined : history?.revisions.get(revisionArn)?.taskDefinition;
}
function isReplacedByOthers(tracked, service, history) {
    const entry = findTrackedEntry(tracked, service, history);
    if (entry === undefined)
        return false;
    if (findSuccessor(entry, history) !== undefined)
        return true;
    const now = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .Os)(service)?.taskDefinition;
    if (now === undefined || now === tracked.taskDefinition)
        return false;
    if (entry.status === 'STOPPED')
        return true;
    const restored = taskDefinitionOf(entry.rollback?.serviceRevisionArn, history);
    return restored !== undefined && now !== restored;
}
function runningDefinition(tracked, service, history) {
    const entry = findTrackedEntry(tracked, service, history);
    const now = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .Os)(service)?.taskDefinition ?? service.taskDefinition;
    const successor = now === tracked.taskDefinition && entry ? findSuccessor(entry, history) : undefined;
    return successor ?? now;
}
function findSuccessor({ status, createdAtMs, targetRevisionArn }, history) {
    const [newest] = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .ll)(history?.deployments ?? []);
    if (status !== 'STOPPED' || newest === undefined || newest.createdAtMs <= createdAtMs)
        return undefined;
    const own = taskDefinitionOf(targetRevisionArn, history);
    const taskDefinition = taskDefinitionOf(newest.targetRevisionArn, history);
    return taskDefinition === own ? undefined : taskDefinition;
}
function isNotListedYet(tracked, service, history) {
    const entry = findTrackedEntry(tracked, service, history);
    const primary = (0,_model_js__WEBPACK_IMPORTED_MODULE_1__  .Os)(service);
    if (entry === undefined || primary === undefined || findTracked(tracked, service) !== undefined)
        return false;
    const goesOn = entry.status === 'PENDING' || entry.status === 'IN_PROGRESS';
    return goesOn && primary.createdAtMs < entry.createdAtMs;
}


/***/ }),

/***/ 2696:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {


__nccwpck_require__.d(__webpack_exports__, {
  vh: () => (  ALL_TARGETS),
  dW: () => (  TARGETS),
  rG: () => (  VERIFY_ONLY),
  Y: () => (  ruleOf)
});

// EXTERNAL MODULE: ./lib/inputs/secret-texts.js + 1 modules
var secret_texts = __nccwpck_require__(4779);
// EXTERNAL MODULE: ./lib/inputs/values/address.js
var address = __nccwpck_require__(4620);
// EXTERNAL MODULE: ./lib/inputs/values/notify-line.js
var notify_line = __nccwpck_require__(630);
;// CONCATENATED MODULE: ./lib/inputs/input-rules.js



const DECIDING = ['guard', 'validate', 'capture', 'rehearse'];
const MAY_ONLY_VERIFY = ['guard', 'validate', 'capture'];
const hide = () => '***';
const HEADERS = { show: hide, secrets: secret_texts .n3 };
const ENDPOINT = { show: address .Sr, secrets: secret_texts .Y9 };
const COMMON_INPUTS = {
    mode: {},
    target: {},
    'auto-rollback': { modes: MAY_ONLY_VERIFY, rollsBack: true },
    'rollback-to': { rollsBack: true },
    'health-url': { show: showAddresses, secrets: secret_texts .Y9 },
    headers: HEADERS,
    'expect-status': {},
    'expect-version': {},
    'version-from': {},
    conditions: {},
    checks: { secrets: secret_texts .fe },
    interval: {},
    timeout: {},
    'start-period': {},
    'success-threshold': {},
    'bake-time': {},
    retries: {},
    'ip-version': {},
    'ca-certificate': {},
    'rollback-when': { modes: DECIDING },
    'warn-when': { modes: DECIDING },
    'log-pattern': { modes: DECIDING },
    metrics: { modes: DECIDING, secrets: secret_texts .fe },
    'on-inconclusive': { modes: DECIDING },
    'fail-on-rollback': { modes: DECIDING, rollsBack: true },
    'rollout-timeout': {},
    'rollback-timeout': {},
    'poll-interval': {},
    captured: {},
    'github-token': { show: hide, secrets: secret_texts .Uw },
    'known-bad': { modes: DECIDING, rollsBack: true },
    environment: { rollsBack: true },
    'notify-url': { show: notify_line .EX, secrets: secret_texts .Bj },
    'notify-on': {},
    'notify-template': {},
    'incident-issue': { rollsBack: true },
    'incident-labels': { rollsBack: true },
    'landing-target': { modes: DECIDING },
    'pr-comment': {},
    'landing-report': { modes: DECIDING },
    'recovery-target': { rollsBack: true },
    runbook: { modes: ['validate'] },
    'runbook-contacts': { modes: ['validate'] },
    'rehearse-in-production': { modes: ['rehearse'] },
};
function showAddresses(text) {
    return text.split('\n').map(address .mC).join('\n');
}

// EXTERNAL MODULE: ./lib/inputs/checked.js
var checked = __nccwpck_require__(9772);
// EXTERNAL MODULE: ./lib/inputs/values/text.js
var values_text = __nccwpck_require__(2573);
;// CONCATENATED MODULE: ./lib/targets/short-digest.js
function shortDigest(text) {
    const { createHash } = process.getBuiltinModule('node:crypto');
    return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

;// CONCATENATED MODULE: ./lib/targets/target.js

function defineTarget(definition) {
    const { parse, ...traits } = definition;
    return {
        ...traits,
        parse: (fields) => (0,checked .hg)(parse(fields), (own) => (0,checked .rZ)(configure(definition, own))),
    };
}
function configure(definition, own) {
    const { kind, keepsRecordUnplanned, passesEnvironment } = definition;
    return {
        kind,
        config: own,
        keepsRecordUnplanned,
        passesEnvironment,
        place: definition.place(own),
        location: (env) => definition.location?.(own, env) ?? [{ value: definition.place(own) }],
        region: definition.region?.(own),
        isDeployedSinceStart: definition.isDeployedSinceStart(own),
        isReadableEarly: definition.isReadableEarly?.(own) === true,
        staysBack: definition.staysBack?.(own),
        whoMay: definition.whoMay(own),
        judgesItself: (config) => definition.judgesItself?.(own, config) === true,
        subject: (step) => [kind, ...definition.subject(own, step)].filter((part) => part !== undefined).join(' '),
        isDeployAhead: (env) => definition.isDeployAhead(own, env),
        isCapturedState: (state) => state === undefined || definition.isCapturedState?.(state) === true,
        open: (config, deps) => definition.open(own, config, deps),
    };
}

;// CONCATENATED MODULE: ./lib/targets/command/inputs.js




const command = defineTarget({
    kind: 'command',
    aliases: ['kubernetes', 'k8s', 'kubectl', 'helm', 'script', 'shell', 'run'],
    inputs: { command: {}, 'plan-command': {} },
    revision: (0,values_text .T)('the name of a version on one line'),
    hasOwnSignals: false,
    hasRuns: false,
    passesEnvironment: true,
    keepsRecordUnplanned: false,
    parse(fields) {
        return (0,checked .Q7)({
            kind: (0,checked .rZ)('command'),
            command: fields.take('command', (0,values_text .K)('a bash script that rolls back')),
            planCommand: fields.takeOptional('plan-command', (0,values_text .K)('a bash script that prints what a rollback would do')),
        });
    },
    place: () => 'command',
    whoMay: () => ['Whoever may run the command, with the environment and the secrets of the step.'],
    subject: ({ command }, { config: { environment } }) => [
        shortDigest(command),
        environment && `environment ${environment}`,
    ],
    isDeployAhead: () => true,
    isDeployedSinceStart: () => false,
    staysBack: ({ command, planCommand = '' }) => /SAFE_LANDING_TO\b/.test(command + planCommand)
        ? undefined
        : 'neither command nor plan-command names SAFE_LANDING_TO, so that nothing shows that it puts forward the version that it gets',
    async open(own, config, deps) {
        return (await __nccwpck_require__.e(  295).then(__nccwpck_require__.bind(__nccwpck_require__, 8295))).openCommand(config, own, deps);
    },
});

// EXTERNAL MODULE: ./lib/inputs/values/boolean.js
var values_boolean = __nccwpck_require__(7664);
// EXTERNAL MODULE: ./lib/inputs/values/choice.js
var choice = __nccwpck_require__(3157);
// EXTERNAL MODULE: ./lib/inputs/values/lines.js
var lines = __nccwpck_require__(2407);
// EXTERNAL MODULE: ./lib/inputs/parser.js
var parser = __nccwpck_require__(3770);
;// CONCATENATED MODULE: ./lib/targets/ecs/ecs-names.js


const ARN = /^arn:aws[a-z-]{0,20}:ecs:([a-z][a-z0-9-]{1,30}):\d{12}:([a-z-]{1,30})\/(\S+)$/;
const NAME = /^[A-Za-z0-9_-]{1,255}$/;
const FAMILY_AND_REVISION = /^[A-Za-z0-9_-]{1,255}:[1-9]\d{0,8}$/;
function parseArn(text) {
    const [, region = '', type = '', path = ''] = ARN.exec(text) ?? [];
    return region === '' ? undefined : { region, type, path };
}
function shortName(nameOrArn) {
    return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
const clusterName = nameOrArn('cluster', 'prod', {
    isPath: (path) => NAME.test(path),
    hintFor: ([cluster = ''], others) => others === 'path'
        ? `Did you mean ${cluster}? The name after it belongs to the input service.`
        : 'A step has one cluster: write a step for each.',
});
const serviceName = nameOrArn('service', 'web', {
    isPath(path) {
        const parts = path.split('/');
        return parts.length <= 2 && parts.every((part) => NAME.test(part));
    },
    hintFor: (names, others) => others === 'path'
        ? `Did you mean ${names.at(-1)}? The name before it belongs to the input cluster.`
        : `Did you mean ${names.length} lines, ${names.join(' and ')}? Several are written one per line, after \`service: |\`.`,
});
function nameOrArn(type, example, { isPath, hintFor }) {
    return {
        expected: `the name or ARN of a ${type}, such as ${example}`,
        parse(text) {
            if (NAME.test(text))
                return (0,checked .rZ)(text);
            const arn = parseArn(text);
            if (arn === undefined)
                return (0,parser .T)(text.startsWith('arn:') ? 'The ARN is not well formed.' : describeNames(text, hintFor));
            if (arn.type !== type)
                return (0,parser .T)(`This is the ARN of a ${arn.type}.`);
            return isPath(arn.path) ? (0,checked .rZ)(text) : (0,parser .T)('The ARN is not well formed.');
        },
    };
}
function describeNames(text, hintFor) {
    const path = text.split('/');
    if (path.length === 2 && path.every((name) => NAME.test(name)))
        return hintFor(path, 'path');
    const list = text.split(/\s*[\n,;]\s*/).filter((name) => name !== '');
    return list.length > 1 && list.every((name) => NAME.test(name)) ? hintFor(list, 'list') : undefined;
}
const taskDefinition = {
    expected: 'the ARN of a task definition, or family:revision such as web:42',
    parse(text) {
        const arn = parseArn(text);
        if (arn !== undefined && arn.type !== 'task-definition')
            return (0,parser .T)(`This is the ARN of a ${arn.type}.`);
        if (FAMILY_AND_REVISION.test(arn?.path ?? text))
            return (0,checked .rZ)(text);
        if (/\.(?:json|ya?ml)$|^[./]/i.test(text)) {
            return (0,parser .T)('A file does not say which revision was deployed: pass what the deploy step says it deployed, such as its output task-definition-arn.');
        }
        if (NAME.test(arn?.path ?? text)) {
            return (0,parser .T)('The revision is missing: pass what the deploy step says it deployed, such as its output task-definition-arn.');
        }
        return (0,parser .T)();
    },
};
const ecsRevision = {
    expected: 'family:revision such as web:42, or the ARN of a task definition or of a service revision',
    parse(text) {
        const arn = parseArn(text);
        if (arn?.type === 'service-revision' || taskDefinition.parse(text).ok)
            return (0,checked .rZ)(text);
        if (/^\d+$/.test(text))
            return (0,parser .T)(`The family is missing, as in web:${text}.`);
        return (0,parser .T)(NAME.test(text) ? `The revision is missing, as in ${text}:42.` : undefined);
    },
};
const regionName = {
    expected: 'the name of a region, such as us-east-1',
    parse(text) {
        if (/^[a-z]{2,5}(?:-[a-z]{2,12}){1,3}-\d{1,2}$/.test(text))
            return (0,checked .rZ)(text);
        const zone = /^([a-z-]+-\d)[a-z]$/.exec(text)?.[1];
        return (0,parser .T)(zone === undefined ? undefined : `This is an availability zone; its region is ${zone}.`);
    },
};

// EXTERNAL MODULE: ./lib/targets/ecs/model/failure-report.js
var failure_report = __nccwpck_require__(2459);
// EXTERNAL MODULE: ./lib/targets/ecs/model/model.js
var model = __nccwpck_require__(2491);
;// CONCATENATED MODULE: ./lib/targets/ecs/ecs-location.js



const MAX_SERVICES = 3;
function ecsLocation({ cluster, services }, region = parseArn(cluster)?.region) {
    const partition = partitionOf(cluster, region);
    const place = services.slice(0, MAX_SERVICES).map(({ service }) => {
        const name = shortName(service);
        const arn = `arn:${partition}:ecs:${region}:0:service/${shortName(cluster)}/${name}`;
        const url = region === undefined ? undefined : (0,failure_report .tr)({ arn, name })[0]?.url;
        return { name: 'service', value: name, url };
    });
    const rest = services.length - place.length;
    return [
        ...place,
        ...(rest > 0 ? [{ value: `and ${rest} more` }] : []),
        { name: 'cluster', value: shortName(cluster) },
        ...(region === undefined ? [] : [{ value: region }]),
        ...services.flatMap(({ taskDefinition }) => taskDefinition === undefined ? [] : [{ name: 'revision', value: (0,model .P5)(taskDefinition) }]),
    ];
}
function partitionOf(cluster, region = '') {
    const [, named] = /^arn:([^:]+):/.exec(cluster) ?? [];
    if (named !== undefined)
        return named;
    if (region.startsWith('cn-'))
        return 'aws-cn';
    return region.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}

// EXTERNAL MODULE: ./lib/targets/ecs/model/captured-state.js
var captured_state = __nccwpck_require__(2546);
// EXTERNAL MODULE: ./lib/targets/ecs/model/pause.js
var pause = __nccwpck_require__(1356);
;// CONCATENATED MODULE: ./lib/targets/ecs/inputs.js









const BEFORE_PRODUCTION = ['guard', 'validate', 'capture'];
const ecs = defineTarget({
    kind: 'ecs',
    aliases: ['fargate', 'aws', 'codedeploy', 'aws-ecs'],
    inputs: {
        cluster: {},
        service: {},
        'task-definition': {},
        'aws-region': {},
        'service-health': {},
        'remember-good': {},
        promote: { modes: BEFORE_PRODUCTION },
        'promote-at': { modes: BEFORE_PRODUCTION },
        'promote-bake-time': { modes: BEFORE_PRODUCTION },
    },
    revision: ecsRevision,
    hasOwnSignals: true,
    hasRuns: false,
    logs: () => 'of containers',
    passesEnvironment: false,
    keepsRecordUnplanned: false,
    parse(fields) {
        const names = (0,checked .Q7)({
            cluster: fields.take('cluster', clusterName),
            services: fields.take('service', (0,lines .M)(serviceName, shortName)),
            taskDefinitions: fields.takeOptional('task-definition', (0,lines .M)(taskDefinition)),
            region: fields.takeOptional('aws-region', regionName),
            judgesService: fields.take('service-health', values_boolean .z),
            recordsKnownGood: fields.take('remember-good', values_boolean .z),
            promotes: fields.take('promote', values_boolean .z),
            promoteAt: fields.takeOptional('promote-at', (0,lines .M)((0,choice .Y)(pause .YK), (stage) => stage)),
        });
        const matched = (0,checked .__)([
            checkCounts(fields),
            checkVariable(fields),
            (0,checked .hg)(names, (found) => checkTogether(fields, found)),
        ]);
        return (0,checked .hg)(names, (found) => (0,checked .hg)(matched, () => (0,checked .rZ)(combine(found))));
    },
    whoMay: ({ cluster, services }) => [
        `Whoever may assume a role with \`ecs:UpdateService\`, \`ecs:StopServiceDeployment\` and \`ecs:DescribeServices\` on ${services.map(({ service }) => `\`${shortName(cluster)}/${shortName(service)}\``).join(', ')}.`,
        'To bring back a task definition that was deregistered, or an image whose tag has moved: also `ecs:RegisterTaskDefinition`, and `iam:PassRole` on its roles.',
    ],
    place: ({ cluster, services }) => ['ecs', cluster, ...services.map(({ service }) => service)].join(' '),
    location: (own, env) => ecsLocation(own, regionOf(own, env)),
    subject: ({ region, cluster, services }, { env }) => [
        region ?? env.AWS_REGION ?? env.AWS_DEFAULT_REGION,
        cluster,
        ...services.map(({ service }) => service),
    ],
    isDeployAhead: ({ services }) => services.every(({ taskDefinition }) => taskDefinition === undefined),
    isDeployedSinceStart: ({ services }) => services.every(({ taskDefinition }) => taskDefinition !== undefined),
    judgesItself: ({ judgesService }, { health: { checks } }) => checks.length === 0 || judgesService,
    region: ({ region }) => region,
    isCapturedState: (state) => (0,captured_state .j)(state) !== undefined,
    async open(own, config, deps) {
        return (await Promise.all( [__nccwpck_require__.e(815), __nccwpck_require__.e(458)]).then(__nccwpck_require__.bind(__nccwpck_require__, 2458))).openEcs(config, own, deps);
    },
});
function regionOf({ region }, env) {
    return region ?? (env.AWS_REGION || env.AWS_DEFAULT_REGION || undefined);
}
function combine(names) {
    const { cluster, services, taskDefinitions, region, judgesService, recordsKnownGood } = names;
    const { promotes, promoteAt = pause .b$ } = names;
    return {
        kind: 'ecs',
        cluster,
        services: services.map((service, index) => {
            const deployed = taskDefinitions?.[index];
            return deployed === undefined ? { service } : { service, taskDefinition: deployed };
        }),
        region,
        judgesService,
        recordsKnownGood,
        ...(promotes && { promotesAt: promoteAt }),
    };
}
function checkTogether(fields, names) {
    return (0,checked .__)([
        checkRevision(fields, names),
        ...names.services.map((service) => checkCluster(fields, names, service)),
        checkRegion(fields, names),
    ]);
}
function checkVariable(fields) {
    if (fields.text('aws-region') !== '' || !fields.isEmptyVariable('AWS_REGION'))
        return (0,checked .rZ)(undefined);
    return fields.refuse('aws-region', {
        expected: regionName.expected,
        hint: 'AWS_REGION is set to nothing in the environment of this step; if it is set from an expression, that gave nothing.',
    });
}
function checkCounts(fields) {
    const services = (0,lines .u)(fields.text('service'));
    const deployed = (0,lines .u)(fields.text('task-definition'));
    if (services.length === 0 || deployed.length === 0 || deployed.length === services.length)
        return (0,checked .rZ)(undefined);
    return fields.refuse('task-definition', {
        actual: `${deployed.length} ${deployed.length === 1 ? 'line' : 'lines'}`,
        expected: `as many lines as service has, ${services.length}, in the same order`,
        hint: 'An expression that gave nothing leaves its line empty.',
    });
}
function checkRevision(fields, { services }) {
    const text = fields.text('rollback-to');
    if (services.length === 1 || text === 'previous' || text.startsWith('-'))
        return (0,checked .rZ)(undefined);
    return fields.refuse('rollback-to', {
        expected: 'previous or -N with several services',
        hint: 'To go back to a revision, name one service.',
    });
}
function checkCluster(fields, names, service) {
    const [cluster, name] = parseArn(service)?.path.split('/') ?? [];
    if (cluster === undefined || name === undefined || cluster === shortName(names.cluster))
        return (0,checked .rZ)(undefined);
    return fields.refuse('service', {
        actual: service,
        expected: `a service of the cluster ${shortName(names.cluster)}`,
        hint: `This ARN names the cluster ${cluster}.`,
    });
}
function checkRegion(fields, names) {
    const { cluster, services, taskDefinitions = [] } = names;
    const named = [cluster, ...services, ...taskDefinitions].flatMap((text) => parseArn(text) ?? []);
    const region = names.region ?? named[0]?.region;
    const other = named.find((arn) => arn.region !== region);
    if (other === undefined)
        return (0,checked .rZ)(undefined);
    const input = other.type === 'cluster' || other.type === 'service' ? other.type : 'task-definition';
    return fields.refuse(input, {
        expected: `an ARN in the region ${region}`,
        hint: `This one is in ${other.region}.`,
    });
}

;// CONCATENATED MODULE: ./lib/inputs/values/git-names.js


const FORBIDDEN = /[\s~^:?*[\\]|\.\.|@\{|\/\/|^[/.-]|\/\.|\.lock(?:\/|$)|[/.]$|^@$/;
const SHA = /^[0-9a-f]{40}(?:[0-9a-f]{24})?$/i;
const refName = {
    expected: 'the name of a branch or tag, such as main',
    parse(text) {
        if (SHA.test(text))
            return (0,parser .T)('This is a commit; a branch or tag is needed.');
        return FORBIDDEN.test(text) || text.length > 255 ? (0,parser .T)() : (0,checked .rZ)(text);
    },
};
const commit = {
    expected: 'a commit SHA',
    parse(text) {
        if (/^[0-9a-f]{7,64}$/i.test(text))
            return (0,checked .rZ)(text.toLowerCase());
        return (0,parser .T)(/^[0-9a-f]{1,6}$/i.test(text) ? 'It takes at least 7 characters.' : undefined);
    },
};

// EXTERNAL MODULE: ./lib/inputs/values/github.js
var github = __nccwpck_require__(5961);
;// CONCATENATED MODULE: ./lib/inputs/values/part-paths.js



function partPaths(place) {
    const paths = (0,lines .M)(pathIn(place), String);
    return {
        expected: paths.expected,
        parse(text) {
            if (text === '.')
                return (0,checked .rZ)([]);
            return (0,checked .hg)(paths.parse(text), (all) => (0,checked .__)(all.map((path) => asOutermost(path, all))));
        },
    };
}
function pathIn(place) {
    return {
        expected: `the path of a file or folder in ${place}, such as config/app.yml`,
        parse(text) {
            if (text.startsWith('/'))
                return (0,parser .T)(`It is relative to ${place}: without the slash in front.`);
            if (/[*?]/.test(text))
                return (0,parser .T)('It must be one file or folder, without wildcards.');
            if (text.length > 1_000)
                return (0,parser .T)('It is longer than 1000 characters.');
            const path = text.replace(/\/+$/, '');
            const isOdd = path.split('/').some((step) => step === '' || step === '.' || step === '..');
            return isOdd ? (0,parser .T)('It must have no empty, . or .. parts.') : (0,checked .rZ)(path);
        },
    };
}
function asOutermost(path, all) {
    const outer = all.find((other) => path.startsWith(`${other}/`));
    if (outer === undefined)
        return (0,checked .rZ)(path);
    return (0,checked .Gq)({ actual: path, expected: 'each only once', hint: `It is in ${outer}, which is named too.` });
}

;// CONCATENATED MODULE: ./lib/targets/git/inputs.js






const git = defineTarget({
    kind: 'git',
    aliases: ['revert', 'gitops', 'branch', 'pages'],
    inputs: { 'git-branch': {}, 'git-method': {}, 'git-paths': {}, workflow: {} },
    revision: commit,
    hasOwnSignals: false,
    hasRuns: true,
    passesEnvironment: false,
    keepsRecordUnplanned: false,
    permissions: (fields) => ({
        contents: 'write',
        deployments: 'read',
        ...(fields.text('git-method') === 'pull-request' && { 'pull-requests': 'write' }),
        ...(fields.isSet('workflow') && { actions: 'write' }),
    }),
    parse(fields) {
        return (0,checked .Q7)({
            kind: (0,checked .rZ)('git'),
            branch: fields.takeOptional('git-branch', refName),
            environment: fields.takeOptional('environment', github .VE),
            paths: fields.take('git-paths', partPaths('the repository')),
            method: parseMethod(fields),
            workflow: parseWorkflow(fields),
            token: fields.take('github-token', github .bU),
        });
    },
    place: () => 'git',
    whoMay: ({ branch = 'the deployed branch', method }) => [
        method === 'push'
            ? `Whoever may push to \`${branch}\`; in a job, \`contents: write\`.`
            : `Whoever may merge a pull request into \`${branch}\`; in a job, \`contents: write\` and \`pull-requests: write\`.`,
    ],
    subject: ({ branch, environment, paths }) => [
        branch && `branch ${branch}`,
        environment && `environment ${environment}`,
        paths.length === 0 ? undefined : `only ${paths.toSorted().join(', ')}`,
    ],
    isDeployAhead: () => false,
    isDeployedSinceStart: () => false,
    staysBack: () => 'a revert is reverted by a person, with a commit that builds and deploys like any other',
    async open(own, config, deps) {
        return (await Promise.all( [__nccwpck_require__.e(916), __nccwpck_require__.e(985)]).then(__nccwpck_require__.bind(__nccwpck_require__, 4985))).openGit(config, own, deps);
    },
});
function parseMethod(fields) {
    return (0,checked .hg)(fields.take('git-method', (0,choice .Y)(['pull-request', 'push'])), (method) => {
        if (method === 'push' || fields.text('mode') !== 'rehearse')
            return (0,checked .rZ)(method);
        return fields.refuse('git-method', {
            expected: 'push with mode: rehearse',
            hint: 'A pull request waits for a person. The rehearsal pushes a revert to git-branch: let it be a branch of staging.',
        });
    });
}
function parseWorkflow(fields) {
    if (fields.text('git-method') !== 'pull-request')
        return fields.takeOptional('workflow', github .EY);
    if (!fields.isSet('workflow'))
        return (0,checked .rZ)(undefined);
    return fields.refuse('workflow', { expected: 'with target: git only beside git-method: push' });
}

;// CONCATENATED MODULE: ./lib/targets/none.js


const none = defineTarget({
    kind: 'none',
    aliases: ['verify', 'health', 'off', 'false'],
    inputs: {},
    revision: undefined,
    hasOwnSignals: false,
    hasRuns: false,
    passesEnvironment: false,
    keepsRecordUnplanned: false,
    parse: () => (0,checked .rZ)({ kind: 'none' }),
    place: () => 'none',
    whoMay: () => [],
    location: () => [],
    subject: (_, { config: { health } }) => health.checks.map(({ name }) => name),
    isDeployAhead: () => true,
    isDeployedSinceStart: () => true,
    open: async () => ({ probes: [] }),
});

// EXTERNAL MODULE: ./lib/inputs/values/integer.js
var integer = __nccwpck_require__(154);
// EXTERNAL MODULE: ./lib/core/secret.js
var secret = __nccwpck_require__(944);
;// CONCATENATED MODULE: ./lib/targets/ssh/key.js



const ARMOUR = /^-----BEGIN ([A-Z0-9 ]*)PRIVATE KEY-----\n([\s\S]+)\n-----END \1PRIVATE KEY-----$/;
const privateKey = {
    expected: 'a private key in OpenSSH or PEM form without a passphrase',
    parse(text) {
        const key = text.replace(/\r\n?/g, '\n').replace(/[ \t]+$/gm, '');
        const [, kind = '', body] = ARMOUR.exec(key) ?? [];
        if (body === undefined)
            return (0,parser .T)(guess(key));
        if (kind === 'ENCRYPTED ' || body.includes('ENCRYPTED') || isEncrypted(body)) {
            return (0,parser .T)('This one is protected by a passphrase, which nobody can type here.');
        }
        return (0,checked .rZ)(new secret .z(`${key}\n`));
    },
};
function guess(key) {
    if (/^(?:ssh|ecdsa|sk)-\S+ [A-Za-z0-9+/=]+|BEGIN (?:RSA |SSH2 )?PUBLIC KEY/.test(key))
        return 'This is the public key.';
    if (/^PuTTY-User-Key-File/.test(key))
        return 'Convert it first: puttygen KEY.ppk -O private-openssh.';
    if (!key.includes('-----BEGIN'))
        return 'It must be the content of the key file, with its BEGIN and END lines.';
    return 'Its line breaks are lost or a part is missing: store the file in the secret as it is.';
}
const MAGIC = 'openssh-key-v1\0';
function isEncrypted(body) {
    const bytes = Buffer.from(body, 'base64');
    if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC || bytes.length < MAGIC.length + 4)
        return false;
    const nameLength = bytes.readUInt32BE(MAGIC.length);
    const nameStart = MAGIC.length + 4;
    return bytes.toString('latin1', nameStart, nameStart + Math.min(nameLength, 64)) !== 'none';
}

;// CONCATENATED MODULE: ./lib/targets/ssh/known-hosts.js



const LINE = /^(?:@(?:cert-authority|revoked)\s+)?\S+\s+(?:ssh|ecdsa|sk)-[\w.@-]+\s+[A-Za-z0-9+/]{16,}={0,2}(?:\s.*)?$/;
const knownHost = {
    expected: 'a line of a known_hosts file, as ssh-keyscan prints it',
    parse(line) {
        if (LINE.test(line))
            return (0,checked .rZ)(line);
        if (/^(?:ssh|ecdsa|sk)-\S+\s/.test(line))
            return (0,parser .T)('The name of the host is missing in front of the key.');
        return (0,parser .T)(/PRIVATE KEY/.test(line) ? 'This looks like a private key.' : undefined);
    },
};
const knownHosts = {
    expected: 'lines of a known_hosts file, as ssh-keyscan prints them',
    parse(text) {
        const content = text.replace(/^[ \t]*#.*$/gm, '');
        return content.trim() === ''
            ? (0,checked .Gq)({ hint: 'There are only comments in it.' })
            : (0,lines .M)(knownHost).parse(content);
    },
};

// EXTERNAL MODULE: ./lib/targets/ssh/model/folder-state.js
var folder_state = __nccwpck_require__(5177);
;// CONCATENATED MODULE: ./lib/targets/ssh/ssh-names.js


const hostName = {
    expected: 'the name or IP address of a server, such as web1.example.com',
    parse(text) {
        if (/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})$/.test(text))
            return (0,checked .rZ)(text);
        if (/^[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}$/.test(text))
            return (0,checked .rZ)(text);
        if (/:\/\//.test(text))
            return (0,parser .T)('Only the name, without a scheme.');
        if (text.includes('@'))
            return (0,parser .T)('The user goes into ssh-user.');
        return (0,parser .T)(/:\d+$/.test(text) ? 'The port goes into ssh-port.' : undefined);
    },
};
const userName = {
    expected: 'the name of a user, such as deploy',
    parse: (text) => (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/.test(text) ? (0,checked .rZ)(text) : (0,parser .T)()),
};
const unitName = {
    expected: 'the name of a systemd unit, such as app.service',
    parse: (text) => (/^[A-Za-z0-9:_.@\\][A-Za-z0-9:_.@\\-]{0,254}$/.test(text) ? (0,checked .rZ)(text) : (0,parser .T)()),
};
const backupName = {
    expected: 'the name or time of a backup, such as app-backup-20260131-120000, or with ssh-method: git a commit',
    parse(text) {
        if (/[\r\n]/.test(text))
            return (0,parser .T)('It must be on one line.');
        if (text.includes('/'))
            return (0,parser .T)('Only the name of the folder, without its path.');
        return /^[-.]/.test(text) || text.length > 255 ? (0,parser .T)() : (0,checked .rZ)(text);
    },
};
const SYSTEM = /^\/(?:bin|boot|dev|etc|home|lib|lib32|lib64|libx32|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)?(?:\/(?:bin|lib|lib64|local|sbin|share|log|cache|spool|tmp|www))?$/;
const deployedFolder = {
    expected: 'the absolute path of a folder, such as /opt/app',
    parse(text) {
        const path = text.replace(/(?<=[^/])\/+$/, '');
        if (/[*?[\]]/.test(path))
            return (0,parser .T)('It must be one folder, without wildcards.');
        if (SYSTEM.test(path))
            return (0,parser .T)('This folder belongs to the system.');
        return checkPath(path);
    },
};
const backupGlob = {
    expected: 'an absolute pattern, such as /opt/app-backup-*',
    parse(text) {
        return /[*?[]/.test(text)
            ? checkPath(text)
            : (0,parser .T)('There is no wildcard in it, so that it matches one folder only.');
    },
};
const dataFolder = {
    expected: 'the path of a folder in ssh-path, such as data or var/uploads',
    parse(text) {
        if (text.startsWith('/'))
            return (0,parser .T)('It is relative to ssh-path: without the slash in front.');
        if (/[*?[\]]/.test(text))
            return (0,parser .T)('It must be one folder, without wildcards.');
        const below = checkPath(`/${text.replace(/\/+$/, '')}`);
        return (0,checked .hg)(below, (path) => (0,checked .rZ)(path.slice(1)));
    },
};
function checkPath(path) {
    if (!path.startsWith('/'))
        return (0,parser .T)('It must begin with a slash: ~ and variables are not expanded.');
    if (/[\r\n]/.test(path))
        return (0,parser .T)('It must be on one line.');
    if (path.length > 1_000)
        return (0,parser .T)('It is longer than 1000 characters.');
    const steps = path.slice(1).split('/');
    return steps.some((step) => step === '' || step === '.' || step === '..')
        ? (0,parser .T)('It must have no empty, . or .. parts.')
        : (0,checked .rZ)(path);
}

// EXTERNAL MODULE: ./lib/targets/ssh/sudoers.js
var sudoers = __nccwpck_require__(648);
;// CONCATENATED MODULE: ./lib/targets/ssh/inputs.js














const ssh = defineTarget({
    kind: 'ssh',
    aliases: ['server', 'vm', 'ec2', 'systemd'],
    inputs: {
        'ssh-host': {},
        'ssh-port': {},
        'ssh-user': {},
        'ssh-key': { show: hide, secrets: secret_texts .PZ },
        'ssh-known-hosts': { show: hide },
        'ssh-path': {},
        'ssh-method': {},
        'ssh-backups': {},
        'ssh-exclude': {},
        'ssh-only': {},
        'ssh-service': {},
        'ssh-health-url': { show: address .mC, secrets: secret_texts .Y9 },
        'ssh-keep-backups': {},
    },
    revision: backupName,
    hasOwnSignals: false,
    hasRuns: false,
    logs: (fields) => (fields.text('ssh-service') === '' ? undefined : 'of a unit'),
    passesEnvironment: false,
    keepsRecordUnplanned: false,
    parse(fields) {
        const config = (0,checked .Q7)({
            kind: (0,checked .rZ)('ssh'),
            host: fields.take('ssh-host', hostName),
            port: fields.take('ssh-port', (0,integer .n)(1, 65_535)),
            user: fields.take('ssh-user', userName),
            key: fields.takeOptional('ssh-key', privateKey),
            knownHosts: fields.take('ssh-known-hosts', knownHosts),
            path: fields.take('ssh-path', deployedFolder),
            method: inputs_parseMethod(fields),
            backups: fields.takeOptional('ssh-backups', backupGlob),
            exclude: fields.takeList('ssh-exclude', (0,lines .M)(dataFolder, String)),
            only: parseOnly(fields),
            services: fields.takeList('ssh-service', (0,lines .M)(unitName, fullUnitName)),
            healthUrl: fields.takeOptional('ssh-health-url', address .rk),
            keepBackups: fields.takeOptional('ssh-keep-backups', (0,integer .n)(1, 1_000)),
        });
        return (0,checked .hg)(config, ({ backups, ...rest }) => (0,checked .rZ)({ ...rest, backups: backups ?? `${rest.path}-backup-*` }));
    },
    whoMay: ({ host, user, services }) => [
        `Whoever has a key for \`${user}@${host}\`; the key of the job is among its secrets.`,
        ...(0,sudoers .N)({ user, services }).map((line) => `In a file of /etc/sudoers.d: \`${line}\``),
    ],
    place: ({ host, path }) => `ssh ${host} ${path}`,
    location: ({ host, path }) => [{ name: 'host', value: host }, { value: path }],
    subject: ({ host, port, path, only }) => [
        `${host}:${port}`,
        path,
        only.length === 0 ? undefined : `only ${only.toSorted().join(', ')}`,
    ],
    isDeployAhead: () => true,
    isDeployedSinceStart: () => false,
    isReadableEarly: () => true,
    isCapturedState: (state) => (0,folder_state .e)(state) !== undefined,
    async open(own, config, deps) {
        return (await __nccwpck_require__.e(  424).then(__nccwpck_require__.bind(__nccwpck_require__, 424))).openSsh(config, own, deps);
    },
});
function inputs_parseMethod(fields) {
    return (0,checked .hg)(fields.take('ssh-method', (0,choice .Y)(['backup', 'git'])), (method) => {
        const unused = ['ssh-backups', 'ssh-exclude', 'ssh-only', 'ssh-keep-backups'].filter((name) => fields.isSet(name));
        if (method === 'backup')
            return (0,checked .rZ)(method);
        const refused = unused.map((name) => fields.refuse(name, { expected: 'only with ssh-method: backup' }));
        return (0,checked .hg)((0,checked .__)(refused), () => (0,checked .rZ)(method));
    });
}
function fullUnitName(name) {
    return /\.\w+$/.test(name) ? name : `${name}.service`;
}
function parseOnly(fields) {
    if (!fields.isSet('ssh-only') || !fields.isSet('ssh-exclude'))
        return fields.take('ssh-only', partPaths('ssh-path'));
    const hint = 'With ssh-only everything else stays as it is, data too.';
    return fields.refuse('ssh-exclude', { expected: 'only without ssh-only', hint });
}

// EXTERNAL MODULE: ./lib/inputs/values/header.js
var header = __nccwpck_require__(5075);
// EXTERNAL MODULE: ./lib/targets/webhook/explanation.js
var explanation = __nccwpck_require__(7627);
// EXTERNAL MODULE: ./lib/targets/webhook/model/body-template.js
var body_template = __nccwpck_require__(8027);
// EXTERNAL MODULE: ./lib/http/model/condition/parse-condition.js + 5 modules
var parse_condition = __nccwpck_require__(5588);
// EXTERNAL MODULE: ./lib/inputs/values/language.js
var language = __nccwpck_require__(3044);
// EXTERNAL MODULE: ./lib/inputs/values/version-source.js
var version_source = __nccwpck_require__(7020);
// EXTERNAL MODULE: ./lib/targets/webhook/model/status-expectation.js
var status_expectation = __nccwpck_require__(7549);
;// CONCATENATED MODULE: ./lib/targets/webhook/status-input.js





const ALLOWED = 'a condition such as body.status == "idle", or changed, or body.current changed';
const condition = (0,language .B)(ALLOWED, parse_condition .z);
const statusExpectation = {
    expected: ALLOWED,
    parse(line) {
        const changed = (0,status_expectation .wl)(line, (text) => {
            const source = version_source .s.parse(text);
            return source.ok ? source.value : undefined;
        });
        if (changed !== undefined)
            return (0,checked .rZ)(changed);
        return (0,checked .hg)(condition.parse(line), (found) => (0,checked .rZ)({ kind: 'condition', condition: found }));
    },
};

;// CONCATENATED MODULE: ./lib/targets/webhook/inputs.js














const METHODS = ['POST', 'PUT', 'PATCH', 'DELETE', 'GET'];
const webhook = defineTarget({
    kind: 'webhook',
    aliases: ['http', 'url', 'api', 'endpoint'],
    inputs: {
        'webhook-url': ENDPOINT,
        'webhook-method': {},
        'webhook-headers': HEADERS,
        'webhook-body': { show: hide, secrets: secret_texts .mj },
        'webhook-status-url': ENDPOINT,
        'webhook-status-expect': {},
    },
    revision: (0,values_text .T)('the name of a version on one line'),
    hasOwnSignals: false,
    hasRuns: false,
    passesEnvironment: false,
    keepsRecordUnplanned: false,
    parse(fields) {
        const config = (0,checked .Q7)({
            kind: (0,checked .rZ)('webhook'),
            url: fields.take('webhook-url', address .rk),
            method: fields.take('webhook-method', (0,choice .Y)(METHODS)),
            headers: fields.takeList('webhook-headers', header ._),
            body: (0,checked .hg)(fields.takeOptional('webhook-body', (0,values_text .K)('the body of a request')), (text) => (0,checked .rZ)(text === undefined ? undefined : new secret .z(text))),
            status: parseStatus(fields),
        });
        const fitting = (0,checked .hg)(config, (found) => (0,checked .hg)(checkBody(fields, found), () => (0,checked .rZ)(found)));
        return (0,checked .hg)((0,checked .__)([fitting, checkTarget(fields)]), () => fitting);
    },
    whoMay: ({ url }) => [
        `Whoever has the secrets of \`${(0,explanation .U)(url)}\`: they are among the secrets of this job.`,
    ],
    place: ({ url }) => `webhook ${(0,explanation .U)(url)}`,
    subject: ({ url, status, body }, { config: { environment } }) => [
        (0,explanation .U)(url),
        status && `status ${(0,explanation .U)(status.url)}`,
        body && `body ${shortDigest(body.reveal())}`,
        environment && `environment ${environment}`,
    ],
    isDeployAhead: () => true,
    isDeployedSinceStart: () => false,
    staysBack: ({ body }) => (0,body_template .I)(body?.reveal() ?? '')
        ? undefined
        : 'the endpoint goes one version back, and takes no name of another one: {to} in webhook-body would pass it on',
    isReadableEarly: ({ status }) => status !== undefined,
    async open(own, config, deps) {
        return (await Promise.all( [__nccwpck_require__.e(902), __nccwpck_require__.e(945)]).then(__nccwpck_require__.bind(__nccwpck_require__, 7945))).openWebhook(config, own, deps);
    },
});
function checkBody(fields, { method, body }) {
    if (method !== 'GET' || body === undefined)
        return (0,checked .rZ)(undefined);
    return fields.refuse('webhook-body', { expected: 'only with a webhook-method that has a body' });
}
function checkTarget(fields) {
    if (!fields.isSet('rollback-to') || (0,body_template .I)(fields.text('webhook-body')))
        return (0,checked .rZ)(undefined);
    return fields.refuse('rollback-to', { expected: 'only with {to} in webhook-body' });
}
function parseStatus(fields) {
    const isAsked = fields.isSet('webhook-status-url') || fields.isSet('webhook-status-expect');
    if (!isAsked)
        return (0,checked .rZ)(undefined);
    return (0,checked .Q7)({
        url: fields.take('webhook-status-url', address .rk),
        expect: fields.take('webhook-status-expect', (0,lines .M)(statusExpectation)),
    });
}

// EXTERNAL MODULE: ./lib/core/nearest.js
var nearest = __nccwpck_require__(6661);
;// CONCATENATED MODULE: ./lib/targets/workflow/inputs.js









const workflow = defineTarget({
    kind: 'workflow',
    aliases: ['github', 'github-actions', 'rerun'],
    inputs: {
        workflow: {},
        'workflow-strategy': {},
        'deploy-job': {},
        'dispatch-ref': {},
        'dispatch-inputs': {},
    },
    revision: {
        expected: 'a commit SHA or a run id',
        parse: (text) => ((0,github .Pk)(text) ? (0,checked .rZ)(text) : commit.parse(text)),
    },
    hasOwnSignals: false,
    hasRuns: true,
    passesEnvironment: false,
    keepsRecordUnplanned: true,
    rerunsItself: (fields) => !fields.isSet('workflow'),
    permissions: () => ({ actions: 'write', contents: 'read', deployments: 'write' }),
    parse(fields) {
        return (0,checked .Q7)({
            kind: (0,checked .rZ)('workflow'),
            workflow: inputs_parseWorkflow(fields),
            deployJob: fields.takeOptional('deploy-job', (0,values_text .T)('the name of a job')),
            environment: fields.takeOptional('environment', github .VE),
            strategy: parseStrategy(fields),
            token: fields.take('github-token', github .bU),
        });
    },
    whoMay: ({ environment }) => [
        'Whoever may run workflows of the repository (write access); in a job, `actions: write`, `contents: read` and `deployments: write`.',
        ...(environment === undefined
            ? []
            : [`Where the environment \`${environment}\` has reviewers, one of them has to approve.`]),
    ],
    place: ({ workflow, environment }) => ['workflow', workflow, environment].filter(Boolean).join(' '),
    location: ({ workflow }) => (workflow === undefined ? [] : [{ name: 'workflow', value: workflow }]),
    subject: ({ workflow, environment }) => [workflow, environment && `environment ${environment}`],
    isDeployAhead: ({ deployJob }, { GITHUB_JOB: job = '' }) => deployJob === undefined || deployJob.toLowerCase() === job.toLowerCase(),
    isDeployedSinceStart: () => false,
    async open(own, config, deps) {
        return (await Promise.all( [__nccwpck_require__.e(815), __nccwpck_require__.e(916), __nccwpck_require__.e(653)]).then(__nccwpck_require__.bind(__nccwpck_require__, 6653))).openWorkflow(config, own, deps);
    },
});
function inputs_parseWorkflow(fields) {
    if (fields.text('mode') !== 'rehearse' || fields.isSet('workflow'))
        return fields.takeOptional('workflow', github .EY);
    return fields.refuse('workflow', {
        expected: 'the file of the workflow that deploys, with mode: rehearse',
        hint: 'Rehearse in a workflow of its own: a rehearsal runs the deploy workflow again, with all its steps.',
    });
}
function parseStrategy(fields) {
    const kind = fields.take('workflow-strategy', (0,choice .Y)(['rerun', 'dispatch']));
    return (0,checked .hg)(kind, (found) => (found === 'rerun' ? rerun(fields) : dispatch(fields)));
}
function rerun(fields) {
    const unused = ['dispatch-ref', 'dispatch-inputs'].filter((name) => fields.isSet(name));
    const refused = unused.map((name) => fields.refuse(name, { expected: 'only with workflow-strategy: dispatch' }));
    return (0,checked .hg)((0,checked .__)(refused), () => (0,checked .rZ)({ kind: 'rerun' }));
}
function dispatch(fields) {
    return (0,checked .Q7)({
        kind: (0,checked .rZ)('dispatch'),
        ref: fields.takeOptional('dispatch-ref', refName),
        inputs: fields.takeList('dispatch-inputs', (0,lines .M)(dispatchInput, ({ name }) => name)),
    });
}
const PLACEHOLDERS = ['sha', 'ref', 'run_id'];
const dispatchInput = {
    expected: 'name: value',
    parse(line) {
        const [, name = '', value = ''] = /^([A-Za-z_][\w-]*)\s*:\s*(.*)$/.exec(line) ?? [];
        if (name === '')
            return (0,parser .T)(line.includes(':') ? undefined : 'There is no colon between name and value.');
        const unknown = [...value.matchAll(/\{(\w+)\}/g)].map(([, word = '']) => word);
        const misspelt = unknown.find((word) => !PLACEHOLDERS.some((known) => known === word) && inputs_guess(word));
        return misspelt === undefined ? (0,checked .rZ)({ name, value }) : (0,parser .T)(`Did you mean {${inputs_guess(misspelt)}}?`);
    },
};
function inputs_guess(word) {
    const meant = (0,nearest .p)(word, ['sha', 'ref', 'run-id']);
    return meant?.replace('-', '_');
}

;// CONCATENATED MODULE: ./lib/targets/registry.js








const registry_all = { ecs: ecs, workflow: workflow, webhook: webhook, ssh: ssh, git: git, command: command, none: none };
const TARGETS = registry_all;
const VERIFY_ONLY = none;
const ALL_TARGETS = Object.values(TARGETS);
const CAN_ROLL_BACK = ALL_TARGETS.filter(({ revision }) => revision !== undefined);
const kindsOf = (targets) => targets.map(({ kind }) => kind);
function ruleOf(name) {
    const common = COMMON_INPUTS[name];
    if (common !== undefined)
        return common.rollsBack ? { ...common, targets: kindsOf(CAN_ROLL_BACK) } : common;
    const users = ALL_TARGETS.filter(({ inputs }) => inputs[name] !== undefined);
    const rule = Object.assign({}, ...users.map(({ inputs }) => inputs[name]));
    return { ...rule, targets: kindsOf(users) };
}


/***/ }),

/***/ 5177:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    e: () => (  readFolderState)
  });
function readFolderState(state) {
    if (typeof state !== 'object' || state === null || !('identity' in state))
        return undefined;
    const { identity } = state;
    return typeof identity === 'string' && identity !== '' ? { identity } : undefined;
}


/***/ }),

/***/ 648:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    N: () => (  sudoersLines)
  });
function sudoersLines({ user, services }) {
    const allow = (commands) => `${user} ALL=(root) NOPASSWD: ${commands.join(', ')}`;
    const units = services.flatMap((unit) => ['stop', 'start'].map((verb) => `/usr/bin/systemctl ${verb} -- ${unit}`));
    return [
        ...(units.length === 0 ? [] : [allow(units)]),
        allow(['mkdir', 'mv', 'rm', 'tar', 'du'].map((name) => `/usr/bin/${name}`)),
    ];
}


/***/ }),

/***/ 7627:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    O: () => (  describeAnswer),
    U: () => (  shownAddress)
  });
  var _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(4851);
  var _core_truncate_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1853);


function shownAddress(address) {
    const { origin, pathname } = new URL(address.reveal());
    return origin + pathname;
}
function describeAnswer(answer, request, input, redact) {
    const { status, body } = answer;
    if (status >= 200 && status <= 299)
        return undefined;
    const said = redact((0,_core_truncate_js__WEBPACK_IMPORTED_MODULE_1__  .x)(body.text, 120));
    const what = `${request} was answered with ${status}${redirection(answer)}${said === '' ? '' : `: ${said}`}`;
    const [code, hint] = meaningOf(status, input);
    return new _core_platform_error_js__WEBPACK_IMPORTED_MODULE_0__  .W(code, what, { hint });
}
function redirection({ status, headers, url }) {
    if (status < 300 || status > 399)
        return '';
    const target = URL.parse(headers.get('location') ?? '', url);
    return target === null ? ', a redirect' : `, a redirect to ${target.host}`;
}
function meaningOf(status, input) {
    if (status === 401 || status === 403) {
        return ['access-denied', 'See that webhook-headers hold a token that is still valid and may do this.'];
    }
    if (status === 404 || status === 410)
        return ['not-found', `Correct the path of ${input}.`];
    if (status >= 300 && status <= 399) {
        return [
            'refused',
            `Redirects are not followed, since headers with tokens would go along: write the final address in ${input}.`,
        ];
    }
    if (status === 429)
        return ['refused', 'It limits how often it is called: try again later.'];
    if (status >= 500)
        return ['unreachable', `Look at the logs of the service behind ${input}.`];
    return [
        'refused',
        'The answer says why; see that webhook-method, webhook-headers and webhook-body are what it wants.',
    ];
}


/***/ }),

/***/ 8027:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    I: () => (  namesTarget),
    c: () => (  fillBody)
  });
const PLACE = /\{(from|to|reason)\}/g;
function namesTarget(template) {
    return template.includes('{to}');
}
function fillBody(template, contentType, values) {
    const isForm = /^application\/x-www-form-urlencoded\b/i.test(contentType ?? '');
    const encode = isForm ? encodeURIComponent : (text) => JSON.stringify(text).slice(1, -1);
    return template.replace(PLACE, (_, name) => encode(values[name].toWellFormed()));
}


/***/ }),

/***/ 7390:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    h: () => (  AMOUNT),
    i: () => (  readDeployment)
  });
const CURRENT = [
    'current',
    'currentversion',
    'currentenvironment',
    'currentslot',
    'currentcolor',
    'active',
    'activeversion',
    'activeenvironment',
    'activeslot',
    'activecolor',
    'live',
    'liveversion',
    'slot',
    'color',
    'colour',
    'version',
    'release',
    'revision',
    'environment',
];
const PREVIOUS = [
    'previous',
    'previousversion',
    'previousenvironment',
    'rollbacktarget',
    'rollbackto',
    'standby',
    'inactive',
];
const HISTORY = ['history', 'deploymenthistory', 'deployments'];
const NAME = ['version', 'name', 'slot', 'color', 'colour', 'environment', 'revision', 'id'];
const NUMBERED = /(?:version|release|revision|id)$/;
const STATE = /^(?:true|false|yes|no|on|off|ok|up|down|healthy|unhealthy|idle|busy|running|stopped|active|inactive|ready|none|null|unknown|undefined|n\/a|pending|starting|deploying|switching|updating|draining|rolling[ _-]?back|in[ _-]?progress|[^\p{L}\d]*)$/iu;
const AMOUNT = /^\d[\d.,]*(?:\s*%|\s*\/\s*\d|\s+\p{L})/u;
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
function readDeployment({ body }) {
    const top = fieldsOf(body.json?.value);
    if (top === undefined)
        return {};
    const inner = fieldsOf(top.get('deployment')) ?? fieldsOf(top.get('status')) ?? new Map();
    const current = first(CURRENT, top) ?? first(CURRENT, inner);
    const previous = first(PREVIOUS, top) ?? first(PREVIOUS, inner) ?? fromHistory(top, current) ?? fromHistory(inner, current);
    return { current, previous: previous === current ? undefined : previous };
}
function fieldsOf(value) {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
        return undefined;
    return new Map(Object.entries(value).map(([name, field]) => [name.toLowerCase().replace(/[_-]/g, ''), field]));
}
function first(names, fields) {
    for (const name of names) {
        const revision = revisionOf(fields.get(name), name, fields);
        if (revision !== undefined)
            return revision;
    }
    return undefined;
}
function revisionOf(value, field, siblings) {
    if (typeof value === 'number' || typeof value === 'string') {
        const text = String(value).trim();
        const isNumber = /^[-+\d.]*$/.test(text) &&
            (typeof value === 'number' || /^(?:active|live|standby|inactive)$/.test(field));
        if (isNumber)
            return mayBeNumbered(field, siblings) && text !== '' ? text : undefined;
        return [STATE, AMOUNT, TIME].some((form) => form.test(text)) ? undefined : text;
    }
    const fields = fieldsOf(value);
    return fields && first(NAME, fields);
}
function mayBeNumbered(field, siblings) {
    const isPair = /^(?:current|previous)$/.test(field) && siblings?.has('current') && siblings.has('previous');
    return isPair === true || NUMBERED.test(field);
}
function fromHistory(fields, current) {
    const list = HISTORY.map((name) => fields.get(name)).find((value) => Array.isArray(value));
    if (!Array.isArray(list) || current === undefined)
        return undefined;
    const names = list.map((entry) => revisionOf(entry, 'version'));
    const newestFirst = names.at(-1) === current && names[0] !== current ? names.toReversed() : names;
    if (newestFirst[0] !== current)
        return undefined;
    return newestFirst
        .slice(newestFirst.lastIndexOf(current))
        .find((name) => name !== undefined && name !== current);
}


/***/ }),

/***/ 7549:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __nccwpck_require__) => {

  __nccwpck_require__.d(__webpack_exports__, {
    Gh: () => (  judgeStatus),
    T7: () => (  proveChange),
    YV: () => (  needsJson),
    n9: () => (  isComparable),
    wl: () => (  parseChanged)
  });
  var _http_model_answer_version_js__WEBPACK_IMPORTED_MODULE_1__ = __nccwpck_require__(1567);
  var _deployment_status_js__WEBPACK_IMPORTED_MODULE_0__ = __nccwpck_require__(7390);


const CHANGED = /^(?:(.+?)\s+)?changed$/;
function parseChanged(line, parseSource) {
    const match = CHANGED.exec(line);
    if (match === null)
        return undefined;
    const [, subject] = match;
    if (subject === undefined)
        return { kind: 'changed', line };
    const source = parseSource(subject);
    return source && { kind: 'changed', line, source };
}
function judgeStatus(expectation, before, now) {
    if (expectation.kind === 'condition')
        return expectation.condition.evaluate(now);
    const { line, source } = expectation;
    const [old, current] = [comparedOf(before, source), comparedOf(now, source)];
    if (old === undefined || current === undefined) {
        return { holds: false, text: `${line}: there is no value to compare` };
    }
    const holds = old.value !== current.value;
    const { name } = current;
    if (name === undefined)
        return { holds, text: `${line}: the body is ${holds ? 'another one' : 'the same'}` };
    return { holds, text: `${line}: it is ${holds ? 'now' : 'still'} ${name}` };
}
function proveChange(expectations, before, now) {
    const holds = expectations
        .filter((line) => isComparable(line, before))
        .every((line) => judgeStatus(line, before, now).holds);
    const [old, current] = [(0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_0__  .i)(before).current, (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_0__  .i)(now).current];
    const isOther = old !== undefined && current !== undefined && old !== current;
    const hasTurned = expectations
        .filter((line) => line.kind === 'condition' || line.source !== undefined)
        .some((line) => !judgeStatus(line, before, before).holds && judgeStatus(line, before, now).holds);
    return { holds, isProof: isOther || hasTurned };
}
function comparedOf(answer, source) {
    if (answer.status < 200 || answer.status > 299)
        return undefined;
    if (source !== undefined) {
        const reading = (0,_http_model_answer_version_js__WEBPACK_IMPORTED_MODULE_1__  .$)(answer, source);
        return reading.kind === 'found' ? { value: reading.version, name: reading.version } : undefined;
    }
    const { current } = (0,_deployment_status_js__WEBPACK_IMPORTED_MODULE_0__  .i)(answer);
    if (current !== undefined)
        return { value: current, name: current };
    const { text, isTruncated, json } = answer.body;
    if (isTruncated)
        return undefined;
    const words = json === undefined ? [text.trim()] : wordsOf(json.value);
    const named = words.filter((word) => /\p{L}/u.test(word) && !TIME.test(word) && !_deployment_status_js__WEBPACK_IMPORTED_MODULE_0__  .h.test(word));
    return named.length === 0 ? undefined : { value: named.join('\n') };
}
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d/;
function wordsOf(value) {
    const words = [];
    const open = [value];
    while (open.length > 0) {
        const next = open.pop();
        if (typeof next === 'string')
            words.push(next.trim());
        if (typeof next === 'object' && next !== null)
            for (const part of Object.values(next))
                open.push(part);
    }
    return words.reverse();
}
function isComparable(expectation, before) {
    return expectation.kind === 'condition' || comparedOf(before, expectation.source) !== undefined;
}
function needsJson(expectation) {
    if (expectation.kind === 'condition')
        return expectation.condition.field !== undefined;
    return expectation.source?.kind === 'body';
}


/***/ })

/******/ });
/************************************************************************/
/******/  
/******/ var __webpack_module_cache__ = {};
/******/ 
/******/  
/******/ function __nccwpck_require__(moduleId) {
/******/ 	 
/******/ 	var cachedModule = __webpack_module_cache__[moduleId];
/******/ 	if (cachedModule !== undefined) {
/******/ 		return cachedModule.exports;
/******/ 	}
/******/ 	 
/******/ 	var module = __webpack_module_cache__[moduleId] = {
/******/ 		id: moduleId,
/******/ 		loaded: false,
/******/ 		exports: {}
/******/ 	};
/******/ 
/******/ 	 
/******/ 	var threw = true;
/******/ 	try {
/******/ 		__webpack_modules__[moduleId].call(module.exports, module, module.exports, __nccwpck_require__);
/******/ 		threw = false;
/******/ 	} finally {
/******/ 		if(threw) delete __webpack_module_cache__[moduleId];
/******/ 	}
/******/ 
/******/ 	 
/******/ 	module.loaded = true;
/******/ 
/******/ 	 
/******/ 	return module.exports;
/******/ }
/******/ 
/******/  
/******/ __nccwpck_require__.m = __webpack_modules__;
/******/ 
/************************************************************************/
/******/  
/******/ if (typeof __nccwpck_require__ !== 'undefined') __nccwpck_require__.ab = decodeURIComponent(new URL('.', import.meta.url).pathname).slice(import.meta.url.match(/^file:\/\/\/\w:/) ? 1 : 0, -1) + "/";
/******/ 
/******/  
/******/ (() => {
/******/ 	var webpackQueues = typeof Symbol === "function" ? Symbol("webpack queues") : "__webpack_queues__";
/******/ 	var webpackExports = typeof Symbol === "function" ? Symbol("webpack exports") : "__webpack_exports__";
/******/ 	var webpackError = typeof Symbol === "function" ? Symbol("webpack error") : "__webpack_error__";
/******/ 	var resolveQueue = (queue) => {
/******/ 		if(queue && queue.d < 1) {
/******/ 			queue.d = 1;
/******/ 			queue.forEach((fn) => (fn.r--));
/******/ 			queue.forEach((fn) => (fn.r-- ? fn.r++ : fn()));
/******/ 		}
/******/ 	}
/******/ 	var wrapDeps = (deps) => (deps.map((dep) => {
/******/ 		if(dep !== null && typeof dep === "object") {
/******/ 			if(dep[webpackQueues]) return dep;
/******/ 			if(dep.then) {
/******/ 				var queue = [];
/******/ 				queue.d = 0;
/******/ 				dep.then((r) => {
/******/ 					obj[webpackExports] = r;
/******/ 					resolveQueue(queue);
/******/ 				}, (e) => {
/******/ 					obj[webpackError] = e;
/******/ 					resolveQueue(queue);
/******/ 				});
/******/ 				var obj = {};
/******/ 				obj[webpackQueues] = (fn) => (fn(queue));
/******/ 				return obj;
/******/ 			}
/******/ 		}
/******/ 		var ret = {};
/******/ 		ret[webpackQueues] = x => {};
/******/ 		ret[webpackExports] = dep;
/******/ 		return ret;
/******/ 	}));
/******/ 	__nccwpck_require__.a = (module, body, hasAwait) => {
/******/ 		var queue;
/******/ 		hasAwait && ((queue = []).d = -1);
/******/ 		var depQueues = new Set();
/******/ 		var exports = module.exports;
/******/ 		var currentDeps;
/******/ 		var outerResolve;
/******/ 		var reject;
/******/ 		var promise = new Promise((resolve, rej) => {
/******/ 			reject = rej;
/******/ 			outerResolve = resolve;
/******/ 		});
/******/ 		promise[webpackExports] = exports;
/******/ 		promise[webpackQueues] = (fn) => (queue && fn(queue), depQueues.forEach(fn), promise["catch"](x => {}));
/******/ 		module.exports = promise;
/******/ 		body((deps) => {
/******/ 			currentDeps = wrapDeps(deps);
/******/ 			var fn;
/******/ 			var getResult = () => (currentDeps.map((d) => {
/******/ 				if(d[webpackError]) throw d[webpackError];
/******/ 				return d[webpackExports];
/******/ 			}))
/******/ 			var promise = new Promise((resolve) => {
/******/ 				fn = () => (resolve(getResult));
/******/ 				fn.r = 0;
/******/ 				var fnQueue = (q) => (q !== queue && !depQueues.has(q) && (depQueues.add(q), q && !q.d && (fn.r++, q.push(fn))));
/******/ 				currentDeps.map((dep) => (dep[webpackQueues](fnQueue)));
/******/ 			});
/******/ 			return fn.r ? promise : getResult();
/******/ 		}, (err) => ((err ? reject(promise[webpackError] = err) : outerResolve(exports)), resolveQueue(queue)));
/******/ 		queue && queue.d < 0 && (queue.d = 0);
/******/ 	};
/******/ })();
/******/ 
/******/  
/******/ (() => {
/******/ 	var getProto = Object.getPrototypeOf ? (obj) => (Object.getPrototypeOf(obj)) : (obj) => (obj.__proto__);
/******/ 	var leafPrototypes;
/******/ 	 
/******/ 	 
/******/ 	 
/******/ 	 
/******/ 	 
/******/ 	 
/******/ 	__nccwpck_require__.t = function(value, mode) {
/******/ 		if(mode & 1) value = this(value);
/******/ 		if(mode & 8) return value;
/******/ 		if(typeof value === 'object' && value) {
/******/ 			if((mode & 4) && value.__esModule) return value;
/******/ 			if((mode & 16) && typeof value.then === 'function') return value;
/******/ 		}
/******/ 		var ns = Object.create(null);
/******/ 		__nccwpck_require__.r(ns);
/******/ 		var def = {};
/******/ 		leafPrototypes = leafPrototypes || [null, getProto({}), getProto([]), getProto(getProto)];
/******/ 		for(var current = mode & 2 && value; typeof current == 'object' && !~leafPrototypes.indexOf(current); current = getProto(current)) {
/******/ 			Object.getOwnPropertyNames(current).forEach((key) => (def[key] = () => (value[key])));
/******/ 		}
/******/ 		def['default'] = () => (value);
/******/ 		__nccwpck_require__.d(ns, def);
/******/ 		return ns;
/******/ 	};
/******/ })();
/******/ 
/******/  
/******/ (() => {
/******/ 	 
/******/ 	__nccwpck_require__.d = (exports, definition) => {
/******/ 		for(var key in definition) {
/******/ 			if(__nccwpck_require__.o(definition, key) && !__nccwpck_require__.o(exports, key)) {
/******/ 				Object.defineProperty(exports, key, { enumerable: true, get: definition[key] });
/******/ 			}
/******/ 		}
/******/ 	};
/******/ })();
/******/ 
/******/  
/******/ (() => {
/******/ 	__nccwpck_require__.f = {};
/******/ 	 
/******/ 	 
/******/ 	__nccwpck_require__.e = (chunkId) => {
/******/ 		return Promise.all(Object.keys(__nccwpck_require__.f).reduce((promises, key) => {
/******/ 			__nccwpck_require__.f[key](chunkId, promises);
/******/ 			return promises;
/******/ 		}, []));
/******/ 	};
/******/ })();
/******/ 
/******/  
/******/ (() => {
/******/ 	 
/******/ 	__nccwpck_require__.u = (chunkId) => {
/******/ 		 
/******/ 		return "" + chunkId + ".index.js";
/******/ 	};
/******/ })();
/******/ 
/******/  
/******/ (() => {
/******/ 	__nccwpck_require__.o = (obj, prop) => (Object.prototype.hasOwnProperty.call(obj, prop))
/******/ })();
/******/ 
/******/  
/******/ (() => {
/******/ 	 
/******/ 	__nccwpck_require__.r = (exports) => {
/******/ 		if(typeof Symbol !== 'undefined' && Symbol.toStringTag) {
/******/ 			Object.defineProperty(exports, Symbol.toStringTag, { value: 'Module' });
/******/ 		}
/******/ 		Object.defineProperty(exports, '__esModule', { value: true });
/******/ 	};
/******/ })();
/******/ 
/******/  
/******/ (() => {
/******/ 	__nccwpck_require__.nmd = (module) => {
/******/ 		module.paths = [];
/******/ 		if (!module.children) module.children = [];
/******/ 		return module;
/******/ 	};
/******/ })();
/******/ 
/******/  
/******/ (() => {
/******/ 	 
/******/ 	
/******/ 	 
/******/ 	 
/******/ 	 
/******/ 	var installedChunks = {
/******/ 		792: 0
/******/ 	};
/******/ 	
/******/ 	var installChunk = (data) => {
/******/ 		var {ids, modules, runtime} = data;
/******/ 		 
/******/ 		 
/******/ 		var moduleId, chunkId, i = 0;
/******/ 		for(moduleId in modules) {
/******/ 			if(__nccwpck_require__.o(modules, moduleId)) {
/******/ 				__nccwpck_require__.m[moduleId] = modules[moduleId];
/******/ 			}
/******/ 		}
/******/ 		if(runtime) runtime(__nccwpck_require__);
/******/ 		for(;i < ids.length; i++) {
/******/ 			chunkId = ids[i];
/******/ 			if(__nccwpck_require__.o(installedChunks, chunkId) && installedChunks[chunkId]) {
/******/ 				installedChunks[chunkId][0]();
/******/ 			}
/******/ 			installedChunks[ids[i]] = 0;
/******/ 		}
/******/ 	
/******/ 	}
/******/ 	
/******/ 	__nccwpck_require__.f.j = (chunkId, promises) => {
/******/ 			 
/******/ 			var installedChunkData = __nccwpck_require__.o(installedChunks, chunkId) ? installedChunks[chunkId] : undefined;
/******/ 			if(installedChunkData !== 0) {  
/******/ 	
/******/ 				 
/******/ 				if(installedChunkData) {
/******/ 					promises.push(installedChunkData[1]);
/******/ 				} else {
/******/ 					if(true) {  
/******/ 						 
/******/ 						var promise = import("./" + __nccwpck_require__.u(chunkId)).then(installChunk, (e) => {
/******/ 							if(installedChunks[chunkId] !== 0) installedChunks[chunkId] = undefined;
/******/ 							throw e;
/******/ 						});
/******/ 						var promise = Promise.race([promise, new Promise((resolve) => (installedChunkData = installedChunks[chunkId] = [resolve]))])
/******/ 						promises.push(installedChunkData[1] = promise);
/******/ 					}
/******/ 				}
/******/ 			}
/******/ 	};
/******/ 	
/******/ 	 
/******/ 	
/******/ 	 
/******/ 	
/******/ 	 
/******/ 	
/******/ 	 
/******/ })();
/******/ 
/************************************************************************/
/******/ 
/******/  
/******/  
/******/  
/******/ var __webpack_exports__ = __nccwpck_require__(5691);
/******/ __webpack_exports__ = await __webpack_exports__;
/******/ 
