import { pino, type DestinationStream } from 'pino';

/** Where the service tells what happens: a line each, words for people and fields for machines, never a payload. */
export interface ServiceLog {
  info(message: string, fields?: Readonly<Record<string, unknown>>): void;
  warn(message: string, fields?: Readonly<Record<string, unknown>>): void;
  error(message: string, fields?: Readonly<Record<string, unknown>>): void;
}

/** Structured logs of one process of the collector. */
export function serviceLog(
  process: string,
  level: 'debug' | 'info' | 'warn' | 'error',
  destination: DestinationStream,
): ServiceLog {
  const logger = pino({ level, base: { process }, timestamp: pino.stdTimeFunctions.isoTime }, destination);
  return {
    info: (message, fields) => logger.info(fields ?? {}, message),
    warn: (message, fields) => logger.warn(fields ?? {}, message),
    error: (message, fields) => logger.error(fields ?? {}, message),
  };
}
