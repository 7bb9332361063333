"""What a resident sees of their messages: the inbox, one message, and which messages they want."""
