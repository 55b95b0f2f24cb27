"""The guard's spaCy pipeline: blank English, our tokenizer, and one component a recognizer, in the order they build on.

1. What can't be anybody's (places, brands, eponyms) is marked.  2. Identifiers with a shape or a label.  3. Names and
health details.  4. What nobody explained.  5. The reader, where words leave doubt.  6. A second look at what rests on
little.  7. Form dumps, which see all that.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from spacy.lang.en import English
from spacy.language import Language
from spacy.tokens import Doc
from spacy.vocab import Vocab

from bot.guard.assets import Assets
from bot.guard.reader import PersonalReader
from bot.guard.recognizers.account import AccountRecognizer
from bot.guard.recognizers.address import AddressRecognizer
from bot.guard.recognizers.age import AgeRecognizer
from bot.guard.recognizers.base import Recognizer
from bot.guard.recognizers.biometric import BiometricRecognizer
from bot.guard.recognizers.date import DateRecognizer
from bot.guard.recognizers.device import DeviceRecognizer
from bot.guard.recognizers.email import EmailRecognizer
from bot.guard.recognizers.facility import FacilityRecognizer
from bot.guard.recognizers.fax import FaxRecognizer
from bot.guard.recognizers.form_dump import FormDumpRecognizer
from bot.guard.recognizers.health import HealthRecognizer
from bot.guard.recognizers.health_plan import HealthPlanRecognizer
from bot.guard.recognizers.ip_address import IpAddressRecognizer
from bot.guard.recognizers.known_things import KnownThings
from bot.guard.recognizers.learned import LearnedRecognizer
from bot.guard.recognizers.license_number import LicenseNumberRecognizer
from bot.guard.recognizers.mrn import MrnRecognizer
from bot.guard.recognizers.name_cued import NameCuedRecognizer
from bot.guard.recognizers.name_joined import NameJoinedRecognizer
from bot.guard.recognizers.name_known import NameKnownRecognizer
from bot.guard.recognizers.other_id import OtherIdRecognizer
from bot.guard.recognizers.phone import PhoneRecognizer
from bot.guard.recognizers.photo import PhotoRecognizer
from bot.guard.recognizers.residence import ResidenceRecognizer
from bot.guard.recognizers.residual import ResidualRecognizer
from bot.guard.recognizers.second_look import SecondLook
from bot.guard.recognizers.ssn import SsnRecognizer
from bot.guard.recognizers.url import UrlRecognizer
from bot.guard.recognizers.vehicle import VehicleRecognizer
from bot.guard.recognizers.wide_names import WideNamesRecognizer
from bot.guard.tokens import ChatTokenizer

type Component = Callable[[Doc], Doc]

WITH_SHAPE_OR_LABEL: tuple[type[Recognizer], ...] = (
    EmailRecognizer,
    UrlRecognizer,
    IpAddressRecognizer,
    SsnRecognizer,
    FaxRecognizer,
    PhoneRecognizer,
    MrnRecognizer,
    HealthPlanRecognizer,
    AccountRecognizer,
    LicenseNumberRecognizer,
    VehicleRecognizer,
    DeviceRecognizer,
    BiometricRecognizer,
    PhotoRecognizer,
    OtherIdRecognizer,
    DateRecognizer,
    AgeRecognizer,
    AddressRecognizer,
    ResidenceRecognizer,
    FacilityRecognizer,
)
NAMES: tuple[type[Recognizer], ...] = (NameCuedRecognizer, NameKnownRecognizer, NameJoinedRecognizer)


@dataclass(frozen=True, slots=True)
class Models:
    reader: PersonalReader
    wide: Language | None  # en_core_web_md, or None to do without it


def build_pipeline(assets: Assets, models: Models) -> Language:
    nlp = English()
    nlp.tokenizer = ChatTokenizer(nlp.vocab)
    for name, component in _components(assets, nlp.vocab, models).items():
        # spaCy builds components by name. Ours come with their assets, so each pipeline registers its own.
        Language.factory(f"guard_{name}", func=_giving(component))
        nlp.add_pipe(f"guard_{name}", name=name)
    return nlp


def _giving(component: Component) -> Callable[[Language, str], Component]:
    def give(nlp: Language, name: str) -> Component:  # noqa: ARG001 - spaCy passes both by name
        return component

    return give


def _components(assets: Assets, vocab: Vocab, models: Models) -> Mapping[str, Component]:
    ordered: list[KnownThings | Recognizer | SecondLook] = [KnownThings(assets, vocab)]
    ordered += [kind(assets) for kind in (*WITH_SHAPE_OR_LABEL, *NAMES)]
    ordered += [HealthRecognizer(assets, vocab), ResidualRecognizer(assets)]
    ordered.append(LearnedRecognizer(assets, vocab, models.reader))
    if models.wide is not None:
        ordered.append(WideNamesRecognizer(assets, models.wide))
    ordered += [SecondLook(assets), FormDumpRecognizer(assets)]
    return {component.name: component for component in ordered}
