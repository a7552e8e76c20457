package com.pickatime.local.infrastructure.store;

import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.BsonConstants;
import de.bwaldvogel.mongo.wire.bson.BsonDecoder;
import de.bwaldvogel.mongo.wire.bson.BsonEncoder;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;

/** Documents as BSON, the form in which they are held: a document read is always a copy of its own. */
final class Bson {

    private Bson() {}

    static byte[] encode(Document document) {
        var out = Unpooled.buffer();
        BsonEncoder.encodeDocument(document, out);
        return ByteBufUtil.getBytes(out);
    }

    static Document decode(byte[] bytes) {
        return BsonDecoder.decodeBson(Unpooled.wrappedBuffer(bytes));
    }

    /** Only these of the document's fields; the others are passed over unread. */
    static Document decode(byte[] bytes, Fields fields) {
        return decode(Unpooled.wrappedBuffer(bytes), fields);
    }

    private static Document decode(ByteBuf in, Fields fields) {
        in.skipBytes(Integer.BYTES);
        var document = new Document();
        for (byte type = in.readByte(); type != BsonConstants.TERMINATING_BYTE; type = in.readByte()) {
            var name = BsonDecoder.decodeCString(in);
            var inside = fields.in(name);
            if (inside == null) {
                skip(type, in);
            } else if (inside.isWhole() || type != BsonConstants.TYPE_EMBEDDED_DOCUMENT) {
                document.put(name, BsonDecoder.decodeValue(type, in));
            } else {
                document.put(name, decode(in, inside));
            }
        }
        return document;
    }

    private static void skip(byte type, ByteBuf in) {
        switch (type) {
            case BsonConstants.TYPE_UTF8_STRING -> in.skipBytes(in.readIntLE());
            case BsonConstants.TYPE_EMBEDDED_DOCUMENT, BsonConstants.TYPE_ARRAY ->
                in.skipBytes(in.readIntLE() - Integer.BYTES);
            case BsonConstants.TYPE_BOOLEAN -> in.skipBytes(1);
            case BsonConstants.TYPE_INT32 -> in.skipBytes(Integer.BYTES);
            case BsonConstants.TYPE_INT64, BsonConstants.TYPE_UTC_DATETIME, BsonConstants.TYPE_DOUBLE ->
                in.skipBytes(Long.BYTES);
            default -> BsonDecoder.decodeValue(type, in);
        }
    }
}
