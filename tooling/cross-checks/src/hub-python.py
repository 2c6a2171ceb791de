"""huggingface_hub and its `hf` command against the hub at HF_ENDPOINT: prints as JSON what came of each step.

Run by hub-python.test.ts: python hub-python.py <folder>. The folder is empty; HF_HOME lies elsewhere.
"""

import json
import os
import random
import subprocess
import sys
from pathlib import Path

from huggingface_hub import CommitOperationAdd, CommitOperationDelete, HfApi, hf_hub_download, snapshot_download

FOLDER = Path(sys.argv[1]).resolve()
HF = Path(sys.executable).parent / "hf"
REPO = "local/cross-check"
SIZES = {
    "README.md": 40,
    "empty.txt": 0,
    "deep/er/still deeper/ünï #1 100%.txt": 5,
    "small.safetensors": 70_000,
    "parts/large.bin": 2_500_001,
}


def outcome(call):
    try:
        return call()
    except Exception as error:
        return type(error).__name__


def hf(*arguments, **environment):
    done = subprocess.run([HF, *map(str, arguments)], capture_output=True, text=True, env={**os.environ, **environment})
    return {"code": done.returncode, "printed": done.stdout + done.stderr}


def same(folder):
    """The files of a folder that are not byte for byte those uploaded."""
    return [name for name in SIZES if (Path(folder) / name).read_bytes() != (source / name).read_bytes()]


source = FOLDER / "source"
for name, size in SIZES.items():
    (source / name).parent.mkdir(parents=True, exist_ok=True)
    (source / name).write_bytes(random.Random(size).randbytes(size))
(source / "README.md").write_text("---\nlicense: mit\ntags: [cats]\n---\n# Cats\n")

api = HfApi()
found = {"whoami": api.whoami()["name"], "whoami by hf": hf("auth", "whoami")["code"]}
found["create"] = [str(api.create_repo(REPO).repo_id), outcome(lambda: api.create_repo(REPO)), api.create_repo(REPO, exist_ok=True).repo_id]

first = api.upload_folder(folder_path=source, repo_id=REPO, commit_message="first")
again = api.upload_folder(folder_path=source, repo_id=REPO, commit_message="again")
by_hf = hf("upload", REPO, source, ".")
found["upload again"] = [first.oid == again.oid, by_hf["code"], first.oid in by_hf["printed"]]
found["parent commit"] = outcome(lambda: api.create_commit(REPO, [CommitOperationAdd("x", b"x")], commit_message="x", parent_commit="0" * 40))
found["large objects"] = sorted(i.path for i in api.list_repo_tree(REPO, recursive=True) if getattr(i, "lfs", None))

found["download"] = same(snapshot_download(REPO))
found["offline"] = same(snapshot_download(REPO, local_files_only=True))
found["offline by hf"] = hf("download", REPO, "README.md", HF_HUB_OFFLINE="1")["code"]
found["local dir"] = [hf("download", REPO, "--local-dir", FOLDER / "local")["code"], same(FOLDER / "local")]
found["dry run"] = [hf("download", REPO, "--dry-run", "--local-dir", FOLDER / "dry")["code"], (FOLDER / "dry" / "README.md").exists()]
found["one file by commit"] = Path(hf_hub_download(REPO, "empty.txt", revision=first.oid, force_download=True)).stat().st_size
found["verify"] = [hf("cache", "verify", REPO)["code"], hf("cache", "verify", REPO, "--local-dir", FOLDER / "local")["code"]]
(FOLDER / "local" / "small.safetensors").write_bytes(b"changed")
found["verify what was changed"] = hf("cache", "verify", REPO, "--local-dir", FOLDER / "local")["code"]

found["tag"] = [hf("repos", "tag", "create", REPO, "v1")["code"], outcome(lambda: api.create_tag(REPO, tag="v1")), api.create_tag(REPO, tag="v1", exist_ok=True)]
found["branch"] = [hf("repos", "branch", "create", REPO, "dev/x")["code"], outcome(lambda: api.create_branch(REPO, branch="dev/x"))]
refs = api.list_repo_refs(REPO)
found["refs"] = [[b.name for b in refs.branches], [[t.name, t.target_commit == first.oid] for t in refs.tags]]
api.delete_branch(REPO, branch="dev/x")
pull = api.create_commit(REPO, [CommitOperationAdd("new.txt", b"new")], commit_message="proposal", create_pr=True)
found["pull request"] = [pull.pr_revision, "new.txt" in api.list_repo_files(REPO, revision=pull.pr_revision), "new.txt" in api.list_repo_files(REPO)]

copied = api.create_commit(REPO, [CommitOperationAdd("a", b"a"), CommitOperationDelete("empty.txt")], commit_message="both")
found["delete files"] = [hf("repos", "delete-files", REPO, "deep/*", "a")["code"], sorted(api.list_repo_files(REPO))]
found["tag keeps"] = same(snapshot_download(REPO, revision="v1", local_dir=FOLDER / "tagged"))
found["private"] = [api.update_repo_settings(REPO, visibility="private"), api.model_info(REPO).private, outcome(lambda: HfApi(token=False).model_info(REPO))]
found["card"] = api.model_info(REPO).card_data.license
api.delete_tag(REPO, tag="v1")
found["delete"] = [hf("repos", "delete", REPO, "-y")["code"], outcome(lambda: api.repo_info(REPO)), api.delete_repo(REPO, missing_ok=True)]
print(json.dumps(found))
