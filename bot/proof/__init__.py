"""The patient's own proof: the passphrase by which a person is known again in another browser."""
