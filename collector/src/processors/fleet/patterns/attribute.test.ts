import { describe, expect, it } from '@jest/globals';
import type { SettledFlow } from '../../../model/flow.ts';
import { track } from '../../testkit/conversation.ts';
import { Conversation16 } from '../../testkit/conversation16.ts';

const accepted = { idTagInfo: { status: 'Accepted' } };
const booted = { status: 'Accepted', currentTime: '2026-11-02T10:00:00Z', interval: 300 };

/** A charge that a restart cuts off, and so many more restarts within minutes. */
function cutOff(talk: Conversation16, clock: string, idTag: string, restarts: number): void {
  talk.at(clock).status(1, 'Preparing').call('Authorize', { idTag }, accepted);
  const transactionId = Number(clock.slice(0, 2));
  const begun = { connectorId: 1, idTag, meterStart: 0, timestamp: talk.now };
  talk.call('StartTransaction', begun, { transactionId, ...accepted }).status(1, 'Charging');
  talk.after(60).meter(1, transactionId, 500, 30_000).after(300).meter(1, transactionId, 3000, 30_000);
  for (let restart = 0; restart < restarts; restart += 1) {
    talk.after(120).disconnect().after(60).connect();
    talk.call('BootNotification', { chargePointVendor: 'V', chargePointModel: 'M' }, booted);
  }
  talk.status(1, 'Available');
}

/** Flows as they are told in the end. */
function told(talk: Conversation16): readonly SettledFlow[] {
  const flows = new Map<string, SettledFlow>();
  for (const outcome of track(talk.until('23:00:00').arrivals).outcomes) {
    if (outcome.kind === 'flow_settled') flows.set(outcome.flow.id, outcome.flow);
    else if (outcome.kind === 'flow_amended') flows.set(outcome.flow, outcome.amended);
  }
  return [...flows.values()];
}

describe('who is to blame', () => {
  it('stays the firmware where a station booted again and again, whatever its connector did to others', () => {
    const talk = Conversation16.idle();
    cutOff(talk, '11:00:00', '~a', 4);
    cutOff(talk, '14:00:00', '~b', 1);
    cutOff(talk, '17:00:00', '~c', 1);
    expect(told(talk).map(({ reason, attribution }) => `${reason} ${attribution}`)).toEqual([
      'reboot firmware',
      'reboot evse',
      'reboot evse',
    ]);
  });
});
