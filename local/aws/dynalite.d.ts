declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** @returns a server that is not listening yet; without `path` it keeps everything in memory */
  function dynalite(options: { createTableMs: number }): Server;
  export = dynalite;
}
