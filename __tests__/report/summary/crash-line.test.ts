import { causeShape } from '../../../src/core/log-shape.ts'
import { findCrashLine } from '../../../src/report/summary/crash-line.ts'
import { groupFailures } from '../../../src/report/summary/evidence.ts'
import type { RunEvent } from '../../../src/run/event.ts'
import { observation } from '../../support/scripted-probe.ts'

/** As the programs themselves print them when they end. */
const DUMPS: readonly [string, string, string][] = [
  [
    'Node',
    `starting
/app/server.js:3
  throw new Error('DATABASE_URL is not set')
  ^

Error: DATABASE_URL is not set
    at Object.<anonymous> (/app/server.js:3:9)
    at Module._compile (node:internal/modules/cjs/loader:1554:14)
    at node:internal/main/run_main_module:36:49

Node.js v24.1.0`,
    'Error: DATABASE_URL is not set',
  ],
  [
    'Node, of a module that is missing',
    `node:internal/modules/cjs/loader:1228
  throw err;
  ^

Error: Cannot find module '/app/dist/server.js'
    at Module._resolveFilename (node:internal/modules/cjs/loader:1225:15)
    at node:internal/main/run_main_module:36:49 {
  code: 'MODULE_NOT_FOUND',
  requireStack: []
}

Node.js v24.1.0`,
    "Error: Cannot find module '/app/dist/server.js'",
  ],
  [
    'Node, with a cause',
    `Error: cannot open the pool
    at open (/app/pool.js:10:9) {
  [cause]: Error: connect ECONNREFUSED 127.0.0.1:5432
      at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1637:16) {
    errno: -111,
    code: 'ECONNREFUSED',
  }
}

Node.js v24.1.0
npm error Lifecycle script \`start\` failed with error:
npm error code 1`,
    'Error: connect ECONNREFUSED 127.0.0.1:5432',
  ],
  [
    'Node, out of memory',
    `[1:0x7f] 1234 ms: Mark-Compact 255.1 (258.0) -> 254.9 (259.0) MB
FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory
----- Native stack trace -----
 1: 0xb8d0a0 node::OOMErrorHandler(char const*) [node]`,
    'FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory',
  ],
  [
    'Python',
    `Traceback (most recent call last):
  File "/app/main.py", line 8, in <module>
    main()
    ~~~~^^
  File "/app/main.py", line 5, in main
    raise ValueError("SHOP_TOKEN is empty")
ValueError: SHOP_TOKEN is empty`,
    'ValueError: SHOP_TOKEN is empty',
  ],
  [
    'Python, of an exception with another name, twice',
    `Traceback (most recent call last):
  File "/app/db.py", line 3, in connect
    s.connect(a)
ConnectionRefusedError: [Errno 111] Connection refused

The above exception was the direct cause of the following exception:

Traceback (most recent call last):
  File "/app/manage.py", line 22, in <module>
    main()
django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.
ERROR:    Application startup failed. Exiting.`,
    'django.core.exceptions.ImproperlyConfigured: The SECRET_KEY setting must not be empty.',
  ],
  [
    'Java',
    `Exception in thread "main" java.lang.IllegalStateException: cannot start
\tat com.example.App.main(App.java:12)
Caused by: java.sql.SQLException: no pool
\tat com.example.Pool.open(Pool.java:30)
\t... 1 more
Caused by: java.net.ConnectException: Connection refused
\tat java.base/sun.nio.ch.Net.pollConnect(Native Method)
\t... 2 more`,
    'java.net.ConnectException: Connection refused',
  ],
  [
    'Java, without a cause',
    `Exception in thread "main" java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null
\tat App.main(App.java:3)`,
    'java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null',
  ],
  [
    'Java, logged',
    `2026-01-05T10:00:00.000Z  INFO 1 --- [main] c.e.App : Starting
2026-01-05T10:00:01.000Z ERROR 1 --- [main] c.e.App : it failed
java.lang.IllegalArgumentException: no such profile: prd
\tat c.e.App.run(App.java:7)
2026-01-05T10:00:01.100Z  INFO 1 --- [main] c.e.App : Stopped`,
    'java.lang.IllegalArgumentException: no such profile: prd',
  ],
  [
    'Spring Boot',
    `***************************
APPLICATION FAILED TO START
***************************

Description:

Web server failed to start. Port 8080 was already in use.

Action:

Identify and stop the process that's listening on port 8080.`,
    'Web server failed to start. Port 8080 was already in use.',
  ],
  [
    'Go',
    `2026/01/05 10:00:00 listening
panic: runtime error: index out of range [3] with length 3

goroutine 1 [running]:
main.main()
\t/app/main.go:8 +0x1d
exit status 2`,
    'panic: runtime error: index out of range [3] with length 3',
  ],
  [
    'Go, panicking again',
    `panic: no token [recovered]
\tpanic: no token

goroutine 1 [running]:
testing.tRunner.func1.2({0x5, 0x6})`,
    'panic: no token',
  ],
  [
    'Go, in a deadlock',
    'fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\nmain.main()',
    'fatal error: all goroutines are asleep - deadlock!',
  ],
  [
    'Go, by log.Fatal',
    '2026/01/05 10:00:00 starting\n2026/01/05 10:00:00 dial tcp 127.0.0.1:5432: connect: connection refused\nexit status 1',
    '2026/01/05 10:00:00 dial tcp 127.0.0.1:5432: connect: connection refused',
  ],
  [
    '.NET',
    `Unhandled exception. System.InvalidOperationException: cannot start
 ---> System.Net.Sockets.SocketException (111): Connection refused
   at System.Net.Sockets.Socket.Connect(EndPoint remoteEP)
   --- End of inner exception stack trace ---
   at Program.<Main>$(String[] args) in /src/Program.cs:line 3`,
    'System.Net.Sockets.SocketException (111): Connection refused',
  ],
  [
    '.NET, without an inner one',
    'Unhandled exception. System.IO.FileNotFoundException: appsettings.json\n   at Program.<Main>$(String[] args)',
    'System.IO.FileNotFoundException: appsettings.json',
  ],
  [
    'Ruby',
    `/app/server.rb:3:in 'Object#connect': could not connect to server (PG::ConnectionBad)
\tfrom /app/server.rb:9:in '<main>'`,
    'could not connect to server (PG::ConnectionBad)',
  ],
  [
    'Ruby, an older one',
    '/app/server.rb:3:in `fetch\': key not found: "TOKEN" (KeyError)\n\tfrom /app/server.rb:3:in `<main>\'',
    'key not found: "TOKEN" (KeyError)',
  ],
  [
    'Rust',
    "thread 'main' panicked at src/main.rs:4:5:\nno configuration\nnote: run with `RUST_BACKTRACE=1` environment variable to display a backtrace",
    'no configuration',
  ],
  ['Rust, an older one', "thread 'main' panicked at 'no configuration', src/main.rs:4:5", 'no configuration'],
  [
    'PHP',
    'PHP Fatal error:  Uncaught RuntimeException: no database in /app/x.php:3\nStack trace:\n#0 {main}\n  thrown in /app/x.php on line 3',
    'RuntimeException: no database',
  ],
  [
    'Elixir',
    '** (RuntimeError) no database\n    (app 0.1.0) lib/app.ex:3: App.start/2',
    '** (RuntimeError) no database',
  ],
  [
    'a shell',
    '/entrypoint.sh: line 3: gunicorn: command not found',
    '/entrypoint.sh: line 3: gunicorn: command not found',
  ],
  ['the kernel', 'exec /app/server: exec format error', 'exec /app/server: exec format error'],
  [
    'nginx',
    'nginx: [emerg] host not found in upstream "api"',
    'nginx: [emerg] host not found in upstream "api"',
  ],
  ['C', 'listening\nSegmentation fault (core dumped)', 'Segmentation fault (core dumped)'],
  [
    'pino',
    '{"level":30,"msg":"starting"}\n{"level":60,"time":1,"msg":"cannot start","err":{"type":"Error","message":"no token","stack":"Error: no token\\n at x"}}',
    'error: cannot start: no token',
  ],
  ['logrus', '{"level":"fatal","msg":"cannot connect","error":"refused"}', 'fatal: cannot connect: refused'],
  ['a terminal', '\u001b[31mERROR\u001b[39m no token\nbye', 'ERROR no token'],
]

describe('the line that says why a program ended', () => {
  test.each([
    ['environment variable PORT is required', 'usage: app'],
    ['DATABASE_URL is not set', 'goodbye'],
    ['bind: address already in use', 'exiting'],
    ['Schema version mismatch: expected 12, is 11', 'exiting'],
    ['License expired on 2026-01-01', ''],
    ['unknown flag: --foo', 'see --help'],
    ['waiting for db:5432 timed out', 'bye'],
    ['Killed', ''],
    ['npm error Missing script: "start"', 'npm error A complete log of this run can be found in: /root/.npm'],
  ])('without an error in it: %s', (line, last) => {
    expect(findCrashLine(['starting', line, last])).toBe(line)
  })

  test.each([
    ['no error so far', 'bye'],
    ['listening on 8080', 'received SIGTERM'],
  ])('is none of %s', (...log) => {
    expect(findCrashLine(log)).toBeUndefined()
  })

  test.each(DUMPS)('%s', (_, dump, expected) => {
    expect(findCrashLine(dump.split('\n'))).toBe(expected)
    expect(findCrashLine([dump])).toBe(expected)
  })

  test('is of the last crash', () => {
    const both = DUMPS.slice(4, 8).flatMap(([, dump]) => dump.split('\n'))
    expect(findCrashLine(both)).toBe(
      'java.lang.NullPointerException: Cannot invoke "String.length()" because "s" is null',
    )
  })

  test.each([
    ['nothing', []],
    ['no error', ['starting', 'listening on 8080']],
    ['only wrappers', ['npm error code 1', 'exit status 1']],
  ])('is not there with %s', (_, lines) => expect(findCrashLine(lines)).toBeUndefined())
})

describe('reasons that mean the same', () => {
  test.each([
    [
      'a task id',
      'task 0123456789abcdef0123456789abcdef stopped',
      'task fedcba9876543210fedcba9876543210 stopped',
    ],
    [
      'a generated name',
      'ecs-service-connect-tyqcuvqfe0: exit code 1',
      'ecs-service-connect-a1b2c3d4e5: exit code 1',
    ],
    [
      'a UUID',
      'request 2f1c6a52-33a5-4f6e-9d5c-0e5a2f9b1c7d failed',
      'request 9a1c6a52-0000-4f6e-9d5c-0e5a2f9b1c7d failed',
    ],
    ['a time', 'at 2026-01-05T10:00:00Z it failed', 'at 2026-01-05T10:00:05.123Z it failed'],
    ['an address', 'target 10.0.1.17:8080 failed', 'target 10.0.200.4:8080 failed'],
    ['a host', 'ip-10-0-1-17 is gone', 'ip-10-0-200-4 is gone'],
    ['a duration', 'timed out after 1003ms', 'timed out after 998 ms'],
    ['a pod', 'web-7d9f8b6c5-x2x9z failed', 'web-7d9f8b6c5-qq4k8 failed'],
  ])('%s differs', (_, one, other) => expect(causeShape(one)).toBe(causeShape(other)))

  test.each([
    ['exit code 1', 'exit code 137'],
    ['answered 500', 'answered 503'],
    ['web: exit code 1', 'worker: exit code 1'],
    ['port 8080 refused', 'port 8443 refused'],
  ])('%s and %s do not', (one, other) => expect(causeShape(one)).not.toBe(causeShape(other)))

  test('are counted together, in the words of the first', () => {
    const failed = (reason: string): RunEvent => ({
      ...{ atMs: 0, kind: 'observed', stage: 'verification' },
      observation: { ...observation('fail', { startedAtMs: 0 }), reason },
    })
    const ids = ['2f1c6a52-33a5-4f6e-9d5c-0e5a2f9b1c7d', '9a1c6a52-0000-4f6e-9d5c-0e5a2f9b1c7d']
    expect(groupFailures(ids.map((id) => failed(`answered 500; body: {"id":"${id}"}`)))).toEqual([
      { count: 2, text: expect.stringContaining(ids[0] ?? '') },
    ])
  })
})
