import { VERSION } from '../../src/core/version.ts'
import { read } from './files.ts'

const versionIn = (file: string) => JSON.parse(read(file)).version

test('the bundle says the version that is released', () => {
  expect(VERSION).toBe(versionIn('package.json'))
  expect(VERSION).toBe(versionIn('package-lock.json'))
})
