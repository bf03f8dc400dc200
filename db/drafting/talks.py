"""New heart-to-heart talks (谈心谈话); what will be said is for the two who talk."""

from db import queries, tree
from db.branch import Book, Post, RosterEntry
from db.drafting.attendance import as_chair
from db.records import spec
from db.records.talk import TalkKind
from db.spec import Tree

_TALK = spec("talk")


def new_talk(branch: str, day: str, listener: str | None = None, kind: str = "") -> Tree:
    """Return a talk on an ISO day: numbered, the secretary talking, with a member if one is meant.

    Nobody is put down as talking with himself. ``kind`` is that of the talk where it is meant, ""
    for the usual one of the two.
    """
    roster = {entry.member: entry for entry in Book(branch).roster(day)}
    secretary = next((each for each in roster.values() if Post.SECRETARY in each.posts), None)
    talker = secretary if secretary is None or secretary.member != listener else None
    other = roster.get(listener or "")
    year = int(day[:4])
    record = tree.blank(
        _TALK,
        organisation=branch,
        held_on=day,
        year=year,
        number=queries.next_talk_number(branch, year),
        place=queries.organisation(branch)["place"],
    )
    record |= as_party("talker", talker) | as_party("listener", other)
    return record | {"kind": kind or str(usual_kind(talker, other) or record["kind"])}


def as_party(side: str, entry: RosterEntry | None) -> Tree:
    """Return the values that make a person the ``talker`` or ``listener``, with the day's post."""
    if entry is None:
        return {side: None, f"{side}_name": "", f"{side}_post": ""}
    return {
        side: entry.member,
        f"{side}_name": entry.display_name,
        f"{side}_post": as_chair(entry)["chair_post"],
    }


def usual_kind(talker: RosterEntry | None, listener: RosterEntry | None) -> TalkKind | None:
    """Return between whom a talk is, by the posts of the two; None while one is not known."""
    if talker is None or listener is None:
        return None
    officers = bool(talker.posts) + bool(listener.posts)
    return (TalkKind.MEMBERS, TalkKind.COMMITTEE_MEMBER, TalkKind.COMMITTEE)[officers]
