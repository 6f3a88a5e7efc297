import { boundedText } from './text.ts';

const MOST_CODES = 16;
const LONGEST_CODE = 50;

/** Senders whose vendorErrorCode is a list of MREC codes: https://inl.gov/chargex/mrec, https://mrec.evgo.com/def/format.html */
const MREC_VENDORS = new Set(['https://chargex.inl.gov', 'com.evgo.mrec']);
const MREC_LIST = /^\s*(?:CX\d{3}|[AF]0\d{2})(?:\s*[;,]\s*(?:CX\d{3}|[AF]0\d{2}))*\s*[;,]?\s*$/;

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
  if (MREC_VENDORS.has(vendor) || MREC_LIST.test(list)) {
    for (const code of list.split(/[;,]/, MOST_CODES)) add(boundedText(code, LONGEST_CODE));
  } else {
    const code = boundedText(list, LONGEST_CODE - 'vendor:'.length);
    if (code !== '' && !NOTHING.test(code)) add(`vendor:${code}`);
  }
  return codes;
}
