import { equipmentFault } from './equipment-fault.ts';

export const handshakeTimeout = equipmentFault({
  name: 'handshake-timeout',
  fault: 'F09',
  meaning: 'The transaction begins, no energy comes, and the station gives up without saying why.',
  stage: 'handshake',
  reason: 'no_energy',
  attribution: 'evse',
  stop: 'Other',
  code: null,
  after: (random) => random.between(95_000, 105_000),
  clears: () => 0,
});
