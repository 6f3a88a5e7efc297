import { describe, expect, it } from '@jest/globals';
import { callsOf } from '../testing/run.ts';
import type { LogLine, Outcome } from '../testing/run.ts';
import { yard } from '../testing/yard.ts';
import type { Yard } from '../testing/yard.ts';

type Protocol = Yard['protocol'];
type Sign = (run: Outcome) => boolean;

const frames = (run: Outcome): string[] => run.lines.map((line) => JSON.stringify(line.frame ?? line));
const says =
  (pattern: RegExp, least = 5): Sign =>
  (run) =>
    frames(run).filter((frame) => pattern.test(frame)).length >= least;
const never =
  (pattern: RegExp): Sign =>
  (run) =>
    !frames(run).some((frame) => pattern.test(frame));
const all =
  (...signs: Sign[]): Sign =>
  (run) =>
    signs.every((sign) => sign(run));
const calls = (run: Outcome, action: string) => callsOf(run.lines, action);
const texts = (run: Outcome, action: string): string[] =>
  calls(run, action).map((call) => JSON.stringify(call));

/** Statuses of one connector of one station, in order of arrival. */
const statuses = (run: Outcome): LogLine[] =>
  run.lines.filter(({ station, frame }) => station === 'YARD-01' && frame?.[2] === 'StatusNotification');
const agesMs = (run: Outcome, action: string): number[] =>
  run.lines.flatMap(({ receivedAt, frame }) => {
    if (frame?.[2] !== action) return [];
    const time = /"timestamp":"([^"]+)"/.exec(JSON.stringify(frame[3]))?.[1];
    return time === undefined ? [] : [Date.parse(receivedAt) - Date.parse(time)];
  });
const transactionIds = (run: Outcome): unknown[] =>
  run.lines.flatMap(({ direction, frame }) => {
    const id = /"transactionId":(-?\d+),"idTagInfo"/.exec(JSON.stringify(frame?.[2] ?? ''))?.[1];
    return direction === 'to_station' && id !== undefined ? [Number(id)] : [];
  });
const registers = (run: Outcome): number[] =>
  texts(run, 'MeterValues').flatMap((text) =>
    [...text.matchAll(/"value":"([\d.]+)","context":"[^"]+","measurand":"Energy/g)].map((match) =>
      Number(match[1]),
    ),
  );

const quietDay = new Map<string, Outcome>();
function quiet(protocol: Protocol, power: Yard['power']): Outcome {
  const known = quietDay.get(`${protocol} ${power}`) ?? yard({ protocol, power });
  quietDay.set(`${protocol} ${power}`, known);
  return known;
}

/** The messages change, the world does not: as many flows, and they end as well. */
function expectSameTruth(run: Outcome, protocol: Protocol, power: Yard['power'] = 'DC'): void {
  const before = quiet(protocol, power);
  const closed = (of: Outcome) =>
    of.flows.filter((flow) => flow['open'] !== true && flow['unobserved'] !== true);
  const good = (of: Outcome): number =>
    closed(of).filter((flow) => flow['outcome'] === 'success').length / closed(of).length;
  expect(closed(run).length / closed(before).length).toBeGreaterThan(0.9);
  expect(closed(run).length / closed(before).length).toBeLessThan(1.1);
  expect(Math.abs(good(run) - good(before))).toBeLessThan(0.04);
}

describe('a bad habit of a station shows on the wire and changes nothing in the truth', () => {
  const signs: [string, Protocol, Sign][] = [
    [
      'status-duplicate',
      'ocpp1.6',
      (run) => {
        const told = statuses(run).map(({ frame }) => JSON.stringify(frame?.[3]));
        return told.filter((text, index) => text === told[index + 1]).length > told.length / 3;
      },
    ],
    [
      'status-late',
      'ocpp1.6',
      (run) => agesMs(run, 'StatusNotification').filter((ms) => ms > 5000).length > 20,
    ],
    [
      'status-late',
      'ocpp2.0.1',
      (run) => agesMs(run, 'StatusNotification').filter((ms) => ms > 5000).length > 20,
    ],
    [
      'timestamps-missing',
      'ocpp1.6',
      (run) => calls(run, 'StatusNotification').every((call) => call['timestamp'] === undefined),
    ],
    ['preparing-skipped', 'ocpp1.6', all(never(/"status":"Preparing"/), says(/"status":"Charging"/))],
    ['preparing-skipped', 'ocpp2.1', all(never(/"Occupied"/), says(/"CablePluggedIn"/))],
    ['never-charging', 'ocpp1.6', all(never(/"Charging"/), says(/"Preparing"/), says(/Power.Active.Import/))],
    ['never-charging', 'ocpp2.0.1', all(never(/"chargingState":"Charging"/), says(/Power.Active.Import/))],
    [
      'transaction-id-minus-one',
      'ocpp1.6',
      (run) => calls(run, 'StopTransaction').every((call) => call['transactionId'] === -1),
    ],
    ['no-boot', 'ocpp1.6', all(never(/BootNotification/), says(/StatusNotification/))],
    ['no-boot', 'ocpp2.1', all(never(/BootNotification/), says(/TransactionEvent/))],
    ['available-after-stop', 'ocpp1.6', all(never(/"Finishing"/), says(/"Available"/, 100))],
    [
      'available-after-stop',
      'ocpp2.0.1',
      (run) => {
        const free = texts(run, 'StatusNotification').filter((text) => text.includes('Available'));
        return free.length > 1.7 * run.flows.length;
      },
    ],
    [
      'finishing-stuck',
      'ocpp1.6',
      (run) => {
        const words = statuses(run).map(
          ({ frame }) => /"status":"(\w+)"/.exec(JSON.stringify(frame?.[3]))?.[1],
        );
        return words.filter((word) => word === 'Available').length < 6 && words.includes('Finishing');
      },
    ],
    [
      'connector-zero-available',
      'ocpp1.6',
      says(/"connectorId":0,"errorCode":"NoError","status":"Available"/, 50),
    ],
    [
      'meter-values-odd',
      'ocpp1.6',
      all(says(/"value":""/), says(/"value":"(NaN|n\/a|---)"/), says(/"MeterValues",\{"connectorId":0/)),
    ],
    ['meter-values-odd', 'ocpp2.0.1', says(/"value":"n\/a"/)],
    ['meter-values-absent', 'ocpp1.6', all(never(/MeterValues/), says(/"meterStop"/))],
    ['meter-values-absent', 'ocpp2.0.1', never(/meterValue|MeterValuePeriodic/)],
    ['meter-kwh-as-wh', 'ocpp1.6', (run) => registers(run).every((wh) => wh < 100_000)],
    [
      'meter-units-vary',
      'ocpp1.6',
      all(says(/"unit":"kWh"/), says(/"measurand":"Energy.Active.Import.Register","location"/)),
    ],
    ['meter-units-vary', 'ocpp2.1', says(/"unitOfMeasure":\{"unit":"kWh"\}/)],
    [
      'meter-start-zero',
      'ocpp1.6',
      (run) =>
        calls(run, 'StartTransaction').every((call) => call['meterStart'] === 0) &&
        calls(run, 'StopTransaction').every((call) => Number(call['meterStop']) > 1000),
    ],
    [
      'events-out-of-order',
      'ocpp2.0.1',
      (run) => {
        const seqNos = calls(run, 'TransactionEvent').map((call) => Number(call['seqNo']));
        return agesMs(run, 'TransactionEvent').filter((ms) => ms > 2000).length > 50 && seqNos.length > 500;
      },
    ],
    ['wrong-version-frames', 'ocpp2.0.1', says(/"StatusNotification",\{"connectorId":\d,"errorCode"/, 20)],
    ['wrong-version-frames', 'ocpp1.6', says(/"connectorStatus":"Occupied"/, 20)],
    [
      'unknown-values',
      'ocpp1.6',
      all(says(/"Initializing"/), says(/X.LinkVoltage/), says(/"reason":"StoppedByEV"/)),
    ],
    ['unknown-values', 'ocpp2.1', all(says(/"Standby"/), says(/"VendorInterval"/))],
    [
      'start-repeated',
      'ocpp1.6',
      (run) => {
        const told = texts(run, 'StartTransaction');
        return (
          told.length === 2 * new Set(told).size && new Set(transactionIds(run)).size === new Set(told).size
        );
      },
    ],
    [
      'start-repeated',
      'ocpp2.0.1',
      (run) => run.lines.filter((line) => line.event === 'disconnect').length > 50,
    ],
    ['connector-by-event', 'ocpp2.1', all(never(/StatusNotification/), says(/"AvailabilityState"/, 50))],
    ['clock-drift', 'ocpp1.6', (run) => Math.min(...agesMs(run, 'MeterValues')) < -200_000],
    ['calls-in-flight', 'ocpp2.0.1', (run) => mostInFlight(run) > 1],
    ['half-open-sockets, when: { rate: 20 }', 'ocpp1.6', (run) => latestCloses(run) > 10],
    ['data-transfer-noise', 'ocpp1.6', says(/"DataTransfer"/, 100)],
    ['vendor-actions', 'ocpp2.0.1', all(says(/"VendorPing"/, 100), says(/"NotImplemented"/, 100))],
    [
      'register-reset',
      'ocpp1.6',
      (run) => registers(run).includes(0) || registers(run).some((wh) => wh < 5000),
    ],
    ['register-jump', 'ocpp1.6', (run) => Math.max(...registers(run)) > 100_000_000],
    [
      'session-register',
      'ocpp1.6',
      (run) => calls(run, 'StartTransaction').every((call) => call['meterStart'] === 0),
    ],
    [
      'transaction-ids-zero, when: { from: +6h, to: +20h }',
      'ocpp1.6',
      (run) => transactionIds(run).filter((id) => id === 0).length > 20,
    ],
    [
      'transaction-ids-restart, when: { from: +12h, to: +12.1h }',
      'ocpp1.6',
      (run) => new Set(transactionIds(run)).size < transactionIds(run).length - 20,
    ],
    ['backend-event-errors, when: { from: +6h, to: +12h }', 'ocpp1.6', says(/^\[4,.*"InternalError"/, 50)],
  ];

  it.each(signs)('%s over %s', (rule, protocol, sign) => {
    const [name = '', ...rest] = rule.split(', ');
    const run = yard({ protocol, behaviours: [`{ behaviour: ${[name, ...rest].join(', ')} }`] });
    expect(sign(run)).toBe(true);
    expect(sign(quiet(protocol, 'DC'))).toBe(false);
    expectSameTruth(run, protocol);
  });
});

/** How many calls of one station waited for their answers at once, at most. */
function mostInFlight(run: Outcome): number {
  const waiting = new Set<string>();
  let most = 0;
  for (const { station, direction, frame } of run.lines) {
    if (station !== 'YARD-01' || frame === undefined) continue;
    if (frame[0] === 2 && direction === 'from_station') waiting.add(frame[1]);
    if (frame[0] === 3 && direction === 'to_station') waiting.delete(frame[1]);
    most = Math.max(most, waiting.size);
  }
  return most;
}

/** Old sockets that close after a new one has opened. */
function latestCloses(run: Outcome): number {
  const newest = new Map<string, string | undefined>();
  let late = 0;
  for (const { station, event, connection } of run.lines) {
    if (event === 'connect') newest.set(station, connection);
    if (event === 'disconnect' && newest.get(station) !== connection) late += 1;
  }
  return late;
}

describe('a clock that is wrong', () => {
  it('clock-1970: after a restart times are of January 1970, then right again', () => {
    const run = yard({ behaviours: ['{ behaviour: clock-1970, when: { rate: 6 } }'] });
    expect(says(/"timestamp":"1970-01-01T00/, 10)(run)).toBe(true);
    expect(says(/"timestamp":"2026-10-05/, 100)(run)).toBe(true);
  });

  it('clock-offset: local time is written as if it were UTC, and the truth bears the name', () => {
    const run = yard({ behaviours: ['{ behaviour: clock-offset }'], timeZone: 'Asia/Kolkata' });
    expect(agesMs(run, 'StatusNotification').every((ms) => Math.abs(ms + 5.5 * 3_600_000) < 5000)).toBe(true);
    expect(run.flows.every((flow) => JSON.stringify(flow['behaviours']).includes('clock-offset'))).toBe(true);
  });
});

describe('the codes of MREC', () => {
  it.each([
    [
      'mrec-evgo',
      /"vendorId":"com.evgo.mrec","vendorErrorCode":"CX002,F099","info":"protection tripped,see log"/,
    ],
    ['mrec-list', /"errorCode":"OtherError".*"vendorErrorCode":"CX002;CX007"/],
  ])('%s: several in one message', (name, pattern) => {
    const run = yard({
      behaviours: ['{ behaviour: ground-fault, when: { rate: 0.5 } }', `{ behaviour: ${name} }`],
    });
    expect(says(pattern, 5)(run)).toBe(true);
    expect(run.flows.filter((flow) => flow['reason'] === 'ground_fault').length).toBeGreaterThan(10);
  });
});

describe('event-gaps', () => {
  it('leaves holes in seqNo where periodic updates were', () => {
    const run = yard({ protocol: 'ocpp2.0.1', behaviours: ['{ behaviour: event-gaps }'] });
    const seen = new Map<string, number[]>();
    for (const call of calls(run, 'TransactionEvent')) {
      const id = /"transactionId":"([^"]+)"/.exec(JSON.stringify(call))?.[1] ?? '';
      seen.set(id, [...(seen.get(id) ?? []), Number(call['seqNo'])]);
    }
    const holes = [...seen.values()].filter((seqNos) => new Set(seqNos).size <= Math.max(...seqNos));
    expect(holes.length).toBeGreaterThan(30);
    expectSameTruth(run, 'ocpp2.0.1');
  });
});

describe('offline-unflagged', () => {
  it('takes the mark from what was queued while the station was offline', () => {
    const offline = '{ behaviour: station-offline, when: { from: +9h, to: +11h } }';
    const flagged = /"offline":true/;
    const marked = yard({ protocol: 'ocpp2.0.1', behaviours: [offline] });
    expect(says(flagged, 20)(marked)).toBe(true);
    const run = yard({ protocol: 'ocpp2.0.1', behaviours: [offline, '{ behaviour: offline-unflagged }'] });
    expect(never(flagged)(run)).toBe(true);
    expect(agesMs(run, 'TransactionEvent').filter((ms) => ms > 600_000).length).toBeGreaterThan(20);
  });
});

describe('calls of the CPMS', () => {
  it('calls-unanswered: remote starts stay without an answer, and fail for that', () => {
    const run = yard({
      behaviours: ['{ behaviour: calls-unanswered }'],
      drivers: 'app: 1, plug_first: 0, tap_first: 0',
    });
    expect(calls(run, 'RemoteStartTransaction').length).toBeGreaterThan(20);
    expect(never(/^\[3,"c\d+"/)(run)).toBe(true);
    expect(run.flows.some((flow) => flow['reason'] === 'remote_start_unanswered')).toBe(true);
  });

  it('call-errors: remote starts get a CALLERROR, and are rejected', () => {
    const run = yard({
      behaviours: ['{ behaviour: call-errors }'],
      drivers: 'app: 1, plug_first: 0, tap_first: 0',
    });
    expect(says(/^\[4,"c\d+"/, 20)(run)).toBe(true);
    expect(run.flows.some((flow) => flow['reason'] === 'remote_start_rejected')).toBe(true);
  });

  it('backend-events-stalled: what is said of transactions is said three times', () => {
    const run = yard({
      behaviours: ['{ behaviour: backend-events-stalled, when: { from: +10h, to: +12h } }'],
    });
    const told = texts(run, 'StartTransaction');
    expect(told.length).toBeGreaterThan(new Set(told).size + 5);
  });
});
