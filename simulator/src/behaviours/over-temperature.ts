import { equipmentFault } from './equipment-fault.ts';

export const overTemperature = equipmentFault({
  name: 'over-temperature',
  fault: 'F06',
  meaning: 'A hot connector ends the charge.',
  stage: 'energy',
  reason: 'over_temperature',
  attribution: 'evse',
  stop: 'Other',
  code: { errorCode: 'HighTemperature', mrec: 'CX019', component: 'TemperatureSensor', faulted: true },
  after: (random) => random.between(240_000, 1_500_000),
  clears: (random) => random.lognormal(900_000, 0.5),
});
