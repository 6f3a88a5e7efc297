import { REASON_NAMES, REASONS } from '../model/reason.ts';
import { STAGES } from '../model/stage.ts';

/** The closed list of reasons as a page: what each means, who is usually to blame, which faults it hints at. */
export function reasonDocs(): string {
  const sections = STAGES.flatMap((stage) => {
    const names = REASON_NAMES.filter((name) => REASONS[name].stage === stage);
    if (names.length === 0) return [];
    const rows = names.map((name) => {
      const { meaning, attribution, faults } = REASONS[name];
      return `| \`${name}\` | ${meaning} | ${attribution} | ${faults.join(', ')} |`;
    });
    return [
      `## ${stage}`,
      '',
      '| reason | meaning | usual attribution | hints at |',
      '|---|---|---|---|',
      ...rows,
      '',
    ];
  });
  return [
    '<!-- Written by `make docs` from collector/src/model/reason.ts. -->',
    '# Reasons',
    '',
    'Why a charge flow failed, was interrupted, refused or abandoned: a closed list, so that it can be a metric label. Grouped by',
    'the stage at which a reason usually shows; the stage of a flow is its own attribute. What a charger writes in its own words never',
    'becomes a reason: codes are mapped in `collector/catalogue/error-codes.yaml`, which operators extend.',
    '',
    ...sections,
  ].join('\n');
}
