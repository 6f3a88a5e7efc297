import { equipmentFault } from './equipment-fault.ts';

export const groundFault = equipmentFault({
  name: 'ground-fault',
  fault: 'F14',
  meaning:
    'The residual current device trips while energy flows; the station tries again after 300 s, by its timer.',
  stage: 'energy',
  reason: 'ground_fault',
  attribution: 'evse',
  stop: 'GroundFault',
  code: { errorCode: 'GroundFailure', mrec: 'CX002', component: 'RCD', faulted: true },
  after: (random) => random.between(90_000, 1_200_000),
  clears: () => 300_000,
});
