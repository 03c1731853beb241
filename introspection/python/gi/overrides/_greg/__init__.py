# __init__.py - the parts of the Python override
# SPDX-FileCopyrightText: the Greg authors
# SPDX-License-Identifier: LGPL-2.1-or-later

"""What ../Greg.py puts together.

Methods are put onto the introspected classes themselves, so that every object has them, whoever
made it. State that an override needs hangs on the Python wrapper of a source and is made when it is
first needed: a source that was made in C has it too.
"""
