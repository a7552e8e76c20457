package com.pickatime.sso.saml.redirect;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.pickatime.sso.saml.messages.MessageRefusal;
import com.pickatime.sso.saml.messages.RefusedMessageException;
import java.net.URLDecoder;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The parameters of the binding exactly as they were sent: a signature is over their encoded text, SAML bindings 3.4.4.1. */
record RedirectQuery(Map<String, String> raw) {

    private static final int LONGEST = 64 * 1024;

    private static final Set<String> NAMES =
            Set.of("SAMLRequest", "SAMLResponse", "RelayState", "SigAlg", "Signature", "SAMLEncoding");

    /** Other parameters are left alone; one of these twice is refused, since two readers could take different ones. */
    static RedirectQuery of(@Nullable String query) throws RefusedMessageException {
        if (query == null) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED);
        }
        if (query.length() > LONGEST) {
            throw new RefusedMessageException(MessageRefusal.TOO_LARGE);
        }
        var raw = new HashMap<String, String>();
        for (var parameter : query.split("&", -1)) {
            var end = parameter.indexOf('=');
            var name = decode(end < 0 ? parameter : parameter.substring(0, end));
            if (NAMES.contains(name) && raw.put(name, end < 0 ? "" : parameter.substring(end + 1)) != null) {
                throw new RefusedMessageException(MessageRefusal.MALFORMED);
            }
        }
        return new RedirectQuery(Map.copyOf(raw));
    }

    boolean has(String name) {
        return raw.containsKey(name);
    }

    /** The text as sent, for a signature; absent: null. */
    @Nullable
    String sent(String name) {
        return raw.get(name);
    }

    /** The text as meant, a plus sign being a space; absent: null. */
    @Nullable
    String text(String name) throws RefusedMessageException {
        var value = raw.get(name);
        return value == null ? null : decode(value);
    }

    /** Base64 as meant; a plus sign is one, line breaks are dropped. */
    byte[] bytes(String name) throws RefusedMessageException {
        var text = decode(raw.getOrDefault(name, "").replace("+", "%2B"));
        try {
            return Base64.getDecoder().decode(text.replaceAll("\\s", ""));
        } catch (IllegalArgumentException notBase64) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED);
        }
    }

    /** Hides the values, which name a person. */
    @Override
    public String toString() {
        return "RedirectQuery" + raw.keySet();
    }

    private static String decode(String text) throws RefusedMessageException {
        try {
            return URLDecoder.decode(text, UTF_8);
        } catch (IllegalArgumentException badEscape) {
            throw new RefusedMessageException(MessageRefusal.MALFORMED);
        }
    }
}
