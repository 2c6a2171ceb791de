/** What was counted of a data set, as buildDatasetCard takes it, and what must lie in its folder. */
export interface DatasetFacts {
  /** The folder's own name. */
  title: string;
  /** The Hub's tasks; none where they are not known. */
  tasks: string[];
  /** What one item is. */
  item: string;
  splits: { name: string; items: number; classes?: Record<string, number> }[];
  /** Stands for the set's items, where the reading of it gives one. */
  sha256?: string;
}
