"""Uploads a folder, or reads or fills a cache or a folder, with huggingface_hub, and prints what it found as JSON."""

import hashlib
import json
import os
import sys

from huggingface_hub import HfApi, get_cached_repo_tree, scan_cache_dir, snapshot_download, try_to_load_from_cache
from huggingface_hub.file_download import _CACHED_NO_EXIST

task = json.load(sys.stdin)
repo = task["repo"]


def hashes(folder):
    found = {}
    for root, folders, files in os.walk(folder):
        if ".cache" in folders:
            folders.remove(".cache")
        for name in files:
            path = os.path.join(root, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder).replace(os.sep, "/")] = hashlib.sha256(file.read()).hexdigest()
    return found


def download(**options):
    return snapshot_download(repo, endpoint=task["endpoint"], token=task["token"], **options)


if task["step"] == "upload":
    api = HfApi(endpoint=task["endpoint"], token=task["token"])
    api.create_repo(repo)
    commit = api.upload_folder(repo_id=repo, folder_path=task["folder"], ignore_patterns=[".gitattributes"])
    print(json.dumps({"commit": commit.oid}))
elif task["step"] == "fill":
    target = {task["place"]: task["folder"]}
    print(json.dumps({"files": hashes(download(**target))}))
elif task["step"] == "read cache":
    folder = download(cache_dir=task["folder"], local_files_only=True)
    cache = scan_cache_dir(task["folder"])
    absent = try_to_load_from_cache(repo, "absent.json", cache_dir=task["folder"])
    print(
        json.dumps(
            {
                "files": hashes(folder),
                "warnings": [str(warning) for warning in cache.warnings],
                "repos": [entry.repo_id for entry in cache.repos],
                "refs": sorted(ref for entry in cache.repos for revision in entry.revisions for ref in revision.refs),
                "tree": sorted(file.path for file in get_cached_repo_tree(repo, cache_dir=task["folder"])),
                "absent": absent is _CACHED_NO_EXIST,
            }
        )
    )
elif task["step"] == "read folder":
    times = {path: os.stat(os.path.join(task["folder"], path)).st_mtime_ns for path in hashes(task["folder"])}
    download(local_dir=task["folder"])
    again = {path: os.stat(os.path.join(task["folder"], path)).st_mtime_ns for path in times}
    print(json.dumps({"files": hashes(task["folder"]), "unchanged": times == again}))
