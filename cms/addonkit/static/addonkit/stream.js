/* Shows kept blocks that are already on a page, but never offers the placeholder in the block menu. */
(() => {
  const KEPT = "addon_unavailable";
  const { StreamBlockDefinition } = window.wagtailStreamField.blocks;

  class AddonStreamBlockDefinition extends StreamBlockDefinition {
    constructor(name, groups, initial, meta) {
      super(name, groups, initial, meta);
      this.groupedChildBlockDefs = groups
        .map(([group, definitions]) => [
          group,
          definitions.filter((definition) => definition.name !== KEPT),
        ])
        .filter(([, definitions]) => definitions.length > 0);
    }
  }

  /* A placeholder: whose block it is, and the signed content in a hidden field. */
  class KeptWidget {
    constructor(explanation) {
      this.explanation = explanation;
    }

    render(placeholder, name, id, state) {
      const box = document.createElement("div");
      box.className = "help-block help-warning";
      const label = document.createElement("p");
      const strong = document.createElement("strong");
      strong.textContent = state ? state.label : "";
      label.append(strong);
      const explanation = document.createElement("p");
      explanation.textContent = this.explanation;
      const field = document.createElement("input");
      Object.assign(field, { type: "hidden", name, id, value: state ? state.signed : "" });
      box.append(label, explanation, field);
      placeholder.replaceWith(box);
      // A copy would have an id that the content was not signed for.
      box
        .closest("[data-streamfield-child]")
        ?.querySelector('[data-streamfield-action="DUPLICATE"]')
        ?.remove();
      return {
        idForLabel: null,
        getValue: () => field.value,
        getState: () => state,
        setState() {},
        getTextLabel: () => (state ? state.label : ""),
        focus() {},
      };
    }
  }

  window.telepath.register("ratusz.addonkit.AddonStreamBlock", AddonStreamBlockDefinition);
  window.telepath.register("ratusz.addonkit.KeptWidget", KeptWidget);
})();
