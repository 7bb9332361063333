// The only script of the site: three small enhancements. Every page works without it.

/** <ui-schemes>: changes the look at once, without loading the page again. */
customElements.define("ui-schemes", class extends HTMLElement {
  connectedCallback() {
    this.addEventListener("submit", (event) => {
      const button = event.submitter;
      const data = new FormData(event.target, button);
      event.preventDefault();
      this.show(button.value === "device" ? "" : button.dataset.scheme);
      fetch(event.target.action, { method: "POST", body: data, headers: { "X-Requested-With": "fetch" } });
    });
  }

  show(chosen) {
    const root = document.documentElement;
    if (chosen) root.dataset.scheme = chosen;
    else delete root.dataset.scheme;
    for (const button of this.querySelectorAll("button")) {
      const pressed = button.dataset.scheme === chosen;
      button.setAttribute("aria-pressed", String(pressed));
      button.value = pressed ? "device" : button.dataset.scheme;
    }
  }
});

/** <ui-errors>: takes the focus, so that a screen reader starts with what went wrong. */
customElements.define("ui-errors", class extends HTMLElement {
  connectedCallback() {
    this.querySelector("[tabindex]")?.focus();
  }
});

/** <ui-count data-text="Characters left:">: says how many are left, politely and late. */
customElements.define("ui-count", class extends HTMLElement {
  connectedCallback() {
    const field = this.querySelector("textarea");
    const output = this.querySelector("[role=status]");
    field?.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => {
        output.textContent = `${this.dataset.text} ${field.maxLength - field.value.length}`;
      }, 400);
    });
  }
});
