export const id = 68;
export const ids = [68];
export const modules = {

/***/ 6068:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {


__webpack_require__.d(__webpack_exports__, {
  writeRunbook: () => (  writeRunbook)
});

// EXTERNAL MODULE: ./lib/core/platform-error.js
var platform_error = __webpack_require__(4851);
// EXTERNAL MODULE: ./lib/core/version.js
var version = __webpack_require__(8067);
// EXTERNAL MODULE: ./lib/process/command-check.js
var command_check = __webpack_require__(6313);
// EXTERNAL MODULE: ./lib/report/untrusted.js
var untrusted = __webpack_require__(5536);
;// CONCATENATED MODULE: ./lib/report/runbook.js

const RUNBOOK_MARK = '<!-- Written by Safe Landing (mode: validate, runbook). The next run writes it anew, down to the notes of the team. -->';
const NOTES_MARK = '<!-- Notes of the team: everything below this line is kept. -->';
function renderRunbook(facts, notes) {
    const parts = [
        RUNBOOK_MARK,
        `# Runbook: ${nameOf(facts)}`,
        renderPlace(facts),
        `## Is it safe now?\n\n${renderChecks(facts)}`,
        `## Symptoms and actions\n\n${SYMPTOMS}`,
        `## Roll back by hand\n\n${renderCandidates(facts)}`,
        `## Who may\n\n${bullets(facts.whoMay, untrusted .GH) || 'Nobody is known to need more than this job has.'}`,
        `## Contacts\n\n${bullets(facts.contacts) || 'None are given: add them as `runbook-contacts`.'}`,
        `## Afterwards\n\n${AFTERWARDS}`,
        `${NOTES_MARK}${notes === '' ? '\n' : notes}`,
    ];
    return parts.join('\n\n');
}
function notesOf(runbook) {
    const at = runbook.indexOf(NOTES_MARK);
    return at < 0 ? '' : runbook.slice(at + NOTES_MARK.length);
}
function nameOf({ context: { where = [], environment, target } }) {
    const service = where.find(({ name }) => name === 'service')?.value ?? where[0]?.value ?? target;
    const of = environment === undefined ? '' : ` in ${(0,untrusted .FV)(environment, 80)}`;
    return `${(0,untrusted .FV)(service, 120)}${of}`;
}
function renderPlace({ context: { where = [], target, version } }) {
    const facts = where
        .filter(({ name }) => name !== 'revision')
        .map(({ name, value }) => `${name === undefined ? '' : `${(0,untrusted .FV)(name, 40)} `}${(0,untrusted .SS)(value, 120)}`);
    return [...facts, `target ${(0,untrusted .SS)(target)}`, `Safe Landing ${(0,untrusted .SS)(version)}`].join(' · ');
}
function renderChecks({ addresses }) {
    const asked = addresses.map((address) => `curl --fail --include --max-time 10 ${quoted(address)}`);
    const ask = asked.length === 0 ? [] : [`Ask the service:\n\n${commands(asked)}`];
    return [
        ...ask,
        'The summary of the last deployment says in its second line whether it is safe, and below it where and why.',
    ].join('\n\n');
}
function quoted(text) {
    return `'${text.replaceAll("'", "'\\''")}'`;
}
function commands(list) {
    return (0,untrusted .DV)(list.join('\n'), { maxLines: 60, maxLength: 32_000 });
}
const SYMPTOMS = `\
| What you see | What it means | What to do |
|---|---|---|
| the job is red, \`rolled-back\` | the new version was unhealthy; the earlier one is back and healthy | nothing is urgent: fix the cause, deploy again |
| the job is red, \`rollback-unhealthy\` | the earlier version fails too | search outside of the deployment: database, certificate, another service. If the earlier version itself is bad, take an older one from below |
| the job is red, \`rollback-failed\` | the rollback did not complete | look at what the platform does now, then roll back by hand |
| the job is red, \`no-target\` | nothing to go back to was found | name a version that you know to be good |
| the job is red, \`inconclusive\` or \`cancelled\` | the health is unknown, and nothing was changed | ask the service as above; roll back by hand if it fails |
| the job is green, and users report errors | the checks do not see it | roll back by hand, then add a check that sees it |
| nothing was deployed, and it fails | the version is not the cause | do not roll back; search outside of the deployment |`;
function renderCandidates({ candidates, noMore }) {
    const rendered = candidates.map(({ rollbackTo, plan }) => {
        const move = plan.from
            .split('\n')
            .map((from, index) => `${(0,untrusted .SS)(from, 120)} → ${(0,untrusted .SS)(plan.to.split('\n')[index] ?? '', 120)}`)
            .join(', ');
        const why = plan.evidence.slice(0, 1).map((text) => `Why this one: ${(0,untrusted .FV)(text, 300)}.`);
        const how = plan.manual.length === 0
            ? ['There is no command for it: let a workflow with `mode: rollback` do it.']
            : [commands(plan.manual)];
        const unknowns = plan.unknowns.map((text) => `- Unknown: ${(0,untrusted .FV)(text, 300)}`).join('\n');
        return [`### \`rollback-to: ${rollbackTo}\`: ${move}`, ...why, ...how, unknowns]
            .filter(Boolean)
            .join('\n\n');
    });
    const end = noMore === undefined ? [] : [`No further version: ${(0,untrusted .FV)(noMore, 400)}.`];
    const first = rendered.length === 0
        ? []
        : [
            'A workflow with `mode: rollback` does the same, and verifies the result. The commands are those of the state in which this page was written: write it anew after each deployment, or compare the first version with what runs.',
        ];
    return [...first, ...rendered, ...end].join('\n\n');
}
const AFTERWARDS = `\
- [ ] The service answers, and what matters most to users works.
- [ ] The people above know what happened, and what runs now.
- [ ] The summary, the report and the logs of the failed version are kept.
- [ ] An incident is open, with the cause as far as it is known.
- [ ] Nobody deploys the bad version again: it is reverted or fixed first.`;
function bullets(texts, render = untrusted .FV) {
    return texts.map((text) => `- ${render(text)}`).join('\n');
}

// EXTERNAL MODULE: ./lib/run/rollback.js
var rollback = __webpack_require__(4833);
// EXTERNAL MODULE: ./lib/runner/workspace-file.js
var workspace_file = __webpack_require__(214);
;// CONCATENATED MODULE: ./lib/main/write-runbook.js






const MOST_CANDIDATES = 3;
async function writeRunbook(config, outcome, deps, signal) {
    const { env, redact } = deps;
    const { path, contacts } = config.runbook;
    const { target, environment, health } = config;
    const context = { where: target.location(env), environment, target: target.kind, version: version .x };
    const { candidates, noMore } = await collectCandidates(config, deps, signal);
    const addresses = health.checks.flatMap((check) => {
        if ((0,command_check .y)(check))
            return [];
        const { origin, pathname } = new URL(check.url.reveal());
        return [`${origin}${pathname}`];
    });
    const facts = { context, addresses, candidates, noMore, whoMay: target.whoMay, contacts };
    try {
        const workspace = env.GITHUB_WORKSPACE ?? process.cwd();
        (0,workspace_file .H)({ workspace, path, firstLine: RUNBOOK_MARK }, (before) => redact(renderRunbook(facts, notesOf(before))));
    }
    catch (error) {
        if (!(error instanceof platform_error .W))
            throw error;
        const { message: reason, hint } = error;
        return { ...outcome, result: 'invalid', reason: `runbook: ${reason}`, hint };
    }
    return { ...outcome, reason: `${outcome.reason}; the runbook is in ${path}` };
}
async function collectCandidates(config, { open }, signal) {
    const candidates = [];
    for (let count = 1; count <= MOST_CANDIDATES; count += 1) {
        const rollbackTo = count === 1 ? { kind: 'previous' } : { kind: 'back', count };
        try {
            const strategy = await open({ ...config, rollbackTo });
            if (strategy === undefined)
                return { candidates, noMore: 'this target puts nothing back' };
            const planned = await strategy.plan(signal);
            if (planned.kind !== 'ready')
                return { candidates, noMore: planned.reason };
            candidates.push({
                rollbackTo: count === 1 ? 'previous' : `-${count}`,
                plan: (0,rollback .df)(planned.plan),
            });
        }
        catch (error) {
            if (!(error instanceof platform_error .W) || signal.aborted)
                throw error;
            return { candidates, noMore: error.message };
        }
    }
    return { candidates };
}


/***/ })

};
