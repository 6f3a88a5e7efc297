import { Type } from 'typebox';
import { type Payload, text, time, word } from '../schema.ts';
import type { PaymentMethod } from '../../model/payment.ts';
import { identityOf, kindOf } from '../identity.ts';

/** IdTokenType (OCPP 2.0.1; 2.1 makes it longer and its type free text). */
export const idToken = Type.Object({ idToken: text(255), type: text(50) });

/** IdTokenInfoType (OCPP 2.0.1). */
export const idTokenInfo = Type.Object({
  status: word(
    'Accepted',
    'Blocked',
    'ConcurrentTx',
    'Expired',
    'Invalid',
    'NoCredit',
    'NotAllowedTypeEVSE',
    'NotAtThisLocation',
    'NotAtThisTime',
    'Unknown',
  ),
  cacheExpiryDateTime: Type.Optional(time),
});

/** The hashed credential; null when there is none, or the token says that nobody had to show one. */
export const identityOfToken = (token: Payload<typeof idToken> | undefined): string | null =>
  token === undefined || token.type === 'NoAuthorization' ? null : identityOf(token.idToken);

/** IdTokenEnumType (OCPP 2.0.1), and what 2.1 adds (part 7, appendix 7). */
const METHODS: ReadonlyMap<string, PaymentMethod> = new Map([
  ['Central', 'app'],
  ['DirectPayment', 'card_terminal'],
  ['eMAID', 'plug_and_charge'],
  ['EVCCID', 'autocharge'],
  ['ISO14443', 'rfid'],
  ['ISO15693', 'rfid'],
  ['KeyCode', 'key_code'],
  ['Local', 'local'],
  ['MacAddress', 'autocharge'],
  ['NoAuthorization', 'free'],
  ['VIN', 'autocharge'],
]);

/** How somebody with this token identified or paid; null when there is none, or its type is a vendor's own. */
export function methodOfToken(token: Payload<typeof idToken> | undefined): PaymentMethod | null {
  if (token === undefined) return null;
  return kindOf(token.idToken) ?? METHODS.get(token.type ?? '') ?? null;
}
