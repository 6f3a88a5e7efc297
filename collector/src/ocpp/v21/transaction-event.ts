import { transactionEventOf } from '../v201/transaction-event.ts';
import { STOPPED_REASONS, TRIGGER_REASONS } from '../v201/transaction-words.ts';

/** TransactionEvent with the words that OCPP 2.1 adds; TxResumed continues a transaction after a reboot. */
export const transactionEvent = transactionEventOf(
  [
    ...TRIGGER_REASONS,
    'CostLimitReached',
    'LimitSet',
    'OperationModeChanged',
    'RunningCost',
    'SoCLimitReached',
    'TariffChanged',
    'TariffNotAccepted',
    'TxResumed',
  ],
  [...STOPPED_REASONS, 'ReqEnergyTransferRejected'],
);
