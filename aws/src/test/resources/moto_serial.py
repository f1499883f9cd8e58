"""Moto's S3 that answers one request at a time, so that what it checks still holds when it acts. It ends with its input."""
import os
import sys
import threading

from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

application = DomainDispatcherApplication(create_backend_app)
turn = threading.Lock()


def one_at_a_time(environ, start_response):
    with turn:
        return list(application(environ, start_response))


server = make_server("127.0.0.1", 0, one_at_a_time, threaded=True)


def end_with_whoever_started_it():
    sys.stdin.read()
    os._exit(0)


threading.Thread(target=end_with_whoever_started_it, daemon=True).start()
print("listening on", server.port, flush=True)
server.serve_forever()
