import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  AUTHORIZATION_STATUSES,
  CHARGING_STATES,
  CONNECTOR_STATUSES,
  type Signal,
} from '../../../model/signal.ts';
import { PAYMENT_METHODS, PAYMENT_PHASES } from '../../../model/payment.ts';
import { TX_POINTS } from '../../../model/station-setting.ts';
import { shippedErrorCodes } from '../../error-codes.ts';
import { endedFlow } from '../judgement/ended-flow.ts';
import { onSignal } from './charge-flow.ts';
import { CHARGE_FLOW_DEFAULTS } from './config.ts';
import { expire } from './deadlines.ts';
import { newFlowBook, type Context, type FlowBook } from './flow-book.ts';

const codes = shippedErrorCodes();
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { freq: 3 });
const evse = fc.constantFrom(0, 1, 2, 7);
const base = { station: fc.constant('CS-1'), receivedAt: fc.nat(), eventAt: maybe(fc.nat()) };
const call = fc.constantFrom('a', 'b', 'c');
const identity = maybe(fc.constantFrom('~a', '~b'));
const transaction = maybe(fc.constantFrom('1', '2', '3'));
const method = maybe(fc.constantFrom(...PAYMENT_METHODS));
const number = maybe(fc.double());
const phase = <Phase extends string>(...phases: Phase[]) => fc.constantFrom(...phases);
const evidence = {
  ...base,
  transaction,
  evse: maybe(evse),
  connector: maybe(fc.constantFrom(0, 1)),
  identity,
  trigger: maybe(fc.constantFrom('CablePluggedIn', 'Authorized', 'RemoteStart', 'EVDeparted', 'x')),
  chargingState: maybe(fc.constantFrom(...CHARGING_STATES)),
  seqNo: maybe(fc.nat()),
  offline: fc.boolean(),
  remoteStartId: maybe(fc.nat(3)),
  call,
};

const signal: fc.Arbitrary<Signal> = fc.oneof(
  fc.record({
    kind: fc.constant('status' as const),
    ...base,
    evse,
    connector: fc.constantFrom(0, 1),
    status: fc.constantFrom(...CONNECTOR_STATUSES),
    codes: fc.array(fc.constantFrom('GroundFailure', 'CX020', 'vendor:x', 'WeakSignal')),
  }),
  fc.record({
    kind: fc.constant('authorization' as const),
    ...base,
    phase: phase('requested', 'answered', 'error'),
    call,
    identity,
    status: maybe(fc.constantFrom(...AUTHORIZATION_STATUSES)),
    transaction,
    evse: maybe(evse),
    method,
  }),
  fc.record({
    kind: fc.constant('remote_start' as const),
    ...base,
    phase: phase('requested', 'accepted', 'rejected', 'error'),
    call,
    evse: maybe(evse),
    identity,
    remoteStartId: maybe(fc.nat(3)),
    transaction,
    method,
  }),
  fc.record({ kind: fc.constant('transaction_started' as const), ...evidence, registerWh: number }),
  fc.record({ kind: fc.constant('transaction_updated' as const), ...evidence }),
  fc.record({
    kind: fc.constant('transaction_ended' as const),
    ...evidence,
    reason: fc.constantFrom('Local', 'Other', 'PowerLoss', 'DeAuthorized'),
    registerWh: number,
  }),
  fc.record({
    kind: fc.constant('transaction_accepted' as const),
    ...base,
    call,
    transaction,
    status: fc.constant(null),
    error: fc.boolean(),
  }),
  fc.record({
    kind: fc.constant('meter' as const),
    ...base,
    evse: maybe(evse),
    connector: maybe(fc.constantFrom(0, 1)),
    transaction,
    registerWh: number,
    intervalWh: number,
    powerW: number,
    offeredW: number,
    currentA: number,
    voltageV: number,
    soc: number,
    temperatureC: number,
    context: maybe(fc.constantFrom('Transaction.Begin', 'Sample.Periodic')),
    unreadable: fc.nat(),
  }),
  fc.record({ kind: fc.constant('limit' as const), ...base, evse, watts: number, amperes: number }),
  fc.record({
    kind: fc.constant('reservation' as const),
    ...base,
    phase: phase('accepted', 'rejected', 'cancelled'),
    reservation: maybe(fc.nat(3)),
    expiresAt: maybe(fc.nat()),
    evse: maybe(evse),
    identity,
  }),
  fc.record({
    kind: fc.constant('payment' as const),
    ...base,
    phase: phase(...PAYMENT_PHASES),
    timeoutSeconds: maybe(fc.nat(600)),
    method,
    evse: maybe(evse),
    transaction,
    identity,
  }),
  fc.record({
    kind: fc.constant('setting' as const),
    ...base,
    setting: fc.oneof(
      fc.record({
        name: phase('tx_start_point', 'tx_stop_point'),
        points: fc.subarray([...TX_POINTS], { minLength: 1 }),
      }),
      fc.record({ name: phase('connect_timeout', 'meter_interval'), seconds: fc.nat(3_600) }),
      fc.record({ name: phase('stop_on_unplug'), on: fc.boolean() }),
    ),
  }),
  fc.record({
    kind: fc.constant('problem' as const),
    ...base,
    evse,
    connector: fc.constantFrom(0, 1),
    transaction,
    code: fc.constantFrom('CX020', 'CX002', 'EmergencyStopSensor.Active'),
    active: fc.boolean(),
  }),
);

const contextOf = (book: FlowBook, at: number, streamAt: number, late: boolean): Context => ({
  book,
  config: CHARGE_FLOW_DEFAULTS,
  codes,
  station: 'CS-1',
  equipment: { site: 'S', vendor: '', model: '', firmware: '' },
  at,
  streamAt,
  late,
  suspect: false,
  quirks: ['available_with_cable_in', 'available_on_reconnect', 'other_stop_is_local'],
  rating: () => ({ powerType: null, ratedW: null }),
  ended: [],
  amended: [],
});

describe('the charge flow', () => {
  it('handles any signal in any state, ends each flow once, and keeps its book consistent', () => {
    const step = fc.tuple(signal, fc.integer({ min: 0, max: 900_000 }), fc.integer({ min: 0, max: 600_000 }));
    fc.assert(
      fc.property(fc.array(step, { maxLength: 120 }), (steps) => {
        const book = newFlowBook();
        const ended = new Set<string>();
        let now = 1_800_000_000_000;
        for (const [next, wait, behind] of steps) {
          now += wait;
          const context = contextOf(book, now - behind, now, behind > 300_000);
          expire(context);
          onSignal(context, next);
          for (const over of context.ended) {
            expect(ended.has(over.flow.id)).toBe(false);
            ended.add(over.flow.id);
            const flow = endedFlow(over, now, CHARGE_FLOW_DEFAULTS, codes);
            expect(flow.end).toBeGreaterThanOrEqual(flow.start);
            expect(flow.stages).toHaveLength(8);
          }
          for (const id of book.slots.values()) expect(book.flows.has(id)).toBe(true);
          for (const id of book.calls.values()) expect(book.flows.has(id)).toBe(true);
          expect(book.flows.size).toBeLessThanOrEqual(64);
        }
      }),
      { numRuns: 300 },
    );
  });
});
