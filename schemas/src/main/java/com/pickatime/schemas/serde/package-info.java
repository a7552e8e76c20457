/** The serializer and deserializer that put Avro on Kafka in the Confluent wire format. */
@NullMarked
package com.pickatime.schemas.serde;

import org.jspecify.annotations.NullMarked;
