import { fetchPets } from "../fetch/fetch-pets.ts";

/** A process of its own that fetches, to be killed in the middle. */
const [folder, source, archives] = process.argv.slice(2);
await fetchPets(folder, { source, archives: JSON.parse(archives) });
