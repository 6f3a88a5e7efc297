import { describe, expect, it } from '@jest/globals';
import type { TelemetryArrival } from '../model/telemetry.ts';
import type { Outcome } from '../model/outcome.ts';
import { time, track } from './testkit/conversation.ts';
import { Conversation16 } from './testkit/conversation16.ts';
import { createTracker } from './tracker.ts';

interface Told {
  readonly code?: string;
  readonly active?: boolean;
  readonly observedAt?: number | null;
  readonly station?: string;
}

const problem = (
  clock: string,
  { code = 'CX017', active = true, observedAt = null, station = 'CS-1' }: Told = {},
): TelemetryArrival => ({
  ...{ kind: 'telemetry', receivedAt: time(clock), observedAt, source: 'mqtt/chargers', event: null },
  subject: { of: 'station', station, evse: 1, connector: null },
  observation: { kind: 'problem', code, active },
});

/** What the tracker says of faults and of what became of the observations. */
function toldBy(...arrivals: TelemetryArrival[]): string[] {
  const tracker = createTracker();
  const outcomes: Outcome[] = Conversation16.idle().arrivals.flatMap((arrival) => tracker.apply(arrival));
  outcomes.splice(0);
  for (const arrival of arrivals) outcomes.push(...tracker.apply(arrival));
  return outcomes.flatMap((outcome) => {
    if (outcome.kind === 'fault_raised' || outcome.kind === 'fault_cleared')
      return [`${outcome.kind} ${outcome.fault} ${outcome.evse}/${outcome.connector} ${outcome.source}`];
    return outcome.kind === 'observation' ? [outcome.result] : [];
  });
}

describe('a problem that telemetry tells of a station', () => {
  it('is a fault of its place until it is said to be over', () => {
    expect(toldBy(problem('10:02:00'), problem('10:03:00', { active: false }))).toEqual([
      expect.stringMatching(/^fault_raised F\d+ 1\/1 mqtt\/chargers$/),
      'taken',
      expect.stringMatching(/^fault_cleared F\d+ 1\/1 mqtt\/chargers$/),
      'taken',
    ]);
  });

  it('is over at once where its code says what happens and not what is', () => {
    const told = toldBy(problem('10:02:00', { code: 'HLCSessionFailed.FailedTlsHandshake' }));
    expect(told.map((line) => line.split(' ')[0])).toEqual(['fault_raised', 'fault_cleared', 'taken']);
  });

  it('counts once when it is told twice', () => {
    const again = problem('10:02:30', { observedAt: time('10:02:00') });
    expect(toldBy(problem('10:02:00', { observedAt: time('10:02:00') }), again).slice(1)).toEqual([
      'taken',
      'taken',
    ]);
  });

  it('does not come back when it is told after its end', () => {
    const end = problem('10:03:00', { active: false, observedAt: time('10:02:50') });
    const late = problem('10:03:10', { observedAt: time('10:02:00') });
    expect(toldBy(problem('10:02:00'), end, late).at(-1)).toBe('late');
  });

  it('of a station that OCPP knows nothing of is no fault', () => {
    expect(toldBy(problem('10:02:00', { station: 'CS-9' }))).toEqual(['unknown_subject']);
  });

  it('explains a charge that got no energy', () => {
    const talk = Conversation16.started();
    const told = problem('10:01:20');
    talk.at('10:03:00').stop(7, 1000, 'Other').after(5).status(1, 'Available').until('23:00:00');
    const arrivals = [...talk.arrivals, told].sort((one, other) => one.receivedAt - other.receivedAt);
    const { flows } = track(arrivals);
    expect(flows.map(({ outcome, reason }) => [outcome, reason])).toEqual([['failed', 'contactor_fault']]);
    const without = track(talk.arrivals).flows;
    expect(without.map(({ reason }) => reason)).not.toEqual(['contactor_fault']);
  });
});
