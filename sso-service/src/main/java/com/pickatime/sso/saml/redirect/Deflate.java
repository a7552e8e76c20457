package com.pickatime.sso.saml.redirect;

import com.pickatime.sso.saml.messages.MessageRefusal;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** RFC 1951 without a header, as SAML bindings 3.4.4.1 has it, and a limit to what a small message may grow into. */
final class Deflate {

    /** The most a message may have, in bytes; a logout request of an identity provider has about 1 KiB. */
    static final int MOST_BYTES = 64 * 1024;

    private static final boolean WITHOUT_HEADER = true;
    private static final int CHUNK = 4096;

    private Deflate() {}

    static byte[] compress(byte[] plain) {
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, WITHOUT_HEADER);
        try {
            deflater.setInput(plain);
            deflater.finish();
            var compressed = new ByteArrayOutputStream();
            var chunk = new byte[CHUNK];
            while (!deflater.finished()) {
                compressed.write(chunk, 0, deflater.deflate(chunk));
            }
            return compressed.toByteArray();
        } finally {
            deflater.end();
        }
    }

    /** Stops one byte past the limit, however much more there would be. */
    static byte[] expand(byte[] compressed) throws RefusedMessageException {
        var inflater = new Inflater(WITHOUT_HEADER);
        try {
            inflater.setInput(compressed);
            var plain = new byte[MOST_BYTES + 1];
            var length = fill(plain, inflater);
            if (length > MOST_BYTES) {
                throw new RefusedMessageException(MessageRefusal.TOO_LARGE);
            }
            if (!inflater.finished() || inflater.getRemaining() > 0) {
                throw new RefusedMessageException(MessageRefusal.MALFORMED);
            }
            return Arrays.copyOf(plain, length);
        } catch (DataFormatException notDeflated) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED);
        } finally {
            inflater.end();
        }
    }

    private static int fill(byte[] plain, Inflater inflater) throws DataFormatException {
        var length = 0;
        var more = -1;
        while (more != 0 && length < plain.length) {
            more = inflater.inflate(plain, length, plain.length - length);
            length += more;
        }
        return length;
    }
}
