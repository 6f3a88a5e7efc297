import { changed } from '../station/outgoing.ts';
import type { Behaviour } from './behaviour.ts';

export const meterValuesAbsent: Behaviour = {
  name: 'meter-values-absent',
  fault: null,
  meaning: 'No meter values at all; in OCPP 1.6 only the registers of start and stop.',
  wire: ({ message }) => {
    if (message.action === 'MeterValues') return [];
    if (message.action !== 'TransactionEvent') return [message];
    if (message.payload()['triggerReason'] === 'MeterValuePeriodic') return [];
    return [changed(message, ({ meterValue: _, ...rest }) => rest)];
  },
};
