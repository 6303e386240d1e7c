# One recipe for all five services; SERVICE says which. Not yet exercised (see docker-compose.yml).
FROM node:22-slim AS page
WORKDIR /page
COPY frontend/package.json frontend/package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY frontend ./
RUN npm run build

FROM python:3.13-slim
ARG SERVICE
ENV SERVICE=${SERVICE} PYTHONPATH=/app:/app/sdk
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY requirements.lock ./
COPY services/${SERVICE}/pyproject.toml services/${SERVICE}/
# Only what this service needs, at the versions that the lock gives all of them together.
RUN pip install --no-cache-dir uv && uv pip install --system --constraint requirements.lock services/${SERVICE}/pyproject.toml
COPY shared shared
COPY sdk sdk
COPY services/__init__.py services/
COPY services/${SERVICE} services/${SERVICE}
COPY --from=page /page/dist frontend/dist
RUN useradd --create-home domino && install --directory --owner domino /work
USER domino
CMD ["sh", "-c", "exec python -m services.${SERVICE}"]
