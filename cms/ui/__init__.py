"""The design system: page shell, components, forms, icons and the catalogue of all of them."""
