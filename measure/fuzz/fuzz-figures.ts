import { figure, type Figure } from '../figures/figures.ts';
import type { FuzzResult } from './fuzz.ts';

/** What lasts for a minute, or until a call is answered: 64 messages and 64 open calls at most. */
const MOST_ON_ITS_WAY = 24 * 1_024;
/** Every place of a hostile station under every equipment that it claimed to be. */
const MOST_SERIES = 1_000_000;

/** The figures of all runs together; `least` is how many frames there must be. */
export function fuzzFigures(runs: readonly FuzzResult[], least: number): readonly Figure[] {
  const sum = (of: (run: FuzzResult) => number): number => runs.reduce((all, run) => all + of(run), 0);
  const most = (of: (run: FuzzResult) => number): number => Math.max(...runs.map(of));
  const share = 100 * most((run) => run.allowanceUsed);
  return [
    figure(
      'FZ1',
      'frames sent',
      sum((run) => run.frames),
      'frames',
      `>= ${least}`,
    ),
    figure(
      'FZ2',
      'exceptions',
      sum((run) => run.thrown.length),
      'exceptions',
      '= 0',
    ),
    figure(
      'FZ3',
      'outputs with a raw identity',
      sum((run) => run.leaks.length),
      'outputs',
      '= 0',
    ),
    figure('FZ4', 'state remembered, of 2 kB a station + 1 kB a connector', share, '%', '<= 100'),
    figure(
      'FZ5',
      'connectors of one station',
      most((run) => run.connectors),
      'connectors',
      '<= 32',
    ),
    figure(
      'FZ6',
      'state on its way (60 s, open calls)',
      most((run) => run.onItsWay),
      'bytes',
      `<= ${MOST_ON_ITS_WAY}`,
    ),
    figure(
      'FZ7',
      'overflows counted',
      sum((run) => run.overflows),
      'times',
      '>= 1',
    ),
    figure(
      'FZ8',
      'Prometheus series',
      most((run) => run.series),
      'series',
      `<= ${MOST_SERIES}`,
    ),
    figure(
      'FZ9',
      'greatest state of one station in a snapshot',
      most((run) => run.snapshot),
      'bytes',
      '',
    ),
    figure(
      'FZ10',
      'flows settled',
      sum((run) => run.flows),
      'flows',
      '>= 1',
    ),
    figure(
      'FZ11',
      'frames a second',
      sum((run) => run.frames) / (sum((run) => run.milliseconds) / 1_000),
      'frames/s',
      '',
    ),
  ];
}
