package com.pickatime.sso.saml.redirect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.messages.MessageRefusal;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import com.pickatime.sso.saml.messages.SamlMessage;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A message that a browser brought in the query of an address; unproven until it was verified. */
public final class RedirectedMessage {

    private static final String DEFLATE = "urn:oasis:names:tc:SAML:2.0:bindings:URL-Encoding:DEFLATE";

    private final RedirectQuery query;
    private final SamlMessage.Kind kind;
    private final @Nullable String relayState;
    private final byte[] xml;

    private RedirectedMessage(RedirectQuery query) throws RefusedMessageException {
        this.query = query;
        this.kind = query.has("SAMLRequest") ? SamlMessage.Kind.REQUEST : SamlMessage.Kind.RESPONSE;
        this.relayState = query.text("RelayState");
        this.xml = Deflate.expand(query.bytes(kind.parameter()));
    }

    /**
     * Reads the query of an address.
     *
     * @param rawQuery as it was sent, nothing decoded: the signature is over these characters; null: there is none
     */
    public static RedirectedMessage decode(@Nullable String rawQuery) throws RefusedMessageException {
        var query = RedirectQuery.of(rawQuery);
        if (query.has("SAMLRequest") == query.has("SAMLResponse")) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED);
        }
        if (query.has("SAMLEncoding") && !DEFLATE.equals(query.text("SAMLEncoding"))) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED);
        }
        var message = new RedirectedMessage(query);
        var relayState = message.relayState();
        if (relayState != null && relayState.getBytes(UTF_8).length > RedirectBinding.MOST_RELAY_STATE_BYTES) {
            throw new RefusedMessageException(MessageRefusal.RELAY_STATE_TOO_LONG);
        }
        return message;
    }

    public SamlMessage.Kind kind() {
        return kind;
    }

    public byte[] xml() {
        return xml.clone();
    }

    /** What an answer carries back as it is; null: nothing. */
    public @Nullable String relayState() {
        return relayState;
    }

    /** Whether there is a signature at all, good or bad. */
    public boolean signed() {
        return query.has("Signature");
    }

    /**
     * Returns when one of the keys signed the message, and throws when not.
     *
     * @param allowSha1 whether signatures with SHA-1 count, which can be forged
     */
    public void verify(List<X509Certificate> certificates, boolean allowSha1) throws RefusedMessageException {
        var algorithm = algorithm();
        if (algorithm.isSha1() && !allowSha1) {
            throw new RefusedMessageException(MessageRefusal.SHA1);
        }
        var octets = signedOctets();
        var signature = query.bytes("Signature");
        if (certificates.stream().noneMatch(key -> algorithm.verifies(octets, signature, key.getPublicKey()))) {
            throw new RefusedMessageException(MessageRefusal.UNKNOWN_KEY);
        }
    }

    private SignatureAlgorithm algorithm() throws RefusedMessageException {
        var uri = query.text("SigAlg");
        if (uri == null || !signed()) {
            throw new RefusedMessageException(MessageRefusal.UNSIGNED);
        }
        return SignatureAlgorithm.of(uri)
                .orElseThrow(() -> new RefusedMessageException(MessageRefusal.UNSUPPORTED_ALGORITHM));
    }

    /** Hides the XML, which names a person. */
    @Override
    public String toString() {
        return "RedirectedMessage[kind=" + kind + "]";
    }

    /** In this order, whatever order they came in, and with the sender's own way to encode them. */
    private byte[] signedOctets() {
        return Stream.of(kind.parameter(), "RelayState", "SigAlg")
                .filter(query::has)
                .map(name -> name + "=" + query.sent(name))
                .collect(Collectors.joining("&"))
                .getBytes(UTF_8);
    }
}
