"""What a branch has to do in a year, by when, under which article, and how far it has come.

``model`` holds the facts that go in and the duty that comes out, ``year`` puts the parts together.
Everything here is a pure function of facts, rules and the day it is asked on.
"""
