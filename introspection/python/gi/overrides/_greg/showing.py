# showing.py - a source as text, and as a table in notebooks
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

from html import escape

from gi.repository import Greg

MAX_SHOWN = 8


def source_repr(self):
    names = self.list_names()
    shown = ", ".join(names[:MAX_SHOWN]) + (", …" if len(names) > MAX_SHOWN else "")
    title = type(self).__name__ + (f" “{self.get_name()}”" if self.get_name() else "")
    if not names:
        return f"<{title}: empty>"
    return f"<{title}: {len(names)} {'factory' if len(names) == 1 else 'factories'}: {shown}>"


def source_str(self):
    """What is in it and in what belongs to it, as a tree."""
    return self.to_string()


# --- for notebooks ---


def label_of(source):
    return source.get_name() or type(source).__name__


def rows_of_tree(registry):
    """The name, the factory, and where it is from: own ones, then those of each ancestor."""
    seen, level = set(), registry
    while level is not None:
        found_here = "" if level == registry else label_of(level)
        for factory in level.query(own=True, stacked=True):
            if factory in seen:
                continue
            seen.add(factory)
            hidden = registry.is_shadowed(factory)
            place = ", ".join(filter(None, (found_here, "shadowed" if hidden else "")))
            yield factory.get_name(), factory, place
        level = level.get_parent()


def rows_of_multi(multi):
    for name in multi.list_names():
        factory, source = multi.peek(name), multi.find_source(name)
        if factory is not None and source is not None:
            yield name, factory, label_of(source)


def rows_of(source):
    if isinstance(source, Greg.Registry):
        return list(rows_of_tree(source))
    if isinstance(source, Greg.MultiRegistry):
        return list(rows_of_multi(source))
    return [(factory.get_name(), factory, "") for factory in source.list_factories()]


def line(cells, kind):
    return "<tr>" + "".join(f"<{kind}>{escape(cell)}</{kind}>" for cell in cells) + "</tr>"


def source_repr_html(self):
    """A table for notebooks; it says what is inherited or shadowed, and from where."""
    rows = rows_of(self)
    has_places = any(place for _, _, place in rows)
    head = ("name", "aliases", "summary", "defined in", *(("from",) if has_places else ()))
    body = (line((name, ", ".join(factory.get_aliases()), factory.get_summary() or "",
                  factory.dup_origin_text() or "", *((place,) if has_places else ())), "td")
            for name, factory, place in rows)
    return (f"<table><caption>{escape(label_of(self))}</caption>"
            f"<thead>{line(head, 'th')}</thead><tbody>{''.join(body)}</tbody></table>")


def install():
    Greg.Source.__repr__ = source_repr
    Greg.Source.__str__ = source_str
    Greg.Source._repr_html_ = source_repr_html
    Greg.Source._ipython_key_completions_ = lambda self: self.list_names()
