export const id = 637;
export const ids = [637];
export const modules = {

/***/ 8637:
/***/ ((__unused_webpack___webpack_module__, __webpack_exports__, __webpack_require__) => {

__webpack_require__.r(__webpack_exports__);
/* harmony export */ __webpack_require__.d(__webpack_exports__, {
/* harmony export */   lintCommand: () => (/* binding */ lintCommand)
/* harmony export */ });
/* harmony import */ var node_fs__WEBPACK_IMPORTED_MODULE_0__ = __webpack_require__(3024);
/* harmony import */ var _inputs_health_yaml_js__WEBPACK_IMPORTED_MODULE_2__ = __webpack_require__(8563);
/* harmony import */ var _report_untrusted_js__WEBPACK_IMPORTED_MODULE_3__ = __webpack_require__(5536);
/* harmony import */ var _options_js__WEBPACK_IMPORTED_MODULE_1__ = __webpack_require__(9048);




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
            throw new _options_js__WEBPACK_IMPORTED_MODULE_1__/* .UsageError */ .eb(`--format ${format}: expected text or github`);
        if (paths.length === 0)
            throw new _options_js__WEBPACK_IMPORTED_MODULE_1__/* .UsageError */ .eb('a file is needed, such as .github/workflows/deploy.yml');
        const files = paths.map((path) => ({ path, source: read(path) }));
        await (0,_inputs_health_yaml_js__WEBPACK_IMPORTED_MODULE_2__/* .loadYaml */ .yv)();
        const { lintWorkflow } = await Promise.all(/* import() */[__webpack_require__.e(815), __webpack_require__.e(735)]).then(__webpack_require__.bind(__webpack_require__, 6735));
        const results = files.map(({ path, source }) => ({ path, ...lintWorkflow(source) }));
        const found = results.flatMap(({ path, findings }) => findings.map((finding) => ({ path, finding })));
        if (found.length === 0 && results.every(({ steps }) => steps === 0))
            throw new _options_js__WEBPACK_IMPORTED_MODULE_1__/* .UsageError */ .eb(`no step of ${paths.join(', ')} uses safe-landing`);
        for (const { path, finding } of found)
            write(`${format === 'github' ? renderAnnotation(path, finding) : renderLine(path, finding)}\n`);
        const errors = found.filter(({ finding }) => finding.level === 'error').length;
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
        throw new _options_js__WEBPACK_IMPORTED_MODULE_1__/* .UsageError */ .eb(error instanceof Error ? error.message : String(error));
    }
}
function renderLine(path, { line, column, level, message, hint }) {
    const advice = hint === '' ? '' : `\n    ${(0,_report_untrusted_js__WEBPACK_IMPORTED_MODULE_3__/* .toPlainText */ .bo)(hint)}`;
    return `${path}:${line}:${column}: ${level}: ${(0,_report_untrusted_js__WEBPACK_IMPORTED_MODULE_3__/* .toPlainText */ .bo)(message)}${advice}`;
}
function renderAnnotation(path, { line, column, level, message, hint }) {
    const text = (0,_report_untrusted_js__WEBPACK_IMPORTED_MODULE_3__/* .toPlainText */ .bo)(`${message}. ${hint}`.trim()).replaceAll('%', '%25');
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
