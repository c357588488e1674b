import { andThen, valid } from '../../inputs/checked.ts'
import { type Parsed, type Parser, refuse } from '../../inputs/parser.ts'

/** A name or IP address. Never begins with a dash, which the client would take for an option. */
export const hostName: Parser<string> = {
  expected: 'the name or IP address of a server, such as web1.example.com',
  parse(text) {
    if (/^[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})$/.test(text)) return valid(text)
    if (/^[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}$/.test(text)) return valid(text)
    if (/:\/\//.test(text)) return refuse('Only the name, without a scheme.')
    if (text.includes('@')) return refuse('The user goes into ssh-user.')
    return refuse(/:\d+$/.test(text) ? 'The port goes into ssh-port.' : undefined)
  },
}

export const userName: Parser<string> = {
  expected: 'the name of a user, such as deploy',
  parse: (text) => (/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/.test(text) ? valid(text) : refuse()),
}

/** https://www.freedesktop.org/software/systemd/man/latest/systemd.unit.html#Description */
export const unitName: Parser<string> = {
  expected: 'the name of a systemd unit, such as app.service',
  parse: (text) => (/^[A-Za-z0-9:_.@\\][A-Za-z0-9:_.@\\-]{0,254}$/.test(text) ? valid(text) : refuse()),
}

export const backupName: Parser<string> = {
  expected:
    'the name or time of a backup, such as app-backup-20260131-120000, or with ssh-method: git a commit',
  parse(text) {
    if (/[\r\n]/.test(text)) return refuse('It must be on one line.')
    if (text.includes('/')) return refuse('Only the name of the folder, without its path.')
    return /^[-.]/.test(text) || text.length > 255 ? refuse() : valid(text)
  },
}

/** Folders of the system itself: moving one of them aside would break the server. */
const SYSTEM =
  /^\/(?:bin|boot|dev|etc|home|lib|lib32|lib64|libx32|media|mnt|opt|proc|root|run|sbin|srv|sys|tmp|usr|var)?(?:\/(?:bin|lib|lib64|local|sbin|share|log|cache|spool|tmp|www))?$/

export const deployedFolder: Parser<string> = {
  expected: 'the absolute path of a folder, such as /opt/app',
  parse(text) {
    const path = text.replace(/(?<=[^/])\/+$/, '')
    if (/[*?[\]]/.test(path)) return refuse('It must be one folder, without wildcards.')
    if (SYSTEM.test(path)) return refuse('This folder belongs to the system.')
    return checkPath(path)
  },
}

export const backupGlob: Parser<string> = {
  expected: 'an absolute pattern, such as /opt/app-backup-*',
  parse(text) {
    return /[*?[]/.test(text)
      ? checkPath(text)
      : refuse('There is no wildcard in it, so that it matches one folder only.')
  },
}

/** Below the folder that is deployed into. */
export const dataFolder: Parser<string> = {
  expected: 'the path of a folder in ssh-path, such as data or var/uploads',
  parse(text) {
    if (text.startsWith('/')) return refuse('It is relative to ssh-path: without the slash in front.')
    if (/[*?[\]]/.test(text)) return refuse('It must be one folder, without wildcards.')
    const below = checkPath(`/${text.replace(/\/+$/, '')}`)
    return andThen(below, (path) => valid(path.slice(1)))
  },
}

function checkPath(path: string): Parsed<string> {
  if (!path.startsWith('/')) return refuse('It must begin with a slash: ~ and variables are not expanded.')
  if (/[\r\n]/.test(path)) return refuse('It must be on one line.')
  if (path.length > 1_000) return refuse('It is longer than 1000 characters.')
  const steps = path.slice(1).split('/')
  return steps.some((step) => step === '' || step === '.' || step === '..')
    ? refuse('It must have no empty, . or .. parts.')
    : valid(path)
}
