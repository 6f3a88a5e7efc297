import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { Arrival, FrameArrival } from '../../../model/arrival.ts';
import { Conversation16 } from '../../testkit/conversation16.ts';
import { Conversation201 } from '../../testkit/conversation201.ts';
import { track } from '../../testkit/conversation.ts';
import { createTracker } from '../../tracker.ts';

/** Of `lateness` (60 s), what is left when messages of a conversation are 15 s apart at most. */
const LATEST_MS = 40_000;
/** Messages of the warm-up. */
const WARM = 34;
const TIMED = new Set([
  'StatusNotification',
  'StartTransaction',
  'StopTransaction',
  'MeterValues',
  'TransactionEvent',
]);

/** A charge as drivers, cables and meters may have it. */
interface Charge {
  readonly connector: number;
  readonly tagFirst: boolean;
  readonly samples: number;
  readonly seconds: number;
  readonly kilowatts: number;
  readonly stop: 'Local' | 'Remote' | 'EVDisconnected' | 'EmergencyStop' | 'PowerLoss';
  readonly fault: boolean;
}

const charge: fc.Arbitrary<Charge> = fc.record({
  connector: fc.constantFrom(1, 2),
  tagFirst: fc.boolean(),
  samples: fc.integer({ min: 0, max: 4 }),
  seconds: fc.integer({ min: 20, max: 300 }),
  kilowatts: fc.constantFrom(0, 7, 50),
  stop: fc.constantFrom('Local', 'Remote', 'EVDisconnected', 'EmergencyStop', 'PowerLoss'),
  fault: fc.boolean(),
});
const charges = fc.array(charge, { minLength: 1, maxLength: 4 });

/** Calls and statuses long enough for the station's clock to be known. */
function warmUp<Talk extends Conversation16 | Conversation201>(talk: Talk, said: () => void): Talk {
  for (let count = 0; count < 8; count += 1) {
    talk.after(30.13);
    said();
  }
  return talk;
}

function conversation16(list: readonly Charge[]): readonly Arrival[] {
  const talk = new Conversation16().connect();
  warmUp(talk, () => talk.status(1, 'Available').after(0.2).status(2, 'Available'));
  list.forEach(({ connector, tagFirst, samples, seconds, kilowatts, stop, fault }, index) => {
    const id = 100 + index;
    const from = 1_000 * (index + 1);
    const card = (): unknown => talk.after(3.3).tap(`~${index}`);
    talk.after(400.7);
    if (tagFirst) card();
    talk.after(4.1).status(connector, 'Preparing');
    if (!tagFirst) card();
    talk.after(2.7).start(id, connector, `~${index}`, from).after(3.9).status(connector, 'Charging');
    let wh = from;
    for (let sample = 0; sample < samples; sample += 1) {
      wh += (kilowatts * 1_000 * seconds) / 3_600;
      talk.after(seconds).meter(connector, id, Math.round(wh), kilowatts * 1_000);
    }
    if (fault) talk.after(1.3).status(connector, 'Faulted', { errorCode: 'GroundFailure' });
    talk.after(5.9).stop(id, Math.round(wh), stop).after(2.3).status(connector, 'Finishing');
    talk.after(6.1).status(connector, 'Available');
  });
  return talk.after(1_800).call('Heartbeat', {}).arrivals;
}

function conversation2x(list: readonly Charge[], protocol: string): readonly Arrival[] {
  const talk = new Conversation201().connect(protocol);
  warmUp(talk, () => talk.connector('Available'));
  list.forEach(({ tagFirst, samples, seconds, kilowatts, stop, fault }, index) => {
    const id = `T${index}`;
    const token = `~${index}`;
    const energy = { state: 'Charging', w: kilowatts * 1_000 };
    talk.after(400.7);
    if (tagFirst) talk.tap(token);
    talk.after(4.1).connector('Occupied').after(0.9);
    talk.started(id, { trigger: 'CablePluggedIn', state: 'EVConnected', wh: 0 }).after(3.3);
    talk.updated(id, { trigger: 'Authorized', token }).after(4.7);
    talk.updated(id, { trigger: 'ChargingStateChanged', ...energy });
    let wh = 0;
    for (let sample = 0; sample < samples; sample += 1) {
      wh += (kilowatts * 1_000 * seconds) / 3_600;
      talk.after(seconds).updated(id, { trigger: 'MeterValuePeriodic', ...energy, wh });
    }
    if (fault) talk.after(1.3).connector('Faulted');
    const trigger = stop === 'EVDisconnected' ? 'EVDeparted' : 'StopAuthorized';
    talk.after(5.9).ended(id, { trigger, reason: stop, wh, state: 'EVConnected' });
    talk.after(6.1).connector('Available');
  });
  return talk.after(1_800).call('Heartbeat', {}).arrivals;
}

const conversation: fc.Arbitrary<readonly Arrival[]> = fc
  .tuple(charges, fc.constantFrom('ocpp1.6', 'ocpp2.0.1', 'ocpp2.1'))
  .map(([list, protocol]) =>
    protocol === 'ocpp1.6' ? conversation16(list) : conversation2x(list, protocol),
  );

const isTimedCall = (arrival: Arrival): arrival is FrameArrival =>
  arrival.kind === 'frame' && arrival.frame?.[0] === 2 && TIMED.has(String(arrival.frame[2]));

/**
 * Timed calls are held up by up to 40 s, each by its own delay; its answer comes as much later; others stay. Every third
 * comes at once: where all are equally late, nobody can tell that from a clock that is slow.
 */
function delayed(arrivals: readonly Arrival[], delays: readonly number[]): readonly Arrival[] {
  const late = new Map<unknown, number>();
  let timed = 0;
  const moved = arrivals.map((arrival, index) => {
    const delay = delays[index % delays.length] ?? 0;
    if (isTimedCall(arrival) && index > WARM && (timed += 1) % 3 > 0) late.set(arrival.frame?.[1], delay);
    const by = arrival.kind === 'frame' ? (late.get(arrival.frame?.[1]) ?? 0) : 0;
    return { ...arrival, receivedAt: arrival.receivedAt + by };
  });
  return moved.sort((one, other) => one.receivedAt - other.receivedAt);
}

const verdicts = (arrivals: readonly Arrival[]) =>
  track(arrivals)
    .flows.map((flow) => ({
      evse: flow.evse,
      outcome: flow.outcome,
      stage: flow.failedStage,
      reason: flow.reason,
      identity: flow.identity,
      energyWh: Math.round(flow.energyWh),
      start: flow.start,
      end: flow.end,
      recovered: flow.recovered,
    }))
    .sort((one, other) => one.start - other.start || one.end - other.end);

const delays = fc.array(fc.oneof(fc.constant(0), fc.integer({ min: 0, max: LATEST_MS })), {
  minLength: 1,
  maxLength: 50,
});

describe('the flows of a conversation', () => {
  it('are the same in whatever order its timed messages arrive within `lateness`', () => {
    fc.assert(
      fc.property(conversation, delays, (arrivals, held) => {
        expect(verdicts(delayed(arrivals, held))).toEqual(verdicts(arrivals));
      }),
      { numRuns: 60 },
    );
  });

  it('are the same however often its messages are repeated, soon or late', () => {
    const again = fc.array(fc.integer({ min: -3, max: 20_000 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(conversation, again, (arrivals, repeats) => {
        const copies = arrivals.flatMap((arrival, index) => {
          const after = repeats[index % repeats.length] ?? -1;
          return arrival.kind !== 'frame' || after < 0
            ? [arrival]
            : [arrival, { ...arrival, receivedAt: arrival.receivedAt + after }];
        });
        copies.sort((one, other) => one.receivedAt - other.receivedAt);
        expect(verdicts(copies)).toEqual(verdicts(arrivals));
      }),
      { numRuns: 60 },
    );
  });

  it('are the same wherever the stream is cut and gone on with from a snapshot', () => {
    fc.assert(
      fc.property(conversation, delays, fc.array(fc.nat(200)), (arrivals, held, cuts) => {
        const stream = delayed(arrivals, held);
        let tracker = createTracker();
        const outcomes = stream.flatMap((arrival, index) => {
          if (cuts.includes(index)) tracker = createTracker({}, tracker.snapshot());
          return tracker.apply(arrival);
        });
        outcomes.push(...tracker.finish().outcomes);
        expect(JSON.stringify(outcomes)).toBe(JSON.stringify(track(stream).outcomes));
      }),
      { numRuns: 40 },
    );
  });
});

describe('live figures', () => {
  const figures = (arrivals: readonly Arrival[]) =>
    track(arrivals).outcomes.filter(
      ({ kind }) => kind === 'connector_state' || kind === 'station_contact' || kind === 'fault_raised',
    );

  it('never wait for `lateness`: state, fault and contact are told with the message that says them', () => {
    const talk = new Conversation16().connect().status(1, 'Available').after(30);
    const tracker = createTracker();
    for (const arrival of talk.arrivals) tracker.apply(arrival);
    const said = talk.arrivals.length;
    talk.status(1, 'Faulted', { errorCode: 'GroundFailure' });
    const [call] = talk.arrivals.slice(said);
    const told = call ? tracker.apply(call) : [];
    expect(told).toContainEqual(
      expect.objectContaining({ kind: 'connector_state', state: 'faulted', at: call?.receivedAt }),
    );
    expect(told).toContainEqual(expect.objectContaining({ kind: 'fault_raised', at: call?.receivedAt }));
  });

  it('are never moved backwards by what comes late, while the ledger learns of it', () => {
    const begun = () => Conversation16.charging().after(600).meter(1, 7, 4_000, 11_000).after(5);
    const past = begun().now;
    const story = () => begun().after(5).status(1, 'Available').after(40);
    const before = figures(story().until('10:40:00').arrivals);
    const talk = story().status(1, 'Charging', { timestamp: past }).until('10:40:00');
    talk.stop(7, 4_100, 'Local', { timestamp: past });
    expect(figures(talk.arrivals)).toEqual(before);
    expect(track(talk.until('11:00:00').arrivals).outcomes).toContainEqual(
      expect.objectContaining({ kind: 'flow_amended', from: 'unknown', to: 'success' }),
    );
  });
});
