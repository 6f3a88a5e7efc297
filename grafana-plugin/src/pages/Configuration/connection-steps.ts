import { getJson } from '../../api/client.ts';
import { toApiError } from '../../api/api-error.ts';
import type { WhoAmI } from '../../api/types.ts';

export const STEPS = ['reach', 'viewer', 'operator', 'admin', 'data'] as const;
export type StepName = (typeof STEPS)[number];

/** What became of a step; `detail` says what was found. */
export interface StepResult {
  readonly step: StepName;
  readonly result: 'ok' | 'failed' | 'skipped';
  readonly detail: string;
}

const ROUTES = {
  viewer: 'api/v1/whoami',
  operator: 'check/operator/whoami',
  admin: 'check/admin/whoami',
} as const;

/** Tries one thing after the other, and tells which is the first that does not work. */
export const testConnection = async (): Promise<StepResult[]> => {
  const results: StepResult[] = [];
  const skipRest = (): StepResult[] => [
    ...results,
    ...STEPS.slice(results.length).map((step): StepResult => ({ step, result: 'skipped', detail: '' })),
  ];
  try {
    await getJson('api/v1/health');
    results.push({ step: 'reach', result: 'ok', detail: '' });
  } catch (error) {
    const { kind, detail, status } = toApiError(error);
    // Whoever refuses a token is there.
    if (kind !== 'refused_token') {
      results.push({ step: 'reach', result: 'failed', detail: detail === '' ? `HTTP ${status}` : detail });
      return skipRest();
    }
    results.push({ step: 'reach', result: 'ok', detail: '' });
  }
  let ledger: WhoAmI['ledger'] | null = null;
  for (const role of ['viewer', 'operator', 'admin'] as const) {
    try {
      const who = await getJson<WhoAmI>(ROUTES[role]);
      ledger ??= who.ledger;
      const fits = who.token_role === role;
      results.push({ step: role, result: fits ? 'ok' : 'failed', detail: fits ? '' : who.token_role });
    } catch (error) {
      const { detail, status } = toApiError(error);
      results.push({ step: role, result: 'failed', detail: detail === '' ? `HTTP ${status}` : detail });
    }
  }
  const first = ledger?.first_flow ?? null;
  results.push(
    first === null
      ? { step: 'data', result: ledger === null ? 'skipped' : 'failed', detail: '' }
      : {
          step: 'data',
          result: 'ok',
          detail: `${first.slice(0, 10)} – ${ledger?.last_flow?.slice(0, 10) ?? ''}`,
        },
  );
  return results;
};
