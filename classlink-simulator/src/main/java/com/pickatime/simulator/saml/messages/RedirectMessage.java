package com.pickatime.simulator.saml.messages;

import com.pickatime.simulator.saml.RefusedMessageException;
import com.pickatime.simulator.saml.xml.Xml;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.w3c.dom.Element;

/**
 * A message that came in an address: SAML 2.0 Bindings, section 3.4.
 *
 * @param parameters the query as it was written, value by value, because signatures are made over that
 */
public record RedirectMessage(String parameter, Map<String, String> parameters) {

    private static final int MOST_BYTES = 64 * 1024;

    /** Reads the raw query; {@code parameter} is {@code SAMLRequest} or {@code SAMLResponse}. */
    public static RedirectMessage of(String rawQuery, String parameter) {
        var parameters = new HashMap<String, String>();
        for (var pair : rawQuery.split("&")) {
            var split = pair.split("=", 2);
            if (split.length == 2 && parameters.put(split[0], split[1]) != null) {
                throw new RefusedMessageException("the parameter " + split[0] + " came twice");
            }
        }
        return new RedirectMessage(parameter, Map.copyOf(parameters));
    }

    /**
     * The message.
     *
     * @throws RefusedMessageException if there is none, or it is not XML deflated and in Base64
     */
    public Element root() {
        var encoded = value(parameter).orElseThrow(() -> new RefusedMessageException("there is no " + parameter));
        return Xml.parse(inflated(bytes(encoded))).getDocumentElement();
    }

    public Optional<String> relayState() {
        return value("RelayState");
    }

    public boolean isSigned() {
        return parameters.containsKey("Signature");
    }

    /** Whether the holder of one of the certificates signed the query, with RSA and SHA-256. */
    public boolean isSignedBy(List<X509Certificate> certificates) {
        return value("SigAlg").filter(RedirectBinding.RSA_SHA256::equals).isPresent()
                && certificates.stream().anyMatch(this::isSignedBy);
    }

    private boolean isSignedBy(X509Certificate certificate) {
        var signed = Stream.of(parameter, "RelayState", "SigAlg")
                .filter(parameters::containsKey)
                .map(name -> name + "=" + parameters.get(name))
                .collect(Collectors.joining("&"));
        try {
            var signature = Signature.getInstance("SHA256withRSA");
            signature.initVerify(certificate.getPublicKey());
            signature.update(signed.getBytes(StandardCharsets.US_ASCII));
            return signature.verify(bytes(value("Signature").orElse("")));
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    private Optional<String> value(String name) {
        return Optional.ofNullable(parameters.get(name))
                .map(encoded -> URLDecoder.decode(encoded, StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String base64) {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new RefusedMessageException("the message is not Base64");
        }
    }

    private static byte[] inflated(byte[] deflated) {
        var inflater = new Inflater(true);
        try {
            inflater.setInput(deflated);
            var bytes = new byte[MOST_BYTES];
            int length = inflater.inflate(bytes);
            if (!inflater.finished()) {
                throw new RefusedMessageException("the message is incomplete, or longer than " + MOST_BYTES + " bytes");
            }
            return Arrays.copyOf(bytes, length);
        } catch (DataFormatException e) {
            throw new RefusedMessageException("the message is not deflated");
        } finally {
            inflater.end();
        }
    }
}
