"""Charts of films: ``ranks`` are the orders of all films, ``page`` what an address shows of one."""
