import type { Answer, Asked, Operation } from '../contract/operation.ts';
import { OPERATIONS, type OperationId } from '../contract/operations.ts';
import { decide, getExclusion, getReport, listExclusions, type DecisionMade } from './compliance.ts';
import type { AnswerContext } from './context.ts';
import { getFlow, listFlows } from './flows.ts';
import {
  compare,
  getBreakdown,
  getFunnel,
  getHeatmap,
  getScorecards,
  getStartTimes,
  getSummary,
} from './performance.ts';
import type { Answered } from './refusal.ts';
import { getInventory, getSite, listSites } from './sites.ts';
import { getStation, listIntervals, listStations } from './stations.ts';

/** What is asked beside parameters, query and body. */
export interface Circumstances {
  /** Rows as CSV instead of JSON. */
  readonly csv: boolean;
  /** Who decides, and what he has seen; null where nothing is decided. */
  readonly decision: Omit<DecisionMade, 'state'> | null;
}

/** Makes an answer from what the server has checked. CSV comes as text. */
type Answering = (context: AnswerContext, asked: unknown, circumstances: Circumstances) => Answered<unknown>;

/** The server lets nothing through that does not fit the schemas of an operation. */
const isAsked = <O extends Operation>(_operation: O, asked: unknown): asked is Asked<O> =>
  typeof asked === 'object' && asked !== null && 'query' in asked;

const bind =
  <O extends Operation>(
    operation: O,
    answer: (
      context: AnswerContext,
      asked: Asked<NoInfer<O>>,
      circumstances: Circumstances,
    ) => Answered<Answer<NoInfer<O>> | string>,
  ): Answering =>
  (context, asked, circumstances) => {
    if (!isAsked(operation, asked)) throw new Error(`${operation.path} was asked without a query`);
    return answer(context, asked, circumstances);
  };

/** An operation that decides, without whoever decides, is no decision. */
const decided =
  (state: DecisionMade['state']) =>
  (context: AnswerContext, asked: Asked<typeof OPERATIONS.approveExclusion>, { decision }: Circumstances) => {
    if (decision === null) throw new Error('a decision without a person');
    return decide(context, asked, { state, ...decision });
  };

/** What each operation is answered by that looks into the ledger or the inventory. */
export const ANSWERS = {
  listFlows: bind(OPERATIONS.listFlows, listFlows),
  getFlow: bind(OPERATIONS.getFlow, getFlow),
  listStations: bind(OPERATIONS.listStations, listStations),
  getStation: bind(OPERATIONS.getStation, getStation),
  listSites: bind(OPERATIONS.listSites, listSites),
  getSite: bind(OPERATIONS.getSite, getSite),
  getInventory: bind(OPERATIONS.getInventory, getInventory),
  listIntervals: bind(OPERATIONS.listIntervals, listIntervals),
  getSummary: bind(OPERATIONS.getSummary, getSummary),
  getFunnel: bind(OPERATIONS.getFunnel, getFunnel),
  getStartTimes: bind(OPERATIONS.getStartTimes, getStartTimes),
  getBreakdown: bind(OPERATIONS.getBreakdown, getBreakdown),
  getHeatmap: bind(OPERATIONS.getHeatmap, getHeatmap),
  getScorecards: bind(OPERATIONS.getScorecards, getScorecards),
  compare: bind(OPERATIONS.compare, compare),
  getReport: bind(OPERATIONS.getReport, getReport),
  listExclusions: bind(OPERATIONS.listExclusions, listExclusions),
  getExclusion: bind(OPERATIONS.getExclusion, getExclusion),
  approveExclusion: bind(OPERATIONS.approveExclusion, decided('approved')),
  rejectExclusion: bind(OPERATIONS.rejectExclusion, decided('rejected')),
} as const satisfies Partial<Record<OperationId, Answering>>;
export type AnsweredOperation = keyof typeof ANSWERS;
