"""A DAG that does nothing and is always there: while the bundle has at least one file, run_monitor can ask Airflow to
read the whole bundle again at once."""

DAG_ID = "domino_sentinel"

SOURCE = b'''"""Kept by Domino, so that Airflow can always be asked to refresh this bundle. It never runs."""

from airflow.sdk import DAG

with DAG("domino_sentinel", schedule=None, description="Kept by Domino; it never runs.", tags=["domino"]):
    pass
'''
