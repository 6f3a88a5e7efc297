import { equipmentFault } from './equipment-fault.ts';

export const cableCheckFailure = equipmentFault({
  name: 'cable-check-failure',
  fault: 'F15',
  meaning: 'The insulation test before a DC charge fails.',
  stage: 'handshake',
  reason: 'cable_check_failed',
  attribution: 'evse',
  stop: 'Other',
  code: { errorCode: 'OtherError', mrec: 'CX011', component: 'GroundIsolationProtection', faulted: true },
  power: 'DC',
  after: (random) => random.between(12_000, 40_000),
  clears: (random) => random.lognormal(120_000, 0.6),
});
