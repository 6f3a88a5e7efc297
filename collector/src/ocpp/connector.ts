import type { InterpreterContext } from './message.ts';

/** EVSE of an OCPP 1.6 connectorId: n is EVSE n unless the inventory maps it; 0 is the station. */
export function evseOf(context: InterpreterContext, connectorId: number | undefined): number | null {
  if (connectorId === undefined) return null;
  return context.connectorMap[connectorId]?.evse ?? connectorId;
}

/** Connector of an OCPP 1.6 connectorId: 1 unless the inventory maps it; 0 for the station. */
export function connectorOf(context: InterpreterContext, connectorId: number | undefined): number | null {
  if (connectorId === undefined) return null;
  return context.connectorMap[connectorId]?.connector ?? (connectorId === 0 ? 0 : 1);
}
