import { appendFileSync, closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { decodeArrival } from '@firstcharge/collector/signal-log/arrival-line.ts';
import { RunningCharges, type RunningCharge } from './running-charges.ts';

/** As much of the log's end as tells of every charge that runs: a few minutes would do. */
const TAIL_BYTES = 8 * 1024 * 1024;

/** Several times the interval of meter values. */
const SILENCE_MS = 5 * 60_000;

/**
 * Lets every charge that still runs at the end of a log end by card, at `at` (ms). The live stations are switched on
 * afterwards and know nothing of those charges: without this, each would look as if it had been cut short by a power loss.
 * Returns their number.
 */
export function endRunningCharges(log: string, at: number): number {
  const running = new RunningCharges();
  for (const line of tailOf(log)) {
    const arrival = decodeArrival(line);
    if (arrival !== null && typeof arrival !== 'string') running.see(arrival);
  }
  const charges = running.heardSince(at - SILENCE_MS);
  const frames = charges.flatMap((charge, index) =>
    endOf(charge, `end-${index}`, new Date(at).toISOString()),
  );
  appendFileSync(log, frames.map((line) => `${JSON.stringify(line)}\n`).join(''));
  return charges.length;
}

/** The last complete lines. */
function tailOf(log: string): string[] {
  const file = openSync(log, 'r');
  try {
    const { size } = fstatSync(file);
    const bytes = Buffer.alloc(Math.min(size, TAIL_BYTES));
    readSync(file, bytes, 0, bytes.length, size - bytes.length);
    const lines = bytes.toString().split('\n');
    return size > bytes.length ? lines.slice(1) : lines;
  } finally {
    closeSync(file);
  }
}

/** Stop and free connector, with their answers, in the words of the station's version. */
function endOf(charge: RunningCharge, id: string, timestamp: string): object[] {
  const { station } = charge;
  const exchange = (call: string, action: string, payload: object): object[] => [
    { receivedAt: timestamp, station, direction: 'from_station', frame: [2, call, action, payload] },
    { receivedAt: timestamp, station, direction: 'to_station', frame: [3, call, {}] },
  ];
  if (charge.version === '1.6') {
    const { connector: connectorId, transaction: transactionId, register: meterStop } = charge;
    return [
      ...exchange(`${id}a`, 'StopTransaction', { transactionId, meterStop, timestamp, reason: 'Local' }),
      ...exchange(`${id}b`, 'StatusNotification', {
        connectorId,
        errorCode: 'NoError',
        status: 'Available',
        timestamp,
      }),
    ];
  }
  return [
    ...exchange(`${id}a`, 'TransactionEvent', {
      eventType: 'Ended',
      timestamp,
      triggerReason: 'StopAuthorized',
      seqNo: charge.sequence + 1,
      transactionInfo: { transactionId: charge.transaction, chargingState: 'Idle', stoppedReason: 'Local' },
      evse: { id: charge.evse, connectorId: 1 },
    }),
    ...exchange(`${id}b`, 'StatusNotification', {
      timestamp,
      connectorStatus: 'Available',
      evseId: charge.evse,
      connectorId: 1,
    }),
  ];
}
