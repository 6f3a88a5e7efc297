import { equipmentFault } from './equipment-fault.ts';

export const connectorLockFailure = equipmentFault({
  name: 'connector-lock-failure',
  fault: 'F01',
  meaning: 'The connector does not lock, so that nothing may flow.',
  stage: 'handshake',
  reason: 'connector_lock_failed',
  attribution: 'evse',
  stop: 'Other',
  code: {
    errorCode: 'ConnectorLockFailure',
    mrec: 'CX001',
    component: 'ConnectorPlugRetentionLock',
    faulted: true,
  },
  after: (random) => random.between(2500, 9000),
  clears: (random) => random.lognormal(90_000, 0.8),
});
