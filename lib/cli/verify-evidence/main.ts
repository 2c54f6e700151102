import { verify } from './verify.ts';

/**
 * `npm run verify-evidence -- PATH… [--anchor FILE] [--public-key FILE] [--ca FILE]`
 *
 * Says whether evidence files are what they were when their runs closed. The format is described in
 * docs/evidence-format.md. This program shares no code with the one that writes them and needs nothing
 * but Node 24 (and openssl for --ca), so that it can be read, and run on another machine, by itself.
 * Exit code 0: nothing wrong; 1: something is; 2: could not verify.
 */
process.exitCode = await verify(process.argv.slice(2), console.log);
