"""Who saw or changed what of whom: append-only, chained per municipality; and the staff screens."""
