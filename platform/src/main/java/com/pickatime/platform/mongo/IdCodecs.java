package com.pickatime.platform.mongo;

import com.mongodb.MongoClientSettings;
import com.pickatime.platform.ids.BusinessId;
import com.pickatime.platform.ids.ContactId;
import com.pickatime.platform.ids.ImportId;
import java.util.function.Function;
import org.bson.BsonReader;
import org.bson.BsonWriter;
import org.bson.codecs.Codec;
import org.bson.codecs.DecoderContext;
import org.bson.codecs.EncoderContext;
import org.bson.codecs.configuration.CodecRegistries;
import org.bson.codecs.configuration.CodecRegistry;

/** Lets documents, filters and updates hold ids, which a store has as text. */
public final class IdCodecs {

    private static final CodecRegistry WITH_IDS = CodecRegistries.fromRegistries(
            CodecRegistries.fromCodecs(
                    new IdCodec<>(BusinessId.class, BusinessId::new, BusinessId::value),
                    new IdCodec<>(ContactId.class, ContactId::new, ContactId::value),
                    new IdCodec<>(ImportId.class, ImportId::new, ImportId::value)),
            MongoClientSettings.getDefaultCodecRegistry());

    private IdCodecs() {}

    /** The driver's own codecs and those of ids. */
    public static CodecRegistry registry() {
        return WITH_IDS;
    }

    private record IdCodec<T>(Class<T> type, Function<String, T> reading, Function<T, String> writing)
            implements Codec<T> {

        @Override
        public T decode(BsonReader reader, DecoderContext context) {
            return reading.apply(reader.readString());
        }

        @Override
        public void encode(BsonWriter writer, T id, EncoderContext context) {
            writer.writeString(writing.apply(id));
        }

        @Override
        public Class<T> getEncoderClass() {
            return type;
        }
    }
}
