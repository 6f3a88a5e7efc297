import { equipmentFault } from './equipment-fault.ts';

export const isolationFault = equipmentFault({
  name: 'isolation-fault',
  fault: 'F15',
  meaning: 'Insulation resistance falls below its limit while a DC charge runs.',
  stage: 'energy',
  reason: 'isolation_fault',
  attribution: 'evse',
  stop: 'Other',
  code: { errorCode: 'OtherError', mrec: 'CX022', component: 'GroundIsolationProtection', faulted: true },
  power: 'DC',
  after: (random) => random.between(90_000, 900_000),
  clears: (random) => random.lognormal(600_000, 0.9),
});
