/* fuzz.h - the one function of a fuzz target
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include <glib.h>

/* Aborts when something does not hold. Called by libFuzzer, or by fuzz-main.c. */
int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);
