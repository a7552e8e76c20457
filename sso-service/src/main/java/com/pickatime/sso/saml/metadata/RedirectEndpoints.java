package com.pickatime.sso.saml.metadata;

import com.pickatime.sso.saml.xml.Saml;
import com.pickatime.sso.saml.xml.Xml;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Element;

/** Where a role takes messages by HTTP-Redirect, SAML metadata 2.2.2. */
record RedirectEndpoints(boolean loopbackAllowed) {

    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]");

    /**
     * An endpoint, or the lack of one.
     *
     * @param location null when the role has none for this binding
     * @param responseLocation null when answers go to the same place
     */
    record Endpoint(@Nullable URI location, @Nullable URI responseLocation) {}

    /** The first one of the binding: there is no order among equals in SAML metadata 2.4.2. */
    Endpoint redirect(Element descriptor, String service) throws UnusableMetadataException {
        for (var endpoint : Xml.children(descriptor, Saml.METADATA, service)) {
            if (Saml.REDIRECT_BINDING.equals(endpoint.getAttribute("Binding").strip())) {
                return new Endpoint(
                        address(endpoint.getAttribute("Location")),
                        endpoint.hasAttribute("ResponseLocation")
                                ? address(endpoint.getAttribute("ResponseLocation"))
                                : null);
            }
        }
        return new Endpoint(null, null);
    }

    /** The same, or none where its address cannot be used: people can sign in without it. Its fault is told. */
    Endpoint usableRedirect(Element descriptor, String service, Set<MetadataFault> ignored) {
        try {
            return redirect(descriptor, service);
        } catch (UnusableMetadataException unusable) {
            ignored.add(MetadataFault.BAD_LOGOUT_ADDRESS);
            return new Endpoint(null, null);
        }
    }

    /** No fragment, since messages are written behind the address, and nothing before an @, which misleads readers. */
    private URI address(String text) throws UnusableMetadataException {
        try {
            var address = new URI(text.strip());
            if (address.getHost() != null
                    && address.getRawFragment() == null
                    && address.getRawUserInfo() == null
                    && isSafe(address)) {
                return address;
            }
        } catch (URISyntaxException noAddress) {
            // its words quote the text
        }
        throw new UnusableMetadataException(MetadataFault.BAD_ADDRESS);
    }

    private boolean isSafe(URI address) {
        return "https".equalsIgnoreCase(address.getScheme())
                || (loopbackAllowed
                        && "http".equalsIgnoreCase(address.getScheme())
                        && LOOPBACK.matcher(address.getHost()).matches());
    }
}
