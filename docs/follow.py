"""A copy of all open incidents in SQLite that stays true: python follow.py URL KEY FILE. Kill it whenever you like."""

import json
import sqlite3
import sys
import time
from http.client import HTTPException
from urllib.request import Request, urlopen

URL, KEY, FILE = sys.argv[1:]
copy = sqlite3.connect(FILE)
copy.execute("create table if not exists incident (id text primary key, document text)")
copy.execute("create table if not exists heard (at integer primary key, cursor text, kind text, incident text)")


def ask(path):
    return urlopen(Request(URL + path, headers={"Authorization": f"Bearer {KEY}"}), timeout=40)  # it beats every 15 s


def keep(cursor, kind, id, incidents):
    with copy:  # one transaction: the incidents and the cursor after them, or neither
        copy.execute("delete from incident where id = ? or ? is null", [id, id])
        copy.executemany("insert into incident values (?, ?)", [(each["id"], json.dumps(each)) for each in incidents])
        copy.execute("insert into heard (cursor, kind, incident) values (?, ?, ?)", [cursor, kind, id])


def begin():
    page = json.load(ask("/v1/incidents?limit=500"))
    incidents = page["incidents"]
    while page["next"]:  # all pages are of one moment, and `feed` goes on from there
        page = json.load(ask("/v1/incidents?limit=500&cursor=" + page["next"]))
        incidents += page["incidents"]
    keep(page["feed"], "snapshot", None, incidents)


def follow(event):
    for line in ask("/v1/feed/stream?since=" + event["id"]):
        name, _, value = line.decode().rstrip("\n").partition(": ")
        event[name] = value
        if not name and (data := event.pop("data", None)):  # an empty line ends an event; one without data is a beat
            change = json.loads(data)
            left = [change["after"]] if change["after"]["state"] == "open" else []
            keep(event["id"], event["event"], change["incident_id"], left)


while True:
    try:
        last = copy.execute("select cursor from heard order by at desc").fetchone() or [None]
        follow({"id": last[0]}) if last[0] else begin()
    except (OSError, HTTPException) as error:  # 410: the feed was begun anew. Else it cannot be had right now
        # without a cursor it begins again, however often that fails
        keep(None, "gone", "", []) if getattr(error, "code", None) == 410 else time.sleep(1)
