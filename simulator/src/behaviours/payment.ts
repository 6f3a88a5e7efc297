import { sleep } from '../clock/process.ts';
import type { Behaviour } from './behaviour.ts';

export const terminalSilent: Behaviour = {
  name: 'terminal-silent',
  fault: 'F19',
  meaning:
    'The payment terminal of a station has lost its line: no heartbeat, no payment; cards and app still work.',
  unsaid: true,
  episode: {
    unit: 'station',
    duration: (random) => random.lognormal(20 * 3600, 0.7),
    *run({ stations }, ms) {
      for (const { terminal } of stations) if (terminal !== null) terminal.silent = true;
      yield* sleep(ms);
      for (const { terminal } of stations) if (terminal !== null) terminal.silent = false;
    },
  },
};

export const declinesSpike: Behaviour = {
  name: 'declines-spike',
  fault: 'F20',
  meaning: 'The payment service declines most of what the terminals of a site ask for.',
  unsaid: true,
  episode: {
    unit: 'site',
    duration: (random) => random.lognormal(12 * 3600, 0.7),
    *run({ stations, strength }, ms) {
      const terminals = stations.flatMap(({ terminal }) => terminal ?? []);
      const before = terminals.map(({ declines }) => declines);
      for (const terminal of terminals) terminal.declines = 0.85 * strength;
      yield* sleep(ms);
      terminals.forEach((terminal, index) => (terminal.declines = before[index] ?? 0));
    },
  },
};
