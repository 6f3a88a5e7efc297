import type { AnsweredOperation, Circumstances } from '../answers/answers.ts';
import type { Answered } from '../answers/refusal.ts';
import type { ApiLog } from '../log.ts';
import { AnswerThread, type ThreadAnswer } from './answer-thread.ts';
import type { ThreadSettings } from './question.ts';

/** Who answers: a page of flows need not wait for a yearly report. */
type Kind = 'rows' | 'figures' | 'reports';

const KINDS: Readonly<Record<AnsweredOperation, Kind>> = {
  listFlows: 'rows',
  getFlow: 'rows',
  listIntervals: 'rows',
  listExclusions: 'rows',
  getExclusion: 'rows',
  approveExclusion: 'rows',
  rejectExclusion: 'rows',
  listStations: 'figures',
  getStation: 'figures',
  listSites: 'figures',
  getSite: 'figures',
  getInventory: 'figures',
  getSummary: 'figures',
  getFunnel: 'figures',
  getStartTimes: 'figures',
  getBreakdown: 'figures',
  getHeatmap: 'figures',
  getScorecards: 'figures',
  compare: 'figures',
  getReport: 'reports',
};

/** The first figures wait until all columns are loaded. */
const LIMITS_MS: Readonly<Record<Kind, number>> = { rows: 15_000, figures: 300_000, reports: 300_000 };

/** The threads of one API; each starts with its first question. */
export class AnswerThreads {
  readonly #threads: Readonly<Record<Kind, AnswerThread>>;

  constructor(settings: ThreadSettings, log: ApiLog) {
    const thread = (kind: Kind): AnswerThread =>
      new AnswerThread(settings, {
        limitMs: LIMITS_MS[kind],
        onLost: (why) => log.error('a thread that answers was lost', { answers: kind, why }),
      });
    this.#threads = { rows: thread('rows'), figures: thread('figures'), reports: thread('reports') };
  }

  ask(
    operation: AnsweredOperation,
    asked: unknown,
    circumstances: Circumstances,
  ): Promise<Answered<ThreadAnswer>> {
    return this.#threads[KINDS[operation]].ask({ kind: 'ask', operation, asked, circumstances });
  }

  /** When the first and the last flow of the ledger began. */
  span(): Promise<Answered<ThreadAnswer>> {
    return this.#threads.rows.ask({ kind: 'span' });
  }

  /** Lets figures be loaded before the first question comes. */
  async warm(): Promise<void> {
    const asked = { params: {}, query: {}, body: {} };
    await this.ask('getInventory', asked, { csv: false, decision: null });
  }

  useInventory(inventory: ThreadSettings['inventory']): void {
    for (const thread of Object.values(this.#threads)) thread.useInventory(inventory);
  }

  async stop(): Promise<void> {
    await Promise.all(Object.values(this.#threads).map((thread) => thread.stop()));
  }
}
