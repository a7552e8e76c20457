/** A schema registry that speaks Confluent's REST API for Avro. */
@NullMarked
package com.pickatime.local.infrastructure.registry;

import org.jspecify.annotations.NullMarked;
