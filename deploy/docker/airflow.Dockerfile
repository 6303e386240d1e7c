# Airflow with Domino's operator, from Airflow's own lock. Not yet exercised (see docker-compose.yml).
FROM python:3.13-slim
RUN apt-get update && apt-get install --yes --no-install-recommends git && rm -rf /var/lib/apt/lists/*
ENV AIRFLOW_HOME=/airflow
COPY deploy/airflow/requirements.lock /tmp/requirements.lock
RUN pip install --no-cache-dir uv && uv pip install --system --require-hashes --requirement /tmp/requirements.lock
COPY sdk /app/sdk
COPY airflow_provider /app/airflow_provider
RUN uv pip install --system --no-deps --no-build-isolation /app/sdk /app/airflow_provider
COPY deploy/airflow/airflow.cfg /airflow/airflow.cfg
# Bytecode of a DAG could hide a version fetched within the same second (deploy/airflow/component.py says more).
ENV PYTHONDONTWRITEBYTECODE=1
RUN useradd domino && install --directory --owner domino /bundles && chown -R domino /airflow
USER domino
ENTRYPOINT ["airflow"]
