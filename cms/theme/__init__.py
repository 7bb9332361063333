"""How a municipality shows itself: its name, crest and addresses, one set for each site."""
