import type { Arrival } from '@firstcharge/collector/model/arrival.ts';
import { Conversation } from '@firstcharge/collector/processors/testkit/conversation.ts';

const ACCEPTED = { idTagInfo: { status: 'Accepted' } };

/** Plugged in, authorised, and charging as transaction 7 since a minute past ten. */
function charging(station: string): Conversation {
  const talk = new Conversation(station)
    .connect()
    .status(1, 'Available')
    .at('10:01:00')
    .status(1, 'Preparing');
  talk.call('Authorize', { idTag: `${station}-card` }, ACCEPTED);
  const begin = { connectorId: 1, idTag: `${station}-card`, meterStart: 1_000, timestamp: talk.now };
  return talk.call('StartTransaction', begin, { transactionId: 7, ...ACCEPTED }).status(1, 'Charging');
}

const stop = (talk: Conversation, meterStop: number, timestamp: string): Conversation =>
  talk.call('StopTransaction', { transactionId: 7, meterStop, timestamp, reason: 'Local' });

/** Energy flowed and no stop came, until one does after all: counted as started, settled as unknown, amended to success. */
function stopAfterAll(): Conversation {
  const talk = charging('AFTER-ALL').after(600).meter(1, 7, 4_000, 11_000).after(5).status(1, 'Available');
  return stop(talk.at('11:00:00'), 4_100, '2026-11-02T10:13:00Z').status(1, 'Available');
}

/** The same, and no stop ever comes. */
const neverStopped = (): Conversation =>
  charging('NO-STOP').after(600).meter(1, 7, 4_000, 11_000).after(5).status(1, 'Available');

/** A whole charge that is told five hours later. */
function toldLater(): Conversation {
  const talk = new Conversation('TOLD-LATER').connect().status(1, 'Available').after(30).disconnect();
  talk.at('15:00:00').connect();
  const timestamp = '2026-11-02T10:05:00Z';
  const begin = { connectorId: 1, idTag: 'TOLD-LATER-card', meterStart: 1_000, timestamp };
  talk.call('StartTransaction', begin, { transactionId: 7, ...ACCEPTED });
  talk.call('MeterValues', {
    connectorId: 1,
    transactionId: 7,
    meterValue: [{ timestamp: '2026-11-02T10:20:00Z', sampledValue: [{ value: '5000' }] }],
  });
  return stop(talk, 9_000, '2026-11-02T10:35:00Z');
}

/** What is learned late, on the second of November 2026 from ten to three: every way in which ledger and counters may differ. */
export const lateWords = (): readonly Arrival[] =>
  [stopAfterAll(), neverStopped(), toldLater()]
    .flatMap(({ arrivals }) => arrivals)
    .sort((one, other) => one.receivedAt - other.receivedAt);
