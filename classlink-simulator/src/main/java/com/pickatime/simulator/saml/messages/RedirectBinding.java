package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.saml.keys.IdpKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.util.Base64;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Puts messages into addresses: SAML 2.0 Bindings, section 3.4.
 *
 * @param sha1 whether to sign with SHA-1
 */
public record RedirectBinding(IdpKey key, boolean sha1) {

    static final String RSA_SHA1 = "http://www.w3.org/2000/09/xmldsig#rsa-sha1";
    static final String RSA_SHA256 = "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256";

    /** The destination with the signed message, as {@code SAMLRequest} or {@code SAMLResponse}, in its query. */
    public URI send(URI destination, String parameter, String xml, @Nullable String relayState) {
        var query = parameter + "=" + encoded(deflated(xml));
        if (relayState != null) {
            query += "&RelayState=" + encoded(relayState);
        }
        query += "&SigAlg=" + encoded(sha1 ? RSA_SHA1 : RSA_SHA256);
        var joint = destination.getRawQuery() == null ? "?" : "&";
        return URI.create(destination + joint + query + "&Signature=" + encoded(signature(query)));
    }

    private String signature(String query) {
        try {
            var signature = Signature.getInstance(sha1 ? "SHA1withRSA" : "SHA256withRSA");
            signature.initSign(key.privateKey());
            signature.update(query.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(signature.sign());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK cannot sign", e);
        }
    }

    private static String deflated(String xml) {
        var bytes = new ByteArrayOutputStream();
        var deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (var out = new DeflaterOutputStream(bytes, deflater)) {
            out.write(xml.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            deflater.end();
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
