"""What the Hub's own clients send, and what they make of the answers, talking to the emulator through a recording proxy.

Clients: huggingface_hub and its `hf` command (Python), @huggingface/hub (JavaScript, run by transcripts.mjs). Xet is off in Python; the
JavaScript client offers it and is answered with another transfer. Times are fixed, so that commits have the same ids each time; signatures,
ids of uploads and ports are replaced. Run: build packages/hub-emulator, then python transcripts.py (writes ../../vectors/hub/*.json)
"""

import base64
import hashlib
import http.client
import json
import os
import platform
import re
import subprocess
import sys
import tempfile
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve()
ROOT = HERE.parents[4]
JAVASCRIPT = HERE.with_suffix(".mjs")
EMULATOR = ROOT / "packages/hub-emulator/dist/index.js"
TOKEN = "hf_local"
KEPT = ("accept", "accept-encoding", "authorization", "content-type", "if-none-match", "range")
LIMITS = {"multipart": 1000, "part": 600, "pageEntries": 3}
CLOCK = 1700000000000

exchanges = []
lock = threading.Lock()
tidied = {}


def tidy(text):
    """A text without what differs from run to run."""
    text = re.sub(r"http://127\.0\.0\.1:\d+", "http://hub.test", text)
    text = re.sub(r"http%3A%2F%2F127\.0\.0\.1%3A\d+", "http%3A%2F%2Fhub.test", text)
    text = re.sub(r"signature=[0-9a-f]{64}", "signature=SIGNATURE", text)

    def name(match):
        return tidied.setdefault(match.group(0), f"upload-{len(tidied) + 1}")

    text = re.sub(r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}", name, text)
    return text.replace(TOKEN, "TOKEN")


def body_of(data):
    if not data:
        return {}
    try:
        return {"body": tidy(data.decode("utf-8"))}
    except UnicodeDecodeError:
        return {"body_base64": base64.b64encode(data).decode()}


def recorder(target):
    class Recorder(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *_):
            pass

        def read(self):
            if self.headers.get("transfer-encoding", "").lower() != "chunked":
                return self.rfile.read(int(self.headers.get("content-length", 0)))
            data = b""
            while size := int(self.rfile.readline().split(b";")[0], 16):
                data += self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return data

        def forward(self):
            data = self.read()
            headers = {k: v for k, v in self.headers.items() if k.lower() not in ("transfer-encoding", "connection", "content-length")}
            upstream = http.client.HTTPConnection("127.0.0.1", target)
            upstream.request(self.command, self.path, body=data or None, headers={**headers, "Content-Length": str(len(data))})
            answer = upstream.getresponse()
            content = answer.read()
            upstream.close()
            self.note(data, answer, content)
            self.send_response_only(answer.status)
            for key, value in answer.getheaders():
                if key.lower() not in ("transfer-encoding", "connection", "keep-alive"):
                    self.send_header(key, value)
            self.end_headers()
            self.wfile.write(content)

        def note(self, data, answer, content):
            text = content.decode("utf-8", "replace") if "json" in (answer.getheader("content-type") or "") else ""
            given = "\n".join([answer.getheader("location") or "", answer.getheader("link") or "", text])
            with lock:
                exchanges.append(
                    {
                        "method": self.command,
                        "path": tidy(self.path),
                        "headers": {k: tidy(self.headers[k]) for k in KEPT if k in self.headers},
                        **body_of(data),
                        "status": answer.status,
                        "addresses": [tidy(found) for found in re.findall(r"http://[^\s\"<>\\]+", given)],
                        **({"etag": tidy(answer.getheader("etag"))} if answer.getheader("etag") else {}),
                    }
                )

        do_GET = do_HEAD = do_POST = do_PUT = do_DELETE = forward

    return Recorder


def order(found):
    """Parts are sent at once, in no order of their own: neighbours are sorted."""
    result, run = [], []
    for exchange in [*found, None]:
        if exchange and exchange["path"].startswith("/lfs/parts/") and exchange["method"] == "PUT":
            run.append(exchange)
            continue
        result += sorted(run, key=lambda e: e["path"])
        run = []
        if exchange:
            result.append(exchange)
    return result


def record(steps):
    """Runs steps one by one; what each sent, and what came of it."""
    written = []
    for name, step in steps:
        exchanges.clear()
        made = step()
        written.append({"step": name, "made": json.loads(tidy(json.dumps(made))), "requests": order(exchanges)})
    return written


def write(name, description, versions, steps):
    path = ROOT / f"tooling/golden/vectors/hub/{name}.json"
    path.parent.mkdir(exist_ok=True)
    document = {
        "script": f"hub/{HERE.name}",
        "script_sha256": hashlib.sha256(HERE.read_bytes()).hexdigest(),
        "javascript_sha256": hashlib.sha256(JAVASCRIPT.read_bytes()).hexdigest(),
        "versions": versions,
        "description": description,
        "limits": LIMITS,
        "clock": CLOCK,
        "steps": steps,
    }
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")


def lfs_bytes(length, seed):
    return bytes((i * 31 + seed) % 256 for i in range(length))


def python_steps(folder):
    from huggingface_hub import HfApi, snapshot_download

    api, repo = HfApi(), "local/from-python"
    source = folder / "source"
    (source / "sub folder").mkdir(parents=True)
    (source / "README.md").write_text("---\nlicense: mit\n---\n# A model\n")
    (source / "sub folder" / "a #1.txt").write_text("small\n")
    (source / "model.safetensors").write_bytes(lfs_bytes(300, 1))
    big = lfs_bytes(1500, 7)

    def add(data, path, **more):
        return api.upload_file(path_or_fileobj=data, path_in_repo=path, repo_id=repo, **more).oid

    def tree():
        return [[e.path, getattr(e, "size", None), e.last_commit.title] for e in api.list_repo_tree(repo, recursive=True, expand=True)]

    def download():
        got = Path(snapshot_download(repo, cache_dir=folder / "cache", max_workers=1))
        same = {str(p.relative_to(source)): (got / p.relative_to(source)).read_bytes() == p.read_bytes() for p in sorted(source.rglob("*")) if p.is_file()}
        return {"commit": got.name, "same": same, "multipart": (got / "big.bin").read_bytes() == big}

    def refused(call):
        try:
            call()
        except Exception as error:
            return type(error).__name__
        return "nothing was raised"

    return [
        ("whoami", lambda: {"name": api.whoami()["name"], "role": api.whoami()["auth"]["accessToken"]["role"]}),
        ("create", lambda: {"id": api.create_repo(repo).repo_id, "again": api.create_repo(repo, exist_ok=True).repo_id}),
        ("upload folder", lambda: {"commit": api.upload_folder(folder_path=source, repo_id=repo, commit_message="a folder").oid}),
        ("upload in parts", lambda: {"commit": add(big, "big.bin")}),
        ("upload again", lambda: {"commit": add(big, "big.bin")}),
        ("stale parent", lambda: refused(lambda: add(b"x", "x.txt", parent_commit="0" * 40))),
        ("tree", tree),
        ("paths-info", lambda: [[p.path, getattr(p, "lfs", None) and p.lfs.sha256] for p in api.get_paths_info(repo, ["README.md", "big.bin", "sub folder", "none"])]),
        ("info", lambda: [[s.rfilename, s.size] for s in api.model_info(repo, files_metadata=True).siblings]),
        ("download", download),
        ("missing", lambda: [refused(lambda: api.hf_hub_download(repo, "none.txt", cache_dir=folder / "cache")),
                             refused(lambda: api.hf_hub_download(repo, "a", revision="none", cache_dir=folder / "cache")),
                             refused(lambda: api.model_info("local/none"))]),
        ("tag", lambda: [api.create_tag(repo, tag="v1", tag_message="one"), refused(lambda: api.create_tag(repo, tag="v1"))]),
        ("branch", lambda: [api.create_branch(repo, branch="dev/x"), refused(lambda: api.create_branch(repo, branch="dev/x"))]),
        ("refs", lambda: [[r.name, r.target_commit] for r in [*api.list_repo_refs(repo).branches, *api.list_repo_refs(repo).tags]]),
        ("pull request", lambda: (lambda c: [c.oid, c.pr_revision, c.pr_num])(api.upload_file(path_or_fileobj=b"pr", path_in_repo="pr.txt", repo_id=repo, create_pr=True))),
        ("commits", lambda: [[c.commit_id, c.title, c.authors] for c in api.list_repo_commits(repo)]),
        ("delete files", lambda: [api.delete_file("README.md", repo).oid, api.delete_folder("sub folder", repo).oid]),
        ("settings", lambda: [api.update_repo_settings(repo, private=True), api.model_info(repo).private]),
        ("list", lambda: [m.id for m in api.list_models(author="local")]),
        ("delete", lambda: [api.delete_repo(repo), refused(lambda: api.delete_repo(repo))]),
    ]


def run(folder, *arguments):
    done = subprocess.run([*map(str, arguments)], capture_output=True, text=True, cwd=folder)
    return {"code": done.returncode, "printed": re.sub(re.escape(str(folder)), "FOLDER", done.stdout.strip())}


def command_steps(folder):
    hf, repo = Path(sys.executable).parent / "hf", "local/from-hf"
    source = folder / "hf-source"
    source.mkdir()
    (source / "config.json").write_text("{}\n")
    (source / "model.bin").write_bytes(lfs_bytes(1200, 3))
    return [
        ("whoami", lambda: run(folder, hf, "auth", "whoami")),
        ("create", lambda: run(folder, hf, "repos", "create", repo)),
        ("upload", lambda: run(folder, hf, "upload", repo, source, ".")),
        ("upload again", lambda: run(folder, hf, "upload", repo, source, ".")),
        ("download", lambda: run(folder, hf, "download", repo, "--local-dir", folder / "out", "--max-workers", "1")),
        ("tag", lambda: run(folder, hf, "repos", "tag", "create", repo, "v1")),
        ("branch", lambda: run(folder, hf, "repos", "branch", "create", repo, "dev")),
        ("delete files", lambda: run(folder, hf, "repos", "delete-files", repo, "config.json")),
        ("delete", lambda: run(folder, hf, "repos", "delete", repo, "-y")),
    ]


def javascript_steps(folder, endpoint):
    def ask(step):
        done = run(folder, "node", JAVASCRIPT, endpoint, TOKEN, step)
        if done["code"] != 0:
            raise RuntimeError(f"{step} failed: {done}")
        return json.loads(done["printed"])

    names = json.loads(run(folder, "node", JAVASCRIPT)["printed"])
    return [(name, lambda name=name: ask(name)) for name in names]


def main():
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary).resolve()
        options = json.dumps({"dir": str(folder / "hub"), "limits": LIMITS})
        code = f"""import {{ startHub }} from {json.dumps(EMULATOR.as_uri())};
const hub = await startHub({{ ...{options}, clock: () => {CLOCK} }});
process.stdout.write(`${{hub.port}}\\n`);"""
        emulator = subprocess.Popen(["node", "--input-type=module", "-e", code], stdout=subprocess.PIPE, text=True)
        proxy = ThreadingHTTPServer(("127.0.0.1", 0), recorder(int(emulator.stdout.readline())))
        threading.Thread(target=proxy.serve_forever, daemon=True).start()
        endpoint = f"http://127.0.0.1:{proxy.server_port}"
        os.environ.update(HF_ENDPOINT=endpoint, HF_TOKEN=TOKEN, HF_HOME=str(folder / "home"), HF_HUB_DISABLE_XET="1",
                          HF_HUB_DISABLE_TELEMETRY="1", HF_HUB_DISABLE_UPDATE_CHECK="1", HF_HUB_DISABLE_PROGRESS_BARS="1", NO_COLOR="1")
        try:
            versions = {"huggingface_hub": version("huggingface_hub"), "python": platform.python_version()}
            write("huggingface-hub", "huggingface_hub's HfApi", versions, record(python_steps(folder)))
            write("hf", "the hf command", versions, record(command_steps(folder)))
            package = json.loads((ROOT / "tooling/integration/node_modules/@huggingface/hub/package.json").read_text())
            node = run(folder, "node", "--version")["printed"]
            versions = {"@huggingface/hub": package["version"], "node": node}
            write("huggingface-js", "@huggingface/hub", versions, record(javascript_steps(folder, endpoint)))
        finally:
            proxy.shutdown()
            emulator.kill()
            emulator.wait()


main()
