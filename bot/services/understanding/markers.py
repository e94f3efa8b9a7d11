"""The small words that follow a system's name: sizes, versions, and what kind of release it is."""

from __future__ import annotations

import re
from functools import lru_cache

_SIZE = re.compile(r"\d+(?:[._]\d+)?(?:x\d+(?:[._]\d+)?)?[bm]|a\d+(?:[._]\d+)?b|\d+(?:\.\d+)?t|\d+k|\d+e")
_VERSION = re.compile(r"[a-z]{0,2}\d+(?:\.\d+)*[a-z]{0,2}|[vr]\d+(?:\.\d+)*[a-z]*")
_YEAR = re.compile(r"(?:19|20)\d\d")

TAGS = frozenset(
    """
    chat instruct instruction hf base it gguf ggml gptq awq exl2 mlx onnx bnb fp8 fp16 fp32 bf16 int4 int8 nf4 4bit 8bit
    bit q2 q3 q4 q5 q6 q8 k m s preview pt sft dpo quantized quantised quantization uncased cased deduped gated
    safetensors dev final original v
    """.split()
)
"""What may follow a name after a hyphen without making it another system."""

SPOKEN_TAGS = frozenset(
    "chat instruct base hf gguf ggml gptq awq mlx onnx fp8 fp16 fp32 bf16 int4 int8 nf4 4bit 8bit quantized "
    "quantised preview".split()
)
"""What may follow a name after a space."""

SIZE_WORDS = frozenset("tiny small medium large xl xxl xlarge huge mini nano micro lite light big".split())

VARIANTS = frozenset(
    """
    coder math guard vl vlm omni embed embedding embeddings reranker rerank tts asr distill distilled turbo
    alpha beta biomed hybrid flash moe mamba prover janus ocr sonnet opus haiku scout maverick thinking
    reasoner lightning max pro ultra
    """.split()
)
"""Words that make another system of a name, with facts of its own, wherever they follow it."""

CAPITAL_VARIANTS = VARIANTS | frozenset(
    """
    vision audio video next max pro ultra plus air edge safety agent image imagine research heavy fast think reasoning
    medium large small mini nano tiny micro lite huge big base code studio studios linear instant long zero
    """.split()
)
"""Words that do so when they are written as part of the name."""

FAMILY_VARIANTS = VARIANTS | SIZE_WORDS | frozenset("pro ultra max next".split())
"""Words that do so after the bare name of a family ("mistral medium")."""

APART = frozenset(
    """
    based like style styled derived inspired powered trained tuned finetuned compatible style esque adjacent free
    basiert basierte basierten basiertes ahnlich ahnliche
    """.split()
)
"""After a hyphen these say that something else is meant ("a Llama-based model")."""


@lru_cache(maxsize=16384)
def is_size(key: str) -> bool:
    """Whether a piece says how large a model is: "7b", "8x22b", "a3b", "128k"."""
    return _SIZE.fullmatch(key) is not None


@lru_cache(maxsize=16384)
def is_version(key: str) -> bool:
    """Whether a piece can be a version: "3", "2.5", "v0.1", "k2.5", "4o"."""
    return not is_size(key) and key not in TAGS and _VERSION.fullmatch(key) is not None


def is_year(key: str) -> bool:
    """Whether a piece can be a year."""
    return _YEAR.fullmatch(key) is not None


def is_tag(key: str) -> bool:
    """Whether a piece says how a release was packed or tuned, or how large it is."""
    return key in TAGS or is_size(key)
