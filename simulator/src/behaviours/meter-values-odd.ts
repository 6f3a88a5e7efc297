import { withSamples } from '../dialect/samples.ts';
import type { Payload } from '../mouth/mouth.ts';
import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const meterValuesOdd: Behaviour = {
  name: 'meter-values-odd',
  fault: 'F17',
  meaning: 'Of the meter values some are empty or words, and some are said of connector 0.',
  wire: ({ message, random }) => {
    if (message.action === 'MeterValues') {
      if (random.chance(0.2)) return [changed(message, spoil('')), message];
      if (random.chance(0.25))
        return [changed(message, spoil(random.pick(['NaN', 'n/a', '---', '1,234.5']))), message];
      if (random.chance(0.25)) return [changed(message, ofStation), message];
      return [message];
    }
    // OCPP 2.x: the message says more than the meter, so that only its power is spoilt.
    const periodic =
      message.action === 'TransactionEvent' && message.payload()['triggerReason'] === 'MeterValuePeriodic';
    return periodic && random.chance(0.5) ? [changed(message, spoil('n/a', true))] : [message];
  },
};

const spoil =
  (word: string, powerOnly = false) =>
  (payload: Payload): Payload =>
    withSamples(payload, (sample) =>
      powerOnly && sample['measurand'] !== 'Power.Active.Import' ? sample : { ...sample, value: word },
    );

/** Connector 0, outside any transaction, with a meter of the whole house. */
const ofStation = ({ transactionId: _, ...payload }: Payload): Payload =>
  withSamples({ ...payload, connectorId: 0 }, (sample) => ({ ...sample, value: '0' }));
