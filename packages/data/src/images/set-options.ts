/** How a set is opened. */
export interface OpenImageSetOptions {
  /**
   * The index (.csv) or list that says what the pictures are, below the folder. Unless told: index.csv; else lists named train, trainval,
   * val, test or list with the ending .txt, in annotations/ or beside it; else the folders are the classes.
   */
  index?: string;
  /** Opens a set with classes that have no picture; they are refused unless told. */
  allowEmpty?: boolean;
  /** Follows links that leave the folder; they are refused unless told. */
  followLinks?: boolean;
  /** Files that a set may have; 1,000,000 unless told. */
  maxItems?: number;
  signal?: AbortSignal;
  /** Called now and then with the number of pictures found. */
  onProgress?: (progress: { found: number }) => void;
}
