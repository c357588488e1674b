// biome-ignore-all lint/suspicious/noTemplateCurlyInString: these texts are code.

import type { Mutant } from '../../mutants.ts'

export const WORKFLOW_MUTANTS: readonly Mutant[] = [
  {
    name: 'the head commit is what a run deployed, whatever started it',
    platform: 'workflow',
    file: 'targets/workflow/model/run-version.ts',
    from: 'return standsForCommit(run) ? run.sha : `run ${run.id}`',
    to: 'return run.sha',
    breaks: 'the right way back',
  },
  {
    name: 'a green run that was rolled back from is a way back',
    platform: 'workflow',
    file: 'targets/workflow/model/candidate.ts',
    from: 'if (rolledBackAtMs === undefined || deployedAtMs > rolledBackAtMs) return undefined',
    to: 'if (rolledBackAtMs === undefined || deployedAtMs > 0) return undefined',
    breaks: 'no rollback to a bad version',
  },
  {
    name: 'nobody looks whether somebody else has deployed since the re-run',
    platform: 'workflow',
    file: 'targets/workflow/strategy.ts',
    from: '    findNewerDeployment: (signal) => execution.findNewerDeployment(signal),\n',
    to: '',
    breaks: 'every claim is true',
  },
  {
    name: 'a job that is run again makes its run the newest deployment',
    platform: 'workflow',
    file: 'targets/workflow/workflow-context.ts',
    from: 'if (run.attempt === 1) return run.startedAtMs',
    to: 'if (run.attempt >= 1) return run.startedAtMs',
    breaks: 'no rollback of another deployment',
  },
]
