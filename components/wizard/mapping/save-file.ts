const KEEP_MS = 10_000;

/** Gives the reader a file made in the browser. */
export function saveFile(name: string, content: Blob): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The download takes the content a moment after the click.
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, KEEP_MS);
}
