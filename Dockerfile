# One image for both processes: the web process by default, the worker with `node --import tsx worker.ts`.
FROM node:20-bookworm-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json .npmrc ./
# Without the development dependencies: neither the embedded engine nor the Playground belongs here.
RUN npm ci --omit=dev && npm cache clean --force
COPY *.ts tsconfig.json ./
COPY api api
COPY bot bot
COPY graph graph
COPY jobs jobs
COPY models models
COPY workflows workflows
# `node --import tsx scripts/verify-audit.ts` checks the audit trail.
COPY scripts/verify-audit.ts scripts/
USER node
EXPOSE 3978
CMD ["node", "--import", "tsx", "server.ts"]
