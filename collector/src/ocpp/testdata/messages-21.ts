import { MESSAGES_201 } from './messages-201.ts';
import type { SampleMessage } from './messages-16.ts';

const AT = '2026-11-01T10:00:00.000Z';

/** What OCPP 2.1 adds to 2.0.1, and the messages of 2.0.1, which it takes as they are. */
export const MESSAGES_21: readonly SampleMessage[] = [
  ...MESSAGES_201,
  {
    action: 'NotifySettlement',
    from: 'from_station',
    request: {
      transactionId: 'a-b-c',
      pspRef: '~0123456789abcdef',
      status: 'Settled',
      settlementAmount: 12.4,
      settlementTime: AT,
    },
    response: { receiptId: 'R-1' },
  },
  {
    action: 'NotifyWebPaymentStarted',
    from: 'to_station',
    request: { evseId: 2, timeout: 120 },
    response: {},
  },
  {
    action: 'OpenPeriodicEventStream',
    from: 'from_station',
    request: {
      constantStreamData: { id: 1, variableMonitoringId: 7, params: { interval: 60, values: 20 } },
    },
    response: { status: 'Accepted' },
  },
  {
    action: 'NotifyPeriodicEventStream',
    from: 'from_station',
    request: { id: 1, pending: 0, basetime: AT, data: [{ t: 0.5, v: '41' }] },
    response: null,
  },
  { action: 'ClosePeriodicEventStream', from: 'from_station', request: { id: 1 }, response: {} },
];
