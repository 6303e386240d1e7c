"""The name of the platform when its first operators were written; they import their base class from here."""
