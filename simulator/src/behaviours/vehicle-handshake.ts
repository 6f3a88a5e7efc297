import type { Behaviour } from './behaviour.ts';
import { equipmentFault } from './equipment-fault.ts';

/**
 * A fault of the car stays with the car. Struck at random, try by try and most often at frail stations, nothing on the
 * wire could tell it from a fault of the station.
 */
export const vehicleHandshake: Behaviour = {
  ...equipmentFault({
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
  }),
  ofVehicle: true,
  decoy: true,
};
