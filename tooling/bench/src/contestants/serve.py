"""A contestant's side in Python: the counterpart of ../serve.ts."""

import json
import os
import sys
import time
from concurrent.futures import ThreadPoolExecutor


def serve(versions, work, describe=lambda result: result):
    """Says which versions work, then does what each line of standard input asks for; describes what came of it outside the timing."""
    print(json.dumps({"versions": versions}), flush=True)
    for line in sys.stdin:
        done, result = measure(json.loads(line), work)
        print(json.dumps({**done, "answer": describe(result)}), flush=True)


def measure(asked, work):
    def once(_):
        begin = time.perf_counter()
        result = work(asked["task"])
        return (time.perf_counter() - begin) * 1000, result

    start = time.perf_counter()
    if asked.get("atOnce", 1) == 1:
        done = [once(i) for i in range(asked["count"])]
    else:
        # As many threads as the machine runs at once: more are slower under the interpreter's lock.
        with ThreadPoolExecutor(os.cpu_count()) as pool:
            done = list(pool.map(once, range(asked["count"])))
    total = (time.perf_counter() - start) * 1000
    return {"times": [ms for ms, _ in done], "total": total}, done[-1][1]
