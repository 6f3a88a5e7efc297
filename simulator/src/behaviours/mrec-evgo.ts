import { changed } from '../station/outgoing.ts';
import type { Payload } from '../mouth/mouth.ts';
import type { Behaviour } from './behaviour.ts';

export const mrecEvgo: Behaviour = {
  name: 'mrec-evgo',
  fault: null,
  meaning:
    'Fault codes come as EVgo writes them: its own vendorId, and lists parted by commas with one info each.',
  wire: ({ message }) =>
    message.action === 'StatusNotification' && message.payload()['vendorErrorCode'] !== undefined
      ? [changed(message, asList)]
      : [message],
};

const asList = (payload: Payload): Payload => ({
  ...payload,
  vendorId: 'com.evgo.mrec',
  vendorErrorCode: `${String(payload['vendorErrorCode'])},F099`,
  info: 'protection tripped,see log',
});
