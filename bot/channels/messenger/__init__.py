"""Facebook Messenger and the page's public comments. `channel.Messenger` is the way in."""
