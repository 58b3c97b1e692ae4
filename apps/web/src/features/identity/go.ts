/** Opens a page as if it were new: what the tab knew as another person, or as nobody, is gone. */
export function go(path: string): void {
  window.location.assign(path);
}
