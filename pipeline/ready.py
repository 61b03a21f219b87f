"""What a process that works on documents has loaded before it begins: code, grammars and the curated lexicon."""

import pipeline.aggregate.stage
import pipeline.publish.survey
import pipeline.work  # noqa: F401
from pipeline.tag.lexicon import lexicon

lexicon()
