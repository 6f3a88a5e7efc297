import type { SourceError } from '../config/source-error.ts';
import {
  parseProgrammes,
  shippedProgrammes,
  type UptimeProgrammes,
} from '../inventory/programmes/programmes.ts';
import { failed, ok, type Result } from '../model/result.ts';
import {
  parsePaymentMessages,
  shippedPaymentMessages,
  type PaymentMessages,
} from '../ocpp/payment-messages.ts';
import { parsePaymentTags, shippedPaymentTags, type PaymentTags } from '../ocpp/payment-tags.ts';
import { extendErrorCodes, shippedErrorCodes, type ErrorCodes } from './error-codes.ts';
import { extendFaults, shippedFaults, type FaultCatalogue } from './fault-catalogue.ts';
import { parseQuirks, shippedQuirks, type QuirkCatalogue } from './quirks.ts';
import { parseVendorMessages, type VendorMessages } from './vendor-messages.ts';
import { extendReadingBounds, shippedReadingBounds, type ReadingBounds } from './reading-bounds.ts';

/** What the trackers know of chargers that is data and not code: the shipped rows, and those of an operator. */
export interface Catalogue {
  readonly faults: FaultCatalogue;
  readonly errorCodes: ErrorCodes;
  readonly quirks: QuirkCatalogue;
  readonly paymentTags: PaymentTags;
  readonly paymentMessages: PaymentMessages;
  readonly programmes: UptimeProgrammes;
  readonly readingBounds: ReadingBounds;
  readonly vendorMessages: VendorMessages;
}

/** The catalogue that ships with the collector. */
export const shippedCatalogue = (): Catalogue => ({
  faults: shippedFaults(),
  errorCodes: shippedErrorCodes(),
  quirks: shippedQuirks(),
  paymentTags: shippedPaymentTags(),
  paymentMessages: shippedPaymentMessages(),
  programmes: shippedProgrammes(),
  readingBounds: shippedReadingBounds(),
  // No vendor's messages are published well enough to ship any.
  vendorMessages: null,
});

/** Files of rows of an operator, as `catalogue:` of the config names them. */
export interface CatalogueFiles {
  readonly faults?: string | undefined;
  readonly error_codes?: string | undefined;
  readonly quirks?: string | undefined;
  readonly payment_tags?: string | undefined;
  readonly payment_messages?: string | undefined;
  readonly uptime_programmes?: string | undefined;
  readonly reading_bounds?: string | undefined;
  readonly vendor_messages?: string | undefined;
}

/** Gives the text of a file, or why it cannot be read. */
type ReadFile = (name: string) => Result<string, string>;

/** The shipped rows with those of the files. Every error of all files at once. */
export function readCatalogue(
  files: CatalogueFiles,
  readFile: ReadFile,
): Result<Catalogue, readonly SourceError[]> {
  const errors: SourceError[] = [];
  const read = <Rows>(
    file: string | undefined,
    fallback: () => Rows,
    parse: (file: string, text: string) => Result<Rows, readonly SourceError[]>,
  ): Rows => {
    if (file === undefined) return fallback();
    const rows = rowsOf(file, readFile, parse);
    if (rows.ok) return rows.value;
    errors.push(...rows.error);
    return fallback();
  };
  const faults = read(files.faults, shippedFaults, extendFaults);
  const catalogue = {
    faults,
    errorCodes: read(files.error_codes, shippedErrorCodes, (file, text) =>
      extendErrorCodes(file, text, faults),
    ),
    quirks: read(files.quirks, shippedQuirks, extendQuirks),
    paymentTags: read(files.payment_tags, shippedPaymentTags, parsePaymentTags),
    paymentMessages: read(files.payment_messages, shippedPaymentMessages, extendPaymentMessages),
    programmes: read(files.uptime_programmes, shippedProgrammes, parseProgrammes),
    readingBounds: read(files.reading_bounds, shippedReadingBounds, extendReadingBounds),
    vendorMessages: read(files.vendor_messages, (): VendorMessages => null, parseVendorMessages),
  };
  return errors.length === 0 ? ok(catalogue) : failed(errors);
}

function extendQuirks(file: string, text: string): Result<QuirkCatalogue, readonly SourceError[]> {
  const rows = parseQuirks(file, text);
  return rows.ok ? ok([...shippedQuirks(), ...rows.value]) : rows;
}

function extendPaymentMessages(file: string, text: string): Result<PaymentMessages, readonly SourceError[]> {
  const rows = parsePaymentMessages(file, text);
  return rows.ok ? ok([...rows.value, ...shippedPaymentMessages()]) : rows;
}

function rowsOf<Rows>(
  file: string,
  readFile: ReadFile,
  parse: (file: string, text: string) => Result<Rows, readonly SourceError[]>,
): Result<Rows, readonly SourceError[]> {
  const text = readFile(file);
  if (text.ok) return parse(file, text.value);
  const fix = 'name a file that exists, or take the key out of `catalogue`';
  return failed([{ file, line: 1, column: 1, path: '', problem: `cannot be read: ${text.error}`, fix }]);
}
