// What runs when a job with a guard in it has failed. It stands alone, so that no more than this is loaded.
const { INPUT_MODE, STATE_started } = process.env;
/** The step was skipped, as every step without an `if` is after a failure: nothing else would say so. */
if (INPUT_MODE === 'guard' && STATE_started === undefined) {
    // biome-ignore-start lint/suspicious/noTemplateCurlyInString: an expression of workflows
    console.log('::warning title=Safe Landing did not run::A step before it failed, and this step was skipped: nothing was verified, and nothing rolled back. ' +
        'If the deployment had begun by then, check the service by hand. To run this step next time, give the step an `if` that holds after a failure, such as ${{ !cancelled() }}.');
    // biome-ignore-end lint/suspicious/noTemplateCurlyInString: as above
}
export {};
