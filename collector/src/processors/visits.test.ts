import { describe, expect, it } from '@jest/globals';
import type { Arrival } from '../model/arrival.ts';
import type { Visit } from '../model/visit.ts';
import { Conversation, track } from './testkit/conversation.ts';

const accepted = { idTagInfo: { status: 'Accepted' } };
let transactions = 100;

const stationAt = (station: string, clock: string): Conversation =>
  new Conversation(station).at(clock).connect().status(1, 'Available').status(2, 'Available').after(1);

/** A charge of so many Wh in ten minutes; 0 Wh fails at the handshake. */
const charge = (talk: Conversation, connectorId: number, idTag: string, wh: number): Conversation => {
  transactions += 1;
  const transactionId = transactions;
  talk.status(connectorId, 'Preparing');
  if (idTag !== '') talk.call('Authorize', { idTag }, accepted);
  talk.call(
    'StartTransaction',
    { connectorId, idTag, meterStart: 0, timestamp: talk.now },
    { transactionId, ...accepted },
  );
  talk.after(600);
  return talk
    .call('StopTransaction', { transactionId, meterStop: wh, timestamp: talk.now, reason: 'Local' })
    .status(connectorId, 'Available');
};

const merged = (...talks: readonly Conversation[]): Arrival[] =>
  talks.flatMap((talk) => talk.arrivals).sort((one, other) => one.receivedAt - other.receivedAt);

const tick = (clock: string): Arrival => ({ kind: 'tick', receivedAt: Date.parse(`2026-11-02T${clock}Z`) });

/** The visits as they are told in the end. */
const visitsOf = (...talks: readonly Conversation[]): readonly Visit[] => {
  const visits = new Map<string, Visit>();
  for (const outcome of track([...merged(...talks), tick('23:00:00')]).outcomes)
    if (outcome.kind === 'visit_ended' || outcome.kind === 'visit_amended')
      visits.set(outcome.visit.id, outcome.visit);
  return [...visits.values()].sort((one, other) => one.start - other.start);
};

const shape = (visits: readonly Visit[]): string[] =>
  visits.map((visit) => `${visit.flows.length} ${visit.result}`);

describe('tries of one driver at one site', () => {
  it('join when the next begins within ten minutes of the end of the last', () => {
    const talk = charge(stationAt('CS-1', '10:00:00'), 1, '~a', 0).after(590);
    expect(shape(visitsOf(charge(talk, 1, '~a', 5000)))).toEqual(['2 later_ok']);
  });

  it('do not join when it begins later', () => {
    const talk = charge(stationAt('CS-1', '10:00:00'), 1, '~a', 0).after(610);
    expect(shape(visitsOf(charge(talk, 1, '~a', 5000)))).toEqual(['1 failed', '1 first_ok']);
  });

  it('without identity join within five minutes at the same EVSE, and only there', () => {
    const same = charge(stationAt('CS-1', '10:00:00'), 1, '', 0).after(290);
    expect(shape(visitsOf(charge(same, 1, '', 5000)))).toEqual(['2 later_ok']);
    const later = charge(stationAt('CS-1', '10:00:00'), 1, '', 0).after(310);
    expect(shape(visitsOf(charge(later, 1, '', 5000)))).toEqual(['1 failed', '1 first_ok']);
    const elsewhere = charge(stationAt('CS-1', '10:00:00'), 1, '', 0).after(60);
    expect(shape(visitsOf(charge(elsewhere, 2, '', 5000)))).toEqual(['1 failed', '1 first_ok']);
  });

  it('never mix identities, nor nobody with somebody at the same EVSE', () => {
    const two = charge(stationAt('CS-1', '10:00:00'), 1, '~a', 0).after(30);
    expect(shape(visitsOf(charge(two, 1, '~b', 5000)))).toEqual(['1 failed', '1 first_ok']);
    const nobody = charge(stationAt('CS-1', '10:00:00'), 1, '', 0).after(30);
    expect(shape(visitsOf(charge(nobody, 1, '~b', 5000)))).toEqual(['1 failed', '1 first_ok']);
  });

  it('are a new visit after a success of 2 kWh, but not after a smaller one', () => {
    const satisfied = charge(stationAt('CS-1', '10:00:00'), 1, '~a', 2000).after(60);
    expect(shape(visitsOf(charge(satisfied, 1, '~a', 3000)))).toEqual(['1 first_ok', '1 first_ok']);
    const little = charge(stationAt('CS-1', '10:00:00'), 1, '~a', 1999).after(60);
    expect(shape(visitsOf(charge(little, 1, '~a', 3000)))).toEqual(['2 first_ok']);
  });

  it('are a hop when the success is at another EVSE, and not when the first try had no place', () => {
    const hop = charge(stationAt('CS-1', '10:00:00'), 1, '~a', 0).after(60);
    expect(visitsOf(hop, charge(stationAt('CS-2', '10:12:00'), 1, '~a', 5000))).toMatchObject([
      { hop: true, station: 'CS-1', evse: 1 },
    ]);
    const nowhere = stationAt('CS-1', '10:00:00').call('Authorize', { idTag: '~a' }, accepted).after(200);
    expect(visitsOf(charge(nowhere, 1, '~a', 5000))).toMatchObject([{ hop: false, result: 'later_ok' }]);
  });

  it('are over after fifteen minutes of quiet, told when nobody can join any more', () => {
    const talk = charge(stationAt('CS-1', '10:00:00'), 1, '~a', 0);
    const { outcomes } = track([...talk.arrivals, tick('23:00:00')]);
    const ended = outcomes.find((outcome) => outcome.kind === 'visit_ended');
    const settled = outcomes.find((outcome) => outcome.kind === 'flow_settled');
    if (ended?.kind !== 'visit_ended' || settled?.kind !== 'flow_settled') throw new Error('nothing ended');
    expect(ended.at - settled.flow.end).toBe(16 * 60_000);
  });

  it('that begin unknown, or hold nothing but tries without verdict, are not counted', () => {
    const left = stationAt('CS-1', '10:00:00').status(1, 'Preparing').after(30).status(1, 'Available');
    expect(shape(visitsOf(left))).toEqual(['1 not_counted']);
  });

  it('that run at once at two EVSEs end one after the other in the visit in which they began', () => {
    const first = charge(stationAt('CS-1', '10:00:00'), 1, '~a', 5000);
    const long = stationAt('CS-2', '10:01:00')
      .status(1, 'Preparing')
      .call('Authorize', { idTag: '~a' }, accepted);
    long
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: long.now },
        { transactionId: 9, ...accepted },
      )
      .at('10:30:00')
      .call('StopTransaction', { transactionId: 9, meterStop: 9000, timestamp: '2026-11-02T10:30:00Z' })
      .status(1, 'Available');
    const second = charge(stationAt('CS-3', '10:15:00'), 1, '~a', 5000);
    const visits = visitsOf(first, long, second);
    expect(visits.map((visit) => visit.flows.length)).toEqual([2, 1]);
    expect(visits.map((visit) => visit.station)).toEqual(['CS-1', 'CS-3']);
  });

  it('never keep a visit open for good: a remote start for one EVSE that begins at another leaves none behind', () => {
    const talk = stationAt('CS-1', '10:00:00')
      .command('RemoteStartTransaction', { connectorId: 2, idTag: '~a' })
      .after(30);
    talk.status(1, 'Preparing').after(75);
    talk.call(
      'StartTransaction',
      { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now },
      { transactionId: 9, ...accepted },
    );
    talk.after(600).call('StopTransaction', { transactionId: 9, meterStop: 9000, timestamp: talk.now });
    const { visits, flows, open } = track([...talk.status(1, 'Available').arrivals, tick('23:00:00')]);
    expect(open).toBe(0);
    expect(visits.flatMap((visit) => visit.flows).sort()).toEqual(flows.map((flow) => flow.id).sort());
  });

  it('never keep a visit open for good: a credential that moves to another connector leaves none behind', () => {
    const talk = stationAt('CS-1', '10:00:00')
      .status(1, 'Preparing')
      .status(2, 'Preparing')
      .call('Authorize', { idTag: '~a' }, accepted);
    const crossed = charge(talk.after(2), 1, '~a', 5000).status(2, 'Available');
    const { visits, flows } = track([...crossed.arrivals, tick('23:00:00')]);
    expect(visits.flatMap((visit) => visit.flows).sort()).toEqual(flows.map((flow) => flow.id).sort());
    expect(visits).toHaveLength(2);
  });

  it('take in a try that is told hours late, once the station is back in contact', () => {
    const queued = stationAt('CS-1', '10:00:00').disconnect().at('15:00:00').connect();
    const start = { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: '2026-11-02T10:05:00Z' };
    queued.call('StartTransaction', start, { transactionId: 9, ...accepted }).call('StopTransaction', {
      transactionId: 9,
      meterStop: 0,
      timestamp: '2026-11-02T10:08:00Z',
      reason: 'Other',
    });
    const charged = charge(stationAt('CS-2', '10:10:00'), 1, '~a', 5000);
    expect(shape(visitsOf(queued, charged))).toEqual(['2 later_ok']);
    const elsewhen = charge(stationAt('CS-2', '10:19:00'), 1, '~a', 5000);
    expect(shape(visitsOf(queued, elsewhen))).toEqual(['1 failed', '1 first_ok']);
  });

  it('do not join what is told hours late to what its driver does now', () => {
    const queued = stationAt('CS-1', '10:00:00').disconnect().at('15:00:00').connect();
    const start = { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: '2026-11-02T10:05:00Z' };
    queued.call('StartTransaction', start, { transactionId: 9, ...accepted }).call('StopTransaction', {
      transactionId: 9,
      meterStop: 0,
      timestamp: '2026-11-02T10:08:00Z',
      reason: 'Other',
    });
    const now = charge(stationAt('CS-2', '14:58:00'), 1, '~a', 5000);
    expect(shape(visitsOf(queued, now))).toEqual(['1 failed', '1 first_ok']);
  });

  it('are counted by what their tries turn out to have been: a stop that came after all', () => {
    const talk = stationAt('CS-1', '03:00:00').status(1, 'Preparing');
    talk
      .call('Authorize', { idTag: '~a' }, accepted)
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now },
        { transactionId: 9, ...accepted },
      )
      .status(1, 'Charging')
      .after(600)
      .status(1, 'SuspendedEV')
      .at('20:00:00')
      .call('StopTransaction', { transactionId: 9, meterStop: 9000, timestamp: '2026-11-02T20:00:00Z' })
      .status(1, 'Available');
    const { visits } = track([...talk.arrivals, tick('23:00:00')]);
    expect(shape(visits)).toEqual(['1 not_counted']);
    expect(shape(visitsOf(talk))).toEqual(['1 first_ok']);
  });
});

describe('ConcurrentTx', () => {
  const refusedAt = (clock: string): Conversation =>
    stationAt('CS-2', clock)
      .status(1, 'Preparing')
      .call('Authorize', { idTag: '~a' }, { idTagInfo: { status: 'ConcurrentTx' } })
      .after(20)
      .status(1, 'Available');
  const charging = (idTag: string): Conversation => {
    const talk = stationAt('CS-1', '10:00:00').status(1, 'Preparing').call('Authorize', { idTag }, accepted);
    return talk
      .call(
        'StartTransaction',
        { connectorId: 1, idTag, meterStart: 0, timestamp: talk.now },
        { transactionId: 5, ...accepted },
      )
      .after(60)
      .meter(1, 5, 1000, 50_000)
      .at('10:20:00')
      .call('StopTransaction', { transactionId: 5, meterStop: 9000, timestamp: '2026-11-02T10:20:00Z' })
      .status(1, 'Available');
  };
  const outcomesAtSecond = (...talks: readonly Conversation[]): string[] =>
    track([...merged(...talks), tick('23:00:00')]).flows.flatMap((flow) =>
      flow.station === 'CS-2' ? [`${flow.outcome} ${flow.attribution}`] : [],
    );

  it('is refused where that identity charges elsewhere (ruling 4)', () => {
    expect(outcomesAtSecond(charging('~a'), refusedAt('10:10:00'))).toEqual(['refused driver']);
  });

  it('is refused even when the other charge is over before this is settled', () => {
    expect(outcomesAtSecond(charging('~a'), refusedAt('10:19:50'))).toEqual(['refused driver']);
  });

  it('is refused where the other station only says that it charges, and sends no meter values', () => {
    const talk = stationAt('CS-1', '10:00:00')
      .status(1, 'Preparing')
      .call('Authorize', { idTag: '~a' }, accepted);
    talk
      .call(
        'StartTransaction',
        { connectorId: 1, idTag: '~a', meterStart: 0, timestamp: talk.now },
        { transactionId: 5, ...accepted },
      )
      .after(20)
      .status(1, 'Charging');
    expect(outcomesAtSecond(talk, refusedAt('10:10:00'))).toEqual(['refused driver']);
  });

  it('is a failure of the backend where nobody, or only another, charges', () => {
    expect(outcomesAtSecond(charging('~b'), refusedAt('10:10:00'))).toEqual(['failed backend']);
    expect(outcomesAtSecond(charging('~a'), refusedAt('10:40:00'))).toEqual(['failed backend']);
  });
});
