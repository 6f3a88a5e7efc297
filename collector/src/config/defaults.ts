/** What runs when no config is given: a gateway for chargers, both trackers, and `/metrics`. */
export const DEFAULT_CONFIG = `receivers:
  ocpp_ws:
processors:
  charge_flow:
  availability:
exporters:
  prometheus:
service:
  pipelines:
    charging:
      receivers: [ocpp_ws]
      processors: [charge_flow, availability]
      exporters: [prometheus]
`;
