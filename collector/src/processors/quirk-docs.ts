import { QUIRK_NAMES, QUIRKS } from '../model/quirk.ts';
import { shippedQuirks } from './quirks.ts';

const code = (text: string): string => (text === '' ? '' : `\`${text.replaceAll('|', '\\|')}\``);

/** The quirks as a page: what each means, which stations have it, and how an operator adds some. */
export function quirkDocs(): string {
  const rows = shippedQuirks();
  const ofQuirk = QUIRK_NAMES.map((quirk) => `| \`${quirk}\` | ${QUIRKS[quirk]} |`);
  const stations = rows.map(({ patterns, quirks, source }) => {
    const cells = [patterns.vendor, patterns.model, patterns.firmware, patterns.protocol];
    const shown = cells.map((pattern) => code(pattern?.source ?? ''));
    return `| ${[...shown, quirks.map(code).join(', '), source].join(' | ')} |`;
  });
  return [
    '<!-- Written by `make docs` from collector/src/model/quirk.ts and collector/catalogue/quirks.yaml. -->',
    '# Quirks of charging stations',
    '',
    'Most of what stations do otherwise than OCPP says betrays itself on the wire, and the trackers take it as it is. A quirk is a rule for',
    'what does not: the same frames mean one thing from most stations and another from these. Which stations have a quirk is data.',
    '',
    '| quirk | what these stations do, and what is made of it |',
    '|---|---|',
    ...ofQuirk,
    '',
    '## Stations known to have one',
    '',
    'Patterns are regular expressions, without regard to case, over what the inventory or BootNotification says of the station, and over',
    'the subprotocol of its socket.',
    '',
    '| vendor | model | firmware | protocol | quirks | seen by |',
    '|---|---|---|---|---|---|',
    ...stations,
    '',
    '## Your own rows',
    '',
    'Rows of your own go into a file that the config names. They come after the shipped ones: they add quirks, and with `cured` they take away',
    'those that a newer firmware no longer has. `firstcharge validate` tells what is wrong in it, with line and fix.',
    '',
    '```yaml',
    '# firstcharge.yaml',
    'catalogue:',
    '  quirks: my-quirks.yaml',
    '  error_codes: my-error-codes.yaml # what vendor error codes mean, as in collector/catalogue/error-codes.yaml',
    '  faults: my-faults.yaml # what can be wrong, as in collector/catalogue/faults.yaml ([page](faults.md))',
    '  payment_tags: my-payment-tags.yaml # prefixes of payment terminals and pages, as in collector/catalogue/payment-tags.yaml',
    '  payment_messages: my-payment-messages.yaml # what DataTransfers of payment terminals say, as in collector/catalogue/payment-messages.yaml',
    '  vendor_messages: my-vendor-messages.yaml # what other DataTransfers tell of equipment: a mapping file, topics `vendorId/messageId`',
    '```',
    '',
    '```yaml',
    '# my-quirks.yaml',
    '- vendor: ^Acme',
    '  model: Twin 2x50',
    '  quirks: [sibling_connectors]',
    '- vendor: ^OpenEVSE',
    '  firmware: ^4\\.2\\.7',
    '  cured: [meter_in_kwh]',
    '```',
    '',
  ].join('\n');
}
