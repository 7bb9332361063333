"""Settings ▸ Messages: the words of each notice, per municipality and language."""
