import type { Arrival } from '../../model/arrival.ts';
import { Conversation } from '../../processors/testkit/conversation.ts';

const ACCEPTED = { idTagInfo: { status: 'Accepted' } };

/** Three drivers in a row at one OCPP 1.6 station: one charges, one gets no energy, one is refused. */
function threeDrivers(station: Conversation, transactionId: number, tag: string): Conversation {
  const begin = (id: number): object => ({
    connectorId: 1,
    idTag: `${tag}${id}`,
    meterStart: 0,
    timestamp: station.now,
  });
  station
    .after(60)
    .status(1, 'Preparing')
    .after(2)
    .call('Authorize', { idTag: `${tag}1` }, ACCEPTED);
  station
    .after(1)
    .call('StartTransaction', begin(1), { transactionId, ...ACCEPTED })
    .status(1, 'Charging');
  for (const minute of [1, 2, 3, 4]) station.after(60).meter(1, transactionId, minute * 900, 52_000);
  const stop = (id: number, meterStop: number): object => ({
    transactionId: id,
    meterStop,
    timestamp: station.now,
    reason: 'Local',
  });
  station.after(30).call('StopTransaction', stop(transactionId, 3_700)).status(1, 'Finishing');
  station.after(20).status(1, 'Available').after(300).status(1, 'Preparing');
  station.after(2).call('Authorize', { idTag: `${tag}2` }, ACCEPTED);
  station.after(1).call('StartTransaction', begin(2), { transactionId: transactionId + 1, ...ACCEPTED });
  station
    .after(40)
    .meter(1, transactionId + 1, 0, 0)
    .after(120);
  station
    .call('StopTransaction', stop(transactionId + 1, 0))
    .status(1, 'Available')
    .after(120)
    .status(1, 'Preparing');
  station.after(3).call('Authorize', { idTag: `${tag}3` }, { idTagInfo: { status: 'Blocked' } });
  return station.after(5).status(1, 'Available').after(900);
}

/** A day of three stations, 36 flows all of which are settled at its end. Tags begin with `CARD`. */
export function chargingDay(): readonly Arrival[] {
  const arrivals = ['CS-1', 'CS-2', 'CS-3'].flatMap((id, index) => {
    const station = new Conversation(id).at(`07:0${index}:00`).connect();
    station.call(
      'BootNotification',
      { chargePointVendor: 'Volt', chargePointModel: 'AC22', firmwareVersion: `1.${index}` },
      { status: 'Accepted', currentTime: station.now, interval: 300 },
    );
    for (const round of [1, 2, 3, 4]) threeDrivers(station, 100 * round + 10 * index, `CARD${index}${round}`);
    return station.at('18:00:00').call('Heartbeat', {}).disconnect(1000).arrivals;
  });
  return arrivals.sort((one, other) => one.receivedAt - other.receivedAt);
}
