/** A file to fetch, and the hash that says that it is the right one. */
export interface PetsArchive {
  name: string;
  /** 32 lower-case hexadecimal digits. */
  md5: string;
}

/** The home of Oxford-IIIT Pet. */
export const PETS_HOME = "https://www.robots.ox.ac.uk/~vgg/data/pets/data/";

/** The archives of Oxford-IIIT Pet with the hashes by which its distributors know them; 792 MB and 19 MB. */
export const PETS_ARCHIVES: readonly PetsArchive[] = [
  { name: "images.tar.gz", md5: "5c4f3ee8e5d25df40f4fd59a7f44e54c" },
  { name: "annotations.tar.gz", md5: "95a8c909bbe2e81eed6a22bccdf3f68f" },
];
