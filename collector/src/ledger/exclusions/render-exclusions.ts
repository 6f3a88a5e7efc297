import { exclusionState, type Exclusion } from '../../model/exclusion.ts';

const iso = (at: number): string => new Date(at).toISOString();

const placeOf = ({ site, station, evse }: Exclusion): string =>
  [site, ...(station === null ? [] : [station]), ...(evse === null ? [] : [String(evse)])].join('/');

const textOf = (exclusion: Exclusion): string => {
  const { id, kind, start, end, reason, evidence, proposedBy, proposedAt, decisions } = exclusion;
  return [
    `${id}  ${exclusionState(exclusion)}  ${kind}  ${placeOf(exclusion)}  ${iso(start)} – ${iso(end)}`,
    `  ${reason}`,
    ...(evidence.length > 0 ? [`  evidence: ${evidence.join(', ')}`] : []),
    `  proposed by ${proposedBy}, ${iso(proposedAt)}`,
    ...decisions.map(
      ({ state, by, at, note }) => `  ${state} by ${by}, ${iso(at)}${note === '' ? '' : `: ${note}`}`,
    ),
    '',
  ].join('\n');
};

/** Exclusions as text, or as JSON with times in ISO 8601, UTC. */
export const renderExclusions = (exclusions: readonly Exclusion[], format: 'table' | 'json'): string => {
  if (format === 'table')
    return exclusions.length === 0 ? 'no exclusions\n' : exclusions.map(textOf).join('');
  const values = exclusions.map((exclusion) => ({
    id: exclusion.id,
    state: exclusionState(exclusion),
    kind: exclusion.kind,
    site: exclusion.site,
    station: exclusion.station,
    evse: exclusion.evse,
    from: iso(exclusion.start),
    to: iso(exclusion.end),
    reason: exclusion.reason,
    evidence: exclusion.evidence,
    proposed_by: exclusion.proposedBy,
    proposed_at: iso(exclusion.proposedAt),
    decisions: exclusion.decisions.map(({ state, by, at, note }) => ({ state, by, at: iso(at), note })),
  }));
  return `${JSON.stringify(values, null, 2)}\n`;
};
