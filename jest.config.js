import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'

// Of workers and of programs that tests start: their types are stripped, and they are compiled, once and not each time.
process.env.NODE_COMPILE_CACHE ??= fileURLToPath(new URL('node_modules/.cache/compile', import.meta.url))

export default {
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: {},
  setupFiles: ['<rootDir>/__tests__/support/stack-depth.js'],
  // One more than there are cores: many tests wait for a process or a server.
  maxWorkers: availableParallelism() + 1,
  testSequencer: '<rootDir>/__tests__/support/slow-first.js',
  // Real processes and servers on a busy machine: a test that hangs still ends, a slow one does not fail.
  testTimeout: 120_000,
  testMatch: ['<rootDir>/__tests__/**/*.test.ts'],
  coverageProvider: 'v8',
  collectCoverageFrom: ['src/**/*.ts'],
}
