"""A compiled statement beside the sum of one CASE for each rule, in DuckDB: statements.py MODEL SQL PARQUET ROUNDS.

By turns in one process; prints the seconds by the clock and of the processor, least and median, and their ratios. Both
calculate the score of every lead and nothing else; the scores are compared first.
"""

import json
import resource
import statistics
import sys
import time

import duckdb

import sql

model_path, statement_path, parquet, rounds = sys.argv[1:]
with open(model_path, encoding="utf-8") as file:
    model = json.load(file)
with open(statement_path, encoding="utf-8") as file:
    statement = file.read().strip().rstrip(";")

database = duckdb.connect()
database.execute(f"CREATE TABLE lead AS FROM '{parquet}'")
naive = sql.Printer(model, sql.Dialect()).query("lead")
rules = sum(len(it["rules"]) for it in model["groups"])
contestants = {
    "compiled": statement,
    "one CASE a rule": naive,
    "one CASE a rule, not optimized": naive,
}
scores = {}


def run(name):
    optimizer = "disable" if name.endswith("not optimized") else "enable"
    database.execute(f"PRAGMA {optimizer}_optimizer")
    before, began = resource.getrusage(resource.RUSAGE_SELF), time.perf_counter()
    query = f"SELECT count(*), sum(hash(id, score::DECIMAL(18, 2))) FROM ({contestants[name]})"
    scores[name] = database.execute(query).fetchone()
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_SELF)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


times = {name: [] for name in contestants}
for _ in range(int(rounds) + 1):
    for name in contestants:
        times[name].append(run(name))
print(f"{rules} rules, {scores['compiled'][0]:,} leads, DuckDB {duckdb.__version__}, {rounds} rounds by turns")
base = statistics.median(cpu for _, cpu in times["one CASE a rule"][1:])
for name, measured in times.items():
    walls, cpus = zip(*measured[1:])
    cpu = statistics.median(cpus)
    print(
        f"{name:32} clock {min(walls):7.2f} {statistics.median(walls):7.2f} s"
        f"   processor {min(cpus):7.2f} {cpu:7.2f} s   ratio {cpu / base:5.2f}"
    )
if len(set(scores.values())) != 1:
    sys.exit(f"the scores are not the same: {scores}")
