# One image for both processes: the web process by default, the worker with
# `node --max-semi-space-size=1 dist/worker.mjs`.
FROM node:20-bookworm-slim
WORKDIR /app
# Buffers come and go at the pace of the network: glibc's defaults keep tens of megabytes of holes (decision 16).
ENV NODE_ENV=production MALLOC_ARENA_MAX=1 MALLOC_MMAP_THRESHOLD_=65536
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
# `node --import tsx scripts/verify-audit.ts` checks the audit trail, `scripts/convert.ts` makes a FEC of a TRA.
COPY scripts/build.ts scripts/verify-audit.ts scripts/convert.ts scripts/
RUN node --import tsx scripts/build.ts
USER node
EXPOSE 3978
CMD ["node", "--max-semi-space-size=1", "--max-old-space-size=512", "dist/server.mjs"]
