export const id = 637;
export const ids = [637];
export const modules = {

/***/ 8637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
  __webpack_require__.d(__webpack_exports__, {
    lintCommand: () => (  lintCommand)
  });
  var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
  var _inputs_health_yaml_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8563);
  var _report_untrusted_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5536);
  var _options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9048);




const lintCommand = {
    summary: 'finds the mistakes in workflow files that use Safe Landing, offline',
    usage: 'FILE… [--format text|github]',
    options: { format: { value: 'FORM', help: 'text (the default), or github for annotations' } },
    notes: [
        'Values that an expression gives are passed over.',
        'Exit codes: 0 nothing wrong, 1 errors, 2 wrong usage or a file that cannot be read.',
    ],
    run: async ({ values, others: paths }, { write }) => {
        const [format = 'text'] = values.get('format') ?? [];
        if (format !== 'text' && format !== 'github')
            throw new _options_js__WEBPACK_IMPORTED_MODULE_1__  .eb(`--format ${format}: expected text or github`);
        if (paths.length === 0)
            throw new _options_js__WEBPACK_IMPORTED_MODULE_1__  .eb('a file is needed, such as .github/workflows/deploy.yml');
        const files = paths.map((path) => ({ path, source: read(path) }));
        await (0,_inputs_health_yaml_js__WEBPACK_IMPORTED_MODULE_2__  .yv)();
        const { lintWorkflow } = await Promise.all( [__webpack_require__.e(815), __webpack_require__.e(516)]).then(__webpack_require__.bind(__webpack_require__, 7135));
        const results = files.map(({ path, source }) => ({ path, ...lintWorkflow(source) }));
        const found = results.flatMap(({ path, problems }) => problems.map((problem) => ({ path, problem })));
        if (found.length === 0 && results.every(({ steps }) => steps === 0))
            throw new _options_js__WEBPACK_IMPORTED_MODULE_1__  .eb(`no step of ${paths.join(', ')} uses safe-landing`);
        for (const { path, problem } of found)
            write(`${format === 'github' ? renderAnnotation(path, problem) : renderLine(path, problem)}\n`);
        const errors = found.filter(({ problem }) => problem.level === 'error').length;
        if (format === 'text')
            write(`${summarize(errors, found.length - errors)}\n`);
        return errors > 0 ? 1 : 0;
    },
};
function read(path) {
    try {
        return (0,node_fs__WEBPACK_IMPORTED_MODULE_0__.readFileSync)(path, 'utf8');
    }
    catch (error) {
        throw new _options_js__WEBPACK_IMPORTED_MODULE_1__  .eb(error instanceof Error ? error.message : String(error));
    }
}
function renderLine(path, { line, column, level, message, hint }) {
    const advice = hint === '' ? '' : `\n    ${(0,_report_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .bo)(hint)}`;
    return `${path}:${line}:${column}: ${level}: ${(0,_report_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .bo)(message)}${advice}`;
}
function renderAnnotation(path, { line, column, level, message, hint }) {
    const text = (0,_report_untrusted_js__WEBPACK_IMPORTED_MODULE_3__  .bo)(`${message}. ${hint}`.trim()).replaceAll('%', '%25');
    const file = path.replaceAll('%', '%25').replaceAll(':', '%3A').replaceAll(',', '%2C');
    return `::${level} file=${file},line=${line},col=${column},title=Safe Landing::${text}`;
}
function summarize(errors, warnings) {
    const count = (number, noun) => `${number} ${noun}${number === 1 ? '' : 's'}`;
    return errors + warnings === 0
        ? 'Nothing wrong was found.'
        : `${count(errors, 'error')}, ${count(warnings, 'warning')}`;
}


/***/ })

};
