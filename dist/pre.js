process.argv[2] = 'pre'
await import('./index.js')
