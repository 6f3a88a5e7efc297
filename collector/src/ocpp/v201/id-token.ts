import { Type } from 'typebox';
import { type Payload, text, time, word } from '../schema.ts';
import { identityOf } from '../text.ts';

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
