"""spaCy's analyses of the paragraphs in a JSON Lines file, and the processor time that they took.

Usage: parse.py PACKAGE IN OUT. Each line in is a text; each line out has tokens as
`[start, end, tag, pos, dep, head, lemma]` in code points, sentence starts and names.
With `-` for OUT only the time is measured.
"""

import json
import os
import sys
import time

# One core, as the other side has.
for name in ("OMP_NUM_THREADS", "BLIS_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import spacy  # noqa: E402


def record(doc):
    return {
        "text": doc.text,
        "tokens": [
            [t.idx, t.idx + len(t), t.tag_, t.pos_, t.dep_, t.head.i, t.lemma_] for t in doc
        ],
        "sentences": [sentence.start for sentence in doc.sents],
        "names": [[e.start, e.end, e.label_] for e in doc.ents],
    }


def main(package, source, out):
    nlp = spacy.load(package)
    texts = [json.loads(line) for line in open(source, encoding="utf-8")]
    list(nlp.pipe(texts[:64]))
    begun = time.process_time()
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    seconds = time.process_time() - begun
    print(json.dumps({"tokens": tokens, "seconds": seconds}))
    if out != "-":
        with open(out, "w", encoding="utf-8") as file:
            for text in texts:
                file.write(json.dumps(record(nlp(text)), ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:4])
