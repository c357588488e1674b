import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { promisify } from 'node:util'

export interface ProcessEntry {
  readonly pid: number
  readonly parentPid: number
  readonly groupId: number
  /** With the pid it names one process for ever, since pids are used again. */
  readonly started: string
  /** Where a marker can be found: the environment on Linux, the command line elsewhere. */
  readonly trace: string
}

/** Every process that now runs and is not a zombie, as far as we may see them. */
export async function readProcessTable(platform: NodeJS.Platform): Promise<ProcessEntry[]> {
  return platform === 'linux' ? await readProc() : await askPs()
}

async function readProc(): Promise<ProcessEntry[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const entries = await Promise.all(pids.map(readProcEntry))
  return entries.filter((entry) => entry !== undefined)
}

async function readProcEntry(pid: string): Promise<ProcessEntry | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  // The name stands in brackets and may hold anything; the fields after it are counted from 3 (proc(5)).
  const fields = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')
  const [state, parentPid, groupId] = fields ?? []
  if (fields === undefined || state === 'Z' || state === 'X') return undefined
  // Not readable for this user, or gone: it then has no marker that we could see.
  const trace = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  return {
    pid: Number(pid),
    parentPid: Number(parentPid),
    groupId: Number(groupId),
    started: fields[19] ?? '',
    trace,
  }
}

const PS_LINE = /^\s*(\d+)\s+(\d+)\s+(\d+)\s+(\S+)\s+(\S+\s+\S+\s+\S+\s+\S+\s+\S+)\s+(.*)$/

async function askPs(): Promise<ProcessEntry[]> {
  const columns = ['pid=', 'ppid=', 'pgid=', 'stat=', 'lstart=', 'args='].flatMap((column) => ['-o', column])
  const { stdout } = await promisify(execFile)('ps', ['-A', '-ww', ...columns], { maxBuffer: 64 << 20 })
  return parsePs(stdout)
}

export function parsePs(text: string): ProcessEntry[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, parentPid, groupId, state, started, trace] = PS_LINE.exec(line) ?? []
    if (pid === undefined || state?.startsWith('Z')) return []
    return {
      pid: Number(pid),
      parentPid: Number(parentPid),
      groupId: Number(groupId),
      started: started ?? '',
      trace: trace ?? '',
    }
  })
}
