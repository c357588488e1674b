// Its input router-url is declared only in the copy of the action that this folder is added to, and checked there.
import { all, valid } from '../../../src/inputs/checked.ts'
import type { InputProblem } from '../../../src/inputs/input-error.ts'
import { ENDPOINT } from '../../../src/inputs/input-rules.ts'
import { secretAddress } from '../../../src/inputs/values/address.ts'
import { oneLine } from '../../../src/inputs/values/text.ts'
import { defineTarget } from '../../../src/targets/target.ts'
import type { RouterConfig } from './router-config.ts'

/** A router that sends each service's requests to one of its versions. */
export const router = defineTarget<'router', RouterConfig>({
  kind: 'router',
  inputs: { 'router-url': ENDPOINT, service: {} },
  revision: oneLine('the name of a version on one line'),
  hasOwnSignals: false,
  hasRuns: false,
  passesEnvironment: false,
  keepsRecordUnplanned: false,
  parse(fields) {
    return all<RouterConfig, InputProblem>({
      kind: valid('router'),
      url: fields.take('router-url', secretAddress),
      service: fields.take('service', oneLine('the name of a route')),
    })
  },
  whoMay: ({ service }) => [`Whoever may change the route of ${service}.`],
  place: ({ service }) => `router ${service}`,
  subject: ({ url, service }) => [new URL(url.reveal()).origin, service],
  isDeployAhead: () => true,
  isDeployedSinceStart: () => false,
  async open(own, config, deps) {
    return (await import('./open.ts')).openRouter(config, own, deps)
  },
})
