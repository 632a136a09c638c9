# One image an app: `docker build --target gateway .`; see docs/runbook.md.
ARG NODE_IMAGE=node:24-bookworm-slim

FROM ${NODE_IMAGE} AS source
WORKDIR /srv/academy
COPY package.json package-lock.json .npmrc ./

FROM source AS build
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build

FROM source AS dependencies
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund

FROM ${NODE_IMAGE} AS base
ENV NODE_ENV=production HOST=0.0.0.0
WORKDIR /srv/academy
COPY --from=dependencies /srv/academy/node_modules ./node_modules
COPY --from=build /srv/academy/dist ./dist
COPY package.json ./
# Mails without SMTP_URL are written here; nothing else is.
RUN mkdir -p .data && chown 10001:10001 .data
USER 10001:10001
HEALTHCHECK --interval=10s --timeout=3s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]

FROM base AS gateway
ENV PORT=3000
EXPOSE 3000
CMD ["node", "dist/apps/gateway/src/main.js"]

FROM base AS auth
ENV PORT=3001
EXPOSE 3001
CMD ["node", "--max-semi-space-size=4", "dist/apps/auth/src/main.js"]

FROM base AS course
ENV PORT=3002
EXPOSE 3002
CMD ["node", "--max-semi-space-size=4", "dist/apps/course/src/main.js"]

FROM base AS payment
ENV PORT=3003
EXPOSE 3003
CMD ["node", "--max-semi-space-size=4", "dist/apps/payment/src/main.js"]

FROM base AS community
ENV PORT=3004
EXPOSE 3004
CMD ["node", "--max-semi-space-size=4", "dist/apps/community/src/main.js"]

FROM base AS media
# It reads how long videos are, and takes a picture of them.
USER root
RUN apt-get update && apt-get install -y --no-install-recommends ffmpeg && rm -rf /var/lib/apt/lists/*
USER 10001:10001
ENV PORT=3005
EXPOSE 3005
CMD ["node", "--max-semi-space-size=4", "dist/apps/media/src/main.js"]

FROM base AS ai-core
ENV PORT=5000
EXPOSE 5000
CMD ["node", "--max-semi-space-size=4", "dist/apps/ai-core/src/main.js"]

FROM base AS stripe-simulator
ENV PORT=4242
EXPOSE 4242
CMD ["node", "--max-semi-space-size=4", "dist/apps/stripe-simulator/src/main.js"]
