/** Hides the values of `add-mask` in what the runner shows. */
export class SecretMasker {
  readonly #values = new Set<string>()

  /** A value of several lines is masked as a whole and line by line, as the runner does. */
  add(value: string): void {
    for (const part of [value, ...value.split(/\r?\n/)]) {
      if (part.trim() !== '') this.#values.add(part)
    }
  }

  get values(): readonly string[] {
    return [...this.#values]
  }

  mask(text: string): string {
    const longestFirst = [...this.#values].sort((a, b) => b.length - a.length)
    return longestFirst.reduce((result, value) => result.replaceAll(value, '***'), text)
  }
}
