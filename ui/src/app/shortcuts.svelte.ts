// Whether the list of keys is shown.

class Shortcuts {
  open = $state(false);

  show(): void {
    this.open = true;
  }
}

export const shortcuts = new Shortcuts();
