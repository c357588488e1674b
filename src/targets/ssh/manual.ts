import { dirname } from 'node:path/posix'
import type { PlannedRestore } from './planned-restore.ts'
import { setAside } from './set-aside.ts'
import type { SshConfig } from './ssh-config.ts'

const KEEP = "--acls --xattrs --xattrs-include='*'"

/**
 * Commands with which a person does the same, in the same order. Pasted into a shell that goes on after a
 * failure, none of them runs where one before it failed.
 */
export function manualLines(config: SshConfig, planned: PlannedRestore): string[] {
  const { services, host, user, port } = config
  const stop = services.toReversed().map((unit) => `sudo systemctl stop -- ${quoted(unit)}`)
  const steps = [
    ...(planned.backup === undefined
      ? [...stop, resetLine(config, planned.to)]
      : restoreLines(config, planned, planned.backup.path, stop)),
    ...services.map((unit) => `sudo systemctl start -- ${quoted(unit)}`),
  ]
  const chained = steps.map((step, index) => (index < steps.length - 1 ? `${step} &&` : step))
  return [`ssh -p ${port} ${user}@${host}`, ...chained]
}

/** As the owner of the folder, since what git writes must not become root's. */
function resetLine({ path }: SshConfig, commit: string): string {
  const folder = quoted(path)
  return `sudo -u "$(stat -c %U ${folder})" git -C ${folder} -c core.hooksPath=/dev/null reset --hard ${commit}`
}

function restoreLines(
  config: SshConfig,
  planned: PlannedRestore,
  backup: string,
  stop: readonly string[],
): string[] {
  const { path, exclude, only } = config
  const { timestamp, location = path } = planned
  const [failed, staged] = [setAside(config, planned), `${path}-restoring-${timestamp}`]
  const out = exclude.map((kept) => ` --exclude=${quoted(`./${kept}`)}`).join('')
  const create = `sudo tar --create --file=- --format=posix ${KEEP} --sparse --numeric-owner --anchored --no-wildcards${out}`
  const extract = `sudo tar --extract --file=- ${KEEP} --preserve-permissions --same-owner --numeric-owner`
  if (only.length > 0) {
    const parts = only.map((part) => quoted(`./${part}`)).join(' ')
    return [
      ...(location === path ? [] : [`sudo mv -T ${quoted(location)} ${quoted(path)}`]),
      `sudo mkdir -m 700 ${quoted(staged)} ${quoted(failed)}`,
      `(set -o pipefail; ${create} --directory=${quoted(backup)} -- ${parts} | ${extract} --directory=${quoted(staged)})`,
      ...stop,
      ...only.map((part) => replaceLine(`${path}/${part}`, `${failed}/${part}`, `${staged}/${part}`)),
      `sudo rm -rf ${quoted(staged)}`,
    ]
  }
  return [
    `sudo mkdir ${quoted(staged)}`,
    `(set -o pipefail; ${create} --directory=${quoted(backup)} . | ${extract} --directory=${quoted(staged)})`,
    ...stop,
    `sudo mv -T ${quoted(location)} ${quoted(failed)}`,
    `sudo mv -T ${quoted(staged)} ${quoted(path)}`,
    ...exclude.map((kept) => keepLine(`${failed}/${kept}`, `${backup}/${kept}`, `${path}/${kept}`)),
  ]
}

function replaceLine(own: string, replaced: string, copy: string): string {
  const move = `sudo mkdir -p ${quoted(dirname(replaced))} && sudo mv -T ${quoted(own)} ${quoted(replaced)}`
  const isThere = `sudo test -e ${quoted(own)} || sudo test -L ${quoted(own)}`
  return `if ${isThere}; then ${move}; fi && sudo mv -T ${quoted(copy)} ${quoted(own)}`
}

/** Data that were not there before come from the backup. */
function keepLine(own: string, copy: string, to: string): string {
  const take = `sudo mkdir -p ${quoted(dirname(to))} && sudo mv -T ${quoted(own)} ${quoted(to)}`
  return `if sudo test -e ${quoted(own)}; then ${take}; elif sudo test -e ${quoted(copy)}; then sudo cp -a ${quoted(copy)} ${quoted(to)}; fi`
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`
}
