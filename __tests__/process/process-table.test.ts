import { parsePs } from '../../src/process/process-table.ts'

test('ps is read as macOS prints it, without its zombies', () => {
  const text = [
    '    1     0     1 Ss   Mon Nov 24 09:00:00 2026     /sbin/launchd',
    '  501     1   501 S+   Mon Nov 24 09:01:02 2026     bash -eo pipefail /tmp/mark/script.sh',
    '  502   501   501 Z+   Mon Nov 24 09:01:03 2026     (sleep)',
    '',
  ].join('\n')
  expect(parsePs(text)).toEqual([
    { pid: 1, parentPid: 0, groupId: 1, started: 'Mon Nov 24 09:00:00 2026', trace: '/sbin/launchd' },
    {
      pid: 501,
      parentPid: 1,
      groupId: 501,
      started: 'Mon Nov 24 09:01:02 2026',
      trace: 'bash -eo pipefail /tmp/mark/script.sh',
    },
  ])
})
