import { AwsError } from './aws-error.ts'
import { portOf, targetGroupsOf } from './ecs/health-checks.ts'
import { allServices } from './ecs/lookup.ts'
import type { EcsState, Task } from './ecs/state.ts'
import type { Input } from './small-service.ts'

/** https://docs.aws.amazon.com/elasticloadbalancing/latest/APIReference/API_DescribeTargetHealth.html */
export function loadBalancingActions(ecs: EcsState): Record<string, (input: Input) => object> {
  return {
    DescribeTargetHealth: ({ TargetGroupArn }) => {
      const service = allServices(ecs).find((each) => targetGroupsOf(each).includes(String(TargetGroupArn)))
      if (service === undefined) {
        throw new AwsError('TargetGroupNotFound', `Target groups '${TargetGroupArn}' not found`)
      }
      const port = portOf(service)
      const registered = service.tasks.filter(
        ({ target, deployment }) =>
          target !== 'unregistered' && deployment.targetGroupArn === String(TargetGroupArn),
      )
      return {
        TargetHealthDescriptions: registered.map((task) => ({
          Target: { Id: task.ip, Port: String(port), AvailabilityZone: task.zone },
          HealthCheckPort: String(port),
          TargetHealth: healthOf(task),
        })),
      }
    },
  }
}

function healthOf({ target, fate }: Task): object {
  if (target === 'healthy') return { State: 'healthy' }
  if (target === 'draining') {
    return {
      State: 'draining',
      Reason: 'Target.DeregistrationInProgress',
      Description: 'Target deregistration is in progress',
    }
  }
  if (target === 'initial') {
    return {
      State: 'initial',
      Reason: 'Elb.InitialHealthChecking',
      Description: 'Initial health checks in progress',
    }
  }
  const told = fate.kind === 'fails-elb-health-checks' ? fate.reason : undefined
  return {
    State: 'unhealthy',
    Reason: 'Target.ResponseCodeMismatch',
    Description: told ?? 'Health checks failed with these codes: [500]',
  }
}
