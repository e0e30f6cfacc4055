"""Moving in and out: lists from other sites come with a preview, and everything of one's own goes out.

``files`` opens what was uploaded, ``formats`` reads it into ``rows``, ``match`` finds what the rows mean,
``plan`` says what would become of the watch list, ``work`` writes it in pieces and takes it back.
``exports`` makes files for this site and others.
"""
