"""How the managed Neo4j is set: on loopback only, with a password, closed to files and addresses, within limits."""

from pathlib import Path
from zipfile import ZipFile

from graph.provision import Jars

HOST, USER, DATABASE = "127.0.0.1", "neo4j", "neo4j"
SERVER_CLASSES = ("org.neo4j.server.Neo4jCommunity", "org.neo4j.server.CommunityEntryPoint")  # the latter in 5.26
ADMIN_CLASS = "org.neo4j.server.startup.Neo4jAdminCommand"
_OPENED = ("java.nio", "java.io", "sun.nio.ch", "java.lang")
JAVA_OPTIONS = (
    "-Xms256m",
    "-Xmx512m",
    "-XX:+UseSerialGC",
    "-XX:TieredStopAtLevel=1",
    "-XX:+ExitOnOutOfMemoryError",
    *(f"--add-opens=java.base/{package}=ALL-UNNAMED" for package in _OPENED),
    "--enable-native-access=ALL-UNNAMED",
    "-Dfile.encoding=UTF-8",
)
SETTINGS = {
    # Who can reach it: this machine alone, with the password, over Bolt.
    "server.default_listen_address": HOST,
    "server.default_advertised_address": HOST,
    "server.http.enabled": "false",
    "server.https.enabled": "false",
    "dbms.security.auth_enabled": "true",
    # What it can reach: no file and no address (LOAD CSV works even in read transactions), and it reports to nobody.
    "dbms.security.allow_csv_import_from_file_urls": "false",
    "internal.dbms.cypher_ip_blocklist": "0.0.0.0/0,::/0",
    "dbms.usage_report.enabled": "false",
    "client.allow_telemetry": "false",
    "dbms.fleet_manager.enabled": "false",
    "server.fleet_discovery.enabled": "false",
    # How much one transaction may take, so that no question ends the server.
    "db.memory.transaction.max": "200m",
    "db.transaction.timeout": "300s",
    "server.memory.pagecache.size": "128m",
    # A small database on somebody's own machine: no space kept in advance, no old logs, a quick end.
    "db.tx_log.preallocate": "false",
    "db.tx_log.rotation.retention_policy": "keep_none",
    "internal.dbms.bolt.netty_server_shutdown_quiet_period_duration": "0s",
    "internal.server.bolt.connection_shutdown_wait_time": "1s",
    # Other versions, at DATAGIL_NEO4J_HOME, need not know all of these.
    "server.config.strict_validation.enabled": "false",
}


def settings(port: int, databases: Path, logs: Path) -> str:
    """The text of `neo4j.conf` for a server that listens on this port."""
    own = {
        "server.bolt.listen_address": f"{HOST}:{port}",
        "server.bolt.advertised_address": f"{HOST}:{port}",
        "server.directories.data": str(databases),
        "server.directories.logs": str(logs),
    }
    return "".join(f"{name}={value}\n" for name, value in (SETTINGS | own).items())


def server_command(java: Path, jars: Jars, home: Path, folder: Path) -> list[str]:
    """The command that runs the server in the foreground, with its home and the folder of its settings."""
    path = ":".join(map(str, jars.files))
    return [str(java), *JAVA_OPTIONS, "-cp", path, _server_class(jars), home_argument(home), f"--config-dir={folder}",
            "--console-mode"]  # fmt: skip


def _server_class(jars: Jars) -> str:
    """The class that starts the server; its name changed between versions."""
    main = next((file for file in jars.files if file.name == f"neo4j-{jars.version}.jar"), jars.files[0])
    with ZipFile(main) as inside:
        names = set(inside.namelist())
    there = [name for name in SERVER_CLASSES if f"{name.replace('.', '/')}.class" in names]
    return there[0] if there else SERVER_CLASSES[0]


def home_argument(home: Path) -> str:
    """The argument by which the server of a home can be told from others among processes."""
    return f"--home-dir={home}"


def admin_arguments(jars: Jars, *arguments: str) -> str:
    """The text of an argument file for Java that runs an administration command.

    What stands in a file is not among the processes' arguments, which everyone on the machine can read.
    """
    path = ":".join(map(str, jars.files))
    return "".join(f"{_quoted(word)}\n" for word in ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", path,
                                                     ADMIN_CLASS, *arguments))  # fmt: skip


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'
