import { textField } from '../cpms/payload.ts';
import type { Answer, Payload } from '../mouth/mouth.ts';
import type { Station } from '../station/station.ts';
import { isEvseId, limitCall, remoteStopCall, reserveCall } from './calls.ts';

const result = (payload: Payload): Answer => ({ kind: 'result', payload });

/** What an OCPP 2.0.1 station does with a call from the CPMS. */
export function answerCall(station: Station, action: string, payload: Payload): Answer {
  switch (action) {
    case 'RequestStartTransaction': {
      const { evseId, remoteStartId } = payload;
      const idTag = textField(payload, 'idToken', 'idToken');
      const ok =
        isEvseId(evseId) &&
        isEvseId(remoteStartId) &&
        station.remoteStart(evseId, { idTag, how: 'app', remoteStartId });
      return result({ status: ok ? 'Accepted' : 'Rejected' });
    }
    case 'RequestStopTransaction':
      return result({ status: remoteStopCall(station, payload['transactionId']) });
    case 'ReserveNow': {
      const { evseId, id } = payload;
      const idTag = textField(payload, 'idToken', 'idToken');
      const expiry = textField(payload, 'expiryDateTime');
      return result({ status: reserveCall(station, { evseId, id, idTag, expiry }) });
    }
    case 'SetChargingProfile':
      return result({ status: limitCall(station, payload['evseId'], payload['chargingProfile']) });
    case 'ClearChargingProfile':
      return result({
        status:
          limitCall(station, payload['chargingProfileId'], null) === 'Accepted' ? 'Accepted' : 'Unknown',
      });
    default:
      return { kind: 'error', code: 'NotImplemented', description: action };
  }
}
