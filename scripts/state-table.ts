/**
 * Plays `mode: guard` on every kind of ECS deployment, at every stage of it, with every kind of version and hook,
 * and draws what comes of it into docs/pictures/.
 */
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { playTable } from './state-table/cell.ts'
import { drawTable, pictureOf, SCHEMES } from './state-table/picture.ts'
import { renderText } from './state-table/render-text.ts'

const cells = await playTable()
for (const scheme of SCHEMES)
  writeFileSync(join(import.meta.dirname, '..', pictureOf(scheme)), drawTable(cells, scheme))
console.log(renderText(cells))
