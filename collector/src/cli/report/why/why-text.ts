import { count, counted, printable, words } from '../../../ledger/report/render/words.ts';
import { tableLines } from '../../../ledger/report/render/table.ts';
import type { TerminalStyle } from '../../../ledger/report/render/terminal.ts';
import { KPI_VERSION, type SettledFlow } from '../../../model/flow.ts';
import {
  countsInEnd,
  countsInStart,
  endSucceeded,
  sessionSucceeded,
  startSucceeded,
} from '../../../model/kpi.ts';
import { REASONS } from '../../../model/reason.ts';
import { contextLines } from './context-lines.ts';
import { MARGIN_MS, type FrameWindow, type ShownFrame } from './frame-window.ts';
import type { FoundFlow } from './target.ts';

const RULE = 'rule: ';
const MOST_EVIDENCE = 60;

/** Furthest time that a date can hold. */
const LATEST = 8.64e15;
const iso = (at: number): string => (Math.abs(at) <= LATEST ? new Date(at).toISOString() : String(at));
const moment = (at: number): string => iso(at).replace('T', ' ').replace('Z', '');

/** The time of day, with its date on another day than the flow began. */
type Clock = (at: number | null) => string;
const clockOf = (start: number): Clock => {
  const day = iso(start).slice(0, 10);
  return (at) => {
    if (at === null) return '–';
    return iso(at).startsWith(day) ? iso(at).slice(11, 23) : moment(at);
  };
};

const verdict = ({ outcome, failedStage, reason, attribution }: SettledFlow): string =>
  [
    outcome,
    ...(failedStage === null ? [] : [`at ${words(failedStage)}`]),
    ...(reason === null ? [] : [`because of ${words(reason)}`]),
    ...(attribution === null ? [] : [`attributed to ${attribution}`]),
  ].join(' ');

const seconds = (value: number | null): string => (value === null ? '–' : `${value.toFixed(1)} s`);

const marks = (flow: SettledFlow): readonly string[] => [
  ...(flow.recovered ? ['first seen in its middle'] : []),
  ...(flow.offline ? ['queued by an offline station'] : []),
  ...(flow.late ? ['reported more than an hour after its end'] : []),
  ...(flow.clockSuspect ? ['placed by a clock that cannot be trusted'] : []),
  ...(flow.retries > 0 ? [`tried again ${flow.retries} times inside one plug-in`] : []),
];

const counting = (name: string, counts: boolean, succeeded: boolean): string =>
  `${name}: ${counts ? (succeeded ? 'success' : 'failure') : 'not counted'}`;

const facts = ({ flow, amendments }: FoundFlow): readonly (readonly [string, string])[] => {
  const rules = flow.evidence.filter(({ text }) => text.startsWith(RULE));
  const peak = flow.peakW === null ? '–' : `${(flow.peakW / 1_000).toFixed(1)} kW`;
  const codes = flow.errorCodes.map(printable).join(', ');
  return [
    ['Verdict', verdict(flow)],
    ...(flow.reason === null ? [] : [['', REASONS[flow.reason].meaning] as const]),
    ['Rule', rules.at(-1)?.text.slice(RULE.length) ?? 'none was noted'],
    ...amendments.map(
      ({ at, from, to, why }) =>
        ['Amended', `${moment(at)} from ${words(from)} to ${words(to)}: ${printable(why)}`] as const,
    ),
    [
      'Counts',
      [
        counting('charge start', countsInStart(flow), startSucceeded(flow)),
        counting('charge end', countsInEnd(flow), endSucceeded(flow)),
        counting('session', countsInStart(flow), sessionSucceeded(flow)),
      ].join(' · '),
    ],
    [
      'Figures',
      `${(flow.energyWh / 1_000).toFixed(3)} kWh · peak ${peak} · machine start ${seconds(flow.machineStartSeconds)} · ` +
        `driver start ${seconds(flow.driverStartSeconds)}`,
    ],
    ...(codes === '' ? [] : [['Codes', codes] as const]),
    ...contextLines(flow),
    ...marks(flow).map((mark) => ['Mark', mark] as const),
  ];
};

const ARROWS = { from_station: 'station →', to_station: '← backend' } as const;

const frameRow = (
  { receivedAt, eventAt, direction, what, fields }: ShownFrame,
  time: Clock,
): readonly string[] => [
  time(receivedAt),
  time(eventAt),
  direction === null ? '·' : ARROWS[direction],
  what,
  fields,
];

/** Wide enough that nothing of a frame is cut off: its texts are bounded already. */
const WIDE = 2_000;

const frameLines = (window: FrameWindow, time: Clock): readonly string[] => {
  const { first, left, last } = window.frames();
  const columns = [
    { title: 'received' },
    { title: 'event' },
    { title: '' },
    { title: 'what' },
    { title: 'telling fields', whole: true },
  ];
  const [head = '', ...rows] = tableLines(
    columns,
    [...first, ...last].map((frame) => frameRow(frame, time)),
    WIDE,
  );
  const gap = left > 0 ? [`… ${counted(left, 'more frame')}: --all shows them`] : [];
  return [head, ...rows.slice(0, first.length), ...gap, ...rows.slice(first.length)];
};

/** One flow explained: verdict, rule, stages, evidence, frames. `window` null where no log was given. */
export const renderWhy = (
  found: FoundFlow,
  window: FrameWindow | null,
  { width, paint }: TerminalStyle,
  all: boolean,
): string => {
  const { flow } = found;
  const time = clockOf(flow.start);
  const place = [
    flow.station,
    ...(flow.evse === null ? ['no EVSE known'] : [`EVSE ${flow.evse}`]),
    ...(flow.connector === null ? [] : [`connector ${flow.connector}`]),
  ].join(' ');
  const equipment = [flow.vendor, flow.model, flow.firmware].filter((text) => text !== '').join(' ');
  const stages = tableLines(
    ['stage', 'start', 'end', 'result', 'reason'].map((title) => ({ title })),
    flow.stages.map(({ stage, start, end, result, reason }) => [
      words(stage),
      time(start),
      time(end),
      result,
      reason === null ? '' : words(reason),
    ]),
    width,
  );
  const evidence = flow.evidence.slice(0, all ? undefined : MOST_EVIDENCE);
  const unshown = flow.evidence.length - evidence.length;
  const range = `${moment(flow.start - MARGIN_MS)} to ${moment(flow.end + MARGIN_MS)} UTC`;
  return `${[
    `${paint('bold', `Flow ${flow.id}`)} · KPI definitions ${KPI_VERSION}`,
    printable([place, flow.site, equipment].filter((text) => text !== '').join(' · ')),
    `${moment(flow.start)} to ${moment(flow.end)} UTC · visit ${flow.visit}, attempt ${flow.attempt} · trace ${flow.traceId}`,
    '',
    ...facts(found).map(([name, text]) => `${paint('bold', name.padEnd(8))} ${text}`),
    '',
    paint('bold', 'Stages'),
    ...stages,
    '',
    paint('bold', 'Evidence'),
    ...evidence.map(({ at, text }) => `${time(at)}  ${printable(text)}`),
    ...(unshown > 0 ? [`… ${count(unshown)} more: --all shows them`] : []),
    '',
    paint('bold', `Frames of ${printable(flow.station)}, ${range}`),
    ...(window === null ? ['none: name the log to see them'] : frameLines(window, time)),
  ].join('\n')}\n`;
};
