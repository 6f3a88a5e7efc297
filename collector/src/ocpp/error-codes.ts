import { boundedText } from './text.ts';

const MOST_CODES = 16;
const LONGEST_CODE = 50;

/**
 * Senders whose vendorErrorCode is a list of minimum required error codes: https://inl.gov/chargex/mrec,
 * https://mrec.evgo.com/def/format.html. EVgo's codes look like many vendors' own, so they need their sender.
 */
const MREC_VENDORS = new Set(['https://chargex.inl.gov', 'com.evgo.mrec']);
const CHARGEX_LIST = /^\s*CX\d{3}(?:\s*[;,]\s*CX\d{3})*\s*[;,]?\s*$/i;
/** EVerest's names of its errors carry the number: `evse_board_support/MREC2GroundFailure`. */
const MREC_NAME = /(?:^|\/)MREC(\d{1,2})[A-Z]/;
/** Words without blanks between separators are several codes; other text is one. */
const LIST = /^\s*[\w.:/-]+(?:\s*[;,]\s*[\w.:/-]+)+\s*[;,]?\s*$/;

/** What chargers write when they mean that nothing is wrong. */
const NOTHING = /^(?:noerror|no error|none|null|n\/a|-|0+|0x0+)$/i;

/**
 * Error codes of an OCPP 1.6 StatusNotification: errorCode first, then the MREC codes of vendorErrorCode, or the
 * vendor's own as `vendor:<code>`. At most 16, each at most 50 characters, none twice.
 */
export function errorCodes(
  errorCode: unknown,
  vendorId: unknown,
  vendorErrorCode: unknown,
): readonly string[] {
  const codes: string[] = [];
  const add = (code: string): void => {
    if (code === '' || NOTHING.test(code) || codes.length >= MOST_CODES || codes.includes(code)) return;
    codes.push(code);
  };
  if (errorCode !== 'NoError') add(boundedText(errorCode, LONGEST_CODE));
  if (typeof vendorErrorCode !== 'string' || vendorErrorCode === '') return codes;
  const list = vendorErrorCode.slice(0, MOST_CODES * LONGEST_CODE);
  const vendor = typeof vendorId === 'string' ? vendorId.trim().replace(/\/$/, '').toLowerCase() : '';
  const isMrec = MREC_VENDORS.has(vendor) || CHARGEX_LIST.test(list);
  for (const part of isMrec || LIST.test(list) ? list.split(/[;,]/, MOST_CODES) : [list]) {
    const code = boundedText(part, LONGEST_CODE - 'vendor:'.length);
    if (code === '' || NOTHING.test(code)) continue;
    add(isMrec ? code : (mrecOfName(code) ?? `vendor:${code}`));
  }
  return codes;
}

/** The minimum required error code that an error's name stands for; null for other names. */
export function mrecOfName(name: string): string | null {
  const number = MREC_NAME.exec(name)?.[1];
  return number === undefined ? null : `CX${number.padStart(3, '0')}`;
}
