/** Saves a text as a file. Its address lives for the press alone, so that nothing of it stays in the page. */
export function saveText(name: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  // The browser begins to read before the next task.
  setTimeout(() => URL.revokeObjectURL(address), 1_000);
}
