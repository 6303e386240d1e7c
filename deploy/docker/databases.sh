#!/usr/bin/env bash
# Runs once, when the store is new: a role and a database for Domino and for Airflow, each closed to the other.
set -euo pipefail
for name in domino airflow; do
  variable="${name^^}_DATABASE_PASSWORD"
  psql --username "$POSTGRES_USER" --set "name=$name" --set "password=${!variable}" <<'SQL'
CREATE ROLE :"name" LOGIN PASSWORD :'password';
CREATE DATABASE :"name" OWNER :"name";
REVOKE CONNECT ON DATABASE :"name" FROM PUBLIC;
SQL
done
