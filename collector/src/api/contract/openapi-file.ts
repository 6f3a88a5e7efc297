import { openApiDocument } from './openapi.ts';

/** Of the API's contract: rises when an operation or a field goes or changes its meaning. */
export const API_VERSION = '1.0.0';

/** The text of `docs/api/openapi.json`. */
export const openApiFile = (): string => `${JSON.stringify(openApiDocument(API_VERSION), null, 2)}\n`;
