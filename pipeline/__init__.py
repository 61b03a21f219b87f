"""Concord: the record of the CITES/CMS Joint Work Programmes as data.

The stages are packages named after what they do: ``parse`` (documents to blocks and tables), ``split``
(tables to activities and results), ``tag`` (taxa and references), ``aggregate`` (the record across
documents) and ``publish`` (the dataset and its description).
"""

__version__ = "0.1.0"
