import { CONNECTOR_STATES } from '../../model/availability.ts';
import { FLOW_OUTCOMES } from '../../model/flow.ts';
import { ATTRIBUTIONS, REASON_NAMES } from '../../model/reason.ts';
import { STAGES } from '../../model/stage.ts';
import { VISIT_RESULTS } from '../../model/visit.ts';
import { named, oneOf } from './words.ts';

// The closed lists of the model, each once in OpenAPI.
export const outcome = named('Outcome', oneOf(FLOW_OUTCOMES, 'How a flow ended, exactly one.'));
export const stageName = named('Stage', oneOf(STAGES, 'Stages of a charge flow, in order.'));
export const reasonName = named('Reason', oneOf(REASON_NAMES, 'Why; meanings in docs/reasons.md.'));
export const attribution = named('Attribution', oneOf(ATTRIBUTIONS, 'Who or what stopped the charge.'));
export const visitResult = named('VisitResult', oneOf(VISIT_RESULTS, 'What became of a visit.'));
export const connectorState = named(
  'ConnectorState',
  oneOf(CONNECTOR_STATES, 'What a connector says that it is doing.'),
);
