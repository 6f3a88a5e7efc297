import type { Inventory } from '../../inventory/inventory.ts';
import type { PaymentMessages } from '../../ocpp/payment-messages.ts';
import type { ErrorCodes } from '../error-codes.ts';
import type { QuirkCatalogue } from '../quirks.ts';
import type { ChargeFlowConfig } from './charge_flow/config.ts';
import type { ContactConfig } from './contact/config.ts';

/** What a station tracker is given; the inventory may be replaced while running. */
export interface StationSettings {
  inventory: Inventory;
  readonly chargeFlow: ChargeFlowConfig;
  readonly contact: ContactConfig;
  /** How late a message may come and still find its place among the others, ms. */
  readonly latenessMs: number;
  readonly codes: ErrorCodes;
  readonly quirks: QuirkCatalogue;
  readonly paymentMessages: PaymentMessages;
}
