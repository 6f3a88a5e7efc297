import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import { MESSAGES_16 } from '@firstcharge/collector/ocpp/testdata/messages-16.ts';
import { MESSAGES_201 } from '@firstcharge/collector/ocpp/testdata/messages-201.ts';
import { MESSAGES_21 } from '@firstcharge/collector/ocpp/testdata/messages-21.ts';
import { randomConversation } from '@firstcharge/collector/processors/testkit/random-conversation.ts';
import { decodeArrival } from '@firstcharge/collector/signal-log/arrival-line.ts';
import { runLog } from '@firstcharge/simulator/cli/log.ts';
import { loadScenario } from '@firstcharge/simulator/scenario/load.ts';

/** A valid conversation, to be mutated: arrivals of one station or of several, in order. */
export type Talk = readonly Arrival[];

const SCENARIO = join(import.meta.dirname, '..', '..', 'simulator', 'scenarios', 'agreement.yaml');
const SIMULATED_HOURS = 12;
const LONGEST_TALK = 400;
const RANDOM_TALKS = 60;
const START = Date.parse('2026-11-02T08:00:00Z');
const VERSIONS = [
  ['ocpp1.6', MESSAGES_16],
  ['ocpp2.0.1', MESSAGES_201],
  ['ocpp2.1', MESSAGES_21],
] as const;

/** Every message of each version once, simulated stations of all versions, and plausible nonsense. */
export function validTalks(seed: number): readonly Talk[] {
  const random = fc.sample(randomConversation, { seed, numRuns: RANDOM_TALKS });
  return [...VERSIONS.map(([protocol]) => everyMessage(protocol)), ...simulated(seed), ...random];
}

function everyMessage(protocol: (typeof VERSIONS)[number][0]): Talk {
  const messages = VERSIONS.find(([name]) => name === protocol)?.[1] ?? [];
  const station = `EVERY-${protocol}`;
  const talk: Arrival[] = [{ kind: 'connection', station, receivedAt: START, event: 'connect', protocol }];
  messages.forEach(({ action, from, request, response }, index) => {
    const receivedAt = START + 1_000 * (index + 1);
    const back = from === 'from_station' ? 'to_station' : 'from_station';
    const id = `e${index}`;
    const type = response === null ? 6 : 2;
    talk.push({ kind: 'frame', station, receivedAt, direction: from, frame: [type, id, action, request] });
    if (response !== null)
      talk.push({ kind: 'frame', station, receivedAt, direction: back, frame: [3, id, response] });
  });
  return talk;
}

function simulated(seed: number): Talk[] {
  const loaded = loadScenario(readFileSync(SCENARIO, 'utf8'), SCENARIO);
  if (!loaded.ok) throw new Error(loaded.errors.join('\n'));
  const stations = new Map<string, Arrival[]>();
  const run = runLog({
    scenario: { ...loaded.scenario, seed, days: SIMULATED_HOURS / 24 },
    stations: Infinity,
    writeLog: (line) => {
      const read = decodeArrival(line);
      if (read === null || typeof read === 'string' || !('station' in read)) return;
      const of = stations.get(read.station) ?? [];
      stations.set(read.station, of);
      if (of.length < LONGEST_TALK) of.push(read);
    },
    writeTruth: () => undefined,
    progress: { show: () => undefined, end: () => undefined },
    stopped: () => false,
  });
  while (run.next().done !== true);
  return [...stations.values()];
}
