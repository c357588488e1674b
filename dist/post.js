const { INPUT_MODE, STATE_started } = process.env;
if (INPUT_MODE === 'guard' && STATE_started === undefined) {
    console.log('::warning title=Safe Landing did not run::A step before it failed, and this step was skipped: nothing was verified, and nothing rolled back. ' +
        'If the deployment had begun by then, check the service by hand. To run this step next time, give the step an `if` that holds after a failure, such as ${{ !cancelled() }}.');
}
export {};
