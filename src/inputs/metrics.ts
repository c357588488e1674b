import { Secret } from '../core/secret.ts'
import { all, andThen, each, invalid, valid } from './checked.ts'
import type { CloudWatchMetric, MetricConfig, PrometheusMetric } from './config.ts'
import { readYaml, refused, type YamlMap, type YamlValue } from './health-yaml.ts'
import { YamlFields } from './health-yaml-fields.ts'
import { type Parsed, type Parser, type Refusal, refuse } from './parser.ts'
import { secretAddress, showAddress } from './values/address.ts'
import { duration } from './values/duration-value.ts'
import { oneLine, script } from './values/text.ts'

const KNOWN_FIELDS = 'a YAML map of names to a cloudwatch: or a prometheus: metric'
const CLOUDWATCH_FIELDS = ['namespace', 'metric', 'stat', 'period', 'dimensions', 'region']
const PROMETHEUS_FIELDS = ['url', 'query', 'bearer-token', 'username', 'password']

/** The input `metrics`. */
export const metricList: Parser<readonly MetricConfig[]> = {
  expected: KNOWN_FIELDS,
  parse: (text) => andThen(readYaml(text, KNOWN_FIELDS), parseMetrics),
}

function parseMetrics(value: YamlValue): Parsed<readonly MetricConfig[]> {
  if (value.kind !== 'map' || value.entries.size === 0) {
    return refused(value.place, {
      actual: value.kind === 'text' ? value.text : `a ${value.kind}`,
      expected: KNOWN_FIELDS,
    })
  }
  return each(
    [...value.entries].map(([name, entry]) =>
      andThen(parseSource(name, entry.value), (source) => valid<MetricConfig>({ name, source })),
    ),
  )
}

function parseSource(name: string, value: YamlValue): Parsed<MetricConfig['source']> {
  const expected = 'cloudwatch: or prometheus: with its settings'
  if (value.kind !== 'map')
    return refused(value.place, { actual: value.kind === 'text' ? value.text : `a ${value.kind}`, expected })
  const fields = new YamlFields(value)
  const unknown = fields.refuseUnknown(['cloudwatch', 'prometheus'])
  if (!unknown.ok) return unknown
  const given = [...value.entries].filter(([, entry]) => entry.value.kind === 'map')
  const [kind, entry] = given[0] ?? []
  if (entry?.value.kind !== 'map' || value.entries.size !== 1)
    return refused(value.place, { actual: name, expected: `one of ${expected}` })
  return kind === 'cloudwatch' ? parseCloudWatch(entry.value) : parsePrometheus(entry.value)
}

const stat: Parser<string> = {
  expected: 'Average, Sum, Minimum, Maximum, SampleCount or a percentile such as p99',
  parse(text) {
    if (/^(?:Average|Sum|Minimum|Maximum|SampleCount|p\d{1,2}(?:\.\d{1,2})?)$/.test(text)) return valid(text)
    const proper = text.charAt(0).toUpperCase() + text.slice(1).toLowerCase()
    return /^(?:Average|Sum|Minimum|Maximum)$/.test(proper) ? refuse(`Did you mean ${proper}?`) : refuse()
  },
}

// https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html
const period: Parser<number> = {
  expected: 'a period of 1s, 5s, 10s, 30s or whole minutes',
  parse: (text) =>
    andThen(duration(1_000).parse(text), (ms) =>
      [1_000, 5_000, 10_000, 30_000].includes(ms) || ms % 60_000 === 0 ? valid(ms) : refuse(),
    ),
}

function parseCloudWatch(map: YamlMap): Parsed<CloudWatchMetric> {
  const fields = new YamlFields(map)
  const metric = all<CloudWatchMetric, Refusal>({
    kind: valid('cloudwatch'),
    namespace: fields.take('namespace', oneLine('a namespace such as AWS/ECS')),
    metric: fields.take('metric', oneLine('the name of a metric, such as CPUUtilization')),
    stat: fields.take('stat', stat),
    periodMs: andThen(fields.takeOptional('period', period), (ms) => valid(ms ?? 60_000)),
    dimensions: parseDimensions(fields),
    region: fields.takeOptional('region', oneLine('a region such as us-east-1')),
  })
  return withKnownFields(fields, CLOUDWATCH_FIELDS, metric)
}

function parseDimensions(fields: YamlFields): Parsed<CloudWatchMetric['dimensions']> {
  const value = fields.value('dimensions')
  if (value === undefined || !fields.has('dimensions')) return valid([])
  const expected = 'a map of dimension names to values, such as { ClusterName: prod }'
  if (value.kind !== 'map') return fields.refuse('dimensions', { expected })
  return each(
    [...value.entries].map(([name, entry]) =>
      entry.value.kind === 'text' && entry.value.text !== ''
        ? valid({ name, value: entry.value.text })
        : refused(entry.key, { actual: name, expected }),
    ),
  )
}

const hide = () => '***'

function parsePrometheus(map: YamlMap): Parsed<PrometheusMetric> {
  const fields = new YamlFields(map)
  const metric = all<PrometheusMetric, Refusal>({
    kind: valid('prometheus'),
    url: fields.take('url', secretAddress, showAddress),
    query: fields.take('query', script('a PromQL query that gives one value')),
    auth: parseAuth(fields),
  })
  return withKnownFields(fields, PROMETHEUS_FIELDS, metric)
}

function parseAuth(fields: YamlFields): Parsed<PrometheusMetric['auth'] | undefined> {
  const secret = oneLine('a secret on one line')
  if (fields.has('bearer-token') && fields.has('username')) {
    return fields.refuse('bearer-token', { expected: 'either bearer-token, or username and password' })
  }
  if (fields.has('bearer-token')) {
    return andThen(fields.take('bearer-token', secret, hide), (token) =>
      valid({ kind: 'bearer' as const, token: new Secret(token) }),
    )
  }
  if (!fields.has('username') && !fields.has('password')) return valid(undefined)
  return andThen(
    all<{ user: string; password: string }, Refusal>({
      user: fields.take('username', oneLine('a user name')),
      password: fields.take('password', secret, hide),
    }),
    ({ user, password }) => valid({ kind: 'basic' as const, user, password: new Secret(password) }),
  )
}

function withKnownFields<T>(fields: YamlFields, known: readonly string[], checked: Parsed<T>): Parsed<T> {
  const unknown = fields.refuseUnknown(known)
  return unknown.ok ? checked : invalid(...unknown.problems, ...(checked.ok ? [] : checked.problems))
}
