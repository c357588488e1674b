const STEP = /\.([A-Za-z_$][\w$-]*)|\[(\d{1,9})\]|\[("(?:[^"\\]|\\["\\])*"|'(?:[^'\\]|\\['\\])*')\]/y

/** The steps of `body.build["x-y"][0]`; undefined if it is no such path. `body` alone has none. */
export function parseBodyPath(text: string): readonly (string | number)[] | undefined {
  if (!text.startsWith('body')) return undefined
  const path: (string | number)[] = []
  STEP.lastIndex = 'body'.length
  while (STEP.lastIndex < text.length) {
    const [, field, index, quoted] = STEP.exec(text) ?? []
    if (field !== undefined) path.push(field)
    else if (index !== undefined) path.push(Number(index))
    else if (quoted !== undefined) path.push(quoted.slice(1, -1).replace(/\\(.)/g, '$1'))
    else return undefined
  }
  return path
}
