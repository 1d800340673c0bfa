"""Run a function on untrusted input in a child that can be lost.

    document = run(read_here, path, name, result=Document, limits=settings.sandbox)

Three processes stand between the caller and the input:

    caller ── fork server ── keeper ── worker
              started once   a call    runs the function

The *fork server* has a clean environment, no network (where the kernel allows) and the parsers already
imported, so that a call costs two forks. The *keeper* watches the clock and the caller, and kills the
worker's process group. The *worker* has resource limits and answers in JSON. Each dies with the one
before it.

Why not `multiprocessing`: its fork server inherits the environment with its secrets, runs the caller's
main script again in every child, and unpickles what the child sends.
"""

from common.sandbox.call import preload, prepare, run

__all__ = ["preload", "prepare", "run"]
