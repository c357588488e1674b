export const id = 542;
export const ids = [542];
export const modules = {

/***/ 5542:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  initCommand: () => (  initCommand)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: ./lib/core/nearest.js
var nearest = __webpack_require__(6661);
;// CONCATENATED MODULE: ./lib/cli/init/fill-in.js
const PLACEHOLDER = /OWNER\/safe-landing@0{40} # v1\.0\.0/g;
function fillIn(text, { names = {} }, given, release) {
    const own = Object.entries(names).reduce((filled, [name, { 'stands-for': example }]) => {
        return filled.replaceAll(wholeName(example), () => given.get(name) ?? example);
    }, text);
    return release === undefined ? own : own.replaceAll(PLACEHOLDER, () => release);
}
function wholeName(example) {
    const literal = example.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw `\$&`);
    return new RegExp(String.raw `(?<![\w./-])${literal}(?![\w.])`, 'g');
}
function settingsIn(texts, kind) {
    const found = texts.flatMap((text) => [...text.matchAll(new RegExp(`\\b${kind}\\.([A-Z_]+)`, 'g'))]);
    return [...new Set(found.map(([, name = '']) => name))].filter((name) => name !== 'GITHUB_TOKEN').toSorted();
}
function environmentsIn(texts) {
    const names = texts.flatMap((text) => [
        ...[...text.matchAll(/^ +environment: ([a-z]+)$/gm)].map(([, name = '']) => name),
        ...[...text.matchAll(/^ +options: \[([a-z, ]+)\]$/gm)].flatMap(([, list = '']) => list.split(', ')),
    ]);
    return [...new Set(names)].toSorted();
}

;// CONCATENATED MODULE: ./lib/cli/init/init-case.js


function readCases(examples) {
    return JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(examples, 'cases.json'), 'utf8'));
}
function readFiles(examples, { files, roles = {} }, tool) {
    const read = (example) => (0,external_node_fs_.readFileSync)((0,external_node_path_.join)(examples, example), 'utf8');
    const source = tool === undefined ? undefined : roles[tool];
    return [
        ...Object.entries(files).map(([name, example]) => ({
            path: `.github/workflows/${name}`,
            text: read(example),
        })),
        ...(source === undefined ? [] : [{ path: source, text: read(source) }]),
    ];
}

// EXTERNAL MODULE: ./lib/core/shell-quote.js
var shell_quote = __webpack_require__(6188);
;// CONCATENATED MODULE: ./lib/cli/init/next-steps.js


const WORKFLOWS = '.github/workflows/';
function describeNextSteps(files, { given, release }) {
    const workflows = files.filter(({ path }) => path.startsWith(WORKFLOWS));
    const texts = workflows.map(({ text }) => text);
    const roles = files.find(({ path }) => !path.startsWith(WORKFLOWS));
    return [
        'Read the first comment of each file: it lists what the workflow needs.',
        ...(release === undefined
            ? ['Replace OWNER/safe-landing@000… in them by a release, such as `OWNER/safe-landing@SHA # v1.2.3`.']
            : []),
        ...(roles === undefined ? [] : [`Make the roles of ${roles.path}: docs/aws.md has the commands.`]),
        ...environmentsIn(texts).map((name) => `gh api --method PUT repos/{owner}/{repo}/environments/${name}`),
        ...settingsIn(texts, 'vars').map((name) => `gh variable set ${name} --body ${(0,shell_quote .Z)(given.get(name) ?? '…')}`),
        ...settingsIn(texts, 'secrets').map((name) => `gh secret set ${name}`),
        `Check them before you push, by the same program: lint ${workflows.map(({ path }) => path).join(' ')}`,
    ];
}
function renderReport({ written, kept, next }, isDryRun) {
    const lines = [
        ...written.map((path) => `${isDryRun ? 'would write' : 'wrote'} ${path}`),
        ...kept.map((path) => `kept ${path}, which was there`),
        '',
        'Next:',
        ...next.map((step) => `  ${step}`),
    ];
    return `${lines.join('\n')}\n`;
}

// EXTERNAL MODULE: ./lib/core/version.js
var version = __webpack_require__(8067);
;// CONCATENATED MODULE: ./lib/cli/init/release.js



const FULL_NAME = /^[\w.-]+\/[\w.-]+@[0-9a-f]{40}$/;
function isPinned(text) {
    return FULL_NAME.test(text);
}
function pin(name) {
    return `${name} # v${version .x}`;
}
const FETCHED = [
    /^git\+(?:ssh|https):\/\/[^/]+\/([\w.-]+\/[\w.-]+?)(?:\.git)?#([0-9a-f]{40})$/,
    /^https:\/\/[^/]+\/([\w.-]+\/[\w.-]+)\/archive\/([0-9a-f]{40})\.tar\.gz$/,
];
function findRelease(examples) {
    try {
        const lock = JSON.parse((0,external_node_fs_.readFileSync)((0,external_node_path_.join)(examples, '../../.package-lock.json'), 'utf8'));
        const resolved = lock.packages?.['node_modules/safe-landing']?.resolved ?? '';
        for (const form of FETCHED) {
            const [, repository, commit] = form.exec(resolved) ?? [];
            if (repository !== undefined)
                return `${repository}@${commit}`;
        }
        return undefined;
    }
    catch {
        return undefined;
    }
}

// EXTERNAL MODULE: ./lib/cli/options.js
var options = __webpack_require__(9048);
;// CONCATENATED MODULE: ./lib/cli/init-command.js








const initCommand = {
    summary: 'writes workflows for your case: deploy and guard, checks, a rollback by hand',
    usage: '[CASE] [--set NAME=VALUE]… [--roles TOOL] [--uses ACTION] [--keep | --force] [--dry-run]',
    options: {
        set: {
            value: 'NAME=VALUE',
            isRepeatable: true,
            help: 'a name of your own, such as HEALTH_URL=https://…',
        },
        roles: { value: 'TOOL', help: 'terraform (the default), cloudformation, or no' },
        uses: { value: 'ACTION', help: 'the release, as OWNER/safe-landing@ and a full commit SHA' },
        folder: { value: 'FOLDER', help: 'the repository (the folder you are in)' },
        keep: { help: 'keeps the files that exist, and writes the others' },
        force: { help: 'replaces the files that exist' },
        'dry-run': { help: 'writes nothing, and says what it would write' },
        json: { help: 'says it as JSON' },
    },
    notes: [
        'Without a CASE it asks, on a terminal. It replaces no file without --force.',
        'Cases: ecs, ecs-blue-green, workflow, workflow-dispatch, server, webhook, branch, kubernetes.',
        'Exit codes: 0 written, 1 a file could not be written, 2 wrong usage: nothing was written.',
    ],
    run: async (given, terminal) => {
        const { examples } = terminal;
        const cases = readCases(examples);
        const chosen = readCase(cases, await chooseCase(cases, given, terminal));
        const tool = readTool(chosen, given);
        const templates = readFiles(examples, chosen, tool);
        const names = await chooseNames(chosen, templates, given, terminal);
        const release = readRelease(given, examples);
        const files = templates.map(({ path, text }) => ({ path, text: fillIn(text, chosen, names, release) }));
        const folder = given.values.get('folder')?.[0] ?? '.';
        const { fresh, kept } = refuseExisting(folder, files, given);
        const isDryRun = given.values.has('dry-run');
        if (!isDryRun && !write(folder, fresh, terminal))
            return 1;
        const report = {
            written: fresh.map(({ path }) => path),
            kept: kept.map(({ path }) => path),
            next: describeNextSteps(files, { given: names, release }),
        };
        terminal.write(given.values.has('json') ? `${JSON.stringify(report, null, 2)}\n` : renderReport(report, isDryRun));
        return 0;
    },
};
async function chooseCase(cases, { others }, { ask, write }) {
    const [name, extra] = others;
    if (extra !== undefined)
        throw new options .eb(`${JSON.stringify(extra)} is too much: one case at a time`);
    if (name !== undefined)
        return name;
    if (ask === undefined)
        throw new options .eb(`a case is needed: ${Object.keys(cases).join(', ')}`);
    const titles = Object.entries(cases).map(([key, { title }]) => `  ${key.padEnd(18)} ${title}\n`);
    write(`What do you deploy?\n${titles.join('')}`);
    return await ask('Case: ');
}
function readCase(cases, name) {
    const found = Object.hasOwn(cases, name) ? cases[name] : undefined;
    if (found !== undefined)
        return found;
    const names = Object.keys(cases);
    const meant = (0,nearest .p)(name, names);
    const hint = meant === undefined ? '' : `. Did you mean ${meant}?`;
    throw new options .eb(`invalid case ${JSON.stringify(name)}: expected ${names.join(', ')}${hint}`);
}
function readTool({ roles = {} }, { values }) {
    const tools = Object.keys(roles);
    const [wanted] = values.get('roles') ?? [];
    if (wanted === undefined)
        return tools[0];
    if (wanted === 'no')
        return undefined;
    if (tools.length === 0)
        throw new options .eb('--roles belongs to the cases of Amazon ECS');
    if (tools.includes(wanted))
        return wanted;
    throw new options .eb(`--roles: invalid value ${JSON.stringify(wanted)}: expected ${tools.join(', ')} or no`);
}
function readRelease({ values }, examples) {
    const [wanted] = values.get('uses') ?? [];
    if (wanted !== undefined && !isPinned(wanted)) {
        const expected = 'expected OWNER/safe-landing@ and the full SHA of a commit, 40 characters';
        throw new options .eb(`--uses: invalid value ${JSON.stringify(wanted)}: ${expected}`);
    }
    const release = wanted ?? findRelease(examples);
    return release === undefined ? undefined : pin(release);
}
async function chooseNames({ names = {} }, templates, given, { ask }) {
    const variables = settingsIn(templates.map(({ text }) => text), 'vars');
    const chosen = readSettings(given, Object.keys(names), variables);
    if (ask === undefined || given.others.length > 0)
        return chosen;
    for (const [name, { question, 'stands-for': example }] of Object.entries(names)) {
        if (chosen.has(name))
            continue;
        const answer = checkName(name, (await ask(`${question} [${example}]: `)) || example);
        chosen.set(name, answer);
    }
    for (const name of variables.filter((each) => !chosen.has(each))) {
        const answer = await ask(`${name}, if you know it: `);
        if (answer !== '')
            chosen.set(name, answer);
    }
    return chosen;
}
function readSettings({ values }, names, variables) {
    const known = [...names, ...variables];
    const settings = (values.get('set') ?? []).map((text) => {
        const [, name = '', value = ''] = /^([^=]+)=(.+)$/s.exec(text) ?? [];
        if (name === '')
            throw new options .eb(`--set: invalid value ${JSON.stringify(text)}: expected NAME=VALUE`);
        if (names.includes(name))
            return [name, checkName(name, value)];
        if (variables.includes(name))
            return [name, value];
        const meant = (0,nearest .p)(name, known);
        const hint = meant === undefined ? '' : `. Did you mean ${meant}?`;
        throw new options .eb(`--set: unknown name ${JSON.stringify(name)}: expected ${known.join(', ')}${hint}`);
    });
    return new Map(settings);
}
function checkName(name, value) {
    if (/^[\w@%+=,./][\w@%+=,./ -]*$/.test(value))
        return value;
    const expected = 'expected letters, digits, spaces and @ % + = , . / _ -';
    throw new options .eb(`${name}: invalid value ${JSON.stringify(value)}: ${expected}`);
}
function refuseExisting(folder, files, { values }) {
    const kept = values.has('force') ? [] : files.filter(({ path }) => (0,external_node_fs_.existsSync)((0,external_node_path_.join)(folder, path)));
    if (kept.length > 0 && !values.has('keep')) {
        const paths = kept.map(({ path }) => path).join(', ');
        const verb = kept.length === 1 ? 'exists' : 'exist';
        throw new options .eb(`${paths} ${verb}, and nothing was written: --keep writes the others, --force replaces them`);
    }
    return { fresh: files.filter((file) => !kept.includes(file)), kept };
}
function write(folder, files, terminal) {
    for (const { path, text } of files) {
        try {
            (0,external_node_fs_.mkdirSync)((0,external_node_path_.dirname)((0,external_node_path_.join)(folder, path)), { recursive: true });
            (0,external_node_fs_.writeFileSync)((0,external_node_path_.join)(folder, path), text);
        }
        catch (error) {
            const reason = error instanceof Error ? error.message : String(error);
            terminal.writeError(`safe-landing: ${path} could not be written: ${reason}\n`);
            return false;
        }
    }
    return true;
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


/***/ })

};
