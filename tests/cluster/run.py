"""Scores leads and their events on a Spark cluster of two workers, and again on this machine, and compares.

    python tests/cluster/run.py --leads 10000000 --events 50000000 --kill

makes the data, starts a master and two workers on the loopback interface, runs the compiled statement there (with
`--kill` one worker is ended in the middle), scores the same files with `leadscore score`, and counts the rows that
differ. Needs the environment of `tests/engines/setup`.
"""

import argparse
import os
import signal
import subprocess
import sys
import threading
import time
from datetime import datetime
from pathlib import Path

import duckdb
import pyspark
from pyspark.sql import SparkSession

HERE = Path(__file__).resolve().parent
RULES = HERE / "rules.score"
AS_OF = "2025-03-01T23:59:59Z"
MASTER_PORT = 17077
SETTINGS = {"SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}

# Every value comes of a hash of the row's number: the same data on every machine.
LEADS = """
SELECT
  'L' || i AS id,
  [NULL, 'Manufacturing', 'Retail', 'Software', 'manufacturing ', 'Services', 'Health', 'Energy']
    [1 + (hash(i, 1) % 8)::INT] AS industry,
  ['DE', 'AT', 'CH', 'US', 'CA', 'FR', 'BG', NULL][1 + (hash(i, 2) % 8)::INT] AS country,
  ['Chief Officer', 'Head of Sales', 'Founder', 'Engineer', 'Student', 'Clerk', NULL, 'Buyer']
    [1 + (hash(i, 3) % 8)::INT] AS job_title,
  CASE WHEN hash(i, 4) % 10 = 0 THEN NULL ELSE (hash(i, 5) % 2000)::BIGINT END AS employees,
  CASE WHEN hash(i, 6) % 10 = 0 THEN NULL ELSE ((hash(i, 7) % 500000000)::DECIMAL(18, 2)) END AS revenue,
  CASE WHEN hash(i, 8) % 10 = 0 THEN NULL ELSE DATE '2025-03-01' - (hash(i, 9) % 200)::INT END AS last_seen,
  hash(i, 10) % 20 = 0 AS unsubscribed
FROM range({leads}) AS t(i)
"""

# Some leads have many more events than others.
EVENTS = """
SELECT
  'L' || CASE WHEN hash(i, 11) % 4 = 0 THEN hash(i, 12) % greatest({leads} // 1000, 1)
              ELSE hash(i, 13) % {leads} END AS lead_id,
  TIMESTAMPTZ '2025-03-03 00:00:00+00' - to_seconds((hash(i, 14) % 15552000)::BIGINT) AS "at",
  ['/', '/pricing', '/pricing/teams', '/blog', '/docs', '/about', '/jobs', '/contact']
    [1 + (hash(i, 15) % 8)::INT] AS page,
  (hash(i, 16) % 180)::BIGINT AS seconds
FROM range({events}) AS t(i)
"""


def make(folder, leads, events):
    """Two tables in parts, as a warehouse keeps them, and each as one file."""
    base = duckdb.connect()
    base.execute("SET TimeZone = 'UTC'; SET preserve_insertion_order = false; SET memory_limit = '6GB'")
    for name, text in [("leads", LEADS), ("visits", EVENTS)]:
        parts = folder / name
        if parts.exists():
            continue
        made = folder / f"{name}.making"
        made.mkdir(parents=True, exist_ok=True)
        rows = leads if name == "leads" else events
        step = -(-rows // 16)
        for part in range(16):
            span = f"range({part * step}, {min(rows, (part + 1) * step)})"
            query = text.format(leads=leads, events=events)
            query = query.replace(f"range({rows})", span)
            base.execute(f"COPY ({query}) TO '{made}/part-{part:02}.parquet' (COMPRESSION zstd)")
        base.execute(f"COPY (FROM '{made}/*.parquet') TO '{folder}/{name}.parquet' (COMPRESSION zstd)")
        made.rename(parts)


def start(folder, name, *arguments):
    """A process of the cluster, the first of a group of its own: what it starts ends with it."""
    home = Path(pyspark.__file__).parent
    log = open(folder / f"{name}.log", "w")
    settings = SETTINGS | {"SPARK_HOME": str(home)}
    command = [str(home / "bin/spark-class"), *arguments]
    return subprocess.Popen(
        command, stdout=log, stderr=log, env=os.environ | settings, start_new_session=True
    )


def end(process):
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


def wait_for(log, words, process):
    while words not in log.read_text():
        if process.poll() is not None:
            raise SystemExit(f"{log.name} ended:\n{log.read_text()}")
        time.sleep(0.2)


def kill_in_the_middle(session, worker, told):
    """Ends a worker as soon as some tasks are done and others are not."""
    tracker = session.sparkContext.statusTracker()
    while True:
        for stage in tracker.getActiveStageIds():
            info = tracker.getStageInfo(stage)
            if info and 0 < info.numCompletedTasks < info.numTasks:
                end(worker)
                told.append(f"stage {stage}, {info.numCompletedTasks} of {info.numTasks} tasks done")
                return
        time.sleep(0.02)


def on_cluster(folder, statement, memory, kill):
    """Runs the statement on two workers and writes what it gives; tells the wall time and what was killed."""
    master = start(folder, "master", "org.apache.spark.deploy.master.Master",
                   "--host", "127.0.0.1", "--port", str(MASTER_PORT), "--webui-port", "0")
    processes = [master]
    address = f"spark://127.0.0.1:{MASTER_PORT}"
    try:
        wait_for(folder / "master.log", "I have been elected leader", master)
        workers = [
            start(folder, f"worker-{number}", "org.apache.spark.deploy.worker.Worker",
                  "--host", "127.0.0.1", "--cores", "1", "--memory", memory, "--webui-port", "0",
                  "--work-dir", str(folder / f"work-{number}"), address)
            for number in (1, 2)
        ]
        processes += workers
        for number, worker in enumerate(workers, 1):
            wait_for(folder / f"worker-{number}.log", "Successfully registered", worker)
        os.environ |= SETTINGS
        session = (
            SparkSession.builder.master(address).appName("leadscore")
            .config("spark.driver.host", "127.0.0.1").config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executor.memory", memory).config("spark.ui.enabled", "false")
            .config("spark.sql.session.timeZone", "UTC").config("spark.sql.shuffle.partitions", "32")
            .config("spark.ui.showConsoleProgress", "false").config("spark.log.level", "ERROR").config("spark.local.dir", str(folder / "spill"))
            .getOrCreate()
        )
        try:
            for name in ("leads", "visits"):
                session.read.parquet(str(folder / name)).createOrReplaceTempView(name)
            told = []
            killer = threading.Thread(
                target=kill_in_the_middle, args=(session, workers[1], told), daemon=True
            )
            if kill:
                killer.start()
            began = time.monotonic()
            found = session.sql(statement, args={"as_of": datetime.fromisoformat(AS_OF)})
            found.write.mode("overwrite").parquet(str(folder / "scores"))
            wall = time.monotonic() - began
            if kill and not told:
                raise SystemExit("no worker was ended in the middle: too few leads")
            return wall, told
        finally:
            session.stop()
    finally:
        for process in reversed(processes):
            end(process)


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--leads", type=int, default=200_000)
    options.add_argument("--events", type=int, default=1_000_000)
    options.add_argument("--kill", action="store_true", help="end a worker in the middle")
    options.add_argument("--memory", default="3g", help="of each worker")
    options.add_argument("--folder", type=Path, default=Path("target/cluster"))
    options.add_argument("--leadscore", default="target/release/leadscore")
    asked = options.parse_args()
    folder = (asked.folder / f"{asked.leads}-{asked.events}").resolve()
    folder.mkdir(parents=True, exist_ok=True)
    make(folder, asked.leads, asked.events)

    compiled = [asked.leadscore, "compile", RULES, "--to", "sql", "--dialect", "spark",
                "--table", "Lead=leads", "--table", "Visit=visits"]
    statement = subprocess.run(compiled, check=True, capture_output=True, text=True).stdout
    wall, told = on_cluster(folder, statement, asked.memory, asked.kill)
    for what in told:
        print(f"one of two workers ended in the middle: {what}")

    began = time.monotonic()
    local = [asked.leadscore, "score", RULES, folder / "leads.parquet", "--with",
             f"visits={folder / 'visits.parquet'}", "--as-of", AS_OF, "--groups", "-q",
             "-o", folder / "local.parquet"]
    subprocess.run(local, check=True)
    alone = time.monotonic() - began

    base = duckdb.connect()
    columns = "id, score, status, band, readiness, \"points of Fit\", \"points of Interest\""
    spark, own = (f"(SELECT {columns} FROM '{folder}/{it}')" for it in ("scores/*.parquet", "local.parquet"))
    rows = base.execute(f"SELECT (SELECT count(*) FROM {spark}), (SELECT count(*) FROM {own})").fetchone()
    differ = base.execute(f"SELECT count(*) FROM (FROM {spark} EXCEPT ALL FROM {own})").fetchone()[0]
    print(f"{asked.leads:,} leads, {asked.events:,} events, as of {AS_OF}")
    print(f"Spark {pyspark.__version__}, two workers of one core: {rows[0]:,} rows in {wall:.1f} s")
    print(f"leadscore score on this machine: {rows[1]:,} rows in {alone:.1f} s")
    print(f"{differ:,} rows differ")
    sys.exit(0 if differ == 0 and rows == (asked.leads, asked.leads) else 1)


main()
