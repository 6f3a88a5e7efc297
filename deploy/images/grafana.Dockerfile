# Grafana with the app as it is built, unsigned and allowed by its id. Build from the project's root:
#   docker build --file deploy/images/grafana.Dockerfile --tag firstcharge/grafana .
ARG GRAFANA_VERSION=13.2.2
FROM node:24.21.0-bookworm-slim AS app
WORKDIR /firstcharge
COPY grafana-plugin/package.json grafana-plugin/package-lock.json grafana-plugin/.npmrc grafana-plugin/
COPY grafana-plugin/workbench/package.json grafana-plugin/workbench/
RUN npm ci --prefix grafana-plugin --no-audit --no-fund
COPY dashboards/json dashboards/json
COPY grafana-plugin grafana-plugin
RUN npm run build --prefix grafana-plugin

FROM grafana/grafana:${GRAFANA_VERSION}
# Not under /var/lib/grafana: a volume there would hide what a newer image brings.
ENV GF_PATHS_PLUGINS=/opt/grafana-plugins GF_PLUGINS_ALLOW_LOADING_UNSIGNED_PLUGINS=firstcharge-app
COPY --from=app /firstcharge/grafana-plugin/dist /opt/grafana-plugins/firstcharge-app
USER 472
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=6 \
  CMD ["wget", "-q", "-O", "/dev/null", "http://127.0.0.1:3000/api/health"]
