/** What was measured during a flow, and how links and grid stood: JSON, null when nothing is known. */
export const FLOW_CONTEXT = `
  ALTER TABLE flow ADD COLUMN context TEXT;
`;
