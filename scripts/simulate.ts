const [what, ...args] = process.argv.slice(2)
switch (what) {
  case 'landings':
    process.exitCode = await (await import('./landings/main.ts')).simulate(args)
    break
  case 'mutants':
    process.exitCode = await (await import('./landings/hunt.ts')).hunt(args)
    break
  case 'found':
    process.exitCode = await (await import('./landings/replay-found.ts')).replayFound()
    break
  default:
    await import('./simulation/print-noise.ts')
}
