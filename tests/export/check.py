#!/usr/bin/env python3
"""Opens every export in the programs that people open it with, and compares what they read.

    python3 -m venv /tmp/check && /tmp/check/bin/pip install -r tests/export/requirements.txt
    /tmp/check/bin/python tests/export/check.py target/debug/dateline [LEDGER]

Without a ledger, the demo's is made. GDAL's programs (Debian: gdal-bin) and R (r-cran-readr) are used
where they are there, and said to be missing where not. What was written as JSON is the measure: every
other file must hold the same rows, columns and values.
"""

import json
import math
import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

import duckdb
import geopandas as gpd
import jsonschema
import pandas as pd
import pyarrow.parquet as pq
from frictionless import Package

GED = """id relid year active_year code_status type_of_violence conflict_dset_id conflict_new_id conflict_name
dyad_dset_id dyad_new_id dyad_name side_a_dset_id side_a_new_id side_a side_b_dset_id side_b_new_id side_b
number_of_sources source_article source_office source_date source_headline source_original where_prec
where_coordinates where_description adm_1 adm_2 latitude longitude geom_wkt priogrid_gid country country_id region
event_clarity date_prec date_start date_end deaths_a deaths_b deaths_civilians deaths_unknown best high low gwnoa
gwnob""".split()
ACLED = """event_id_cnty event_date year time_precision disorder_type event_type sub_event_type actor1 assoc_actor_1
inter1 actor2 assoc_actor_2 inter2 interaction civilian_targeting iso region country admin1 admin2 admin3 location
latitude longitude geo_precision source source_scale notes fatalities tags timestamp""".split()
POLECAT = """Event ID,Event Date,Event Type,Event Mode,Intensity,Quad Code,Contexts,Actor Name,Actor Country,Actor COW,
Primary Actor Sector,Actor Sectors,Actor Title,Actor Name Raw,Wikipedia Actor ID,Recipient Name,Recipient Country,
Recipient COW,Primary Recipient Sector,Recipient Sectors,Recipient Title,Recipient Name Raw,Wikipedia Recipient ID,
Placename,City,District,Province,Country,Latitude,Longitude,GeoNames ID,Raw Placename,Feature Type,Source,
Publication Date,Story People,Story Organizations,Story Locations,Language,Version""".replace("\n", "").split(",")
CONTROL = """place_id geonames_id name lat lon admin1 admin2 country status holder other_actors valid_from valid_to
valid_from_prec basis confidence n_claims n_independent_sources last_evidence_date claim_ids recorded_at
dateline_version""".split()

faults = []


def check(holds, *what):
    if not holds:
        faults.append(" ".join(str(w) for w in what))
        print("  FAULT", *what)


class Export:
    """The program, the ledger, and a folder to write to."""

    def __init__(self, program, ledger, folder):
        self.program, self.ledger, self.folder = program, ledger, folder

    def __call__(self, *options):
        command = [self.program, "export", *map(str, options), "--ledger", self.ledger]
        done = subprocess.run(command, capture_output=True)
        check(done.returncode == 0, " ".join(map(str, command)), done.stderr.decode())
        return done.stdout

    def to(self, name, *options):
        """Writes to a folder of this name, with what lies beside."""
        folder = self.folder / name
        self(*options, "--out", f"{folder}/")
        return folder


def plain(value):
    """One value as every reader should have it."""
    if value is None or value is pd.NaT or value is pd.NA:
        return None
    if isinstance(value, float):
        return None if math.isnan(value) else round(value, 9)
    if isinstance(value, (list, tuple)):
        return "; ".join(item.replace(";", ",") for item in value) or None
    if isinstance(value, pd.Timestamp):
        return value.date().isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if hasattr(value, "item"):
        return plain(value.item())
    if isinstance(value, str):
        return value or None
    return value


def same(what, truth, rows):
    """Whether a reader has the rows that the JSON has."""
    check(len(truth) == len(rows), what, "rows:", len(truth), len(rows))
    wrong = 0
    for expected, got in zip(truth, rows):
        for name, value in expected.items():
            value, other = plain(value), plain(got.get(name))
            if isinstance(value, (int, float)) and isinstance(other, (int, float)):
                value, other = float(value), float(other)
            if isinstance(value, str) and isinstance(other, str):
                # A reader may say midnight where a day is meant.
                other = re.sub(r"^(\d{4}-\d\d-\d\d)[T ]00:00:00(\.0+)?(Z|\+00:00)?$", r"\1", other)
            if value != other and wrong < 3:
                wrong += 1
                check(False, what, name, repr(value), repr(other))
    print(f"  {what}: {len(rows)} rows, {len(truth[0]) if truth else 0} columns the same")


def records(frame):
    frame = frame.astype(object).where(frame.notna(), None)
    return frame.to_dict("records")


def read_as_said(folder, page):
    """Runs the codebook's own Python in its folder; the table that it reads."""
    code = re.search(r"```python\n(.*?)```", (folder / page).read_text(), re.S).group(1)
    names = {}
    before = os.getcwd()
    os.chdir(folder)
    try:
        exec(code, names)
    finally:
        os.chdir(before)
    return names["table"]


def snippet(folder, page):
    """How many rows the codebook's own Python reads."""
    return len(read_as_said(folder, page))


def r_snippets(folders):
    if not shutil.which("Rscript"):
        print("  R is not installed; its snippets were not run")
        return
    for folder in folders:
        for page in sorted(folder.glob("*.codebook.md")):
            code = re.search(r"```r\n(.*?)```", page.read_text(), re.S).group(1)
            package = re.search(r"(\w+)::", code).group(1)
            there = subprocess.run(["Rscript", "-e", f"quit(status = !requireNamespace('{package}', quietly = TRUE))"])
            if there.returncode:
                print(f"  R's {package} is not installed; {page.name} was not read")
                continue
            script = f"{code}\nif (nrow(table) == 0) stop('no rows')\nif (exists('problems', where = asNamespace('readr')) && nrow(readr::problems(table)) > 0) stop('problems')\n"
            done = subprocess.run(["Rscript", "-e", script], cwd=folder, capture_output=True, text=True)
            check(done.returncode == 0, page, "R snippet:", done.stderr[-400:])
            print(f"  R reads {page.name}")


def flat(export, what, *options):
    """The rows of a dataset, from GeoJSON's properties: flat, typed, in order."""
    collection = json.loads(export("--to", "geojson", "--what", what, *options))
    return [feature["properties"] for feature in collection["features"]], collection


def main():
    program = sys.argv[1] if len(sys.argv) > 1 else "target/debug/dateline"
    program = shutil.which(program) or str(Path(program).resolve())
    folder = Path(tempfile.mkdtemp(prefix="dateline-export-"))
    ledger = sys.argv[2] if len(sys.argv) > 2 else str(folder / "demo.db")
    if len(sys.argv) < 3:
        subprocess.run([program, "demo", "--no-serve", "--ledger", ledger], capture_output=True, check=True)
    export = Export(program, ledger, folder)
    truth, points = {}, {}

    print("GeoJSON")
    for what in ["claims", "events", "control"]:
        truth[what], collection = flat(export, what)
        check(collection["type"] == "FeatureCollection" and "crs" not in collection, "GeoJSON", what)
        for feature in collection["features"]:
            properties, geometry = feature["properties"], feature["geometry"]
            if geometry is None:
                check(properties["lat"] is None, "a point is missing", properties)
            else:
                check(geometry["coordinates"] == [properties["lon"], properties["lat"]], "coordinates", properties)
            check(len(properties.get("quote") or "") <= 300, "quotation", properties)
        print(f"  {what}: {len(truth[what])} features")
    names = list(truth["control"][0])
    check(names[: len(CONTROL)] == CONTROL, "columns of control", names)
    geojson = export.to("geojson", "--to", "geojson")
    for what in truth:
        frame = gpd.read_file(geojson / f"{what}.geojson")
        check(frame.crs.to_epsg() == 4326, "CRS")
        points[what] = int(frame.geometry.notna().sum())
        check(snippet(geojson, f"{what}.codebook.md") == len(truth[what]), "snippet")

    print("JSON Lines")
    jsonl = export.to("jsonl", "--to", "jsonl")
    for what in ["events", "control"]:
        schema = json.loads((jsonl / f"{what}.schema.json").read_text())
        rows = [json.loads(line) for line in (jsonl / f"{what}.jsonl").open()]
        for row in rows:
            jsonschema.validate(row, schema)
        same(f"{what}.jsonl", truth[what], rows)
    schema = json.loads((jsonl / "claims.schema.json").read_text())
    claims = [json.loads(line) for line in (jsonl / "claims.jsonl").open()]
    for claim in claims:
        jsonschema.validate(claim, schema)
        quote = claim["quote"]
        check(len(quote["text"]) == quote["end"] - quote["start"] <= 300, "quotation", quote)
    check([c["claim"] for c in claims] == [r["claim"] for r in truth["claims"]], "claims.jsonl")

    print("CSV and HXL")
    for kind in ["csv", "hxl"]:
        made = export.to(kind, "--to", kind)
        ending = "csv" if kind == "csv" else "hxl.csv"
        for what, rows in truth.items():
            path = made / f"{what}.{ending}"
            frame = read_as_said(made, f"{what}.codebook.md")
            same(path.name, rows, records(frame))
            if kind == "hxl":
                tags = path.open().readlines()[1].strip().split(",")
                check(any(tag.startswith("#") for tag in tags), "HXL tags", tags)
                check(all(not tag or re.fullmatch(r"#[a-z0-9_]+(\+[a-z0-9_]+)*", tag) for tag in tags), tags)
        if kind == "csv":
            report = Package(str(made / "datapackage.json")).validate()
            check(report.valid, "frictionless:", report.flatten(["title", "note"])[:5])

    print("Parquet and GeoParquet")
    for kind in ["parquet", "geoparquet"]:
        made = export.to(kind, "--to", kind)
        for what, rows in truth.items():
            path = made / f"{what}.parquet"
            table = pq.read_table(path)
            same(f"{kind} {what} (pyarrow)", rows, table.drop_columns([c for c in ["geometry", "bbox"] if c in table.column_names]).to_pylist())
            count, found = duckdb.sql(f"select count(*), count(distinct {names_of(table)[0]}) from '{path}'").fetchall()[0]
            check(count == len(rows), "DuckDB", what, count)
            check(snippet(made, f"{what}.codebook.md") == len(rows), "snippet")
            if kind == "geoparquet":
                geo = json.loads(pq.read_schema(path).metadata[b"geo"])
                check(geo["version"] == "1.1.0" and geo["primary_column"] == "geometry", geo)
                column = geo["columns"]["geometry"]
                check(column["encoding"] == "WKB" and column["geometry_types"] == ["Point"], column)
                frame = gpd.read_parquet(path)
                check(frame.crs.to_epsg() == 4326 or frame.crs.to_authority() == ("OGC", "CRS84"), frame.crs)
                check(int(frame.geometry.notna().sum()) == points[what], "points", what)
                check(list(frame.total_bounds.round(9)) == [round(x, 9) for x in column["bbox"]], "bbox", what)
                boxes = [b for b in table["bbox"].to_pylist() if b]
                check(len(boxes) == points[what] and all(b["xmin"] == b["xmax"] for b in boxes), "bbox column")
                inside = gpd.read_parquet(path, bbox=tuple(column["bbox"]))
                check(len(inside) == points[what], "covering", what, len(inside))

    print("GeoPackage")
    made = export.to("gpkg", "--to", "gpkg")
    package = made / "dateline.gpkg"
    for what, rows in truth.items():
        frame = gpd.read_file(package, layer=what)
        check(int(frame.geometry.notna().sum()) == points[what], "points", what)
        same(f"gpkg {what} (pyogrio)", rows, records(pd.DataFrame(frame.drop(columns="geometry"))))
    check(snippet(made, "dateline.codebook.md") == len(truth["claims"]), "snippet")
    db = sqlite3.connect(package)
    check(db.execute("pragma application_id").fetchone() == (0x47504B47,), "application_id")
    check(db.execute("pragma integrity_check").fetchone() == ("ok",), "integrity")
    check(not db.execute("pragma foreign_key_check").fetchall(), "foreign keys")
    kinds = {row[1]: row[2] for row in db.execute("pragma table_info(control)")}
    check(kinds["valid_from"] == kinds["valid_to"] == "DATETIME", kinds)
    frame = gpd.read_file(package, layer="control")
    check(str(frame["valid_from"].dtype).startswith("datetime64"), "valid_from is", frame["valid_from"].dtype)
    served = subprocess.run(["datasette", str(package), "--get", "/dateline/control.json?_shape=array&_size=3"],
                            capture_output=True, text=True, env=path_beside_python())
    check(served.returncode == 0 and len(json.loads(served.stdout)) == 3, "datasette", served.stderr[-300:])
    gdal(package, truth)

    print("KML")
    kml = export.to("kml", "--to", "kml")
    for what in truth:
        text = (kml / f"{what}.kml").read_text()
        check(text.count("<Placemark>") == points[what], "placemarks", what)
        check(text.count("<TimeSpan>") == points[what], "time spans", what)
        frame = gpd.read_file(kml / f"{what}.kml")
        check(len(frame) == points[what], "KML", what, len(frame))

    print("GED, ACLED, POLECAT")
    ged = pd.read_csv(export.to("ged", "--to", "ged") / "ged.csv", keep_default_na=False, na_values=[""])
    check(list(ged.columns) == GED, "GED's columns", list(ged.columns))
    check(len(GED) == 49 and len(ACLED) == 31 and len(POLECAT) == 40, "counts of columns")
    check((ged["best"] >= 1).all(), "GED has events without a death")
    parts = ged[["deaths_a", "deaths_b", "deaths_civilians", "deaths_unknown"]].sum(axis=1)
    check((parts == ged["best"]).all(), "deaths do not add up")
    check(((ged["low"] <= ged["best"]) & (ged["best"] <= ged["high"])).all(), "low, best, high")
    for column in ["id", "year", "best", "high", "low", "date_prec", "event_clarity", "number_of_sources"]:
        check(pd.api.types.is_integer_dtype(ged[column]), column, ged[column].dtype)
    check(ged["id"].is_unique, "GED's ids")
    check(set(ged["where_prec"].dropna()) <= {1, 2, 3, 4, 5, 6}, "where_prec")
    cell = ((ged["latitude"] + 90) * 2 // 1) * 720 + (ged["longitude"] + 180) * 2 // 1 + 1
    check((cell == ged["priogrid_gid"])[ged["latitude"].notna()].all(), "priogrid_gid")
    for column in ["date_start", "date_end"]:
        pd.to_datetime(ged[column], format="%Y-%m-%d")
    check(snippet(folder / "ged", "ged.codebook.md") == len(ged), "snippet")
    acled = pd.read_csv(export.to("acled", "--to", "acled") / "acled.csv")
    check(list(acled.columns) == ACLED, "ACLED's columns", list(acled.columns))
    for column in ["year", "time_precision", "fatalities", "timestamp"]:
        check(pd.api.types.is_integer_dtype(acled[column]), column, acled[column].dtype)
    check(acled["event_id_cnty"].is_unique, "ACLED's ids")
    check(snippet(folder / "acled", "acled.codebook.md") == len(acled), "snippet")
    polecat = pd.read_csv(export.to("polecat", "--to", "polecat") / "polecat.tsv", sep="\t")
    check(list(polecat.columns) == POLECAT, "POLECAT's columns", list(polecat.columns))
    lines = (folder / "polecat" / "polecat.tsv").read_text().splitlines()
    check(len(lines) == len(polecat) + 1 and all(line.count("\t") == 39 for line in lines), "POLECAT's lines")
    check(snippet(folder / "polecat", "polecat.codebook.md") == len(polecat), "snippet")
    print(f"  {len(ged)}, {len(acled)} and {len(polecat)} rows")

    print("Panels and snapshots")
    panel = export.to("panel", "--to", "csv", "--what", "control", "--shape", "panel", "--step", "month")
    months = read_as_said(panel, "control-panel.codebook.md")
    check(not months.duplicated(["place_id", "period_start"]).any(), "a place has two rows in a month")
    check((months["period_start"].dt.day == 1).all(), "months begin on the first")
    for day in ["2014-07-01", "2016-01-01", "2017-11-04"]:
        now = [json.loads(line) for line in export("--to", "jsonl", "--what", "control", "--on", day).splitlines()]
        held = {row["place_id"]: row for row in now}
        for row in truth["control"]:
            if row["valid_from"] <= day and (row["valid_to"] is None or day <= row["valid_to"]) and row["status"] != "unknown":
                found = held.get(row["place_id"])
                check(found and found["status"] == row["status"] and found["holder"] == row["holder"], day, row["place_id"])

    print("The same ledger gives the same bytes")
    for kind in ["csv", "parquet", "gpkg", "ged"]:
        again = export.to(f"{kind}-again", "--to", kind)
        for path in sorted((folder / kind).iterdir()):
            check(path.read_bytes() == (again / path.name).read_bytes(), path.name, "differs")

    print("R")
    r_snippets([folder / kind for kind in ["csv", "hxl", "ged", "acled", "polecat", "jsonl", "gpkg"]])

    if faults:
        print(f"{len(faults)} faults; the files are in {folder}")
        sys.exit(1)
    shutil.rmtree(folder)
    print("all formats open, and hold the same")


def names_of(table):
    return [f'"{name}"' for name in table.column_names]


def path_beside_python():
    return {**os.environ, "PATH": f"{Path(sys.executable).parent}:{os.environ.get('PATH', '')}"}


def gdal(package, truth):
    if not shutil.which("ogrinfo"):
        print("  GDAL's programs are not installed; ogrinfo was not run")
        return
    for what, rows in truth.items():
        done = subprocess.run(["ogrinfo", "-so", str(package), what], capture_output=True, text=True)
        check(f"Feature Count: {len(rows)}" in done.stdout, "ogrinfo", what, done.stdout[:400], done.stderr)
        check("Warning" not in done.stderr and "ERROR" not in done.stderr, "ogrinfo", what, done.stderr[:400])
    shown = subprocess.run(["ogrinfo", "-so", str(package), "control"], capture_output=True, text=True).stdout
    check("valid_from: DateTime" in shown and "valid_to: DateTime" in shown, shown)
    again = package.parent.parent / "again.geojson"
    done = subprocess.run(["ogr2ogr", "-f", "GeoJSON", str(again), str(package), "control"], capture_output=True, text=True)
    check(done.returncode == 0 and len(json.loads(again.read_text())["features"]) == len(truth["control"]), "ogr2ogr", done.stderr)
    print("  ogrinfo and ogr2ogr read it")


if __name__ == "__main__":
    main()
