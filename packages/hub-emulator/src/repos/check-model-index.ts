/** What is wrong with a card's `model-index` (hub-docs, modelcard.md: which fields are required). */
export function checkModelIndex(index: unknown): string[] {
  if (!Array.isArray(index)) return ['"model-index" must be an array'];
  return index.flatMap((model, i) => {
    const at = `model-index[${i}]`;
    const errors = required(model, at, ["name"]);
    const results = field(model, "results");
    if (!Array.isArray(results)) return [...errors, `"${at}.results" must be an array`];
    return [...errors, ...results.flatMap((result, j) => checkResult(result, `${at}.results[${j}]`))];
  });
}

function checkResult(result: unknown, at: string): string[] {
  const errors = [
    ...required(field(result, "task"), `${at}.task`, ["type"]),
    ...required(field(result, "dataset"), `${at}.dataset`, ["name", "type"]),
  ];
  const metrics = field(result, "metrics");
  if (!Array.isArray(metrics)) errors.push(`"${at}.metrics" must be an array`);
  else {
    for (const [i, metric] of metrics.entries()) {
      errors.push(...required(metric, `${at}.metrics[${i}]`, ["type"]));
      const value = field(metric, "value");
      if (value === undefined || value === null) errors.push(`"${at}.metrics[${i}].value" is required`);
    }
  }
  const source = field(result, "source");
  if (source !== undefined) errors.push(...required(source, `${at}.source`, ["url"]));
  return errors;
}

function required(value: unknown, at: string, keys: string[]): string[] {
  return keys.filter((key) => typeof field(value, key) !== "string").map((key) => `"${at}.${key}" is required`);
}

function field(value: unknown, key: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
