/** Hand a file to the person. */
export function download(name: string, content: BlobPart, mediaType: string): void {
  const url = URL.createObjectURL(new Blob([content], { type: mediaType }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name.replaceAll(/[\\/:*?"<>|]+/g, "_");
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
