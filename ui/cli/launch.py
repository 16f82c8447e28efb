"""Starting the explorer: Streamlit on loopback, its settings given here, since a wheel has no .streamlit folder."""

import socket
import threading
import time
import webbrowser
from importlib.resources import files

HOST = "127.0.0.1"
OPTIONS: dict[str, object] = {
    "server.address": HOST,
    "server.headless": True,
    "server.fileWatcherType": "none",
    "server.maxUploadSize": 50,
    "browser.gatherUsageStats": False,
    "browser.serverAddress": HOST,
    "client.showErrorDetails": "none",
    "client.toolbarMode": "minimal",
    "logger.level": "warning",
    "theme.baseRadius": "0.4rem",
    "theme.baseFontSize": 15,
    "theme.showWidgetBorder": True,
    "theme.light.primaryColor": "#1b4965",
    "theme.light.textColor": "#1f2933",
    "theme.light.borderColor": "#d9dee4",
    "theme.light.secondaryBackgroundColor": "#f4f6f8",
    "theme.dark.primaryColor": "#7cc0e8",
    "theme.dark.backgroundColor": "#14181d",
    "theme.dark.secondaryBackgroundColor": "#1e242b",
    "theme.dark.borderColor": "#343d47",
}


def explore(port: int | None = None, *, browser: bool = True) -> None:
    """Serve the explorer until interrupted; prints its address, and opens it in the browser where asked."""
    from streamlit.web import bootstrap

    port = port or free_port()
    address = f"http://{HOST}:{port}"
    print(f"The explorer is at {address} (stop it with Ctrl+C)", flush=True)
    if browser:
        threading.Thread(target=_open_when_ready, args=(address, port), daemon=True).start()
    options = OPTIONS | {"server.port": port, "browser.serverPort": port}
    app = str(files("ui").joinpath("app.py"))
    bootstrap.load_config_options(options)
    bootstrap.run(app, False, [], options)


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind((HOST, 0))
        return int(probe.getsockname()[1])


def _open_when_ready(address: str, port: int, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                webbrowser.open(address)
                return
        time.sleep(0.1)
