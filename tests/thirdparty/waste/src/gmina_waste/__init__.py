"""When the rubbish is collected."""
