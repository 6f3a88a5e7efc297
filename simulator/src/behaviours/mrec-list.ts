import { changed } from '../station/outgoing.ts';
import type { Payload } from '../mouth/mouth.ts';
import type { Behaviour } from './behaviour.ts';

export const mrecList: Behaviour = {
  name: 'mrec-list',
  fault: null,
  meaning:
    'Several ChargeX codes in one message, parted by semicolons; the error code beside them says OtherError.',
  wire: ({ message }) =>
    message.action === 'StatusNotification' && message.payload()['vendorErrorCode'] !== undefined
      ? [changed(message, asList)]
      : [message],
};

const asList = (payload: Payload): Payload => ({
  ...payload,
  errorCode: 'OtherError',
  vendorErrorCode: `${String(payload['vendorErrorCode'])};CX007`,
  info: 'detail',
});
