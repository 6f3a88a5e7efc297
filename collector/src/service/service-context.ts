import type { Environment } from '../config/environment.ts';

/** The process around a service: nothing below reads `process` for these. */
export interface ServiceContext {
  readonly stdout: (text: string) => void;
  readonly stderr: (text: string) => void;
  readonly environment: Environment;
  readonly stdin: AsyncIterable<Uint8Array>;
  /** Of the collector. */
  readonly version: string;
}
