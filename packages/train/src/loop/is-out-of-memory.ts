/** What onnxruntime's arena, C++ and V8 say. */
const SAYINGS = /failed to allocate memory|bad_alloc|bad allocation|array buffer allocation failed|out of memory/i;

/** Whether an error says that memory did not suffice. */
export function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && SAYINGS.test(error.message);
}
