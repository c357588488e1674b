import { AGENT_INSPECTION } from './agent-inspection.ts'
import { AGENT_LOG } from './agent-log.ts'
import { AGENT_MAIN } from './agent-main.ts'
import { AGENT_PART } from './agent-part.ts'
import { AGENT_REVERT } from './agent-revert.ts'
import { AGENT_STEPS } from './agent-steps.ts'
import { AGENT_TALK } from './agent-talk.ts'

/**
 * What runs on the server: one fixed text, sent to `bash -s` by standard input. After it come the data,
 * each a name and a value, and then one word for each step; so no text of this action or of anybody
 * else ever becomes part of a command. What is more than letters, digits and a few signs is in base64, in both
 * directions. The script answers each word with one line, and when the words end before `commit` (an error, a
 * cancel, a lost connection, a minute without a word) it reverts its own steps, newest first. It decides by what
 * is on the disk, so that a later run can revert what a killed one left: `app-restoring-TIME` is there as long as
 * a rollback is not complete, with the `copy` until it takes its place, the names of the data folders in `kept`,
 * and that of the backup in `of`; where only a part is put back, its paths in `only`, and the copy is `done` at the end. It uses GNU tools, as every server with systemd has them.
 *
 * For its writer: it may hold neither a backtick nor a dollar sign before a brace.
 */
export const AGENT_SCRIPT = [
  AGENT_TALK,
  AGENT_INSPECTION,
  AGENT_LOG,
  AGENT_STEPS,
  AGENT_PART,
  AGENT_REVERT,
  AGENT_MAIN,
  '',
].join('\n')
