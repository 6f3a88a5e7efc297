import { equipmentFault } from './equipment-fault.ts';

export const vehicleHandshake = equipmentFault({
  name: 'vehicle-handshake',
  fault: 'F38',
  meaning: 'The car breaks off the negotiation, whatever the station.',
  stage: 'handshake',
  reason: 'ev_communication_error',
  attribution: 'vehicle',
  stop: 'Other',
  code: { errorCode: 'EVCommunicationError', mrec: null, component: 'CPPWMController', faulted: false },
  after: (random) => random.between(20_000, 60_000),
  clears: () => 0,
});
