/* Shows kept blocks that are already on a page, but never offers the placeholder in the block menu. */
(() => {
  const { StreamBlockDefinition } = window.wagtailStreamField.blocks;

  class AddonStreamBlockDefinition extends StreamBlockDefinition {
    constructor(name, groups, initial, meta) {
      super(name, groups, initial, meta);
      this.groupedChildBlockDefs = groups
        .map(([group, definitions]) => [
          group,
          definitions.filter((definition) => definition.name !== "addon_unavailable"),
        ])
        .filter(([, definitions]) => definitions.length > 0);
    }
  }

  window.telepath.register("ratusz.addonkit.AddonStreamBlock", AddonStreamBlockDefinition);
})();
