// Uploads a folder, and kills itself as soon as so many bytes of a stage have gone out.
import { planUpload, upload } from "@tiny-cats/hub";

const [folder, repo, endpoint, stage, bytes] = process.argv.slice(2);
const options = { endpoint, token: "hf_local" };
const plan = await planUpload(folder, repo, options);
await upload(plan, {
  ...options,
  concurrency: 2,
  onProgress(progress) {
    if (progress.stage === stage && progress.bytes >= Number(bytes)) process.kill(process.pid, "SIGKILL");
  },
});
