# A lease from Python, with psycopg 3.  Argument: the folder of migrations.  PGHOST, PGDATABASE…: the database.
import os, signal, sys, threading, uuid, psycopg

build = sorted(name for name in os.listdir(sys.argv[1]) if name[0].isdigit())
session = dict(application_name=build[-1].split("_")[0] + "@orders")  # for the sessions of your pool too
database = psycopg.connect(**session, autocommit=True)
instance, ended = str(uuid.uuid4()), threading.Event()
signal.signal(signal.SIGTERM, lambda *_: ended.set())
enter = lambda: database.execute("SELECT bellows_enter(%s, 'orders', %s, '1.4.0')", (instance, build))

try:
    enter()
    print("serving", flush=True)  # start your server here
    while not ended.wait(20):
        if database.execute("SELECT bellows_renew(%s)", (instance,)).fetchone()[0] is None:
            enter()
    print("stopped", flush=True)  # stop your server here, and close its pool
    database.execute("SELECT bellows_leave(%s)", (instance,))
except psycopg.Error as problem:
    # BW001: a contract has overtaken this build. Without a lease nothing may be served, whatever the reason.
    sys.stderr.write(f"not serving: {problem.sqlstate} {problem}\n")
    os._exit(3 if problem.sqlstate == "BW001" else 1)
