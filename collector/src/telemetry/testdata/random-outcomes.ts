import fc from 'fast-check';
import { CONNECTOR_STATES } from '../../model/availability.ts';
import { FLOW_OUTCOMES } from '../../model/flow.ts';
import { BOOT_REASONS, DISCONNECT_REASONS, MESSAGE_RESULTS, type Outcome } from '../../model/outcome.ts';
import { STAGES } from '../../model/stage.ts';
import { VISIT_RESULTS } from '../../model/visit.ts';
import { capability, EQUIPMENT, settledFlow, startSettled, T0, visitEnded } from './outcomes.ts';

const station = fc.constantFrom('CS-1', 'CS-2', 'CS-3');
const firmware = fc.constantFrom('1.0', '2.0', '\u0000 weird " \\ value', '');
const direction = fc.constantFrom('from_station' as const, 'to_station' as const);
const amount = fc.double({ min: -10, max: 1e6, noNaN: false });

const flow = fc
  .record({
    station,
    firmware,
    outcome: fc.constantFrom(...FLOW_OUTCOMES),
    failedStage: fc.option(fc.constantFrom(...STAGES)),
    evse: fc.option(fc.integer({ min: 1, max: 2 })),
    energyWh: amount,
    machineStartSeconds: fc.option(amount),
    powerRatio: fc.option(amount),
    reachedEnergy: fc.boolean(),
    validStop: fc.boolean(),
    late: fc.boolean(),
  })
  .map((over) => settledFlow(over));

/** Any outcome at time `at`. */
const outcomeAt = (at: number): fc.Arbitrary<Outcome> =>
  fc.oneof(
    flow.map((settled) => startSettled(at, settled)),
    fc.tuple(flow, fc.boolean()).map(([settled, startCounted]): Outcome => ({ kind: 'flow_settled', at, flow: settled, startCounted })),
    fc.constantFrom(...VISIT_RESULTS).map((result) => visitEnded(at, result)),
    fc
      .tuple(station, firmware)
      .map(([id, version]): Outcome => ({ kind: 'station_seen', at, station: id, ocppVersion: '1.6', serialHash: '', ...EQUIPMENT, firmware: version })),
    fc
      .tuple(station, fc.constantFrom(...CONNECTOR_STATES), fc.integer({ min: 1, max: 2 }))
      .map(([id, state, evse]): Outcome => ({ kind: 'connector_state', at, site: 'depot', station: id, evse, connector: 1, state })),
    fc.tuple(fc.boolean(), fc.integer({ min: 1, max: 2 }), station).map(([open, evse, id]) => capability(at, open ? null : at, evse, id)),
    fc
      .tuple(station, fc.boolean(), fc.boolean())
      .map(([id, connected, inService]): Outcome => ({ kind: 'station_contact', at, site: 'depot', station: id, connected, inService })),
    fc
      .tuple(station, fc.constantFrom(...BOOT_REASONS))
      .map(([id, reason]): Outcome => ({ kind: 'station_boot', at, site: 'depot', station: id, reason })),
    fc
      .tuple(station, fc.constantFrom(...DISCONNECT_REASONS))
      .map(([id, reason]): Outcome => ({ kind: 'station_disconnect', at, site: 'depot', station: id, reason })),
    fc
      .tuple(station, direction, fc.constantFrom(...MESSAGE_RESULTS))
      .map(([id, way, result]): Outcome => ({ kind: 'message', at, site: 'depot', station: id, action: 'X', direction: way, result })),
    fc.tuple(station, amount).map(([id, seconds]): Outcome => ({ kind: 'ping', at, site: 'depot', station: id, seconds })),
    fc.tuple(direction, amount).map(([way, seconds]): Outcome => ({ kind: 'call_completed', at, action: 'X', direction: way, seconds })),
  );

/** What happens to a store: an outcome, time, or a reader. */
export type Step =
  | { readonly kind: 'outcome'; readonly outcome: Outcome }
  | { readonly kind: 'advance'; readonly to: number }
  | { readonly kind: 'collect'; readonly reader: number };

/**
 * A history of steps; time mostly goes on, by milliseconds or by up to `longestMs`, and sometimes an outcome comes with
 * an old time.
 */
export const history = (longestMs = 40 * 86_400_000, maxLength = 60): fc.Arbitrary<Step[]> =>
  fc
    .array(
      fc.tuple(
        fc.oneof(
          { weight: 8, arbitrary: fc.integer({ min: 0, max: 100_000 }) },
          { weight: 1, arbitrary: fc.integer({ min: 0, max: longestMs }) },
          { weight: 1, arbitrary: fc.integer({ min: -100_000, max: 0 }) },
        ),
        fc.constantFrom('outcome', 'outcome', 'outcome', 'collect', 'advance'),
        outcomeAt(0),
        fc.integer({ min: 0, max: 31 }),
      ),
      { minLength: 1, maxLength },
    )
    .map((steps) => {
      let now = T0;
      return steps.map(([delta, kind, outcome, reader]): Step => {
        now += delta;
        if (kind === 'collect') return { kind, reader: reader % 2 };
        if (kind === 'advance') return { kind, to: now };
        return { kind: 'outcome', outcome: { ...outcome, at: now } };
      });
    });
