"""One dense vector a message, from the sentence encoder as it was tuned on chat messages.

Rasa checks a component by reflection: the arguments must be called `messages` and `training_data`, and each needs an
annotation that is a class at run time, which is why annotations are not postponed here.
"""

from typing import Any, Dict, List, Optional

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import FEATURIZER_CLASS_ALIAS
from rasa.nlu.featurizers.dense_featurizer.dense_featurizer import DenseFeaturizer
from rasa.shared.nlu.constants import FEATURE_TYPE_SENTENCE, TEXT
from rasa.shared.nlu.training_data.features import Features
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.encoder.sentences import SentenceEncoder
from bot.encoder.tuned import VERSION, load_tuned
from bot.encoder.weights import model_folder

SCALE = "scale"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class SentenceFeaturizer(DenseFeaturizer, GraphComponent):
    """`scale` lengthens the unit vectors. The classifier behind is regularised for features of size 1 each: the longer
    the vectors, the less its probabilities are pulled together. Chosen by log loss (see config.yml).
    """

    @staticmethod
    def get_default_config() -> Dict[str, Any]:
        return {**DenseFeaturizer.get_default_config(), SCALE: 1.0}

    @staticmethod
    def required_packages() -> List[str]:
        return ["tokenizers", "safetensors"]

    @classmethod
    def fingerprint_addon(cls, config: Dict[str, Any]) -> Optional[str]:  # noqa: ARG003 - as Rasa calls it
        """A new encoder makes Rasa's cached features stale."""
        return VERSION

    @classmethod
    def create(
        cls,
        config: Dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - as Rasa calls it
        resource: Resource,  # noqa: ARG003
        execution_context: ExecutionContext,
    ) -> "SentenceFeaturizer":
        encoder = SentenceEncoder(model_folder(), load_tuned())
        return cls(execution_context.node_name or cls.__name__, config, encoder)

    @classmethod
    def validate_config(cls, config: Dict[str, Any]) -> None:
        if not float(config[SCALE]) > 0:
            raise ValueError(f"{SCALE} must be positive")

    def __init__(self, name: str, config: Dict[str, Any], encoder: SentenceEncoder) -> None:
        super().__init__(name, config)
        self._encoder = encoder
        self._scale = np.float32(config[SCALE])

    def process(self, messages: List[Message]) -> List[Message]:
        """Rules and stories come by as messages without a text: they get no vector."""
        worded = [message for message in messages if message.get(TEXT) is not None]
        vectors = self._encoder.encode([message.get(TEXT) for message in worded]) * self._scale
        for message, vector in zip(worded, vectors, strict=True):
            message.add_features(
                Features(vector[np.newaxis, :], FEATURE_TYPE_SENTENCE, TEXT, self._config[FEATURIZER_CLASS_ALIAS])
            )
        return messages

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        self.process(training_data.training_examples)
        return training_data
