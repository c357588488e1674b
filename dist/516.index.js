export const id = 516;
export const ids = [516];
export const modules = {

/***/ 7135:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  lintWorkflow: () => (  lintWorkflow)
});

// EXTERNAL MODULE: ./lib/core/credential-shapes.js
var credential_shapes = __webpack_require__(2169);
// EXTERNAL MODULE: ./lib/core/nearest.js
var nearest = __webpack_require__(6661);
// EXTERNAL MODULE: ./lib/inputs/declarations.js
var declarations = __webpack_require__(9788);
// EXTERNAL MODULE: ./lib/inputs/input-error.js
var input_error = __webpack_require__(1674);
// EXTERNAL MODULE: ./lib/main/parse-inputs.js + 20 modules
var parse_inputs = __webpack_require__(5007);
;// CONCATENATED MODULE: ./lib/cli/lint/lint-problem.js
function errorAt({ line, column }, advice) {
    return { line, column, level: 'error', ...advice };
}
function warningAt({ line, column }, advice) {
    return { line, column, level: 'warning', ...advice };
}

// EXTERNAL MODULE: ./lib/targets/registry.js + 18 modules
var registry = __webpack_require__(2696);
;// CONCATENATED MODULE: ./lib/cli/lint/safe-landing-step.js


function findLandingSteps(workflow, readFile) {
    return workflow.jobs.flatMap((job) => job.steps.filter(isLanding).map((step) => {
        const inputs = { ...readInputs(step), ...(readFile && { readFile }) };
        const target = registry .vh.find(({ kind }) => kind === inputs.get('target').trim());
        return { workflow, job, step, inputs, target };
    }));
}
function isLanding({ uses }) {
    return uses !== undefined && /(^|\/)safe-landing(\/|@|$)/i.test(uses.text);
}
function hasExpression(text) {
    return text.includes('${{');
}
function readInputs({ with: given }) {
    return {
        get: (name) => given.get(name)?.text ?? defaultOf(name),
        given: () => [...given.keys()].map((name) => name.toLowerCase()),
    };
}
function defaultOf(name) {
    const preset = Object.hasOwn(declarations .W, name) ? declarations .W[name] : '';
    return hasExpression(preset) ? 'given-by-github' : preset;
}
function placeWithin(value, line, column) {
    if (line === undefined)
        return { line: value.line, column: value.column };
    if (value.indent !== undefined)
        return { line: value.line + line, column: value.indent + (column ?? 1) };
    return { line: value.line + line - 1, column: value.column + (column ?? 1) - 1 };
}

;// CONCATENATED MODULE: ./lib/cli/lint/input-problems.js







function findWrongInputs(landing) {
    return [...findRefused(landing), ...findUndeclared(landing.step), ...findWrittenSecrets(landing.step)];
}
function readConfig({ inputs }) {
    try {
        return (0,parse_inputs .T)(inputs);
    }
    catch (error) {
        if (error instanceof input_error .dz)
            return error.problems;
        throw error;
    }
}
function findRefused(landing) {
    const { step } = landing;
    const found = readConfig(landing);
    if (!Array.isArray(found))
        return [];
    return found
        .filter(({ input, mayBeUnset }) => !isGivenByExpression(step, [input, mayBeUnset]))
        .filter(({ input }) => Object.hasOwn(declarations .W, input))
        .map((problem) => errorAt(placeOf(step, problem), describe(problem)));
}
function isGivenByExpression(step, names) {
    return names.some((name) => typeof name === 'string' && hasExpression(step.with.get(name)?.text ?? ''));
}
function placeOf(step, { input, line, column }) {
    const value = step.with.get(input);
    return value === undefined ? (step.uses ?? step) : placeWithin(value, line, column);
}
function describe({ line: _line, column: _column, hint, ...problem }) {
    return { message: (0,input_error .yM)(problem), hint: hint ?? '' };
}
function findUndeclared({ with: given }) {
    const names = Object.keys(declarations .W);
    return [...given].flatMap(([name, { key }]) => {
        if (names.includes(name.toLowerCase()))
            return [];
        const meant = (0,nearest .p)(name, names);
        const hint = meant === undefined ? 'docs/inputs.md lists them all.' : `Did you mean ${meant}?`;
        return [errorAt(key, { message: `${name} is no input of Safe Landing`, hint })];
    });
}
function findWrittenSecrets({ with: given }) {
    return [...given].flatMap(([name, value]) => {
        if (hasExpression(value.text) || (0,credential_shapes .g)(value.text).length === 0)
            return [];
        return [
            warningAt(value, {
                message: `${name} holds what looks like a credential, for everybody who can read this file`,
                hint: `Put it into a secret of the repository, give it as \${{ secrets.NAME }}, and replace the credential.`,
            }),
        ];
    });
}

// EXTERNAL MODULE: ./lib/inputs/fields.js
var inputs_fields = __webpack_require__(8608);
;// CONCATENATED MODULE: ./lib/cli/lint/permission-problems.js



function findMissingPermissions(landing) {
    const { workflow, job, step } = landing;
    const given = job.permissions ?? workflow.permissions;
    const missing = needsOf(landing).filter((need) => !isGiven(given, need));
    if (missing.length === 0)
        return [];
    const list = missing.map(({ scope, access, purpose }) => `${scope}: ${access} (${purpose})`).join(', ');
    const scopes = [...scopesOf(given), ...missing.map(({ scope, access }) => `${scope}: ${access}`)];
    const isRead = job.steps.some(checksOut) && !scopes.some((scope) => scope.startsWith('contents:'));
    const hint = `Give the job: permissions: { ${[...(isRead ? ['contents: read'] : []), ...scopes].join(', ')} }`;
    if (given === undefined) {
        const message = `the job ${job.id} says no permissions, and needs ${list}; what a token may do then is a setting of the repository, often only to read`;
        return [warningAt(step.uses ?? step, { message, hint })];
    }
    return [errorAt(given, { message: `the permissions of the job ${job.id} lack ${list}`, hint })];
}
function needsOf({ target, inputs, job }) {
    const fields = new inputs_fields .C(inputs, registry .Y);
    const ofTarget = Object.entries(target?.permissions?.(fields) ?? {}).map(([scope, access]) => ({
        scope,
        access: accessIn(inputs.get('mode').trim(), access),
        purpose: `target: ${target?.kind}`,
    }));
    const others = [
        ...(inputs.get('incident-issue').trim() === 'true'
            ? [{ scope: 'issues', access: 'write', purpose: 'incident-issue' }]
            : []),
        ...(inputs.get('pr-comment').trim() === 'true'
            ? [{ scope: 'pull-requests', access: 'write', purpose: 'pr-comment' }]
            : []),
        ...(inputs.get('landing-report').trim() === 'true'
            ? [{ scope: 'actions', access: 'read', purpose: 'landing-report' }]
            : []),
        ...(job.steps.some(assumesRole)
            ? [{ scope: 'id-token', access: 'write', purpose: 'AWS credentials by OIDC' }]
            : []),
    ];
    const all = [...ofTarget, ...others];
    const isCovered = ({ scope, access }) => access === 'read' && all.some((other) => other.scope === scope && other.access === 'write');
    return all.filter((need) => !isCovered(need));
}
function accessIn(mode, access) {
    return mode === 'validate' || mode === 'capture' ? 'read' : access;
}
function checksOut({ uses }) {
    return uses?.text.startsWith('actions/checkout@') === true;
}
function assumesRole({ uses, with: given }) {
    const isCredentials = uses?.text.startsWith('aws-actions/configure-aws-credentials') === true;
    return isCredentials && given.has('role-to-assume') && !given.has('aws-access-key-id');
}
function isGiven(given, { scope, access }) {
    if (given?.all === 'write-all')
        return true;
    if (given?.all === 'read-all')
        return access === 'read' && scope !== 'id-token';
    const found = given?.scopes.get(scope);
    return found === 'write' || (found === 'read' && access === 'read');
}
function scopesOf(given) {
    return [...(given?.scopes ?? [])].map(([scope, access]) => `${scope}: ${access}`);
}

;// CONCATENATED MODULE: ./lib/cli/lint/place-problems.js




function findMisplacedStep(landing) {
    const mode = landing.inputs.get('mode').trim();
    if (hasExpression(mode))
        return [];
    return [
        ...findWrongTrigger(landing, mode),
        ...(mode === 'guard'
            ? [...findNothingBefore(landing), ...findSkipping(landing), ...findCancelled(landing)]
            : []),
        ...(mode === 'capture' ? findNothingBetween(landing) : []),
        ...(mode === 'guard' || mode === 'rollback' ? findDeadlock(landing) : []),
        ...findHidden(landing),
    ];
}
const EVERYDAY = ['push', 'pull_request', 'pull_request_target', 'merge_group', 'release', 'create'];
function findWrongTrigger({ workflow, job, step }, mode) {
    const at = step.uses ?? step;
    if (mode === 'rollback') {
        const others = workflow.triggers.filter((trigger) => EVERYDAY.includes(trigger));
        if (others.length === 0 || step.if !== undefined || job.if !== undefined)
            return [];
        const message = `mode: rollback rolls back at once, and this workflow also runs on ${others.join(', ')}`;
        return [errorAt(at, { message, hint: 'Put it into a workflow of its own with `on: workflow_dispatch`.' })];
    }
    if (mode === 'validate' && workflow.triggers.includes('pull_request_target')) {
        const message = 'pull_request_target runs with the secrets of this repository for everybody’s pull requests';
        return [
            errorAt(at, { message, hint: 'Use `on: pull_request`; validate says what a fork could not check.' }),
        ];
    }
    return [];
}
const PREPARES = /^(actions\/(checkout|setup-|cache|download-artifact|upload-artifact)|aws-actions\/(configure-aws-credentials|amazon-ecr-login|amazon-ecs-render)|docker\/(login|setup)-|.*safe-landing)/i;
function mayDeploy({ uses, run }) {
    return run !== undefined || (uses !== undefined && !PREPARES.test(uses.text));
}
function findNothingBefore({ workflow, job, step, inputs }) {
    const before = job.steps.slice(0, job.steps.indexOf(step));
    const isAwaited = inputs.get('expect-version').trim() !== '';
    const isAfterPush = workflow.triggers.length === 1 && workflow.triggers[0] === 'push';
    if (before.some(mayDeploy) || job.needs.length > 0 || isAwaited || !isAfterPush)
        return [];
    return [
        errorAt(step.uses ?? step, {
            message: 'nothing before this step deploys anything, so that it would watch the version of yesterday',
            hint: 'Put the guard after the step that deploys, or into a job that `needs` the one that does.',
        }),
    ];
}
function findNothingBetween({ job, step }) {
    const after = job.steps.slice(job.steps.indexOf(step) + 1);
    const isElsewhere = step.id !== undefined && !after.some(({ uses }) => /safe-landing/i.test(uses?.text ?? ''));
    if (after.some(mayDeploy) || isElsewhere)
        return [];
    return [
        errorAt(step.uses ?? step, {
            message: 'nothing after this capture deploys anything, so that it records the new version as the good one',
            hint: 'Put mode: capture before the step that deploys.',
        }),
    ];
}
const STATUS_FUNCTION = /\b(always|cancelled|failure|success)\s*\(\s*\)/;
const AFTER_A_FAILURE = /!\s*cancelled\s*\(|always\s*\(|failure\s*\(\s*\)\s*\|\||\|\|\s*failure\s*\(/;
function findSkipping({ job, step }) {
    const isAlone = !job.steps.slice(0, job.steps.indexOf(step)).some(mayDeploy);
    const [condition, subject, at] = isAlone
        ? [job.if, `the job ${job.id}`, job]
        : [step.if, 'this step', step.uses ?? step];
    if (isAlone && job.needs.length === 0)
        return [];
    const text = condition?.text ?? '';
    if (AFTER_A_FAILURE.test(text))
        return [];
    const hint = isAlone
        ? `Give the job \`if: \${{ !cancelled() && needs.${job.needs[0] ?? 'deploy'}.result != 'skipped' }}\`.`
        : `Give the step \`if: \${{ !cancelled() }}\`, with a condition on an output of the deploy step.`;
    if (/failure\s*\(/.test(text)) {
        const message = `${subject} runs only after a failure: a deployment that succeeds is never watched`;
        return [errorAt(condition ?? at, { message, hint })];
    }
    const why = STATUS_FUNCTION.test(text) || text === '' ? '' : ' (an `if` without a status function means success())';
    const message = `${subject} is skipped if the deploy fails half-way, when it is needed most${why}`;
    return [warningAt(condition ?? at, { message, hint })];
}
function findCancelled({ workflow, job }) {
    return [job.concurrency, workflow.concurrency].flatMap((concurrency) => concurrency?.cancelsInProgress
        ? [
            warningAt(concurrency, {
                message: 'cancel-in-progress ends a guard, and a rollback under way, whenever the next run starts',
                hint: 'Write `cancel-in-progress: false`: the next deployment waits for its turn.',
            }),
        ]
        : []);
}
function findDeadlock({ workflow, job, target, inputs }) {
    if (!target?.rerunsItself?.(new inputs_fields .C(inputs, registry .Y)))
        return [];
    const held = [
        workflow.concurrency,
        job.concurrency && isShared(workflow, job) ? job.concurrency : undefined,
    ];
    return held.flatMap((concurrency) => concurrency === undefined
        ? []
        : [
            errorAt(concurrency, {
                message: `this run holds the concurrency group ${concurrency.group}, which the run that goes back needs too`,
                hint: 'Put `concurrency` on the job that deploys, and the guard into a job of its own after it.',
            }),
        ]);
}
function isShared(workflow, job) {
    const others = workflow.jobs.filter((other) => other !== job);
    return (job.steps.some(mayDeploy) ||
        others.some(({ concurrency }) => concurrency?.group === job.concurrency?.group));
}
function findHidden({ job, step }) {
    const at = step.continuesOnError ? (step.uses ?? step) : job.continuesOnError ? job : undefined;
    if (at === undefined)
        return [];
    return [
        warningAt(at, {
            message: 'continue-on-error makes the job green, whatever was found',
            hint: 'Leave it out. To stay green after a rollback on purpose there is `fail-on-rollback: false`.',
        }),
    ];
}

;// CONCATENATED MODULE: ./lib/cli/lint/release-problems.js

const PLACEHOLDER = /^OWNER\/|@0{40}$/;
function findPlaceholder({ step: { uses } }) {
    if (uses === undefined || !PLACEHOLDER.test(uses.text))
        return [];
    const message = `${uses.text} is a placeholder, and GitHub would look for an action of that name`;
    const hint = 'Name the account that Safe Landing is in, and the full commit SHA of a release.';
    return [warningAt(uses, { message, hint })];
}

;// CONCATENATED MODULE: ./lib/cli/lint/script-problems.js


function findMissingScripts({ job, step }) {
    const before = job.steps.slice(0, job.steps.indexOf(step));
    if (before.some(bringsFiles))
        return [];
    const checks = step.with.get('checks');
    const template = step.with.get('notify-template');
    return [...(checks === undefined ? [] : findIn(checks)), ...findTemplate(template)];
}
function findTemplate(value) {
    if (value === undefined || hasExpression(value.text) || value.text.trim() === '')
        return [];
    const message = 'notify-template names files of the repository, and no step before brings the repository to the runner';
    return [warningAt(value, { message, hint: CHECKOUT })];
}
const CHECKOUT = 'Put `uses: actions/checkout` before this step.';
const SCRIPT = /(?:^|[\s'"=])(\.\/[\w./-]+|[\w-][\w./-]*\/[\w.-]+\.(?:sh|bash|py|rb|php|pl|[cm]?[jt]s))(?=$|[\s'";|&])/;
function findIn(value) {
    return value.text.split('\n').flatMap((line, index) => {
        const script = /^\s*(?:-\s*)?run\s*:(.*)$/.exec(line)?.[1] ?? '';
        const path = SCRIPT.exec(script)?.[1];
        if (path === undefined)
            return [];
        const place = placeWithin(value, value.indent === undefined ? undefined : index + 1);
        const message = `${path} is a file of the repository, and no step before brings the repository to the runner`;
        return [warningAt(place, { message, hint: CHECKOUT })];
    });
}
function bringsFiles({ uses, run }) {
    if (uses !== undefined)
        return !/^(?:aws-actions|docker|azure|google-github-actions)\/|safe-landing|\/setup-/.test(uses.text);
    return /\b(?:git|gh|curl|wget|tar|unzip|cp|rsync|aws)\b|>/.test(run?.text ?? '');
}

// EXTERNAL MODULE: ./lib/core/duration.js
var duration = __webpack_require__(8415);
// EXTERNAL MODULE: ./lib/main/health-policy.js
var health_policy = __webpack_require__(1118);
;// CONCATENATED MODULE: ./lib/cli/lint/watch-problems.js





function findBlindWatch(landing) {
    return [
        ...findPrivateAddresses(landing),
        ...findWrongCommit(landing),
        ...findShortJob(landing),
        ...findSlowDeployStep(landing),
    ];
}
const HOSTED = /^(ubuntu|windows|macos)-/;
const PRIVATE = /^(localhost|.*\.(internal|local|lan|corp|intranet)|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.)/i;
function findPrivateAddresses({ step, job }) {
    const value = step.with.get('health-url');
    if (value === undefined || !HOSTED.test(job.runsOn))
        return [];
    return value.text.split('\n').flatMap((text, index) => {
        if (hasExpression(text) || !URL.canParse(text.trim()))
            return [];
        const { hostname } = new URL(text.trim());
        if (!PRIVATE.test(hostname))
            return [];
        const place = placeWithin(value, value.indent === undefined ? undefined : index + 1);
        const message = `${hostname} is private, and a runner of GitHub (${job.runsOn}) cannot reach it`;
        return [
            warningAt(place, {
                message,
                hint: 'Use a public address, or a self-hosted runner inside that network.',
            }),
        ];
    });
}
const NOT_WHAT_WAS_DEPLOYED = {
    workflow_run: 'the newest commit of the default branch',
    pull_request: 'a merge that only GitHub has',
    deployment_status: 'the commit of the deployment only if that names one',
};
function findWrongCommit({ workflow, step, inputs }) {
    const value = step.with.get('expect-version');
    if (value === undefined || !/^\$\{\{\s*github\.sha\s*\}\}$/.test(value.text.trim()))
        return [];
    if (inputs.get('mode').trim() !== 'guard')
        return [];
    return workflow.triggers.flatMap((trigger) => {
        const sha = NOT_WHAT_WAS_DEPLOYED[trigger];
        if (sha === undefined)
            return [];
        const message = `on ${trigger}, github.sha is ${sha}, and need not be what was deployed`;
        const hint = trigger === 'workflow_run'
            ? `Write \`\${{ github.event.workflow_run.head_sha }}\`.`
            : 'Give the version that the deploy step built.';
        return [warningAt(value, { message, hint })];
    });
}
function findShortJob(landing) {
    const { job } = landing;
    const minutes = Number(job.timeoutMinutes?.text);
    const config = readConfig(landing);
    if (job.timeoutMinutes === undefined || !Number.isFinite(minutes) || !('health' in config))
        return [];
    const { shortestMs, longestMs } = (0,health_policy .ho)(config);
    const isShort = config.mode === 'guard' && minutes * 60_000 < longestMs;
    if (!isShort)
        return [];
    const message = `timeout-minutes: ${minutes} may end the job in the middle of a rollback: a landing takes at least ${(0,duration .P)(shortestMs)}, and with a rollback at most ${(0,duration .P)(longestMs)}`;
    const hint = `Write at least ${Math.ceil(longestMs / 60_000)}, and what the steps before it need.`;
    return [(minutes * 60_000 < shortestMs ? errorAt : warningAt)(job.timeoutMinutes, { message, hint })];
}
function findSlowDeployStep({ job, step }) {
    return job.steps.slice(0, job.steps.indexOf(step)).flatMap(({ with: given }) => {
        const value = given.get('wait-for-service-stability');
        if (value?.text !== 'true')
            return [];
        return [
            warningAt(value, {
                message: 'the deploy step waits until the service is stable, up to half an hour for a version that fails',
                hint: 'Leave it out: Safe Landing follows the rollout itself, and sees a failure at once.',
            }),
        ];
    });
}

// EXTERNAL MODULE: ./node_modules/yaml/dist/index.js
var dist = __webpack_require__(8815);
;// CONCATENATED MODULE: ./lib/cli/lint/workflow-source.js

class WorkflowSyntaxError extends Error {
    name = 'WorkflowSyntaxError';
    place;
    constructor(message, place) {
        super(message);
        this.place = place;
    }
}
function readWorkflow(source) {
    const counter = new dist.LineCounter();
    const document = (0,dist.parseDocument)(source, { lineCounter: counter, prettyErrors: false });
    const [error] = document.errors;
    const reader = new Reader(source, document, counter);
    if (error !== undefined)
        throw new WorkflowSyntaxError(error.message.split('\n')[0] ?? '', reader.placeAt(error.pos[0]));
    return reader.readWorkflow();
}
class Reader {
    #source;
    #document;
    #counter;
    constructor(source, document, counter) {
        this.#source = source;
        this.#document = document;
        this.#counter = counter;
    }
    placeAt(offset) {
        const { line, col } = this.#counter.linePos(offset);
        return { line: Math.max(1, line), column: Math.max(1, col) };
    }
    readWorkflow() {
        const root = this.#resolve(this.#document.contents);
        return {
            triggers: this.#names(this.#get(root, 'on')),
            permissions: this.#permissions(this.#get(root, 'permissions')),
            concurrency: this.#concurrency(this.#get(root, 'concurrency')),
            jobs: this.#pairs(this.#get(root, 'jobs')).map(({ key, value }) => this.#job(key, value)),
        };
    }
    #job(key, node) {
        return {
            ...workflow_source_placeOf(key),
            id: key.text,
            needs: this.#names(this.#get(node, 'needs')),
            if: this.#text(this.#get(node, 'if')),
            runsOn: this.#names(this.#get(node, 'runs-on')).join(' '),
            timeoutMinutes: this.#text(this.#get(node, 'timeout-minutes')),
            permissions: this.#permissions(this.#get(node, 'permissions')),
            concurrency: this.#concurrency(this.#get(node, 'concurrency')),
            continuesOnError: this.#isTrue(node, 'continue-on-error'),
            steps: this.#items(this.#get(node, 'steps')).map((step) => this.#step(step)),
        };
    }
    #step(node) {
        const inputs = this.#pairs(this.#get(node, 'with')).map(({ key, value }) => [key.text, { ...(this.#text(value) ?? { ...workflow_source_placeOf(key), text: '' }), key: workflow_source_placeOf(key) }]);
        return {
            ...this.#placeOf(node),
            id: this.#text(this.#get(node, 'id'))?.text,
            uses: this.#text(this.#get(node, 'uses')),
            run: this.#text(this.#get(node, 'run')),
            if: this.#text(this.#get(node, 'if')),
            with: new Map(inputs),
            continuesOnError: this.#isTrue(node, 'continue-on-error'),
        };
    }
    #permissions(node) {
        if (node === undefined)
            return undefined;
        const text = this.#text(node);
        const scopes = this.#pairs(node).map(({ key, value }) => [key.text, this.#text(value)?.text ?? '']);
        return { ...this.#placeOf(node), ...(text && { all: text.text }), scopes: new Map(scopes) };
    }
    #concurrency(node) {
        if (node === undefined)
            return undefined;
        const group = this.#text(node) ?? this.#text(this.#get(node, 'group'));
        const cancelsInProgress = this.#isTrue(node, 'cancel-in-progress');
        return { ...this.#placeOf(node), group: group?.text ?? '', cancelsInProgress };
    }
    #isTrue(node, name) {
        return this.#text(this.#get(node, name))?.text === 'true';
    }
    #names(node) {
        const text = this.#text(node);
        if (text !== undefined)
            return [text.text];
        const items = this.#items(node).flatMap((item) => this.#text(item)?.text ?? []);
        return [...items, ...this.#pairs(node).map(({ key }) => key.text)];
    }
    #get(node, name) {
        return this.#pairs(node).find(({ key }) => key.text === name)?.value;
    }
    #pairs(node) {
        const map = this.#resolve(node);
        if (!(0,dist.isMap)(map))
            return [];
        return map.items.flatMap(({ key, value }) => {
            const name = this.#text(key);
            return name === undefined ? [] : [{ key: name, value: this.#resolve(value) }];
        });
    }
    #items(node) {
        const list = this.#resolve(node);
        return (0,dist.isSeq)(list) ? list.items.flatMap((item) => this.#resolve(item) ?? []) : [];
    }
    #text(node) {
        if (!(0,dist.isScalar)(node))
            return undefined;
        const place = this.#placeOf(node);
        const text = textOf(node);
        const isBlock = node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED';
        return isBlock ? { ...place, text, indent: this.#indentBelow(place.line) } : { ...place, text };
    }
    #indentBelow(line) {
        const below = this.#source.split('\n').slice(line);
        return (below.find((text) => text.trim() !== '') ?? '').search(/\S|$/);
    }
    #placeOf(node) {
        return this.placeAt(node.range?.[0] ?? 0);
    }
    #resolve(node) {
        if (node === null || node === undefined)
            return undefined;
        return 'resolve' in node ? (node.resolve(this.#document) ?? undefined) : node;
    }
}
function textOf({ value, source, type }) {
    return type === 'PLAIN' ? (source ?? String(value ?? '')) : String(value ?? '');
}
function workflow_source_placeOf({ line, column }) {
    return { line, column };
}

;// CONCATENATED MODULE: ./lib/cli/lint/lint-workflow.js









function lintWorkflow(source, readFile) {
    try {
        const landings = findLandingSteps(readWorkflow(source), readFile);
        const problems = landings.flatMap((landing) => [
            ...findPlaceholder(landing),
            ...findWrongInputs(landing),
            ...findMissingPermissions(landing),
            ...findMisplacedStep(landing),
            ...findBlindWatch(landing),
            ...findMissingScripts(landing),
        ]);
        return { problems: inOrder(problems), steps: landings.length };
    }
    catch (error) {
        if (!(error instanceof WorkflowSyntaxError))
            throw error;
        const hint = 'GitHub does not start a workflow that it cannot read.';
        return { problems: [errorAt(error.place, { message: `no YAML: ${error.message}`, hint })], steps: 0 };
    }
}
function inOrder(problems) {
    const unique = new Map(problems.map((problem) => [JSON.stringify(problem), problem]));
    return [...unique.values()].toSorted((a, b) => a.line - b.line || a.column - b.column);
}


/***/ })

};
