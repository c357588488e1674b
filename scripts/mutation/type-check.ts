import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'

/** Whether the compiler accepts a file with another text. What it refuses, no test has to find. */
export class TypeCheck {
  readonly #root: string
  readonly #service: ts.LanguageService
  readonly #versions = new Map<string, { readonly version: number; readonly text: string }>()

  constructor(root: string) {
    this.#root = root
    const config = ts.readConfigFile(join(root, 'tsconfig.json'), ts.sys.readFile)
    const { options } = ts.parseJsonConfigFileContent(
      config.config,
      { ...ts.sys, readDirectory: () => [] },
      root,
    )
    this.#service = ts.createLanguageService({
      getCompilationSettings: () => options,
      getScriptFileNames: () => [...this.#versions.keys()],
      getScriptVersion: (path) => String(this.#versions.get(path)?.version ?? 0),
      getScriptSnapshot: (path) => {
        const text = this.#versions.get(path)?.text ?? ts.sys.readFile(path)
        return text === undefined ? undefined : ts.ScriptSnapshot.fromString(text)
      },
      getCurrentDirectory: () => root,
      getDefaultLibFileName: ts.getDefaultLibFilePath,
      fileExists: ts.sys.fileExists,
      readFile: ts.sys.readFile,
      directoryExists: ts.sys.directoryExists,
      getDirectories: ts.sys.getDirectories,
    })
  }

  accepts(file: string, text: string): boolean {
    const path = join(this.#root, file)
    this.#set(path, text)
    const faults = [
      ...this.#service.getSyntacticDiagnostics(path),
      ...this.#service.getSemanticDiagnostics(path),
    ]
    this.#set(path, readFileSync(path, 'utf8'))
    return faults.length === 0
  }

  #set(path: string, text: string): void {
    this.#versions.set(path, { version: (this.#versions.get(path)?.version ?? 0) + 1, text })
  }
}
