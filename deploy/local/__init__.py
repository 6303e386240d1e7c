"""Everything Domino needs, started on one machine without containers: `python3 -m deploy.local`."""
