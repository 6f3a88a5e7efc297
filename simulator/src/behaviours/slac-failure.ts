import { equipmentFault } from './equipment-fault.ts';

export const slacFailure = equipmentFault({
  name: 'slac-failure',
  fault: 'F36',
  meaning:
    'Station and car cannot talk over the pilot line (SLAC); the station reports a communication error.',
  stage: 'handshake',
  reason: 'ev_communication_error',
  attribution: 'evse',
  stop: 'Other',
  code: { errorCode: 'EVCommunicationError', mrec: null, component: 'CPPWMController', faulted: false },
  after: (random) => random.between(20_000, 60_000),
  clears: () => 0,
});
