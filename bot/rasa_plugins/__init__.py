"""What runs inside Rasa's process, on Python 3.10: the way in, the sentence featurizer, the bounded memory.

Imports of `bot` stop at `bot.encoder`: nothing that knows of patients, channels or the vault is ever loaded there.
"""
