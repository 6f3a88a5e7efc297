# The collector: gateway, trackers, exporters and API under one supervisor. Build from the project's root:
#   docker build --file deploy/images/collector.Dockerfile --tag firstcharge/collector .
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /firstcharge
COPY package.json package-lock.json ./
COPY collector/package.json collector/
RUN npm ci --workspace collector --omit=dev --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
WORKDIR /firstcharge
ENV NODE_ENV=production NODE_OPTIONS=--disable-warning=ExperimentalWarning
COPY --from=packages /firstcharge/node_modules node_modules
COPY package.json ./
COPY collector collector
# Journal, ledger and the key of identities: keep this on a volume. Tokens of the API: another one, that Grafana reads too.
RUN install --directory --owner=node --group=node /var/lib/firstcharge /run/firstcharge/tokens
USER node
VOLUME /var/lib/firstcharge
# Stations, metrics, health and API.
EXPOSE 9000 9464 13133 9480
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:13133/-/ready').then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
ENTRYPOINT ["node", "collector/bin/firstcharge.js"]
CMD ["run", "--config", "/etc/firstcharge/firstcharge.yaml"]
