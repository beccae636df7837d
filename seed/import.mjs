/** `npm run import`: sends a file to a running server. */
import { launch } from './launch.mjs'

launch('import-cli.ts', 2)
