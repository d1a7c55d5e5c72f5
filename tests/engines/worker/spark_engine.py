"""Spark, with two threads in this process."""

import os
import sys
from contextlib import contextmanager

import pyspark
from pyspark.sql import SparkSession, types

TYPES = {
    "text": types.StringType(),
    "number": types.DecimalType(28, 10),
    "double": types.DoubleType(),
    "integer": types.LongType(),
    "yes/no": types.BooleanType(),
    "date": types.DateType(),
    "datetime": types.TimestampType(),
    "local datetime": types.TimestampNTZType(),
    "list of text": types.ArrayType(types.StringType()),
    "list of number": types.ArrayType(types.DecimalType(28, 10)),
}


class Spark:
    version = f"Spark {pyspark.__version__}"

    def __init__(self, session):
        self.session = session

    def table(self, name, columns, rows):
        shape = types.StructType([types.StructField(it, TYPES[kind]) for it, kind in columns])
        frame = self.session.createDataFrame(rows, shape).coalesce(1).cache()
        frame.createOrReplaceTempView(name)

    def query(self, text, as_of):
        found = self.session.sql(text, args={"as_of": as_of} if ":as_of" in text else None)
        return found.columns, [list(it) for it in found.collect()]


@contextmanager
def engine():
    os.environ["PYSPARK_PYTHON"] = sys.executable
    settings = {
        "spark.ui.enabled": "false",
        "spark.driver.host": "127.0.0.1",
        "spark.driver.bindAddress": "127.0.0.1",
        "spark.sql.session.timeZone": "Pacific/Apia",
        "spark.sql.shuffle.partitions": "2",
        "spark.log.level": "ERROR",
    }
    builder = SparkSession.builder.master("local[2]").appName("agreement")
    for name, setting in settings.items():
        builder = builder.config(name, setting)
    session = builder.getOrCreate()
    try:
        yield Spark(session)
    finally:
        session.stop()
