"""Edit filters: what an edit is (``facts``), what can be asked of it (``conditions``), what follows
(``run``), and what a rule would have hit lately (``rehearse``).

Conditions are functions of facts and know no database; what an author did before is reached through
``facts.History``, of the present for a live edit, of its own time for a rehearsed one.
"""
