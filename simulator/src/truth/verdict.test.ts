import { describe, expect, it } from '@jest/globals';
import type { Cause, StopReason } from './facts.ts';
import { FlowFacts } from './flow.ts';
import { judge } from './verdict.ts';

const fault: Cause = {
  stage: 'energy',
  reason: 'ground_fault',
  attribution: 'evse',
  behaviour: 'ground-fault',
};
const SECOND = 1000;

interface Charge {
  power?: 'AC' | 'DC';
  wh?: number;
  seconds?: number;
  stop?: StopReason;
  cause?: Cause;
  handshakeSeconds?: number;
}

/** A flow that plugged in, was accepted and began a transaction; energy flowed when `wh` is given. */
function charge({
  power = 'DC',
  wh = 0,
  seconds = 600,
  stop = 'Local',
  cause,
  handshakeSeconds = 20,
}: Charge): FlowFacts {
  const flow = new FlowFacts('F-1', 'site', 'CS-1', 1, power);
  flow.heard = 3;
  flow.plugged(0);
  flow.presented(SECOND, 'card');
  flow.accepted(2 * SECOND);
  const transaction = flow.began(2 * SECOND);
  const energyAt = (2 + handshakeSeconds) * SECOND;
  if (wh > 0) {
    transaction.energyAt = energyAt;
    transaction.energyEnd = energyAt + seconds * SECOND;
    transaction.energyWh = wh;
  }
  transaction.stoppedAt = wh > 0 ? energyAt + seconds * SECOND : energyAt;
  transaction.stop = stop;
  transaction.cause = cause ?? null;
  flow.end = transaction.stoppedAt + SECOND;
  return flow;
}

const verdictOf = (of: Charge): object => judge(charge(of));

describe('the verdict on a flow', () => {
  it.each<[string, Charge, object]>([
    [
      'a charge above the floor with a valid stop succeeds',
      { wh: 101 },
      { outcome: 'success', failedStage: null },
    ],
    ['under a minute it does not', { wh: 500, seconds: 30 }, { outcome: 'abandoned' }],
    ['AC has a lower floor', { power: 'AC', wh: 60 }, { outcome: 'success' }],
    [
      'a fault after energy interrupts',
      { wh: 5000, stop: 'GroundFault', cause: fault },
      { outcome: 'interrupted', failedStage: 'energy', reason: 'ground_fault' },
    ],
    [
      'a fault below the floor fails at energy',
      { wh: 20, seconds: 5, stop: 'GroundFault', cause: fault },
      { outcome: 'failed', failedStage: 'energy' },
    ],
    [
      'a fault before energy fails at the handshake',
      { stop: 'GroundFault', cause: fault },
      { outcome: 'failed', failedStage: 'handshake' },
    ],
    [
      'no energy, and the driver waited long enough, fails at the handshake',
      { handshakeSeconds: 120 },
      { outcome: 'failed', failedStage: 'handshake', reason: 'no_energy' },
    ],
    [
      'no energy, and the driver left inside the timer, is abandoned',
      { handshakeSeconds: 60 },
      { outcome: 'abandoned', reason: 'driver_left' },
    ],
    [
      'the timer of AC is shorter',
      { power: 'AC', handshakeSeconds: 60 },
      { outcome: 'failed', failedStage: 'handshake' },
    ],
  ])('%s', (_, of, expected) => {
    expect(verdictOf(of)).toMatchObject(expected);
  });

  it('does not blame the station for a car that held back', () => {
    const flow = charge({ handshakeSeconds: 4000 });
    for (const transaction of flow.transactions) transaction.managed = 'vehicle';
    expect(judge(flow)).toMatchObject({ outcome: 'abandoned', attribution: 'vehicle' });
  });

  it('takes the good transaction where a later try in the same plug-in worked', () => {
    const flow = charge({ stop: 'Other', cause: { ...fault, stage: 'handshake' } });
    const second = flow.began(100 * SECOND);
    Object.assign(second, {
      energyAt: 120 * SECOND,
      energyEnd: 900 * SECOND,
      energyWh: 9000,
      stoppedAt: 900 * SECOND,
      stop: 'Local',
    });
    expect(judge(flow)).toMatchObject({ outcome: 'success' });
  });

  it('is unknown where messages were lost for good, or the end was never stopped without a fault', () => {
    const lost = charge({ wh: 9000 });
    lost.lost = 1;
    expect(judge(lost)).toMatchObject({ outcome: 'unknown' });
    const zombie = charge({ wh: 9000 });
    for (const transaction of zombie.transactions) transaction.neverStopped = true;
    expect(judge(zombie)).toMatchObject({ outcome: 'unknown', reason: 'meter_register_stalled' });
  });

  it("tells refused by the driver's own reason from failed by the backend", () => {
    const refused = new FlowFacts('F-2', 'site', 'CS-1', 1, 'DC');
    refused.heard = 1;
    refused.presented(0, 'card');
    refused.refused(1, {
      stage: 'authorize',
      reason: 'credential_blocked',
      attribution: 'driver',
      behaviour: null,
    });
    expect(judge(refused)).toMatchObject({ outcome: 'refused', failedStage: 'authorize' });
    refused.refused(2, {
      stage: 'authorize',
      reason: 'authorize_unanswered',
      attribution: 'backend',
      behaviour: 'x',
    });
    expect(judge(refused)).toMatchObject({
      outcome: 'failed',
      failedStage: 'authorize',
      attribution: 'backend',
    });
  });

  it('calls cable and credential without a transaction a failed start, and one without the other abandoned', () => {
    const flow = new FlowFacts('F-3', 'site', 'CS-1', 1, 'DC');
    flow.heard = 1;
    flow.plugged(0);
    expect(judge(flow)).toMatchObject({ outcome: 'abandoned', reason: 'no_credential' });
    flow.presented(1, 'card');
    flow.accepted(2);
    expect(judge(flow)).toMatchObject({ outcome: 'failed', failedStage: 'start' });
  });
});

describe('the verdict on a flow of several transactions', () => {
  it('is that of the failure when the driver leaves soon after it', () => {
    const flow = charge({ wh: 700, stop: 'Reboot', cause: { ...fault, reason: 'reboot' } });
    const again = flow.began(700 * SECOND);
    again.stoppedAt = 710 * SECOND;
    again.stop = 'Local';
    expect(judge(flow)).toMatchObject({ outcome: 'interrupted', reason: 'reboot' });
  });

  it('stays interrupted where a further try in the same plug-in came to nothing: energy had flowed', () => {
    const flow = charge({ wh: 700, stop: 'Reboot', cause: { ...fault, reason: 'reboot' } });
    const again = flow.began(700 * SECOND);
    again.stoppedAt = 900 * SECOND;
    again.stop = 'Local';
    expect(judge(flow)).toMatchObject({ outcome: 'interrupted', reason: 'reboot' });
  });

  it('remembers the refusal of a start, whatever the station said to the next try', () => {
    const flow = charge({ stop: 'DeAuthorized' });
    for (const transaction of flow.transactions)
      transaction.refusal = {
        stage: 'authorize',
        reason: 'credential_expired',
        attribution: 'driver',
        behaviour: null,
      };
    flow.accepted(60 * SECOND);
    expect(judge(flow)).toMatchObject({ outcome: 'refused', reason: 'credential_expired' });
  });
});

describe('the verdict on a transaction without energy', () => {
  it('is a failed handshake where a fault ended it and its stop was never sent', () => {
    const flow = charge({ stop: 'Other', cause: { ...fault, stage: 'handshake' } });
    for (const transaction of flow.transactions) transaction.neverStopped = true;
    expect(judge(flow)).toMatchObject({ outcome: 'failed', failedStage: 'handshake' });
  });

  it('blames the station that was down when its driver pulled the plug', () => {
    const flow = charge({ stop: 'EVDisconnected', handshakeSeconds: 50 });
    for (const transaction of flow.transactions) transaction.pausedBy = { ...fault, reason: 'reboot' };
    expect(judge(flow)).toMatchObject({ outcome: 'failed', failedStage: 'handshake', reason: 'reboot' });
  });
});
