"""Reading curators' lists: who may do what, their rows as pages show them, and what texts mean.

``accounts.actions.lists`` writes them.
"""
