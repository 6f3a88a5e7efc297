import { equipmentFault } from './equipment-fault.ts';

export const silentNoCharge = equipmentFault({
  name: 'silent-no-charge',
  fault: 'F09',
  meaning:
    'The connector shows Available and every transaction begins, but no energy ever flows; no error is reported.',
  stage: 'handshake',
  reason: 'no_energy',
  attribution: 'evse',
  stop: 'Local',
  code: null,
  silent: true,
  after: () => 0,
  clears: () => 0,
});
