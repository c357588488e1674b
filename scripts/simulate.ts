const [what, ...args] = process.argv.slice(2)
if (what === 'landings') {
  const { simulate } = await import('./landings/main.ts')
  process.exitCode = await simulate(args)
} else {
  await import('./simulation/print-noise.ts')
}
