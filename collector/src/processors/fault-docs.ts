import { shippedErrorCodes } from './error-codes.ts';
import { shippedFaults, type FaultEntry } from './fault-catalogue.ts';

const REMOTE = { yes: 'yes', partly: 'partly', no: 'no' } as const;

const cell = (text: string): string => text.replaceAll('|', '\\|');
const words = (names: readonly string[]): string => names.map((name) => name.replaceAll('_', ' ')).join(', ');

const rowOf = ({ id, layer, fault, in_ocpp, remote, remedies, skill, part, safety }: FaultEntry): string =>
  `| ${[
    ...[id, layer.replaceAll('_', ' '), `${cell(fault)}${safety ? ' ⚠' : ''}`, cell(in_ocpp)],
    ...[`${REMOTE[remote]}: ${words(remedies)}`, `${words([skill])}${part === '' ? '' : `: ${cell(part)}`}`],
  ].join(' | ')} |`;

const HEADER = [
  '| id | layer | fault | in OCPP | remote, remedies | who, with what |',
  '|---|---|---|---|---|---|',
];

const section = (
  title: string,
  text: readonly string[],
  sights: readonly FaultEntry['seen_by'][],
): readonly string[] => [
  ...[`## ${title}`, '', ...text, '', ...HEADER],
  ...[...shippedFaults().values()].filter(({ seen_by }) => sights.includes(seen_by)).map(rowOf),
  '',
];

const codeRows = (): readonly string[] => {
  const codes = new Map<string, string[]>();
  for (const [code, { fault }] of shippedErrorCodes())
    if (fault !== null) codes.set(fault, [...(codes.get(fault) ?? []), `\`${code}\``]);
  return [...shippedFaults().keys()].flatMap((id) => {
    const known = codes.get(id);
    return known === undefined ? [] : [`| ${id} | ${known.map(cell).join(', ')} |`];
  });
};

/** The fault catalogue as a page: what each fault is, how OCPP shows it, and what it does not show. */
export function faultDocs(): string {
  return [
    '<!-- Written by `make docs` from collector/catalogue/faults.yaml and collector/catalogue/error-codes.yaml. -->',
    '# Faults',
    '',
    'What can be wrong with a place where cars charge. `ev_fault_active` and `ev_faults_total` carry the id as `fault`, the ledger keeps when each was raised;',
    '`source` is `ocpp` for what messages say and `flow` for what a charge showed. ⚠: people may be in danger, and nobody resets it more than once. A fault',
    'that stays open for 15 minutes, or comes three times in 24 hours, is not transient any more. Remedies are hints, in the order in which they are tried.',
    '',
    ...section(
      'Named by messages',
      [
        'Error codes, stop reasons, security events and answers. A code among several cannot be cleared alone in OCPP 1.6: a status without errors clears',
        'all that statuses raised on its connector. `other` is a fault that the station does not name.',
      ],
      ['code'],
    ),
    ...section(
      'Seen in what a station does',
      [
        'No message names them. A boot loop ends after half an hour without a restart, low power with the first charge that proves the contrary; the others',
        'are raised and over at once with the charge that showed them, so that their counter tells how often.',
      ],
      ['station'],
    ),
    ...section(
      'Seen only beside other stations or vehicles',
      [
        'The collector raises no fault for them: one station looks like one that is away, or like any other that fails. They show in the attribution of flows',
        '(one firmware, one site, one vehicle) and in figures over a site or a fleet.',
      ],
      ['fleet'],
    ),
    ...section(
      'Not to be seen in OCPP',
      [
        'What OCPP shows has several causes; other signals tell which: those of routers, SIMs and the load management.',
      ],
      ['elsewhere'],
    ),
    '## Codes',
    '',
    '| fault | codes |',
    '|---|---|',
    ...codeRows(),
    '',
    '## Your own',
    '',
    'Entries of your own, and replacements, go into a file that the config names as `catalogue.faults`; rows of `catalogue.error_codes` may name their ids.',
    '`firstcharge validate` tells what is wrong in either, with line and fix.',
    '',
    '```yaml',
    '# my-faults.yaml',
    '- id: F101',
    '  layer: display',
    '  fault: Sun shade torn',
    '  seen_by: code',
    '  in_ocpp: E-77',
    "  remote: 'no'",
    '  remedies: [dispatch]',
    '  skill: technician',
    '```',
    '',
    '```yaml',
    '# my-error-codes.yaml',
    "- { code: 'vendor:E-77', reason: null, fault: F101 }",
    '```',
    '',
  ].join('\n');
}
