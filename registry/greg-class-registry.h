/* greg-class-registry.h - registries that hang on classes
 * SPDX-FileCopyrightText: the Greg authors
 * SPDX-License-Identifier: LGPL-2.1-or-later
 */

#pragma once

#include "greg-registry.h"

G_BEGIN_DECLS

GREG_AVAILABLE_IN_ALL
GregRegistry *greg_class_registry_get (GType owner, const char *name);
GREG_AVAILABLE_IN_ALL
GregRegistry *
greg_class_registry_install (GType owner, const char *name, GType base_type, GError **error);
GREG_AVAILABLE_IN_ALL
GregRegistry *greg_class_registry_implement (GType owner, const char *name, GType base_type);
GREG_AVAILABLE_IN_ALL
GregRegistry *greg_class_registry_peek (GType owner, const char *name);
GREG_AVAILABLE_IN_ALL
char **greg_class_registry_list (GType owner);

/**
 * GREG_CLASS_REGISTRY:
 * @klass: the class, or the interface, that is being initialised
 * @name: the name of the registry, such as "backbones"
 * @base_type: what every product must be; %G_TYPE_NONE for the same as the class above
 *
 * Gives a class a registry, which its subclasses inherit.
 *
 * To be used where the class is initialised, so that the registry is there, and filled, before
 * anybody can ask for it:
 *
 * ```c
 * static void
 * app_task_class_init (AppTaskClass *klass)
 * {
 *   GregRegistry *backbones = GREG_CLASS_REGISTRY (klass, "backbones", APP_TYPE_BACKBONE);
 *
 *   GREG_REGISTER_TYPE (backbones, "small", APP_TYPE_SMALL, NULL);
 * }
 *
 * static void
 * app_segmentation_class_init (AppSegmentationClass *klass)
 * {
 *   GregRegistry *backbones = GREG_CLASS_REGISTRY (klass, "backbones", G_TYPE_NONE);
 *
 *   GREG_REGISTER_TYPE (backbones, "large", APP_TYPE_LARGE, NULL);
 * }
 * ```
 *
 * An `AppSegmentation` has “small” and “large”, an `AppTask` only “small”. A task asks for the
 * registry of its class with `greg_class_registry_get (G_OBJECT_TYPE (self), "backbones")`.
 *
 * A failure is a programmer error; see [func@Greg.class_registry_implement].
 *
 * Returns: (transfer none): the registry
 *
 * Since: 1.0
 */
#define GREG_CLASS_REGISTRY(klass, name, base_type) \
  (greg_class_registry_implement (G_TYPE_FROM_CLASS (klass), (name), (base_type)))

G_END_DECLS
