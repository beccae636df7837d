/** `npm run seed`: sends seed folders to a running server, through its one door. */
import { launch } from './launch.mjs'

launch('cli.ts', 1)
