package com.pickatime.sso.saml.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import com.pickatime.sso.saml.xml.MalformedXmlException;
import com.pickatime.sso.saml.xml.Xml;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.w3c.dom.Document;

/**
 * Reads an identity provider's metadata, SAML metadata 2.
 *
 * <p>A signature in it is not looked at: what is trusted is the https address that an administrator of the business typed,
 * and a signature by a key that comes in the same file would prove nothing more. Its cacheDuration is not looked at either,
 * since metadata is fetched again more often than any is likely to ask for, and at once when a key is unknown.
 */
public final class MetadataReader {

    /** The most metadata may have, in bytes; one identity provider's has about 10 KiB. */
    public static final int MOST_BYTES = 1024 * 1024;

    private static final int BEGINNING = 2048;

    private static final String BLANKS = " \t\r\n";

    /** Says that UTF-8 follows, which is what is read anyway. */
    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Clock clock;
    private final RedirectEndpoints endpoints;

    /** Takes https addresses alone. */
    public MetadataReader(Clock clock) {
        this(clock, false);
    }

    /** Takes http addresses too where they are on this very machine, if allowed: the local stack has no certificates. */
    public MetadataReader(Clock clock, boolean loopbackAllowed) {
        this.clock = clock;
        this.endpoints = new RedirectEndpoints(loopbackAllowed);
    }

    /** Reads metadata of exactly one identity provider, which may stand among service providers. */
    public IdentityProvider read(byte[] xml) throws UnusableMetadataException {
        var role = IdpSsoDescriptor.in(parse(xml));
        var validUntil = role.validUntil();
        demandStillValid(validUntil);
        var ignored = new LinkedHashSet<MetadataFault>();
        var certificates = SigningCertificates.of(role.descriptor(), ignored);
        var logout = endpoints.usableRedirect(role.descriptor(), "SingleLogoutService", ignored);
        return new IdentityProvider(
                role.entityId(),
                certificates,
                endpoints.redirect(role.descriptor(), "SingleSignOnService").location(),
                logout.location(),
                logout.responseLocation(),
                role.wantsSignedRequests(),
                validUntil,
                List.copyOf(ignored));
    }

    private static Document parse(byte[] xml) throws UnusableMetadataException {
        if (xml.length > MOST_BYTES) {
            throw new UnusableMetadataException(MetadataFault.TOO_LARGE);
        }
        try {
            return Xml.parse(withoutBlanksBefore(xml), MOST_BYTES);
        } catch (MalformedXmlException malformed) {
            throw new UnusableMetadataException(isWebPage(xml) ? MetadataFault.WEB_PAGE : MetadataFault.NOT_XML);
        }
    }

    /** Templates leave a blank line there, which XML forbids before its declaration alone. */
    private static byte[] withoutBlanksBefore(byte[] xml) {
        var start = startsWithMark(xml) ? MARK.length : 0;
        while (start < xml.length && BLANKS.indexOf(xml[start]) >= 0) {
            start++;
        }
        return Arrays.copyOfRange(xml, start, xml.length);
    }

    private static boolean startsWithMark(byte[] xml) {
        return xml.length >= MARK.length && Arrays.equals(xml, 0, MARK.length, MARK, 0, MARK.length);
    }

    /** The most common mistake, so it gets words of its own. */
    private static boolean isWebPage(byte[] content) {
        var beginning = new String(content, 0, Math.min(content.length, BEGINNING), ISO_8859_1);
        // in UTF-16 every second byte of a tag is zero
        var tags = beginning.replace("\0", "").toLowerCase(Locale.ROOT);
        return tags.contains("<!doctype html") || tags.contains("<html");
    }

    private void demandStillValid(@Nullable Instant validUntil) throws UnusableMetadataException {
        if (validUntil != null && !clock.instant().isBefore(validUntil)) {
            throw new UnusableMetadataException(MetadataFault.EXPIRED);
        }
    }
}
