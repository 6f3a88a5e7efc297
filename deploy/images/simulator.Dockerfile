# Simulated stations and their CPMS. Build from the project's root:
#   docker build --file deploy/images/simulator.Dockerfile --tag firstcharge/simulator .
FROM node:24.21.0-bookworm-slim AS packages
WORKDIR /firstcharge
COPY package.json package-lock.json ./
COPY collector/package.json collector/
COPY simulator/package.json simulator/
RUN npm ci --workspace simulator --omit=dev --no-audit --no-fund

FROM node:24.21.0-bookworm-slim
WORKDIR /firstcharge
ENV NODE_ENV=production NODE_OPTIONS=--disable-warning=ExperimentalWarning
COPY --from=packages /firstcharge/node_modules node_modules
COPY package.json ./
# Of the collector the simulator knows the shared words alone.
COPY collector/package.json collector/
COPY collector/src/model collector/src/model
COPY simulator simulator
RUN install --directory --owner=node --group=node /var/lib/simulator
USER node
VOLUME /var/lib/simulator
HEALTHCHECK NONE
ENTRYPOINT ["node", "simulator/src/main.ts"]
CMD ["--help"]
