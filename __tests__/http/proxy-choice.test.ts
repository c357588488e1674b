import { chooseProxy, proxyForAgents } from '../../src/http/proxy-choice.ts'

const both = { HTTPS_PROXY: 'http://secure.proxy:3128', HTTP_PROXY: 'http://plain.proxy' }

it.each([
  ['https://a.example/', both, 'http://secure.proxy:3128/'],
  ['http://a.example/', both, 'http://plain.proxy/'],
  ['https://a.example/', { HTTP_PROXY: 'http://plain.proxy' }, undefined],
  ['https://a.example/', { HTTPS_PROXY: 'http://upper', https_proxy: 'http://lower' }, 'http://lower/'],
  ['https://a.example/', { HTTPS_PROXY: 'bare.proxy:8080' }, 'http://bare.proxy:8080/'],
  ['https://a.example/', { HTTPS_PROXY: '' }, undefined],
  ['https://localhost/', both, undefined],
  ['https://127.0.0.1:8443/', both, undefined],
  ['https://[::1]/', both, undefined],
])('%s with %j goes through %s', (target, env, proxy) => {
  const choice = chooseProxy(new URL(target), env)
  expect(choice.kind === 'proxy' ? choice.url.href : undefined).toBe(proxy)
})

it.each([
  ['https://a.example/', '*', true],
  ['https://a.example/', 'a.example', true],
  ['https://A.example./', 'a.EXAMPLE', true],
  ['https://www.a.example/', 'a.example', true],
  ['https://www.a.example/', '.a.example', true],
  ['https://www.a.example/', '*.a.example', true],
  ['https://ba.example/', 'a.example', false],
  ['https://a.example/', 'b.example,, c.example', false],
  ['https://a.example/', 'b.example a.example', true],
  ['https://a.example:8443/', 'a.example:8443', true],
  ['https://a.example/', 'a.example:8443', false],
  ['https://a.example/', 'a.example:443', true],
  ['https://10.1.2.3/', '10.0.0.0/8', true],
  ['https://11.1.2.3/', '10.0.0.0/8', false],
  ['https://10.1.2.3/', '10.1.2.3', true],
  ['https://10.1.2.3/', '10.0.0.0/99', false],
  ['https://[fd00::1]/', 'fd00::/8', true],
  ['https://[fd00::1]/', '[fd00::1]:443', true],
  ['https://a.example/', '10.0.0.0/8', false],
])('%s with NO_PROXY %s is exempt: %s', (target, noProxy, isExempt) => {
  expect(chooseProxy(new URL(target), { ...both, NO_PROXY: noProxy }).kind === 'direct').toBe(isExempt)
})

it.each([
  ['socks5://me:hunter2@proxy', 'HTTPS_PROXY names a socks5 proxy'],
  ['http://', 'HTTPS_PROXY is not an address'],
])('%s cannot be used', (value, because) => {
  const choice = chooseProxy(new URL('https://a.example/'), { HTTPS_PROXY: value })
  expect(choice).toEqual({ kind: 'unusable', because: expect.stringContaining(because) })
})

it.each([
  [{}, undefined],
  [{ HTTP_PROXY: 'http://plain.proxy' }, undefined],
  [{ HTTPS_PROXY: 'socks5://proxy' }, undefined],
  [{ ...both, NO_PROXY: '*' }, undefined],
  [{ HTTPS_PROXY: 'bare.proxy:8080' }, { HTTPS_PROXY: 'http://bare.proxy:8080/', NO_PROXY: '' }],
  [
    { ...both, no_proxy: 'amazonaws.com, .b.example' },
    { HTTPS_PROXY: 'http://secure.proxy:3128/', NO_PROXY: 'amazonaws.com,.amazonaws.com,.b.example' },
  ],
])('%j is %j to an agent of Node', (env, proxy) => {
  expect(proxyForAgents(env)).toEqual(proxy)
})
