import { isRegister, withNumber, withSamples } from '../dialect/samples.ts';
import type { Payload } from '../mouth/mouth.ts';
import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const meterKwhAsWh: Behaviour = {
  name: 'meter-kwh-as-wh',
  fault: 'F18',
  meaning: 'Sampled energy registers count kilowatt-hours and call them Wh.',
  wire: ({ message }) =>
    message.action === 'MeterValues' || message.action === 'TransactionEvent'
      ? [changed(message, inKilo)]
      : [message],
};

const inKilo = (payload: Payload): Payload =>
  withSamples(payload, (sample) =>
    isRegister(sample) ? withNumber(sample, Number(sample['value']) / 1000) : sample,
  );
