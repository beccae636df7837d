// `npm start`. The check of Node comes before everything else, so this file is written for old versions too and
// imports nothing until it has passed.
var wanted = [20, 20]
var have = process.versions.node.split('.').map(Number)
if (have[0] < wanted[0] || (have[0] === wanted[0] && have[1] < wanted[1])) {
  console.error(
    'Kommunalgraph needs Node ' +
      wanted.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      '. Install a newer Node and start again.',
  )
  process.exit(1)
}
import('./launch.mjs').then((module) => module.launch({ dev: process.argv.includes('--dev') }))
