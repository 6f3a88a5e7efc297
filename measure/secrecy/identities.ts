import { Conversation } from '@firstcharge/collector/processors/testkit/conversation.ts';
import { chargingDay } from '@firstcharge/collector/service/testkit/charging-day.ts';
import { encodeArrival } from '@firstcharge/collector/signal-log/arrival-line.ts';

/** Who charges, in every form in which stations tell it. They belong to nobody. */
export const IDENTITIES = {
  card: 'RFIDANNA04A2',
  contract: 'DEFCHANNA0815X',
  vehicle: 'WVWZZZANNA0001234',
  address: 'VIDANNA0011AABB',
  sim: '8949009009009123456',
} as const;

/** The tags of `chargingDay`, as they begin. */
const CARDS = /CARD\d{3}/g;

const ACCEPTED = { idTokenInfo: { status: 'Accepted' } };

/** A driver who shows who he is at an OCPP 2.0.1 station in every way that there is, and a station that repeats it in its free texts. */
function openDriver(): Conversation {
  const { card, contract, vehicle, address, sim } = IDENTITIES;
  const station = new Conversation('CS-9').at('07:00:00').connect('ocpp2.0.1');
  const token = {
    idToken: contract,
    type: 'eMAID',
    additionalInfo: [
      { additionalIdToken: vehicle, type: 'VIN' },
      { additionalIdToken: address, type: 'MacAddress' },
    ],
  };
  station.call(
    'BootNotification',
    {
      reason: 'PowerUp',
      chargingStation: { vendorName: 'Volt', model: 'DC150', firmwareVersion: '3.0', modem: { iccid: sim } },
    },
    { status: 'Accepted', currentTime: station.now, interval: 300 },
  );
  let sequence = -1;
  const event = (eventType: string, transaction: string, chargingState: string, more: object): void => {
    station.call(
      'TransactionEvent',
      {
        ...{ eventType, seqNo: (sequence += 1), timestamp: station.now, evse: { id: 1, connectorId: 1 } },
        ...{ transactionInfo: { transactionId: transaction, chargingState }, ...more },
      },
      ACCEPTED,
    );
  };
  const meter = (wh: number): object => ({
    meterValue: [
      { timestamp: station.now, sampledValue: [{ value: wh, measurand: 'Energy.Active.Import.Register' }] },
    ],
  });
  for (const round of [0, 1, 2]) {
    const transaction = `TX-${round}`;
    station.at(`${String(8 + round).padStart(2, '0')}:00:00`);
    station.call('Authorize', { idToken: token }, ACCEPTED);
    event('Started', transaction, 'EVConnected', {
      triggerReason: 'Authorized',
      idToken: token,
      ...meter(0),
    });
    station.after(30);
    event('Updated', transaction, 'Charging', { triggerReason: 'ChargingStateChanged', ...meter(900) });
    station.call(
      'DataTransfer',
      { vendorId: 'Volt', messageId: 'car', data: JSON.stringify({ vin: vehicle, card }) },
      { status: 'Accepted' },
    );
    station.call('NotifyEvent', {
      generatedAt: station.now,
      seqNo: round,
      eventData: [
        {
          ...{
            eventId: round + 1,
            timestamp: station.now,
            trigger: 'Alerting',
            eventNotificationType: 'CustomMonitor',
          },
          ...{
            actualValue: 'true',
            techCode: 'E17',
            techInfo: `session of ${contract} in ${vehicle}, sim ${sim}`,
          },
          ...{ component: { name: 'ChargingStation' }, variable: { name: 'Problem' } },
        },
      ],
    });
    station.after(600);
    event('Ended', transaction, 'Idle', { triggerReason: 'EVDeparted', idToken: token, ...meter(24_000) });
    station.call('StatusNotification', {
      ...{ timestamp: station.now, connectorStatus: 'Available', evseId: 1, connectorId: 1 },
    });
  }
  return station.at('18:00:00').call('Heartbeat', {}).disconnect(1000);
}

/** An OCPP 1.6 station that writes the card into the texts of its errors. */
function talkativeStation(): Conversation {
  const { card, vehicle } = IDENTITIES;
  const station = new Conversation('CS-8').at('09:00:00').connect();
  station.call('BootNotification', {
    chargePointVendor: 'Volt',
    chargePointModel: 'AC22',
    iccid: IDENTITIES.sim,
  });
  station
    .status(1, 'Preparing')
    .after(2)
    .call('Authorize', { idTag: card }, { idTagInfo: { status: 'Accepted' } });
  const begin = { connectorId: 1, idTag: card, meterStart: 0, timestamp: station.now };
  station.call('StartTransaction', begin, {
    transactionId: 900,
    idTagInfo: { status: 'Accepted', parentIdTag: IDENTITIES.address },
  });
  station.after(30).status(1, 'Faulted', {
    errorCode: 'OtherError',
    info: `no energy for ${card}`,
    vendorErrorCode: `E17 ${vehicle}`,
  });
  station.after(10).call('StopTransaction', {
    transactionId: 900,
    idTag: card,
    meterStop: 0,
    timestamp: station.now,
    reason: 'Other',
  });
  return station.status(1, 'Available').at('18:00:00').call('Heartbeat', {}).disconnect(1000);
}

/** A day of charging as an OCPP log, line by line, with every identity in it as it is; and all that stand in it. */
export function identifyingLog(): {
  readonly lines: readonly string[];
  readonly identities: readonly string[];
} {
  const arrivals = [...chargingDay(), ...openDriver().arrivals, ...talkativeStation().arrivals];
  const lines = arrivals.sort((one, other) => one.receivedAt - other.receivedAt).map(encodeArrival);
  return { lines, identities: [...Object.values(IDENTITIES), ...new Set(lines.join('\n').match(CARDS))] };
}
