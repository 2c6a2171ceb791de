// Uploads a folder and tells its largest resident memory in MB, and the speed in MB/s.
import { planUpload, upload } from "@tiny-cats/hub";

const [folder, repo, endpoint] = process.argv.slice(2);
const options = { endpoint, token: "hf_local" };
const result = await upload(await planUpload(folder, repo, options), { ...options, create: {} });
const memory = Math.round(process.resourceUsage().maxRSS / 1024);
console.log(
  JSON.stringify({ memory, speed: result.mean_mb_per_s, bytes: result.bytes, files: result.files_uploaded.length }),
);
