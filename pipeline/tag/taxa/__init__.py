"""Mentions of taxa in a text (`find`).

What is a mention (the policy; each line has its test in ``tests/tag/test_taxa.py``):

- A common name and the scientific name behind it are two mentions: ``snow leopard (Panthera uncia)``.
- Names inside titles, bodies and compounds count: ``African Elephant Action Plan``, ``Crane Foundation``,
  ``human-elephant conflict``. Fused words (``BirdLife``, ``SakerGAP``), acronyms and plain ``animals``, ``wildlife``,
  ``species`` do not.
- The longest established name wins. Place words before it are part of it only where the lexicon has them:
  ``African elephant`` in ``West African elephants``, ``vultures`` in ``West African vultures``.
- Of coordinated names each is a mention: ``African and Asian elephant`` is ``Loxodonta africana`` (the whole) and
  ``Elephas maximus`` (``Asian elephant``); ``Saiga tatarica and borealis`` is two.
- ``Panthera spp.`` is the genus. A genus alone is a mention where its name is no other word (``Dalbergia``); else where
  something shows that it is one: italics, brackets, ``spp.``, the word ``genus``, or a species of it in the document.
- An epithet alone is a subspecies (``the subspecies altaica and sumatrae``) where the lexicon has it of the species
  named last.
- ``P. uncia`` is a mention where the document names ``Panthera uncia``, be it as ``snow leopard``, or its genus.
- A name that is not in the lexicon is a mention (``open``, ``unlisted``) where its form and its surroundings say so.
- A misspelt name belongs to the nearest name, as ``misspelt``, with the reason.
- A subspecies that the lexicon has as a species of the genus is that species, with the reason.
- A French or Spanish name that the lexicon lacks belongs to the scientific name that alone stands in brackets behind
  it, where its first word is the name of a group: ``le requin à tache claire (Sphyrna lewini)``.
- A common name that the lexicon lacks is that of the scientific name in brackets behind it (``unlisted``), there and in
  the rest of the document, where most such brackets of the document are behind common names that are known.
- In brackets behind several scientific names stand the name of their genus, or as many names as these, in their order.
  Where the brackets behind many scientific names hold common names that are known, an unknown one in another is one.
- What is all of the block behind a scientific name, as in the columns of a table, is its name where it has that of a
  group it belongs to, in the singular: ``Roussette d'Exemple`` behind ``Pteropus exemplaris``.
- A word in brackets within a name is part of it or left out of it: ``White-winged (Black) Tern``.
- A word that is another one too, or a surname, is a mention in a list of names: ``Osprey, Common Buzzard, Hobby``.
- Of several taxa with one common name that is meant which the document names otherwise, or of which it names relatives.
- Single words count in the language of the document; names of several words, and scientific names, in every one.
"""
