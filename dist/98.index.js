export const id = 98;
export const ids = [98];
export const modules = {

/***/ 9048:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

  __webpack_require__.d(__webpack_exports__, {
    Ac: () => (  parseOptions),
    Dx: () => (  renderOptions),
    eb: () => (  UsageError)
  });
  var node_util__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(7975);
  var _core_nearest_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(6661);


class UsageError extends Error {
    name = 'UsageError';
}
function parseOptions(options, args) {
    const types = Object.fromEntries(Object.entries(options).map(([name, { value }]) => [
        name,
        { type: value === undefined ? 'boolean' : 'string', multiple: true },
    ]));
    const { tokens } = (0,node_util__WEBPACK_IMPORTED_MODULE_0__.parseArgs)({
        args: [...args],
        options: types,
        allowPositionals: true,
        strict: false,
        tokens: true,
    });
    const values = new Map();
    const others = [];
    for (const token of tokens) {
        if (token.kind === 'positional')
            others.push(token.value);
        if (token.kind !== 'option')
            continue;
        const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
        if (option === undefined)
            throw new UsageError(describeUnknown(token.rawName, Object.keys(options)));
        const before = values.get(token.name) ?? [];
        if (before.length > 0 && !option.isRepeatable)
            throw new UsageError(`${token.rawName} is given twice`);
        values.set(token.name, [...before, readValue(token, option)]);
    }
    return { values, others };
}
function readValue({ rawName, value, inlineValue }, option) {
    if (option.value === undefined) {
        if (value !== undefined)
            throw new UsageError(`${rawName} takes no value`);
        return '';
    }
    if (value === undefined || value === '' || (!inlineValue && value.startsWith('--')))
        throw new UsageError(`${rawName} needs a value: ${rawName} ${option.value}`);
    return value;
}
function describeUnknown(rawName, names) {
    const meant = (0,_core_nearest_js__WEBPACK_IMPORTED_MODULE_1__  .p)(rawName.replace(/^-+/, ''), names);
    return `unknown option ${rawName}${meant === undefined ? '' : `. Did you mean --${meant}?`}`;
}
const WIDTH = 26;
function renderOptions(options) {
    return Object.entries(options).map(([name, { value, isRepeatable, help }]) => {
        const form = `--${name}${value === undefined ? '' : ` ${value}`}${isRepeatable ? ' …' : ''}`;
        return `  ${form.padEnd(WIDTH)} ${help}`;
    });
}


/***/ }),

/***/ 4098:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);

__webpack_require__.d(__webpack_exports__, {
  startCli: () => (  startCli)
});

// EXTERNAL MODULE: external "node:fs"
var external_node_fs_ = __webpack_require__(3024);
// EXTERNAL MODULE: external "node:path"
var external_node_path_ = __webpack_require__(6760);
// EXTERNAL MODULE: external "node:readline/promises"
var promises_ = __webpack_require__(6848);
// EXTERNAL MODULE: ./lib/core/nearest.js
var nearest = __webpack_require__(6661);
// EXTERNAL MODULE: ./lib/core/version.js
var version = __webpack_require__(8067);
// EXTERNAL MODULE: ./lib/cli/options.js
var cli_options = __webpack_require__(9048);
;// CONCATENATED MODULE: ./lib/cli/cli.js



const HELP = { help: { help: 'shows this' } };
const COMMANDS = {
    verify: async () => (await __webpack_require__.e(  630).then(__webpack_require__.bind(__webpack_require__, 6630))).verifyCommand,
    lint: async () => (await __webpack_require__.e(  637).then(__webpack_require__.bind(__webpack_require__, 8637))).lintCommand,
    init: async () => (await __webpack_require__.e(  542).then(__webpack_require__.bind(__webpack_require__, 5542))).initCommand,
    replay: async () => (await __webpack_require__.e(  873).then(__webpack_require__.bind(__webpack_require__, 3873))).replayCommand,
};
async function cli([name = '', ...args], terminal) {
    try {
        if (['--help', '-h', 'help'].includes(name))
            return await print(await renderOverview(), terminal);
        if (name === '--version')
            return await print(`${version .x}\n`, terminal);
        const load = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
        if (load === undefined)
            throw new cli_options .eb(describeUnknown(name));
        const command = await load();
        if (args.includes('--help') || args.includes('-h'))
            return await print(renderHelp(name, command), terminal);
        return await command.run((0,cli_options .Ac)(command.options, args), terminal);
    }
    catch (error) {
        return reportError(error, name, terminal);
    }
}
async function print(text, terminal) {
    terminal.write(text);
    return 0;
}
function reportError(error, name, terminal) {
    if (error instanceof cli_options .eb) {
        const help = Object.hasOwn(COMMANDS, name) ? `safe-landing ${name} --help` : 'safe-landing --help';
        terminal.writeError(`safe-landing: ${error.message}\nSee ${help}\n`);
        return 2;
    }
    if (terminal.signal.aborted) {
        terminal.writeError('safe-landing: stopped before there was a verdict\n');
        return 1;
    }
    terminal.writeError(`safe-landing: this is a bug of Safe Landing: ${error instanceof Error ? error.stack : error}\n`);
    return 1;
}
function describeUnknown(name) {
    if (name === '')
        return `a command is needed: ${Object.keys(COMMANDS).join(', ')}`;
    const meant = (0,nearest .p)(name, Object.keys(COMMANDS));
    return `unknown command ${JSON.stringify(name)}${meant === undefined ? '' : `. Did you mean ${meant}?`}`;
}
async function renderOverview() {
    const lines = await Promise.all(Object.entries(COMMANDS).map(async ([name, load]) => `  ${name.padEnd(10)} ${(await load()).summary}`));
    return [
        'Safe Landing in a shell: the same checks and the same verdict as in a workflow. Nothing is rolled back.',
        '',
        'usage: safe-landing COMMAND [OPTIONS]',
        '',
        ...lines,
        '',
        'safe-landing COMMAND --help describes a command. Exit codes: 0 good, 1 not good, 2 wrong usage.',
        '',
    ].join('\n');
}
function renderHelp(name, { summary, usage, options, notes }) {
    return [
        summary,
        '',
        `usage: safe-landing ${name} ${usage}`,
        '',
        ...(0,cli_options .Dx)({ ...options, ...HELP }),
        ...(notes.length === 0 ? [] : ['', ...notes]),
        '',
    ].join('\n');
}

;// CONCATENATED MODULE: ./lib/cli/start.js





async function startCli(args, signal) {
    return await cli(args, {
        env: process.env,
        signal,
        isInteractive: process.stdout.isTTY === true,
        examples: (0,external_node_path_.join)((0,external_node_fs_.realpathSync)(process.argv[1] ?? ''), '../../examples'),
        ask: process.stdin.isTTY && process.stdout.isTTY ? (question) => askOnce(question, signal) : undefined,
        write: (text) => process.stdout.write(text),
        writeError: (text) => process.stderr.write(text),
    });
}
async function askOnce(question, signal) {
    const lines = (0,promises_.createInterface)({ input: process.stdin, output: process.stdout });
    const ended = new Promise((_, reject) => {
        lines.once('close', () => reject(new cli_options .eb('the input ended before the answer')));
    });
    ended.catch(() => { });
    try {
        return (await Promise.race([lines.question(question, { signal }), ended])).trim();
    }
    finally {
        lines.close();
    }
}


/***/ })

};
