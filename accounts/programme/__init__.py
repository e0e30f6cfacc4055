"""Programmes: an evening of films, shorts and segments that fits the time there is.

``solve`` chooses (pure functions), ``pool`` reads what there is to choose from, ``address`` is what an
address asks for, ``evening`` what is shown.
"""
