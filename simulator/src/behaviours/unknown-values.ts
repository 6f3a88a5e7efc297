import { withSamples } from '../dialect/samples.ts';
import type { Payload } from '../mouth/mouth.ts';
import { changed } from '../station/outgoing.ts';
import type { Outgoing } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const unknownValues: Behaviour = {
  name: 'unknown-values',
  fault: null,
  meaning:
    'Words that its version of OCPP lacks: an extra status, measurands, contexts, triggers, stop reasons of 2.x in 1.6.',
  wire: ({ message }) => {
    switch (message.action) {
      case 'StatusNotification':
        return [strangeStatus(message), message];
      case 'MeterValues':
        return [changed(message, strangeSamples)];
      case 'TransactionEvent':
        return [changed(message, strangeEvent)];
      case 'StopTransaction':
        return [changed(message, (payload) => strangeStop(message, payload))];
      default:
        return [message];
    }
  },
};

/** A status between two others that says nothing. */
const strangeStatus = (message: Outgoing): Outgoing =>
  changed(message, (payload) =>
    payload['connectorStatus'] === undefined
      ? { ...payload, status: 'Initializing', errorCode: 'NoError' }
      : { ...payload, connectorStatus: 'Standby' },
  );

/** Who ended it is said in the words of 2.x, and said right. */
function strangeStop({ flow }: Outgoing, payload: Payload): Payload {
  const stop = flow?.transactions.at(-1)?.stop;
  const byVehicle = stop === 'StoppedByEV' || stop === 'SOCLimitReached';
  return byVehicle && payload['reason'] === 'Local' ? { ...payload, reason: stop } : payload;
}

const strangeSamples = (payload: Payload): Payload =>
  withSamples(payload, (sample) =>
    sample['measurand'] === 'Voltage'
      ? { ...sample, measurand: 'X.LinkVoltage', context: 'Sample.Vendor' }
      : sample,
  );

const strangeEvent = (payload: Payload): Payload =>
  strangeSamples(
    payload['triggerReason'] === 'MeterValuePeriodic'
      ? { ...payload, triggerReason: 'VendorInterval' }
      : payload,
  );
