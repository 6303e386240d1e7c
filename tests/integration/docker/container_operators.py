"""Operators that try what containers must not allow, and say how it went."""

import textwrap

_BODIES = {
    "Look": """
        import json, os, pathlib
        status = dict(line.split(":", 1) for line in open("/proc/self/status") if ":" in line)
        seen = sorted(str(path) for path in pathlib.Path("/home/shared_storage").rglob("*"))
        print("looked", flush=True)
        return {"text": json.dumps({
            "uid": os.getuid(), "capabilities": int(status["CapEff"], 16), "no_new_privileges": int(status["NoNewPrivs"]),
            "networks": sorted(os.listdir("/sys/class/net")), "seen": seen, "processors": open("/proc/1/comm").read().strip(),
        })}
        """,
    "TryToWrite": """
        import json
        told = {}
        for place in input_data.text.split():
            try:
                open(place, "w").close()
                told[place] = "written"
            except OSError as error:
                told[place] = error.strerror
        return {"text": json.dumps(told)}
        """,
    "TakeMemory": """
        kept = []
        while True:
            kept.append(bytearray(8 * 1024 * 1024))
        """,
    "Ask": """
        import socket
        host, port = input_data.text.split()
        with socket.create_connection((host, int(port)), timeout=5) as connection:
            return {"text": connection.recv(100).decode()}
        """,
    "PlantLinks": """
        import os
        folder = os.path.dirname(str(self.results_path))
        os.unlink(f"{folder}/outcome.json") if os.path.lexists(f"{folder}/outcome.json") else None
        os.rmdir(f"{folder}/xcom_out")
        os.symlink(input_data.text, f"{folder}/xcom_out")
        os.symlink(f"{input_data.text}/outcome.json", f"{folder}/outcome.json")
        os._exit(0)
        """,
    "ReplaceResults": """
        import os, shutil
        folder = os.path.dirname(str(self.results_path))
        os.chdir("/")
        shutil.rmtree(f"{folder}/results")
        os.symlink(input_data.text, f"{folder}/results")
        return {"text": "done"}
        """,
    "Write": """
        (self.results_path / "file.txt").write_text(input_data.text)
        print("written", flush=True)
        return {"text": "done"}
        """,
    "Await": """
        import time
        print("ready", flush=True)
        time.sleep(600)
        return {"text": ""}
        """,
}
CONTAINER_OPERATORS = {
    name: textwrap.indent(textwrap.dedent(body).strip(), " " * 8).lstrip() for name, body in _BODIES.items()
}
