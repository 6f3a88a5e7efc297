import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import ocppRpc from 'ocpp-rpc';
import { runLog } from '../cli/log.ts';
import { loadScenario } from '../scenario/load.ts';
import type { Scenario } from '../scenario/schema.ts';

/** A line of a log, as a test reads it. */
export interface LogLine {
  readonly receivedAt: string;
  readonly station: string;
  readonly direction?: 'from_station' | 'to_station';
  readonly frame?: readonly [number, string, ...unknown[]];
  readonly event?: 'connect' | 'disconnect';
  readonly protocol?: string;
  readonly connection?: string;
}

/** A line of the truth, as a test reads it. */
export interface TruthLine {
  readonly type: string;
  readonly [field: string]: unknown;
}

export interface Outcome {
  readonly log: string[];
  readonly truth: string[];
  readonly lines: readonly LogLine[];
  readonly flows: readonly TruthLine[];
  readonly visits: readonly TruthLine[];
  readonly faults: readonly TruthLine[];
}

/** A scenario from YAML text; the test fails with its errors if it has any. */
export function scenario(text: string): Scenario {
  const loaded = loadScenario(text, 'test.yaml');
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  return loaded.scenario;
}

/** Runs a scenario in memory. */
export function simulate(of: Scenario): Outcome {
  const log: string[] = [];
  const truth: string[] = [];
  const run = runLog({
    scenario: of,
    stations: Infinity,
    writeLog: (line) => void log.push(line),
    writeTruth: (line) => void truth.push(line),
    progress: { show: () => undefined, end: () => undefined },
    stopped: () => false,
  });
  while (run.next().done !== true);
  const records = truth.map((line): TruthLine => JSON.parse(line));
  const ofType = (type: string): TruthLine[] => records.filter((record) => record.type === type);
  const lines = log.map((line): LogLine => JSON.parse(line));
  return { log, truth, lines, flows: ofType('flow'), visits: ofType('visit'), faults: ofType('fault') };
}

const schemas = createRequire(import.meta.url);
const validators = new Map(
  [
    ['ocpp1.6', 'ocpp1_6'],
    ['ocpp2.0.1', 'ocpp2_0_1'],
  ].map(([protocol = '', file = '']) => {
    const path = schemas.resolve(`ocpp-rpc/lib/schemas/${file}.json`);
    return [protocol, ocppRpc.createValidator(protocol, JSON.parse(readFileSync(path, 'utf8')))] as const;
  }),
);

/** What is wrong with a payload by the schema of its version; null when nothing is. */
export function violation(protocol: string, schema: string, payload: unknown): string | null {
  const validator = validators.get(protocol);
  if (validator === undefined) return `no schemas for ${protocol}`;
  try {
    void validator.validate(schema, payload);
    return null;
  } catch (error) {
    return error instanceof Error ? error.message : 'invalid';
  }
}

/** Payloads of the calls of one action, in order. */
export const callsOf = (lines: readonly LogLine[], action: string): Readonly<Record<string, unknown>>[] =>
  lines.flatMap(({ frame }) => {
    const payload = frame?.[0] === 2 && frame[2] === action ? frame[3] : undefined;
    return typeof payload === 'object' && payload !== null ? [{ ...payload }] : [];
  });
