import { createServer as createTcp } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { makeCertificate } from '../support/tls/certificate.ts'
import { type Ended, type Inputs, QUICK, runStep } from './stage.ts'

const STEP = { ...QUICK, target: 'none', 'success-threshold': '1', 'bake-time': '50ms', retries: '2' }

const watch = (inputs: Inputs): Promise<Ended> => runStep({ with: { ...STEP, ...inputs } })

describe('a service with a certificate of its own authority', () => {
  const authority = makeCertificate({ commonName: 'Shop CA', isAuthority: true })
  const own = makeCertificate({ commonName: 'shop', names: ['127.0.0.1'], issuer: authority })
  const server = createServer({ cert: own.cert, key: own.key }, (_, response) => response.end('{}'))
  let address = ''

  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    address = `https://127.0.0.1:${(server.address() as AddressInfo).port}/health`
  })
  afterAll(() => {
    server.close()
  })

  it('is healthy with ca-certificate', async () => {
    const { outputs } = await watch({ 'health-url': address, 'ca-certificate': authority.cert })
    expect(outputs.result).toBe('healthy')
  })

  it('is not trusted without, and the message names the input that helps', async () => {
    const { outputs } = await watch({ 'health-url': address })
    expect(outputs.result).toBe('unhealthy')
    expect(outputs.reason).toContain('ca-certificate')
  })

  it('is not trusted with another authority', async () => {
    const other = makeCertificate({ commonName: 'Other CA', isAuthority: true })
    const { outputs } = await watch({ 'health-url': address, 'ca-certificate': other.cert })
    expect(outputs.result).toBe('unhealthy')
  })
})

it('asks a name by the addresses of one IP version only, if that is wanted', async () => {
  const server = createTcp((_, response) => response.end('{}'))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  try {
    const four = await watch({ 'health-url': `http://127.0.0.1:${port}/`, 'ip-version': '4' })
    expect(four.outputs.result).toBe('healthy')
    const six = await watch({ 'health-url': `http://localhost:${port}/`, 'ip-version': '6' })
    expect(six.outputs.result).not.toBe('healthy')
  } finally {
    server.close()
  }
})

test.each([
  ['ip-version', '5', 'auto, 4 or 6'],
  ['ca-certificate', 'my-ca.pem', 'BEGIN and END lines'],
  ['ca-certificate', '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', 'cannot be read'],
])('%s: %s is refused with what is allowed', async (input, value, told) => {
  const { exitCode, annotations } = await watch({ 'health-url': 'http://127.0.0.1:9/', [input]: value })
  expect(exitCode).toBe(2)
  expect(annotations.map(({ message }) => message).join()).toContain(told)
})
