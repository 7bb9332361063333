"""The other sides of the demo: simulators that speak the real protocols, and can misbehave."""
