"""Judges PMML models with programs of others: the schema, JPMML and PMML4S.

Reads a JSON list of {"model": path, "records": [{field: value}], "verify": bool} from standard input, and writes a list
of what each says: {"schema": [error], "verify": error or null, "jpmml": [outputs], "pmml4s": [outputs]}.
"""

import io
import json
import sys
import warnings
import zipfile
from pathlib import Path

warnings.filterwarnings("ignore")

import jpmml_evaluator
from jpmml_evaluator import make_evaluator
from jpmml_evaluator.jpype import JPypeBackend
from lxml import etree
from pypmml import Model


def schema():
    """The schema of PMML 4.4, as JPMML ships it."""
    jars = Path(jpmml_evaluator.__file__).parent / "dependencies"
    jar = next(jars.glob("pmml-model-[0-9]*.jar"))
    with zipfile.ZipFile(jar) as files:
        return etree.XMLSchema(etree.parse(io.BytesIO(files.read("pmml.xsd"))))


def words(error):
    return str(getattr(error, "java_exception", None) or error)[:400]


def plain(value):
    if hasattr(value, "item"):
        value = value.item()
    return value if value is None or isinstance(value, (bool, int, float, str)) else str(value)


def outputs(predict, records):
    results = []
    for record in records:
        try:
            given = predict(record)
            results.append({str(key): plain(value) for key, value in given.items() if key})
        except Exception as error:
            results.append({"error": words(error)})
    return results


def judge(case, schema, backend):
    path, records = case["model"], case["records"]
    schema.validate(etree.parse(path))
    said = {"schema": [str(error) for error in schema.error_log][:5], "verify": None}
    try:
        evaluator = make_evaluator(path, backend=backend)
        if case["verify"]:
            try:
                evaluator.verify()
            except Exception as error:
                said["verify"] = words(error) or repr(error)
        fields = [field.getName() for field in evaluator.getInputFields()]
        whole = lambda record: {name: record.get(name) for name in fields}
        said["jpmml"] = outputs(lambda record: evaluator.evaluate(whole(record)), records)
    except Exception as error:
        said["jpmml"] = [{"error": words(error)}] * len(records)
    try:
        model = Model.load(path)
        said["pmml4s"] = outputs(model.predict, records)
    except Exception as error:
        said["pmml4s"] = [{"error": words(error)}] * len(records)
    return said


def main():
    backend, pmml = JPypeBackend(), schema()
    json.dump([judge(case, pmml, backend) for case in json.load(sys.stdin)], sys.stdout)


main()
